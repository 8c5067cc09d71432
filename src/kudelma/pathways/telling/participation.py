"""Who took part, by where the case came from."""

from collections.abc import Iterable
from dataclasses import replace

import ibis

from kudelma.pathways.charts.participation import Cell as Told
from kudelma.pathways.charts.participation import Participation
from kudelma.pathways.measures import participation
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import Cell, Policy, release

MOST = 20
"""Sources that are told."""


def by_role(log: Enriched, told_apart: list[str], policy: Policy) -> Participation:
    """In how many cases of each source told apart each role took part; nothing where the log names no roles.

    Where no source is told apart, all cases stand together under the name "".

    The log's cases know their `source` (`measures.participation.with_sources`).
    """
    if "role" not in log.events.columns:
        return Participation((), (), {})
    if not told_apart:
        log = replace(log, cases=log.cases.mutate(source=ibis.literal("")))
    whole = {row["source"]: row for row in participation.cases_by_source(log).to_pyarrow().to_pylist()}
    sources = [source for source in told_apart or [""] if source in whole][:MOST]
    took = [row for row in participation.by_source(log).to_pyarrow().to_pylist() if row["source"] in sources]
    told = took_part(
        (
            (row["source"], row["role"], row["cases"], row["clients"], of["cases"], of["clients"])
            for row in took
            for of in [whole[row["source"]]]
        ),
        policy,
    )
    ranked: dict[str, int] = {}
    for row in took:
        if row["clients"] >= policy.k:
            ranked[row["role"]] = ranked.get(row["role"], 0) + row["cases"]
    roles = tuple(sorted(ranked, key=lambda role: (-ranked[role], role)))
    return Participation(tuple(sources) if roles else (), roles, told)


def took_part(rows: Iterable[tuple[str, str, int, int, int, int]], policy: Policy) -> dict[tuple[str, str], Told]:
    """Judge (source, who, cases, families, of cases, of families): neither those who were there nor others are few."""
    given = {
        (source, who): (cases, of, Cell((source, who), cases, families, of=whole))
        for source, who, cases, families, of, whole in rows
    }
    shown = release([cell for _cases, _of, cell in given.values()], policy).shown
    return {key: Told(cases if key in shown else None, of) for key, (cases, of, _cell) in given.items()}
