"""A raw wire text to what it says: the steps, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from sitegen.dates import UNKNOWN, PartialDate, days_apart
from sitegen.model.article import Cut, Derived, Person, Source
from sitegen.text.direction import without_turning
from sitegen.wire.end.boilerplate import LEGAL
from sitegen.wire.end.extent import Extent, article_extent
from sitegen.wire.facts.agency import cited, owner
from sitegen.wire.facts.dates import DateRead, combined
from sitegen.wire.facts.metadata import Dated, Metadata, Sourced
from sitegen.wire.facts.nations import country_by_name, nation_by_name
from sitegen.wire.facts.people import Said, people_said
from sitegen.wire.head.dateline import CountryOf
from sitegen.wire.head.header import Header, decode_transfer, is_encoded, take_header
from sitegen.wire.head.opening import is_sentence, read_opening
from sitegen.wire.input.asides import Told, without_comments
from sitegen.wire.input.decode import clean_text
from sitegen.wire.input.markup import is_html, read_html
from sitegen.wire.input.paragraph import Line, numbered, paragraphs
from sitegen.wire.trouble import Doubt, WireError
from sitegen.wire.words.headline import headline
from sitegen.wire.words.summary import summarise


class Wire(NamedTuple):
    """What was read off a raw text; every word of the text is in one of its parts."""

    title: str
    date: PartialDate
    dateline: str
    source: Source | None
    summary: str
    paragraphs: tuple[str, ...]
    """The article's own, cleaned, as plain text."""
    lead_line: int
    people: tuple[Person, ...]
    derived: tuple[Derived, ...]
    cut: tuple[Cut, ...]
    """What is no part of the article, in the order of its lines."""
    doubts: tuple[Doubt, ...]
    """What was kept, or read in one of two ways, and is worth a look."""


def read_wire(text: str, zone: tzinfo, country_of: CountryOf | None = None) -> Wire:
    """Read a raw text as an article; raises WireError, and nothing else, where none is in it.

    `country_of` gives the code of a country's name or adjective, or None.
    """
    nation = country_of or country_by_name
    clean = clean_text(text)
    header, lines, heading, aside = _unwrap(clean.text, zone)
    metadata = _headed(read_opening(paragraphs(lines), zone, nation), header, heading)
    extent = article_extent(metadata.rest)
    body = extent.body
    if not any(any(map(str.isalpha, paragraph.text)) for paragraph in body):
        raise _nothing_left(extent, metadata)
    plain = tuple(paragraph.text for paragraph in body)
    lead = next((paragraph for paragraph in body if is_sentence(paragraph.text)), body[0])
    when, dated, misdated = _date(metadata, zone)
    source, sourced, contradicted = _source(metadata, extent)
    title, titled = _title(metadata, lead.text, plain)
    summary = summarise((lead.text,))
    named = people_said(plain, country_of or nation_by_name)
    derived = (
        titled,
        *dated,
        *_dateline(metadata),
        *sourced,
        Derived("summary", summary, summary),
        *map(_person, named),
    )
    cut = (*aside.cut, *header.cut, *metadata.cut, *extent.cut, *_unused(metadata, derived))
    above = (*clean.notes, *aside.doubts, *header.doubts, *metadata.doubts)
    doubts = (*above, *misdated, *contradicted, *extent.doubts)
    return Wire(
        title=title,
        date=when,
        dateline=metadata.place,
        source=source,
        summary=summary,
        paragraphs=plain,
        lead_line=lead.line,
        people=tuple(said.person for said in named),
        derived=derived,
        cut=tuple(sorted(cut, key=lambda one: one.line)),
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )


def _unwrap(text: str, zone: tzinfo) -> tuple[Header, Sequence[Line], Line | None, Told]:
    """Header, lines, a page's heading and what it does not show: e-mail and HTML taken off."""
    source = numbered(text)
    written, aside = (source, Told()) if is_html(text) else without_comments(source)
    header, lines = take_header(written, zone)
    if is_encoded(header.transfer) and lines:
        # A line's end may part the marks of a comment, so they are looked for once more below.
        first = lines[0].number
        lines = decode_transfer(source[first - source[0].number :], header.transfer)
        aside = aside.above(first)
    if not any(line.text.strip() for line in lines):
        raise WireError(_empty(header, aside))
    cut = aside.cut
    if header != Header():
        lines, signature = _without_signature(lines)
        cut += signature
    joined = "\n".join(line.text for line in lines)
    if not is_html(joined):
        lines, more = without_comments(lines)
        return header, _shown(lines), None, Told(cut + more.cut, aside.doubts + more.doubts)
    page = read_html(joined)
    offset = lines[0].number - 1
    moved = [Line(line.number + offset, line.text) for line in page.lines]
    heading = page.heading and Line(page.heading.number + offset, page.heading.text)
    cut += tuple(one._replace(line=one.line + offset) for one in page.cut)
    if heading and not moved:
        moved, heading = [heading], None
    return header, _shown(moved), heading, Told(cut, aside.doubts + page.doubts)


def _empty(header: Header, aside: Told) -> str:
    if header != Header():
        return "nothing is left of the text: it is a header without a body"
    return "nothing is left of the text: it is a comment" if aside else "the file is empty"


def _shown(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without marks of direction that were written as escapes, or came encoded."""
    return [line._replace(text=without_turning(line.text)) for line in lines]


def _without_signature(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[Cut, ...]]:
    """An e-mail's lines without its signature (RFC 3676, section 4.3), where text stands above."""
    for index, line in enumerate(lines):
        if line.text.rstrip() == "--" and any(above.text.strip() for above in lines[:index]):
            words = "\n".join(below.text for below in lines[index:])
            return lines[:index], (Cut("signature", line.number, words.strip()),)
    return lines, ()


def _headed(metadata: Metadata, header: Header, heading: Line | None) -> Metadata:
    """What a header or a page's heading says goes before what the text below it says."""
    title, evidence = header.title
    if not title and heading:
        title, evidence = heading.text, heading.text
    elif heading:
        cut = Cut("heading of the page", heading.number, heading.text)
        metadata = metadata._replace(cut=(*metadata.cut, cut))
    if title:
        if metadata.title:
            repeated = Cut("headline in the text", metadata.title_line, metadata.title_evidence)
            metadata = metadata._replace(cut=(*metadata.cut, repeated))
        metadata = metadata._replace(title=title, title_evidence=evidence)
    if header.date[0].known:
        read = DateRead(*header.date, rest="")
        metadata = metadata._replace(dates=(Dated(read, 1), *metadata.dates))
    if header.source[0]:
        credit = Sourced(header.source[0], header.source[1], 1)
        metadata = metadata._replace(sources=(credit, *metadata.sources))
    if header.dateline[0]:
        if metadata.place:
            again = Cut("dateline in the text", 0, metadata.place_evidence)
            metadata = metadata._replace(cut=(*metadata.cut, again))
        metadata = metadata._replace(place=header.dateline[0], place_evidence=header.dateline[1])
    return metadata


def _nothing_left(extent: Extent, metadata: Metadata) -> WireError:
    cut = extent.cut or metadata.cut
    if cut:
        what = {one.reason for one in cut}
        said = (
            f"line {cut[0].line} is a {cut[0].reason}" if len(what) == 1 else "it holds no article"
        )
        return WireError(
            f"nothing is left of the text: {said}", cut[0].line, "was the file cut off?"
        )
    return WireError("the text holds no words", 1)


_APART = 3  # days that may lie between a dateline's day and the day of publication


def _date(
    metadata: Metadata, zone: tzinfo
) -> tuple[PartialDate, tuple[Derived, ...], tuple[Doubt, ...]]:
    """The first date stated in full, else a month; a day without a year needs one from
    elsewhere.
    """
    full = [one for one in metadata.dates if one.read.value.day]
    months = [one for one in metadata.dates if one.read.value.known and not one.read.value.day]
    bare = [one for one in metadata.dates if one.read.month_day]
    if full:
        value, evidence = full[0].read.value, full[0].read.evidence
        certain = not full[0].read.problem
        doubts = tuple(
            _disagreeing(value, one) for one in full[1:] if _days_apart(value, one) > _APART
        )
        return value, (Derived("date", value.text, evidence, certain),), doubts
    for month in months:
        value, evidence = month.read.value, month.read.evidence
        for one in bare:
            day = one.read.month_day
            if day and day[0] == int(value.text[5:7]):
                both = combined(value.year, day, zone)
                if both.known:
                    words = f"{evidence} … {one.read.evidence}"
                    return both, (Derived("date", both.text, words),), ()
        return value, (Derived("date", value.text, evidence),), ()
    if bare:
        line = bare[0].line
        message = f"line {line} gives a day without its year: {bare[0].read.evidence!r}"
        return UNKNOWN, (), (Doubt(line, "no-year", message, "give the date by hand"),)
    return UNKNOWN, (), ()


def _days_apart(value: PartialDate, other: Dated) -> int:
    return days_apart(value.day, other.read.value.day)


def _disagreeing(value: PartialDate, other: Dated) -> Doubt:
    message = f"line {other.line} gives another date, {other.read.value.day}; {value.day} was taken"
    return Doubt(other.line, "two-dates", message)


def _source(
    metadata: Metadata, extent: Extent
) -> tuple[Source | None, tuple[Derived, ...], tuple[Doubt, ...]]:
    """The agency credited first at the top, else at the end; else one in a legal notice, else
    one that the text cites.
    """
    found = [(one.source, one.evidence, True) for one in metadata.sources]
    signed = extent.signed
    if signed:
        code = signed.evidence.strip("()[]/—–-. ")
        found.append((signed.source or Source(code), signed.evidence, signed.source is not None))
    if not found:
        notices = (owner(one.text) for one in extent.cut if one.reason == LEGAL)
        guess = next(filter(None, notices), None) or cited(extent.body)
        if guess and guess.source:
            found.append((guess.source, guess.evidence, False))
    if not found:
        return None, (), ()
    source, evidence, certain = found[0]
    others = sorted({one[0].name for one in found} - {source.name})
    doubts: tuple[Doubt, ...] = ()
    if others:
        message = f"the text is marked as {source.name}'s and as {' and '.join(others)}'s"
        doubts = (Doubt(0, "two-sources", message, f"{source.name} was taken"),)
    return source, (Derived("source", source.name, evidence, certain),), doubts


def _title(metadata: Metadata, lead: str, body: Sequence[str]) -> tuple[str, Derived]:
    if metadata.title:
        return metadata.title, Derived("title", metadata.title, metadata.title_evidence)
    made = headline(lead, "\n".join(body))
    return made.text, Derived("title", made.text, made.evidence, certain=False)


def _dateline(metadata: Metadata) -> tuple[Derived, ...]:
    if not metadata.place:
        return ()
    return (Derived("dateline", metadata.place, metadata.place_evidence),)


def _person(said: Said) -> Derived:
    value = ", ".join(part for part in said.person if part)
    return Derived("people", value, said.evidence, said.outright)


def _unused(metadata: Metadata, derived: Sequence[Derived]) -> tuple[Cut, ...]:
    """Words that were taken off the text for a fact which another one outranked."""
    found = [Cut("another date", one.line, one.read.evidence) for one in metadata.dates]
    kept = {(one.line, one.text) for one in (*metadata.cut, *found)}  # a dateline gives both
    credited = [Cut("mark of an agency", one.line, one.evidence) for one in metadata.sources]
    found += [cut for cut in credited if (cut.line, cut.text) not in kept]
    told = {one.evidence for one in derived if one.field != "people"}
    unused: list[Cut] = []
    for cut in found:
        words = next((words for words in sorted(told) if cut.text in words), None)
        if words is None:
            unused.append(cut)
        else:  # the same words on another line state something else
            told = told - {words} | {words.replace(cut.text, "", 1)}
    return tuple(unused)
