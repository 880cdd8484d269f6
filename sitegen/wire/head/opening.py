"""The top of a text, before its first sentence: date, headline, byline, kicker, dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo

from sitegen.model.article import Cut, Source
from sitegen.wire.end.boilerplate import boilerplate
from sitegen.wire.end.foot import read_foot
from sitegen.wire.facts import agency
from sitegen.wire.facts.dates import leading_date
from sitegen.wire.facts.metadata import Metadata, Sourced, dated
from sitegen.wire.head import dateline
from sitegen.wire.head.dateline import CountryOf
from sitegen.wire.head.masthead import masthead
from sitegen.wire.input.paragraph import Para
from sitegen.wire.vocabulary import words

_DEPTH = 10  # paragraphs that may stand before the lead
_NEAR = 6  # paragraphs below a headline, among which the report begins
_UNREAD = 3  # lines among them that say nothing of these, such as a second headline
_BYLINE = re.compile(
    r"(?:by|from|written by|reported by|author:|text:)\s+(?P<names>[A-ZÀ-Þ][\w.’'-]+(?:(?:,? and "
    r"|, | \| | / | – | - | in | )[A-ZÀ-Þ][\w.’'@-]*){0,9})[,.]?$"
    r"|by (?:our |a |the )?(?:staff|correspondents?|news ?desk|agencies|web ?desk|special "
    r"correspondent|agency)[\w ,]{0,40}$",
    re.I,
)
_ENDED = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}$")
_OUTLET = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.&’' -]{2,40}?) \((?P<seat>[A-ZÀ-Þ][\w .’'-]{2,30})\)")
_REPORT_BY = re.compile(
    r"(?:Text|Excerpts?) (?:of|from) (?:\w+ ){0,3}report(?: in English)? by (?:[\w-]+ ){0,4}?"
    r"(?:news agency|newspaper|television|TV|radio|website) "
    r"(?P<name>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3})"
    r"(?: (?:on|at) [\w ]{1,30})?$"
)
_HASHES = re.compile(r"#{1,6}\s+")


def read_opening(paragraphs: Sequence[Para], zone: tzinfo, country_of: CountryOf) -> Metadata:
    """Read what stands before the first sentence, paragraph by paragraph, and at the foot."""
    metadata = Metadata()
    waiting: list[Para] = []  # a picture's credit and its like: extent cuts it
    unread = 0
    for index, whole in enumerate(paragraphs[:_DEPTH]):
        following = paragraphs[index + 1 :]
        metadata, paragraph = _elements(metadata, whole, following, zone, country_of, index == 0)
        if paragraph is None:
            continue
        if boilerplate(paragraph.text):
            waiting.append(paragraph)
            continue
        if not metadata.title and is_headline(paragraph.text, following):
            title = _HASHES.sub("", paragraph.text)
            metadata = metadata._replace(
                title=title, title_evidence=paragraph.text, title_line=paragraph.line
            )
            continue
        if unread < _UNREAD and _is_heading(paragraph.text, following):
            waiting.append(paragraph)
            unread += 1
            continue
        metadata, waiting = _better_headline(metadata, waiting, (paragraph, *following))
        rest = (*waiting, paragraph, *following)
        return read_foot(_later_kickers(metadata._replace(rest=rest), index), zone)
    return read_foot(metadata._replace(rest=(*waiting, *paragraphs[_DEPTH:])), zone)


def _better_headline(
    metadata: Metadata, waiting: list[Para], report: Sequence[Para]
) -> tuple[Metadata, list[Para]]:
    """A later line is the headline where it has words of the report and the first has none."""
    known = _words_of(" ".join(paragraph.text for paragraph in report[:2]))
    if not metadata.title or _words_of(metadata.title) & known:
        return metadata, waiting
    for line in waiting:
        if len(_words_of(line.text) & known) > 1 and is_headline(line.text, report):
            above = Cut("line above the headline", metadata.title_line, metadata.title_evidence)
            better = metadata._replace(
                title=line.text,
                title_evidence=line.text,
                title_line=line.line,
                cut=(*metadata.cut, above),
            )
            return better, [other for other in waiting if other is not line]
    return metadata, waiting


def _words_of(text: str) -> frozenset[str]:
    """The words that carry something, and those that begin like them: Sudan, Sudanese."""
    return frozenset(word[:5].lower() for word in re.findall(r"[^\W\d_]{4,}", text)) - _COMMON


_COMMON = words(
    "about after agai been from have into more over said says than that their this they were what "
    "when will with would"
)


def _is_heading(text: str, following: Sequence[Para]) -> bool:
    """A short line that is no sentence, above the report: a second headline, a page's menu."""
    return (
        len(text) <= 160
        and not text.endswith((".", "!", "?", ":", ";", ",", "…"))
        and any(is_sentence(paragraph.text) for paragraph in following[:_NEAR])
    )


def is_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence does, or leads on to a list."""
    leads_on = text.endswith(":") and len(text) > 60
    return leads_on or bool(_ENDED.search(text, max(0, len(text) - 6)))


def is_headline(text: str, following: Sequence[Para]) -> bool:
    """A short line without a full stop, and sentences after it."""
    if len(text) > 160 or len(text.split()) < 2 or not any(map(str.isalpha, text)):
        return False
    if text.endswith((".", ":", ";", ",", "…", ".”", '."', "-", "–", "—")) or agency.sign_off(text):
        return False
    if text[0].islower() or text.startswith(("- ", "* ", "• ")):
        return False
    return any(is_sentence(paragraph.text) for paragraph in following[:_NEAR])


def _elements(
    metadata: Metadata,
    paragraph: Para,
    following: Sequence[Para],
    zone: tzinfo,
    country_of: CountryOf,
    first: bool,
) -> tuple[Metadata, Para | None]:
    """Take off dateline, byline and their like one by one; None where nothing is left."""
    for _ in range(8):
        line, text = paragraph
        step = (
            _masthead(metadata, line, text, following, zone)
            or _date(metadata, line, text, zone)
            or _name(metadata, line, text)
            or _kicker(metadata, line, text, first)
            or _place(metadata, line, text, zone, country_of)
            or _outlet(metadata, line, text, country_of)
            or _dateline(metadata, line, text, zone, country_of)
        )
        if step is None:
            return metadata, paragraph
        metadata, rest = step
        if not rest:
            return metadata, None
        paragraph = Para(line, rest)
    return metadata, paragraph


_Step = tuple[Metadata, str] | None


def _masthead(
    metadata: Metadata, line: int, text: str, following: Sequence[Para], zone: tzinfo
) -> _Step:
    """A line that tells of the report: who publishes it, when, as what."""
    said = masthead(text, [paragraph.text for paragraph in following[:4]], zone)
    if said is None:
        return None
    if said.source:
        metadata = metadata._replace(sources=(*metadata.sources, Sourced(said.source, text, line)))
    if said.date:
        metadata = dated(metadata, line, said.date._replace(evidence=text))
    if not (said.source or said.date):
        metadata = metadata._replace(cut=(*metadata.cut, Cut(said.reason, line, text)))
    return metadata, ""


def _date(metadata: Metadata, line: int, text: str, zone: tzinfo) -> _Step:
    read = leading_date(text, zone)
    if read is None:
        return None
    return dated(metadata, line, read), read.rest


def _name(metadata: Metadata, line: int, text: str) -> _Step:
    """A line that is a byline, or an agency's name and nothing else."""
    if len(text) > 120:
        return None
    byline = _BYLINE.match(text)
    known = agency.find_agency(text.strip("()[] ")) if len(text) <= 60 else None
    if byline is None and known is None:
        return None
    for part in re.split(r",? and |, | \| | / | – | - ", text) if byline else ():
        known = known or agency.find_agency(part)
    if known:
        metadata = metadata._replace(sources=(*metadata.sources, Sourced(known, text, line)))
    reason = "byline" if byline else "name of the agency"
    return metadata._replace(cut=(*metadata.cut, Cut(reason, line, text))), ""


def _kicker(metadata: Metadata, line: int, text: str, first: bool) -> _Step:
    credit = agency.kicker(text, plain=first)
    if credit and credit.source:
        source = Sourced(credit.source, credit.evidence, line)
        return metadata._replace(sources=(*metadata.sources, source)), credit.rest
    word = dateline.kicker(text)
    if word is None:
        return None
    return metadata._replace(cut=(*metadata.cut, Cut("kicker", line, word[0]))), word[1]


def _dateline(
    metadata: Metadata, line: int, text: str, zone: tzinfo, country_of: CountryOf
) -> _Step:
    if metadata.place:
        return None
    found = dateline.dateline(text, zone, country_of)
    if found is None or not (found.source or is_sentence(found.rest)):
        return None
    metadata = metadata._replace(
        place=found.place, place_evidence=found.evidence if found.place else ""
    )
    if found.source:
        source = Sourced(found.source, found.evidence, line)
        metadata = metadata._replace(sources=(*metadata.sources, source))
    if found.date:
        metadata = dated(metadata, line, found.date._replace(evidence=found.evidence))
    if not (found.place or found.source or found.date):
        metadata = metadata._replace(cut=(*metadata.cut, Cut("kicker", line, found.evidence)))
    return metadata, found.rest


def _place(metadata: Metadata, line: int, text: str, zone: tzinfo, country_of: CountryOf) -> _Step:
    """A line that is a place alone, or a place and a date."""
    found = None if metadata.place else dateline.alone(text, zone, country_of)
    if found is None:
        return None
    place, when, source = found
    metadata = metadata._replace(place=place, place_evidence=text)
    if source:
        metadata = metadata._replace(sources=(*metadata.sources, Sourced(source, text, line)))
    return (dated(metadata, line, when._replace(evidence=text)) if when else metadata), ""


def _outlet(metadata: Metadata, line: int, text: str, country_of: CountryOf) -> _Step:
    """A line between headline and report that names an outlet and its seat, or whose report it is.

    "Radio Dabanga (Amsterdam)"; "Text of report by Iranian news agency Mehr on 3 March".
    """
    match = _REPORT_BY.match(text) or (_OUTLET.fullmatch(text) if metadata.title else None)
    if match is None or ("seat" in match.groupdict() and country_of(match["seat"]) is None):
        return None
    source = agency.find_agency(match["name"]) or Source(match["name"])
    return metadata._replace(sources=(*metadata.sources, Sourced(source, text, line))), ""


def _later_kickers(metadata: Metadata, index: int) -> Metadata:
    """A kicker glued to the second or third paragraph, where a page's layout was lost."""
    rest = list(metadata.rest)
    for place, paragraph in enumerate(rest[1:3], 1):
        credit = agency.kicker(paragraph.text, plain=False)
        if credit and credit.source and credit.rest:
            rest[place] = paragraph._replace(text=credit.rest)
            source = Sourced(credit.source, credit.evidence, paragraph.line)
            metadata = metadata._replace(sources=(*metadata.sources, source))
    return metadata._replace(rest=tuple(rest))
