"""Dates as they are written: valid in each format, and read back as the same moment."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config
from sitegen.dates import PartialDate, parse_date, published, starts, time_zone
from sitegen.digest.choose import choose
from sitegen.model.article import Article
from sitegen.model.elements import Html
from sitegen.model.record import Record
from sitegen.model.site import Site
from sitegen.package import time_zone_names
from sitegen.plan.feeds import Entry, Feed
from sitegen.render import feeds
from sitegen.words import ENGLISH
from tests.conftest import SiteFolder
from tests.test_cli import Ran

ZONES = sorted(time_zone_names() - {"Factory"})
YEARS = (1, 99, 999, 1000, 1800, 1850, 1883, 1900, 1911, 1937, 1972, 1999, 2024, 9999)
"""The first and the last; when readers are misled; local mean time, and when places left it."""
RFC_3339 = re.compile(
    r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    # xs:dateTime, which Atom is held to, has no offset beyond 14 hours.
    r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)"
)
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [0-2]\d:[0-5]\d:[0-5]\d [+-]\d{4}"
)
ATOM = "{http://www.w3.org/2005/Atom}"


def written(dates: Iterable[str], zone: str, format: str) -> bytes:
    """A feed of reports of these dates."""
    url, guid, title, body = "/a/", "tag:d.example,2024:", "A report", Html("")
    entries = [
        Entry(
            guid=f"{guid}{number}", url=url, title=title, date=PartialDate(text), updated=PartialDate(text),
            summary="", body=body, countries=(), topics=(), source=None, lang="",
        )
        for number, text in enumerate(dates)
    ]  # fmt: skip
    site = Site("D", "D", "https://d.example", "en", "D", zone)
    return feeds.write(
        Feed("/feed", format, guid, title, title, "/", tuple(entries)), site, lambda html: ""
    )


def rss_dates(dates: Iterable[str], zone: str) -> list[str | None]:
    channel = ElementTree.fromstring(written(dates, zone, "rss")).find("channel")
    assert channel is not None
    return [item.findtext("pubDate") for item in channel.findall("item")]


def atom_dates(dates: Iterable[str], zone: str) -> list[str | None]:
    feed = ElementTree.fromstring(written(dates, zone, "atom"))
    entries = feed.findall(f"{ATOM}entry")
    told = [entry.findtext(f"{ATOM}published") for entry in entries]
    assert told == [entry.findtext(f"{ATOM}updated") for entry in entries]
    return told


def json_dates(dates: Iterable[str], zone: str) -> list[str]:
    items = json.loads(written(dates, zone, "json"))["items"]
    told = [item["date_published"] for item in items]
    assert told == [item["date_modified"] for item in items]
    return told


def texts(years: Iterable[int], zone: str) -> Iterator[str]:
    """Days and moments of each year, as a site in a zone keeps them."""
    for year in years:
        yield f"{year:04}-01-01"
        yield parse_date(f"{year:04}-12-31 23:59:59", time_zone(zone)).text


def assert_written_well(dates: list[str], zone: str) -> None:
    """Whatever is written of these dates is valid, and the moment or the day that they are."""
    assert all(RFC_3339.fullmatch(text) for text in dates if len(text) > 10)
    moments = [published(PartialDate(text), time_zone(zone)) for text in dates]
    for text, moment in zip(dates, moments, strict=True):
        assert moment is not None
        assert moment.isoformat()[: len(text)] == text
    for told in (atom_dates(dates, zone), json_dates(dates, zone)):
        assert all(RFC_3339.fullmatch(str(text)) for text in told)
        assert [datetime.fromisoformat(str(text)) for text in told] == moments
        assert [str(text)[:10] for text in told] == [text[:10] for text in dates]
    for text, rss, moment in zip(dates, rss_dates(dates, zone), moments, strict=True):
        if text < "1000":
            assert rss is None  # readers would take it for one of our time
        else:
            assert RFC_822.fullmatch(str(rss))
            assert parsedate_to_datetime(str(rss)) == moment
    shown = [ENGLISH.date(PartialDate(text)) for text in dates]
    years = [re.search(r"(\d{1,2}) [A-Z][a-z]+ (\d{4})(, \d\d:\d\d)?$", text) for text in shown]
    assert [match and match[2] for match in years] == [text[:4] for text in dates]


def test_every_year_is_written_well() -> None:
    assert_written_well(list(texts(range(1, 10_000), "Africa/Cairo")), "Africa/Cairo")


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_written_well(zone: str) -> None:
    assert_written_well(list(texts(YEARS, zone)), zone)


@given(st.sampled_from(ZONES), st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)))
def test_a_moment_that_is_stated_stays_that_moment(zone: str, clock: datetime) -> None:
    clock = clock.replace(microsecond=0)
    read = parse_date(f"{clock.isoformat()}Z", time_zone(zone))
    assert read.moment == clock.replace(tzinfo=UTC)
    assert RFC_3339.fullmatch(read.text)


@given(st.sampled_from(ZONES), st.datetimes())
def test_a_day_that_is_stated_stays_that_day(zone: str, clock: datetime) -> None:
    clock = clock.replace(microsecond=0)
    read = parse_date(clock.isoformat(), time_zone(zone))
    assert read.text[:19] == clock.isoformat()
    first = starts(PartialDate(read.day), time_zone(zone))
    assert first is not None
    assert first.isoformat()[:19] == f"{read.day}T00:00:00"


@given(st.sampled_from(ZONES), st.datetimes())
def test_an_offset_is_the_closest_that_can_be_written(zone: str, clock: datetime) -> None:
    moment = parse_date(clock.isoformat(), time_zone(zone)).moment
    assert moment is not None
    exact = clock.replace(tzinfo=time_zone(zone)).utcoffset()
    written = moment.utcoffset()
    assert exact is not None
    assert written is not None
    nearest = min(max(exact, timedelta(hours=-14)), timedelta(hours=14))
    assert abs(written - nearest) <= timedelta(seconds=30)


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_a_reader_finds_the_moments(format: str) -> None:
    dates = [text for text in texts(YEARS, "Africa/Cairo") if "1800" < text < "9999-12"]
    found = feedparser.parse(written(dates, "Africa/Cairo", format))
    assert not found.bozo
    moments = [published(PartialDate(text), time_zone("Africa/Cairo")) for text in dates]
    told = [datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in found.entries]
    assert told == moments


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("zone", ["Africa/Cairo", "Asia/Manila"])
def test_a_site_of_any_year_is_built(site: SiteFolder, year: int, zone: str) -> None:
    site.write("sitegen.toml", f'base_url = "https://d.example"\ntimezone = "{zone}"\n')
    site.article("a.md", title="A", date=f"{year:04}-03-01 10:30", updated=f"{year:04}-03-02")
    site.build(now=datetime(9999, 12, 31, tzinfo=UTC))
    text = parse_date(f"{year:04}-03-01 10:30", time_zone(zone)).text
    page = site.read(f"{year:04}/03/a/index.html")
    assert f'<time datetime="{text}">1 March {year:04}, 10:30</time>' in page
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert (data["datePublished"], data["dateModified"]) == (text, f"{year:04}-03-02")
    assert f"<lastmod>{year:04}-03-02</lastmod>" in site.read(f"sitemap-{year:04}-03.xml")


NOWS = ("0001-01", "0001-01-01", "0001-01-03T00:00Z", "9999-12-31", "9999-12-31T23:59:59Z")


@pytest.mark.parametrize("now", NOWS)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Manila", "America/Juneau", "Pacific/Kiritimati"])
def test_what_is_out_by_now_is_known_in_any_year(now: str, zone: str) -> None:
    moment = starts(parse_date(now, UTC), UTC)
    assert moment is not None
    dates = [f"{year:04}-{day}" for year in (1, 2024, 9999) for day in ("01", "01-01", "12-31")]
    records = {
        f"articles/{text}.md": Record(Article(text, text, text, PartialDate(text)), "", ())
        for text in dates
    }
    choice = choose(records, Config(timezone=zone), (), moment, drafts=False)
    begins = {text: starts(PartialDate(text), time_zone(zone)) for text in dates}
    out = {text for text, begin in begins.items() if begin is not None and begin <= moment}
    assert {article.id for article in choice.edition.articles.values()} == out
    assert choice.since <= moment
    assert choice.until is None or choice.until > moment


@pytest.mark.parametrize("now", NOWS)
def test_the_command_takes_any_year_for_now(site: SiteFolder, now: str) -> None:
    site.write("sitegen.toml", 'base_url = "https://d.example"\ntimezone = "Asia/Manila"\n')
    site.article("a.md", title="A", date="2024-12-20")
    for _ in range(2):
        ran = Ran(site.root, "build", "--now", now)
        assert ran.code == 0
        assert "Traceback" not in ran.complained


@pytest.mark.parametrize("now", ["0000-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-01:00"])
def test_a_now_beyond_the_calendar_is_wrong_use(site: SiteFolder, now: str) -> None:
    ran = Ran(site.root, "build", "--now", now)
    assert (ran.code, ran.said) == (2, "")
    assert f"--now: {now[:7]}" in ran.complained
    assert "Traceback" not in ran.complained
