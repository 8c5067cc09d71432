"""Who may see a service of a family: whoever may see the words it was told with."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from kudelma.core.codes import CustodyKind, InfoRight
from kudelma.core.decision import Decision
from kudelma.rooms.casework.access import visible_to as visible_matters
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Custody, Person, Protection
from kudelma.rooms.refused import Hidden
from kudelma.rooms.services.models import Service, Telling
from kudelma.rooms.voice.access import Recipient
from kudelma.rooms.voice.access import visible_to as visible_words


def visible_to(viewer: Actor | Recipient) -> "QuerySet[Telling]":
    """Return the present telling of each service that the viewer may see; what was taken off is nobody's."""
    rows = Telling.objects.filter(service__removed_at__isnull=True, statement__in=visible_words(viewer))
    return rows if isinstance(viewer, Actor) else rows.exclude(hidden=True)


def may_see(viewer: Actor | Recipient, service: Service) -> Decision:
    """Answer for one service; the same rule as `visible_to`."""
    if visible_to(viewer).filter(service=service).exists():
        return Decision.yes("shown")
    return Decision.no("not_shown")


def seen_service(actor: Actor, service_id: uuid.UUID, *, matter_id: uuid.UUID, lock: bool = False) -> Service:
    """Return a service on the map of a matter. Raises `Hidden` alike for a foreign, a removed and an unknown one."""
    seen = visible_to(actor).filter(service=OuterRef("pk"))
    rows = Service.objects.filter(Exists(seen), matter__in=visible_matters(actor), matter=matter_id)
    service = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=service_id).first()
    if service is None:
        raise Hidden("service.read", "not_shown", object_id=service_id)
    return service


def children_told_of(viewer: Recipient) -> "QuerySet[Person]":
    """Return the children of whose own matters the viewer is told on paper: themselves, and those in their custody.

    Not when the right to information is barred, nor when a safety mark protects the child against the viewer.
    """
    custody = Custody.objects.filter(child=OuterRef("pk"), custodian=viewer.person_id, valid_to__isnull=True).exclude(
        Q(kind=CustodyKind.NONE) | ~Q(info_right=InfoRight.YES)
    )
    protected = Protection.objects.filter(
        Q(against=viewer.person_id), mark__person=OuterRef("pk"), mark__lifted_at__isnull=True
    )
    return Person.objects.filter(Q(pk=viewer.person_id) | Exists(custody)).exclude(Exists(protected))
