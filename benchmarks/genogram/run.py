"""The genogram engine beside its peers, in one run: `make bench-genogram`, or `python run.py --data FOLDER`.

Writes docs/reference/genogram-benchmark.md, genogram-exact.md and genogram-pictures.md with its drawings.
"""

import argparse
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(Path(__file__).parent)]

from exact import proofs  # noqa: E402
from exact_wild import wild_proofs  # noqa: E402
from invented import grown  # noqa: E402
from measures import edits, measure, scattered, stability  # noqa: E402
from peers import Answer, Peer, available  # noqa: E402
from reports import Row, page, pictures  # noqa: E402
from wild import wild  # noqa: E402

from kudelma.core.kinship import Family  # noqa: E402
from kudelma.tools.genogram import lay_out, read_family  # noqa: E402
from kudelma.tools.genogram.graph import build_graph  # noqa: E402
from kudelma.tools.genogram.layout import Layout  # noqa: E402
from kudelma.tools.genogram.metrics import layout_metrics  # noqa: E402
from tools.genogram.families import HARD, SHOWN  # noqa: E402
from tools.genogram.promises import NEVER  # noqa: E402

OUT = ROOT / "docs" / "reference"
EDITED = 16
"""So many of the families are also edited."""
SPEEDS = (50, 350, 3_000, 5_000)


def told(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def families(data: Path | None) -> list[tuple[str, Family]]:
    found = [(name, build()) for name, build in HARD.items()]
    found += [(f"grown {seed}", grown(seed, 20 + seed * 7 % 41, loops=0.2)) for seed in range(30)]
    found += [(f"wild {seed}", wild(seed, 40)) for seed in range(3, 9)]
    for path in sorted(data.iterdir()) if data else []:
        if path.suffix in {".ged", ".json"}:
            found.append((path.stem, read_family(path.read_bytes(), path.name)))
    return [(name, family) for name, family in found if len(family.persons) > 4]


def ours(family: Family) -> tuple[Layout, float]:
    start = time.process_time()
    layout = lay_out(family)
    return layout, (time.process_time() - start) * 1000


def compared(every: list[tuple[str, Family]], peers: list[Peer]) -> tuple[list[Row], int]:
    rows: list[Row] = []
    broken = 0
    for name, family in every:
        told(name)
        layout, spent = ours(family)
        found = layout_metrics(layout)
        broken += sum(found[key] > 0 for key in NEVER)
        places = {p: (layout.x[p], layout.y[p]) for p in range(layout.graph.size)}
        mine = found | {"overlaps": found["symbol_overlaps"], "scattered": scattered(layout.graph, places)}
        rows.append(Row(name, layout.graph.size, "kudelma", mine, spent))
        for peer in peers:
            answer = peer.lay_out(layout.graph)
            measured = {} if answer.refused else measure(layout.graph, answer.places)
            rows.append(Row(name, layout.graph.size, peer.name, measured, answer.ms, answer.refused))
    return rows, broken


def edited(every: list[tuple[str, Family]], peers: list[Peer]) -> dict[tuple[str, str], tuple[float, float, float]]:
    """By program and kind of edit: flipped pairs in per cent, mean shift in pitches, milliseconds (median)."""
    flipped: dict[tuple[str, str], list[tuple[int, int, float]]] = defaultdict(list)
    spent: dict[tuple[str, str], list[float]] = defaultdict(list)
    for name, family in every:
        told(f"edits: {name}")
        before = _spots(lay_out(family))
        drawn = {peer.name: _answered(peer.lay_out(build_graph(family)), family) for peer in peers}
        for kind, changed in edits(family):
            start = time.process_time()
            after = lay_out(changed, previous=before)
            spent["kudelma", kind].append((time.process_time() - start) * 1000)
            flipped["kudelma", kind].append(stability(before, _spots(after)))
            for peer in peers if kind == "child" else ():
                if drawn[peer.name]:
                    answer = peer.lay_out(build_graph(changed))
                    now = _answered(answer, changed)
                    if now:
                        spent[peer.name, kind].append(answer.ms)
                        flipped[peer.name, kind].append(stability(drawn[peer.name], now))
    return {
        key: (
            100 * sum(f for f, _, _ in found) / max(1, sum(p for _, p, _ in found)),
            sum(moved for _, _, moved in found) / len(found),
            median(spent[key]),
        )
        for key, found in flipped.items()
    }


def _spots(layout: Layout) -> dict[str, tuple[float, float]]:
    return {p.id: (layout.x[n], layout.y[n]) for n, p in enumerate(layout.graph.persons)}


def _answered(answer: Answer, family: Family) -> dict[str, tuple[float, float]]:
    people = build_graph(family).persons
    return {people[n].id: spots[0] for n, spots in answer.places.items() if spots}


def speeds() -> list[str]:
    """Processor time by size: families nobody drew the engine for, grown from seeds far from the others."""
    lines = ["| people | families | median, ms | slowest, ms | greatest memory, MB |", "|---|---|---|---|---|"]
    for size in SPEEDS:
        told(f"speed: {size}")
        count = 40 if size <= 50 else 9 if size <= 350 else 1
        sample = [grown(seed, size) for seed in range(1000, 1000 + count)]
        found = sorted(ours(family)[1] for family in sample if len(family.persons) > 0.9 * size)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        lines.append(f"| {size} | {len(found)} | {median(found):.0f} | {found[-1]:.0f} | {memory:.0f} |")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="a folder of families (.ged, .json)")
    args = parser.parse_args()
    quick = speeds()
    every = families(args.data)
    peers, notes = available()
    rows, broken = compared(every, peers)
    small = [(name, family) for name, family in every if len(family.persons) <= 60]
    changed = edited([(n, f) for n, f in small if n.startswith("grown")][:EDITED], peers)
    for peer in peers:
        peer.stop()
    OUT.mkdir(parents=True, exist_ok=True)
    text = page(rows, broken, changed, quick, notes)
    (OUT / "genogram-benchmark.md").write_text(text, encoding="utf-8")
    further = [(f"grown {seed}", grown(seed, 20 + seed * 7 % 41, loops=0.2)) for seed in range(30, 70)]
    own = [(n, f) for n, f in small if not n.startswith("wild")]
    proved = [*proofs([*own, *further], told), *wild_proofs([(n, f) for n, f in small if n.startswith("wild")], told)]
    (OUT / "genogram-exact.md").write_text("\n".join(proved), encoding="utf-8")
    pictures({name: build() for name, build in SHOWN.items()}, OUT)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
