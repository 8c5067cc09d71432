import uuid
from datetime import date, timedelta

import pytest

from kudelma.core.codes import Channel, Conclusion, FeedbackLevel, MatterState, Nature, TaskKind
from kudelma.core.deadlines.assessment import Basis, Standing
from kudelma.rooms.casework import actions
from kudelma.rooms.casework.models import Assessment, Clientship, DateChange, Matter, Responsibility, Task
from kudelma.rooms.casework.queries import assessment_page, matter_page
from kudelma.rooms.refused import Refused
from people import NOW, TODAY, AinosFamily, Town, ainos_family, opened, town

pytestmark = pytest.mark.django_db

PARTS = {
    name: f"{name}."
    for name in (
        "situation",
        "needs",
        "clientship_view",
        "own_worker_client",
        "own_worker_professional",
        "explained_how",
        "ground",
        "child_opinion_how",
        "child_opinion",
    )
}


@pytest.fixture
def here() -> Town:
    return town()


@pytest.fixture
def family(here: Town) -> AinosFamily:
    return ainos_family(here)


@pytest.fixture
def assessment(here: Town, family: AinosFamily) -> Assessment:
    return opened(here, family)[1]


def written(here: Town, assessment: Assessment, **changes: str) -> Assessment:
    by = here.at(here.sanna)
    if not Assessment.objects.get(pk=assessment.pk).started_on:
        actions.start(by=by, assessment_id=assessment.id, started_on=TODAY)
    version = Assessment.objects.get(pk=assessment.pk).version
    return actions.write_assessment(
        by=by,
        assessment_id=assessment.id,
        version=version,
        texts=PARTS | changes,
        nature=Nature.RECURRING,
        conclusion=Conclusion.SOCIAL_SERVICES,
    )


def code_of(act: object, **facts: object) -> str:
    with pytest.raises(Refused) as why:
        act(**facts)  # type: ignore[operator]  # an action
    return why.value.code


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY + timedelta(days=1), "in_future"), (TODAY - timedelta(days=1), "before_initiation")]
)
def test_beginning_outside_its_time_is_refused(here: Town, assessment: Assessment, day: date, code: str) -> None:
    assert code_of(actions.start, by=here.at(here.sanna), assessment_id=assessment.id, started_on=day) == code


def test_changed_date_keeps_its_history(here: Town, assessment: Assessment) -> None:
    by, earlier = here.at(here.sanna), TODAY - timedelta(days=3)
    no_reason = code_of(actions.change_initiation, by=by, assessment_id=assessment.id, initiated_on=earlier, reason="")
    actions.change_initiation(by=by, assessment_id=assessment.id, initiated_on=earlier, reason="The letter lay.")
    change = DateChange.objects.get()
    page = assessment_page(by, assessment.id)
    assert (no_reason, change.was, change.became, change.reason, page.clocks[0].initiated_on) == (
        "reason_needed",
        TODAY,
        earlier,
        "The letter lay.",
        earlier,
    )


def test_two_writers_never_overwrite_silently(here: Town, assessment: Assessment) -> None:
    first = assessment.version
    facts = {"assessment_id": assessment.id, "version": first, "texts": {"plan": "Sanna's"}}
    actions.write_assessment(by=here.at(here.sanna), **facts)
    code = code_of(actions.write_assessment, by=here.at(here.omar), **facts | {"texts": {"plan": "Omar's"}})
    assert (code, Assessment.objects.get().plan) == ("changed_meanwhile", "Sanna's")


@pytest.mark.parametrize("left_out", sorted(PARTS))
def test_every_compulsory_part_is_asked_for(here: Town, assessment: Assessment, left_out: str) -> None:
    ready = written(here, assessment, **{left_out: "  "})
    by = here.at(here.sanna)
    with pytest.raises(Refused) as why:
        actions.approve(by=by, assessment_id=assessment.id, version=ready.version)
    assert (why.value.code, why.value.facts["parts"]) == ("parts_missing", [left_out])


def test_childs_opinion_may_be_missing_with_a_reason(here: Town, assessment: Assessment) -> None:
    ready = written(
        here, assessment, child_opinion="", child_opinion_how="", child_opinion_missing="A baby of two weeks."
    )
    done = actions.approve(by=here.at(here.sanna), assessment_id=assessment.id, version=ready.version)
    assert done.approved_on == TODAY


def test_counsellor_may_not_approve(here: Town, assessment: Assessment) -> None:
    ready = written(here, assessment)
    facts = {"assessment_id": assessment.id, "version": ready.version}
    assert code_of(actions.approve, by=here.at(here.omar), **facts) == "office_needed"


def test_approving_past_the_limit_wants_the_reason(here: Town, assessment: Assessment) -> None:
    ready = written(here, assessment)
    later = here.at(here.sanna, NOW + timedelta(days=100))
    facts = {"by": later, "assessment_id": assessment.id}
    code = code_of(actions.approve, **facts, version=ready.version)
    again = written(here, assessment, delay_reason="No interpreter was found.")
    done = actions.approve(**facts, version=again.version)
    clock = assessment_page(later, assessment.id).clocks[1]
    assert (code, done.approved_on, clock.standing) == ("delay_reason_needed", later.today, Standing.LATE)


def test_approved_assessment_is_not_written(here: Town, assessment: Assessment) -> None:
    ready = written(here, assessment)
    by = here.at(here.sanna)
    done = actions.approve(by=by, assessment_id=assessment.id, version=ready.version)
    facts = {"assessment_id": assessment.id, "version": done.version, "texts": {"plan": "x"}}
    assert code_of(actions.write_assessment, by=by, **facts) == "approved_already"


def approved(here: Town, assessment: Assessment) -> Matter:
    ready = written(here, assessment)
    actions.approve(by=here.at(here.sanna), assessment_id=assessment.id, version=ready.version)
    return Matter.objects.get()


def test_after_approval_work_goes_on_and_feedback_is_due_in_a_week(here: Town, assessment: Assessment) -> None:
    matter = approved(here, assessment)
    task = Task.objects.get(kind=TaskKind.FEEDBACK_TO_REFERRER)
    assert (matter.state, task.due_on) == (MatterState.WORK, TODAY + timedelta(days=7))


def feedback(here: Town, level: FeedbackLevel) -> dict[str, object]:
    task = Task.objects.get(kind=TaskKind.FEEDBACK_TO_REFERRER)
    by = here.at(here.sanna)
    return {"by": by, "task_id": task.id, "level": level, "channel": Channel.PHONE, "given_on": TODAY, "note": ""}


def test_one_who_notified_hears_no_end_before_it(here: Town, assessment: Assessment) -> None:
    assert code_of(actions.give_feedback, **feedback(here, FeedbackLevel.FINISHED)) == "assessment_not_finished"


def test_conclusions_want_permission(here: Town, assessment: Assessment) -> None:
    approved(here, assessment)
    assert code_of(actions.give_feedback, **feedback(here, FeedbackLevel.CONCLUSIONS)) == "permission_needed"


def test_matter_does_not_close_before_the_referrer_has_heard(here: Town, assessment: Assessment) -> None:
    matter = approved(here, assessment)
    by = here.at(here.sanna)
    facts = {"by": by, "matter_id": matter.id, "version": matter.version, "reason": "Steps taken."}
    before = code_of(actions.close, **facts)
    actions.give_feedback(**feedback(here, FeedbackLevel.FINISHED))
    closed = actions.close(**facts)
    assert (before, closed.state, closed.closed_on) == ("feedback_first", MatterState.CLOSED, TODAY)


def test_clientship_tells_child_and_guardian_or_says_why(
    here: Town, family: AinosFamily, assessment: Assessment
) -> None:
    facts = {
        "by": here.at(here.sanna),
        "key": uuid.uuid4(),
        "matter_id": assessment.matter_id,
        "child_id": family.aino,
        "started_on": TODAY,
        "ground": "LSL 27 §",
        "informed_guardian_on": TODAY,
        "informed_child_on": None,
    }
    code = code_of(actions.start_clientship, **facts)
    actions.start_clientship(**facts, not_informed_reason="Told together tomorrow.")
    actions.start_clientship(**facts, not_informed_reason="Told together tomorrow.")  # a double click
    assert (code, Clientship.objects.count()) == ("reason_needed", 1)


def test_thirty_first_child_wants_a_reason(
    here: Town, family: AinosFamily, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kudelma.rooms.casework.actions.clientships.caseload", lambda _worker: 30)
    facts = {
        "by": here.at(here.sanna),
        "key": uuid.uuid4(),
        "matter_id": assessment.matter_id,
        "child_id": family.aino,
        "started_on": TODAY,
        "ground": "LSL 27 §",
        "informed_guardian_on": TODAY,
        "informed_child_on": TODAY,
    }
    code = code_of(actions.start_clientship, **facts)
    made = actions.start_clientship(**facts, over_cap_reason="The leader knows; a colleague comes in a week.")
    assert (code, made.over_cap_reason != "") == ("over_cap", True)


def test_hand_over_takes_open_tasks_along_and_keeps_the_history(here: Town, assessment: Assessment) -> None:
    matter = Matter.objects.get()
    by = here.at(here.sanna)
    actions.hand_over(
        by=by,
        matter_id=matter.id,
        version=matter.version,
        to_id=here.omar.id,
        pair_id=here.sanna.id,
        reason="Sanna goes on leave.",
        told_family_on=TODAY,
    )
    rows = Responsibility.objects.filter(matter=matter)
    assert (
        matter_page(by, matter.id).responsible,
        set(Task.objects.values_list("who__name", flat=True)),
        set(rows.filter(valid_to=TODAY).values_list("worker__name", flat=True)),
        set(rows.filter(valid_to=None).values_list("worker__name", flat=True)),
    ) == ("Omar Hassan", {"Omar Hassan"}, {"Sanna Laine"}, {"Omar Hassan"})


def test_matter_goes_to_nobody_of_another_team(here: Town, assessment: Assessment) -> None:
    matter = Matter.objects.get()
    facts = {"matter_id": matter.id, "version": matter.version, "to_id": here.mirja.id, "pair_id": None}
    code = code_of(actions.hand_over, by=here.at(here.sanna), **facts, reason="x", told_family_on=None)
    assert code == "worker_of_another_team"


@pytest.mark.parametrize(
    ("basis", "clocks"),
    [(Basis.CHILD_PROTECTION, 2), (Basis.SPECIAL_SUPPORT, 2), (Basis.DISABILITY, 1), (Basis.GENERAL, 0)],
)
def test_each_basis_has_its_own_clocks(here: Town, family: AinosFamily, basis: Basis, clocks: int) -> None:
    made = opened(here, family, basis=basis)[1]
    assert len(assessment_page(here.at(here.sanna), made.id).clocks) == clocks
