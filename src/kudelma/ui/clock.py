"""The one place where the time is read. Everything below takes it as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """Return this moment, in Finnish time."""
    return datetime.now(UTC).astimezone(HELSINKI)  # noqa: TID251 - the one place


def today() -> date:
    """Return this day in Finland."""
    return now().date()
