"""What the services of a log cost, for its first page: exact, and raw (pass it through `privacy` before showing)."""

from dataclasses import dataclass

from kudelma.pathways.measures import costs
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names


@dataclass(frozen=True, slots=True)
class Pool:
    """Prices of one source ("" where it is not told) and one year (0); `services` by name, the dearest first."""

    source: str
    year: int
    events: int
    clients: int
    cents: int
    services: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Spending:
    """Of `events`, `priced` have a cost, and `odd` one that cannot be; pools never add up."""

    events: int
    priced: int
    odd: int
    pools: tuple[Pool, ...]


def spending(log: Enriched) -> Spending | None:
    """All of it; None where the log carries no costs."""
    if not costs.are_in(log):
        return None
    names = activity_names(log)
    paid = costs.priced(log).cache()
    spent = costs.by_client(paid).cache()
    (known,) = costs.known(log, spent).to_pyarrow().to_pylist()
    services: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for row in costs.by_activity(paid).to_pyarrow().to_pylist():
        services.setdefault((row["cost_source"], row["cost_year"]), []).append((names[row["activity"]], row["cents"]))
    pools = [
        Pool(
            row["cost_source"],
            row["cost_year"],
            row["events"],
            row["clients"],
            row["cents"],
            tuple(sorted(services[row["cost_source"], row["cost_year"]], key=lambda one: (-one[1], one[0]))),
        )
        for row in costs.totals(spent).to_pyarrow().to_pylist()
    ]
    pools.sort(key=lambda pool: (-pool.year, pool.source))
    return Spending(known["events"] or 0, known["priced"] or 0, known["odd"] or 0, tuple(pools))
