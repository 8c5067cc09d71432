"""Invitations: sending them, the letter and the calendar file of each invitee, and what they answered."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kudelma.doors.desk.meetings.around import at_meeting, meeting_of
from kudelma.doors.desk.meetings.forms import Answered, Invite
from kudelma.doors.desk.meetings.pages import form_page
from kudelma.doors.desk.meetings.preparing import participant_of
from kudelma.doors.desk.meetings.words import GROUNDS
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.queries import Letter, check_called, letter
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import Paper, refusals
from kudelma.ui.refusals import sentence


@page(_("Send the invitations"), methods=("GET", "POST"))
def invite(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Send the invitations: every condition is asked again when they leave."""
    one = meeting_of(request, matter_id, meeting_id)
    able = [p for p in one.to_send if p.may_be_invited]
    start = {"version": one.version, "participants": [str(p.id) for p in able]}
    form = paper(request, Invite, offered=[(p.id, p.name) for p in able], initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.invite(
                by=request.actor,
                meeting_id=one.id,
                version=facts["version"],
                participant_ids=facts["participants"],
            )
            return done(
                request,
                "meeting_people",
                matter_id,
                one.id,
                said=_("Invited. Give each one their letter or calendar file."),
            )
    waiting = [(p, GROUNDS[p.because]) for p in one.to_send if not p.may_be_invited]
    return show(request, "desk/meetings/invite.html", **at_meeting(one, form=form, able=able, waiting=waiting))


@page(_("Answer to the invitation"), methods=("GET", "POST"))
def participant_reply(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    who = participant_of(one, participant_id)
    form = paper(request, Answered, initial={"version": who.version, "answer": who.reply})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.reply(
                by=request.actor,
                participant_id=who.id,
                version=form.cleaned_data["version"],
                answer=form.cleaned_data["answer"],
            )
            return done(request, "meeting_people", matter_id, one.id, said=_("The answer is kept."))
    return form_page(request, one, form=form, submit=_("Save"), back="meeting_people", about=who.name)


#: The languages a letter can be read in.
LETTERS = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter in one language, ready to print. It tells nothing of the family or of why they meet."""

    language: str
    title: str
    lines: tuple[str, ...]
    when: str
    where: str
    link: str
    closing: tuple[str, ...]
    signed: str


def sheet(told: Letter, language: str) -> Sheet:
    """Put an invitation into words in a language."""
    with translation.override(language):
        starts, ends = localtime(told.starts_at), localtime(told.ends_at)
        facts = {
            "day": date_format(starts, "l j.n.Y"),
            "starts": f"{starts.hour}.{starts.minute:02}",
            "ends": f"{ends.hour}.{ends.minute:02}",
        }
        when = gettext("%(day)s at %(starts)s–%(ends)s") % facts
        if told.cancelled:
            return Sheet(
                language,
                gettext("The meeting is cancelled"),
                (gettext("Hello %(name)s,") % {"name": told.name}, gettext("This meeting will not be held:")),
                when,
                "",
                "",
                (gettext("You need not do anything. I will tell you if a new time is agreed."),),
                told.convener,
            )
        where = told.place or (gettext("I will tell you the place myself.") if told.place_hidden else "")
        opening = (
            gettext("The time or the place has changed:")
            if told.changed
            else gettext("You are warmly invited to a meeting.")
        )
        return Sheet(
            language,
            gettext("Invitation to a meeting"),
            (gettext("Hello %(name)s,") % {"name": told.name}, opening),
            when[:1].upper() + when[1:],
            where,
            told.remote_link,
            (
                gettext("In the meeting everyone is heard. You may ask me anything beforehand."),
                gettext("Please tell me whether you are coming, or if you need an interpreter or other help."),
                gettext("This letter is only for you."),
            ),
            told.convener,
        )


@page(_("Invitation"))
def invitation(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    """One invitee's letter, in their language, with nothing else on the paper."""
    check_called(request.actor, participant_id, meeting_id=meeting_id, matter_id=matter_id)
    try:
        told = letter(request.actor, participant_id)
    except Refused as why:
        return _refused(request, matter_id, meeting_id, why)
    asked = request.GET.get("in", "")
    language = asked if asked in LETTERS else told.language
    back = resolve_url("meeting_people", matter_id, meeting_id)
    file = resolve_url("invitation_calendar", matter_id, meeting_id, participant_id)
    return show(
        request, "desk/meetings/letter.html", sheet=sheet(told, language), tongues=LETTERS, back=back, file=file
    )


@page(_("Calendar file"))
def invitation_calendar(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    check_called(request.actor, participant_id, meeting_id=meeting_id, matter_id=matter_id)
    try:
        name, content = actions.take_calendar_file(by=request.actor, participant_id=participant_id)
    except Refused as why:
        return _refused(request, matter_id, meeting_id, why)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _refused(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, why: Refused) -> HttpResponse:
    """Say why nothing is given out, on a page of the meeting."""
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    form = Paper({})
    form.is_valid()
    form.refuse(why)
    return show(request, "desk/meetings/refused.html", **at_meeting(one, form=form, why=sentence(why.code, why.facts)))
