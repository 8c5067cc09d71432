from django.apps import AppConfig


class Room(AppConfig):
    name = "kudelma.rooms.services"
    label = "services"
