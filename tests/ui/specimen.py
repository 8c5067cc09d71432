"""What the specimen page shows: every component with believable, wholly invented content."""

from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation


class Contact(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, initial="3f0c")
    day = forms.DateField(
        label="Päivä",
        help_text="Esimerkiksi 22.11.2026",
        error_messages={"invalid": "Marraskuussa on 30 päivää. Anna päivä muodossa p.k.vvvv."},
    )
    time = forms.TimeField(label="Kellonaika", required=False, help_text="Esimerkiksi 9.30")
    how = forms.ChoiceField(
        label="Yhteydenoton tapa",
        widget=forms.RadioSelect,
        choices=[("phone", "Puhelu"), ("visit", "Kotikäynti"), ("meeting", "Tapaaminen toimistolla")],
        error_messages={"required": "Valitse, miten oltiin yhteydessä."},
    )
    place = forms.ChoiceField(label="Paikka", choices=[("a", "Kivimäen koulu"), ("b", "Äidin koti")])
    what = forms.CharField(
        label="Mitä sovittiin",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Perhe näkee tämän tekstin omassa näkymässään.",
        error_messages={"required": "Kirjoita lyhyesti, mitä perheen kanssa sovittiin."},
    )
    who = forms.MultipleChoiceField(
        label="Ketkä olivat mukana",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("aino", "Aino"), ("mari", "Mari (äiti)"), ("jani", "Jani (isä)")],
    )
    told = forms.BooleanField(label="Kerroin, kuka kirjauksen näkee", required=False)


@dataclass(frozen=True, slots=True)
class Clock:
    title: str
    line: str
    share: int | None
    tone: str


CLOCKS = {
    "none": None,
    "due": Clock(
        "Arviointi on saatava valmiiksi 17.12.2026",
        "25 päivää jäljellä. Kolmen kuukauden määräaika alkoi, kun asia tuli vireille (SHL 36 §).",
        72,
        "due",
    ),
    "calm": Clock("Suunnitelma tarkistetaan 14.5.2027", "Vuoden määräaika alkoi 14.5.2026 (LsL 30 §).", 53, "calm"),
    "past": Clock(
        "Kiireellisyys oli arvioitava 9.10.2026 mennessä",
        "Määräpäivästä on kulunut 4 arkipäivää (LsL 26 §). Kirjaa, miksi.",
        100,
        "past",
    ),
    "done": Clock(
        "Arviointi aloitettiin ajoissa 21.9.2026", "Aikaa oli seitsemän arkipäivää (LsL 26 §).", None, "done"
    ),
}
NAV = ["Asiakkuudet", "Viikkokokous", "Kalenteri", "Tilannekuva"]
SIDE = [
    ("summary", "Yhteenveto", 0),
    ("family", "Perhe ja verkosto", 0),
    ("timeline", "Aikajana", 0),
    ("meeting", "Tapaamiset", 2),
    ("assessment", "Arviointi", 0),
    ("plan", "Suunnitelmat", 0),
    ("consent", "Suostumukset", 0),
    ("documents", "Asiakirjat", 12),
    ("log", "Käyttöloki", 0),
]


def context() -> dict[str, object]:
    form = Contact({"key": "3f0c", "day": "31.11.2026", "place": "a", "who": ["aino"]})
    return {
        "clocks": CLOCKS,
        "form": form,
        "page": SimpleNamespace(
            number=2,
            num_pages=7,
            has_previous=True,
            has_next=True,
            previous_href="?page=1",
            next_href="?page=3",
        ),
        "description": "Neuvola 2024–2025.\n\nVarhaiskasvatus syksystä 2024.\n\nPerhetyö maaliskuusta 2026.",
        "nav": [SimpleNamespace(href=f"#{n}", label=n, current=n == "Asiakkuudet") for n in NAV],
        "side": SimpleNamespace(
            title="Virtasen perhe",
            items=[
                SimpleNamespace(href=f"#{label}", label=label, icon=icon, current=icon == "summary", count=count)
                for icon, label, count in SIDE
            ],
        ),
        "actor": SimpleNamespace(name="Sanna Laine", initials="SL", role="sosiaalityöntekijä"),
        "search_href": "/search/",
        "language_href": "/language/",
        "signout_href": "/sign-out/",
        "languages": [("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
        "here": "/",
        "messages": [Message(SUCCESS, "Kirjaus tallennettiin.")],
    }


def page(language: str = "fi", **more: object) -> str:
    """Return the specimen page as HTML, with more in its context if given."""
    with translation.override(language):
        return render_to_string("kudelma/specimen.html", context() | more, HttpRequest())
