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

_LONGEST = 120
"""Characters of a line that says no more than where a text was published."""


def read_foot(metadata: Metadata, zone: tzinfo) -> Metadata:
    """Lines at the foot that say "Source: …" or "Published: …"."""
    kept: list[Para] = []
    found = [metadata]
    for index, paragraph in enumerate(metadata.rest):
        said = _said(paragraph, zone) if index else None
        if said is None:
            kept.append(paragraph)
        else:
            found.append(said)
    return metadata._replace(
        dates=tuple(date for one in found for date in one.dates),
        sources=tuple(source for one in found for source in one.sources),
        cut=tuple(cut for one in found for cut in one.cut),
        doubts=tuple(doubt for one in found for doubt in one.doubts),
        rest=tuple(kept),
    )


def _said(paragraph: Para, zone: tzinfo) -> Metadata | None:
    """What a line says of the text, if it does nothing else."""
    line, text = paragraph
    if len(text) > _LONGEST:
        return None
    named = _SOURCE_LINE.match(text) if len(text) <= 80 else None
    if named:
        name = named["name"].partition(",")[0].removesuffix(" news agency")
        source = agency.find_agency(named["name"]) or agency.find_agency(name)
        credits = (Sourced(source, text, line),) if source else ()
        return Metadata(sources=credits, cut=(Cut("source line", line, text),))
    published = _PUBLISHED_IN.match(text)
    if published and (read := date_line(published["date"], zone)) and read.value.known:
        source = agency.find_agency(published["name"]) or Source(published["name"])
        credit = Metadata(sources=(Sourced(source, text, line),))
        return dated(credit, line, read._replace(evidence=text))
    read = date_line(text, zone) if len(text) <= 80 else None
    if read and (read.value.known or read.problem):
        return dated(Metadata(), line, read)
    return None
