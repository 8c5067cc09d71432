import re
from pathlib import Path

from kudelma.pathways.report_words import WORDS
from kudelma.pathways.reporting import report
from kudelma.pathways.store import open_store
from pathways.logs import BEGIN, stored
from pathways.twins import Event

DAY = 86_400


def _log(cases: int, path: tuple[str, ...], begin: int = 0) -> list[Event]:
    return [
        (f"{path[-1]} {begin + case}", step, BEGIN + case * 60 + place * DAY)
        for case in range(cases)
        for place, step in enumerate(path)
    ]


def test_report_speaks_three_languages_with_the_same_facts(tmp_path: Path) -> None:
    assert [set(words) for words in WORDS.values()] == [set(WORDS["en"])] * 3
    assert [sorted(re.findall(r"\{\w+\}", " ".join(words.values()))) for words in WORDS.values()] == [
        sorted(re.findall(r"\{\w+\}", " ".join(WORDS["en"].values())))
    ] * 3


def test_report_leaves_out_what_tells_of_few_and_what_would_give_it_away(tmp_path: Path) -> None:
    rows = _log(20, ("neuvola", "arvio", "perhetyö")) + _log(4, ("neuvola", "arvio", "turvakoti"))

    with open_store(stored(tmp_path, rows)) as store:
        text = report(store.tables, lang="fi")

    assert "turvakoti" not in text
    assert "| arvio | perhetyö | 20 |" not in text  # beside “neuvola → arvio 24” it would tell of the four
    assert "Pois jätettyjä rivejä" in text


def test_report_shows_everything_where_everyone_is_many(tmp_path: Path) -> None:
    rows = _log(20, ("neuvola", "arvio", "perhetyö")) + _log(7, ("neuvola", "arvio", "päätös"))

    with open_store(stored(tmp_path, rows)) as store:
        text = report(store.tables, lang="fi")

    assert "| neuvola | arvio | 27 | 1,0 |" in text
    assert "| neuvola → arvio → perhetyö | 20 |" in text
    assert "| neuvola → arvio → päätös | 7 |" in text


def test_report_of_fewer_than_k_says_no_number(tmp_path: Path) -> None:
    with open_store(stored(tmp_path, _log(4, ("neuvola", "arvio")))) as store:
        text = report(store.tables, lang="sv")

    assert not re.findall(r"\| \d", text)
    assert "ärenden," not in text
