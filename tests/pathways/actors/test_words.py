from dataclasses import replace
from string import Formatter

import numpy as np
import pytest

from kudelma.pathways.actors import (
    DataError,
    Words,
    analyse,
    describe,
    of_analysis,
    of_answer,
    of_count,
    participation,
    say,
)
from kudelma.pathways.actors.counts import Count
from kudelma.pathways.actors.phrases import PHRASES
from kudelma.pathways.actors.wording import LANGUAGES
from pathways.actors.rows import ACTORS, data, plan

FINNISH = Words(
    "fi",
    {
        "school_social_worker": "koulukuraattori",
        "no_new_notification": "joilla ei ollut uutta ilmoitusta",
        "severity": "huolen vakavuus",
        "age": "lapsen ikä",
    },
)


def test_every_phrase_is_there_in_three_languages_with_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert {code: set(texts) for code, texts in PHRASES.items()} == {code: set(LANGUAGES) for code in PHRASES}
    uneven = [code for code, texts in PHRASES.items() if len({frozenset(places(t)) for t in texts.values()}) > 1]
    assert uneven == []


def test_a_count_is_told_as_a_worker_would() -> None:
    count = Count("wellbeing", "school_social_worker", 14, 20, 0.5, 0.9, median_day=6.0)

    assert [say(each, FINNISH) for each in of_count(count)] == [
        "Vertailukelpoisia arviointeja oli 20. Niistä 14 arvioinnissa oli mukana koulukuraattori.",
        "Tavallisesti mukaan tultiin 6 päivän kuluttua alusta.",
    ]
    english = Words("en", {"school_social_worker": "the school social worker"})
    assert say(of_count(count)[0], english) == "In 14 of 20 comparable assessments the school social worker took part."
    assert [each.code for each in of_count(Count("w", "a"))] == ["count_hidden"]
    assert [each.code for each in of_count(Count("w", "a", 0, 20))] == ["count_none"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_table_can_be_said(language: str) -> None:
    found = analyse(data(1500, effect=0.2), plan())
    words = Words(language)

    said = [say(each, words) for answer in found.answers for each in of_answer(answer, found)]
    said += [say(each, words) for each in of_analysis(found)]

    assert all(text and "{" not in text and "nan" not in text for text in said)
    assert PHRASES["connection"][language] in said


def test_harm_and_benefit_are_told_alike() -> None:
    good, bad = (analyse(data(1500, effect=e), plan()) for e in (0.2, -0.2))

    best, worst = of_answer(good.answers[0], good), of_answer(bad.answers[-1], bad)

    assert [each.code for each in best][1:4] == [each.code for each in worst][1:4]
    assert (best[0].code, worst[0].code) == ("more", "fewer")
    assert say(worst[0], FINNISH).startswith("Kun mukana oli koulukuraattori, sataa perhettä kohti oli noin ")


def test_not_enough_is_said_with_its_reason() -> None:
    found = analyse(data(40), plan())
    first, _ = of_answer(found.answers[-1], found)

    assert say(first, FINNISH).endswith("ei riittävästi tietoa.")
    assert {len(of_answer(each, found)) for each in found.answers} == {2}


def test_shares_in_refusals_are_told_in_hundreds() -> None:
    held = data(400)
    outcome = held.outcome.copy()
    outcome[:100] = np.nan
    found = analyse(replace(held, outcome=outcome), plan())

    assert say(of_answer(found.answers[0], found)[1], FINNISH) == "Tulos puuttuu liian monelta: 25 %, raja 20 %."


def test_few_left_out_are_not_counted_aloud() -> None:
    found = analyse(data(100), plan())
    few = replace(found, left_out={"ended_before_landmark": 3, "lost_before_landmark": 9})
    many = replace(found, left_out={"ended_before_landmark": 30, "lost_before_landmark": 9})

    assert ["left_out" in [s.code for s in of_analysis(each)] for each in (few, many)] == [False, True]


def test_counts_pass_the_gate_and_nothing_small_comes_out() -> None:
    held = data(24)
    exposures = np.zeros((24, 4), dtype=bool)
    for j, count in enumerate((4, 5, 19, 20)):
        exposures[:count, j] = True

    counts = describe(replace(held, exposures=exposures), "wellbeing")

    assert [(c.took_part, c.assessments) for c in counts] == [(None, None), (5, 24), (19, 24), (None, None)]
    assert {c.is_hidden for c in describe(held, "unheard of")} == {True}


def test_who_is_not_asked_is_told_by_area_and_cannot_be_worked_out() -> None:
    held = data(90)
    exposures = held.exposures.copy()
    exposures[:, 0] = [(i % 3 != 0 and i < 60) or i in {0, 3} for i in range(90)]  # two of area 0

    counts = participation(replace(held, exposures=exposures), held.areas)

    shown = {c.group: c.took_part for c in counts if c.actor == ACTORS[0]}
    assert shown["area 0"] is None
    assert sum(value is None for value in shown.values()) >= 2
    assert all(c.steadied is None or 0 < c.steadied < 1 for c in counts)


@pytest.mark.parametrize(("groups", "cure"), [(("a",), "each assessment"), (("*",) * 30, "name it otherwise")])
def test_groups_that_do_not_fit_are_refused(groups: tuple[str, ...], cure: str) -> None:
    with pytest.raises(DataError, match=cure):
        participation(data(30), groups)
