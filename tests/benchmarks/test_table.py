"""What the benchmark makes of what it measured."""

from __future__ import annotations

import pytest

from benchmarks.table import (
    MEMORY_TARGETS,
    OURS,
    PEER,
    TARGETS,
    UNKNOWN,
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
    theme: str = "rich",
) -> Sample:
    return Sample(theme, articles, case, program, seconds, seconds / 2, memory, files)


def row(
    articles: int, case: str, ours: float, peer: float | None = None, theme: str = "rich"
) -> Row:
    peers = None if peer is None else Figures(peer, peer, 50 * MB, 7)
    return Row(theme, articles, case, Figures(ours, ours, 30 * MB, 5), peers)


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


def test_what_has_no_counterpart_stands_beside_the_plain_site_of_the_same_size() -> None:
    samples = [
        sample(2.0, OURS, "cold", 10, theme="raw"),
        sample(2.0, OURS, "cold", 20, theme="raw"),
        sample(1.0, OURS, "cold", 10, theme="plain"),
        sample(4.0, PEER, "cold", 10, theme="plain"),
        sample(8.0, PEER, "cold", 10, theme="rich"),
        sample(1.0, OURS, "cold", 10, theme="rich"),
    ]
    assert [(row.theme, row.beside, row.articles, row.ratio) for row in compare(samples)] == [
        ("raw", "plain", 10, 0.5),
        ("raw", UNKNOWN, 20, None),
        ("plain", "plain", 10, 0.25),
        ("rich", "rich", 10, 0.125),
    ]


def test_the_ratio_is_our_time_in_times_of_the_peers() -> None:
    assert row(1000, "cold", 1.0, 4.0).ratio == 0.25
    assert row(1000, "cold", 1.0).ratio is None


def test_memory_has_a_ratio_where_both_were_watched() -> None:
    found = row(1000, "cold", 1.0, 4.0)
    assert found.memory_ratio == 0.6
    assert row(1000, "cold", 1.0).memory_ratio is None
    unwatched = found.ours._replace(memory=None)
    assert found._replace(ours=unwatched).memory_ratio is None
    assert found._replace(peer=unwatched).memory_ratio is None


@pytest.mark.parametrize(
    "sizes",
    [
        pytest.param(sizes, id=f"{theme}-{case}")
        for targets in (TARGETS, MEMORY_TARGETS)
        for theme, cases in targets.items()
        for case, sizes in cases.items()
    ],
)
def test_a_larger_site_has_no_weaker_target(sizes: dict[int, float]) -> None:
    targets = [sizes[articles] for articles in sorted(sizes)]
    assert targets == sorted(targets, reverse=True)


def test_a_target_is_of_a_theme_a_case_and_a_size() -> None:
    assert row(10_000, "cold", 1.0, theme="plain").target == 0.75
    assert row(10_000, "cold", 1.0, theme="plain").memory_target == 0.55
    assert row(10_000, "cold", 1.0, theme="rich").target == 0.5
    assert row(10_000, "cold", 1.0, theme="rich").memory_target is None
    assert row(10_000, "cold", 1.0, theme="raw").target is None
    assert row(777, "cold", 1.0).target is None
    assert row(1000, "other", 1.0).target is None


# Tables


def test_builds_stand_beside_the_peers() -> None:
    rows = (
        row(1000, "cold", 0.5, 2.0),
        row(10_000, "cold", 0.125, 0.5, theme="raw"),
        row(5, "add", 1.0, theme="plain"),
    )
    assert build_table(rows).splitlines() == [
        "| theme | Hugo's | articles | case | ratio | target | seconds | Hugo | CPU s | Hugo | ratio | target |  MB | Hugo | files | Hugo |",
        "| ----- | ------ | -------: | ---- | ----: | -----: | ------: | ---: | ----: | ---: | ----: | -----: | --: | ---: | ----: | ---: |",
        "| rich  | rich   |    1,000 | cold |  0.25 |   0.70 |    0.50 | 2.00 |  0.50 | 2.00 |  0.60 |      – |  30 |   50 |     5 |    7 |",
        "| raw   | plain  |   10,000 | cold |  0.25 |      – |    0.12 | 0.50 |  0.12 | 0.50 |  0.60 |      – |  30 |   50 |     5 |    7 |",
        "| plain | –      |        5 | add  |     – |      – |    1.00 |    – |  1.00 |    – |     – |      – |  30 |    – |     5 |    – |",
    ]


def test_without_the_peer_there_are_times_alone() -> None:
    assert build_table((row(1000, "cold", 0.5),)).splitlines() == [
        "| theme | articles | case | seconds | CPU s |  MB | files |",
        "| ----- | -------: | ---- | ------: | ----: | --: | ----: |",
        "| rich  |    1,000 | cold |    0.50 |  0.50 |  30 |     5 |",
    ]


def test_reloads_show_how_far_they_lie_apart() -> None:
    assert reload_table([("plain", 10_000, [0.5, 0.25, 1.5])]).splitlines() == [
        "| theme | articles | seconds | least | most |",
        "| ----- | -------: | ------: | ----: | ---: |",
        "| plain |   10,000 |    0.50 |  0.25 | 1.50 |",
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
