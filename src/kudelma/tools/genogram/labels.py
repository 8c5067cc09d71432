"""What stands in words by each symbol: names wrapped to a narrow column, years, and short notes."""

from dataclasses import dataclass

from kudelma.core.kinship import Certainty, PartialDate, Person, PersonKind
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.words import word

MOST_LINES = 5
ROUGHLY = {Certainty.ABOUT: "n. ", Certainty.BEFORE: "<", Certainty.AFTER: ">", Certainty.EXACT: ""}
ROUGHLY_EN = ROUGHLY | {Certainty.ABOUT: "c. "}
ROUGHLY_SV = ROUGHLY | {Certainty.ABOUT: "ca "}
ROUGHLY_IN = {"fi": ROUGHLY, "sv": ROUGHLY_SV, "en": ROUGHLY_EN}


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text under a symbol; the first `names` of them are the name, set larger."""

    lines: tuple[str, ...]
    names: int

    @property
    def width(self) -> float:
        sizes_of = [sizes.LETTER if n < self.names else sizes.SMALL_LETTER for n in range(len(self.lines))]
        return max((text_width(t, s) for t, s in zip(self.lines, sizes_of, strict=True)), default=0.0)

    @property
    def height(self) -> float:
        small = len(self.lines) - self.names
        return self.names * sizes.LINE_HEIGHT + small * sizes.SMALL_LINE


def person_label(person: Person, lang: str, notes: tuple[str, ...] = ()) -> Label:
    """The label of a person: name, years of birth and death, then notes."""
    name = wrap(person.name, sizes.LABEL_WIDTH, sizes.LETTER)
    small = [text for text in (life_years(person, lang),) if text]
    for note in notes:
        small += wrap(note, sizes.LABEL_WIDTH, sizes.SMALL_LETTER)
    return Label((*name, *small), len(name))


def life_years(person: Person, lang: str) -> str:
    birth, death = person.birth, person.death
    if person.kind is PersonKind.PREGNANCY:
        return f"{word('due', lang)} {day_text(birth, lang)}" if birth else ""
    if birth is None and death is None:
        return ""
    if death is not None:
        return f"{year_text(birth, lang)}–{year_text(death, lang)}"
    if person.dead:
        return f"{year_text(birth, lang)}–?"
    return f"s. {year_text(birth, lang)}" if lang == "fi" else f"{word('born', lang)} {year_text(birth, lang)}"


def year_text(date: PartialDate | None, lang: str) -> str:
    if date is None:
        return "?"
    text = ROUGHLY_IN[lang][date.certainty] + str(date.year)
    if date.until and date.until.year != date.year:
        text += f"/{date.until.year}"
    return text


def day_text(date: PartialDate | None, lang: str) -> str:
    """A date as it is written by hand: 3.5.2016, 5/2016 or 2016."""
    if date is None:
        return "?"
    if date.month is None:
        return year_text(date, lang)
    mark = ROUGHLY_IN[lang][date.certainty]
    if date.day is None:
        return f"{mark}{date.month}/{date.year}"
    return f"{mark}{date.day}.{date.month}.{date.year}"


def wrap(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than `width`: broken at spaces, then at hyphens, at last inside a word."""
    lines: list[str] = []
    for piece in _pieces(text):
        fitted = _fit(piece, width, size)
        if lines and text_width((lines[-1] + fitted[0]).rstrip(), size) <= width:
            lines[-1] += fitted.pop(0)
        lines += fitted
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
    return lines


def _pieces(text: str) -> list[str]:
    """The text cut after each space and hyphen."""
    pieces, piece = [], ""
    for letter in " ".join(text.split()):
        piece += letter
        if letter in " -–/":
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if piece else pieces


def _fit(piece: str, width: float, size: float) -> list[str]:
    parts = [""]
    for letter in piece:
        if parts[-1] and text_width((parts[-1] + letter).rstrip(), size) > width:
            parts.append("")
        parts[-1] += letter
    return parts
