"""The map of services as a drawing, and what it says as a whole, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext as p_

from kudelma.core.codes import Going, Helped, OwnService
from kudelma.pathways.charts import swim_lane
from kudelma.pathways.charts.paper import Chart, Saying
from kudelma.pathways.charts.swim_lane import PHONE, TOLD, Lane, LaneWords, Shape, Span
from kudelma.rooms.services.queries import OwnLine, ServiceLine, ServiceMap
from kudelma.ui.forms.fields import roughly
from kudelma.ui.words import say

#: The page holds both, and shows the one that fits.
SCREEN = (TOLD, PHONE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing in each shape, what it says as a whole, and how many lanes did not fit in it."""

    charts: tuple[Chart, ...]
    words: tuple[str, ...]
    left_out: int

    @property
    def wide(self) -> SafeString:
        return _safe(self.charts[0])

    @property
    def narrow(self) -> SafeString:
        return _safe(self.charts[-1])


def _safe(chart: Chart) -> SafeString:
    # The chart makes SVG from coordinates and escaped text only (pathways/charts, core/svg).
    return mark_safe(chart.svg)  # noqa: S308


def drawn(found: ServiceMap, today: date, *, whole: bool = True, shapes: Sequence[Shape] = SCREEN) -> Drawn | None:
    """Return the map drawn, or None when there is nothing on it.

    A copy that is not the whole map says nothing of the whole: what it leaves out would make it untrue.
    """
    if not found.services and not found.own:
        return None
    lanes = [*_told(found.services, today), *_known(found.own)]
    words = in_words(found) if whole else ()
    described = " ".join([*words, _("The same is told in the lists below.")])
    heads = LaneWords(_("Service"), _("Began"), _("Ended"), str(say(Going.GOES_ON)), _("today"))
    title = _("The family's services over time")
    charts = tuple(
        swim_lane.draw(lanes, today, Saying(f"services-{spot}", title, described, str, str, _day), heads, shape)
        for spot, shape in enumerate(shapes)
    )
    return Drawn(charts, words, max(0, len(lanes) - swim_lane.MOST))


def in_words(found: ServiceMap) -> tuple[str, ...]:
    """Return what stands out: how many go on, how many there were at one time, when there was nothing."""
    whole = found.reckoning
    if not found.services:
        return ()
    said = [
        ngettext("{n} service goes on now.", "{n} services go on now.", whole.now).format(n=whole.now)
        if whole.now
        else _("No service goes on now.")
    ]
    if whole.most > max(1, whole.now) and whole.most_on:
        month = f"{whole.most_on.month}/{whole.most_on.year}"
        said.append(_("At most there were {n} at one time, in {month}.").format(n=whole.most, month=month))
    if whole.gap:
        first, last = whole.gap
        said.append(_("From {first} to {last} there was no service.").format(first=_month(first), last=_month(last)))
    return tuple(said)


def called(line: ServiceLine) -> str:
    """Return what a service is called: the family's own name, or its class."""
    return line.name or _cap(str(say(line.kind)))


def when(line: ServiceLine) -> str:
    """Return the time of a service in words: 2019–8/2021."""
    first = roughly(line.first)
    if line.going == Going.GOES_ON:
        return _("{first}, goes on").format(first=first)
    if line.last:
        return f"{first}–{roughly(line.last)}" if line.last != line.first else first
    if line.going == Going.ENDED:
        return _("{first}, ended, the day is not known").format(first=first)
    return _("{first}, not known whether it goes on").format(first=first)


def whom(line: ServiceLine) -> str:
    return ", ".join(_short(name) for name in line.about) if line.about else _("the whole family")


def own_called(line: OwnLine) -> str:
    return _cap(str(say(line.own)))


def _told(services: Iterable[ServiceLine], today: date) -> list[Lane]:
    """Return a lane for each service; the same one used again lies on the same lane, so that the gap shows."""
    lanes: dict[tuple[object, ...], list[ServiceLine]] = {}
    for line in services:
        key = (line.kind, line.name.casefold(), line.provider.casefold(), line.about_ids)
        lanes.setdefault(key, []).append(line)
    return [
        Lane(
            called(rows[0]),
            tuple(_span(row, today) for row in rows),
            under=" · ".join(part for part in (whom(rows[0]), rows[0].provider) if part),
            mark="" if rows[-1].view.helped == Helped.CANNOT_SAY else str(say(rows[-1].view.helped)),
        )
        for rows in lanes.values()
    ]


def _span(line: ServiceLine, today: date) -> Span:
    goes_on = line.going == Going.GOES_ON
    widest = min(line.last.latest, today) if line.last else today
    sure_last = None if goes_on else line.last.day if line.last else line.first.latest
    ends = str(say(Going.GOES_ON)) if goes_on else roughly(line.last) if line.last else _("not known")
    said = (roughly(line.first), ends)
    if line.first.day == line.first.latest == widest and not goes_on:
        return Span(line.first.day, line.first.day, said=said)
    sure_first = min(line.first.latest, today)
    return Span(line.first.day, None if goes_on else widest, sure_first, sure_last, said)


def _known(own: Iterable[OwnLine]) -> list[Lane]:
    """Return what Kudelma knows, a lane for each kind and child."""
    order = list(OwnService)
    rows = sorted(own, key=lambda o: (order.index(o.own), o.child, o.first))
    return [
        Lane(
            _cap(str(say(kind))),
            tuple(Span(line.first, line.last) for line in lines),
            under=" · ".join(part for part in (_short(child), p_("source", "from Kudelma")) if part),
            quiet=True,
        )
        for (kind, child), lines in groupby(rows, key=lambda o: (o.own, o.child))
    ]


def _day(day: date) -> str:
    return date_format(day, "j.n.Y")


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"


def _short(name: str) -> str:
    return name.split(" ", maxsplit=1)[0]


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]
