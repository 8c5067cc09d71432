"""Other programs' layouts of the same families: places of people, with how long they took.

Each peer is started once and given one family after another. `KUDELMA_GRUS` names an interpreter with the package
grus (it needs Python 3.13); kinship2 is run where R has it.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from kudelma.tools.genogram.graph import Graph

HERE = Path(__file__).parent
PATIENCE = 20
POINTS = 72.0
SCRIPTS = ("dagre", "elk", "d3-dag", "topola", "family-chart", "relatives-tree", "entitree-flex")
MODULES = {"dagre": "@dagrejs/dagre", "elk": "elkjs"}
Places = dict[int, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Every place of every person, and milliseconds; or why there is none."""

    places: Places = field(default_factory=dict)
    ms: float = 0.0
    refused: str = ""


def family_of(graph: Graph) -> dict[str, object]:
    """The family as the peers' scripts read it."""
    sex = {"man": "M", "woman": "F"}
    family = graph.family
    persons = [
        {"id": f"p{n}", "sex": sex.get(p.gender.value, "U"), "birth": p.birth.year if p.birth else None}
        for n, p in enumerate(graph.persons)
    ]
    couples = [
        {"id": f"u{n}", "partners": [f"p{p}" for p in c.partners], "children": [f"p{p}" for p in c.children]}
        for n, c in enumerate(graph.couples)
    ]
    ties = [{"couple": f"u{t.couple}", "child": f"p{t.child}"} for t in graph.ties]
    root = f"p{graph.number[family.index[0]]}" if family.index else f"p{_middle_of(graph)}"
    return {"persons": persons, "couples": couples, "ties": ties, "root": root}


def _middle_of(graph: Graph) -> int:
    """Whom the rooted views are drawn around, where the family names nobody: the one with most near relatives."""

    def relatives(person: int) -> int:
        count = sum(len(graph.couples[c].children) + len(graph.couples[c].partners) for c in graph.couples_of[person])
        above = graph.above[person]
        return count + (len(graph.couples[above].children) + 2 if above >= 0 else 0)

    return max(range(graph.size), key=lambda p: (relatives(p), -p))


class Peer:
    """One peer: `lay_out(graph)`."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.process: subprocess.Popen[str] | None = None

    def lay_out(self, graph: Graph) -> Answer:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                bufsize=1,
            )
        return self._ask(json.dumps(family_of(graph)) + "\n", graph)

    def _ask(self, question: str, graph: Graph) -> Answer:
        lines = self._exchange(question, last="")
        if not lines:
            return Answer(refused="did not return")
        found = json.loads(lines[0])
        if "error" in found:
            return Answer(refused=str(found["error"]))
        places = {int(k[1:]): [(float(x), float(y)) for x, y in spots] for k, spots in found["places"].items()}
        return Answer({k: spots for k, spots in places.items() if k < graph.size}, float(found["ms"]))

    def _exchange(self, question: str, last: str) -> list[str]:
        """The answer's lines up to `last` (one line without it); none when the peer does not return in time."""
        process = self.process
        if process is None or process.stdin is None or process.stdout is None:
            return []
        lines: list[str] = []
        until = time.monotonic() + PATIENCE
        try:
            process.stdin.write(question)
            process.stdin.flush()
            while until > time.monotonic():
                if not lines and not select.select([process.stdout], [], [], until - time.monotonic())[0]:
                    break
                line = process.stdout.readline()
                if not line:
                    break
                lines.append(line.rstrip("\n"))
                if not last or lines[-1] == last:
                    return lines
        except BrokenPipeError:
            pass
        process.kill()
        process.wait()
        return []

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class Kinship2(Peer):
    """Parents are both or none there, and of two sexes: a second parent who is not known is made up and left out."""

    def _ask(self, question: str, _graph: Graph) -> Answer:
        family = json.loads(question)
        sex = {p["id"]: {"M": 1, "F": 2}.get(p["sex"], 3) for p in family["persons"]}
        parents: dict[str, tuple[str, str]] = {}
        lines, made_up, spouses = [], [], []
        for number, couple in enumerate(family["couples"]):
            people = list(couple["partners"])
            if not couple["children"]:
                spouses += ["S\t" + "\t".join(people)] if len(people) == 2 else []
                continue
            while len(people) < 2:
                other = 1 if people and (sex | dict(made_up))[people[0]] == 2 else 2
                made_up.append((f"x{number}{len(people)}", other))
                people.append(made_up[-1][0])
            known = sex | dict(made_up)
            mother = next((p for p in people if known[p] == 2), people[1])
            father = next(p for p in people if p != mother)
            parents.update(dict.fromkeys(couple["children"], (father, mother)))
        for person, code in [*sex.items(), *made_up]:
            father, mother = parents.get(person, ("0", "0"))
            lines.append(f"P\t{person}\t{father}\t{mother}\t{code}")
        answer = self._exchange("\n".join([*lines, *spouses, "", ""]), last=".")
        if not answer:
            return Answer(refused="did not return")
        if not answer[0].startswith("ms"):
            return Answer(refused=answer[0][2:])
        places: Places = {}
        for line in answer[1:-1]:
            _, who, x, y, *_ = line.split()
            if who[0] == "p":
                places.setdefault(int(who[1:]), []).append((float(x), float(y)))
        return Answer(places, float(answer[0].split()[1]))


class Dot(Peer):
    """Graphviz, a process for each family; its time is with its start."""

    def lay_out(self, graph: Graph) -> Answer:
        lines = ['digraph { node [shape=box width=0.55 height=0.55 fixedsize=true label=""]; edge [dir=none];']
        lines += [f"p{p};" for p in range(graph.size)]
        lines += [f"u{u} [shape=point width=0.02];" for u in range(len(graph.couples))]
        for number, couple in enumerate(graph.couples):
            lines += [f"p{p} -> u{number};" for p in couple.partners] + [f"u{number} -> p{c};" for c in couple.children]
        lines += [f"u{tie.couple} -> p{tie.child};" for tie in graph.ties]
        start = time.perf_counter()
        try:
            made = subprocess.run(
                self.command,
                input="\n".join([*lines, "}"]),
                capture_output=True,
                text=True,
                check=True,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return Answer(refused="did not return")
        except subprocess.CalledProcessError as error:
            return Answer(refused=error.stderr[:160])
        spent = (time.perf_counter() - start) * 1000
        words = [line.split() for line in made.stdout.splitlines()]
        nodes = [w for w in words if w[0] == "node" and w[1][0] == "p"]
        return Answer({int(w[1][1:]): [(float(w[2]) * POINTS, -float(w[3]) * POINTS)] for w in nodes}, spent)


def available() -> tuple[list[Peer], list[str]]:
    """The peers that can be run here, and a line on each that cannot."""
    found: list[Peer] = []
    notes: list[str] = []
    if shutil.which("dot"):
        found.append(Dot("dot", ["dot", "-Tplain"]))
    else:
        notes.append("dot: Graphviz is not installed (apt install graphviz).")
    if shutil.which("Rscript") and _runs(["Rscript", "-e", "library(kinship2)"]):
        found.append(Kinship2("kinship2", ["Rscript", str(HERE / "peers.R")]))
    else:
        notes.append("kinship2: not in Debian 12; where R has it (from CRAN's sources), R_LIBS names its folder.")
    node = shutil.which("node")
    for name in SCRIPTS:
        if node and (HERE / "node_modules" / MODULES.get(name, name)).is_dir():
            found.append(Peer(name, [node, str(HERE / "peers.mjs"), name]))
        else:
            notes.append(f"{name}: Node or the package is not installed.")
    script = str(HERE / "peers_python.py")
    if _runs([sys.executable, "-c", "import pedview"]):
        found.append(Peer("pedview", [sys.executable, script, "pedview"]))
    grus = os.environ.get("KUDELMA_GRUS", "")
    if grus and _runs([grus, "-c", "import grus"]):
        found.append(Peer("grus", [grus, script, "grus"]))
    else:
        notes.append("grus: needs Python 3.13 or later, which is not here.")
    notes.append(
        "Madeline 2, pedigreejs, open-pedigree and SchemaTex are in no registry we install from; Gramps draws through"
        " dot; GenoPro and other closed programs cannot be run."
    )
    return found, notes


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE).returncode == 0
    except OSError:
        return False
