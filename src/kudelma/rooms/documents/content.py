"""What a document says: already in its language, ready to be set. Frozen as JSON, and set to PDF by `setting`."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section: `text`, a `quote` with who said it, a `fact` with its label, or a `note` in small type."""

    kind: str
    words: str
    who: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A document's words. `header` are (label, value) pairs of basic data (ATL 38 §)."""

    title: str
    language: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Content":
        said: dict[str, Any] = json.loads(text)
        return cls(
            said["title"],
            said["language"],
            tuple((label, value) for label, value in said["header"]),
            tuple(
                Section(part["title"], tuple(Block(**block) for block in part["blocks"])) for part in said["sections"]
            ),
        )
