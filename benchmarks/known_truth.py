"""Public data whose true effects are known, read out of the packages that carry them (requirements/truth.in).

Only their data files are read: nothing of those packages is imported.
"""

import csv
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kudelma.pathways.actors import Assessments

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parent.parent / ".venv-truth"
ACTOR = "treated"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    data: Assessments
    of_treated: float
    """True mean effect on those treated."""
    of_everyone: float


def _known(x: Floats, names: tuple[str, ...], treated: Floats, outcome: Floats, effects: Floats) -> Known:
    n = len(outcome)
    data = Assessments(
        actors=(ACTOR,),
        exposures=treated.astype(bool)[:, None],
        outcome=outcome,
        covariate_names=names,
        covariates=x,
        families=tuple(str(number) for number in range(n)),
        need_types=("all",) * n,
    )
    return Known(data, float(effects[treated == 1].mean()), float(effects.mean()))


def _rows(path: str) -> list[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def acic() -> Iterator[Known]:
    """ACIC 2016, ten instances: 4,802 pregnancies, 58 covariates, invented treatment and outcome."""
    folder = "causallib/datasets/data/acic_challenge_2016/"
    rows = _rows(folder + "x.csv")
    columns: dict[str, Floats] = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        levels = sorted(set(values))
        if all(level.lstrip("-").replace(".", "", 1).isdigit() for level in levels):
            columns[name] = np.array(values, dtype=np.float64)
        else:
            columns.update({f"{name}={level}": np.array([v == level for v in values], float) for level in levels[1:]})
    x, names = np.column_stack(list(columns.values())), tuple(columns)
    for number in range(1, 11):
        drawn = _rows(f"{folder}zymu_{number}.csv")
        z, y0, y1, mu0, mu1 = (np.array([float(row[k]) for row in drawn]) for k in ("z", "y0", "y1", "mu0", "mu1"))
        yield _known(x, names, z, np.where(z == 1, y1, y0), mu1 - mu0)


def ihdp(surface: str, times: int) -> Iterator[Known]:
    """IHDP's 747 children with outcomes drawn as Hill (2011) describes: surface A is linear, B is not."""
    rows = _rows("econml/data/ihdp/sim.csv")
    names = tuple(name for name in rows[0] if name != "treat")
    x = np.array([[float(row[name]) for name in names] for row in rows])
    treated = np.array([float(row["treat"]) for row in rows])
    # Standard deviations of the continuous ones only, as in the paper: the others stay 0 and 1.
    wide = np.array([len(np.unique(column)) > 2 for column in x.T])
    z = np.where(wide, (x - x.mean(axis=0)) / x.std(axis=0), x)
    for seed in range(times):
        chance = np.random.default_rng(seed)
        if surface == "A":
            beta = chance.choice([0, 1, 2, 3, 4], size=z.shape[1], p=[0.5, 0.2, 0.15, 0.1, 0.05])
            mu0 = z @ beta
            mu1 = mu0 + 4
        else:
            beta = chance.choice([0, 0.1, 0.2, 0.3, 0.4], size=z.shape[1], p=[0.6, 0.1, 0.1, 0.1, 0.1])
            mu0 = np.exp((z + 0.5) @ beta)
            mu1 = z @ beta
            mu1 = mu1 - (mu1 - mu0)[treated == 1].mean() + 4
        outcome = np.where(treated == 1, mu1, mu0) + chance.normal(size=len(z))
        yield _known(x, names, treated, outcome, mu1 - mu0)


def lalonde() -> Known:
    """The treated of the NSW experiment against a population survey (CPS); the experiment itself found +1,794."""
    trial = _stata("causaldata/nsw_mixtape/nsw_mixtape.dta")
    survey = _stata("causaldata/cps_mixtape/cps_mixtape.dta")
    in_trial = trial["treat"] == 1
    truth = float(trial["re78"][in_trial].mean() - trial["re78"][~in_trial].mean())
    names = ("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75")
    columns = {name: np.concatenate([trial[name][in_trial], survey[name]]) for name in (*names, "re78")}
    columns["none74"], columns["none75"] = (columns["re74"] == 0).astype(float), (columns["re75"] == 0).astype(float)
    columns["age2"], columns["educ2"] = columns["age"] ** 2, columns["educ"] ** 2
    used = (*names, "none74", "none75", "age2", "educ2")
    treated = np.concatenate([np.ones(in_trial.sum()), np.zeros(len(survey["age"]))])
    x = np.column_stack([columns[name] for name in used])
    return _known(x, used, treated, columns["re78"], np.full(len(treated), truth))


_KINDS = {65526: "<f8", 65527: "<f4", 65528: "<i4", 65529: "<i2", 65530: "<i1"}


def _stata(path: str) -> dict[str, Floats]:
    """The numeric columns of a Stata 118 file (format described by its maker: `help dta`)."""
    held = (FOLDER / path).read_bytes()

    def after(tag: bytes, start: int = 0) -> int:
        return held.index(tag, start) + len(tag)

    (count,) = struct.unpack_from("<H", held, after(b"<K>"))
    kinds = struct.unpack_from(f"<{count}H", held, after(b"<variable_types>"))
    place = after(b"<varnames>")
    names = [held[place + 129 * i : place + 129 * (i + 1)].split(b"\0", 1)[0].decode() for i in range(count)]
    layout = np.dtype([(name, _KINDS.get(kind, f"S{kind}")) for name, kind in zip(names, kinds, strict=True)])
    first = after(b"<data>")
    table = np.frombuffer(held[first : held.index(b"</data>", first)], dtype=layout)
    return {n: table[n].astype(np.float64) for n, kind in zip(names, kinds, strict=True) if kind in _KINDS}
