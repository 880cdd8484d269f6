"""The article's date: from what the text says about itself, and from nothing else."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sitegen.wire.read import Wire, read_wire

CAIRO = ZoneInfo("Africa/Cairo")
BODY = "Ministers of the two countries met in Geneva on Monday. They will meet again."


def read(text: str) -> Wire:
    return read_wire(text, CAIRO, {"CAIRO": "EG", "Cairo": "EG"}.get)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (" date 2024-12-20 ", "2024-12-20"),
        ("date 2024-12-20 ", "2024-12-20"),
        ("Date: 2024-12-20\n", "2024-12-20"),
        ("DATE: 2024-12-20 ", "2024-12-20"),
        ("20241220 ", "2024-12-20"),
        ("2024-12-20 ", "2024-12-20"),
        ("2024-12-20: ", "2024-12-20"),
        ("[2024-12-20] ", "2024-12-20"),
        ("(2024-12-20) ", "2024-12-20"),
        ("2024/12/20 ", "2024-12-20"),
        ("published 20.12.2024 ", "2024-12-20"),
        ("date 20/12/2024 ", "2024-12-20"),
        ("Published: 12/20/2024\n\n", "2024-12-20"),
        ("Published: 04/04/2024\n\n", "2024-04-04"),
        ("2024-12-20T22:30:00Z\n\n", "2024-12-21T00:30:00+02:00"),
        ("2024-12-20 09:30 UTC ", "2024-12-20T11:30:00+02:00"),
        ("Friday, 20 December 2024\n\n", "2024-12-20"),
        ("Fri 20 Dec 2024\n\n", "2024-12-20"),
        ("December 20, 2024\n\n", "2024-12-20"),
        ("Posted on 20th December 2024\n\n", "2024-12-20"),
        ("Published: 20 Dec 2024 14:30 GMT\n\n", "2024-12-20T16:30:00+02:00"),
        ("Dec. 20, 2024, 11:30 p.m. (GMT+3)\n\n", "2024-12-20T22:30:00+02:00"),
        ("20 December 2024 - ", "2024-12-20"),
        ("date 2024-12 ", "2024-12"),
        ("December 2024\n\n", "2024-12"),
        ("CAIRO, Dec. 19, 2024 (MENA) - ", "2024-12-19"),
        ("ABU DHABI, 20th December, 2024 (WAM) -- ", "2024-12-20"),
        ("December 2024\n\nCAIRO, Dec. 19 (MENA) - ", "2024-12-19"),
        ("date 2024-12-20 CAIRO, Dec. 19 (MENA) - ", "2024-12-20"),
        ("Talks end in Geneva\n\nDecember 20, 2024\n\nBy Jane Doe\n\n", "2024-12-20"),
    ],
)
def test_stated(head: str, date: str) -> None:
    wire = read(head + BODY)
    assert date == wire.date.text
    assert wire.paragraphs == (BODY,)
    assert date in [one.value for one in wire.derived if one.field == "date"]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The war began on Oct. 7, 2023. It goes on.",
        "On December 20, 2024, ministers met in Geneva.",
        "December 20, 2024 was the day on which ministers met.",
        "2024-12-20 was the last day of the talks.",
        "2024 was a year of talks.",
        "May 1 brought protests. They went on.",
        "CAIRO, Dec. 19 (MENA) - Ministers met.",
        "November 2023 - the month of the truce - is remembered.",
        "Ministers met on Thursday, 19 December 2024, in Geneva.",
    ],
)
def test_unknown(text: str) -> None:
    assert not read(text).date.known


@pytest.mark.parametrize(
    ("head", "code", "message"),
    [
        ("date 2024-02-30 ", "impossible-date", "line 1: 2024-02-30 is not a calendar date"),
        ("Date: 2024-13-01 ", "impossible-date", "line 1: 2024-13-01 is not a calendar month"),
        (
            "03.04.2024\n\n",
            "impossible-date",
            "line 1: '03.04.2024' may be day and month in either order",
        ),
        (
            "CAIRO, Dec. 19 (MENA) - ",
            "no-year",
            "line 1 gives a day without its year: 'CAIRO, Dec. 19 (MENA) -'",
        ),
    ],
)
def test_no_date_after_all(head: str, code: str, message: str) -> None:
    wire = read(head + BODY)
    assert not wire.date.known
    assert (code, message) == (wire.doubts[0].code, wire.doubts[0].message)
    assert wire.paragraphs == (BODY,)


def test_a_wrong_weekday_is_told() -> None:
    wire = read(f"Thursday, 20 December 2024\n\n{BODY}")
    assert wire.date.text == "2024-12-20"
    assert wire.doubts[0].message == "line 1: 2024-12-20 is not a Thursday"
    assert [one.certain for one in wire.derived if one.field == "date"] == [False]


def test_dates_far_apart_are_told_and_kept() -> None:
    wire = read(f"date 2024-12-20 CAIRO, Nov. 1, 2024 (MENA) - {BODY}")
    assert wire.date.text == "2024-12-20"
    assert [one.message for one in wire.doubts] == [
        "line 1 gives another date, 2024-11-01; 2024-12-20 was taken"
    ]


def test_a_date_at_the_foot() -> None:
    wire = read(f"{BODY}\n\nPublished: 20 December 2024")
    assert wire.date.text == "2024-12-20"
    assert wire.paragraphs == (BODY,)
