"""Why an act was refused, as a sentence that names the cure."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "in_future": _("Give a day that is today or earlier."),
    "ends_before_start": _("The end is before the beginning. Check both days."),
    "reason_needed": _("Write the reason."),
    "changed_meanwhile": _(
        "Someone else has saved changes after you opened this page. Your text is kept below; "
        "compare it with what is saved now and save again."
    ),
    "cover_is_same": _("Someone else must stand in. Choose another worker."),
    "cover_of_another_team": _("The one who stands in must be of the same team. Choose a team member."),
    "already_away": _("An absence is already recorded for these days. Cancel it first or choose other days."),
    "cover_away": _("The one who would stand in is away too. Choose another worker."),
    "born_in_future": _("The birth date is in the future. Give the right day."),
    "died_before_birth": _("The day of death is before the birth date. Check both days."),
    "name_before_last": _("The new name must begin after %(day)s, when the present one began."),
    "own_parent": _("Nobody is their own parent. Choose another person."),
    "parent_younger": _("The parent is not older than the child. Check the birth dates or the kind of the tie."),
    "own_ancestor": _("This would make someone their own ancestor. Check who is the parent and who the child."),
    "couple_is_two": _("Choose two different people."),
    "own_custodian": _("A child cannot be their own custodian. Choose another person."),
    "hetu_format": _("The identity code is not in the right form. Write it like 010594Y9032."),
    "hetu_date": _("The identity code holds a date that does not exist. Check the first six digits."),
    "hetu_future": _("The identity code holds a date in the future. Check the separator."),
    "hetu_number": _("The individual number of the identity code is not in use. Check the last part."),
    "hetu_check": _("The last character does not match the rest of the identity code. Check each digit."),
    "hetu_taken": _("Another person here already has this identity code. Check whose it is."),
    "no_identity_code": _("No identity code has been recorded."),
    "answered_before_asked": _("The answer is before the question. Check both days."),
    "scope_needed": _("Write what may be told and what not."),
    "not_given": _("There is no permission in force to withdraw."),
    "choose_from_list": _("Choose one from the list."),
    "choose_child": _("Choose at least one child whom this is about."),
    "already_decided": _("This has already been decided. Open the page again to see the decision."),
    "urgency_first": _("Judge the urgency first: it is done at once (SHL 36 §, LSL 26 §)."),
    "family_first": _("Say first which family and which children this is about."),
    "assessment_open_already": _(
        "An assessment is already open for the same child. Link this to it: the first clock is kept."
    ),
    "nothing_open": _("The family has no open matter to link to. Open an assessment instead."),
    "office_needed": _(
        "A social worker in a public office must do this (SHL 36.5 §). Choose a social worker, or hand over."
    ),
    "worker_of_another_team": _("Choose someone of the team that shares the family."),
    "approved_already": _("The assessment has been approved and is no longer changed."),
    "started_already": _("The assessment began on %(day)s. A beginning is recorded once."),
    "before_initiation": _("The day is before the matter became pending on %(day)s."),
    "after_start": _("The assessment had already begun on %(day)s. Give an earlier day."),
    "parts_missing": _("The summary is not complete. Fill in the parts named below before approving."),
    "delay_reason_needed": _("The limit was %(day)s. Write why the assessment was delayed."),
    "over_cap": _("This would be child number %(load)s; the law allows %(cap)s (LSL 13 b §). Write the reason."),
    "clientship_open_already": _("The child already has an open clientship."),
    "feedback_first": _("The one who notified has not been told yet. Record the feedback first."),
    "no_referrer": _("This task has no one to give feedback to."),
    "permission_needed": _("Conclusions may be told only when the family has given permission. Ask, or tell less."),
    "assessment_not_finished": _("An assessment is still open. Approve it first, or choose what can be told now."),
    "clientship_open": _("A child protection clientship is still open. End it first."),
    "pair_is_same": _("The working pair must be someone else."),
    "words_needed": _("Write down what was said."),
    "file_has_no_people": _("There are no people in the file. Choose another file."),
    "file_too_many_people": _(
        "There are %(people)s people in the file; %(most)s is the most. Choose a smaller branch."
    ),
    "file_unreadable": _("The file could not be read: %(why)s"),
    "question_needed": _("Write the question in the family's own words."),
    "time_needed": _("Give the day and the time of the meeting."),
    "time_passed": _("The time of the meeting has passed. Give a time to come."),
    "place_needed": _("Give a place or a remote link."),
    "prepare_first": _("Prepare the meeting with the family first: what is told, and by whom."),
    "nobody_invited": _("Choose at least one person to invite."),
    "no_permission": _("%(name)s: permission to invite has not been given. Ask first, or write the legal ground."),
    "contact_not_allowed": _("%(name)s may not be contacted. Change that first, or leave the person out."),
    "apart_only": _("These people are not invited to the same meeting. Make a meeting for each."),
    "chair_needed": _("Choose a chair and a recorder."),
    "meeting_not_held": _("The meeting has not been held yet."),
    "meeting_held": _("The meeting has already been held."),
    "meeting_cancelled": _("The meeting has been cancelled."),
    "scale_0_10": _("Give a number from 0 to 10, or leave it empty."),
    "who_needed": _("Choose who takes the step."),
    "due_in_past": _("Give a day to come."),
    "reference_needed": _("Give the reference in the official record and the day."),
    "matter_closed": _("The family's matter has been closed. A meeting or a step belongs to an open matter."),
    "next_begun_already": _("The next meeting has already been begun from this one. Go on with it."),
    "family_through_network": _(
        "%(name)s does not live with the child. Add them to the network first, so that permission is asked."
    ),
    "place_not_asked": _("Ask the family whether the place is suitable and safe for them, and tick it."),
    "notifier_unsettled": _("%(name)s notified, and is asked to the first meeting. Add them, or say why not."),
    "permission_ends": _(
        "%(name)s: the permission ends before the meeting. Ask for it to go on, or choose another day."
    ),
    "role_of_family": _(
        "The chair and the recorder are workers or people of the network, so that the family can take part."
    ),
    "convener_stays": _("The convener takes part. Choose another convener first."),
    "invite_first": _("No invitation has been sent to this meeting yet. Invite first."),
    "nobody_came": _("Tick those who came. If nobody came, cancel the meeting and say why."),
    "did_not_come": _("Only those who were there evaluate the meeting."),
    "nothing_given": _("Give at least one number, or write some words."),
    "learned_needed": _("Write what you learned together: it helps to choose the next step."),
    "not_invited": _("No invitation has been sent to this person yet."),
    "leader_needed": _("Only a leading social worker changes this list. Ask yours."),
    "leader_of_unit_needed": _("Only the leading social worker of this unit does this. Ask yours."),
    "actors_off": _("The tables are switched off. Switch them on first."),
    "nobody_suggested": _("Tick whom the group suggests, or write it in your own words."),
    "log_too_large": _("The file is larger than 200 MB. Bring it in with the command line."),
    "log_of_no_kind": _("The name of the file should end in .csv, .csv.gz, .parquet, .xes, .xes.gz, .json or .sqlite."),
    "log_unreadable": _(
        "This is no event log that can be read. "
        "Save it as CSV (UTF-8) with the names of its columns on the first line and try again."
    ),
    "too_few_to_take": _("Too few families are in it, or their number beside earlier looks would tell of a few."),
    "log_column_missing": _("Choose which column of the file this is."),
    "log_column_twice": _("The same column was chosen for two things. Choose each column once."),
    "log_without_events": _("No row could be read with these columns. Check which column is the time."),
    "map_closed": _("The family's matter has been closed. What is on the map can still be corrected."),
    "end_of_what_goes_on": _("An end is given. Choose that the service has ended, or leave the end empty."),
    "wrong_state": _("This can no longer be done: someone has moved it on. Open the page again."),
}


def sentence(code: str, facts: dict[str, Any]) -> str:
    """Return the sentence of a refusal with its facts. Raises KeyError for a code that has none."""
    shown = {
        name: f"{fact.day}.{fact.month}.{fact.year}" if hasattr(fact, "day") else fact for name, fact in facts.items()
    }
    return str(SENTENCES[code]) % shown
