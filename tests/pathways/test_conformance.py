from datetime import UTC, date, datetime
from pathlib import Path

import ibis
import pytest

from kudelma.core.calendar import helsinki_midnight
from kudelma.pathways.log import open_log
from kudelma.pathways.measures import conformance
from kudelma.pathways.measures.conformance import Clock, Order, Presence, Verdict
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.store import ingest, open_store

START = Clock("start", "initiated", "assessment_started", "LSL_26_5_START")
FINISH = Clock("finish", "initiated", "assessment_approved", "LSL_26_5_FINISH")
AS_OF = date(2027, 4, 10)


def _asked(folder: Path, body: str, rule: Clock | Order | Presence) -> dict[str, int]:
    log = folder / "log.csv"
    log.write_text("case_id,activity,timestamp\n" + body, encoding="utf-8")
    ingest(open_log(log), folder / "log.store")
    with open_store(folder / "log.store") as store:
        numbers = {name: number for number, name in activity_names(store.tables).items()}
        if isinstance(rule, Clock):
            days = ibis.memtable(conformance.day_table(date(2026, 9, 1), AS_OF, rule.rule, ticks=1))
            now = int(helsinki_midnight(AS_OF).timestamp())
            found = conformance.clock(store.tables, numbers, rule, days, as_of=now)
        elif isinstance(rule, Order):
            found = conformance.order(store.tables, numbers, rule)
        else:
            found = conformance.presence(store.tables, numbers, rule)
        return {row["verdict"]: row["cases"] for row in found.to_pyarrow().to_pylist()}


def _noon(day: str) -> str:
    return f"{day}T12:00:00+02:00"


@pytest.mark.parametrize(
    ("initiated", "started", "verdict"),
    [
        ("2026-10-06", "2026-10-15", Verdict.IN_TIME),
        ("2026-10-06", "2026-10-16", Verdict.LATE),
        ("2026-12-15", "2026-12-28", Verdict.DISPUTABLE),
        ("2026-12-18", "2026-12-31", Verdict.DISPUTABLE),
        ("2027-03-20", "2027-03-24", Verdict.IN_TIME),
        ("2026-11-30", "2026-12-09", Verdict.IN_TIME),
    ],
)
def test_start_within_seven_working_days(tmp_path: Path, initiated: str, started: str, verdict: Verdict) -> None:
    body = f"A,initiated,{_noon(initiated)}\nA,assessment_started,{_noon(started)}\n"

    assert _asked(tmp_path, body, START) == {verdict: 1}


@pytest.mark.parametrize(
    ("initiated", "finished", "verdict"),
    [
        ("2026-10-06", "2027-01-06", Verdict.IN_TIME),
        ("2026-10-06", "2027-01-07", Verdict.DISPUTABLE),
        ("2026-12-18", "2027-03-19", Verdict.LATE),
        ("2026-11-30", "2027-03-01", Verdict.DISPUTABLE),
    ],
)
def test_finish_within_three_months(tmp_path: Path, initiated: str, finished: str, verdict: Verdict) -> None:
    body = f"A,initiated,{_noon(initiated)}\nA,assessment_approved,{_noon(finished)}\n"

    assert _asked(tmp_path, body, FINISH) == {verdict: 1}


def test_what_is_not_done_is_open_until_it_is_overdue_and_without_a_beginning_cannot_be_told(tmp_path: Path) -> None:
    body = (
        f"A,initiated,{_noon('2027-04-09')}\n"
        f"B,initiated,{_noon('2027-03-01')}\n"
        f"C,assessment_started,{_noon('2027-03-01')}\n"
    )

    assert _asked(tmp_path, body, START) == {Verdict.OPEN: 1, Verdict.OVERDUE: 1, Verdict.CANNOT_TELL: 1}


def test_late_evening_belongs_to_the_day_in_finland(tmp_path: Path) -> None:
    # 22.30 UTC is half past midnight in Helsinki: the clock starts a day later, so the 16th is still the seventh day.
    begun = datetime(2026, 10, 6, 22, 30, tzinfo=UTC).isoformat()

    assert _asked(tmp_path, f"A,initiated,{begun}\nA,assessment_started,{_noon('2026-10-16')}\n", START) == {
        Verdict.IN_TIME: 1
    }


def test_consent_comes_before_an_invitation(tmp_path: Path) -> None:
    body = (
        f"A,consent_given,{_noon('2026-10-06')}\nA,invited,{_noon('2026-10-07')}\n"
        f"B,invited,{_noon('2026-10-06')}\nB,consent_given,{_noon('2026-10-07')}\n"
        f"C,invited,{_noon('2026-10-06')}\nD,initiated,{_noon('2026-10-06')}\n"
    )

    assert _asked(tmp_path, body, Order("consent", "consent_given", "invited")) == {Verdict.IN_TIME: 1, Verdict.LATE: 2}


def test_the_one_who_notified_hears_when_it_has_ended(tmp_path: Path) -> None:
    body = (
        f"A,assessment_approved,{_noon('2026-10-06')}\nA,feedback_given,{_noon('2026-10-07')}\n"
        f"B,assessment_approved,{_noon('2026-10-06')}\nC,initiated,{_noon('2026-10-06')}\n"
    )

    assert _asked(tmp_path, body, Presence("told", "assessment_approved", "feedback_given")) == {
        Verdict.IN_TIME: 1,
        Verdict.OPEN: 1,
    }
