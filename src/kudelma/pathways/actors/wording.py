"""From numbers to sentences: first codes and facts, which pages may word themselves, then plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kudelma.core.decision import Decision
from kudelma.pathways.actors.counts import Count
from kudelma.pathways.actors.estimate import Analysis, Answer
from kudelma.pathways.actors.phrases import PHRASES

LANGUAGES = ("fi", "sv", "en")
_SHARES = frozenset({"outcome_missing", "too_little_overlap"})


@dataclass(frozen=True, slots=True)
class Sentence:
    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A language, and what codes are called in it; a code without a name is shown with its underscores taken out.

    Actors stand in the basic form ("koulukuraattori", "the school social worker"), the outcome as what follows
    "families": "joilla ei ollut uutta ilmoitusta", "som inte fick en ny anmälan", "with no new notification".
    """

    language: str
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def name(self, code: object) -> str:
        return self.names.get(str(code), str(code).replace("_", " "))


def of_count(count: Count) -> tuple[Sentence, ...]:
    """In 14 of 20 comparable assessments the school social worker took part."""
    if count.took_part is None:
        return (Sentence("count_hidden", {"actor": count.actor}),)
    facts = {"actor": count.actor, "count": count.took_part, "total": count.assessments}
    if count.took_part == 0:
        return (Sentence("count_none", facts),)
    first = Sentence("count", facts)
    return (first,) if count.median_day is None else (first, Sentence("early", {"days": round(count.median_day)}))


def of_answer(answer: Answer, analysis: Analysis) -> tuple[Sentence, ...]:
    """The same sentences for harm as for benefit: size, interval, numbers, adjusted for what, how far to trust it."""
    actor = {"actor": answer.actor}
    if answer.support is None or answer.value is None or answer.low is None or answer.high is None:
        return (Sentence("refused", actor), _reason(answer.decision))
    plan = analysis.plan
    hundred = 100.0 if plan.outcome_is_share else 1.0
    said = []
    if answer.is_claim:
        up, down = ("more", "fewer") if plan.outcome_is_share else ("higher", "lower")
        size = {"size": abs(answer.value) * hundred, "outcome": plan.outcome}
        said.append(Sentence(up if answer.value > 0 else down, actor | size))
    else:
        said.append(Sentence("unclear", actor))
    numbers = {
        "low": answer.low * hundred,
        "high": answer.high * hundred,
        "confidence": plan.confidence * 100,
        "with_actor": answer.support.with_actor,
        "without": answer.support.without,
    }
    said += [
        Sentence("interval", numbers),
        Sentence("adjusted_for", {"covariates": plan.covariates}),
        Sentence(f"about_{plan.estimand}"),
    ]
    return (*said, *_trust(answer)) if answer.is_claim else tuple(said)


def of_analysis(analysis: Analysis) -> tuple[Sentence, ...]:
    """What stands over the table: banners first, then who was left out and who chooses."""
    left = analysis.left_out
    out = {short: left.get(f"{short}_before_landmark", 0) for short in ("ended", "lost", "outcome")}
    limit = analysis.plan.thresholds.small_cell.value
    tellable = any(out.values()) and all(each == 0 or each >= limit for each in out.values())
    return (
        *(Sentence(each.because, each.facts) for each in analysis.warnings),
        *((Sentence("left_out", out),) if tellable else ()),
        Sentence("comparable"),
        Sentence("who_chooses"),
    )


def say(sentence: Sentence, words: Words) -> str:
    """The sentence in the language asked for, its first letter large."""
    told = {name: _told(name, value, words) for name, value in sentence.facts.items()}
    text = PHRASES[sentence.code][words.language].format(**told)
    return text[:1].upper() + text[1:]


def _trust(answer: Answer) -> tuple[Sentence, ...]:
    found = [Sentence("connection")]
    strength = answer.sensitivity
    if strength is not None:
        found.append(Sentence("robustness", {"percent": strength.robustness_of_interval * 100}))
        found.append(Sentence("e_value", {"ratio": strength.e_value_of_interval}))
        if strength.strongest:
            code = "strongest_removes" if strength.strongest_would_remove else "strongest_does_not"
            found.append(Sentence(code, {"strongest": strength.strongest}))
    return tuple(found)


def _reason(decision: Decision) -> Sentence:
    facts = dict(decision.facts)
    if decision.because in _SHARES:
        facts |= {name: float(str(facts[name])) * 100 for name in ("was", "limit")}
    return Sentence(decision.because, facts)


_EXACT = frozenset({"ratio"})


def _told(name: str, value: object, words: Words) -> str:
    if isinstance(value, tuple):
        return ", ".join(words.name(each) for each in value)
    if isinstance(value, float):
        places = 2 if name in _EXACT or (name in {"was", "limit", "size"} and abs(value) < 1) else 0
        if name == "confidence":
            places = 0 if value == round(value) else 1
        sign = "+" if name in {"low", "high"} and round(value, places) > 0 else ""
        text = f"{sign}{round(value, places) + 0.0:.{places}f}".replace("-", "\N{MINUS SIGN}")
        return text if words.language == "en" else text.replace(".", ",")
    return words.name(value) if isinstance(value, str) else str(value)
