"""OCEL 2.0 as JSON, written as it is read from the store: no more than one event is held."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kudelma.pathways.log.ocel_shape import ABOUT, Shape, iso, links, told


def write(
    path: Path,
    shape: Shape,
    objects: Iterable[tuple[str, str, str | None]],
    events: Iterable[dict[str, object]],
) -> tuple[int, int, int]:
    """How many events, objects and relations of events were written."""
    attributes = shape.attributes()
    declared = [{"name": name, "type": kind} for name, kind in attributes]
    linked = 0

    def things() -> Iterator[object]:
        for name, kind, home in objects:
            near = [] if home is None else [{"objectId": home, "qualifier": ABOUT}]
            yield {"id": name, "type": kind, "attributes": [], "relationships": near}

    def happenings() -> Iterator[object]:
        nonlocal linked
        for number, row in enumerate(events, 1):
            own = [{"name": name, "value": told(name, row[name])} for name, _ in attributes if row[name] is not None]
            related = [{"objectId": thing, "qualifier": qualifier} for thing, qualifier in links(row)]
            linked += len(related)
            yield {
                "id": f"e{number}",
                "type": row["activity"],
                "time": iso(row["timestamp"]),
                "attributes": own,
                "relationships": related,
            }

    with path.open("w", encoding="utf-8") as stream:
        stream.write("{")
        _array(stream, "objectTypes", ({"name": kind, "attributes": []} for kind in shape.object_types()))
        stream.write(",")
        _array(stream, "eventTypes", ({"name": name, "attributes": declared} for name in shape.activities))
        stream.write(",")
        things_written = _array(stream, "objects", things())
        stream.write(",")
        count = _array(stream, "events", happenings())
        stream.write("}\n")
    return count, things_written, linked


def _array(stream: TextIO, name: str, items: Iterable[object]) -> int:
    stream.write(f'"{name}": [')
    count = 0
    for count, item in enumerate(items, 1):
        stream.write(",\n" if count > 1 else "\n")
        json.dump(item, stream, ensure_ascii=False)
    stream.write("\n]")
    return count
