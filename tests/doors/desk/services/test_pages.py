import uuid
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from kudelma.core.codes import Going, Helped
from kudelma.rooms.casework.models import Assessment
from kudelma.rooms.drafts.queries import typed_at
from kudelma.rooms.people.actions import mark_safety
from kudelma.rooms.services.models import Service, Telling
from kudelma.rooms.voice.actions import Shown
from kudelma.ui import clock
from meeting_scene import Scene, begun
from people import NOW, TODAY
from rooms.services.tellings import tell, view


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return begun()


@pytest.fixture
def desk(client: Client, scene: Scene) -> Client:
    client.force_login(scene.town.sanna)
    client.cookies["language"] = "en"
    return client


def at(scene: Scene, rest: str = "") -> str:
    return f"/families/{scene.matter.pk}/services/{rest}"


def typed(scene: Scene, **changes: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "key": str(uuid.uuid4()),
        "kind": "family_work",
        "name": "Liisan tiistait",
        "about": [str(scene.family.aino)],
        "first": "about 2023",
        "going": "ended",
        "last": "5/2024",
        "helped": "helped",
        "words": "Aamut alkoivat onnistua.",
        "speaker": str(scene.family.mother),
        "language": "fi",
        "shown": "concerned",
    }
    return facts | changes


def errors(response: object) -> dict[str, list[str]]:
    return {name: [str(one) for one in found] for name, found in response.context["form"].errors.items()}  # type: ignore[attr-defined]


def test_a_service_is_told_as_well_as_it_is_remembered(desk: Client, scene: Scene) -> None:
    facts = typed(scene)
    answer = desk.post(at(scene, "new/"), facts)
    again = desk.post(at(scene, "new/"), facts)

    page = desk.get(at(scene)).content.decode()
    assert (answer.status_code, again.status_code, Service.objects.count()) == (303, 303, 1)
    for words in ("Liisan tiistait", "about 2023–5/2024", "Aamut alkoivat onnistua.", "Aino Virtanen, Heidi Virtanen"):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"first": "spring"}, {"first": ["Give a day, a month or a year: 22.11.2026, 11/2026 or 2026."]}),
        ({"first": "13/2024"}, {"first": ["There are twelve months. Give the day in the form d.m.yyyy."]}),
        ({"last": "2020"}, {"last": ["The end is before the beginning. Check both days."]}),
        (
            {"going": "goes_on"},
            {"last": ["An end is given. Choose that the service has ended, or leave the end empty."]},
        ),
        ({"shown": "chosen"}, {"persons": ["Choose at least one person."]}),
        (
            {"about": []},
            {"shown": ["The whole family may live in two homes. Choose whether both see this, or choose the people."]},
        ),
        ({"about": [str(uuid.uuid4())]}, {"about": ["Choose from the list."], "shown": ["x"]}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    desk: Client, scene: Scene, changes: dict[str, object], faults: dict[str, list[str]]
) -> None:
    answer = desk.post(at(scene, "new/"), typed(scene, **changes))

    assert answer.status_code == 422
    assert errors(answer).keys() == faults.keys()
    assert {name: errors(answer)[name] for name in faults if faults[name] != ["x"]} == {
        name: said for name, said in faults.items() if said != ["x"]
    }
    assert "Liisan tiistait" in answer.content.decode()
    assert Service.objects.count() == 0


def test_a_correction_begins_with_what_was_told_and_shows_its_history(desk: Client, scene: Scene) -> None:
    service = tell(scene)
    form = desk.get(at(scene, f"{service.pk}/")).context["form"]
    assert (form.initial["shown"], form.initial["about"]) == ("concerned", [str(scene.family.aino)])

    answer = desk.post(at(scene, f"{service.pk}/"), typed(scene, version="1", reason="It was family work."))
    history = desk.get(at(scene, f"{service.pk}/history/")).content.decode()
    assert (answer.status_code, Telling.objects.count()) == (303, 2)
    for words in ("It was family work.", "Rannan perheneuvola", "Liisan tiistait", "Sanna Laine"):
        assert words in history
    assert f"/{service.pk}/history/" in desk.get(at(scene)).content.decode()


def test_two_who_correct_at_once_are_told_of_each_other(desk: Client, scene: Scene) -> None:
    service = tell(scene)
    desk.post(at(scene, f"{service.pk}/"), typed(scene, version="1"))
    answer = desk.post(at(scene, f"{service.pk}/"), typed(scene, version="1", name="Maijan torstait"))

    assert answer.status_code == 422
    assert "Someone else has saved changes" in errors(answer)["__all__"][0]
    assert "Maijan torstait" in answer.content.decode()


def test_what_was_typed_when_the_session_was_lost_waits_for_the_worker(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.get(at(scene, "new/"))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=3))
    lost = desk.post(at(scene, "new/"), typed(scene))

    assert (lost.status_code, Service.objects.count()) == (303, 0)
    kept = typed_at(worker_id=scene.town.sanna.pk, place=at(scene, "new/"))
    assert kept
    assert kept.fields["words"] == ["Aamut alkoivat onnistua."]


def test_taking_off_asks_for_the_reason(desk: Client, scene: Scene) -> None:
    service = tell(scene)
    silent = desk.post(at(scene, f"{service.pk}/remove/"), {"version": "1", "reason": ""})
    told = desk.post(at(scene, f"{service.pk}/remove/"), {"version": "1", "reason": "Told twice."})

    page = desk.get(at(scene)).content.decode()
    assert (silent.status_code, told.status_code, "Told twice." in page) == (422, 303, True)


def test_the_familys_view_of_the_assessment_is_kept_and_the_assessment_stays(desk: Client, scene: Scene) -> None:
    one = Assessment.objects.get(matter=scene.matter)
    facts = typed(scene, version="0", words="Pelotti ensin.", hidden="on")
    answer = desk.post(at(scene, f"known/{one.pk}/"), facts)

    page = desk.get(at(scene)).content.decode()
    assert (answer.status_code, "Pelotti ensin." in page, "not on the copies" in page) == (303, True, True)
    assert Assessment.objects.get(pk=one.pk).initiated_on == one.initiated_on


def paper_words(answer: object) -> str:
    document = pypdfium2.PdfDocument(answer.content)  # type: ignore[attr-defined]
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_copy_holds_what_is_ones_own_and_nothing_of_the_other_home(desk: Client, scene: Scene) -> None:
    tell(scene)
    tell(scene, provider="Yhteinen paikka", view=view(scene, shown=Shown(family=True), words="Kaikille."))
    words = {
        who: paper_words(desk.get(at(scene, f"copy/{getattr(scene.family, who)}/pdf/"))) for who in ("mother", "father")
    }
    found = {who: ("Rannan" in text, "Yhteinen" in text, "kuunneltiin" in text) for who, text in words.items()}
    assert found == {"mother": (True, True, True), "father": (False, True, False)}

    page = desk.get(at(scene, f"copy/{scene.family.father}/")).content.decode()
    assert ("1 service is left out" in page, "Rannan" in page, "left out" in words["father"]) == (True, False, False)


def test_a_copy_says_nothing_of_the_whole_that_it_does_not_show(desk: Client, scene: Scene) -> None:
    tell(scene)

    assert "now." in desk.get(at(scene)).content.decode()
    for rest in ("", "pdf/"):
        answer = desk.get(at(scene, f"copy/{scene.family.father}/{rest}"))
        said = paper_words(answer) if rest else answer.content.decode()
        assert ("go on now" in said, "goes on now" in said) == (False, False)


def test_the_place_is_not_on_paper_while_a_safety_mark_is_in_force(desk: Client, scene: Scene) -> None:
    tell(scene, view=view(scene, shown=Shown(family=True)), about=frozenset({scene.family.aino}))
    mark_safety(
        by=scene.by, key=uuid.uuid4(), person_id=scene.family.mother, since=TODAY, until=None, against=[], note=""
    )
    text = paper_words(desk.get(at(scene, f"copy/{scene.family.father}/pdf/")))
    page = desk.get(at(scene, f"copy/{scene.family.father}/")).content.decode()

    assert ("kuunneltiin" in text, "Rannan" in text, "Rannan" in page) == (True, False, False)
    assert "A safety mark is in force" in page


def test_an_empty_map_asks_the_family(desk: Client, scene: Scene) -> None:
    Assessment.objects.all().delete()

    assert "The family has not told of any service yet" in desk.get(at(scene)).content.decode()
    assert "There is nothing on this copy yet." in desk.get(at(scene, f"copy/{scene.family.mother}/")).content.decode()
    assert desk.get(at(scene, f"copy/{scene.family.mother}/pdf/")).content.startswith(b"%PDF")


@pytest.mark.parametrize("going", list(Going))
@pytest.mark.parametrize("helped", list(Helped))
def test_every_answer_has_its_words_in_every_language(desk: Client, scene: Scene, going: Going, helped: Helped) -> None:
    tell(scene, going=going, view=view(scene, helped=helped))

    for language in ("fi", "sv", "en"):
        desk.cookies["language"] = language
        assert desk.get(at(scene)).status_code == 200
