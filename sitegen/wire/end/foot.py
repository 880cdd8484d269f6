"""The foot of a text: lines that say who published it, and when."""

from __future__ import annotations

import re
from datetime import tzinfo

from sitegen.model.article import Cut, Source
from sitegen.wire.facts import agency
from sitegen.wire.facts.dates import date_line
from sitegen.wire.facts.metadata import Opening, Sourced, dated
from sitegen.wire.input.paragraph import Para

_SOURCE_LINE = re.compile(
    r"[\[(]?(?:source|agency|via|courtesy)\s?:\s*(?P<name>[^()\[\]]{2,70}?)[\])]?\.?$", re.I
)
_PUBLISHED_IN = re.compile(
    r"Published in (?:the )?(?P<name>[A-ZÀ-Þ][\w .’'-]{1,40}?),? (?:on )?(?P<date>\S.{5,30}?)\.?$"
)


def read_foot(opening: Opening, zone: tzinfo) -> Opening:
    """Lines at the foot that say "Source: …" or "Published: …"."""
    kept: list[Para] = []
    for index, paragraph in enumerate(opening.rest):
        named = _SOURCE_LINE.match(paragraph.text) if index and len(paragraph.text) <= 80 else None
        if named:
            name = named["name"].partition(",")[0]
            source = agency.find_agency(named["name"]) or agency.find_agency(
                name.removesuffix(" news agency")
            )
            if source:
                mark = Sourced(source, paragraph.text, paragraph.line)
                opening = opening._replace(sources=(*opening.sources, mark))
            cut = Cut("source line", paragraph.line, paragraph.text)
            opening = opening._replace(cut=(*opening.cut, cut))
            continue
        published = _PUBLISHED_IN.match(paragraph.text) if index else None
        if published and (read := date_line(published["date"], zone)) and read.value.known:
            source = agency.find_agency(published["name"]) or Source(published["name"])
            mark = Sourced(source, paragraph.text, paragraph.line)
            opening = opening._replace(sources=(*opening.sources, mark))
            opening = dated(opening, paragraph.line, read._replace(evidence=paragraph.text))
            continue
        read = date_line(paragraph.text, zone) if index and len(paragraph.text) <= 80 else None
        if read and (read.value.known or read.problem):
            opening = dated(opening, paragraph.line, read)
            continue
        kept.append(paragraph)
    return opening._replace(rest=tuple(kept))
