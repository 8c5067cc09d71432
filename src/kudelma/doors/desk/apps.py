from django.apps import AppConfig


class Desk(AppConfig):
    name = "kudelma.doors.desk"
    label = "desk"
