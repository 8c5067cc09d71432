from django.apps import AppConfig


class Project(AppConfig):
    name = "kudelma.project"
    label = "project"
