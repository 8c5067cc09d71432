from django.apps import AppConfig


class Room(AppConfig):
    name = "kudelma.rooms.casework"
    label = "casework"
