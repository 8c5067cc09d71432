from django.apps import AppConfig


class Lead(AppConfig):
    name = "kudelma.doors.lead"
    label = "lead"
