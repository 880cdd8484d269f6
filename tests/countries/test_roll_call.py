"""A text that names countries by the dozen is about the few that stand out, or about none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.countries import MOST_ABOUT, countries, detect
from sitegen.countries.report import explain

NAMES = {
    found.name: found.code
    for found in countries()
    if detect(f"Delegates from {found.name} and Peru voted.").countries[:1] == (found.code,)
}
LISTS = st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=len(NAMES), unique=True)


def roll_call(names: list[str]) -> str:
    return f"Delegates from {', '.join(names)} voted on the budget on Monday."


@given(LISTS, st.none() | LISTS.map(roll_call))
def test_a_text_is_about_no_more_than_the_limit(names: list[str], title: str | None) -> None:
    found = detect(roll_call(names), title)
    assert len(found.countries) <= MOST_ABOUT
    assert {*found.countries, *found.mentions} == {one.code for one in found.evidence}
    assert found.roll_call == 0 or found.roll_call > MOST_ABOUT


@given(LISTS, st.randoms())
def test_what_a_roll_call_is_about_does_not_hang_on_its_order(names: list[str], random) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    one, other = detect(roll_call(names)), detect(roll_call(shuffled))
    assert {*one.countries} == {*other.countries}


@pytest.mark.parametrize("number", range(1, MOST_ABOUT + 1))
def test_up_to_the_limit_all_count(number: int) -> None:
    names = sorted(NAMES)[:number]
    found = detect(roll_call(names))
    assert {*found.countries} == {NAMES[name] for name in names}
    assert not found.roll_call


@pytest.mark.parametrize("number", [MOST_ABOUT + 1, 20, len(NAMES)])
def test_beyond_it_those_count_that_the_headline_names(number: int) -> None:
    names = sorted(NAMES)[:number]
    found = detect(roll_call(names), "Vote on aid to Albania and Algeria")
    assert {*found.countries} == {"AL", "DZ"}
    assert {*found.mentions} == {NAMES[name] for name in names} - {"AL", "DZ"}
    assert detect(roll_call(names), "Vote on the budget").countries == ()


def test_the_evidence_says_so() -> None:
    names = sorted(NAMES)[: MOST_ABOUT + 1]
    lines = explain("a.txt", roll_call(names)).splitlines()
    assert lines[0] == "a.txt: no country"
    assert lines[2] == "  a roll-call of 9, of which only those count that stand out"
