import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from kudelma.core.codes import IntakeOutcome, MatterState, TaskKind, Urgency
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework import actions
from kudelma.rooms.casework.models import Arrival, Assessment, Matter, Task, UrgencyAssessment
from kudelma.rooms.casework.queries import arrival_page
from kudelma.rooms.people import actions as people
from kudelma.rooms.refused import Hidden, Refused
from people import NOW, TODAY, AinosFamily, Town, ainos_family, opened, told, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Town:
    return town()


@pytest.fixture
def family(here: Town) -> AinosFamily:
    return ainos_family(here)


def arrived(here: Town, **changes: object) -> Arrival:
    return actions.receive(by=here.at(here.sanna), key=uuid.uuid4(), team_id=here.team.id, told=told(here, **changes))


def judged(here: Town) -> Arrival:
    arrival = arrived(here)
    actions.judge_urgency(by=here.at(here.sanna), arrival_id=arrival.id, result=Urgency.NOT_URGENT, grounds="Safe.")
    return arrival


def attached(here: Town, family: AinosFamily) -> Arrival:
    arrival = judged(here)
    actions.attach_family(
        by=here.at(here.sanna), arrival_id=arrival.id, family_id=family.family_id, children=[family.aino]
    )
    return arrival


def refusal(act: object, *args: object, **facts: object) -> str:
    with pytest.raises(Refused) as why:
        act(*args, **facts)  # type: ignore[operator]  # an action
    return why.value.code


def test_arrival_is_initiated_on_the_finnish_day(here: Town) -> None:
    late = NOW.replace(hour=0, minute=30)
    assert arrived(here, received_at=late).initiated_on == TODAY


def test_arrival_sent_twice_is_one(here: Town) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        actions.receive(by=here.at(here.sanna), key=key, team_id=here.team.id, told=told(here))
    assert Arrival.objects.count() == 1


def test_arrival_in_the_future_is_refused(here: Town) -> None:
    facts = told(here, received_at=NOW + timedelta(minutes=1))
    by = here.at(here.sanna)
    assert refusal(actions.receive, by=by, key=uuid.uuid4(), team_id=here.team.id, told=facts) == "in_future"


def test_hidden_notifier_wants_a_reason(here: Town) -> None:
    facts = replace(told(here), hide_notifier=True)
    by = here.at(here.sanna)
    assert refusal(actions.receive, by=by, key=uuid.uuid4(), team_id=here.team.id, told=facts) == "reason_needed"


def test_arrival_of_a_foreign_team_is_unknown(here: Town) -> None:
    with pytest.raises(Hidden):
        actions.receive(by=here.at(here.sanna), key=uuid.uuid4(), team_id=here.other_team.id, told=told(here))


def test_nothing_goes_past_intake_before_urgency(here: Town, family: AinosFamily) -> None:
    arrival = arrived(here)
    by = here.at(here.sanna)
    codes = {
        refusal(actions.decide_not_needed, by=by, arrival_id=arrival.id, reason="x"),
        refusal(actions.link_to_open, by=by, arrival_id=arrival.id, reason="x"),
        refusal(
            actions.open_assessment,
            by=by,
            arrival_id=arrival.id,
            basis=Basis.CHILD_PROTECTION,
            responsible_id=here.sanna.id,
        ),
    }
    assert (codes, Matter.objects.count()) == ({"urgency_first"}, 0)


def test_urgency_is_judged_once(here: Town) -> None:
    arrival = judged(here)
    actions.judge_urgency(by=here.at(here.omar), arrival_id=arrival.id, result=Urgency.IMMEDIATE, grounds="Later.")
    row = UrgencyAssessment.objects.get()
    assert (row.result, row.judged_by_id) == (Urgency.NOT_URGENT, here.sanna.id)


def test_not_needed_is_a_reasoned_decision(here: Town) -> None:
    arrival = judged(here)
    by = here.at(here.sanna)
    assert refusal(actions.decide_not_needed, by=by, arrival_id=arrival.id, reason="  ") == "reason_needed"
    actions.decide_not_needed(by=by, arrival_id=arrival.id, reason="The family has help already.")
    page = arrival_page(by, arrival.id, language="fi")
    assert (page.outcome, page.outcome_reason, page.outcome_by) == (
        IntakeOutcome.NOT_NEEDED,
        "The family has help already.",
        "Sanna Laine",
    )


def test_decided_arrival_is_not_decided_again(here: Town) -> None:
    arrival = judged(here)
    by = here.at(here.sanna)
    actions.decide_not_needed(by=by, arrival_id=arrival.id, reason="x")
    assert refusal(actions.decide_not_needed, by=by, arrival_id=arrival.id, reason="y") == "already_decided"


def test_assessment_wants_a_family(here: Town) -> None:
    arrival = judged(here)
    code = refusal(
        actions.open_assessment,
        by=here.at(here.sanna),
        arrival_id=arrival.id,
        basis=Basis.CHILD_PROTECTION,
        responsible_id=here.sanna.id,
    )
    assert code == "family_first"


@pytest.mark.parametrize("basis", [Basis.CHILD_PROTECTION, Basis.SPECIAL_SUPPORT])
def test_counsellor_may_not_answer_for_special_support(here: Town, family: AinosFamily, basis: Basis) -> None:
    arrival = attached(here, family)
    code = refusal(
        actions.open_assessment,
        by=here.at(here.sanna),
        arrival_id=arrival.id,
        basis=basis,
        responsible_id=here.omar.id,
    )
    assert code == "office_needed"


def test_responsible_worker_is_of_the_familys_team(here: Town, family: AinosFamily) -> None:
    arrival = attached(here, family)
    code = refusal(
        actions.open_assessment,
        by=here.at(here.sanna),
        arrival_id=arrival.id,
        basis=Basis.GENERAL,
        responsible_id=here.mirja.id,
    )
    assert code == "worker_of_another_team"


def test_opening_makes_a_matter_a_clock_and_the_first_tasks(here: Town, family: AinosFamily) -> None:
    matter, assessment = opened(here, family)
    kinds = sorted(Task.objects.filter(matter=matter).values_list("kind", flat=True))
    assert (matter.state, assessment.initiated_on, kinds) == (
        MatterState.ASSESSMENT,
        TODAY,
        sorted([TaskKind.FEEDBACK_TO_REFERRER, TaskKind.INFORM_CHILD, TaskKind.INFORM_GUARDIAN, TaskKind.MEET_CHILD]),
    )


def test_siblings_have_one_clock_each_and_one_family(here: Town, family: AinosFamily) -> None:
    by = here.at(here.sanna)
    brother = people.add_person(
        by=by, key=uuid.uuid4(), family_id=family.family_id, given="Eino", family_name="Virtanen", born=TODAY
    )
    arrival = judged(here)
    actions.attach_family(by=by, arrival_id=arrival.id, family_id=family.family_id, children=[family.aino, brother.id])
    for _ in range(2):  # a double click
        actions.open_assessment(
            by=by, arrival_id=arrival.id, basis=Basis.CHILD_PROTECTION, responsible_id=here.sanna.id
        )
    assert (Matter.objects.count(), Assessment.objects.count()) == (1, 2)


def test_second_arrival_is_linked_and_the_clock_kept(here: Town, family: AinosFamily) -> None:
    matter, assessment = opened(here, family)
    arrival = attached(here, family)
    by = here.at(here.sanna)
    code = refusal(
        actions.open_assessment,
        by=by,
        arrival_id=arrival.id,
        basis=Basis.CHILD_PROTECTION,
        responsible_id=here.sanna.id,
    )
    linked = actions.link_to_open(by=by, arrival_id=arrival.id, reason="Same worry, told by the nurse.")
    kept = Assessment.objects.get()
    assert (code, linked.id, kept.initiated_on) == ("assessment_open_already", matter.id, assessment.initiated_on)


def test_foreign_child_cannot_be_attached(here: Town, family: AinosFamily) -> None:
    arrival = judged(here)
    with pytest.raises(Hidden):
        actions.attach_family(
            by=here.at(here.sanna), arrival_id=arrival.id, family_id=family.family_id, children=[uuid.uuid4()]
        )


def test_another_unit_sees_no_arrival(here: Town) -> None:
    arrival = arrived(here)
    with pytest.raises(Hidden):
        arrival_page(here.at(here.mirja), arrival.id, language="fi")
