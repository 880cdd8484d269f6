"""What the benchmark makes of what it measured."""

from __future__ import annotations

import pytest

from benchmarks.table import (
    OURS,
    PEER,
    TARGETS,
    Figures,
    Row,
    Sample,
    build_table,
    compare,
    figures,
    markdown,
    reload_table,
    scale_table,
)

MB = 1_000_000


def sample(
    seconds: float,
    program: str = OURS,
    case: str = "cold",
    articles: int = 1000,
    memory: int | None = None,
    files: int = 10,
) -> Sample:
    return Sample(articles, case, program, seconds, seconds / 2, memory, files)


def row(articles: int, case: str, ours: float, peer: float | None = None) -> Row:
    peers = None if peer is None else Figures(peer, peer, 50 * MB, 7)
    return Row(articles, case, Figures(ours, ours, 30 * MB, 5), peers)


# Medians


def test_one_slow_run_changes_nothing() -> None:
    assert figures([sample(1.0), sample(90.0), sample(2.0)]).seconds == 2.0
    assert figures([sample(1.0), sample(90.0), sample(2.0)]).cpu == 1.0


def test_an_even_number_of_runs_gives_the_middle_of_the_middle_two() -> None:
    assert figures([sample(1.0), sample(4.0), sample(2.0), sample(9.0)]).seconds == 3.0


def test_the_time_of_a_run_watched_for_its_memory_does_not_count() -> None:
    found = figures([sample(8.0, memory=70 * MB), sample(1.0), sample(3.0)])
    assert found == Figures(2.0, 1.0, 70 * MB, 10)


def test_where_every_run_was_watched_their_times_are_all_there_is() -> None:
    assert figures([sample(8.0, memory=MB)]).seconds == 8.0


def test_memory_that_was_never_measured_is_unknown() -> None:
    assert figures([sample(1.0)]).memory is None


# Rows


def test_each_size_and_case_is_a_row_in_the_order_of_measuring() -> None:
    samples = [
        sample(1.0, OURS, "none", 10),
        sample(2.0, PEER, "none", 10),
        sample(4.0, OURS, "cold", 10),
        sample(3.0, OURS, "none", 5),
        sample(5.0, OURS, "none", 10),
    ]
    rows = compare(samples)
    assert [(found.articles, found.case) for found in rows] == [
        (10, "none"),
        (10, "cold"),
        (5, "none"),
    ]
    assert [found.ours.seconds for found in rows] == [3.0, 4.0, 3.0]
    assert [found.ratio for found in rows] == [1.5, None, None]


def test_the_ratio_is_our_time_in_times_of_the_peers() -> None:
    assert row(1000, "cold", 1.0, 4.0).ratio == 0.25
    assert row(1000, "cold", 1.0).ratio is None


@pytest.mark.parametrize("case", TARGETS)
def test_a_larger_site_has_no_weaker_target(case: str) -> None:
    targets = [row(articles, case, 1.0).target for articles in (1_000, 10_000, 19_000)]
    assert targets == sorted(targets, key=lambda target: -(target or 0))
    assert None not in targets


def test_a_size_or_a_case_without_a_target_has_none() -> None:
    assert row(777, "cold", 1.0).target is None
    assert row(1000, "other", 1.0).target is None


# Tables


def test_builds_stand_beside_the_peers() -> None:
    rows = (row(1000, "cold", 0.5, 2.0), row(12345, "none", 0.125, 0.5), row(5, "add", 1.0))
    assert build_table(rows).splitlines() == [
        "| articles | case | ratio | target | seconds | Hugo | CPU s | Hugo |  MB | Hugo | files | Hugo |",
        "| -------: | ---- | ----: | -----: | ------: | ---: | ----: | ---: | --: | ---: | ----: | ---: |",
        "|    1,000 | cold |  0.25 |   0.70 |    0.50 | 2.00 |  0.50 | 2.00 |  30 |   50 |     5 |    7 |",
        "|   12,345 | none |  0.25 |      – |    0.12 | 0.50 |  0.12 | 0.50 |  30 |   50 |     5 |    7 |",
        "|        5 | add  |     – |      – |    1.00 |    – |  1.00 |    – |  30 |    – |     5 |    – |",
    ]


def test_without_the_peer_there_are_times_alone() -> None:
    assert build_table((row(1000, "cold", 0.5),)).splitlines() == [
        "| articles | case | seconds | CPU s |  MB | files |",
        "| -------: | ---- | ------: | ----: | --: | ----: |",
        "|    1,000 | cold |    0.50 |  0.50 |  30 |     5 |",
    ]


def test_reloads_show_how_far_they_lie_apart() -> None:
    assert reload_table([(10_000, [0.5, 0.25, 1.5])]).splitlines() == [
        "| articles | seconds | least | most |",
        "| -------: | ------: | ----: | ---: |",
        "|   10,000 |    0.50 |  0.25 | 1.50 |",
    ]


def test_single_runs_are_shown_as_they_are() -> None:
    samples = [sample(60.0, articles=100_000, memory=512 * MB, files=1_234), sample(0.5)]
    assert scale_table(samples).splitlines() == [
        "| articles | case | seconds | CPU s |  MB | files |",
        "| -------: | ---- | ------: | ----: | --: | ----: |",
        "|  100,000 | cold |   60.00 | 30.00 | 512 | 1,234 |",
        "|    1,000 | cold |    0.50 |  0.25 |   – |    10 |",
    ]


def test_a_table_of_nothing_is_its_head() -> None:
    assert markdown(("case", "n"), []) == "| case |   n |\n| ---- | --: |"
