"""The columns an event may have, and which column of a file is which."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, available_timezones

from kudelma.pathways.log.problems import LogError

NEEDED = ("case_id", "activity", "timestamp")
OPTIONAL = (
    "end",  # when it ended; `timestamp` is then when it began
    "household",  # the family: the client whose privacy is counted
    "event_id",  # the event's own name: a second one is a duplicate
    "service_class",
    "provider",
    "role",  # who took part, as a role and never a person
    "trigger",
    "channel",
    "source",  # the referring party
    "result",
    "cost",
    "cost_source",
    "cost_year",
)
COLUMNS = NEEDED + OPTIONAL
WORDS = tuple(name for name in OPTIONAL if name not in {"end", "event_id", "cost", "cost_year"})
"""The optional columns that are kept as they are written."""

XES = {"case_id": "case:concept:name", "activity": "concept:name", "timestamp": "time:timestamp"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column of a file is which column of an event.

    `columns` maps our names (`COLUMNS`) to the file's; a needed one that is left out is looked for under its own
    name, then under the name it has in XES. `zone` is where times without a zone were written down; `time_format`
    (as for `strptime`) is tried before the common ones. `codes`, if given, are the only activities accepted. With
    `only`, no column is looked for but those named.
    """

    columns: dict[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    time_format: str | None = None
    codes: frozenset[str] = frozenset()
    only: bool = False

    @classmethod
    def read(cls, words: Iterable[str], **settings: str | None) -> "Mapping":
        """From `ours=theirs` pairs, as `--map case_id=Asiakas --map timestamp=Alkoi`."""
        columns: dict[str, str] = {}
        for word in words:
            ours, sign, theirs = word.partition("=")
            if not sign or not theirs or ours not in COLUMNS:
                raise LogError(
                    f"“{word}” is not a mapping; write OURS=THEIRS, where OURS is one of {', '.join(COLUMNS)}"
                )
            columns[ours] = theirs
        zone = settings.get("zone") or "UTC"
        if zone not in available_timezones():
            raise LogError(f"“{zone}” is not a time zone; write it as Europe/Helsinki")
        ZoneInfo(zone)
        return cls(columns, zone=zone, time_format=settings.get("time_format"))

    def found_in(self, present: Iterable[str]) -> dict[str, str]:
        """Our name → the file's, for every column that the file has; an error names what is missing and the cure."""
        there = list(present)
        found = dict(self.columns)
        for ours, theirs in found.items():
            if theirs not in there:
                raise LogError(
                    f"there is no column “{theirs}” for {ours}; give one that the file has: {_listed(there)}"
                )
        for ours in () if self.only else COLUMNS:
            for candidate in (ours, XES.get(ours)):
                if candidate in there and ours not in found and candidate not in found.values():
                    found[ours] = candidate
        missing = [name for name in NEEDED if name not in found]
        if missing:
            raise LogError(
                f"no column for {', '.join(missing)}; say which it is with --map {missing[0]}=COLUMN. "
                f"The file has {_listed(there)}"
            )
        return found


def _listed(names: list[str], most: int = 20) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "") if names else "no columns"
