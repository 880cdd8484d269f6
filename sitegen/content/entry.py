"""Content files' texts to what they say: articles, pages and introductions.

Pure: bytes in, value out. What the editor gives wins over what is derived, field by field. What
only a raw text or a gap in the front matter needs is imported there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

from sitegen import fingerprint
from sitegen.body import markdown
from sitegen.content.fields import read_fields
from sitegen.content.frontmatter import Document, split
from sitegen.content.value import FrontMatterError, Value
from sitegen.dates import time_zone
from sitegen.model.article import Article, BodyLink, Derived, Source
from sitegen.model.record import Record
from sitegen.problems import CONTENT, Location, Problem, fault
from sitegen.text.comments import without
from sitegen.text.direction import contained
from sitegen.wire.input.decode import decode
from sitegen.wire.trouble import Doubt, WireError, unanswered
from sitegen.wire.words.slug import slug

if TYPE_CHECKING:
    from sitegen.wire.read import Wire


class _Content(NamedTuple):
    """A body however it was written: Markdown, or raw wire text with what it says of itself."""

    html: str
    paragraphs: tuple[str, ...]
    lead: str
    links: tuple[BodyLink, ...]
    wire: Wire | None
    problems: tuple[Problem, ...]
    anchors: tuple[str, ...] = ()
    heading: str = ""
    """What stood above a body of Markdown as its title."""


class _Opened(NamedTuple):
    """A file taken apart."""

    fields: dict[str, Value]
    content: _Content
    notes: tuple[Doubt, ...]


def parse(files: Iterable[tuple[str, bytes]], timezone: str) -> list[tuple[Record, str]]:
    """Read content files, given by their paths under content/ and their bytes.

    What each says comes with its body's HTML. All are opened before the fields of the first are
    read, since a processor is quicker at what it has just done.
    """
    zone = time_zone(timezone)
    opened = [(path, _open(path, data, zone)) for path, data in files]
    return [_record(path, found, zone) for path, found in opened]


def _open(path: str, data: bytes, zone: tzinfo) -> _Opened | Problem:
    try:
        decoded = decode(data)
        document = split(decoded.text)
        return _Opened(document.fields, _content(path, document, zone), decoded.notes)
    except (FrontMatterError, WireError) as error:
        where = Location(CONTENT + path, error.line, getattr(error, "column", 0))
        return Problem(where, "unreadable", error.message, error.hint)
    except Exception as error:
        return fault(CONTENT + path, "read", error)


def _record(path: str, found: _Opened | Problem, zone: tzinfo) -> tuple[Record, str]:
    if isinstance(found, Problem):
        return Record(None, problems=(found,)), ""
    try:
        return _read_record(path, found, zone)
    except Exception as error:
        return Record(None, problems=(fault(CONTENT + path, "read", error),)), ""


def _read_record(path: str, found: _Opened, zone: tzinfo) -> tuple[Record, str]:
    content = found.content
    problems = content.problems if content.html else (*content.problems, _no_text(path))
    fields = read_fields(found.fields, CONTENT + path, zone)
    article = _article(path, fields.given, content)
    record = Record(
        article=article,
        reference=fingerprint.of_value(article),
        draft=fields.given.get("draft", False),
        problems=tuple(dict.fromkeys(_doubts(path, found.notes, 0) + fields.problems + problems)),
        links=content.links,
        anchors=content.anchors,
    )
    return record, content.html


def _no_text(path: str) -> Problem:
    hint = "write it; until then draft: true keeps it back"
    where = Location(CONTENT + path)
    return Problem(where, "no-text", "has no text below its front matter", hint, "warning")


def _content(path: str, document: Document, zone: tzinfo) -> _Content:
    if path.endswith(".txt"):
        return _wire_text(path, document, zone)
    title = document.fields.get("title")
    body = markdown.render(document.body, path, document.body_line, partial(_is_title, title))
    lead = body.lead or "".join(body.paragraphs[:1])
    return _Content(
        body.html,
        body.paragraphs,
        lead,
        body.links,
        None,
        body.problems,
        body.anchors,
        body.heading,
    )


def _is_title(given: Value | None, heading: str) -> bool:
    """Whether a heading above a body says no more than the title that is given, if one is."""
    if given is None or not isinstance(given.data, str):
        return given is None or given.data is None
    same = (heading, without(given.data))
    return len({" ".join(normalize("NFC", text).split()) for text in same}) == 1


def _wire_text(path: str, document: Document, zone: tzinfo) -> _Content:
    try:
        wire = _read_wire(document.body, zone)
    except WireError as error:
        error.line = error.line and error.line + document.body_line - 1
        raise
    given = {name for name, value in document.fields.items() if value.data is not None}
    problems = _doubts(path, unanswered(wire.doubts, given), document.body_line - 1)
    return _of_wire(wire, problems)


def _of_wire(wire: Wire, problems: tuple[Problem, ...] = ()) -> _Content:
    lead = "".join(wire.paragraphs[:1])
    return _Content(markdown.plain(wire.paragraphs), wire.paragraphs, lead, (), wire, problems)


def _read_wire(text: str, zone: tzinfo) -> Wire:
    from sitegen.wire.read import read_wire

    return read_wire(text, zone)


def read_wire_article(
    id: str, text: str, given: dict[str, Any], zone: tzinfo
) -> tuple[Article, Wire]:
    """A raw wire text as an article; what is not given is derived. Raises WireError."""
    wire = _read_wire(text, zone)
    return _article(f"articles/{id}.txt", given, _of_wire(wire)), wire


def _doubts(path: str, doubts: Iterable[Doubt], lines_above: int) -> tuple[Problem, ...]:
    """What is worth a look, as warnings."""
    return tuple(
        Problem(
            Location(CONTENT + path, doubt.line and doubt.line + lines_above),
            doubt.code,
            doubt.message,
            doubt.hint,
            "warning",
        )
        for doubt in doubts
    )


def _article(path: str, given: dict[str, Any], content: _Content) -> Article:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    found = _read_off(content, given)
    values = found.values | {name: given[name] for name in given if name in Article._fields}
    for name in ("title", "summary", "dateline"):  # cut to length, or of a text's own words
        if name in found.values:
            values[name] = contained(values[name])
    values["title"] = values.get("title") or contained(stem)
    values["source"] = _source(given, found.values.get("source"))
    about = _about(values["title"], given, content)
    values |= about.values
    values.setdefault("id", stem)
    derived = [item for item in found.derived + about.derived if item.field not in given]
    if content.wire and "slug" not in given:
        derived.append(Derived("slug", slug(values["title"]), values["title"]))
        values["slug"] = derived[-1].value
    values.setdefault("slug", slug(stem))
    return Article(
        **values,
        body=fingerprint.of_text(content.html),
        links=tuple(dict.fromkeys(_content_files(content.links))),
        path=path,
        derived=tuple(derived),
    )


def _content_files(links: Iterable[BodyLink]) -> Iterator[str]:
    return (link.target for link in links if not link.target.startswith(("/", "#")))


class _Found(NamedTuple):
    """Values by field name, and the words that each was read from."""

    values: dict[str, Any]
    derived: tuple[Derived, ...]


def _read_off(content: _Content, given: Container[str]) -> _Found:
    """What a text says of itself; of Markdown, only what every article must have."""
    wire = content.wire
    if wire is not None:
        names = ("title", "date", "dateline", "summary", "people")
        values = {name: getattr(wire, name) for name in names}
        # An agency's home page is not where the report stands.
        values["source"] = wire.source and Source(wire.source.name)
        return _Found(values, wire.derived)
    derived: list[Derived] = []
    if content.heading and "title" not in given:
        derived.append(Derived("title", content.heading, content.heading))
    elif content.lead and "title" not in given:
        from sitegen.wire.words.headline import headline

        title = headline(content.lead).text
        derived.append(Derived("title", title, content.lead, certain=False))
    if content.lead and "summary" not in given:
        from sitegen.wire.words.summary import summarise

        derived.append(Derived("summary", summarise([content.lead]), content.lead))
    return _Found({item.field: item.value for item in derived}, tuple(derived))


def _about(title: str, given: dict[str, Any], content: _Content) -> _Found:
    """Countries and mentions, always disjoint: detected where the editor names no countries.

    Who has filed a report in Markdown has said what it is about; to look for more would invent it.
    """
    countries, mentions = given.get("countries"), given.get("mentions")
    if countries is not None and (mentions is not None or content.wire is None):
        others = tuple(code for code in mentions or () if code not in countries)
        return _Found({"countries": countries, "mentions": others}, ())
    from sitegen.countries import detect  # and its tables with it

    headline_given = title if "title" in given or content.wire is None else None
    dateline = given.get("dateline") or (content.wire.dateline if content.wire else "")
    seen = detect("\n\n".join(content.paragraphs), headline_given, dateline or None)
    if countries is not None:
        named = seen.countries + seen.mentions
        others = tuple(code for code in named if code not in countries)
        return _Found({"countries": countries, "mentions": others}, ())
    countries = tuple(code for code in seen.countries if code not in (mentions or ()))
    words = {mention.code: mention.words for mention in reversed(seen.evidence)}
    evident = [words.get(code, code) for code in countries]
    if seen.roll_call:
        from sitegen.countries.report import roll_call

        evident.insert(0, roll_call(seen.roll_call))
    evidence = ", ".join(evident)
    others = seen.mentions if mentions is None else mentions
    return _Found(
        {"countries": countries, "mentions": others},
        (Derived("countries", ", ".join(countries), evidence),),
    )


def _source(given: dict[str, Any], found: Source | None) -> Source | None:
    url = given.get("source_url", "")
    name = given.get("source") or (found.name if found else "")
    if name or url:
        name = contained(name)
        return Source(name or urlsplit(url).hostname or url, url or (found.url if found else ""))
    return None
