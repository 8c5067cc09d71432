"""The data of one question: one row per assessment, exposure fixed at the landmark, outcome only after it.

Without the landmark a long assessment would collect more actors merely by being long (immortal time).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from kudelma.pathways.actors.plan import Landmark, Plan

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class DataError(ValueError):
    """The rows cannot be used; the message names the row or column and the cure."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One service needs assessment, as rows come from a register."""

    family: str
    need_type: str
    started: date
    joined: Mapping[str, date]
    """Actor → the day it first took part."""
    covariates: Mapping[str, float]
    outcome: float | None = None
    outcome_on: date | None = None
    """When the outcome came about, if it is an event with a day."""
    ended: date | None = None
    followed_to: date | None = None
    """The last day the family could be followed (moved, turned 18, end of the register)."""
    first_meeting: date | None = None
    negative_control: float | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Assessments:
    """Arrays of one analysis; `n` rows, one per assessment. Build from rows, or give the arrays."""

    actors: tuple[str, ...]
    exposures: Flags
    """n × actors: took part by the landmark."""
    outcome: Floats
    """n; NaN where not known."""
    covariate_names: tuple[str, ...]
    covariates: Floats
    """n × covariates."""
    families: tuple[str, ...]
    need_types: tuple[str, ...]
    negative_control: Floats | None = None
    followed: Floats | None = None
    """n; days after the landmark until the outcome, the horizon or the end of follow-up."""
    areas: tuple[str, ...] = ()
    days: Floats | None = None
    """n × actors: days from the start until the actor took part; NaN where it did not by the landmark."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason → assessments that never reached the landmark at risk; counted, never guessed."""

    def __post_init__(self) -> None:
        n = len(self.outcome)
        _shape("exposures", self.exposures, (n, len(self.actors)), "one column for each actor")
        _shape("covariates", self.covariates, (n, len(self.covariate_names)), "one column for each covariate")
        for name, held in (("families", self.families), ("need_types", self.need_types)):
            if len(held) != n:
                raise DataError(f"{name} has {len(held)} entries, the outcome {n}: give one for each assessment.")
        if self.days is not None:
            _shape("days", self.days, self.exposures.shape, "one column for each actor")
        for name, column in (("negative_control", self.negative_control), ("followed", self.followed)):
            if column is not None:
                _shape(name, column, (n,), "one for each assessment")
        if self.areas and len(self.areas) != n:
            raise DataError(f"areas has {len(self.areas)} entries, the outcome {n}: give one for each or none.")
        if np.isinf(self.outcome).any():
            raise DataError("The outcome holds an infinite number: use NaN for what is not known.")
        bad = [self.covariate_names[j] for j in np.flatnonzero(~np.isfinite(self.covariates).all(axis=0))]
        if bad:
            raise DataError(
                f"Covariates with missing or infinite values: {', '.join(bad)}. "
                "Fill each with a constant and add a covariate that says it was missing."
            )

    def __len__(self) -> int:
        return len(self.outcome)

    def of_need(self, need_type: str) -> "Assessments":
        """Those that began with the same type of need: the only thing that makes assessments comparable here."""
        return self.rows(np.array([each == need_type for each in self.need_types], dtype=bool))

    def rows(self, chosen: Flags | NDArray[np.intp]) -> "Assessments":
        index = np.arange(len(self))[chosen]

        def part(held: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(held[i] for i in index) if held else ()

        return replace(
            self,
            exposures=self.exposures[index],
            outcome=self.outcome[index],
            covariates=self.covariates[index],
            families=part(self.families),
            need_types=part(self.need_types),
            areas=part(self.areas),
            negative_control=None if self.negative_control is None else self.negative_control[index],
            followed=None if self.followed is None else self.followed[index],
            days=None if self.days is None else self.days[index],
        )


def gather(rows: Iterable[Assessment], plan: Plan) -> Assessments:
    """Fix exposure at the landmark and leave out, with a count, who was no longer at risk there."""
    kept: list[tuple[Assessment, date]] = []
    left_out = {"ended_before_landmark": 0, "lost_before_landmark": 0, "outcome_before_landmark": 0}
    for number, row in enumerate(rows, start=1):
        _check(row, number, plan)
        landmark = _landmark(row, plan)
        if row.ended is not None and row.ended <= landmark:
            left_out["ended_before_landmark"] += 1
        elif row.outcome_on is not None and row.outcome_on <= landmark:
            left_out["outcome_before_landmark"] += 1
        elif row.followed_to is not None and row.followed_to <= landmark:
            left_out["lost_before_landmark"] += 1
        else:
            kept.append((row, landmark))
    control = plan.negative_control is not None
    days = np.array(
        [[_days(row, actor, mark) for actor in plan.actors] for row, mark in kept], dtype=np.float64
    ).reshape(len(kept), len(plan.actors))
    return Assessments(
        actors=plan.actors,
        exposures=~np.isnan(days),
        days=days,
        outcome=np.array([_outcome(row, mark, plan) for row, mark in kept], dtype=np.float64),
        covariate_names=plan.covariates,
        covariates=np.array(
            [[row.covariates[name] for name in plan.covariates] for row, _ in kept], dtype=np.float64
        ).reshape(len(kept), len(plan.covariates)),
        families=tuple(row.family for row, _ in kept),
        need_types=tuple(row.need_type for row, _ in kept),
        areas=tuple(row.area for row, _ in kept),
        negative_control=np.array([_number(row.negative_control) for row, _ in kept]) if control else None,
        followed=np.array([_followed(row, mark, plan) for row, mark in kept], dtype=np.float64),
        left_out=left_out,
    )


def _check(row: Assessment, number: int, plan: Plan) -> None:
    missing = [name for name in plan.covariates if name not in row.covariates]
    if missing:
        raise DataError(f"Row {number} lacks the covariates {', '.join(missing)}: add them or take them off the plan.")
    if not row.family:
        raise DataError(f"Row {number} names no family: give a pseudonym, it is needed to count families once.")
    for name in ("ended", "followed_to", "outcome_on", "first_meeting"):
        day = getattr(row, name)
        if day is not None and day < row.started:
            raise DataError(f"Row {number}: {name} {day} is before the start {row.started}: correct the date.")


def _landmark(row: Assessment, plan: Plan) -> date:
    last = row.started + timedelta(days=plan.window_days)
    if plan.landmark is Landmark.FIRST_MEETING and row.first_meeting is not None:
        return min(row.first_meeting, last)
    return last


def _days(row: Assessment, actor: str, landmark: date) -> float:
    """Who joined after the landmark counts as not having taken part: the outcome had begun to run."""
    joined = row.joined.get(actor)
    return np.nan if joined is None or joined > landmark else float((joined - row.started).days)


def _outcome(row: Assessment, landmark: date, plan: Plan) -> float:
    """What had come about by the horizon; an event after it has not."""
    if row.outcome is None:
        return np.nan
    if row.outcome_on is not None and (row.outcome_on - landmark).days > plan.horizon_days:
        return 0.0
    return float(row.outcome)


def _followed(row: Assessment, landmark: date, plan: Plan) -> float:
    last = row.outcome_on if row.outcome is not None else row.followed_to
    if last is None:
        return float(plan.horizon_days) if row.outcome is not None else 0.0
    return float(min((last - landmark).days, plan.horizon_days))


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _shape(name: str, held: NDArray[np.generic], wanted: tuple[int, ...], cure: str) -> None:
    if held.shape != wanted:
        raise DataError(f"{name} has the shape {held.shape}, not {wanted}: give {cure}.")
