from django.apps import AppConfig


class Ui(AppConfig):
    name = "kudelma.ui"
    label = "ui"
