"""The tables of a month: made on purpose by the one who leads, kept, and the same for everyone who looks.

Whoever reloads a page works nothing out. A table whose families would differ from those of an earlier one by fewer than
five is not made: the earlier one stays.
"""

from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from typing import Any

from kudelma.core.codes import Comparison
from kudelma.pathways.actors import (
    Analysis,
    Answer,
    Count,
    Plan,
    Sentence,
    analyse,
    describe,
    gather,
    of_analysis,
    of_answer,
    of_count,
    participation,
)
from kudelma.pathways.privacy import TOTAL, Guard
from kudelma.rooms.insight.books import KEY_LETTERS, policy
from kudelma.rooms.insight.choosing.past import Past, followed_whole, month_end, past
from kudelma.rooms.insight.models import ActorPlan, ActorTable, ToldPopulation
from kudelma.rooms.insight.told import Kept
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor

REMEMBERED = timedelta(days=400)
MOST = 400
SCOPE = "actors"
_COUNTING = frozenset({"interval", "too_few_with", "too_few_without"})


def make(*, by: Actor, unit: Unit, held: ActorPlan) -> int:
    """Make the tables of whole months up to the last one; return how many were new."""
    plan, as_of = Plan.from_json(held.text), month_end(by.today)
    rows = past(unit, as_of=as_of)
    guard = _guard(unit, by.today)
    have = set(
        ActorTable.objects.filter(plan=held, as_of=as_of).values_list("comparison", "group"),
    )
    made = 0
    for comparison in Comparison:
        groups = sorted({_group(one, comparison) for one in rows})
        for group in groups:
            chosen = [one for one in rows if _group(one, comparison) == group]
            kept = _at_landmark(chosen, plan)
            if not kept or (comparison.value, group) in have:
                continue
            if not guard.may_show(SCOPE, _numbers(kept)):
                continue
            ActorTable.objects.create(
                plan=held,
                comparison=comparison,
                group=group,
                as_of=as_of,
                made_at=by.now,
                made_by_id=by.id,
                software=version("kudelma"),
                content=content(chosen, kept, plan, group, as_of),
            )
            made += 1
    return made


def _guard(unit: Unit, today: date) -> Guard:
    """What the tables of the unit have told stays in mind for a year and a month."""
    old = ToldPopulation.objects.filter(unit=unit, scope=SCOPE, told_on__lt=today - REMEMBERED)
    old.delete()
    return Guard(Kept(unit.pk, today), k=policy().k, most=MOST)


def _numbers(rows: list[Past]) -> list[int]:
    return [int(one.row.family[:KEY_LETTERS], 16) for one in rows]


def _group(one: Past, comparison: Comparison) -> str:
    return one.need if comparison == Comparison.NEED else one.source


def content(chosen: list[Past], kept: list[Past], plan: Plan, group: str, as_of: date) -> dict[str, Any]:
    """Return a whole table as plain values: codes, counts, and sentences as code and facts.

    `kept` are those of the chosen that reached the landmark; what followed is asked of those followed for its time.
    """
    rows = [replace(one.row, need_type=group) for one in chosen]
    reach = timedelta(days=plan.window_days + plan.horizon_days)
    whole = [followed_whole(row, days=reach.days) for row in rows if row.started + reach <= as_of]
    data = gather(rows, plan)
    counts = {count.actor: count for count in describe(data, group, policy())}
    analysis = analyse(gather(whole, plan), plan)
    return {
        "assessments": len(data),
        "families": len(set(data.families)),
        "followed": analysis.assessments,
        "over": [_plain(one) for one in of_analysis(analysis)],
        "rows": [_row(answer, counts[answer.actor], analysis) for answer in analysis.answers],
        "asked": {
            "age": _asked(participation(data, [one.age for one in kept], policy()), counts),
            "interpreter": _asked(participation(data, [one.interpreter for one in kept], policy()), counts),
        },
    }


def _at_landmark(chosen: list[Past], plan: Plan) -> list[Past]:
    """Return those that `gather` keeps, in its order: each is asked by itself."""
    return [one for one in chosen if len(gather([one.row], plan))]


def _row(answer: Answer, count: Count, analysis: Analysis) -> dict[str, Any]:
    said = of_answer(answer, analysis)
    if _few_apart(answer, count, analysis.plan):
        said = tuple(_uncounted(one) for one in said)
    return {
        "actor": answer.actor,
        "took_part": count.took_part,
        "of": count.assessments,
        "low": count.low,
        "high": count.high,
        "median_day": count.median_day,
        "counted": [_plain(one) for one in of_count(count)],
        "said": [_plain(one) for one in said],
        "refused": answer.value is None,
    }


def _few_apart(answer: Answer, count: Count, plan: Plan) -> bool:
    """Whether those who took part and those of them who were followed differ by so few that both tell of the few."""
    found, k = answer.support, plan.thresholds.small_cell.value
    if found is None or count.took_part is None or count.assessments is None:
        return True
    with_actor = count.took_part - found.with_actor
    without = count.assessments - count.took_part - found.without
    return 0 < with_actor < k or 0 < without < k


def _uncounted(sentence: Sentence) -> Sentence:
    facts = {name: None if name in {"with_actor", "without", "was"} else v for name, v in sentence.facts.items()}
    return Sentence(sentence.code, facts if sentence.code in _COUNTING else sentence.facts)


def _asked(found: tuple[Count, ...], counts: dict[str, Count]) -> list[dict[str, Any]]:
    """Return each actor by group; where the whole is told in one place and not in the other, no part is."""
    whole = {one.actor: one.took_part for one in found if one.group == TOTAL}
    groups = sorted({one.group for one in found} - {TOTAL})
    lines = []
    for actor, took_part in whole.items():
        if took_part is None or took_part != counts[actor].took_part or not took_part:
            continue
        parts = {one.group: one for one in found if one.actor == actor}
        lines.append({"actor": actor, "parts": [[g, parts[g].took_part, parts[g].assessments] for g in groups]})
    return lines


def _plain(sentence: Sentence) -> list[Any]:
    return [sentence.code, {name: list(v) if isinstance(v, tuple) else v for name, v in sentence.facts.items()}]
