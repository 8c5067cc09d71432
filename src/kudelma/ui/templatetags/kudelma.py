from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.formats import date_format
from django.utils.timezone import localtime

from kudelma.core.written_dates import RoughDate
from kudelma.ui.forms.fields import roughly
from kudelma.ui.words import LANGUAGES
from kudelma.ui.words import say as phrase

register = template.Library()


@register.filter(is_safe=True)
@stringfilter
def trimmed(slot: str) -> str:
    """Return a component's slot without the space around it. `.strip` would escape it a second time."""
    return slot.strip()


@register.filter
def say(code: Any) -> Any:
    """Return the phrase of a code."""
    return phrase(code) if code is not None else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date the Finnish way: 22.11.2026."""
    if value is None:
        return ""
    return date_format(localtime(value) if isinstance(value, datetime) else value, "j.n.Y")


@register.filter
def rough(value: RoughDate | None) -> str:
    """Return a date as well as it is known: 22.11.2026, 11/2026 or 2026."""
    return roughly(value) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    """Return a date with its weekday: su 22.11.2026."""
    if value is None:
        return ""
    local = localtime(value) if isinstance(value, datetime) else value
    return f"{date_format(local, 'D').lower()} {date_format(local, 'j.n.Y')}"


@register.filter
def hour(value: datetime | None) -> str:
    """Return a time of day: 9.30."""
    return f"{localtime(value).hour}.{localtime(value).minute:02}" if value else ""


@register.filter
def tongue(code: str) -> Any:
    """Return the name of a language, or the code when it has none here."""
    return LANGUAGES.get(code, code)
