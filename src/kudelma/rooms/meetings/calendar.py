"""A meeting as an iCalendar file (RFC 5545, RFC 5546): one file per invitee, so that none sees another's address.

A calendar is read by others over a shoulder and in the cloud: the title is neutral, and nothing tells what the
meeting is about, whose it is, or who calls it. Under a safety mark there is no place either.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

TITLES = {"fi": "Tapaaminen", "sv": "Möte", "en": "Meeting"}
FILE_NAMES = {"fi": "tapaaminen.ics", "sv": "mote.ics", "en": "meeting.ics"}
PRODUCT = "-//Kudelma//Kudelma//FI"
#: A calendar needs an organiser (RFC 5546, 3.2.1); a real address would tell whose meeting it is.
ORGANISER = "mailto:no-reply@kudelma.invalid"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one invitee's calendar is told. `place` is empty when it is kept from calendars."""

    uid: uuid.UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    language: str
    place: str
    cancelled: bool


def calendar_file(invitation: Invitation, *, now: datetime) -> bytes:
    """Return the file. Times are in Finnish time with their rules beside them (VTIMEZONE)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if invitation.cancelled else "PUBLISH")
    event = Event()
    event.add("uid", str(invitation.uid))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", invitation.sequence)
    event.add("dtstart", invitation.starts_at)
    event.add("dtend", invitation.ends_at)
    event.add("summary", vText(TITLES[invitation.language]))
    event.add("organizer", vCalAddress(ORGANISER))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    if invitation.place and not invitation.cancelled:
        event.add("location", vText(invitation.place))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written
