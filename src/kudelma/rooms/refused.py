import uuid
from typing import Any, Protocol, TypeVar


class Refused(Exception):
    """An act that may not be done now; the page turns `code` into a sentence at the field it concerns."""

    def __init__(self, code: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts


class Hidden(Exception):
    """The actor may not know whether the object exists; answered exactly like an unknown one."""

    def __init__(self, act: str, because: str, *, object_id: object = None) -> None:
        super().__init__(act)
        self.act = act
        self.because = because
        self.object_id = object_id


class Closed(Exception):
    """What belongs to another role; that it exists is no secret, so the answer is a plain no (403)."""

    def __init__(self, act: str, because: str) -> None:
        super().__init__(act)
        self.act = act
        self.because = because


class OfMatter(Protocol):
    matter_id: uuid.UUID


T = TypeVar("T", bound=OfMatter)


def same_matter(known: T, matter_id: uuid.UUID, *, act: str) -> T:
    """Return what a retry made before. Raises `Hidden` when the key is that of another matter's row."""
    if known.matter_id != matter_id:
        raise Hidden(act, "foreign_key", object_id=matter_id)
    return known
