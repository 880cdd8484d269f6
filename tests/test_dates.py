"""Dates: as precise as they are known, and on the site's own day."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.dates import (
    UNKNOWN,
    PartialDate,
    parse_date,
    parse_mail_date,
    published,
    starts,
)
from tests.strategies import DATES, DAYS, MOMENTS, MONTHS, TIMES

CAIRO = ZoneInfo("Africa/Cairo")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from([ZoneInfo("UTC"), CAIRO, NEW_YORK, ZoneInfo("Asia/Kathmandu")])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-12", "2024-12"),
        ("2024-12-20", "2024-12-20"),
        (" 2024-12-20\n", "2024-12-20"),
        ("2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("2024-12-20 14:30", "2024-12-20T14:30:00+02:00"),
        ("2024-12-20T14:30:15", "2024-12-20T14:30:15+02:00"),
        ("2024-12-20T14:30:15.123456", "2024-12-20T14:30:15+02:00"),
        ("2024-12-20T14:30Z", "2024-12-20T16:30:00+02:00"),
        ("2024-12-20 14:30 +0100", "2024-12-20T15:30:00+02:00"),
        ("2024-12-20T23:30:00Z", "2024-12-21T01:30:00+02:00"),
        ("2024-12-31T23:30:00Z", "2025-01-01T01:30:00+02:00"),
        ("2024-12-20T00:30:00+05:00", "2024-12-19T21:30:00+02:00"),
    ],
)
def test_a_date_is_read_in_the_sites_zone(written: str, read: str) -> None:
    assert parse_date(written, CAIRO).text == read


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "'' is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30"),
        ("2024", "'2024' is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30"),
        (
            "20 Dec 2024",
            "'20 Dec 2024' is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30",
        ),
        (
            "٢٠٢٤-١٢-٢٠",
            "'٢٠٢٤-١٢-٢٠' is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30",
        ),
        ("2024-13", "2024-13 is not a calendar month"),
        ("2024-00", "2024-00 is not a calendar month"),
        ("0000-01", "0000-01 is not a calendar month"),
        ("2024-02-30", "2024-02-30 is not a calendar date"),
        ("2023-02-29", "2023-02-29 is not a calendar date"),
        ("2024-12-00", "2024-12-00 is not a calendar date"),
        ("2024-12-20 25:00", "2024-12-20 25:00 is not a time of day"),
        ("2024-12-20 12:60", "2024-12-20 12:60 is not a time of day"),
        ("2024-12-20T12:00+99:00", "2024-12-20T12:00+99:00 is not a time of day"),
        ("0001-01-01T00:30+12:00", "0001-01-01T00:30+12:00 is not a time of day"),
        ("9999-12-31T23:30-12:00", "9999-12-31T23:30-12:00 is not a time of day"),
    ],
)
def test_what_is_no_date_is_told_in_words(written: str, message: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_date(written, CAIRO)
    assert str(error.value) == message


def test_an_impossible_date_is_named_whole_whatever_stands_around_it() -> None:
    with pytest.raises(ValueError) as error:
        parse_date("  2024-02-30", CAIRO)
    assert str(error.value) == "2024-02-30 is not a calendar date"


@given(st.text() | st.from_regex(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?"))
@example("2024-12-20T24:00")
@example("2024-12-20T12:00+02:60")
@example("2024-12-20T12:00:00.")
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = parse_date(text, CAIRO)
    except ValueError as error:
        assert str(error)
    else:
        assert parse_date(date.text, CAIRO) == date


@given(MONTHS | DAYS | MOMENTS, ZONES)
def test_a_date_that_was_read_reads_the_same_again(text: str, zone: ZoneInfo) -> None:
    date = parse_date(text, zone)
    assert parse_date(date.text, zone) == date


@given(MOMENTS, ZONES)
def test_a_moment_is_never_moved(text: str, zone: ZoneInfo) -> None:
    assert parse_date(text, zone).moment == datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "zone"),
    [("0001-01-01 00:30", CAIRO), ("9999-12-31 23:30", NEW_YORK)],
)
def test_the_first_and_the_last_moment_have_a_place_in_order(written: str, zone: ZoneInfo) -> None:
    key = parse_date(written, zone).sort_key
    assert key[:10] == written[:10]
    assert PartialDate(written[:10]).sort_key < key < PartialDate("9999-12-32").sort_key


@given(DAYS, TIMES, TIMES)
def test_moments_of_a_day_stand_in_their_order(day: str, one: str, other: str) -> None:
    keys = [parse_date(f"{day} {time}", ZoneInfo("UTC")).sort_key for time in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@pytest.mark.parametrize(
    ("written", "zone", "read"),
    [
        ("1850-01-01 10:30", CAIRO, "1850-01-01T10:30:00+02:05"),
        ("1850-01-01 10:30Z", CAIRO, "1850-01-01T12:35:00+02:05"),
        ("1850-01-01 10:30", NEW_YORK, "1850-01-01T10:30:00-04:56"),
        ("1850-01-01 10:30Z", NEW_YORK, "1850-01-01T05:34:00-04:56"),
    ],
)
def test_a_moment_of_local_mean_time_has_an_offset_that_formats_can_hold(
    written: str, zone: ZoneInfo, read: str
) -> None:
    assert parse_date(written, zone).text == read
    assert parse_date(read, zone).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fri, 20 Dec 2024 10:00:00 +0100", "2024-12-20T11:00:00+02:00"),
        ("Fri, 20 Dec 2024 23:30:00 GMT", "2024-12-21T01:30:00+02:00"),
        ("20 Dec 2024 10:00:00 -0000", "2024-12-20T12:00:00+02:00"),  # UTC, by RFC 5322 §3.3
        ("20 Dec 24 10:00 EST", "2024-12-20T17:00:00+02:00"),
        ("1 Jan 1850 00:00:00 +0000", "1850-01-01T02:05:00+02:05"),
    ],
)
def test_the_date_of_an_email(written: str, read: str) -> None:
    assert parse_mail_date(written, CAIRO).text == read


@given(st.text() | st.from_regex(r"\d{1,2} (Jan|Dec) \d{1,5} \d\d:\d\d(:\d\d)? [+-]\d{1,5}"))
@example("1 Jan 1 00:00:00 +9959")
def test_any_text_is_a_date_of_an_email_or_a_value_error(text: str) -> None:
    try:
        date = parse_mail_date(text, CAIRO)
    except ValueError as error:
        assert str(error)
    else:
        assert parse_date(date.text, CAIRO) == date


class TestDaylightSaving:
    """Cairo moved its clocks at midnight of 26 April and of 1 November 2024."""

    def test_a_time_that_never_was_stands_before_the_gap(self) -> None:
        assert parse_date("2024-04-26 00:30", CAIRO).text == "2024-04-26T00:30:00+02:00"

    def test_a_time_that_was_twice_is_the_first(self) -> None:
        assert parse_date("2024-10-31 23:30", CAIRO).text == "2024-10-31T23:30:00+03:00"

    def test_a_moment_in_the_second_hour_keeps_its_offset(self) -> None:
        assert parse_date("2024-10-31T21:30Z", CAIRO).text == "2024-10-31T23:30:00+02:00"

    def test_the_hour_that_was_twice_stays_in_order(self) -> None:
        moments = ("2024-10-31T20:45Z", "2024-10-31T21:15Z", "2024-10-31T21:59Z")
        keys = [parse_date(moment, CAIRO).sort_key for moment in moments]
        assert keys == sorted(keys)

    def test_a_day_begins_though_its_midnight_never_was(self) -> None:
        begins = starts(PartialDate("2024-04-26"), CAIRO)
        assert begins is not None
        assert begins.astimezone(UTC).isoformat() == "2024-04-25T22:00:00+00:00"


def test_a_date_tells_no_more_than_is_known() -> None:
    table = [
        (date.known, date.year, date.month, date.day, date.moment is not None)
        for date in map(PartialDate, ("", "2024-12", "2024-12-20", "2024-12-20T09:30:00+02:00"))
    ]
    assert table == [
        (False, "", "", "", False),
        (True, "2024", "2024-12", "", False),
        (True, "2024", "2024-12", "2024-12-20", False),
        (True, "2024", "2024-12", "2024-12-20", True),
    ]


def test_dates_sort_by_day_and_a_month_before_its_days() -> None:
    ordered = [
        "",
        "2024-11-30",
        "2024-12",
        "2024-12-01",
        "2024-12-01T00:00:00+02:00",
        "2024-12-01T23:59:00+02:00",
        "2024-12-02",
    ]
    keys = [PartialDate(text).sort_key for text in ordered]
    assert all(one < other for one, other in pairwise(keys))


def test_a_feed_has_a_moment_for_a_day_and_none_for_a_month() -> None:
    assert published(UNKNOWN, CAIRO) is None
    assert published(PartialDate("2024-12"), CAIRO) is None
    assert published(PartialDate("2024-12-20"), CAIRO) == datetime(2024, 12, 20, tzinfo=CAIRO)


@given(DATES, ZONES)
def test_a_date_starts_no_later_than_it_is_published(date: PartialDate, zone: ZoneInfo) -> None:
    assert (starts(date, zone) is None) == (not date.known)
    assert published(date, zone) in (None, starts(date, zone))
