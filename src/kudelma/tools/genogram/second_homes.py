"""Children of two homes who cannot stand inside both outlines (genogram.md 2.4).

Whoever lives in two homes and stands away from the second one carries a small tag with its name, and the second
home's outline a hatched chip with theirs. Nobody is drawn twice.
"""

from dataclasses import dataclass, replace

from kudelma.core.kinship import Family
from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.homes import HomeOutline
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.sizes import SMALL_LETTER
from kudelma.tools.genogram.texts import Crowd, level_edges, within
from kudelma.tools.genogram.words import word

HATCH, HIGH, ROOM = 14.0, 12.0, 4.0
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Chip:
    """`box`: the hatched square, then the words; `spot` is the outline it belongs to."""

    spot: int
    person: int
    words: str
    box: Box


Away = list[tuple[int, int]]
"""Person number and place of the household they live in too, away from its other members."""


def away_from(homes: list[HomeOutline]) -> tuple[list[HomeOutline], Away]:
    """The outlines without those that hold nobody but children of another home too, and who they were."""
    largest: dict[int, HomeOutline] = {}
    for home in homes:
        held = largest.get(home.household)
        if held is None or len(home.members) > len(held.members):
            largest[home.household] = home
    main = {id(home) for home in largest.values()}
    living: dict[int, set[int]] = {}
    for home in homes:
        for person in home.members:
            living.setdefault(person, set()).add(home.household)
    kept: list[HomeOutline] = []
    away: Away = []
    for home in homes:
        if id(home) not in main and all(len(living[person]) > 1 for person in home.members):
            away += [(person, home.household) for person in home.members]
        else:
            kept.append(home)
    return kept, away


def deepened(homes: list[HomeOutline], away: Away) -> list[HomeOutline]:
    """The outlines, those that get chips with room for them below their people."""
    chosen = {_chip_home(homes, household) for _, household in away}
    found = []
    for spot, home in enumerate(homes):
        low = max(y for _, y in home.corners)
        room = HIGH + ROOM if spot in chosen else 0.0
        found.append(replace(home, corners=tuple((x, y + room if y == low else y) for x, y in home.corners)))
    return found


def _chip_home(homes: list[HomeOutline], household: int) -> int:
    """Where a household's chips stand: at the largest of its outlines."""
    own = [spot for spot, home in enumerate(homes) if home.household == household]
    return max(own, key=lambda spot: (len(homes[spot].members), -spot))


def home_tags(family: Family, layout: Layout, away: Away, lang: str) -> dict[str, tuple[str, ...]]:
    """By id, the tags under the names: “½ Isän koti”."""
    tags: dict[str, tuple[str, ...]] = {}
    for person, spot in sorted(away):
        who = layout.graph.persons[person].id
        home = family.households[spot].name or word("household", lang)
        tags[who] = (*tags.get(who, ()), f"{_share(family, who, spot)} {home}")
    return tags


def _share(family: Family, person: str, spot: int) -> str:
    share = next((stay.share for stay in family.households[spot].members if stay.person == person), None)
    return "½" if share is None or share == HALF else f"{round(share * 100)} %"


def home_chips(layout: Layout, family: Family, homes: list[HomeOutline], away: Away, taken: list[Box]) -> list[Chip]:
    """The chips, each by a level side of its home's largest outline, where it touches nothing."""
    crowd = Crowd(layout)
    crowd.boxes += taken
    for home in homes:
        crowd.add([*home.corners, home.corners[0]])
    chips = []
    for person, household in sorted(away):
        spot = _chip_home(homes, household)
        one = layout.graph.persons[person]
        words = f"{_share(family, one.id, household)} {one.name.split(' ')[0] if one.name else ''}".strip()
        wide = HATCH + ROOM + text_width(words, SMALL_LETTER)
        places = _places(homes[spot], wide)
        box = next((place for place in places if crowd.free(place)), places[0])
        crowd.boxes.append(box)
        chips.append(Chip(spot, person, words, box))
    return chips


def _places(home: HomeOutline, wide: float) -> list[Box]:
    """By the level sides, lowest first: those inside the outline, then those just outside it."""
    inside: list[Box] = []
    outside: list[Box] = []
    for (ax, ay), (bx, _) in level_edges(home):
        starts = list(range(round(ax) + 8, round(bx - wide) - 7, 12))
        for start in starts or [round(ax) + 8]:
            for top in (ay - HIGH - 3, ay - 2 * HIGH - 4, ay + 3):
                box = Box(start, top, start + wide, top + HIGH)
                (inside if within(home, box) else outside).append(box)
    return [*inside, *outside]


def hatching(box: Box) -> list[tuple[Point, Point]]:
    """Slanting lines inside the chip's square."""
    wide, high = HATCH, box.bottom - box.top
    found = []
    for step in range(4, int(wide + high), 4):
        x0, y0 = max(0.0, step - high), min(float(step), high)
        x1, y1 = min(float(step), wide), max(0.0, step - wide)
        found.append(((box.left + x0, box.top + y0), (box.left + x1, box.top + y1)))
    return found
