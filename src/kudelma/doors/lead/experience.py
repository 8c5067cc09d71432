"""How meetings were found: the answers of those who came, and the follow-up forms."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kudelma.doors.lead.periods import Periods
from kudelma.doors.lead.showing import Figure
from kudelma.doors.lead.wording import figure, saying, share
from kudelma.pathways.charts import panels
from kudelma.pathways.charts.panels import Mark, Panel
from kudelma.pathways.charts.paper import Table
from kudelma.pathways.telling.outcomes import Share, Spread, When
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.outcomes import ANSWERED, CAME, SCALES, Group, Outcomes

ASKED = {
    "heard": gettext_lazy("Was heard"),
    "mattered": gettext_lazy("What matters was talked about"),
    "know_next": gettext_lazy("Knows what happens next"),
    "safe": gettext_lazy("It felt safe"),
    "strengthened": gettext_lazy("The child's everyday life was strengthened"),
}
GROUPS = {
    Group.CHILDREN: gettext_lazy("How children found the meetings"),
    Group.ADULTS: gettext_lazy("How the family's adults and those close to them found the meetings"),
    Group.PROFESSIONALS: gettext_lazy("How professionals found the meetings"),
}
SAID = {
    "not_again": gettext_lazy("The family did not have to tell everything again"),
    "would_again": gettext_lazy("The worker would do so again"),
    "timing_hard": gettext_lazy("A time was hard to find"),
    "constellation": gettext_lazy("The family constellation got in the way"),
}
_TEN = ((0.0, "0"), (5.0, "5"), (10.0, "10"))
_PERCENT = ((0.0, "0 %"), (50.0, "50 %"), (100.0, "100 %"))


def scale_figure(known: Outcomes, group: Group, asked: Periods) -> Figure:
    of, title = known.scales[group], GROUPS[group]
    shown = [
        Panel(str(name), [spread_mark(of[scale].get(when)) for when in asked.when], _TEN)
        for scale, name in ((scale, ASKED[scale]) for scale in SCALES)
    ]
    if not any(mark for one in shown for mark in one.marks):
        cure = _(
            "Ask everyone for their view at the end of each meeting (How the meeting was for each). "
            "The figures appear when at least %(k)s families have answered in the same four months."
        ) % {"k": policy().k}
        return Figure(group.value, title, None, table=Table((), ()), cure=cure)
    answered = [answered_mark(of[ANSWERED].get(when), of[CAME].get(when)) for when in asked.when]
    shown.append(Panel(_("Answered, of those who came"), answered, _PERCENT))
    say = saying(
        group.value, title, _("The median of the answers from 0 to 10 by period, and between what half of them lie.")
    )
    notes = (
        _(
            "The point is the median, the bar behind it holds the middle half of the answers. A hollow point stands "
            "on few answers: read it with care."
        ),
        *_answered(of, asked),
    )
    voice = group is not Group.PROFESSIONALS
    return Figure(group.value, title, panels.draw(asked.head, asked.labels, shown, say, voice=voice), notes)


def spread_mark(one: Spread | None) -> Mark | None:
    if one is None or one.median is None:
        return None
    if one.few:
        return Mark(_("%(median)s, few answers") % {"median": figure(one.median)}, one.median, few=True)
    assert one.low is not None
    assert one.high is not None
    said = f"{figure(one.median)} ({figure(one.low)}–{figure(one.high)})"
    return Mark(said, one.median, one.low, one.high)


def answered_mark(answered: Spread | None, came: Spread | None) -> Mark | None:
    if answered is None or came is None or not came.answers:
        return None
    said = _("%(n)s of %(of)s") % {"n": figure(answered.answers), "of": figure(came.answers)}
    return Mark(said, 100 * answered.answers / came.answers, few=answered.few)


def _answered(of: Mapping[str, Mapping[When, Spread]], asked: Periods) -> tuple[str, ...]:
    """Say how many answered in the periods that are told, so that silence is not read as content."""
    pairs = [(of[ANSWERED][when].answers, of[CAME][when].answers) for when in asked.when if _both(of, when)]
    n, whole = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if not whole:
        return ()
    return (
        _(
            "In the periods told %(n)s of the %(of)s who came answered (%(share)s). Those who did not answer may "
            "think otherwise."
        )
        % {"n": figure(n), "of": figure(whole), "share": share(n / whole)},
    )


def _both(of: Mapping[str, Mapping[When, Spread]], when: When) -> bool:
    return when in of[ANSWERED] and when in of[CAME]


def form_figure(known: Outcomes, fours: Periods) -> Figure:
    title = gettext_lazy("From the follow-up forms of meetings")
    shown = [
        Panel(str(name), [share_mark(known.forms[key].get(four)) for four, _month in fours.when], _PERCENT)
        for key, name in SAID.items()
    ]
    if not any(mark for one in shown for mark in one.marks):
        cure = _(
            "Fill in the follow-up form after each meeting. The figures appear when the forms of at least %(k)s "
            "families are from the same four months."
        ) % {"k": policy().k}
        return Figure("forms", title, None, table=Table((), ()), cure=cure)
    say = saying("forms", title, _("The share of meetings of which it was so, of those of which it is known."))
    chart = panels.draw(fours.head, fours.labels, shown, say)
    return Figure("forms", title, chart, (_few_note(),))


def _few_note() -> str:
    return _(
        "Where it was so, or was not so, of fewer than %(k)s families, only the limits are told: the figure lies "
        "somewhere on the bar with two ends."
    ) % {"k": policy().k}


def share_mark(one: Share | None) -> Mark | None:
    if one is None:
        return None
    low, high = 100 * one.low / one.of, 100 * one.high / one.of
    return Mark(share_said(one), low if one.exact else None, None if one.exact else low, None if one.exact else high)


def share_said(one: Share) -> str:
    """Say a share with what it is of; where it is not told to the one, from what to what it is."""
    high = share(one.high / one.of)
    told = high if one.exact else f"{round(100 * one.low / one.of)}–{high}"
    return _("%(share)s of %(of)s") % {"share": told, "of": figure(one.of)}
