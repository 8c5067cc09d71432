import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.calendar import Invitation, calendar_file
from kudelma.rooms.meetings.queries import letter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people import actions as people
from kudelma.rooms.people.models import Person
from kudelma.rooms.trail.models import Entry
from meeting_scene import PLACE, QUESTION, STARTS, Scene
from people import NOW, TODAY

HELSINKI = ZoneInfo("Europe/Helsinki")


def take(scene: Scene, **kind: object) -> tuple[str, Calendar, str]:
    name, content = actions.take_calendar_file(by=scene.by, participant_id=scene.who(**kind).pk)
    return name, Calendar.from_ical(content), content.decode()


def event(calendar: Calendar) -> dict[str, object]:
    [one] = calendar.walk("VEVENT")
    return {key: one.decoded(key) for key in one if key != "ORGANIZER"}


def mark(scene: Scene, person: uuid.UUID) -> None:
    people.mark_safety(by=scene.by, key=uuid.uuid4(), person_id=person, since=TODAY, until=None, against=[], note="")


def test_a_calendar_file_tells_when_and_where_and_nothing_else(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)

    name, calendar, text = take(ready, member=ready.family.pia)

    assert (name, str(calendar["METHOD"]), str(calendar["VERSION"])) == ("tapaaminen.ics", "PUBLISH", "2.0")
    assert event(calendar) == {
        "UID": str(pia.pk),
        "DTSTAMP": NOW.astimezone(UTC),
        "SEQUENCE": 0,
        "DTSTART": STARTS,
        "DTEND": STARTS + timedelta(hours=1),
        "SUMMARY": "Tapaaminen",
        "CLASS": "PRIVATE",
        "TRANSP": "OPAQUE",
        "STATUS": "CONFIRMED",
        "LOCATION": PLACE,
    }
    for secret in ("Aino", "Virtanen", "Heidi", "Sanna", "Pia", QUESTION, str(ready.matter.pk), "sosiaali"):
        assert secret not in text


def test_times_are_finnish_with_their_rules_beside_them(ready: Scene) -> None:
    ready.invite()

    _name, calendar, text = take(ready, member=ready.family.pia)

    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]
    assert "DTSTART;TZID=Europe/Helsinki:20261117T100000" in text


@pytest.mark.parametrize(
    ("starts", "written"),
    [
        (datetime(2027, 3, 28, 2, 30, tzinfo=HELSINKI), "20270328T023000"),
        (datetime(2027, 3, 28, 4, 0, tzinfo=HELSINKI), "20270328T040000"),
        (datetime(2027, 7, 1, 9, 0, tzinfo=HELSINKI), "20270701T090000"),
    ],
)
def test_summer_time_is_kept(starts: datetime, written: str) -> None:
    one = Invitation(uuid.uuid4(), 0, starts, starts + timedelta(hours=1), "fi", "", cancelled=False)

    content = calendar_file(one, now=NOW)

    [found] = Calendar.from_ical(content).walk("VEVENT")
    assert f"DTSTART;TZID=Europe/Helsinki:{written}" in content.decode()
    assert found.decoded("DTSTART").astimezone(UTC) == starts.astimezone(UTC)


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("sv", "mote.ics", "Möte"),
        ("en", "meeting.ics", "Meeting"),
        ("fi", "tapaaminen.ics", "Tapaaminen"),
        ("so", "tapaaminen.ics", "Tapaaminen"),
        ("", "tapaaminen.ics", "Tapaaminen"),
    ],
)
def test_the_title_is_in_the_invitees_language(ready: Scene, language: str, name: str, title: str) -> None:
    Person.objects.filter(pk=ready.family.mother).update(language=language)
    ready.invite()

    found, calendar, _text = take(ready, person=ready.family.mother)

    assert (found, event(calendar)["SUMMARY"]) == (name, title)


def test_a_workers_file_is_in_the_workers_language(ready: Scene) -> None:
    Worker.objects.filter(pk=ready.town.omar.pk).update(language="sv")
    ready.invite()

    assert take(ready, worker=ready.town.omar)[0] == "mote.ics"


def test_no_calendar_has_the_place_while_anyone_in_the_family_is_under_a_mark(ready: Scene) -> None:
    mark(ready, ready.family.aino)
    ready.invite()

    for kind in ({"person": ready.family.aino}, {"member": ready.family.pia}, {"worker": ready.town.omar}):
        assert "LOCATION" not in event(take(ready, **kind)[1])


def test_under_a_mark_only_the_protected_and_the_workers_read_the_place_in_a_letter(ready: Scene) -> None:
    mark(ready, ready.family.aino)
    ready.invite()
    kinds = {
        "aino": {"person": ready.family.aino},
        "mother": {"person": ready.family.mother},
        "pia": {"member": ready.family.pia},
        "omar": {"worker": ready.town.omar},
    }

    letters = {name: letter(ready.by, ready.who(**kind).pk) for name, kind in kinds.items()}

    assert {name: (one.place, one.place_hidden) for name, one in letters.items()} == {
        "aino": (PLACE, False),
        "mother": ("", True),
        "pia": ("", True),
        "omar": (PLACE, False),
    }


def test_without_a_mark_every_letter_has_the_place(ready: Scene) -> None:
    ready.invite()

    one = letter(ready.by, ready.who(member=ready.family.pia).pk)

    assert (one.place, one.name, one.convener, one.cancelled, one.changed) == (
        PLACE,
        "Pia Lindqvist",
        "Sanna Laine",
        False,
        False,
    )


def test_a_changed_time_keeps_the_uid_and_raises_the_sequence(ready: Scene) -> None:
    ready.invite()
    first = event(take(ready, member=ready.family.pia)[1])
    later = STARTS + timedelta(days=1)
    ready.prepare(starts_at=later, ends_at=later + timedelta(hours=1))
    ready.invite()

    second = event(take(ready, member=ready.family.pia)[1])

    assert (second["UID"], second["SEQUENCE"], second["DTSTART"]) == (first["UID"], 1, later)


def test_a_cancelled_meeting_gives_everyone_a_cancelling_file_without_a_place(ready: Scene) -> None:
    ready.invite()
    actions.cancel(by=ready.by, meeting_id=ready.meeting.pk, version=ready.meeting.version, reason="Ill.")

    _name, calendar, _text = take(ready, member=ready.family.pia)

    found = event(calendar)
    assert (str(calendar["METHOD"]), found["STATUS"], found["SEQUENCE"], "LOCATION" in found) == (
        "CANCEL",
        "CANCELLED",
        1,
        False,
    )


def test_someone_taken_back_is_given_a_cancelling_file_even_without_permission(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)
    actions.remove_participant(by=ready.by, participant_id=pia.pk, version=pia.version)
    ready.meeting.matter.family.permissions.all().delete()

    _name, calendar, _text = take(ready, member=ready.family.pia)

    assert (str(calendar["METHOD"]), event(calendar)["SEQUENCE"]) == ("CANCEL", 1)
    assert letter(ready.by, pia.pk).cancelled


def test_each_invitee_has_a_uid_of_their_own(ready: Scene) -> None:
    ready.invite()

    uids = {
        event(take(ready, **kind)[1])["UID"] for kind in ({"member": ready.family.pia}, {"person": ready.family.aino})
    }

    assert len(uids) == 2


def test_taking_a_calendar_file_leaves_a_row(ready: Scene) -> None:
    ready.invite()

    take(ready, person=ready.family.aino)

    row = Entry.objects.get(act="invitation.calendar_taken")
    assert (row.actor, row.matter, row.persons) == (ready.town.sanna.pk, ready.matter.pk, [ready.family.aino])


def test_a_place_with_commas_and_line_ends_cannot_break_out_of_its_line() -> None:
    one = Invitation(uuid.uuid4(), 0, STARTS, STARTS + timedelta(hours=1), "fi", "A, B;\r\nATTENDEE:x", cancelled=False)

    [found] = Calendar.from_ical(calendar_file(one, now=NOW)).walk("VEVENT")

    assert ("ATTENDEE" in found, "ATTENDEE" in str(found["LOCATION"])) == (False, True)
    assert replace(one, place="").place == ""
