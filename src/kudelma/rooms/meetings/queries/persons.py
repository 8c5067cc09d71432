import uuid
from dataclasses import dataclass

from kudelma.core.codes import ContactAllowed
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.meetings.safety import close_family
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.queries import MemberLine, PersonLine, family_people, network


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of a family's meetings and steps."""

    id: uuid.UUID  # of the matter
    family_id: uuid.UUID
    family: str
    team_id: uuid.UUID
    closed: bool
    people: tuple[PersonLine, ...]
    team: tuple[tuple[uuid.UUID, str], ...]

    @property
    def protected(self) -> bool:
        return any(person.protected for person in self.people)

    @property
    def children(self) -> tuple[PersonLine, ...]:
        return tuple(person for person in self.people if person.is_client_child)


@dataclass(frozen=True, slots=True)
class MayCome:
    """Whom a meeting may be called of: the close family, the network (with who may not be contacted), the team."""

    family: tuple[PersonLine, ...]
    network: tuple[MemberLine, ...]
    barred: tuple[MemberLine, ...]
    team: tuple[tuple[uuid.UUID, str], ...]


def frame(actor: Actor, matter_id: uuid.UUID) -> Frame:
    """Return who a matter's meetings and steps are about. Raises `Hidden`."""
    matter = seen_matter(actor, matter_id)
    return Frame(
        matter.pk,
        matter.family_id,
        matter.family.name,
        matter.family.team_id,
        matter.closed_on is not None,
        family_people(matter.family_id, today=actor.today),
        team_of(matter.family.team_id, actor),
    )


def team_of(team_id: uuid.UUID, actor: Actor) -> tuple[tuple[uuid.UUID, str], ...]:
    """Return (id, name) of everyone who works in a team today."""
    rows = current_memberships(actor.today).filter(team=team_id, worker__is_active=True).order_by("worker__name")
    return tuple(dict.fromkeys(rows.values_list("worker_id", "worker__name")))


def may_come(one: Frame) -> MayCome:
    """Return whom a meeting may be called of."""
    close = close_family(one.family_id)
    members = network(one.family_id)
    return MayCome(
        tuple(person for person in one.people if person.id in close),
        tuple(m for m in members if m.contact_allowed != ContactAllowed.NO),
        tuple(m for m in members if m.contact_allowed == ContactAllowed.NO),
        one.team,
    )
