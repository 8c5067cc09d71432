"""What is kept of people."""

from kudelma.rooms.people.models.families import Belonging, Family, Household, Residence
from kudelma.rooms.people.models.network import NetworkMember
from kudelma.rooms.people.models.persons import Identity, Name, Person
from kudelma.rooms.people.models.safety import Protection, SafetyMark
from kudelma.rooms.people.models.ties import Custody, Partnership, Tie

__all__ = [
    "Belonging",
    "Custody",
    "Family",
    "Household",
    "Identity",
    "Name",
    "NetworkMember",
    "Partnership",
    "Person",
    "Protection",
    "Residence",
    "SafetyMark",
    "Tie",
]
