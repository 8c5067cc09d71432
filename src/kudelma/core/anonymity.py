"""What must not be said in an anonymous consultation: the limit follows from secrecy (ATL 4 §).

Whatever identifies a person directly is blocked; whatever could let those present recognise the
family is warned about, and the worker decides. A pass is no proof: the worker still confirms.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kudelma.core.word_forms import pattern


class Verdict(IntEnum):
    """Ordered: the gravest finding is the verdict on the text."""

    PASS = 0
    WARN = 1
    BLOCK = 2


class Kind(StrEnum):
    HETU = "hetu"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DATE = "date"
    """A whole date: nobody can see whether it is one of birth. Without a year a warning."""
    NAME = "name"
    PLACE = "place"
    """Municipalities, villages, schools."""
    OCCUPATION = "occupation"
    DIAGNOSIS = "diagnosis"


@dataclass(frozen=True, slots=True)
class Watch:
    """Words of this case and county that could give the family away; each list only warns."""

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the text (in its NFC form), so that a form can point at it; no words repeated."""

    kind: Kind
    verdict: Verdict
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Checked:
    verdict: Verdict
    findings: tuple[Finding, ...]
    """In the order of the text."""


def check(text: str, watch: Watch) -> Checked:
    """Everything in the text that identifies or could; PASS when nothing was found."""
    rest = _plain(text)
    findings: list[Finding] = []
    for kind, verdict, searched, is_meant in (*_SEARCHES, *_watched(watch)):
        for match in searched.finditer(rest):
            if is_meant(match):
                findings.append(Finding(kind, verdict, match.start(), match.end()))
                # What is found is blanked: a hetu is not also a phone number.
                rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return Checked(
        max((found.verdict for found in findings), default=Verdict.PASS),
        tuple(sorted(findings, key=lambda found: found.start)),
    )


_Meant = Callable[[re.Match[str]], bool]
_Search = tuple[Kind, Verdict, re.Pattern[str], _Meant]


def _plain(text: str) -> str:
    """NFC, with wide and styled characters made plain one for one, so that positions hold."""
    composed = unicodedata.normalize("NFC", text)
    plain = (unicodedata.normalize("NFKC", character) for character in composed)
    return "".join(new if len(new) == 1 else old for old, new in zip(composed, plain, strict=True))


def _watched(watch: Watch) -> Iterator[_Search]:
    for kind, words in (
        (Kind.NAME, watch.names),
        (Kind.PLACE, watch.places),
        (Kind.OCCUPATION, watch.occupations),
        (Kind.DIAGNOSIS, watch.diagnoses),
    ):
        yield from ((kind, Verdict.WARN, pattern(word), _always) for word in words if word.strip())


def _always(_match: re.Match[str]) -> bool:
    return True


def _is_day_and_month(match: re.Match[str]) -> bool:
    # Digits only: a hetu may be written with gaps in it.
    day, month = (int("".join(re.findall(r"\d", match[part]))) for part in ("day", "month"))
    return 1 <= day <= 31 and 1 <= month <= 12  # noqa: PLR2004 (a calendar)


def _has_digits_of_a_phone(match: re.Match[str]) -> bool:
    return 7 <= len(re.findall(r"\d", match[0])) <= 15  # noqa: PLR2004 (E.164; the shortest with an area code)


# \d is of every script here: a filter is wide where a parser is narrow.
_GAP = r"[\s\u200b\u2060]*"
_DASHES = "\\-‐‑‒–—−"
_TWO = rf"\d{_GAP}\d"
_THREE = rf"\d{_GAP}\d{_GAP}\d"
_HETU = (
    rf"(?<!\d)(?P<day>{_TWO}){_GAP}(?P<month>{_TWO}){_GAP}{_TWO}{_GAP}"
    rf"(?:[+{_DASHES}A-FU-Y]{_GAP}{_THREE}{_GAP}[0-9A-Z]|{_THREE}{_GAP}[A-Z](?![^\W\d]))"
)
_EMAIL = r"[^\s@<>\"']{1,64}\s?(?:@|\(at\)|\[at\])\s?[^\s@<>\"']{1,200}\.[^\W\d]{2,}"
_PHONE = rf"(?<![\d.,])(?:(?:\+|00)\s?\d|\(?0\d)[\d\s()./{_DASHES}]{{4,20}}\d(?!\d)"
_BETWEEN = rf"\s?[./{_DASHES}]\s?"
_FINNISH_MONTHS = "(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu"
_OTHER_MONTHS = (
    "januar[iy]|februar[iy]|mars|march|april|maj|may|jun[ie]|jul[iy]|augusti?|september|o[ck]tober|november|december"
)
_MONTH_NAME = rf"(?:{_FINNISH_MONTHS}|{_OTHER_MONTHS})\w{{0,4}}"
_STREET = r"(?<!\w)[^\W\d]{2,30}?(?:katu|kadu|kuja|raitti|raiti|bulevardi|esplanadi|gata|gränd|väg)[^\W\d]{0,5}"
_CAPITAL_STREET = (
    r"(?<!\w)(?-i:(?!Hoito|Palvelu|Asiakas|Opinto|Elämän)[A-ZÅÄÖ])[^\W\d]{1,30}?"
    # Not "-tien": that is also the genitive of mothers, äitien.
    r"(?:tie(?:llä|ltä|lle|tä)?|(?:polku|polu|väylä|kaari|kaare|mäki|mäe|ranta|ranna|rinne|rintee|puisto|"
    r"penger|aukio|portti|stig)(?:n|lla|llä|lta|ltä|lle|ssa|ssä|en)?)"
)
_NUMBER = r"\s{0,3}\d+\s?[a-z]?\b"


def _search(kind: Kind, verdict: Verdict, regex: str, is_meant: _Meant = _always) -> _Search:
    return kind, verdict, re.compile(regex, re.IGNORECASE), is_meant


_DAY, _MONTH = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
_DATE = rf"(?<!\d){_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}(?:\d{{4}}|\d{{2}})(?!\d)"
_ISO_DATE = rf"(?<!\d)(?:19|20)\d\d{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}(?!\d)"
_DATE_IN_WORDS = rf"(?<!\d)(?:\d{{1,2}}\.?\s+{_MONTH_NAME}|{_MONTH_NAME}\s+\d{{1,2}}),?\s+\d{{4}}(?!\d)"
_DATE_RUN_TOGETHER = r"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?:\d\d|(?:19|20)\d\d)(?!\d)"
_DAY_OF_MONTH = rf"(?<!\d){_DAY}\.\s?{_MONTH}\.(?!\s?\d)"
_DAY_OF_MONTH_IN_WORDS = rf"(?<!\d)\d{{1,2}}\.?\s+{_MONTH_NAME}"
_POSTCODE = r"(?<!\d)\d{5}\s+(?-i:[A-ZÅÄÖ])[^\W\d]+"
_STREET_WITHOUT_NUMBER = r"(?-i:(?=[A-ZÅÄÖ]))" + _STREET + r"(?!\w)"

_SEARCHES: tuple[_Search, ...] = (
    _search(Kind.HETU, Verdict.BLOCK, _HETU, _is_day_and_month),
    _search(Kind.EMAIL, Verdict.BLOCK, _EMAIL),
    _search(Kind.DATE, Verdict.BLOCK, _DATE, _is_day_and_month),
    _search(Kind.DATE, Verdict.BLOCK, _ISO_DATE, _is_day_and_month),
    _search(Kind.DATE, Verdict.BLOCK, _DATE_IN_WORDS),
    _search(Kind.DATE, Verdict.BLOCK, _DATE_RUN_TOGETHER, _is_day_and_month),
    _search(Kind.PHONE, Verdict.BLOCK, _PHONE, _has_digits_of_a_phone),
    _search(Kind.ADDRESS, Verdict.BLOCK, _STREET + _NUMBER),
    _search(Kind.ADDRESS, Verdict.BLOCK, _CAPITAL_STREET + _NUMBER),
    _search(Kind.ADDRESS, Verdict.BLOCK, _POSTCODE),
    _search(Kind.ADDRESS, Verdict.WARN, _STREET_WITHOUT_NUMBER),
    _search(Kind.DATE, Verdict.WARN, _DAY_OF_MONTH_IN_WORDS),
    _search(Kind.DATE, Verdict.WARN, _DAY_OF_MONTH, _is_day_and_month),
)
