"""Settings: typed, documented, read from pyproject.toml's [tool.sitegen] or from sitegen.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import tzinfo
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sitegen import toml, urls
from sitegen.dates import time_zone
from sitegen.files import LARGEST_TEXT, read_bytes, unreadable
from sitegen.model.elements import Link
from sitegen.model.site import Site
from sitegen.problems import BuildFailed, Location, Problem, fault, nearest
from sitegen.text.comments import unclosed, without
from sitegen.text.direction import contained
from sitegen.words import words_of

DEFAULT_BASE_URL = "http://localhost:8000"
TABLE = ("tool", "sitegen")
"""Where a pyproject.toml holds the settings."""
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
FEED_FORMATS = ("rss", "atom", "json")


def setting(default: Any, check: Callable[[Any], str] | None = None) -> Any:
    """Declare a setting with its default and a check that returns a complaint or ""."""
    return field(default=default, metadata={"check": check})


_SITE_ADDRESS = re.compile(
    # RFC 3986 without what a site's address can do without: user names, empty segments, "." and
    # "..", and the marks that HTML would have to escape.
    r"https?://"
    r"(?:(?!-)[a-z0-9_-]+(?<!-)(?:\.(?!-)[a-z0-9_-]+(?<!-))*\.?|\[[0-9a-f:.]+\])(?::\d+)?"
    r"(?:/(?!\.{1,2}(?:/|$))(?:[a-z0-9._~!$()*+,;=:@-]|%[0-9a-f]{2})+)*/?"
    r"(?P<more>[?#].*)?",
    re.IGNORECASE,
)


def web_address(value: str) -> str:
    """Why a text is no web address of a site, or ""."""
    if not value.isascii():
        return "must be in ASCII: the host as xn--…, the path percent-encoded"
    shape = _SITE_ADDRESS.fullmatch(value)
    if shape is None or not _reachable(value):
        return "is not a web address such as https://digest.example.org"
    return "must not have a query or a fragment" if shape["more"] else ""


def _reachable(address: str) -> bool:
    """Whether an address has a port that there can be, or none."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _title(value: str) -> str:
    return _closed(value) if value.strip() else "is no name for a site"


def _closed(value: str) -> str:
    return "" if unclosed(value) is None else "begins a comment with <!-- and never closes it"


def _language_tag(value: str) -> str:
    shape = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    return "" if shape else "is not a language tag such as en, fr or pt-BR"


def _zone(value: str) -> str:
    try:
        time_zone(value)
    except ValueError:
        return "is not a time zone such as UTC or Africa/Cairo"
    return ""


def _positive(value: int) -> str:
    return "" if value > 0 else "must be 1 or more"


def _feed_formats(value: tuple[str, ...]) -> str:
    wrong = [name for name in value if name not in FEED_FORMATS]
    if len(set(value)) < len(value):
        return "must name each format once"
    return f"knows no {wrong[0]!r}; choose from {', '.join(FEED_FORMATS)}" if wrong else ""


def _permalink(value: str) -> str:
    if not re.fullmatch(r"(/([A-Za-z0-9_.-]|\{(year|month|day|slug|id)\})+)+/", value):
        return "must look like /{year}/{month}/{slug}/, of {year}, {month}, {day}, {slug}, {id}"
    # A date may tell no day, so a segment of dots and dates could come to be "..".
    segments = re.sub(r"\{(year|month|day)\}", "", value).split("/")
    if any(segment and not segment.strip(".") for segment in segments):
        return "must not hold a segment of dots"
    return "" if "{slug}" in value or "{id}" in value else "must hold {slug} or {id}"


def _tag_authority(value: str) -> str:
    shape = re.fullmatch(r"[A-Za-z0-9.@_-]+,\d{4}(-\d{2}(-\d{2})?)?", value)
    return "" if shape else "must look like digest.example.org,2024 (RFC 4151)"


def _output(value: str) -> str:
    return "" if value.strip() else "must name a folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One site's settings, each with its meaning below it."""

    title: str = setting("News digest", _title)
    """The site's name: masthead, page titles, feeds."""
    description: str = setting("", _closed)
    """One sentence on what the digest covers."""
    base_url: str = setting(DEFAULT_BASE_URL, web_address)
    """Where the site will stand, with its folder if it has one; no slash at the end."""
    language: str = setting("en", _language_tag)
    """BCP 47 tag of the pages' language."""
    timezone: str = setting("UTC", _zone)
    """The zone that decides which day a moment falls on."""
    publisher: str = setting("", _closed)
    """Who publishes the digest; empty means the title."""
    tag_authority: str = setting("sitegen.invalid,2024", _tag_authority)
    """A domain you held and a year you held it in, for feed identifiers that outlive an address."""
    output: str = setting("public", _output)
    """The folder that receives the site, relative to the project."""
    list_size: int = setting(50, _positive)
    """Articles on a list page."""
    feed_size: int = setting(50, _positive)
    """Items in a feed."""
    pair_minimum: int = setting(2, _positive)
    """Articles that two countries must share to get a page of the pair."""
    permalink: str = setting("/{year}/{month}/{slug}/", _permalink)
    """The pattern of an article's address."""
    feed_formats: tuple[str, ...] = setting(("rss",), _feed_formats)
    """Formats of the whole site's feed; countries and pairs have RSS."""

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return time_zone(self.timezone)

    def site(self, pages: tuple[Link, ...] = ()) -> Site:
        """The part that pages may show."""
        return Site(
            title=self.title,
            description=self.description,
            base_url=self.base_url.rstrip("/"),
            language=self.language,
            publisher=self.publisher or self.title,
            timezone=self.timezone,
            pages=pages,
            feeds=tuple(self._feeds()),
            list_size=self.list_size,
            tag_authority=self.tag_authority,
        )

    def _feeds(self) -> Iterator[Link]:
        words = words_of(self.language)
        for format, name in words.feed_formats:
            if format in self.feed_formats:
                title = words.feed_title.format(name=self.title, format=name)
                yield Link(title, urls.feed(urls.HOME, format))


class Settings(NamedTuple):
    """Settings as read, with what is worth saying about them."""

    config: Config
    problems: tuple[Problem, ...]


def find_project(start: Path) -> Path | None:
    """The nearest folder upward with settings, else `start` itself where it holds content/."""
    for folder in (start, *start.parents):
        if (folder / "sitegen.toml").is_file() or _is_shared(folder / "pyproject.toml"):
            return folder
    return start if (start / "content").is_dir() else None


def load_config(project: Path) -> Settings:
    """Read the project's settings; defaults, with a warning, where there are none.

    Raises BuildFailed with every problem of the settings.
    """
    own, shared = project / "sitegen.toml", project / "pyproject.toml"
    if os.path.lexists(own):
        return _read_or_tell(own, ())
    if _is_shared(shared):
        return _read_or_tell(shared, TABLE)
    where = Location("sitegen.toml")
    return Settings(Config(), (_no_base_url(where),))


def _is_shared(pyproject: Path) -> bool:
    """Whether a file that other programs have settings in too has some of ours."""
    try:
        return toml.holds(read_bytes(pyproject, LARGEST_TEXT), TABLE)
    except OSError:
        return False


def _no_base_url(where: Location) -> Problem:
    message = (
        f"no base_url is set; addresses in feeds and the sitemap begin with {DEFAULT_BASE_URL}"
    )
    hint = 'set base_url = "https://…" before you publish'
    return Problem(where, "no-base-url", message, hint, "warning")


def _read_or_tell(path: Path, table: tuple[str, ...]) -> Settings:
    try:
        return _read(path, table)
    except Exception as error:
        raise BuildFailed([fault(path.name, "read", error)]) from None


def _read(path: Path, table: tuple[str, ...]) -> Settings:
    name = path.name
    try:
        text = toml.decode(read_bytes(path, LARGEST_TEXT))
        values: Any = toml.parse(text)
    except OSError as error:
        raise BuildFailed([unreadable(name, error)]) from None
    except toml.UNREADABLE as error:
        line = re.search(r"at line (\d+)", str(error))
        where = Location(name, int(line[1]) if line else 0)
        problem = Problem(where, "settings", f"settings can't be read: {error}")
        raise BuildFailed([problem]) from None
    for depth, key in enumerate(table, 1):
        values = values[key]
        if not isinstance(values, dict):
            where = Location(name, toml.line_of(text, table[:depth]))
            message = f"{'.'.join(table[:depth])} is no table of settings"
            raise BuildFailed([Problem(where, "settings", message, f"write [{'.'.join(table)}]")])
    config, problems = _typed(values, lambda key: Location(name, toml.line_of(text, (*table, key))))
    if problems:
        raise BuildFailed(problems)
    warnings = () if "base_url" in values else (_no_base_url(Location(name)),)
    return Settings(config, warnings)


_PLACED = 20
"""Problems that are told with their line: to find one means to parse all that stands above it."""


def _file_alone(problem: Problem) -> Callable[[str], Location]:
    return lambda key: Location(problem.where.path)


def _typed(
    values: Mapping[str, Any], where: Callable[[str], Location]
) -> tuple[Config, list[Problem]]:
    known = {declared.name: declared for declared in fields(Config)}
    problems: list[Problem] = []
    given: dict[str, Any] = {}
    for key, value in values.items():
        if len(problems) >= _PLACED:
            where = _file_alone(problems[0])
        if key not in known:
            near = nearest(key, known)
            hint = f"did you mean {near!r}?" if near else f"known are {', '.join(known)}"
            message = f"unknown setting {key!r}"
            problems.append(Problem(where(key), "unknown-setting", message, hint))
            continue
        default, check = known[key].default, known[key].metadata["check"]
        complaint = _wrong_type(value, default)
        value = tuple(value) if isinstance(default, tuple) and not complaint else value
        value = without(value) if isinstance(value, str) else value
        complaint = complaint or (check(value) if check else "") or _control(value)
        if complaint:
            problems.append(Problem(where(key), "setting", f"{key}: {values[key]!r} {complaint}"))
        else:
            given[key] = contained(value) if isinstance(value, str) else value
    return Config(**given), problems


def _control(value: object) -> str:
    """Why a text would break pages and feeds, which are XML 1.0 and lines, or ""."""
    texts = value if isinstance(value, tuple) else (value,)
    found = _CONTROL.search("".join(text for text in texts if isinstance(text, str)))
    return f"holds the control character U+{ord(found[0]):04X}; remove it" if found else ""


def _wrong_type(value: object, default: object) -> str:
    if isinstance(default, tuple):
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return "" if right else "must be a list of texts"
    if type(value) is type(default):
        return ""
    return "must be a whole number" if isinstance(default, int) else "must be a text in quotes"
