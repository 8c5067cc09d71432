"""Figures, times and months as a reader's language says them."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kudelma.core.codes import EventKind, Phase
from kudelma.pathways.charts.paper import Saying, percent
from kudelma.pathways.telling.cost_books import Pool
from kudelma.ui.words import say as phrase

MINUTE, HOUR, DAY = 60, 3600, 86_400


def figure(value: float) -> str:
    """Say a number: whole ones without decimals, others with one."""
    whole = float(value).is_integer()
    return str(
        number_format(int(value) if whole else round(value, 1), decimal_pos=0 if whole else 1, force_grouping=True)
    )


def duration(seconds: float) -> str:
    """Say a time between: minutes, hours up to two days, then days."""
    if seconds < MINUTE:
        return _("at once")
    if seconds < HOUR:
        return _("%(n)s min") % {"n": figure(round(seconds / MINUTE))}
    if seconds < 2 * DAY:
        return _("%(n)s h") % {"n": figure(round(seconds / HOUR))}
    days = seconds / DAY
    return _("%(n)s d") % {"n": figure(round(days, 1) if days < 10 else round(days))}  # noqa: PLR2004 - one decimal below ten


def month(day: date) -> str:
    return f"{day.month}/{day.year % 100:02}"


def state_name(code: str) -> str:
    return str(capfirst(phrase(Phase(code))))


def saying(name: str, title: str | Promise, description: str | Promise) -> Saying:
    return Saying(name, str(title), str(description), figure, duration, lambda day: date_format(day, "j.n.Y"))


def event_name(code: str) -> str:
    return str(capfirst(phrase(EventKind(code))))


def euros(value: float) -> str:
    return _("€%(n)s") % {"n": figure(value)}


def pool_name(pool: Pool) -> str:
    """Say of which year prices are, and whose; the year first, since a long name may be cut off."""
    source = pool.source or _("source not told")
    year = _("year %(year)s") % {"year": pool.year} if pool.year else _("year not told")
    return f"{year}, {source}"


def share(part: float) -> str:
    return percent(part)
