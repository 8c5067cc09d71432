import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import LeftOutReason, MeetingStructure, Reply
from kudelma.doors.desk.meetings.around import Groups
from kudelma.ui.forms.fields import Code, Day, Hour, Line, Pick, PickMany, Words
from kudelma.ui.forms.paper import Changing, Creating, Paper

Rows = Iterable[tuple[uuid.UUID, Any]]


class _Question(forms.Form):
    """What a meeting is about and who convenes it: the same when it begins and when it is changed."""

    question = Words(
        label=_("What do we want to think about together?"),
        rows=3,
        help_text=_("In the family's own words, as a question if it is one. Ask the child too."),
    )
    question_whose = Pick(label=_("Whose words"), empty=_("Choose"))
    need = Words(
        label=_("Why it is good to come together now"),
        rows=2,
        required=False,
        help_text=_("Nobody is sent onward: those who are needed are called to the same table."),
    )
    convener = Pick(
        label=_("Who convenes"),
        help_text=_("Always one by name: whoever noticed the need, the coordinator, or the own worker."),
    )
    structure = Code(
        MeetingStructure,
        label=_("How we talk"),
        radio=True,
        help_text=_(
            "Hypotheses: what might this be about, and what could help? "
            "Help map: where does the family want to get, what helps, what gets in the way?"
        ),
    )

    def offer(self, people: Rows, team: Rows) -> None:
        self.fields["question_whose"].offer(people)  # type: ignore[attr-defined]  # a Pick
        self.fields["convener"].offer(team)  # type: ignore[attr-defined]  # a Pick


class BeginMeeting(Creating, _Question):
    def __init__(self, *args: Any, people: Rows, team: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people, team)


class ChangeQuestion(Changing, _Question):
    def __init__(self, *args: Any, people: Rows, team: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people, team)


class Prepare(Changing):
    what_is_told = Words(
        label=_("What is told in the meeting"),
        rows=4,
        required=False,
        help_text=_("Only what is needed to think about the question. Agree on the words with the family."),
    )
    told_by = Line(
        label=_("Who tells it"),
        max_length=120,
        required=False,
        help_text=_("The child or the parent may tell it themselves, or choose who does."),
    )
    not_told = Words(
        label=_("What the family does not want spoken of"),
        rows=2,
        required=False,
        help_text=_("Only the team sees this. It is not shown to those who are called."),
    )
    day = Day(label=_("Day"), required=False, help_text=_("For example 24.11.2026"))
    starts = Hour(label=_("Begins at"), required=False, help_text=_("For example 9.30"))
    ends = Hour(label=_("Ends at"), required=False, help_text=_("For example 11.00"))
    place = Line(label=_("Place"), required=False)
    remote_link = Line(
        label=_("Remote link"), required=False, max_length=500, help_text=_("If someone joins from elsewhere.")
    )
    place_suits = forms.BooleanField(
        label=_("The family finds the place and the time suitable and safe"),
        required=False,
        help_text=_("Ask each one, the child too: is there someone they do not want to meet there?"),
    )
    prepared_with_family_on = Day(
        label=_("Prepared with the child and the family on"),
        required=False,
        help_text=_("When you went through together who comes, what is told and how the meeting goes."),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        parts = ("day", "starts", "ends")
        if any(facts.get(name) for name in parts):
            for name in parts:
                if facts.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Give the day, the beginning and the end."))
        return facts


class Call(Paper):
    who = PickMany(
        label=_("Who is called"), help_text=_("Ask the child and the family: who would be good to have here?")
    )

    def __init__(self, *args: Any, offered: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = offered  # type: ignore[attr-defined]  # a PickMany


class Roles(Changing):
    chair = Pick(
        label=_("Chair"),
        empty=_("Choose"),
        help_text=_("Keeps the dialogue and the structure, and that everyone is heard, the child first."),
    )
    recorder = Pick(
        label=_("Recorder"),
        empty=_("Choose"),
        help_text=_("Writes the one record for everybody, open for all to see as it is written."),
    )

    def __init__(self, *args: Any, offered: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(offered)
        self.fields["chair"].offer(offered)  # type: ignore[attr-defined]  # a Pick
        self.fields["recorder"].offer(offered)  # type: ignore[attr-defined]  # a Pick


class PrepareInvitee(Changing):
    prepared_on = Day(
        label=_("Prepared on"),
        required=False,
        help_text=_("When you told them how the meeting goes: everyone is heard, nobody is spoken of without them."),
    )
    childs_support = forms.BooleanField(
        label=_("The child's support in the meeting"),
        required=False,
        help_text=_("Someone the child has chosen to sit beside them."),
    )
    without_permission_reason = Words(
        label=_("Legal ground, if invited without permission"),
        rows=3,
        required=False,
        help_text=_(
            "Section of the law and why it is necessary. Tell the family. Leave empty when there is permission."
        ),
    )

    def __init__(self, *args: Any, member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not member:
            del self.fields["without_permission_reason"]


class LeaveOut(Paper):
    reason = Code(LeftOutReason, label=_("Why they are not asked to come"), radio=True)
    words = Words(label=_("In your own words"), rows=2, required=False)


class Invite(Changing):
    participants = PickMany(label=_("Who is sent the invitation"))

    def __init__(self, *args: Any, offered: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"].offer(offered)  # type: ignore[attr-defined]  # a PickMany


class Answered(Changing):
    answer = Code(Reply, label=_("Answer"), radio=True)


class WithReason(Changing):
    reason = Words(label=_("Why the meeting is cancelled"), rows=3, help_text=_("The family can read this."))


class Confirm(Changing):
    """Nothing to fill in: only that it is meant."""
