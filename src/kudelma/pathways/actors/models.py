"""The two models behind an adjusted comparison, each fitted on other families than it is asked about."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits

from kudelma.pathways.actors.assessments import Flags, Floats
from kudelma.pathways.actors.plan import Learner

_PENALTY = 1.0
_STEPS = 25
_EDGE = 1e-3
_LEAST_STEP = 1e-4
_ENOUGH = 1e-7


@dataclass(frozen=True, slots=True)
class Fitted:
    """Cross-fitted: the chance of taking part, and the outcomes expected without and with the actor."""

    chance: Floats
    """n."""
    without: Floats
    """n × outcomes."""
    with_actor: Floats
    """n × outcomes."""


def folds_of(families: tuple[str, ...], folds: int, seed: int, repeat: int) -> NDArray[np.intp]:
    """The fold of each row: whole families, by a keyed hash, so that the order of rows changes nothing."""
    key = f"{seed}:{repeat}".encode()
    rank = sorted(set(families), key=lambda name: hashlib.blake2b(name.encode(), key=key, digest_size=8).digest())
    place = {name: number % folds for number, name in enumerate(rank)}
    return np.array([place[name] for name in families], dtype=np.intp)


def cross_fit(
    x: Floats, took_part: Flags, outcomes: Floats, weights: Floats, fold: NDArray[np.intp], learner: Learner
) -> Fitted:
    """`outcomes` and `weights` are n × q; a weight of 0 marks an outcome that is not known."""
    n, q = outcomes.shape
    chance, without, with_actor = np.empty(n), np.empty((n, q)), np.empty((n, q))
    # Small matrices and small trees: threads would wait for each other longer than they work.
    with threadpool_limits(limits=1):
        for number in np.unique(fold):
            test = fold == number
            train = ~test
            chance[test] = _chance(x[train], took_part[train], x[test], learner)
            for arm, into in ((False, without), (True, with_actor)):
                rows = train & (took_part == arm)
                for j in range(q):
                    known = rows & (weights[:, j] > 0)
                    into[test, j] = _expected(x[known], outcomes[known, j], weights[known, j], x[test], learner)
    return Fitted(np.clip(chance, _EDGE, 1 - _EDGE), without, with_actor)


def _chance(x: Floats, took_part: Flags, asked: Floats, learner: Learner) -> Floats:
    share = float(took_part.mean())
    if share in (0.0, 1.0):
        return np.full(len(asked), share)
    if learner is Learner.BOOSTED:
        trees = HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.08, max_leaf_nodes=8, l2_regularization=5.0, random_state=0
        )
        return np.asarray(trees.fit(x, took_part).predict_proba(asked)[:, 1], dtype=np.float64)
    return logistic(x, took_part, asked)


def logistic(x: Floats, yes: Flags, asked: Floats) -> Floats:
    """Ridge-penalised logistic regression by Newton's method on standardised columns."""
    design, ask = _standardised(x, asked)
    penalty = np.full(design.shape[1], _PENALTY)
    penalty[0] = 0.0
    share = float(yes.mean())
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(share / (1 - share))
    aim = _penalised(design, yes, beta, penalty)
    for _ in range(_STEPS):
        p = _logit(design @ beta)
        gradient = design.T @ (yes - p) - penalty * beta
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag(penalty + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        # Rare exposures make Newton overshoot: halve until the likelihood rises.
        while (new := _penalised(design, yes, beta + size * step, penalty)) < aim and size > _LEAST_STEP:
            size /= 2
        beta, gained, aim = beta + size * step, new - aim, new
        if gained < _ENOUGH:
            break
    return _logit(ask @ beta)


def _penalised(design: Floats, yes: Flags, beta: Floats, penalty: Floats) -> float:
    line = design @ beta
    return float((yes * line - np.logaddexp(0.0, line)).sum() - (penalty * beta**2).sum() / 2)


def _expected(x: Floats, outcome: Floats, weight: Floats, asked: Floats, learner: Learner) -> Floats:
    if len(outcome) == 0:
        return np.zeros(len(asked))
    if learner is Learner.BOOSTED:
        trees = HistGradientBoostingRegressor(
            max_iter=150, learning_rate=0.08, max_leaf_nodes=15, l2_regularization=1.0, random_state=0
        )
        return np.asarray(trees.fit(x, outcome, sample_weight=weight).predict(asked), dtype=np.float64)
    design, ask = _standardised(x, asked)
    penalty = np.full(design.shape[1], _PENALTY)
    penalty[0] = 1e-9
    weighted = design * weight[:, None]
    return np.asarray(ask @ np.linalg.solve(weighted.T @ design + np.diag(penalty), weighted.T @ outcome))


def _standardised(x: Floats, asked: Floats) -> tuple[Floats, Floats]:
    centre, spread = x.mean(axis=0), x.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return (
        np.column_stack([np.ones(len(x)), (x - centre) / spread]),
        np.column_stack([np.ones(len(asked)), (asked - centre) / spread]),
    )


def _logit(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -30, 30))))
