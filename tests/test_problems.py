"""Problems: where, what, and what to do."""

from __future__ import annotations

import pytest

from sitegen.problems import BuildFailed, Location, Problem, errors, nearest


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Location("content/a.md"), "content/a.md"),
        (Location("content/a.md", 4), "content/a.md:4"),
        (Location("content/a.md", 4, 7), "content/a.md:4:7"),
        (Location("content/a.md", 0, 7), "content/a.md"),
    ],
)
def test_a_place_is_shown_as_far_as_it_is_known(where: Location, shown: str) -> None:
    assert str(where) == shown


def test_a_problem_says_where_what_and_what_to_do() -> None:
    where = Location("content/articles/x.md", 4)
    error = Problem(where, "unknown-country", "unknown country 'Frnace'", "did you mean 'France'?")
    assert str(error) == (
        "content/articles/x.md:4: unknown country 'Frnace'; did you mean 'France'?"
    )
    warning = Problem(Location("a.md"), "undated", "the date is unknown", severity="warning")
    assert str(warning) == "a.md: warning: the date is unknown"


def test_a_failed_build_tells_every_problem_in_the_order_of_their_places() -> None:
    later = Problem(Location("b.md", 2), "one", "second")
    earlier = Problem(Location("a.md", 9), "two", "first")
    failure = BuildFailed([later, earlier])
    assert failure.problems == (earlier, later)
    assert str(failure) == "a.md:9: first\nb.md:2: second"


def test_only_errors_stop_a_build() -> None:
    error = Problem(Location("a"), "x", "wrong")
    warning = Problem(Location("a"), "x", "odd", severity="warning")
    assert errors([warning, error]) == (error,)


@pytest.mark.parametrize(
    ("word", "meant"), [("titel", "title"), ("date", "date"), ("zzz", ""), ("", "")]
)
def test_the_nearest_word_or_none(word: str, meant: str) -> None:
    assert nearest(word, iter(("title", "date", "updated"))) == meant
