"""The genogram engine beside its peers: `python benchmarks/genogram/run.py [--data …] [--modules …]`.

Writes docs/reference/genogram-benchmark.md (a table) and pictures beside it. `--data` is a folder of families
(.ged, .json), `--modules` the node_modules folder that holds @dagrejs/dagre and elkjs. `--large` adds files
of over 400 people.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

from invented import grown  # noqa: E402
from peers import available, lay_out_with  # noqa: E402

from kudelma.core.kinship import Family  # noqa: E402
from kudelma.tools.genogram import draw, lay_out, read_family  # noqa: E402
from kudelma.tools.genogram.metrics import layout_metrics, place_metrics  # noqa: E402
from tools.genogram.families import HARD  # noqa: E402

OUT = ROOT / "docs" / "reference"
LARGE = 400
SHOWN = ("crossings", "adjacent_couples", "sibling_inversions", "couples_on_two_rows", "width", "edge")
HEAD = "| family | people | program | crossings | side by side | inversions | on two rows | width | edge | ms |"
GUARANTEES = (
    "missing",
    "symbol_overlaps",
    "label_overlaps",
    "lines_through_symbols",
    "lines_through_labels",
    "lines_on_lines",
    "torn_twins",
    "not_below",
)


def families(data: Path | None, *, large: bool) -> list[tuple[str, Family]]:
    found = [(name, build()) for name, build in HARD.items()]
    found += [(f"grown {seed}", grown(seed, 20 + seed * 7 % 41, loops=0.2)) for seed in range(30)]
    for path in sorted(data.iterdir()) if data else []:
        if path.suffix in {".ged", ".json"}:
            family = read_family(path.read_bytes(), path.name)
            if large or len(family.persons) <= LARGE:
                found.append((path.stem, family))
    return [(name, family) for name, family in found if len(family.persons) > 4]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--modules", type=Path)
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    rows, broken, behind = [], 0, []
    totals: dict[str, list[float]] = {}
    peers = available(args.modules)
    for name, family in families(args.data, large=args.large):
        print(name, file=sys.stderr)
        start = time.perf_counter()
        layout = lay_out(family)
        spent = (time.perf_counter() - start) * 1000
        ours = layout_metrics(layout)
        broken += sum(ours[key] > 0 for key in GUARANTEES)
        rows.append(_row(name, layout.graph.size, "kudelma", ours, spent))
        _add(totals, "kudelma", ours, spent)
        for peer in peers:
            made = lay_out_with(peer, layout.graph, args.modules)
            if made is None:
                rows.append(f"| {name} | {layout.graph.size} | {peer} | did not return | | | | | | |")
                continue
            theirs = place_metrics(layout.graph, made[0])
            rows.append(_row(name, layout.graph.size, peer, theirs, made[1]))
            _add(totals, peer, theirs, made[1])
            behind += _ahead(name, peer, ours, theirs)
    _write(rows, totals, broken, behind)
    return 0


def _row(name: str, size: int, program: str, found: dict[str, float], spent: float) -> str:
    cells = [f"{found[key]:g}" for key in SHOWN]
    cells[1] += f"/{found['couples']:g}"
    return f"| {name} | {size} | {program} | {' | '.join(cells)} | {spent:.0f} |"


def _add(totals: dict[str, list[float]], program: str, found: dict[str, float], spent: float) -> None:
    held = totals.setdefault(program, [0.0] * 5)
    for spot, key in enumerate(("crossings", "adjacent_couples", "couples", "sibling_inversions")):
        held[spot] += found[key]
    held[4] += spent


def _ahead(name: str, peer: str, ours: dict[str, float], theirs: dict[str, float]) -> list[str]:
    """Where the peer is ahead, and whether it kept birth order there."""
    found = []
    kept = "keeps birth order" if not theirs["sibling_inversions"] else f"{theirs['sibling_inversions']:g} inversions"
    if theirs["crossings"] < ours["crossings"]:
        found.append(f"- {name}: {peer} has {theirs['crossings']:g} crossings, we {ours['crossings']:g} ({kept})")
    if theirs["adjacent_couples"] > ours["adjacent_couples"]:
        found.append(
            f"- {name}: {peer} has {theirs['adjacent_couples']:g} couples side by side, we"
            f" {ours['adjacent_couples']:g} ({kept})"
        )
    return found


def _write(rows: list[str], totals: dict[str, list[float]], broken: int, behind: list[str]) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = [
        "# The genogram engine beside its peers",
        "",
        "Made by `benchmarks/genogram/run.py`; measures as in `metrics.py` (straight lines between places).",
        "Peers get people and union points; they know nothing of birth order or couples.",
        "",
        "| program | crossings | couples side by side | sibling inversions | ms, all |",
        "|---|---|---|---|---|",
    ]
    text += [f"| {p} | {t[0]:g} | {t[1]:g}/{t[2]:g} | {t[3]:g} | {t[4]:.0f} |" for p, t in totals.items()]
    text += [
        "",
        f"Broken hard guarantees in our own drawings: {broken}. Greatest memory: {memory:.0f} MB.",
        "",
    ]
    text += ["## Where a peer is ahead", "", *(behind or ["Nowhere."]), "", "## Family by family", "", HEAD]
    text += ["|" + "---|" * 10, *rows, ""]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "genogram-benchmark.md").write_text("\n".join(text), encoding="utf-8")
    for name, build in HARD.items():
        svg = draw(build(), standalone=True, lang="fi")
        (OUT / f"genogram-{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
