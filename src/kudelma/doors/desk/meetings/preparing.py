"""Preparing with the family and with those who are called: stages 1 and 2."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import MeetingRole
from kudelma.doors.desk.meetings.around import at_meeting, groups, meeting_of, moment, which
from kudelma.doors.desk.meetings.forms import Call, Confirm, LeaveOut, Prepare, PrepareInvitee, Roles
from kudelma.doors.desk.meetings.pages import AHEAD, form_page
from kudelma.doors.desk.meetings.words import GROUNDS
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.queries import MeetingPage, ParticipantLine, frame, may_come
from kudelma.rooms.refused import Hidden, Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals


@page(_("Prepare with the child and the family"), methods=("GET", "POST"))
def prepare_meeting(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    form = paper(request, Prepare, initial=_prepared(one))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.prepare(
                by=request.actor,
                meeting_id=one.id,
                version=facts["version"],
                what_is_told=facts["what_is_told"],
                told_by=facts["told_by"],
                not_told=facts["not_told"],
                place=facts["place"],
                place_suits=facts["place_suits"],
                remote_link=facts["remote_link"],
                starts_at=moment(facts["day"], facts["starts"]),
                ends_at=moment(facts["day"], facts["ends"]),
                prepared_with_family_on=facts["prepared_with_family_on"],
            )
            return done(request, "meeting", matter_id, one.id, said=_("Saved. You can go on with it at any time."))
    return show(request, "desk/meetings/prepare.html", **at_meeting(one, form=form))


def _prepared(one: MeetingPage) -> dict[str, Any]:
    starts = localtime(one.starts_at) if one.starts_at else None
    ends = localtime(one.ends_at) if one.ends_at else None
    return {
        "version": one.version,
        "what_is_told": one.what_is_told,
        "told_by": one.told_by,
        "not_told": one.not_told,
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "place": one.place,
        "remote_link": one.remote_link,
        "place_suits": one.place_suits,
        "prepared_with_family_on": one.prepared_with_family_on,
    }


@page(_("Who is called"), methods=("GET", "POST"))
def meeting_people(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Who is called to the meeting, on which ground, and how each has been prepared; more may be called."""
    one = meeting_of(request, matter_id, meeting_id)
    able = may_come(frame(request.actor, matter_id))
    here = {key for p in one.participants for key in (p.person_id, p.member_id, p.worker_id) if key}
    form = paper(request, Call, offered=groups(able, without=here))
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused), transaction.atomic():
            for chosen in form.cleaned_data["who"]:
                actions.add_participant(by=request.actor, meeting_id=one.id, **which(able, chosen))
            return done(request, "meeting_people", matter_id, one.id, said=_("Called. Nothing has been sent yet."))
    return show(
        request,
        "desk/meetings/people.html",
        **at_meeting(
            one,
            form=form,
            barred=able.barred,
            rows=[(p, GROUNDS[p.because]) for p in one.participants],
            ahead=one.state in AHEAD,
        ),
    )


def participant_of(one: MeetingPage, participant_id: uuid.UUID) -> ParticipantLine:
    """Return someone called to this meeting. Raises `Hidden` for anyone else."""
    for line in (*one.participants, *one.taken_back):
        if line.id == participant_id:
            return line
    raise Hidden("participant.read", "other_meeting", object_id=participant_id)


@page(_("Prepare one who is called"), methods=("GET", "POST"))
def participant(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id)
    who = participant_of(one, participant_id)
    start = {
        "version": who.version,
        "prepared_on": who.prepared_on,
        "childs_support": who.role == MeetingRole.CHILDS_SUPPORT,
        "without_permission_reason": who.without_permission_reason,
    }
    form = paper(request, PrepareInvitee, member=who.member_id is not None, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.prepare_invitee(
                by=request.actor,
                participant_id=who.id,
                version=facts["version"],
                prepared_on=facts["prepared_on"],
                childs_support=facts["childs_support"],
                without_permission_reason=facts.get("without_permission_reason", ""),
            )
            return done(request, "meeting_people", matter_id, one.id, said=_("Saved."))
    return show(
        request,
        "desk/meetings/participant.html",
        **at_meeting(one, form=form, who=who, ground=GROUNDS[who.because], ahead=one.state in AHEAD),
    )


@page(_("Take off the meeting"), methods=("GET", "POST"))
def remove_participant(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    who = participant_of(one, participant_id)
    form = paper(request, Confirm, initial={"version": who.version})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.remove_participant(by=request.actor, participant_id=who.id, version=form.cleaned_data["version"])
            return done(request, "meeting_people", matter_id, one.id, said=_("Taken off the meeting."))
    return show(request, "desk/meetings/remove.html", **at_meeting(one, form=form, who=who))


@page(_("Who chairs and who records"), methods=("GET", "POST"))
def meeting_roles(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    able = [(p.id, p.name) for p in one.participants if p.person_id is None]
    held = {p.role: p.id for p in one.participants}
    start = {
        "version": one.version,
        "chair": held.get(MeetingRole.CHAIR, ""),
        "recorder": held.get(MeetingRole.RECORDER, ""),
    }
    form = paper(request, Roles, offered=able, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.set_roles(
                by=request.actor,
                meeting_id=one.id,
                version=facts["version"],
                chair_id=facts["chair"],
                recorder_id=facts["recorder"],
            )
            return done(request, "meeting_people", matter_id, one.id, said=_("The roles are agreed."))
    return form_page(request, one, form=form, submit=_("Save"), back="meeting_people")


@page(_("The one who notified is not asked"), methods=("GET", "POST"))
def leave_out_notifier(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, member_id: uuid.UUID
) -> HttpResponse:
    """The one who notified is asked to the first meeting; leaving them out wants its reason (P1)."""
    one = meeting_of(request, matter_id, meeting_id)
    form = paper(request, LeaveOut)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.leave_out(
                by=request.actor,
                meeting_id=one.id,
                member_id=member_id,
                reason=facts["reason"],
                words=facts["words"],
            )
            return done(request, "meeting_people", matter_id, one.id, said=_("The reason is kept."))
    name = next((n.name for n in one.notifiers if n.id == member_id), "")
    if not name:
        raise Hidden("notifier.leave_out", "not_proposed", object_id=member_id)
    return form_page(request, one, form=form, submit=_("Save the reason"), back="meeting_people", about=name)
