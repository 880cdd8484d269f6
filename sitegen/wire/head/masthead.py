"""Lines above a report that tell of it, as no headline does: publisher, day, kind, version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from sitegen.model.article import Source
from sitegen.wire.facts.agency import find_agency
from sitegen.wire.facts.dates import DateRead, date_line
from sitegen.wire.head.dateline import KICKERS
from sitegen.wire.vocabulary import words
from sitegen.wire.words.clauses import first_verb


class Masthead(NamedTuple):
    """What such a line is, and what it says."""

    reason: str
    source: Source | None = None
    date: DateRead | None = None


_LONGEST = 120
_BAR = re.compile(r"\s*[|•·¦]\s*")
_DASH = re.compile(r"\s+[–—-]\s+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.I)
_CHANGED = re.compile(r"(?:last )?(?:updated?|modified|edited)(?: (?:on|at))?\s?:?\s+", re.I)
# What an edition, a section or a service is called.
_SECTIONS = words(
    "africa all americas arab asia breaking business culture daily desk economy edition english "
    "europe feed general headlines home international latest main middle east national news online "
    "opinion politics region regional report science service society sport sports top wire world"
)
_NAMED = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3}")
_CATCHLINE = re.compile(r"[A-Z]{2,}\d*(?:[-/][A-Z0-9]+)+|[A-Z]\w+(?:-[A-Z]\w+){2,4}")
_AGO = re.compile(r"(?:about )?\d{1,2} (?:minutes?|hours?|days?|weeks?) ago", re.I)
_LABEL = (
    r"(?:for immediate release"
    r"|(?:press|news|media) (?:release|statement|communiqu[eé]|advisory|note)"
    r"|(?:official )?(?:statement|communiqu[eé])|(?:un)?official translation"
    r"|check against delivery|embargoed (?:until|till|for)\b.{0,60})"
)
_LABELS = re.compile(rf"{_LABEL}(?:\s*[|:,–—-]\s*{_LABEL})*[.:]?", re.I)
_LOWER = r"(?:of|the|and|for|to|in|on)"
_TITLED = rf"(?:[A-ZÀ-Þ][\w’'-]*,?|{_LOWER})"
_INSTITUTION = re.compile(
    r"(?:The )?(?:(?:Federal|State|Royal|Permanent|Prime) )?(?:Ministry|Department|Office|Embassy"
    r"|Mission|Presidency|Government|Secretariat|Directorate|Press Service|Press Office|Cabinet"
    rf"|Commission|Bureau) (?:of|for|to) {_TITLED}(?: {_TITLED})*"
)
_NEWSLETTER = re.compile(
    rf"(?:(?:[A-ZÀ-Þ][\w’'&.-]*|{_LOWER}|&) ){{1,5}}"
    r"(?:Brief|Briefing|Newsletter|Digest|Bulletin|Round-?up|Dispatch|Rundown|Wrap)"
)
_IN_BROWSER = re.compile(r"view (?:this|the) (?:e-?mail|message|newsletter) (?:in|on)\b", re.I)
_GREETING = re.compile(
    r"(?:good (?:morning|afternoon|evening)|dear (?:readers?|subscribers?|friends|colleagues|all)"
    r"|hello|hi)\b(?!.{100})",
    re.I,
)
# What an agency's desk says of this version of a story.
_VERSION = re.compile(
    r"(?:Adds|Updates|Recasts|Rewrites|Refiles|Corrects|Repeats|Writes through)\b[^.!?]{3,110}"
)


def masthead(text: str, following: Sequence[str], zone: tzinfo) -> Masthead | None:
    """What a line above the report says of it, or None where it is a headline or the report."""
    if len(text) > _LONGEST or not following:
        return None
    if _GREETING.match(text) and not text.endswith(","):
        return Masthead("greeting")
    if text.endswith((".", "?")):
        return None
    if _CATCHLINE.fullmatch(text):
        return Masthead("desk’s mark")
    if _LABELS.fullmatch(text) or _AGO.fullmatch(text) or text in KICKERS:
        return Masthead("label")
    if _VERSION.fullmatch(text) and first_verb(text) is None:
        return Masthead("note on the version")
    if _INSTITUTION.fullmatch(text):
        return Masthead("name of the publisher", Source(text))
    if _NEWSLETTER.fullmatch(text) and _is_newsletter(following):
        return Masthead("name of the publisher", Source(text))
    return _facts(text, zone)


def _is_newsletter(following: Sequence[str]) -> bool:
    return any(_IN_BROWSER.match(line) or _GREETING.match(line) for line in following[:4])


def _facts(text: str, zone: tzinfo) -> Masthead | None:
    """A line of facts between bars or dashes: "KYODO NEWS - Jan 9, 2025 - 16:42 | World, All"."""
    source: Source | None = None
    date: DateRead | None = None
    known, others = 0, 0
    for field in _BAR.split(text):
        for part in _DASH.split(field):
            agency, rest = _agency(_CHANGED.sub("", part))
            read = date_line(_CHANGED.sub("", rest), zone) if rest else None
            source = source or agency
            if read and (read.value.known or read.problem or read.month_day):
                date = date or read
                known += 1
            elif rest and not _CLOCK.fullmatch(rest) and not _is_section(rest):
                others += 1
                if others > 1 or part != field or not _NAMED.fullmatch(rest):
                    return None  # more than one name of a writer between bars: a headline
            known += (agency is not None) + _is_section(rest)
    if known < 2 or not (date or (source and not others)):
        return None
    return Masthead("line of facts", source, date)


def _agency(part: str) -> tuple[Source | None, str]:
    """The agency that a part begins with, and the rest of the part."""
    split = part.split()
    for size in range(min(4, len(split)), 0, -1):
        name = " ".join(split[:size])
        source = find_agency(name) or (find_agency(name.title()) if name.isupper() else None)
        if source:
            return source, " ".join(split[size:])
    return None, part


def _is_section(part: str) -> bool:
    return bool(part) and _SECTIONS.issuperset(part.lower().replace(",", " ").split())
