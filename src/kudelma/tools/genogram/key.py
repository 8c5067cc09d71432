"""The key: every symbol and line that occurs in this drawing, and no other."""

from dataclasses import dataclass, replace

from kudelma.core.kinship import Gender, LinkKind, Person, PersonKind, UnionKind
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.comparing import Changes
from kudelma.tools.genogram.feelings import LOOKS, feeling
from kudelma.tools.genogram.finishing import Finished
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.line_art import chip_sample, kin_couples
from kudelma.tools.genogram.people import change_mark, symbol
from kudelma.tools.genogram.strokes import (
    CHILDLESS_BARS,
    HOMES,
    LINK_LETTERS,
    LINK_STROKES,
    UNION_STROKES,
    Stroke,
    band,
    childless,
    line,
    parting,
)
from kudelma.tools.genogram.svg import element, text_element
from kudelma.tools.genogram.symbols import outline_of
from kudelma.tools.genogram.words import word

ROW = 30.0
SAMPLE = 48.0
SCALE = 0.55
OTHER_FONT = 1.12
"""Room for a wider typeface, where the house's own is not installed."""


@dataclass(frozen=True, slots=True)
class Key:
    art: str
    right: float
    bottom: float


def key_of(finished: Finished, lang: str, left: float, top: float, width: float, changed: Changes | None = None) -> Key:
    """The key below the drawing, in columns as wide as the drawing allows."""
    entries = key_entries(finished, lang)
    if changed is not None and changed.told:
        entries.append(
            (change_mark(-8, 0) + band(((2, 0), (20, 0))) + line(((2, 0), (20, 0))), word("changed_since", lang))
        )
    if not entries:
        return Key("", left, top)
    widest = SAMPLE + 10 + OTHER_FONT * max(text_width(words, 11) for _, words in entries) + 20
    columns = max(1, min(len(entries), int(width // widest)))
    rows = -(-len(entries) // columns)
    parts = [_text(word("key", lang), left, top + 12, 13)]
    for spot, (art, words) in enumerate(entries):
        x = left + spot // rows * widest
        y = top + 34 + spot % rows * ROW
        parts.append(element("g", {"transform": f"translate({x + SAMPLE / 2:g} {y:g})"}, art))
        parts.append(_text(words, x + SAMPLE + 10, y + 4, 11))
    used = -(-len(entries) // rows)
    return Key(element("g", {"class": "genogram-key"}, *parts), left + used * widest, top + 34 + rows * ROW - 10)


def _text(text: str, x: float, y: float, size: float) -> str:
    return text_element("text", text, x=x, y=y, font_size=size, fill="currentColor", stroke="none")


def key_entries(finished: Finished, lang: str) -> list[tuple[str, str]]:
    """Pairs of art around (0, 0) and words."""
    return [
        *_people(finished, lang),
        *_unions(finished, lang),
        *_links(finished, lang),
        *_over(finished, lang),
    ]


def person_sample(person: Person, *, index: bool = False) -> str:
    outline = outline_of(person)
    return element("g", {"transform": f"scale({SCALE})"}, symbol(person, outline, 0.0, 0.0, index=index, inside=""))


def union_sample(kind: UnionKind, lang: str, *, related: bool = False) -> str:
    stroke = UNION_STROKES[kind]
    points = ((-20.0, -7.0), (-20.0, 5.0), (20.0, 5.0), (20.0, -7.0))
    art = line(points, Stroke(stroke.dash, "", inset=True) if related else stroke) + parting(0.0, 5.0, kind)
    mark = {UnionKind.UNCLEAR: "?", UnionKind.SECRET_AFFAIR: word("secret_mark", lang)}.get(kind, "")
    return art + (_text(mark, -text_width(mark, 9) / 2, 1, 9) if mark else "")


def childless_sample(why: str) -> str:
    return line(((-14.0, -8.0), (14.0, -8.0))) + childless(0.0, -8.0, why)


def link_sample(kind: LinkKind) -> str:
    art = line(((0.0, -12.0), (0.0, 12.0)), LINK_STROKES[kind])
    letter = LINK_LETTERS.get(kind, "")
    return art + (_text(letter, 5, 9, 10) if letter else "")


def twins_sample(kind: str) -> str:
    fork = line(((0.0, -12.0), (-10.0, 12.0))) + line(((0.0, -12.0), (10.0, 12.0)))
    if kind == "twins_mz":
        fork += line(((-5.0, 0.0), (5.0, 0.0)))
    return fork + (_text("?", -3, 9, 10) if kind == "twins" else "")


def _people(finished: Finished, lang: str) -> list[tuple[str, str]]:
    people = finished.layout.graph.persons
    index = finished.layout.graph.family.index
    entries: dict[str, Person] = {}
    dead = False
    for person in people:
        plain = replace(person, death=None, dead=False, unknown=False)
        code = person.gender.value if person.kind is PersonKind.PERSON else person.kind.value
        if person.shape is None or person.kind is not PersonKind.PERSON:
            entries.setdefault(code, plain)
        dead = dead or (person.has_died and person.kind is PersonKind.PERSON)
        if person.unknown:
            entries.setdefault("stand_in", person)
    order = [*(g.value for g in Gender), *(k.value for k in PersonKind), "stand_in"]
    found = [(person_sample(entries[code]), word(code, lang)) for code in order if code in entries]
    if dead:
        found.append((person_sample(Person("d", gender=Gender.WOMAN, dead=True)), word("dead", lang)))
    if index:
        person = finished.layout.graph.family.by_id[index[0]]
        found.append((person_sample(replace(person, death=None, dead=False), index=True), word("index", lang)))
    return found


def _unions(finished: Finished, lang: str) -> list[tuple[str, str]]:
    couples = [couple for couple in finished.layout.graph.couples if len(couple.partners) > 1]
    kinds = {couple.union.kind if couple.union else UnionKind.COPARENTS for couple in couples}
    found = [(union_sample(kind, lang), word(kind.value, lang)) for kind in UnionKind if kind in kinds]
    reasons = {union.childless for couple in couples for union in couple.unions if not couple.children}
    found += [(childless_sample(why), word(f"childless_{why}", lang)) for why in CHILDLESS_BARS if why in reasons]
    if kin_couples(finished.layout):
        found.append((union_sample(UnionKind.MARRIED, lang, related=True), word("kin_couple", lang)))
    return found


def _links(finished: Finished, lang: str) -> list[tuple[str, str]]:
    graph = finished.layout.graph
    links = [link for couple in graph.couples for link in couple.links.values()]
    links += [tie.link for tie in graph.ties]
    kinds = {link.kind for link in links}
    found = [
        (link_sample(kind), word("link_other" if kind is LinkKind.OTHER else kind.value, lang))
        for kind in LinkKind
        if kind in kinds
    ]
    if any(link.contested for link in links):
        found.append((_text("?", -3, 4, 12), word("contested", lang)))
    pairs = {f"twins_{group.zygosity.value}" if group.zygosity else "twins" for group in graph.family.twins}
    return [*found, *((twins_sample(code), word(code, lang)) for code in sorted(pairs))]


def home_sample(spot: int) -> str:
    box = {"x": -20.0, "y": -9.0, "width": 40.0, "height": 18.0, "rx": "6", "stroke_width": "1.5"}
    return element("rect", {**box, "stroke_dasharray": HOMES[spot % len(HOMES)]})


def _over(finished: Finished, lang: str) -> list[tuple[str, str]]:
    shown = sorted({home.household for home in finished.homes})
    homes = finished.layout.graph.family.households
    told = 1 < len(shown) <= len(HOMES)
    named = {spot: homes[spot].name if told else "" for spot in (shown if told else shown[:1])}
    found = [(home_sample(spot), name or word("household", lang)) for spot, name in named.items()]
    if finished.chips:
        found.append((chip_sample(Box(-7, -6, 7, 6)), word("half_home", lang)))
    kinds = {line.kind for line, _ in finished.curves}
    points = [(-22.0 + step * 4.0, 0.0) for step in range(12)]
    for kind in [kind for kind in LOOKS if kind in kinds]:
        name = "feeling_other" if kind.value == "other" else kind.value
        found.append((element("g", {"stroke_width": "1.6"}, feeling(kind, points)), word(name, lang)))
    return found
