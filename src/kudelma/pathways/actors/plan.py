"""The analysis plan: everything that could be chosen after seeing the answer is chosen and stored before it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Self


class PlanError(ValueError):
    """The plan cannot be used; the message names the cure."""


class Landmark(StrEnum):
    """The moment at which exposure is fixed and the outcome begins to count."""

    DAYS = "days"
    """`window_days` after the start."""
    FIRST_MEETING = "first_meeting"
    """The first meeting, or `window_days` after the start, whichever comes first."""


class Estimand(StrEnum):
    """About which families the answer speaks."""

    OVERLAP = "overlap"
    """Families for whom it was open whether the actor would take part."""
    TREATED = "treated"
    """Families for whom the actor took part."""
    EVERYONE = "everyone"
    """All families: asked for on purpose only, and refused where the groups hardly overlap."""


class Direction(StrEnum):
    GOOD = "good"
    """More of the outcome is better."""
    BAD = "bad"
    """Less of the outcome is better."""


class Learner(StrEnum):
    LINEAR = "linear"
    """Logistic and ridge regression."""
    BOOSTED = "boosted"
    """Gradient boosted trees: a check, and the better reader of bends and steps."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A threshold somebody owns: who set it, in which version, and why."""

    value: float
    owner: str = "kudelma"
    version: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When no answer is given (4.4 of the design); an area may own stricter or looser ones."""

    least_with: Setting = Setting(30, why="fewer assessments with the actor tell of those families, not of the actor")
    least_without: Setting = Setting(30, why="nothing to compare with")
    least_effective: Setting = Setting(50, why="after weighting, the size of an even comparison that tells as much")
    least_overlap: Setting = Setting(0.80, why="share of the families meant that have their like in the other group")
    overlap_from: Setting = Setting(0.02, why="below this chance of taking part a family has no like")
    overlap_to: Setting = Setting(0.98, why="above this chance of taking part a family has no like")
    most_imbalance: Setting = Setting(0.10, why="standardised difference of any covariate that is left after weighting")
    most_missing: Setting = Setting(0.20, why="share of assessments whose outcome is not known")
    least_confidence: Setting = Setting(0.95, why="of an interval; a claim is an interval without zero")
    false_claims: Setting = Setting(0.1, why="expected in one table where no actor matters: the more actors, the wider")
    many_covariates: Setting = Setting(
        30, why="from so many on, intervals were seen too narrow on data with known truth"
    )
    small_cell: Setting = Setting(5, why="distinct families behind any number shown")


@dataclass(frozen=True, slots=True)
class Plan:
    """One question, asked of all its actors at once; no part of it may depend on an answer seen."""

    question: str
    actors: tuple[str, ...]
    outcome: str
    direction: Direction
    covariates: tuple[str, ...]
    negative_control: str | None = None
    """Something before the landmark, which no actor can have changed."""
    landmark: Landmark = Landmark.DAYS
    window_days: int = 14
    horizon_days: int = 365
    estimand: Estimand = Estimand.OVERLAP
    learner: Learner = Learner.LINEAR
    outcome_is_share: bool = True
    """The outcome is yes or no, and differences are told per 100 families."""
    folds: int = 5
    repeats: int = 5
    seed: int = 1
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        checks = (
            (bool(self.question.strip()), "Give the question an id."),
            (bool(self.actors), "Name at least one actor."),
            (len(set(self.actors)) == len(self.actors), "Name each actor once."),
            (len(set(self.covariates)) == len(self.covariates), "Name each covariate once."),
            (self.outcome not in self.covariates, "The outcome cannot be adjusted for: take it out of the covariates."),
            (
                self.negative_control is None or self.negative_control not in (*self.covariates, self.outcome),
                "The negative control must be neither the outcome nor a covariate.",
            ),
            (self.window_days >= 0, "window_days cannot be negative."),
            (self.horizon_days > 0, "horizon_days must be at least 1."),
            (self.folds >= 2, "At least 2 folds are needed to fit on others than one predicts."),  # noqa: PLR2004
            (self.repeats >= 1, "At least 1 repeat."),
        )
        for holds, cure in checks:
            if not holds:
                raise PlanError(cure)

    @property
    def confidence(self) -> float:
        """Of every interval: the more actors are asked about at once, the higher."""
        return max(self.thresholds.least_confidence.value, 1 - self.thresholds.false_claims.value / len(self.actors))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the plan's text: a result carries it, so that a plan changed afterwards is seen."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        try:
            known = json.loads(text)
            known["thresholds"] = Thresholds(**{k: Setting(**v) for k, v in known["thresholds"].items()})
            for name, kind in _CODES.items():
                known[name] = kind(known[name])
            for name in ("actors", "covariates"):
                known[name] = tuple(known[name])
            return cls(**known)
        except (KeyError, TypeError, AttributeError, ValueError) as wrong:
            names = ", ".join(each.name for each in fields(cls))
            raise PlanError(f"Not a stored plan ({wrong}); it needs: {names}.") from wrong


_CODES: dict[str, type[StrEnum]] = {
    "direction": Direction,
    "landmark": Landmark,
    "estimand": Estimand,
    "learner": Learner,
}
