import uuid

from django.db import models
from django.db.models import Q

from kudelma.core.codes import LeftOutReason, MeetingRole, MeetingState, MeetingStructure, Reply, Retention, Yes
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import NetworkMember, Person
from kudelma.rooms.sealed.fields import SealedText, identifying


def _text(purpose: str) -> SealedText:
    return SealedText(purpose=purpose, keep=Retention.FAMILIES)


class NetworkMeeting(models.Model):
    """A meeting of the family and the people who know the child (verkostotapaaminen), mission.md K1–K5."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="meetings")
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in MeetingState], default=MeetingState.PREPARING
    )
    begun_at = models.DateTimeField()
    convener = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="convened")  # always exactly one
    need = _text("why several people are called together")
    question = _text("the core question in the family's words")
    question_whose = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    structure = models.CharField(max_length=10, choices=[(s.value, s.value) for s in MeetingStructure])
    what_is_told = _text("what is told, limited to what is needed")
    not_told = _text("what the family does not want spoken of")
    told_by = identifying(
        models.CharField(max_length=120, blank=True), purpose="who tells it in the meeting", keep=Retention.FAMILIES
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = _text("where the meeting is")
    place_suits = models.BooleanField(default=False)  # the family finds it suitable and safe
    remote_link = _text("the meeting room outside Kudelma")
    prepared_with_family_on = models.DateField(null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    held_on = models.DateField(null=True, blank=True)
    next_question = _text("the question the process goes on with")
    cancelled_reason = _text("why the meeting was cancelled")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["matter", "-starts_at"], name="meetings_by_matter")]


class Participant(models.Model):
    """Someone a meeting is for: a family member, a person of the network, or a worker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(NetworkMeeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(
        max_length=14, choices=[(r.value, r.value) for r in MeetingRole], default=MeetingRole.PARTICIPANT
    )
    without_permission_reason = _text("legal ground when someone is invited without the family's permission")
    prepared_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(null=True, blank=True)  # of the invitation they were last given
    reply = models.CharField(max_length=4, choices=[(r.value, r.value) for r in Reply], default=Reply.NONE)
    came = models.BooleanField(null=True, blank=True)
    absence_reason = _text("why someone did not come")
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # invited, then taken back
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, member__isnull=True, worker__isnull=True)
                    | Q(person__isnull=True, member__isnull=False, worker__isnull=True)
                    | Q(person__isnull=True, member__isnull=True, worker__isnull=False)
                ),
                name="a_participant_is_one",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person", "member", "worker"], nulls_distinct=False, name="takes_part_once"
            ),
        ]


class LeftOut(models.Model):
    """The one who notified is asked to the first meeting; when not, it is said why (mission.md P1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(NetworkMeeting, on_delete=models.CASCADE, related_name="left_out")
    member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in LeftOutReason])
    words = _text("why the one who notified is not invited")
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="left_out_once")]


class Evaluation(models.Model):
    """Each participant's own view of the meeting, four scales of 0–10 and words (practice.md 6.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="evaluation")
    heard = models.PositiveSmallIntegerField(null=True, blank=True)
    mattered = models.PositiveSmallIntegerField(null=True, blank=True)
    know_next = models.PositiveSmallIntegerField(null=True, blank=True)
    safe = models.PositiveSmallIntegerField(null=True, blank=True)
    strengthened = models.PositiveSmallIntegerField(null=True, blank=True)
    words = _text("the participant's own words on the meeting")
    given_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)


class FollowUp(models.Model):
    """The follow-up form of a meeting that was held (seurantalomake, mission.md P3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(NetworkMeeting, on_delete=models.CASCADE, related_name="follow_up")
    timing_difficulty = models.PositiveSmallIntegerField()  # 0 easy – 3 hard
    constellation_obstacle = models.BooleanField(default=False)
    repetition_avoided = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    would_do_again = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    family_experience = _text("the family's experience in a line")
    child_experience = _text("the child's experience in a line")
    partner_experience = _text("the partner's experience in a line")
    worker_experience = _text("the worker's experience in a line")
    filled_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
