"""Whatever one thing is changed, the next build publishes what a clean one would.

Every field of front matter, every setting and every text, one at a time, there and back: what a
build leaves standing must not depend on what it does not look at.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest

from sitegen.build import Options, build
from sitegen.config import Config
from sitegen.content.fields import READERS
from sitegen.problems import BuildFailed, Problem
from tests.conftest import NOW, SiteFolder, published

LINKED = "articles/2024/11/pilots.md"
MIDDLE = "articles/2024/11/quay.md"
NEWEST = "articles/2024/12/tides.md"
UNDATED = "articles/chart.md"
WIRE = "articles/2024/12/grain.txt"
ABOUT = "pages/about.md"
MONTH = "months/2024-11.md"
COUNTRY = "countries/egypt.md"
ARTICLES: dict[str, dict[str, str]] = {
    "articles/2024/10/lighthouse.md": {
        "title": "A lighthouse is lit again",
        "date": "2024-10-03",
        "countries": "[GR]",
        "body": "The lamp had been dark since spring.\n\n## What next?\n\nTwo more will follow.",
    },
    "articles/2024/10/nets.md": {
        "title": "Fishermen agree on the width of nets",
        "date": "2024-10-03",
        "countries": "[GR, CY]",
        "source": "Harbour Desk",
        "body": "Wider nets spare the young fish.",
    },
    "articles/2024/10/survey.md": {
        "title": "A survey of wrecks begins",
        "date": "2024-10",
        "countries": "[IT]",
        "mentions": "[EG, MT]",
        "body": "Divers went down to *eleven* wrecks.",
    },
    LINKED: {
        "title": "Pilots want longer ladders",
        "date": "2024-11-05",
        "countries": "[EG]",
        "slug": "longer-ladders",
        "body": "They climb at night.\n\n## The ladders\n\nNine metres is not enough.",
    },
    "articles/2024/11/ferry.md": {
        "title": "A ferry will sail twice a week",
        "date": "2024-11-12",
        "countries": "[EG, GR]",
        "mentions": "[CY, MT]",
        "body": "It follows [the pilots](pilots.md#the-ladders) and [a lamp](../10/lighthouse.md).",
    },
    MIDDLE: {
        "title": "Three ministers open a quay",
        "date": "2024-11-12 09:30",
        "updated": "2024-11-14",
        "dateline": "Port Said",
        "countries": "[EG, GR, CY]",
        "mentions": "[IT]",
        "summary": "The quay is as long as four ships.",
        "source": "Canal News",
        "source_url": "https://canal.example/quay?a=1&b=2",
        "topics": "[ports, trade]",
        "people": "[Nadia Aziz, {name: Petros Vlachos, role: Minister of Ports, country: GR}]",
        "id": "quay-2024",
        "slug": "new-quay",
        "aliases": "[/2024/11/old-quay/]",
        "lang": "en-GB",
        "body": "Ministers of Egypt and Greece cut a ribbon.\n\n> It is long.\n\nRain fell.",
    },
    "articles/2024/11/cable.md": {
        "title": "A cable is laid",
        "date": "2024-11-13T08:00Z",
        "countries": "[CY, GR]",
        "aliases": "[/2024/11/wire/]",
        "body": "The old address of [the quay](/2024/11/old-quay/) leads on.",
    },
    "articles/2024/11/night.md": {
        "title": "A night train meets the night boat",
        "date": "2024-11-30T23:30Z",
        "countries": "[EG, IT]",
        "body": "The hour depends on where you ask.",
    },
    "articles/2024/12/dredger.md": {
        "title": "A dredger comes to the western harbour",
        "date": "2024-12-02",
        "countries": "[EG, GR]",
        "topics": "[ports]",
        "body": "It moves more sand than mud.",
    },
    "articles/2024/12/salt.md": {
        "title": "Il sale va a nord",
        "date": "2024-12-02",
        "countries": "[IT]",
        "lang": "it",
        # In no list beside the report that it leads to, so by its link alone it has to follow.
        "body": "Due treni al giorno, come vogliono [i piloti](../11/pilots.md).",
    },
    NEWEST: {
        "title": "Tide tables for the new year",
        "date": "2024-12-20",
        "countries": "[EG, CY]",
        "body": "They were printed early.",
    },
    UNDATED: {
        "title": "A chart without a year",
        "countries": "[GR, EG]",
        "body": "Nobody knows who drew it.",
    },
    WIRE: {
        "body": "Title: Grain ships leave Damietta\nDate: 2024-12-09\nSource: Canal News\n\n"
        "Two ships with grain for Cyprus left Egypt on Sunday, Captain Omar Fathy said.\n\n"
        "They are due in Limassol on Friday.",
    },
}
"""Reports by their paths under content/; what stands below the front matter is the body."""
TEXTS: dict[str, dict[str, str]] = {
    MONTH: {
        "body": "A month of openings, [the ferry](../articles/2024/11/ferry.md) among them.",
    },
    COUNTRY: {
        "body": "Its harbours [want ladders](../articles/2024/11/pilots.md#the-ladders).",
    },
    ABOUT: {
        "title": "About",
        "summary": "Who makes this digest.",
        "body": "We began [with a lamp](../articles/2024/10/lighthouse.md).",
    },
}
SETTINGS: dict[str, object] = {
    "title": "Harbours",
    "description": "Reports from ports.",
    "base_url": "https://harbours.example",
    "list_size": 2,
    "feed_size": 4,
}
FILES = {**ARTICLES, **TEXTS}
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("Another headline", ""),
    "date": ("2024-10-03", "2024-11", "2030-01-01", ""),
    "updated": ("2024-12-24", ""),
    "dateline": ("Nicosia", ""),
    "countries": ("[IT, CY]", "[MT]", "[]", ""),
    "mentions": ("[FR, GR]", ""),
    "summary": ("Another summary.", ""),
    "source": ("Tide Desk", ""),
    "source_url": ("https://desk.example/other", ""),
    "topics": ("[weather]", ""),
    "people": ("[Marco Serra]", ""),
    "id": ("another-id", ""),
    "slug": ("another-end", ""),
    "aliases": ("[/another/address/]", ""),
    "lang": ("ar", ""),
    "draft": ("true",),
    "body": ("Other words.\n\n## What next?\n\nMore *words*.", ""),
}
"""What each field is changed to, one after another; "" leaves it out."""
COUNT = {
    # What reports link to can't be held back, and no feed is so long that it tells of this one's id.
    LINKED: {*READERS, "body"} - {"draft", "id"},
    ABOUT: {"title", "summary", "lang", "draft", "body"},
    MONTH: {"draft", "body"},
    COUNTRY: {"draft", "body"},
}
"""The fields whose changes show, where not all do."""
WHOLE = (MIDDLE, ABOUT, MONTH, COUNTRY)
"""Files whose fields take each value, not only the first."""
MANIFEST = ".sitegen"
"""The list that a published site holds of its own files."""
MORE = "articles/more.md"
ADDED = {
    "one among others": (MORE, "date: 2024-11-12\ncountries: [EG, GR]"),
    "first of a month": (MORE, "date: 2024-09-09\ncountries: [EG]"),
    "first of a year": (MORE, "date: 2025-01-02\ncountries: [GR]"),
    "first of a country": (MORE, "date: 2024-11-20\ncountries: [MT]"),
    "first of a country in a month": (MORE, "date: 2024-12-01\ncountries: [CY]"),
    "first of a pair": (MORE, "date: 2024-12-05\ncountries: [CY, IT]"),
    "enough for a pair": (MORE, "date: 2024-12-05\ncountries: [EG, IT]"),
    "without a date": (MORE, "countries: [IT]"),
    "without a country": (MORE, "date: 2024-11-12\ncountries: []"),
    "another month's introduction": ("months/2024-12.md", "title: December"),
    "another country's introduction": ("countries/greece.md", "title: Greece"),
    "another page": ("pages/terms.md", "title: Terms"),
    "an introduction to nothing": ("countries/malta.md", "title: Malta"),
}
"""What is added: a file and its front matter."""
OTHERWISE: dict[str, tuple[object, ...]] = {
    "title": ("Ports",),
    "description": ("Other words.", ""),
    "base_url": ("https://harbours.example/digest", "http://ports.example"),
    "language": ("ar", "en-GB"),
    "timezone": ("Africa/Cairo",),
    "publisher": ("The Harbour Office",),
    "tag_authority": ("harbours.example,2020",),
    "output": ("elsewhere",),
    "list_size": (1, 50),
    "feed_size": (1, 50),
    "pair_minimum": (1, 4),
    "permalink": ("/{year}/{slug}/", "/reports/{id}/"),
    "feed_formats": (("atom",), ("rss", "json")),
}
"""What each setting is changed to, one after another."""


def written(front: Mapping[str, str]) -> str:
    """A content file with some fields, of which "body" stands below the others."""
    lines = [f"{name}: {text}\n" for name, text in front.items() if text and name != "body"]
    head = "".join(("---\n", *lines, "---\n")) if lines else ""
    return f"{head}{front['body']}\n"


def toml(settings: Mapping[str, object]) -> str:
    """Settings as they stand in a file."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())


class Outcome(NamedTuple):
    """What a build came to: what then is published, and what there is to say."""

    files: dict[str, bytes]
    numbers: tuple[int, ...]
    """Of articles, feeds and files; none where it failed."""
    problems: tuple[Problem, ...]
    touched: frozenset[str]
    """Files that it rendered, wrote or removed."""


class StandingSite(SiteFolder):
    """A site that has been built, and is again after each change."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        for path, front in FILES.items():
            self.write(f"content/{path}", written(front))
        self.write("sitegen.toml", toml(SETTINGS))
        self.first = self.outcome()
        self.stands = True

    def outcome(self, output: Path | None = None) -> Outcome:
        """Build, perhaps into another folder than the settings name."""
        try:
            report = build(self.root, Options(now=NOW, jobs=1, output=output))
        except BuildFailed as failure:
            problems = tuple(sorted(failure.problems))
            return Outcome(published(output or self.public), (), problems, frozenset())
        numbers = (report.articles, report.feeds, report.unreviewed, report.planned)
        touched = frozenset((*report.rendered, *report.written, *report.removed))
        return Outcome(published(report.output), numbers, report.problems, touched)

    def clean_outcome(self) -> Outcome:
        """Build into a new folder, with a new store."""
        output = self.root.parent / "clean"
        shutil.rmtree(output, ignore_errors=True)
        for kept in (self.root / ".sitegen").glob("clean-*"):
            # What templates compile to is kept: it takes most of the time.
            if kept.suffix != ".bytecode":
                kept.unlink()
        found = self.outcome(output)
        assert found.touched == found.files.keys() - {MANIFEST}, "was not clean"
        return found

    def there_and_back(self, path: str, *texts: str | None) -> list[bool]:
        """Give a file some texts in turn, None for no file, then its own again, and build after each.

        Whether each has shown in what was published. Where a clean build fails, what stood before
        must stand.
        """
        file = self.root / path
        own = file.read_text("utf-8") if file.exists() else None
        self.stands = False
        shown, files = [], self.first.files
        for text in texts:
            self._put(path, text)
            found, clean = self._settled(), self.clean_outcome()
            files = clean.files or files
            assert differing(found.files, files) == []
            assert (found.numbers, found.problems) == (clean.numbers, clean.problems)
            shown.append(files != self.first.files)
        self._put(path, own)
        found = self._settled()
        assert differing(found.files, self.first.files) == []
        assert (found.numbers, found.problems) == (self.first.numbers, self.first.problems)
        self.stands = True
        return shown

    def _put(self, path: str, text: str | None) -> None:
        if text is None:
            self.remove(path)
        else:
            self.write(path, text)

    def _settled(self) -> Outcome:
        """What a build came to, after which another has nothing to do."""
        found, again = self.outcome(), self.outcome()
        assert again.touched == frozenset()
        assert differing(found.files, again.files) == []
        assert (found.numbers, found.problems) == (again.numbers, again.problems)
        return found


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that two sites do not have in common."""
    return sorted(file for file in one.keys() | other.keys() if one.get(file) != other.get(file))


@pytest.fixture(scope="module")
def sites() -> list[StandingSite]:
    """The sites that stand: none yet."""
    return []


@pytest.fixture
def site(sites: list[StandingSite], tmp_path_factory: pytest.TempPathFactory) -> StandingSite:
    """A site that stands as it was first built: the last test's, unless that has failed."""
    if not sites or not sites[-1].stands:
        root = tmp_path_factory.mktemp("changes") / "site"
        root.mkdir()
        sites.append(StandingSite(root))
    return sites[-1]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        *(
            (path, field)
            for path in (MIDDLE, NEWEST, UNDATED, LINKED, ABOUT, MONTH, COUNTRY)
            for field in (*READERS, "body")
            if field in COUNT.get(path, {field})
        ),
        *((WIRE, field) for field in ("title", "countries", "body")),
    ],
)
def test_a_field_is_changed(site: StandingSite, path: str, field: str) -> None:
    own = FILES[path]
    values = [value for value in FIELDS[field] if value != own.get(field, "")]
    texts = [written({**own, field: value}) for value in (values if path in WHOLE else values[:1])]
    assert site.there_and_back(f"content/{path}", *texts) == [True] * len(texts)


@pytest.mark.parametrize("path", COUNT)
def test_fields_that_do_not_count_are_changed(site: StandingSite, path: str) -> None:
    others = {field: FIELDS[field][0] for field in READERS if field not in COUNT[path]}
    text = written({**FILES[path], **others})
    assert site.there_and_back(f"content/{path}", text) == [False]


def test_there_is_a_report_with_every_field() -> None:
    assert FILES[MIDDLE].keys() == {*READERS, "body"} - {"draft"}


@pytest.mark.parametrize("setting", [field.name for field in fields(Config)])
def test_a_setting_is_changed(site: StandingSite, setting: str) -> None:
    texts = [toml({**SETTINGS, setting: value}) for value in OTHERWISE[setting]]
    shows = setting != "output"  # the folder is another, the site the same
    assert site.there_and_back("sitegen.toml", *texts) == [shows] * len(texts)


@pytest.mark.parametrize("what", ADDED)
def test_a_file_is_added(site: StandingSite, what: str) -> None:
    path, front = ADDED[what]
    text = f"---\n{front}\n---\nThere is more to tell.\n"
    shows = what != "an introduction to nothing"
    assert site.there_and_back(f"content/{path}", text) == [shows]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_removed(site: StandingSite, path: str) -> None:
    site.there_and_back(f"content/{path}", None)
