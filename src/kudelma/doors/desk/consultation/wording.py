"""A table of actors in the reader's language: what codes are called, intervals told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy as p_

from kudelma.core.codes import Comparison, Role
from kudelma.core.deadlines.assessment import Basis
from kudelma.pathways.actors import Plan, Sentence, Words
from kudelma.pathways.actors import say as in_words
from kudelma.rooms.insight.choosing.queries import ActorLine, AskedLine, Table
from kudelma.ui.words import say

_CALLED = {
    "own-network": p_("actor", "someone of the family's own people"),
    "new_notification": p_("of whom", "about whom a new child welfare notification came within a year"),
    "days_to_begin": _lazy("how long the assessment waited to begin"),
    "child_age": _lazy("the child's age"),
    "earlier_contacts": _lazy("earlier contacts with social services"),
    "siblings": _lazy("siblings assessed at the same time"),
    "urgent": _lazy("urgent at the beginning"),
    "child_protection": _lazy("ground in child protection"),
    "interpreter": _lazy("an interpreter is needed"),
}
_GROUPS = {
    "under_7": _lazy("under 7 years"),
    "from_7_to_12": _lazy("7–12 years"),
    "from_13": _lazy("13 years or more"),
    "interpreter": _lazy("interpreter"),
    "no_interpreter": _lazy("no interpreter"),
}
_BREAKDOWNS = {"age": _lazy("By the child's age"), "interpreter": _lazy("By need of an interpreter")}
#: The same in every row, so said once.
_COMMON = ("adjusted_for", "about_")
#: The page says these in words of its own.
_SAID_ELSEWHERE = frozenset({"comparable", "who_chooses", "left_out"})
_RULES = {
    "least_with": _lazy("fewest assessments with the actor"),
    "least_without": _lazy("fewest assessments without the actor"),
    "least_effective": _lazy("fewest families that the comparison must be worth"),
    "least_overlap": _lazy("least share of families with their like in the other group"),
    "most_imbalance": _lazy("largest difference left between the groups"),
    "most_missing": _lazy("largest share of results not known"),
    "least_confidence": _lazy("how sure an interval must be"),
    "small_cell": _lazy("fewest families behind any number"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """`share` is the interval of the share in per cent; `followed` says what followed, or why it is not told.

    `more` says how far to trust a difference that was found.
    """

    name: str
    took_part: int
    of: int
    share: str
    day: int | None
    refused: bool
    followed: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    title: Any
    groups: tuple[Any, ...]
    lines: tuple[tuple[str, tuple[tuple[int | None, int | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is read: the actors, what holds for every row, those in none, those too few to tell."""

    over: tuple[str, ...]
    common: tuple[str, ...]
    warnings: tuple[str, ...]
    rows: tuple[Row, ...]
    none: tuple[str, ...]
    hidden: tuple[str, ...]
    asked: tuple[Asked, ...]


def words(parties: Mapping[str, str]) -> Words:
    language = (get_language() or "en")[:2]
    roles = {role.value: str(say(role)) for role in Role}
    return Words(language, {**parties, **roles, **{code: str(name) for code, name in _CALLED.items()}})


def actor_names(actors: tuple[str, ...], parties: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (code, name) of actors, for a form."""
    named = words(parties)
    return [(actor, _capital(named.name(actor))) for actor in actors]


def group_name(comparison: Comparison, group: str, parties: Mapping[str, str]) -> str:
    return str(say(Basis(group))) if comparison == Comparison.NEED else parties.get(group, group)


def shown(table: Table, parties: Mapping[str, str]) -> Shown:
    named = words(parties)
    told = [line for line in table.lines if line.took_part]
    answered = [line for line in told if not line.refused]
    refused = sorted((_row(line, named) for line in told if line.refused), key=lambda row: row.name)
    return Shown(
        tuple(in_words(one, named) for one in table.over if one.code == "left_out"),
        tuple(in_words(one, named) for line in answered[:1] for one in line.said if one.code.startswith(_COMMON)),
        tuple(in_words(one, named) for one in table.over if one.code not in _SAID_ELSEWHERE),
        (*(_row(line, named) for line in answered), *refused),
        tuple(sorted(named.name(line.actor) for line in table.lines if line.took_part == 0)),
        tuple(sorted(named.name(line.actor) for line in table.lines if line.took_part is None)),
        tuple(_asked(by, lines, named) for by, lines in table.asked.items() if lines),
    )


def plan_facts(plan: Plan, parties: Mapping[str, str]) -> dict[str, Any]:
    """Return the plan as its reader understands it; numbers stand with who owns them."""
    named = words(parties)
    rules = [(name, getattr(plan.thresholds, code)) for code, name in _RULES.items()]
    return {
        "window": plan.window_days,
        "horizon": plan.horizon_days,
        "outcome": named.name(plan.outcome),
        "covariates": [named.name(one) for one in plan.covariates],
        "control": named.name(plan.negative_control) if plan.negative_control else "",
        "actors": [named.name(one) for one in plan.actors],
        "confidence": _number(plan.confidence * 100, 1),
        "rules": [(_capital(str(name)), _number(one.value, 2), one.owner, one.version) for name, one in rules],
    }


def _row(line: ActorLine, named: Words) -> Row:
    low, high = line.low or 0.0, line.high or 0.0
    own = [one for one in line.said if not one.code.startswith(_COMMON)]
    first, rest = (own[1:], []) if line.refused else (own[:2], own[2:])
    return Row(
        _capital(named.name(line.actor)),
        line.took_part or 0,
        line.of or 0,
        f"{round(low * 100)}–{round(high * 100)}\N{NO-BREAK SPACE}%",
        None if line.median_day is None else round(line.median_day),
        line.refused,
        tuple(_said(one, named) for one in first),
        tuple(_said(one, named) for one in rest),
    )


def _said(sentence: Sentence, named: Words) -> str:
    limit = sentence.facts.get("limit")
    match sentence.code:
        case "interval":
            return _interval(sentence)
        case "too_few_with":
            text = _("Fewer than %(limit)s assessments with it have been followed for a year.")
        case "too_few_without":
            text = _("Fewer than %(limit)s assessments without it have been followed for a year.")
        case "not_balanced":
            what = named.name(sentence.facts["covariate"])
            return _("The families with and without it differ too much in this: %(what)s.") % {"what": what}
        case _:
            return in_words(sentence, named)
    return text % {"limit": round(float(str(limit)))}


def _interval(sentence: Sentence) -> str:
    """Say an interval in families of a hundred."""
    facts = sentence.facts
    low, high = (round(float(str(facts[name]))) for name in ("low", "high"))
    known = {"confidence": _number(float(str(facts["confidence"])), 1), "low": abs(low), "high": abs(high)}
    if low < 0 < high:
        said = _(
            "In a hundred families the difference is between %(low)s fewer and %(high)s more (%(confidence)s %% sure)."
        )
    elif high <= 0:
        said = _("In a hundred families the difference is between %(high)s and %(low)s fewer (%(confidence)s %% sure).")
    else:
        said = _("In a hundred families the difference is between %(low)s and %(high)s more (%(confidence)s %% sure).")
    if facts["with_actor"] is None:
        return said % known
    counted = _("Followed: %(with)s assessments with it, %(without)s without.")
    return f"{said % known} {counted % {'with': facts['with_actor'], 'without': facts['without']}}"


def _asked(by: str, lines: tuple[AskedLine, ...], named: Words) -> Asked:
    order = [code for code in _GROUPS if any(code == group for group, _n, _of in lines[0].parts)]
    rows = []
    for line in lines:
        parts = {group: (took_part, of) for group, took_part, of in line.parts}
        rows.append((_capital(named.name(line.actor)), tuple(parts[code] for code in order)))
    return Asked(_BREAKDOWNS[by], tuple(_GROUPS[code] for code in order), tuple(sorted(rows)))


def _number(value: float, places: int) -> str:
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if value != round(value) else str(round(value))
    return text if (get_language() or "en").startswith("en") else text.replace(".", ",")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
