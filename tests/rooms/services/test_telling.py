import uuid
from datetime import date, timedelta

import pytest

from kudelma.core.codes import Going, Helped, OwnService, Precision, ServiceClass, StatementKind
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.casework.models import Assessment, Matter
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.services.actions import correct_service, remark, remove_service
from kudelma.rooms.services.models import Service, Telling
from kudelma.rooms.services.queries import own_line, service_line, service_map, tellings
from kudelma.rooms.trail.models import Entry
from kudelma.rooms.voice.actions import Shown, Speaker
from kudelma.rooms.voice.models import Statement
from kudelma.rooms.voice.queries import newest_words, statements
from meeting_scene import Scene
from people import TODAY, ainos_family
from rooms.services.tellings import tell, told, view


def day(on: date) -> RoughDate:
    return RoughDate(on, Precision.DAY)


def correct(scene: Scene, service: Service, *, version: int = 1, reason: str = "", **changes: object) -> Service:
    return correct_service(
        by=scene.by,
        service_id=service.pk,
        matter_id=scene.matter.pk,
        version=version,
        told=told(scene, **changes),
        called="perheneuvola",
        reason=reason,
    )


def test_a_telling_is_made_of_the_words_of_the_one_who_told_it(scene: Scene) -> None:
    service = tell(scene)

    said = Telling.objects.get(service=service).statement
    assert (said.words, said.kind, said.by_person_id, said.to_family, said.to_team) == (
        "Siellä kuunneltiin.",
        StatementKind.VIEW,
        scene.family.mother,
        False,
        True,
    )
    assert [p.pk for p in said.about.all()] == [scene.family.aino]
    assert Entry.objects.get(act="service.told").persons == [scene.family.aino]


def test_a_service_without_words_is_named_and_not_among_the_words(scene: Scene) -> None:
    tell(scene, view=view(scene, words=" "), name="Neuvolan Tuija")
    tell(scene, view=view(scene, words=""))

    assert {s.words for s in Statement.objects.filter(kind=StatementKind.SERVICE)} == {"Neuvolan Tuija", "perheneuvola"}
    assert [s.words for s in statements(scene.by, matter_id=scene.matter.pk)] == []
    assert [s.view.words for s in service_map(scene.by, scene.matter.pk).services] == ["", ""]


def test_words_of_a_service_are_among_the_words_but_not_the_newest_of_today(scene: Scene) -> None:
    tell(scene)

    assert [s.words for s in statements(scene.by, matter_id=scene.matter.pk)] == ["Siellä kuunneltiin."]
    assert newest_words(scene.by, most=3) == []


def test_telling_twice_with_one_key_tells_once(scene: Scene) -> None:
    key = uuid.uuid4()

    assert tell(scene, key=key) == tell(scene, key=key)
    assert (Service.objects.count(), Telling.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"first": day(TODAY + timedelta(days=1))}, ("in_future", "first")),
        ({"going": Going.ENDED, "last": day(TODAY + timedelta(days=1))}, ("in_future", "last")),
        ({"going": Going.ENDED, "last": RoughDate(date(2023, 1, 1), Precision.YEAR)}, ("ends_before_start", "last")),
        ({"going": Going.GOES_ON, "last": day(TODAY)}, ("end_of_what_goes_on", "last")),
        ({"going": Going.UNKNOWN, "last": day(TODAY)}, ("end_of_what_goes_on", "last")),
    ],
)
def test_tell_refuses(scene: Scene, changes: dict[str, object], answer: tuple[str, str]) -> None:
    with pytest.raises(Refused) as why:
        tell(scene, **changes)

    assert (why.value.code, why.value.field) == answer
    assert (Service.objects.count(), Statement.objects.count()) == (0, 0)


def test_a_year_that_has_begun_and_an_end_in_the_year_of_the_beginning_are_taken(scene: Scene) -> None:
    this_year = RoughDate(TODAY.replace(month=1, day=1), Precision.YEAR)
    service = tell(scene, first=this_year, going=Going.ENDED, last=this_year)

    line = service_line(scene.by, service.pk, matter_id=scene.matter.pk)
    assert (line.first, line.last) == (this_year, this_year)


def test_a_closed_matter_takes_no_new_service_but_lets_one_be_corrected(scene: Scene) -> None:
    service = tell(scene)
    Matter.objects.filter(pk=scene.matter.pk).update(closed_on=TODAY)

    with pytest.raises(Refused, match="map_closed"):
        tell(scene)
    assert correct(scene, service, name="Kaisa").version == 2


def test_a_correction_keeps_the_earlier_telling_with_who_and_when(scene: Scene) -> None:
    service = tell(scene)
    correct(scene, service, first=RoughDate(date(2023, 8, 1), Precision.MONTH), reason="Muisteltiin yhdessä.")

    found = tellings(scene.by, service.pk, matter_id=scene.matter.pk)
    assert [(t.number, t.first.day, t.reason, t.told_to) for t in found] == [
        (2, date(2023, 8, 1), "Muisteltiin yhdessä.", "Sanna Laine"),
        (1, date(2024, 1, 1), "", "Sanna Laine"),
    ]
    first, second = Telling.objects.order_by("number")
    assert (first.statement.replaced_by, second.statement.replaced_by) == (second.statement, None)
    assert [line.number for line in service_map(scene.by, scene.matter.pk).services] == [2]


def test_the_same_correction_sent_again_makes_no_second_one(scene: Scene) -> None:
    service = tell(scene)
    correct(scene, service, view=view(scene, helped=Helped.HELPED))
    correct(scene, service, view=view(scene, helped=Helped.HELPED))

    assert Telling.objects.count() == 2


def test_two_who_correct_the_same_are_told_of_each_other(scene: Scene) -> None:
    service = tell(scene)
    correct(scene, service, name="Kaisa")

    with pytest.raises(Refused, match="changed_meanwhile"):
        correct(scene, service, name="Liisa")
    with pytest.raises(Refused, match="changed_meanwhile"):
        remove_service(by=scene.by, service_id=service.pk, matter_id=scene.matter.pk, version=1, reason="Turha.")
    assert service_line(scene.by, service.pk, matter_id=scene.matter.pk).name == "Kaisa"


def test_what_is_taken_off_leaves_the_map_and_stays_in_the_history(scene: Scene) -> None:
    service = tell(scene)
    with pytest.raises(Refused, match="reason_needed"):
        remove_service(by=scene.by, service_id=service.pk, matter_id=scene.matter.pk, version=1, reason=" ")
    remove_service(by=scene.by, service_id=service.pk, matter_id=scene.matter.pk, version=1, reason="Väärä perhe.")

    found = service_map(scene.by, scene.matter.pk)
    assert found.services == ()
    assert [(r.kind, r.because, r.by) for r in found.removed] == [
        (ServiceClass.FAMILY_COUNSELLING, "Väärä perhe.", "Sanna Laine")
    ]
    assert Telling.objects.filter(service=service).count() == 1
    assert statements(scene.by, matter_id=scene.matter.pk) == []
    with pytest.raises(Hidden):
        correct(scene, service, version=2)


def test_what_kudelma_knows_is_on_the_map_and_can_be_remarked_but_not_changed(scene: Scene) -> None:
    one = Assessment.objects.get(matter=scene.matter)
    known = service_map(scene.by, scene.matter.pk).own
    assert [(o.own, o.id, o.first, o.last, o.version) for o in known] == [
        (OwnService.ASSESSMENT, one.pk, one.initiated_on, None, 0)
    ]

    facts = {"by": scene.by, "matter_id": scene.matter.pk, "thing_id": one.pk, "called": "arviointi"}
    made = remark(version=0, view=view(scene, words="Pelotti ensin."), hidden=False, **facts)
    remark(version=0, view=view(scene, words="Pelotti ensin."), hidden=False, **facts)  # sent again
    with pytest.raises(Refused, match="changed_meanwhile"):
        remark(version=0, view=view(scene, words="Toinen."), hidden=True, **facts)
    remark(version=1, view=view(scene, words="Pelotti ensin."), hidden=True, **facts)

    line = own_line(scene.by, one.pk, matter_id=scene.matter.pk)
    assert line.view
    assert (line.view.words, line.hidden, line.version, Telling.objects.count()) == ("Pelotti ensin.", True, 2, 2)
    with pytest.raises(Hidden):
        correct(scene, made, version=2)
    with pytest.raises(Hidden):
        remove_service(by=scene.by, service_id=made.pk, matter_id=scene.matter.pk, version=2, reason="Pois.")


def test_another_unit_and_another_matter_are_answered_as_unknown(scene: Scene) -> None:
    service = tell(scene)
    other = ainos_family(scene.town)
    matter = Matter.objects.create(family_id=other.family_id, responsible=scene.town.sanna, opened_on=TODAY)
    mirja = scene.town.at(scene.town.mirja)

    for by, where in ((mirja, scene.matter.pk), (scene.by, matter.pk)):
        with pytest.raises(Hidden):
            service_line(by, service.pk, matter_id=where)
        with pytest.raises(Hidden):
            remove_service(by=by, service_id=service.pk, matter_id=where, version=1, reason="x")
    with pytest.raises(Hidden):
        service_map(mirja, scene.matter.pk)
    with pytest.raises(Hidden):
        own_line(scene.by, Assessment.objects.get(matter=scene.matter).pk, matter_id=matter.pk)
    with pytest.raises(Hidden):
        tell(scene, about=frozenset({other.aino}))
    with pytest.raises(Hidden):
        tell(scene, view=view(scene, speaker=Speaker(person_id=other.mother)))
    with pytest.raises(Hidden):
        tell(scene, view=view(scene, shown=Shown(persons=frozenset({other.mother}))))
    assert Service.objects.count() == 1


def test_told_of_the_whole_family_concerns_each_of_them(scene: Scene) -> None:
    tell(scene, about=frozenset())

    line = service_map(scene.by, scene.matter.pk).services[0]
    said = Statement.objects.get()
    assert (line.whole_family, line.about, said.about.count()) == (True, (), 3)
