"""Was the right to see or do asked while a page was made? A page that never asked is an error of ours."""

from contextvars import ContextVar

_asked: ContextVar[bool] = ContextVar("asked", default=False)


def begin() -> None:
    """Forget: a new page begins."""
    _asked.set(False)


def mark() -> None:
    """Say that a right was asked about; every `access` function does."""
    _asked.set(True)


def was() -> bool:
    return _asked.get()
