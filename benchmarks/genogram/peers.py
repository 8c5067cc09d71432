"""Other programs' layouts of the same families, as places of people, with how long they took."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from kudelma.tools.genogram.graph import Graph

Places = dict[int, tuple[float, float]]
HERE = Path(__file__).parent
PATIENCE = 60
POINTS = 72.0


def available(modules: Path | None) -> list[str]:
    """The peers that can be run here: `dot` with Graphviz, the others where npm put them into `modules`."""
    found = ["dot"] if shutil.which("dot") else []
    if modules and shutil.which("node"):
        found += [
            name for name, package in (("dagre", "@dagrejs/dagre"), ("elk", "elkjs")) if (modules / package).is_dir()
        ]
    return found


def lay_out_with(peer: str, graph: Graph, modules: Path | None) -> tuple[Places, float] | None:
    """Places and milliseconds, or None where the peer fails or does not return in a minute."""
    try:
        return _dot(graph) if peer == "dot" else _script(peer, graph, modules)
    except (subprocess.SubprocessError, ValueError, KeyError):
        return None


def _edges(graph: Graph) -> list[tuple[str, str]]:
    edges = []
    for number, couple in enumerate(graph.couples):
        edges += [(f"p{p}", f"u{number}") for p in couple.partners]
        edges += [(f"u{number}", f"p{c}") for c in couple.children]
    return edges + [(f"u{tie.couple}", f"p{tie.child}") for tie in graph.ties]


def _dot(graph: Graph) -> tuple[Places, float]:
    lines = ['digraph { node [shape=box width=0.55 height=0.55 fixedsize=true label=""]; edge [dir=none];']
    lines += [f"p{p};" for p in range(graph.size)]
    lines += [f"u{u} [shape=point width=0.02];" for u in range(len(graph.couples))]
    lines += [f"{a} -> {b};" for a, b in _edges(graph)]
    start = time.perf_counter()
    made = subprocess.run(
        ["dot", "-Tplain"],
        input="\n".join([*lines, "}"]),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    spent = (time.perf_counter() - start) * 1000
    words = [line.split() for line in made.stdout.splitlines()]
    nodes = [w for w in words if w[0] == "node" and w[1][0] == "p"]
    return {int(w[1][1:]): (float(w[2]) * POINTS, -float(w[3]) * POINTS) for w in nodes}, spent


def _script(peer: str, graph: Graph, modules: Path | None) -> tuple[Places, float]:
    nodes = [f"p{p}" for p in range(graph.size)] + [f"u{u}" for u in range(len(graph.couples))]
    made = subprocess.run(
        ["node", str(HERE / "peers.mjs"), peer],
        input=json.dumps({"nodes": nodes, "edges": _edges(graph)}),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
        env={**os.environ, "NODE_MODULES": str(modules)},
    )
    found = json.loads(made.stdout)
    places = {int(k[1:]): (float(x), float(y)) for k, (x, y) in found["places"].items() if k[0] == "p"}
    return places, float(found["ms"])
