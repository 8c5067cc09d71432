"""Lays families out with a Python peer, `python peers_python.py pedview|grus`: one family per line in, one answer out.

Runs under an interpreter that has the peer, not ours; the shapes are those of peers.mjs.
"""

import json
import sys
import time
from typing import Any

Family = dict[str, Any]
Drawn = list[tuple[str, float, float]]


def pedigree(family: Family) -> list[list[str]]:
    """PED rows: id, father, mother, sex. Only mother and father can be told, so other parents are left out."""
    sex = {p["id"]: p["sex"] for p in family["persons"]}
    parents: dict[str, list[str]] = {}
    for couple in family["couples"]:
        for child in couple["children"]:
            parents[child] = couple["partners"]
    rows = []
    for person in family["persons"]:
        own = parents.get(person["id"], [])
        mother = next((p for p in own if sex[p] == "F"), None)
        father = next((p for p in own if p != mother), None)
        if mother is None and len(own) > 1:
            father, mother = own[0], own[1]
        rows.append([person["id"], father or "0", mother or "0", {"M": "1", "F": "2"}.get(person["sex"], "0")])
    return rows


def pedview(family: Family) -> Drawn:
    from pedview.layout import build_family_layout
    from pedview.models import Family as Pedigree
    from pedview.models import Person

    made = Pedigree("f")
    for own, father, mother, sex in pedigree(family):
        known = [None if p == "0" else p for p in (father, mother)]
        made.add_person(Person("f", own, known[0], known[1], {"1": "male", "2": "female"}.get(sex, "unknown"), sex))
    return [(p.person_id, p.x, p.y) for p in build_family_layout(made).people.values()]


def grus(family: Family) -> Drawn:
    from grus.convert import import_text
    from grus.render import layout

    text = "\n".join(" ".join(["f", *row, "0"]) for row in pedigree(family)) + "\n"
    made = import_text(text, "ped").pedigrees[0]
    ids = [person["id"] for person in family["persons"]]
    found = layout(made)
    return [
        (ids[found.ghost_of.get(who, who)], x * 60.0, level * 100.0)
        for level, row in enumerate(found.nid)
        for who, x in zip(row, found.pos[level], strict=False)
    ]


def main() -> None:
    lay_out = {"pedview": pedview, "grus": grus}[sys.argv[1]]
    for line in sys.stdin:
        try:
            family = json.loads(line)
            start = time.perf_counter()
            drawn = lay_out(family)
            answer: dict[str, Any] = {"ms": (time.perf_counter() - start) * 1000, "places": {}}
            for who, x, y in drawn:
                answer["places"].setdefault(who, []).append([x, y])
        except Exception as error:  # noqa: BLE001  whatever the peer refuses with
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
