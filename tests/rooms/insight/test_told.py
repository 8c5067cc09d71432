"""Looks are guarded against one another: what two of them tell together is of no few families."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from kudelma.pathways.log import open_log
from kudelma.pathways.store import ingest
from kudelma.rooms.insight import told
from kudelma.rooms.insight.books import Books, Filter, kept_books, own_books
from kudelma.rooms.insight.events import own_events
from kudelma.rooms.insight.models import EventLog, ToldPopulation
from outcome_scene import home
from people import TODAY, Town, town

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = date(2026, 1, 10), date(2026, 2, 10)


@pytest.fixture
def place() -> Town:
    return town()


@contextmanager
def opened(folder: Path, *groups: tuple[date, str, int]) -> Iterator[Books]:
    """Books of so many families of one case each, begun on a day, from a source."""
    rows, number = ["case_id,activity,timestamp,household,source"], 0
    for day, source, many in groups:
        for _ in range(many):
            number += 1
            rows += [
                f"c{number},a,{day},f{number},{source}",
                f"c{number},b,{day + timedelta(days=3)},f{number},{source}",
            ]
    log = folder / "log.csv"
    log.write_text("\n".join(rows) + "\n")
    ingest(open_log(log), folder / "log.store")
    with kept_books(folder / "log.store") as books:
        yield books


def memory(place: Town) -> told.Memory:
    log = EventLog.objects.create(
        id=uuid.uuid4(), unit=place.team.unit, name="x", brought_by=place.liisa, brought_at=place.at(place.liisa).now
    )
    return told.of_log(log, TODAY)


def test_period_that_leaves_one_family_out_is_not_told(place: Town, tmp_path: Path) -> None:
    held = memory(place)
    with opened(tmp_path, (JANUARY, "school", 1), (FEBRUARY, "school", 20)) as books:
        assert held.may_tell(books).because == "guarded"
        assert held.may_tell(books.look(Filter(first=FEBRUARY))).because == "differs_by_few"
        assert held.may_tell(books).because == "shown_before"


@pytest.mark.parametrize(("again", "because"), [(4, "differs_by_few"), (5, "shown_before")])
def test_look_that_leaves_out_second_cases_of_few_families_that_stay_is_not_told(
    place: Town, tmp_path: Path, again: int, because: str
) -> None:
    rows = ["case_id,activity,timestamp,household", *(f"c{n},a,{JANUARY},f{n}" for n in range(20))]
    rows += [f"second{n},a,{FEBRUARY},f{n}" for n in range(again)]
    (tmp_path / "log.csv").write_text("\n".join(rows) + "\n")
    ingest(open_log(tmp_path / "log.csv"), tmp_path / "log.store")
    held = memory(place)
    with kept_books(tmp_path / "log.store") as books:
        narrower = books.look(Filter(last=JANUARY))
        assert (books.size.clients, narrower.size.clients) == (20, 20)
        assert held.may_tell(books)
        assert held.may_tell(narrower).because == because
        assert held.may_tell(books).because == "shown_before"


def test_sources_and_periods_that_together_leave_few_are_not_told(place: Town, tmp_path: Path) -> None:
    held = memory(place)
    groups = ((JANUARY, "school", 10), (JANUARY, "police", 9), (FEBRUARY, "school", 7), (FEBRUARY, "police", 3))
    with opened(tmp_path, *groups) as books:
        looks = [Filter(), Filter(last=JANUARY), Filter(source="school"), Filter(source="school", last=JANUARY)]
        # All but January's, but the school's but its January's: the three of the police in February.
        assert [held.may_tell(books.look(look)).because for look in looks] == [
            *["guarded"] * 3,
            "few_by_combination",
        ]


def test_sources_told_apart_leave_no_few_others(place: Town, tmp_path: Path) -> None:
    with opened(tmp_path, (JANUARY, "school", 20), (JANUARY, "police", 6), (JANUARY, "clinic", 2)) as books:
        assert memory(place).told_apart(books) == ["school"]
    with opened(tmp_path, (JANUARY, "school", 20), (JANUARY, "police", 6), (JANUARY, "clinic", 5)) as books:
        assert memory(place).told_apart(books) == ["school", "police", "clinic"]


def test_another_log_is_another_memory_and_a_removed_one_is_forgotten(place: Town, tmp_path: Path) -> None:
    first, second = memory(place), memory(place)
    with opened(tmp_path, (JANUARY, "school", 1), (FEBRUARY, "school", 20)) as books:
        assert first.may_tell(books)
        assert second.may_tell(books.look(Filter(first=FEBRUARY)))
    told.forget(EventLog.objects.get(pk=first.scope))
    assert [row.scope for row in ToldPopulation.objects.all()] == [second.scope]


def test_own_cases_of_another_day_are_forgotten(place: Town, tmp_path: Path) -> None:
    with opened(tmp_path, (JANUARY, "school", 8)) as books:
        assert told.of_own(place.at(place.liisa)).may_tell(books)
        later = place.at(place.liisa, place.at(place.liisa).now + timedelta(days=1))
        told.of_own(later)
    assert not ToldPopulation.objects.exists()


def test_what_is_kept_names_nobody_and_comes_back_as_it_was(place: Town, tmp_path: Path) -> None:
    held = memory(place)
    with opened(tmp_path, (JANUARY, "school", 300)) as books:
        held.may_tell(books)
        clients = sorted(books.clients().tolist())
    (row,) = ToldPopulation.objects.all()
    assert told._spread(bytes(row.families)).tolist() == clients
    assert len(row.families) < 100


def test_own_second_assessment_of_a_family_that_stays_is_not_told_by_the_difference(place: Town) -> None:
    actor = place.at(place.liisa)
    for n in range(8):
        one = home(place, opened=JANUARY)
        one.assessed(JANUARY, FEBRUARY)
        if n == 0:
            one.assessed(FEBRUARY, FEBRUARY)
    with own_books(own_events(actor)) as books:
        narrower = books.look(Filter(last=JANUARY))
        assert (books.size.cases, narrower.size.cases, narrower.size.clients) == (9, 8, 8)
        assert told.of_own(actor).may_tell(books)
        assert told.of_own(actor).may_tell(narrower).because == "differs_by_few"
    with own_books(own_events(actor)) as again:
        assert told.of_own(actor).may_tell(again).because == "shown_before"
