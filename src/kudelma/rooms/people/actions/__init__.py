"""What is done with people: persons and their names, ties, homes and safety, the network."""

from kudelma.rooms.people.actions.homes import add_household, lift_safety, mark_safety
from kudelma.rooms.people.actions.network import add_member, change_member
from kudelma.rooms.people.actions.persons import (
    add_person,
    change_person,
    found_family,
    rename,
    reveal_identity_code,
    set_identity_code,
)
from kudelma.rooms.people.actions.ties import join_partners, record_custody, tie_parent

__all__ = [
    "add_household",
    "add_member",
    "add_person",
    "change_member",
    "change_person",
    "found_family",
    "join_partners",
    "lift_safety",
    "mark_safety",
    "record_custody",
    "rename",
    "reveal_identity_code",
    "set_identity_code",
    "tie_parent",
]
