import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kudelma.core.codes import StatementKind, StatementSource
from kudelma.doors.desk.matters.pages import with_side
from kudelma.rooms.casework.queries import MatterFrame, matter_frame
from kudelma.rooms.people.queries import network
from kudelma.rooms.refused import Refused
from kudelma.rooms.voice.actions import Shown, Speaker
from kudelma.rooms.voice.actions import write_down as write_down_words
from kudelma.rooms.voice.queries import Voice, statements
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Code, Day, Pick, PickMany, Words
from kudelma.ui.forms.paper import Creating, refusals
from kudelma.ui.words import LANGUAGES

Rows = Iterable[tuple[uuid.UUID, Any]]

_SHOWN = [
    ("team", pgettext_lazy("shown to", "the team")),
    ("responsible", pgettext_lazy("shown to", "only me and the responsible worker")),
    ("family", pgettext_lazy("shown to", "the team and the whole family")),
    ("chosen", pgettext_lazy("shown to", "the team and those chosen below")),
]


class Said(Creating):
    speaker = Pick(label=_("Whose words"), empty=_("Choose"))
    words = Words(
        label=pgettext_lazy("field", "Words"),
        rows=5,
        help_text=_("As they were said. Do not translate or improve a child's words."),
    )
    verbatim = forms.BooleanField(label=_("Word for word"), required=False)
    kind = Code(StatementKind, label=_("What kind"), only=tuple(k for k in StatementKind if k != StatementKind.SERVICE))
    source = Code(
        StatementSource,
        label=_("Where it was said"),
        only=(
            StatementSource.CONVERSATION,
            StatementSource.CHILD_MEETING,
            StatementSource.DRAWING,
            StatementSource.OBSERVATION,
        ),
    )
    about = PickMany(label=_("About whom"), required=False)
    said_on = Day(label=_("When"))
    language = forms.ChoiceField(label=_("Language of the words"), choices=list(LANGUAGES.items()))
    shown = forms.ChoiceField(
        label=_("Who may see"),
        choices=_SHOWN,
        widget=forms.RadioSelect,
        help_text=_("Tell the person who will see their words. Safety matters cannot be promised secret."),
    )
    persons = PickMany(label=_("Shown also to"), required=False)

    def __init__(self, *args: Any, speakers: Rows, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["speaker"].offer(speakers)  # type: ignore[attr-defined]  # a Pick
        self.fields["about"].offer(people)  # type: ignore[attr-defined]  # a PickMany
        self.fields["persons"].offer(people)  # type: ignore[attr-defined]  # a PickMany

    def shown_to(self) -> Shown:
        choice = self.cleaned_data["shown"]
        persons = frozenset(self.cleaned_data["persons"]) if choice == "chosen" else frozenset()
        return Shown(team=choice != "responsible", family=choice == "family", persons=persons)


@page(_("Words"))
def voices(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """What the child, the parents, the network and the workers have said: the child first."""
    one = matter_frame(request.actor, matter_id)
    lines = statements(request.actor, matter_id=one.id)
    return show(
        request,
        "desk/matters/words.html",
        **with_side(
            one,
            "voices",
            child=[s for s in lines if s.voice == Voice.CHILD],
            others=[s for s in lines if s.voice != Voice.CHILD],
        ),
    )


@page(_("Write down words"), methods=("GET", "POST"))
def write_down(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    members = network(one.family_id)
    speakers = speaker_rows(request, one, [(m.id, f"{m.name}, {m.relation}") for m in members])
    form = paper(
        request,
        Said,
        speakers=speakers,
        people=[(p.id, p.name) for p in one.people],
        initial={
            "said_on": request.actor.today,
            "source": StatementSource.CONVERSATION,
            "kind": StatementKind.VIEW,
            "language": request.LANGUAGE_CODE,
            "shown": "team",
            "speaker": one.children[0].id if one.children else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            write_down_words(
                by=request.actor,
                key=form.new_id,
                matter_id=one.id,
                words=facts["words"],
                speaker=speaker_of(request, one, facts["speaker"]),
                kind=facts["kind"],
                source=facts["source"],
                said_on=facts["said_on"],
                about=facts["about"],
                shown=form.shown_to(),
                verbatim=facts["verbatim"],
                language=facts["language"],
            )
            return done(request, "voices", one.id, said=_("The words are kept."))
    return show(request, "desk/matters/write_down.html", **with_side(one, "voices", form=form))


def speaker_rows(request: WorkerRequest, one: MatterFrame, members: Rows) -> list[tuple[uuid.UUID, Any]]:
    """Return who may have said something: the children first, the family, the network, the worker."""
    people = [(p.id, p.name) for p in one.people if not p.is_dead]
    return [*people, *members, (request.actor.id, request.actor.name)]


def speaker_of(request: WorkerRequest, one: MatterFrame, chosen: uuid.UUID) -> Speaker:
    if chosen == request.actor.id:
        return Speaker(worker_id=chosen)
    if any(p.id == chosen for p in one.people):
        return Speaker(person_id=chosen)
    return Speaker(member_id=chosen)
