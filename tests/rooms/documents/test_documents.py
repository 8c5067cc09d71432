import io
import uuid
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from desk_scene import MARKER, Desk, desk
from kudelma.core.codes import DocumentState, StatementKind
from kudelma.rooms.documents import actions
from kudelma.rooms.documents.content import Block, Content, Section
from kudelma.rooms.documents.models import Document
from kudelma.rooms.documents.queries import document_page
from kudelma.rooms.meetings.actions import write_in_record
from kudelma.rooms.people import actions as people
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.voice.actions import Shown
from kudelma.ui import clock
from meeting_scene import STARTS
from people import NOW, TODAY

pytestmark = pytest.mark.django_db

CONTENT = Content("Record", "fi", (("Client", "Aino"),), (Section("Said", (Block("text", "#panic() $x$ *a*"),)),))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


@pytest.fixture
def sanna(world: Desk) -> Client:
    client = Client()
    client.force_login(world.scene.town.sanna)
    return client


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def summary(world: Desk, sanna: Client, language: str) -> bytes:
    key = uuid.uuid4()
    sanna.post(world.address("assessments/<uuid:assessment_id>/summary/"), {"key": str(key), "language": language})
    return bytes(sanna.get(f"/documents/{key}/pdf/").content)


@pytest.mark.parametrize(
    ("language", "title", "status"),
    [
        ("fi", "Palvelutarpeen arvioinnin yhteenveto", "Työaineisto"),
        ("sv", "Sammandrag av bedömningen av servicebehovet", "Arbetsmaterial"),
    ],
)
def test_summary_is_tagged_and_in_its_language(
    world: Desk, sanna: Client, language: str, title: str, status: str
) -> None:
    pdf = summary(world, sanna, language)
    words = text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        marks = (bool(opened.Root.MarkInfo.Marked), str(opened.Root.Lang)[:2], "/StructTreeRoot" in opened.Root)
    assert (title in words, status in words, MARKER in words, marks) == (True, True, True, (True, language, True))


def test_header_masks_the_identity_code(world: Desk, sanna: Client) -> None:
    by, aino = world.scene.by, world.scene.family.aino
    people.set_identity_code(by=by, person_id=aino, code="030516D9037")
    words = text_of(summary(world, sanna, "fi"))
    assert ("030516-****" in words or "030516D****" in words, "030516D9037" in words) == (True, False)


def test_words_are_never_read_as_markup(world: Desk, sanna: Client) -> None:
    key = uuid.uuid4()
    actions.freeze_record(by=world.scene.by, key=key, meeting_id=world.scene.meeting.pk, content=CONTENT)
    assert "#panic() $x$ *a*" in text_of(bytes(sanna.get(f"/documents/{key}/pdf/").content))


def test_words_for_the_family_alone_stay_out_of_the_shared_record(
    world: Desk, sanna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = world.scene
    scene.hold()
    after = STARTS + timedelta(hours=3)
    mother = scene.who(person=scene.family.mother)
    for words, shown in (("Said to everyone.", Shown(meeting=True)), ("Said to us alone.", Shown(family=True))):
        write_in_record(
            by=scene.at(after),
            key=uuid.uuid4(),
            meeting_id=scene.meeting.pk,
            participant_id=mother.pk,
            words=words,
            kind=StatementKind.VIEW,
            shown=shown,
        )
    monkeypatch.setattr(clock, "now", lambda: after)
    client = Client()
    client.force_login(scene.town.sanna)
    key = uuid.uuid4()
    address = world.address("families/<uuid:matter_id>/meetings/<uuid:meeting_id>/document/")
    client.post(address, {"key": str(key), "language": "fi"})
    words = text_of(bytes(client.get(f"/documents/{key}/pdf/").content))
    assert ("Said to everyone." in words, "Said to us alone." in words) == (True, False)


def test_working_material_is_not_filed(world: Desk) -> None:
    with pytest.raises(Refused, match="wrong_state"):
        actions.mark_filed(by=world.scene.by, document_id=world.ids["document_id"], reference="A/1", filed_on=TODAY)


def test_filed_document_says_where_and_when(world: Desk) -> None:
    Document.objects.filter(pk=world.ids["document_id"]).update(state=DocumentState.TO_BE_FILED)
    by = world.scene.by
    for reference, code in (("  ", "reference_needed"),):
        with pytest.raises(Refused, match=code):
            actions.mark_filed(by=by, document_id=world.ids["document_id"], reference=reference, filed_on=TODAY)
    actions.mark_filed(by=by, document_id=world.ids["document_id"], reference="A/1", filed_on=TODAY)
    line = document_page(by, world.ids["document_id"]).line
    assert (line.state, line.reference, line.filed_on) == (DocumentState.FILED, "A/1", TODAY)


def test_changed_content_is_noticed(world: Desk) -> None:
    row = Document.objects.get(pk=world.ids["document_id"])
    row.content = row.content.replace("Said", "Sait")
    row.save()
    assert document_page(world.scene.by, row.pk).whole is False


def test_each_version_has_its_number_and_a_retry_makes_none(world: Desk) -> None:
    by, meeting, key = world.scene.by, world.scene.meeting.pk, uuid.uuid4()
    for _ in range(2):
        made = actions.freeze_record(by=by, key=key, meeting_id=meeting, content=CONTENT)
    assert (made.number, Document.objects.count()) == (2, 2)


def test_another_unit_sees_no_document(world: Desk) -> None:
    with pytest.raises(Hidden):
        document_page(world.scene.town.at(world.scene.town.mirja), world.ids["document_id"])


def test_family_is_found_by_identity_code(world: Desk, sanna: Client) -> None:
    people.set_identity_code(by=world.scene.by, person_id=world.scene.family.aino, code="030516D9037")
    mirja = Client()
    mirja.force_login(world.scene.town.mirja)
    pages = [
        sanna.get("/families/?q=030516D9037"),
        sanna.get("/families/?q=010516B903X"),
        mirja.get("/families/?q=030516D9037"),
    ]
    assert ["Virtasen perhe" in page.content.decode() for page in pages] == [True, False, False]
