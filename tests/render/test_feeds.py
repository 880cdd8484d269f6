"""Feeds, read back by a feed reader: whole, dated as far as is known, the same on every day."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from hypothesis import given

from sitegen import dates
from sitegen.body.links import resolve
from sitegen.countries import country
from sitegen.dates import UNKNOWN, PartialDate
from sitegen.model.article import Source
from sitegen.model.elements import Html, Link
from sitegen.model.site import Site
from sitegen.plan.feeds import Entry, Feed
from sitegen.render import feeds
from tests.conftest import Golden, SiteFolder
from tests.strategies import feeds as any_feed

SITE = Site(
    "The Digest", "What is said", "https://digest.example.org/d", "en", "The Desk", "Africa/Cairo"
)
BODIES = {
    "talks": "<p>Ministers met &amp; talked.</p>\n"
    '<p>See <a href="content:articles/call.md#end">the call</a>.</p>\n',
    "grain": "<p>Grain left ]]&gt; port.</p>\n",
    "empty": "",
}
TALKS = Entry(
    guid="tag:digest.example.org,2024:talks",
    url="/2024/12/talks/",
    title='Talks <b>open</b> & "go on"',
    date=PartialDate("2024-12-20T09:30:00+02:00"),
    updated=PartialDate("2024-12-22"),
    summary="Two ministers met & talked.",
    body=Html("talks", (Link("articles/call.md#end", "/2024/11/call/#end"),)),
    countries=("EG", "IR"),
    topics=("shipping",),
    source=Source("MENA", "https://mena.example/1"),
    lang="",
)
GRAIN = TALKS._replace(
    guid="tag:digest.example.org,2024:grain",
    url="/2024/12/grän/",
    title="شحنة حبوب",
    date=PartialDate("2024-12"),
    updated=UNKNOWN,
    summary="",
    body=Html("grain"),
    countries=("CI",),
    topics=(),
    source=None,
    lang="ar",
)
UNDATED = GRAIN._replace(
    guid="tag:digest.example.org,2024:note", url="/undated/note/", title="A note", date=UNKNOWN
)
RSS = Feed(
    url="/countries/egypt/feed.xml",
    format="rss",
    id="tag:digest.example.org,2024:feed/egypt",
    title="The Digest: Egypt",
    description="Reports on Egypt & others.",
    page="/countries/egypt/",
    entries=(TALKS, GRAIN, UNDATED),
)
ATOM = RSS._replace(format="atom", url="/atom.xml")
JSON = RSS._replace(format="json", url="/feed.json")
ATOM_NAME = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def written(feed: Feed, bodies: dict[str, str] = BODIES) -> bytes:
    return feeds.write(feed, SITE, lambda html: whole(html, bodies))


def whole(html: Html, bodies: dict[str, str]) -> str:
    """A body's HTML with whole addresses."""
    return resolve(bodies[html.reference], html.links, SITE.base_url)


def tree(feed: Feed) -> Any:
    return ElementTree.fromstring(written(feed))


def items(feed: Feed) -> list[Any]:
    return tree(feed).findall("channel/item" if feed.format == "rss" else f"{ATOM_NAME}entry")


def texts(feed: Feed, name: str) -> list[list[str | None]]:
    """The texts of every item's children of a name."""
    return [[found.text for found in item.findall(name)] for item in items(feed)]


def read(data: bytes) -> Any:
    """What a feed reader makes of a feed that it finds nothing wrong with."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def test_the_written_feed(golden: Golden) -> None:
    golden("feed.xml", written(RSS).decode())


class TestEveryFormat:
    @given(any_feed("rss"))
    def test_rss_reads_back(self, feed_and_bodies: tuple[Feed, dict[str, str]]) -> None:
        self.reads_back(*feed_and_bodies)

    @given(any_feed("atom"))
    def test_atom_reads_back(self, feed_and_bodies: tuple[Feed, dict[str, str]]) -> None:
        self.reads_back(*feed_and_bodies)

    def reads_back(self, feed: Feed, bodies: dict[str, str]) -> None:
        found = read(written(feed, bodies))
        assert found.feed.title == feed.title
        assert [item.id for item in found.entries] == [entry.guid for entry in feed.entries]
        assert [item.title for item in found.entries] == [entry.title for entry in feed.entries]
        assert [item.link for item in found.entries] == [
            f"https://digest.example.org/d{entry.url}" for entry in feed.entries
        ]
        wholes = [whole(entry.body, bodies) for entry in feed.entries]
        contents = ["".join(part.value for part in item.content) for item in found.entries]
        assert contents == [html.strip() for html in wholes]
        for item, entry in zip(found.entries, feed.entries, strict=True):
            # The reader lists no tag twice.
            tags = [*(country(code).name for code in entry.countries), *entry.topics]
            assert [tag.term for tag in item.get("tags", ())] == list(dict.fromkeys(tags))
            moment = dates.published(entry.date, dates.time_zone(SITE.timezone))
            told = item.get("published_parsed")
            assert told == (moment.utctimetuple() if moment else None)

    @given(any_feed("json"))
    def test_json_reads_back(self, feed_and_bodies: tuple[Feed, dict[str, str]]) -> None:
        feed, bodies = feed_and_bodies
        data = json.loads(written(feed, bodies))
        assert (data["version"], data["title"]) == (
            "https://jsonfeed.org/version/1.1",
            feed.title,
        )
        for item, entry in zip(data["items"], feed.entries, strict=True):
            assert (item["id"], item["title"]) == (entry.guid, entry.title)
            assert item["url"] == f"https://digest.example.org/d{entry.url}"
            moment = dates.published(entry.date, dates.time_zone(SITE.timezone))
            assert item.get("date_published") == (moment.isoformat() if moment else None)

    @pytest.mark.parametrize("feed", [RSS, ATOM, JSON], ids=lambda feed: feed.format)
    def test_the_same_bytes_every_time(self, feed: Feed) -> None:
        assert written(feed) == written(feed)

    @pytest.mark.parametrize("feed", [RSS, ATOM], ids=lambda feed: feed.format)
    def test_no_date_comes_from_the_clock(self, feed: Feed) -> None:
        years = {str(datetime.now().year), str(datetime.now().year + 1)}
        bare = written(feed._replace(entries=(UNDATED,))).decode()
        assert not [year for year in years if year in bare]
        assert not [year for year in years if year in written(feed._replace(entries=())).decode()]


class TestRss:
    def test_the_channel_links_to_its_page_and_to_itself(self) -> None:
        channel = tree(RSS).find("channel")
        assert channel.findtext("link") == "https://digest.example.org/d/countries/egypt/"
        own = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM_NAME}link")}
        assert own["self"] == "https://digest.example.org/d/countries/egypt/feed.xml"

    def test_an_item_is_known_by_an_id_that_is_no_address(self) -> None:
        guids = [item.find("guid") for item in items(RSS)]
        assert [(guid.text, guid.get("isPermaLink")) for guid in guids] == [
            (entry.guid, "false") for entry in RSS.entries
        ]

    def test_dates_are_told_as_far_as_they_are_known(self) -> None:
        told = texts(RSS, "pubDate")
        assert told[1:] == [[], []]
        (moment,) = told[0]
        assert parsedate_to_datetime(str(moment)).isoformat() == "2024-12-20T09:30:00+02:00"

    def test_the_channel_changed_when_its_newest_entry_did(self) -> None:
        changed = tree(RSS).findtext("channel/lastBuildDate")
        assert parsedate_to_datetime(changed).isoformat() == "2024-12-22T00:00:00+02:00"

    @pytest.mark.parametrize("entries", [(), (GRAIN,), (GRAIN, UNDATED)])
    def test_without_a_dated_entry_there_is_no_date_at_all(
        self, entries: tuple[Entry, ...]
    ) -> None:
        data = written(RSS._replace(entries=entries))
        assert read(data).entries == [] or entries
        assert b"Date>" not in data

    def test_the_whole_body_goes_along_with_full_addresses(self) -> None:
        ((talks,), (grain,), _) = texts(RSS, CONTENT)
        assert talks == (
            "<p>Ministers met &amp; talked.</p>\n<p>See "
            '<a href="https://digest.example.org/d/2024/11/call/#end">the call</a>.</p>\n'
        )
        assert grain == BODIES["grain"]

    def test_the_summary_is_escaped_text_and_the_title_where_there_is_none(self) -> None:
        assert texts(RSS, "description") == [
            ["Two ministers met &amp; talked."],
            ["شحنة حبوب"],
            ["A note"],
        ]

    def test_source_and_language_are_told_where_they_are_known(self) -> None:
        assert texts(RSS, f"{DC}creator") == [["MENA"], [], []]
        assert texts(RSS, f"{DC}language") == [[], ["ar"], ["ar"]]


class TestAtom:
    def test_the_feed_has_all_that_the_standard_demands(self) -> None:
        root = tree(ATOM)
        demanded = ("id", "title", "updated", "author/name")
        found = [
            root.findtext("/".join(ATOM_NAME + part for part in name.split("/")))
            for name in demanded
        ]
        assert found == [ATOM.id, ATOM.title, "2024-12-22T00:00:00+02:00", "The Desk"]
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM_NAME}link")}
        assert links == {
            "self": "https://digest.example.org/d/atom.xml",
            "alternate": "https://digest.example.org/d/countries/egypt/",
        }

    def test_every_entry_has_an_id_and_a_change_and_only_a_known_day_is_published(self) -> None:
        assert texts(ATOM, f"{ATOM_NAME}id") == [[entry.guid] for entry in ATOM.entries]
        assert texts(ATOM, f"{ATOM_NAME}published") == [["2024-12-20T09:30:00+02:00"], [], []]
        assert texts(ATOM, f"{ATOM_NAME}updated") == [
            ["2024-12-22T00:00:00+02:00"],
            ["2024-12-01T00:00:00+02:00"],
            ["1970-01-01T00:00:00+00:00"],
        ]

    @given(any_feed("atom"))
    def test_no_entry_is_newer_than_the_feed(
        self, feed_and_bodies: tuple[Feed, dict[str, str]]
    ) -> None:
        """RFC 4287 §4.2.15: the feed's own time tells when any of it was last changed."""
        feed, bodies = feed_and_bodies
        root = ElementTree.fromstring(written(feed, bodies))
        times = [
            datetime.fromisoformat(str(time.text)) for time in root.iter(f"{ATOM_NAME}updated")
        ]
        assert max(times) == times[0]

    def test_the_body_is_html(self) -> None:
        bodies = [item.find(f"{ATOM_NAME}content") for item in items(ATOM)]
        assert [body.get("type") for body in bodies] == ["html"] * 3
        assert bodies[1].text == BODIES["grain"]


class TestJson:
    def test_the_feed_and_what_is_known_of_each_item(self) -> None:
        data = json.loads(written(JSON))
        talks, grain, note = data.pop("items")
        assert data == {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Digest: Egypt",
            "description": "Reports on Egypt & others.",
            "home_page_url": "https://digest.example.org/d/countries/egypt/",
            "feed_url": "https://digest.example.org/d/feed.json",
            "language": "en",
            "authors": [{"name": "The Desk"}],
        }
        assert talks == {
            "id": "tag:digest.example.org,2024:talks",
            "url": "https://digest.example.org/d/2024/12/talks/",
            "title": 'Talks <b>open</b> & "go on"',
            "summary": "Two ministers met & talked.",
            "content_html": "<p>Ministers met &amp; talked.</p>\n<p>See "
            '<a href="https://digest.example.org/d/2024/11/call/#end">the call</a>.</p>\n',
            "date_published": "2024-12-20T09:30:00+02:00",
            "date_modified": "2024-12-22T00:00:00+02:00",
            "tags": ["Egypt", "Iran", "shipping"],
            "authors": [{"name": "MENA"}],
        }
        assert grain == {
            "id": "tag:digest.example.org,2024:grain",
            "url": "https://digest.example.org/d/2024/12/gr%C3%A4n/",
            "title": "شحنة حبوب",
            "content_html": BODIES["grain"],
            "tags": ["Côte d'Ivoire"],
            "language": "ar",
        }
        assert "date_published" not in note


class TestOfASite:
    """Feeds of a whole built site."""

    def fill(self, site: SiteFolder) -> None:
        site.write(
            "sitegen.toml",
            'title = "Digest"\nbase_url = "https://d.example"\nfeed_size = 2\n'
            'feed_formats = ["rss", "atom", "json"]\n',
        )
        for number in (1, 2, 3):
            day = f"2024-12-0{number}"
            site.article(f"n{number}.md", title=f"Report {number}", date=day, countries="[EG, IR]")

    def test_the_newest_stand_first_and_no_more_than_the_setting_says(
        self, site: SiteFolder
    ) -> None:
        self.fill(site)
        site.build()
        for name in (
            "feed.xml",
            "atom.xml",
            "countries/egypt/feed.xml",
            "pairs/egypt-iran/feed.xml",
        ):
            found = read((site.public / name).read_bytes())
            assert [item.title for item in found.entries] == ["Report 3", "Report 2"], name
        found = json.loads(site.read("feed.json"))
        assert [item["title"] for item in found["items"]] == ["Report 3", "Report 2"]

    @pytest.mark.parametrize(
        ("format", "file", "name"),
        [("atom", "atom.xml", "Atom"), ("json", "feed.json", "JSON Feed")],
    )
    def test_a_site_without_rss_is_followed_in_its_own_format(
        self, site: SiteFolder, format: str, file: str, name: str
    ) -> None:
        self.fill(site)
        settings = (
            f'title = "Digest"\nbase_url = "https://d.example"\nfeed_formats = ["{format}"]\n'
        )
        site.write("sitegen.toml", settings)
        site.build()
        assert f'<a href="/{file}">Follow Digest by {name}</a>' in site.read("index.html")
        assert "by RSS" in site.read("countries/egypt/index.html")
        assert f'xmlUrl="https://d.example/{file}"' in site.read("feeds.opml")

    def test_an_id_outlives_title_date_and_address(self, site: SiteFolder) -> None:
        self.fill(site)
        site.build()
        before = [item.id for item in read((site.public / "feed.xml").read_bytes()).entries]
        site.article("n3.md", title="Another title", date="2025-02-01", slug="moved")
        site.build(base_url="https://elsewhere.example/d")
        after = read((site.public / "feed.xml").read_bytes()).entries
        assert [item.id for item in after] == before
        assert after[0].link == "https://elsewhere.example/d/2025/02/moved/"

    def test_a_control_character_breaks_no_feed(self, site: SiteFolder) -> None:
        site.article(
            "a.md", "Met \x01and \x0bspoke.\x1b", title="Leaders\x08 meet", date="2024-12-01"
        )
        report = site.build()
        assert [problem.code for problem in report.problems] == ["control-characters"]
        (item,) = read((site.public / "feed.xml").read_bytes()).entries
        assert item.title == "Leaders meet"

    def test_a_control_character_in_an_escape_is_a_problem(self, site: SiteFolder) -> None:
        site.article("a.md", title='"Leaders\\x01 meet"', date="2024-12-01")
        assert site.problems() == [
            "content/articles/a.md:2: title: holds the control character U+0001; remove it; it was "
            "written as an escape"
        ]

    def test_an_empty_site_has_an_empty_feed(self, site: SiteFolder) -> None:
        site.build()
        found = read((site.public / "feed.xml").read_bytes())
        assert (found.feed.title, found.entries) == ("Digest", [])
