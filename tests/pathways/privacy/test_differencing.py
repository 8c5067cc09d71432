import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.pathways.privacy import Guard, Population

FAMILIES = list(range(60))


@dataclass
class InMemory:
    held: dict[str, list[Population]] = field(default_factory=lambda: defaultdict(list))

    def earlier(self, scope: str) -> Iterable[Population]:
        return self.held[scope]

    def add(self, scope: str, population: Population) -> None:
        self.held[scope].append(population)


def guard() -> Guard:
    return Guard(InMemory())


def asked(held: Guard, *populations: list[int]) -> list[str]:
    return [held.may_show("lead/dfg", each).because for each in populations]


def test_leaving_one_family_out_is_refused_in_either_order() -> None:
    assert asked(guard(), FAMILIES, FAMILIES[1:]) == ["guarded", "differs_by_few"]
    assert asked(guard(), FAMILIES[1:], FAMILIES) == ["guarded", "differs_by_few"]


def test_differing_by_k_is_allowed_and_by_one_less_is_not() -> None:
    assert asked(guard(), FAMILIES, FAMILIES[5:]) == ["guarded", "guarded"]
    assert asked(guard(), FAMILIES, FAMILIES[4:]) == ["guarded", "differs_by_few"]


def test_exchanging_two_families_is_refused() -> None:
    assert asked(guard(), FAMILIES[:30], FAMILIES[1:31]) == ["guarded", "differs_by_few"]


def test_two_halves_that_leave_one_out_are_refused() -> None:
    assert asked(guard(), FAMILIES, FAMILIES[:30], FAMILIES[30:59])[-1] == "few_by_combination"
    assert asked(guard(), FAMILIES[:30], FAMILIES[30:59], FAMILIES)[-1] == "few_by_combination"


def test_three_parts_that_leave_three_out_are_refused() -> None:
    thirds = [FAMILIES[:20], FAMILIES[20:40], FAMILIES[40:57]]
    assert asked(guard(), FAMILIES, *thirds)[-1] == "few_by_combination"


def test_the_same_again_is_shown_and_few_are_not() -> None:
    assert asked(guard(), FAMILIES, FAMILIES, FAMILIES[:4], []) == [
        "guarded", "shown_before", "too_few_clients", "nobody",
    ]  # fmt: skip


def test_scopes_are_apart() -> None:
    held = guard()
    held.may_show("lead/dfg", FAMILIES)

    assert held.may_show("lead/survival", FAMILIES[1:])


def test_too_many_filters_are_looked_at() -> None:
    held = Guard(InMemory(), most=2)

    assert asked(held, FAMILIES[:20], FAMILIES[20:40], FAMILIES[40:])[-1] == "too_many_filters"


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_no_pair_of_shown_figures_tells_of_fewer_than_k(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    held = guard()
    shown: list[frozenset[int]] = []
    for _ in range(12):
        base = set(chance.choice(shown)) if shown and chance.random() < 0.7 else set(FAMILIES)
        dropped = chance.sample(sorted(base), min(len(base), chance.randrange(12)))
        new = frozenset(base.difference(dropped))
        if held.may_show("attack", sorted(new)):
            shown.append(new)

    for one in shown:
        for other in shown:
            if other < one:
                assert len(one - other) >= 5 or not other
            assert one == other or len(one ^ other) >= 5
