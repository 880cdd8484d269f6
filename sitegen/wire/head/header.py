"""Labelled lines above a text: an e-mail's header, or "Title:", "Date:", "Source:" lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from sitegen.dates import UNKNOWN, PartialDate, parse_mail_date
from sitegen.model.article import Cut, Source
from sitegen.wire.facts.agency import find_agency
from sitegen.wire.facts.dates import date_line
from sitegen.wire.input.asides import field_without_comments
from sitegen.wire.input.paragraph import Line
from sitegen.wire.trouble import Doubt, WireError
from sitegen.wire.vocabulary import words


class Header(NamedTuple):
    """What the lines above a text say; each with the words that say it ("" where absent)."""

    title: tuple[str, str] = ("", "")
    date: tuple[PartialDate, str] = (UNKNOWN, "")
    source: tuple[Source | None, str] = (None, "")
    dateline: tuple[str, str] = ("", "")
    cut: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    transfer: str = ""
    """An e-mail's Content-Transfer-Encoding, in lower case."""


_FIELD = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z-]{0,30}(?: [a-z]{2,12}){0,2})\s?:(?:\s+(?P<value>\S.*)|\s*$)"
)
_MAIL = words(
    "from to cc bcc subject date sent reply-to message-id mime-version content-type return-path "
    "content-transfer-encoding content-language received delivered-to in-reply-to references "
    "importance "
    "priority sender list-unsubscribe list-id thread-topic thread-index dkim-signature user-agent"
)
_LABELS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "date published": "date",
    "published on": "date",
    "posted": "date",
    "posted on": "date",
    "sent": "date",
    "source": "source",
    "agency": "source",
    "dateline": "dateline",
    "location": "dateline",
    "place": "dateline",
}
# Labels that name something for an editor, and count only beside one of the above.
_OTHERS = words(
    "author authors by byline reporter editor section category slug url link language lang "
    "keywords tags "
    "topic topics copyright updated country region desk priority id ref reference type words from "
    "to"
)
# What an editor may mean for front matter. None is a label of agencies, and none is read here.
_FIELDS = words("draft countries mentions aliases")
_KNOWN = frozenset({*_LABELS, *_OTHERS, *_FIELDS})
_BOOLEAN = words("true yes false no")
_FORWARDED = re.compile(
    r"\s*(?:-{3,}\s?(?:Forwarded|Original) message\s?-{3,}|Begin forwarded message:)\s*$", re.I
)
_PREFIX = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s?:\s*)+", re.I)
# A mailing list's name before a subject, "[wire] Talks end": in small letters, as lists are named.
_LIST = re.compile(r"^\[[a-z][\w .-]{0,30}\]\s+(?=\S)")


_LONGEST = 1000
"""Characters of a value in which encoded words or a date are looked for: the patterns of Python's
email package take four times as long over twice as much."""


class _Row(NamedTuple):
    line: int
    name: str
    value: str
    text: str


def take_header(lines: Sequence[Line], zone: tzinfo) -> tuple[Header, Sequence[Line]]:
    """The labelled lines at the top, read, and the lines after them."""
    start, skipped = _skip_separators(lines)
    rows, end = _mail_rows(lines, start)
    if not rows:
        rows, end = _label_rows(lines, start, zone)
    if not rows:
        return Header(), lines
    header, cut, doubts = Header(), [*skipped], list[Doubt]()
    for row in rows:
        # An e-mail's page has its comments still.
        plain = row._replace(
            value=field_without_comments(row.value), text=field_without_comments(row.text)
        )
        header = _with(header._replace(cut=(), doubts=()), plain, zone)
        cut += header.cut
        doubts += header.doubts
    return header._replace(cut=tuple(cut), doubts=tuple(doubts)), lines[end:]


def _skip_separators(lines: Sequence[Line]) -> tuple[int, tuple[Cut, ...]]:
    """The index past blank lines and a "Forwarded message" separator, and what was skipped."""
    skipped: list[Cut] = []
    start = 0
    for start, line in enumerate(lines):
        if _FORWARDED.match(line.text[:80]):
            skipped.append(Cut("e-mail header", line.number, line.text.strip()))
        elif line.text.strip():
            return start, tuple(skipped)
    return start, tuple(skipped)


def _mail_rows(lines: Sequence[Line], start: int) -> tuple[list[_Row], int]:
    """An e-mail's header: two fields or more, one of them From, To or Subject, then a blank
    line.
    """
    found: list[tuple[_Row, list[str]]] = []
    end = start
    for line in lines[start:]:
        text = line.text.strip()
        if not text:
            break
        end += 1
        field = _FIELD.match(line.text)
        if field and (field["name"].lower() in _MAIL or field["name"][:2].lower() == "x-"):
            row = _Row(line.number, field["name"].lower(), field["value"] or "", text)
            found.append((row, []))
        elif found and line.text[0] in " \t":
            found[-1][1].append(text)
        else:
            return [], start
    rows = [_unfolded(row, more) if more else row for row, more in found]
    names = {row.name for row in rows}
    if len(names) < 2 or not names & {"from", "to", "subject"}:
        return [], start
    return rows, end


def _unfolded(row: _Row, more: Sequence[str]) -> _Row:
    """A field whose value goes on on other lines (RFC 5322, section 2.2.3)."""
    value = " ".join([row.value, *more]).strip()
    return row._replace(value=value, text=" ".join([row.text, *more]))


def _label_rows(lines: Sequence[Line], start: int, zone: tzinfo) -> tuple[list[_Row], int]:
    """Lines such as "Title: …", blank lines between them allowed; one says a fact at least."""
    rows: list[_Row] = []
    end = start
    for index, line in enumerate(lines[start:], start):
        if not line.text.strip():
            continue
        field = _FIELD.match(line.text.strip()) if len(line.text) <= 300 else None
        name = field["name"].lower() if field else ""
        if field is None or not field["value"] or name not in _KNOWN:
            break
        if name == "draft" and field["value"].lower() not in _BOOLEAN:
            break  # a headline: "Draft: what the agreement says"
        # "Date: 2024-12-20 Egypt's president met …" goes on: not a line of a header.
        if _LABELS.get(name) == "date" and date_line(field["value"], zone) is None:
            break
        rows.append(_Row(line.number, name, field["value"], line.text.strip()))
        end = index + 1
    facts = {row.name for row in rows} & {*_LABELS, "draft"}
    rest = any(line.text.strip() for line in lines[end:])
    return (rows, end) if facts and rest else ([], start)


def _with(header: Header, row: _Row, zone: tzinfo) -> Header:
    """The header with one more row read; what is not used is cut, and so is a second title."""
    kind = _LABELS.get(row.name, "")
    if kind == "title" and not header.title[0]:
        title = _PREFIX.sub("", field_without_comments(_plain(row.value))).strip()
        if row.name == "subject":
            title = _PREFIX.sub("", _LIST.sub("", title))
        if title:
            return header._replace(title=(title, row.text))
    if kind == "date" and not header.date[0].known:
        value, problem = _date(row.value, zone)
        if value.known:
            return header._replace(date=(value, row.text))
        doubt = Doubt(row.line, "impossible-date", problem)
        header = header._replace(doubts=(*header.doubts, doubt))
    if kind == "dateline" and not header.dateline[0]:
        return header._replace(dateline=(row.value, row.text))
    source = _source(row) if kind == "source" or row.name in ("from", "byline", "by") else None
    if source and (kind == "source" or header.source[0] is None):
        older = Cut("source named twice", row.line, header.source[1])
        dropped = (older,) if header.source[0] else ()
        return header._replace(source=(source, row.text), cut=(*header.cut, *dropped))
    if row.name in _FIELDS:
        message = f"{row.name}: is a field of front matter, and not read here"
        hint = "put it between two lines of three hyphens, at the top"
        if row.name == "draft":
            raise WireError(message, row.line, hint)
        header = header._replace(
            doubts=(*header.doubts, Doubt(row.line, "field-in-header", message, hint))
        )
    if row.name == "content-transfer-encoding":
        header = header._replace(transfer=row.value.lower())
    return header._replace(cut=(*header.cut, Cut("header line", row.line, row.text)))


def _source(row: _Row) -> Source | None:
    """A named source; a sender or an author counts only where it is a known agency."""
    if row.name in ("source", "agency"):
        return find_agency(row.value) or Source(row.value)
    name = _plain(row.value).strip()
    if name.endswith(">"):
        name = name.rpartition("<")[0]  # without the sender's address
    return find_agency(name.strip("\"' "))


def _date(value: str, zone: tzinfo) -> tuple[PartialDate, str]:
    read = date_line(value, zone)
    if read and (read.value.known or read.problem):
        return read.value, read.problem
    try:
        if len(value) > _LONGEST:
            raise ValueError
        return parse_mail_date(value, zone), ""
    except ValueError:
        return UNKNOWN, f"{value!r} is not a date that can be read"


def _plain(value: str) -> str:
    """A header's value with its encoded words decoded ("=?utf-8?q?…?=")."""
    if "=?" not in value or len(value) > _LONGEST:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, ValueError, LookupError):
        return value


def is_encoded(transfer: str) -> bool:
    """Whether an e-mail's body has another form in transfer."""
    return transfer in ("quoted-printable", "base64")


def decode_transfer(lines: Sequence[Line], transfer: str) -> Sequence[Line]:
    """An e-mail's body as it was before transfer; line numbers then start at the body's first."""
    if not is_encoded(transfer) or not lines:
        return lines
    import base64
    import quopri

    raw = "\n".join(line.text for line in lines).encode("utf-8", "replace")
    try:
        data = (
            quopri.decodestring(raw)
            if transfer == "quoted-printable"
            else base64.b64decode(raw, validate=False)
        )
        text = data.decode("utf-8")
    except ValueError:
        return lines
    first = lines[0].number
    return [Line(first + index, line) for index, line in enumerate(text.splitlines())]
