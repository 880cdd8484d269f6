"""What the head and the foot of a text state of it: dates, agencies, a headline, a place."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.article import Cut, Source
from sitegen.wire.facts.dates import DateRead
from sitegen.wire.input.paragraph import Para
from sitegen.wire.trouble import Doubt


class Dated(NamedTuple):
    """A date that the text states about itself, and the line that it stands on."""

    read: DateRead
    line: int


class Sourced(NamedTuple):
    """An agency that the text credits, the words that do so, and the line that they stand on."""

    source: Source
    evidence: str
    line: int


class Metadata(NamedTuple):
    """What a text states of itself at its head and foot, and its paragraphs without that."""

    title: str = ""
    title_evidence: str = ""
    title_line: int = 0
    place: str = ""
    place_evidence: str = ""
    dates: tuple[Dated, ...] = ()
    sources: tuple[Sourced, ...] = ()
    cut: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rest: tuple[Para, ...] = ()


def dated(metadata: Metadata, line: int, read: DateRead) -> Metadata:
    """The metadata with one more date, told of where it is wrong or contradicts itself."""
    if not read.problem:
        return metadata._replace(dates=(*metadata.dates, Dated(read, line)))
    hint = "the date is unknown; give it by hand"
    if read.value.known:  # "Thursday, 20 December 2024" was a Friday
        metadata = metadata._replace(dates=(*metadata.dates, Dated(read, line)))
        hint = "the day of the month was taken"
    else:
        cut = Cut("date that cannot be read", line, read.evidence)
        metadata = metadata._replace(cut=(*metadata.cut, cut))
    doubt = Doubt(line, "impossible-date", f"line {line}: {read.problem}", hint)
    return metadata._replace(doubts=(*metadata.doubts, doubt))
