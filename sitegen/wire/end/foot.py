"""The foot of a text: lines that say who published it, and when."""

from __future__ import annotations

import re
from datetime import tzinfo

from sitegen.model.article import Cut, Source
from sitegen.wire.facts import agency
from sitegen.wire.facts.dates import date_line
from sitegen.wire.facts.metadata import Metadata, Sourced, dated
from sitegen.wire.input.paragraph import Para

_SOURCE_LINE = re.compile(
    r"[\[(]?(?:source|agency|via|courtesy)\s?:\s*(?P<name>[^()\[\]]{2,70}?)[\])]?\.?$", re.I
)
_PUBLISHED_IN = re.compile(
    r"Published in (?:the )?(?P<name>[A-ZÀ-Þ][\w .’'-]{1,40}?),? (?:on )?(?P<date>\S.{5,30}?)\.?$"
)


def read_foot(metadata: Metadata, zone: tzinfo) -> Metadata:
    """Lines at the foot that say "Source: …" or "Published: …"."""
    kept: list[Para] = []
    for index, paragraph in enumerate(metadata.rest):
        named = _SOURCE_LINE.match(paragraph.text) if index and len(paragraph.text) <= 80 else None
        if named:
            name = named["name"].partition(",")[0]
            source = agency.find_agency(named["name"]) or agency.find_agency(
                name.removesuffix(" news agency")
            )
            if source:
                credit = Sourced(source, paragraph.text, paragraph.line)
                metadata = metadata._replace(sources=(*metadata.sources, credit))
            cut = Cut("source line", paragraph.line, paragraph.text)
            metadata = metadata._replace(cut=(*metadata.cut, cut))
            continue
        published = _PUBLISHED_IN.match(paragraph.text) if index else None
        if published and (read := date_line(published["date"], zone)) and read.value.known:
            source = agency.find_agency(published["name"]) or Source(published["name"])
            credit = Sourced(source, paragraph.text, paragraph.line)
            metadata = metadata._replace(sources=(*metadata.sources, credit))
            metadata = dated(metadata, paragraph.line, read._replace(evidence=paragraph.text))
            continue
        read = date_line(paragraph.text, zone) if index and len(paragraph.text) <= 80 else None
        if read and (read.value.known or read.problem):
            metadata = dated(metadata, paragraph.line, read)
            continue
        kept.append(paragraph)
    return metadata._replace(rest=tuple(kept))
