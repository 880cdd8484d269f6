"""Problems and results, as a person or a program reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.options import Report
from sitegen.problems import Location, Problem
from sitegen.report import as_json, problem_lines, result_lines

ERROR = Problem(Location("content/b.md", 4, 2), "field-date", "date: 'x' is no date", "mend it")
WARNING = Problem(Location("content/é.md"), "undated", "the date is unknown", severity="warning")


def report(**values: object) -> Report:
    return Report(Path.cwd() / "public", **values)  # type: ignore[arg-type]


def test_problems_are_told_in_the_order_of_their_places() -> None:
    assert problem_lines([WARNING, ERROR]) == [
        "content/b.md:4:2: date: 'x' is no date; mend it",
        "content/é.md: warning: the date is unknown",
    ]


def test_a_build_is_told_in_a_few_lines() -> None:
    done = report(
        articles=1234,
        feeds=1,
        planned=2345,
        rendered={"index.html": "it is new", "feed.xml": "its file is missing"},
        written=["feed.xml", "index.html"],
        removed=["old/index.html"],
        seconds={"read": 1.25, "plan": 0.5, "verify": 0.001},
    )
    assert result_lines(done) == [
        "1,234 articles, 1 feed, 2,345 files in all",
        "rendered 2, wrote 2 files, removed 1",
        "done in 1.75 s (read 1.25, plan 0.50)",
        "the site is in public/",
    ]
    assert result_lines(done, explain=True)[:2] == [
        "it is new: index.html",
        "its file is missing: feed.xml",
    ]


def test_a_build_with_nothing_to_do_says_so() -> None:
    assert result_lines(report(articles=1, feeds=2, planned=1, seconds={"look": 0.0012})) == [
        "1 article, 2 feeds, 1 file in all",
        "rendered 0, wrote 0 files",
        "done in 0.00 s (at once)",
        "the site is in public/",
    ]


@pytest.mark.parametrize(
    ("unreviewed", "line"),
    [
        (1, "1 article rests on derived fields: sitegen import FILE… makes them reviewable"),
        (2, "2 articles rest on derived fields: sitegen import FILE… makes them reviewable"),
    ],
)
def test_what_no_editor_has_seen_is_told(unreviewed: int, line: str) -> None:
    assert line in result_lines(report(unreviewed=unreviewed))


def test_a_site_elsewhere_is_named_whole() -> None:
    assert result_lines(Report(Path("/srv/site")))[-1] == "the site is in /srv/site/"


def test_a_program_reads_one_object() -> None:
    done = report(
        planned=3,
        rendered={"index.html": "it is new"},
        written=["index.html"],
        removed=["é.html"],
        seconds={"read": 0.25},
    )
    text = as_json(done, [WARNING, ERROR])
    assert text.isascii()
    assert json.loads(text) == {
        "planned": 3,
        "rendered": {"index.html": "it is new"},
        "written": ["index.html"],
        "removed": ["é.html"],
        "problems": [
            {
                "path": "content/b.md",
                "line": 4,
                "column": 2,
                "code": "field-date",
                "severity": "error",
                "message": "date: 'x' is no date",
                "hint": "mend it",
            },
            {
                "path": "content/é.md",
                "line": 0,
                "column": 0,
                "code": "undated",
                "severity": "warning",
                "message": "the date is unknown",
                "hint": "",
            },
        ],
        "seconds": {"read": 0.25},
    }


def test_a_build_that_failed_has_the_same_keys() -> None:
    failed, done = json.loads(as_json(None, [ERROR])), json.loads(as_json(report(), []))
    assert failed.keys() == done.keys()
    assert (failed["planned"], failed["written"], len(failed["problems"])) == (0, [], 1)


def test_a_path_that_is_no_text_is_spelt_out() -> None:
    odd = Problem(Location("content/caf\udce9.md", 2), "odd", "is odd")
    assert json.loads(as_json(None, [odd]))["problems"][0]["path"] == "content/caf\udce9.md"
    assert problem_lines([odd]) == ["content/caf\\udce9.md:2: is odd"]
