"""A statutory clock as a sentence: a fact with a date and a §, not an alarm."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kudelma.core.deadlines.assessment import Standing
from kudelma.rooms.casework.queries import Clock, ClockKind
from kudelma.ui.words import section


@dataclass(frozen=True, slots=True)
class ClockFact:
    """What `<c-clock>` shows."""

    title: str | Promise
    line: str
    share: int | None
    tone: str


def clock_fact(clock: Clock | None) -> ClockFact | None:
    """Return a clock in words, or None when none runs."""
    if clock is None:
        return None
    return ClockFact(_title(clock), f"{_how_it_stands(clock)} {_where_from(clock)}", clock.share, clock.tone)


def _title(clock: Clock) -> str:
    facts = {"day": date_format(clock.done_on or clock.alert, "j.n.Y")}
    if clock.kind == ClockKind.START:
        return (
            _("The assessment began on %(day)s")
            if clock.done_on
            else _("The assessment begins on %(day)s at the latest")
        ) % facts
    if clock.done_on:
        return _("The assessment was finished on %(day)s") % facts
    return _("The assessment is to be finished by %(day)s") % facts


_STANDS: dict[Standing, Promise] = {
    Standing.IN_TIME: gettext_lazy("In time."),
    Standing.DISPUTABLE: gettext_lazy("In time by the later reading of the law (%(day)s)."),
    Standing.LATE: gettext_lazy("After the limit, which was %(day)s."),
    Standing.OVERDUE: gettext_lazy("The limit was passed on %(day)s. Write why, and when it will be done."),
    Standing.DISPUTABLE_OPEN: gettext_lazy("By the later reading the limit is %(day)s."),
}


def _how_it_stands(clock: Clock) -> str:
    if clock.standing in _STANDS:
        return str(_STANDS[clock.standing]) % {"day": date_format(clock.latest, "j.n.Y")}
    left = clock.days_left or 0
    if left == 0:
        return _("Today is the last day.")
    if clock.kind == ClockKind.START:
        return ngettext("%(n)s working day left.", "%(n)s working days left.", left) % {"n": left}
    return ngettext("%(n)s day left.", "%(n)s days left.", left) % {"n": left}


def _where_from(clock: Clock) -> str:
    facts = {"day": date_format(clock.initiated_on, "j.n.Y"), "section": section(clock.section)}
    if clock.kind == ClockKind.START:
        return _("Seven working days from %(day)s, when the matter became pending (%(section)s).") % facts
    return _("Three months from %(day)s, when the matter became pending (%(section)s).") % facts
