"""Who may see what someone said: the team, the family, those in the meeting, and never the one protected against."""

import uuid

import pytest

from kudelma.core.codes import StatementKind, StatementSource
from kudelma.rooms.people.actions import mark_safety
from kudelma.rooms.refused import Hidden
from kudelma.rooms.voice.access import Recipient, may_see, visible_to
from kudelma.rooms.voice.actions import Shown, Speaker, write_down
from kudelma.rooms.voice.models import Statement
from people import TODAY, AinosFamily, Town, ainos_family, opened, town

pytestmark = pytest.mark.django_db

MEETING = uuid.uuid4()


@pytest.fixture
def here() -> Town:
    return town()


@pytest.fixture
def family(here: Town) -> AinosFamily:
    return ainos_family(here)


def said(here: Town, family: AinosFamily, shown: Shown, *, by_omar: bool = False, mother: bool = False) -> Statement:
    return write_down(
        by=here.at(here.omar if by_omar else here.sanna),
        key=uuid.uuid4(),
        matter_id=_matter(here, family),
        words="Said.",
        speaker=Speaker(person_id=family.mother if mother else family.aino),
        kind=StatementKind.VIEW,
        source=StatementSource.CONVERSATION,
        said_on=TODAY,
        about=[family.aino],
        shown=shown,
        meeting_id=MEETING,
    )


def _matter(here: Town, family: AinosFamily) -> uuid.UUID:
    return opened(here, family)[0].id


def seers(here: Town, family: AinosFamily, statement: Statement) -> set[str]:
    """Return who sees a statement; the list and the single answer must agree."""
    viewers = {
        "sanna": here.at(here.sanna),
        "omar": here.at(here.omar),
        "liisa": here.at(here.liisa),
        "mirja": here.at(here.mirja),
        "mother": Recipient(person_id=family.mother, of_family=True),
        "father": Recipient(person_id=family.father, of_family=True),
        "pia": Recipient(member_id=family.pia),
        "pia in the meeting": Recipient(member_id=family.pia, meetings=frozenset({MEETING})),
        "pia in another meeting": Recipient(member_id=family.pia, meetings=frozenset({uuid.uuid4()})),
        "stranger": Recipient(person_id=uuid.uuid4(), of_family=True),
    }
    one_by_one = {name for name, viewer in viewers.items() if may_see(viewer, statement)}
    by_list = {name for name, viewer in viewers.items() if visible_to(viewer).filter(pk=statement.pk).exists()}
    assert one_by_one == by_list
    return one_by_one


TEAM = {"sanna", "omar", "liisa"}


def test_words_for_the_team_stay_in_the_team(here: Town, family: AinosFamily) -> None:
    assert seers(here, family, said(here, family, Shown())) == TEAM


def test_words_for_the_worker_alone_reach_the_writer_and_the_responsible(here: Town, family: AinosFamily) -> None:
    assert seers(here, family, said(here, family, Shown(team=False), by_omar=True)) == {"sanna", "omar"}


def test_words_for_the_family_reach_no_one_outside_it(here: Town, family: AinosFamily) -> None:
    assert seers(here, family, said(here, family, Shown(family=True))) == TEAM | {"mother", "father"}


def test_words_in_a_meeting_reach_those_of_that_meeting(here: Town, family: AinosFamily) -> None:
    assert seers(here, family, said(here, family, Shown(meeting=True))) == TEAM | {"pia in the meeting"}


def test_words_for_one_parent_do_not_reach_the_other(here: Town, family: AinosFamily) -> None:
    shown = Shown(persons=frozenset({family.mother}))
    assert seers(here, family, said(here, family, shown)) == TEAM | {"mother"}


@pytest.mark.parametrize("marked", ["mother", "aino"])
def test_safety_mark_wins_over_any_showing(here: Town, family: AinosFamily, marked: str) -> None:
    shown = Shown(family=True, persons=frozenset({family.father}))
    statement = said(here, family, shown, mother=True)
    mark_safety(
        by=here.at(here.sanna),
        key=uuid.uuid4(),
        person_id=getattr(family, marked),
        since=TODAY,
        until=TODAY,
        against=[family.father],
        note="",
    )
    assert seers(here, family, statement) == TEAM | {"mother"}


def test_foreign_person_cannot_be_named(here: Town, family: AinosFamily) -> None:
    with pytest.raises(Hidden):
        said(here, family, Shown(persons=frozenset({uuid.uuid4()})))


def test_key_of_another_matter_shows_nothing(here: Town, family: AinosFamily) -> None:
    statement = said(here, family, Shown())
    other = ainos_family(here)
    with pytest.raises(Hidden):
        write_down(
            by=here.at(here.sanna),
            key=statement.pk,
            matter_id=_matter(here, other),
            words="x",
            speaker=Speaker(person_id=other.aino),
            kind=StatementKind.VIEW,
            source=StatementSource.CONVERSATION,
            said_on=TODAY,
        )
