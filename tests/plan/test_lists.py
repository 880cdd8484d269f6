"""Long lists: nothing lost, and what is full never changes again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import UNKNOWN, PartialDate
from sitegen.model.elements import Card, Link
from sitegen.plan.lists import (
    Part,
    by_day,
    by_day_of_month,
    by_month,
    counts,
    in_parts,
    part_urls,
    with_neighbours,
)
from sitegen.words import ENGLISH
from tests.strategies import CARDS, DATES

PAGE = "/2024/12/"
SIZES = st.integers(1, 7)
NUMBERS = st.integers(0, 60)


def cards(number: int) -> list[Card]:
    """Some cards, newest first: the highest number leads."""
    return [
        Card(f"/2024/12/n{n}/", f"Report {n}", UNKNOWN, "", (), None) for n in range(number, 0, -1)
    ]


def parts(found: list[Card], size: int) -> dict[str, Part]:
    return {part.url: part for part in in_parts(found, size, PAGE, ENGLISH)}


@given(NUMBERS, SIZES)
def test_nothing_is_lost_or_doubled(number: int, size: int) -> None:
    found = cards(number)
    newest, *full = in_parts(found, size, PAGE, ENGLISH)
    from_newest = [newest, *reversed(full)]
    assert [card for part in from_newest for card in part.items] == found


@given(NUMBERS, SIZES)
def test_parts_are_full_and_the_page_is_never_empty_beside_them(number: int, size: int) -> None:
    newest, *full = in_parts(cards(number), size, PAGE, ENGLISH)
    assert [len(part.items) for part in full] == [size] * len(full)
    assert [part.parts.number for part in full] == list(range(1, len(full) + 1))
    assert len(newest.items) < 2 * size
    assert not full or len(newest.items) >= size


@given(NUMBERS, SIZES)
def test_a_new_article_changes_the_page_alone_until_a_part_is_full(number: int, size: int) -> None:
    before, after = parts(cards(number), size), parts(cards(number + 1), size)
    changed = {url for url in after if after[url] != before.get(url)}
    assert before.keys() <= after.keys()
    if len(after) == len(before):
        assert changed == {PAGE}
    else:
        # The part that filled up is new, and the one before it links to it.
        full = len(after) - 1
        fresh = {f"{PAGE}part-{full}/"}
        last = {f"{PAGE}part-{full - 1}/"} if full > 1 else set()
        assert changed == {PAGE} | fresh | last


@given(NUMBERS, SIZES, st.data())
def test_a_late_report_leaves_what_is_older_alone(
    number: int, size: int, data: st.DataObject
) -> None:
    found = cards(number)
    place = data.draw(st.integers(0, number))
    late = Card("/2024/12/late/", "Late", UNKNOWN, "", (), None)
    before, after = parts(found, size), parts([*found[:place], late, *found[place:]], size)
    untouched = (number - place) // size
    for part in range(1, min(untouched, len(before) - 1) + 1):
        url = f"{PAGE}part-{part}/"
        assert before[url].items == after[url].items


@given(NUMBERS, SIZES)
def test_parts_link_to_one_another_in_their_order(number: int, size: int) -> None:
    newest, *full = in_parts(cards(number), size, PAGE, ENGLISH)
    chain = [*full, newest]
    for earlier, later in pairwise(chain):
        assert earlier.parts.later is not None and earlier.parts.later.url == later.url
        assert later.parts.earlier is not None and later.parts.earlier.url == earlier.url
    assert (chain[0].parts.earlier, newest.parts.later) == (None, None)
    assert [link.url for link in newest.parts.all] == [part.url for part in reversed(full)]
    assert all(part.parts.all == () for part in full)


@given(NUMBERS, SIZES)
def test_addresses_are_known_without_the_parts(number: int, size: int) -> None:
    assert list(part_urls(PAGE, number, size)) == [
        part.url for part in in_parts(cards(number), size, PAGE, ENGLISH)
    ]


@given(st.lists(st.integers(), unique=True))
def test_neighbours_stand_before_and_after(numbers: list[int]) -> None:
    newest_first = sorted(numbers, reverse=True)
    assert [one for one, _, _ in with_neighbours(newest_first)] == newest_first
    for one, earlier, later in with_neighbours(newest_first):
        assert earlier == max((other for other in numbers if other < one), default=None)
        assert later == min((other for other in numbers if other > one), default=None)


@given(st.lists(CARDS, max_size=8))
def test_groups_hold_every_card_in_its_order(found: list[Card]) -> None:
    found.sort(key=lambda card: card.date.sort_key, reverse=True)
    grouped = [
        by_day(found, ENGLISH, lambda month: f"/{month}/"),
        by_day_of_month(found, ENGLISH),
        by_month(found, ENGLISH, lambda month: f"/{month}/"),
    ]
    for groups in grouped:
        assert [card for group in groups for card in group.cards] == found
        assert all(group.cards for group in groups)


@given(st.lists(DATES, max_size=8))
def test_no_two_groups_of_a_list_have_one_heading(dates: list[PartialDate]) -> None:
    found = [Card("/a/", "A", date, "", (), None) for date in dates]
    found.sort(key=lambda card: card.date.sort_key, reverse=True)
    for groups in (by_day(found, ENGLISH, str), by_month(found, ENGLISH, str)):
        headings = [group.heading for group in groups]
        assert len(headings) == len(set(headings))


def test_groups_are_headed_as_readers_say_it() -> None:
    dates = ("2024-12-20T09:30:00+02:00", "2024-12-20", "2024-12", "")
    found = [Card("/a/", "A", PartialDate(date), "", (), None) for date in dates]
    assert [
        (group.heading, group.url, len(group.cards)) for group in by_day(found, ENGLISH, str)
    ] == [
        ("Friday 20 December 2024", "2024-12", 2),
        ("December 2024", "2024-12", 1),
        ("Date unknown", "/undated/", 1),
    ]
    assert [group.heading for group in by_day_of_month(found[:3], ENGLISH)] == [
        "Friday 20 December 2024",
        "Day unknown",
    ]
    assert [
        (group.heading, group.url, len(group.cards)) for group in by_month(found, ENGLISH, str)
    ] == [
        ("December 2024", "2024-12", 3),
        ("Date unknown", "/undated/", 1),
    ]


def test_the_greatest_count_stands_first_and_names_break_ties() -> None:
    links = [(Link(name, f"/{name}/"), number) for name, number in (("B", 2), ("A", 2), ("C", 9))]
    assert [(count.title, count.number) for count in counts(links)] == [
        ("C", 9),
        ("A", 2),
        ("B", 2),
    ]
