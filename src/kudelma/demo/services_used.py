"""What services the demo's families tell of: years ago, now, well remembered or not, of one home or of both."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kudelma.core.codes import Going, Helped, Precision, ServiceClass
from kudelma.core.written_dates import RoughDate
from kudelma.demo.place import key
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.services.actions import Told, View, correct_service, tell_service
from kudelma.rooms.voice.actions import Shown, Speaker

if TYPE_CHECKING:
    from kudelma.demo.stories import Teller


@dataclass(frozen=True, slots=True)
class Used:
    """A service: how many years ago it began and ended. `about` and `told_by` are codes of the family's people."""

    kind: ServiceClass
    provider: str
    about: tuple[str, ...]
    began: float
    ended: float | None  # None: it goes on
    precision: Precision
    helped: Helped
    words: str = ""
    name: str = ""
    arranged_by: str = ""
    told_by: str = "mother"
    shown: str = "concerned"


_CHILD, _BOTH = ("child0",), ("child0", "mother")

_COMMON = (
    Used(ServiceClass.CHILD_HEALTH_CLINIC, "Lehtorannan neuvola", _BOTH, 6.2, 3.1, Precision.YEAR, Helped.HELPED,
         "Terveydenhoitaja Tuija kysyi aina, miten minä jaksan. Siitä kaikki lähti.", "Neuvolan Tuija"),
    Used(ServiceClass.EARLY_EDUCATION, "Päiväkoti Kissankello", _CHILD, 5.0, 2.3, Precision.MONTH, Helped.HELPED,
         shown="family"),
)  # fmt: skip
_APART = (
    Used(ServiceClass.HOME_SERVICE, "Lehtorannan kotipalvelu", _BOTH, 4.3, 3.8, Precision.MONTH, Helped.PARTLY,
         "Joku hoiti iltapalan, kun itse nukahdin. Mutta aina eri ihminen.", arranged_by="Neuvolan Tuija"),
    Used(ServiceClass.FAMILY_COUNSELLING, "Lehtorannan perheneuvola", _BOTH, 3.2, 2.6, Precision.MONTH, Helped.HELPED,
         "Siellä sai puhua erosta niin, ettei lapsi kuullut.", arranged_by="Äiti itse"),
    Used(ServiceClass.FAMILY_COUNSELLING, "Lehtorannan perheneuvola", _BOTH, 0.9, None, Precision.MONTH, Helped.PARTLY,
         "Aikoja on harvoin, mutta Kaisa muisti meidät.", arranged_by="Kouluterveydenhoitaja"),
    Used(ServiceClass.FAMILY_LAW, "Lastenvalvoja, Lehtoranta", ("child0", "mother", "father"), 2.2, 2.2, Precision.DAY,
         Helped.HELPED, shown="family"),
    Used(ServiceClass.SUBSTANCE_CLINIC, "Päihdeklinikka Ranta", ("father",), 2.0, 1.2, Precision.ABOUT, Helped.HELPED,
         "Ilman ryhmää en olisi nyt selvin päin.", "Tiistairyhmä", told_by="father"),
    Used(ServiceClass.PEER_GROUP, "Eroperheiden yhdistys", ("mother",), 1.8, 1.1, Precision.YEAR, Helped.HELPED,
         "Muut äidit ymmärsivät puolesta sanasta.", "Äitien keskiviikko"),
    Used(ServiceClass.SCHOOL_SUPPORT, "Lehtorannan koulun kuraattori", _CHILD, 0.7, None, Precision.MONTH,
         Helped.HELPED, "Marin huoneessa saa olla hiljaa.", "Kuraattori-Mari", told_by="child0", shown="family"),
)  # fmt: skip
_ORDINARY = (
    Used(ServiceClass.FAMILY_WORK, "Lehtorannan perhetyö", (), 2.4, 1.6, Precision.MONTH, Helped.HELPED,
         "Tehtiin yhdessä arjen lukujärjestys. Se on vieläkin jääkaapin ovessa.", arranged_by="Neuvola",
         shown="family"),
    Used(ServiceClass.THERAPY, "Puheterapeutti, terveysasema", _CHILD, 1.9, 0.8, Precision.ABOUT, Helped.PARTLY,
         "Hyvä, mutta jonottaa piti puoli vuotta.", shown="family"),
    Used(ServiceClass.SUPPORT_PERSON, "Tukiperheyhdistys", _CHILD, 0.6, None, Precision.MONTH, Helped.HELPED,
         "Mökillä saa ajaa ruohonleikkuria.", "Mökkiperhe", told_by="child0", shown="family"),
)  # fmt: skip
_SAFETY = (
    Used(ServiceClass.VIOLENCE_SUPPORT, "Turvakoti", _BOTH, 0.8, 0.7, Precision.MONTH, Helped.HELPED,
         "Ensimmäinen yö, jonka nukuin."),
    Used(ServiceClass.FAMILY_LAW, "Lastenvalvoja", ("child0", "mother", "father"), 0.5, 0.5, Precision.MONTH,
         Helped.NOT, shown="team"),
)  # fmt: skip
_SWEDISH = (
    Used(ServiceClass.CHILD_HEALTH_CLINIC, "Rådgivningen i Merikylä", _BOTH, 5.5, 2.5, Precision.YEAR, Helped.HELPED,
         "Hälsovårdaren lyssnade på riktigt."),
    Used(ServiceClass.FAMILY_WORK, "Familjearbetet i Merikylä", (), 1.4, None, Precision.MONTH, Helped.HELPED,
         "Vi fick morgnarna att fungera.", shown="family"),
)  # fmt: skip


def _used(t: "Teller") -> tuple[Used, ...]:
    if t.story.kind == "swedish":
        return _SWEDISH
    if t.story.kind == "safety":
        return (_COMMON[0], *_SAFETY)
    return (*_COMMON, *(_APART if t.story.kind == "separated" else _ORDINARY))


def tell_of_services(t: "Teller") -> None:
    """Put on the map what the family has told so far; one was first remembered a year wrong, and corrected."""
    matter = Matter.objects.get(family=t.family.id)
    oldest = t.family.children[0].born
    for number, used in enumerate(_used(t)):
        first = _rough(t, used.began, used.precision)
        if first.day < oldest:
            continue
        told = _told(t, used, first)
        service = tell_service(
            by=t.by(),
            key=key("service", t.story.number, number),
            matter_id=matter.id,
            told=told,
            called=used.kind.value,
        )
        if used.kind == ServiceClass.HOME_SERVICE:
            correct_service(
                by=t.by(),
                service_id=service.id,
                matter_id=matter.id,
                version=service.version,
                told=_told(t, used, RoughDate(first.day.replace(month=1, day=1), Precision.YEAR)),
                called=used.kind.value,
                reason="Alkukuukautta ei muistettu, vuosi on varma.",
            )


def _told(t: "Teller", used: Used, first: RoughDate) -> Told:
    about = frozenset(t.family.id_of(code) for code in used.about)
    speaker = t.family.id_of(used.told_by)
    persons = about | {speaker} if used.shown == "concerned" else frozenset()
    language = "sv" if t.story.kind == "swedish" else "fi"
    shown = Shown(family=used.shown == "family", persons=persons)
    return Told(
        kind=used.kind,
        name=used.name,
        provider=used.provider,
        first=first,
        going=Going.GOES_ON if used.ended is None else Going.ENDED,
        last=None if used.ended is None else _rough(t, used.ended, used.precision),
        arranged_by=used.arranged_by,
        about=about,
        view=View(used.helped, Speaker(person_id=speaker), shown, used.words, language),
    )


def _rough(t: "Teller", years_ago: float, precision: Precision) -> RoughDate:
    day = t.today_is.date() - timedelta(days=int(years_ago * 365.25))
    day = day if precision == Precision.DAY else day.replace(day=1)
    return RoughDate(_of_year(day) if precision in {Precision.YEAR, Precision.ABOUT} else day, precision)


def _of_year(day: date) -> date:
    return day.replace(month=1, day=1)
