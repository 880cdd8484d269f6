"""Dates that a text states about itself; never the day of an event that it tells of."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import NamedTuple

from sitegen.dates import MONTHS, UNKNOWN, WEEKDAYS, PartialDate, parse_date, weekday_of


class DateRead(NamedTuple):
    """What a place in a text says of its date, and the text after it."""

    value: PartialDate
    evidence: str
    rest: str
    problem: str = ""
    """Why it is no date after all, in words for people."""
    month_day: tuple[int, int] | None = None
    """Month and day where the year is not said."""


_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}|{'|'.join(w[:3] for w in WEEKDAYS)})\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = (
    r"(?:(?:,|\s+at|\s+[-–|])?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*\(?(?P<zone>GMT|UTC|Z)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?(?P<named>\s?[A-Z]{3,4})?\)?)?)?"
)
_WRITTEN = (
    rf"{_WEEKDAY}(?:(?P<m1>{_MONTH})(?:\.\s?|\s+)(?P<d1>{_DAY})(?:(?:,\s?|\s+)(?P<y1>\d{{4}}))?(?!\d)"
    rf"|(?P<d2>{_DAY})(?:\s+of)?[\s-]+(?P<m2>{_MONTH})\.?(?:(?:,?\s+|-)(?P<y2>\d{{4}}))?(?!\d)"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})(?!\d))"
)
_ISO = (
    r"(?P<iso>\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z"
    r"|[+-]\d{2}:?\d{2})?)?)?)(?![\d-])"
    r"(?:\s?(?P<isozone>UTC|GMT)\b)?"
)
_NUMERIC = (
    r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)"
    r"|(?P<compact>(?:19|20)\d{6})(?!\d)"
    r"|(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<ab>\d{4})(?!\d)"
)
_LABEL = (
    r"(?P<label>(?:date(?:\s+published|\s+of\s+publication)?|publication\s+date"
    r"|published(?:\s+(?:on|at))?"
    r"|publish(?:ed)?\s+date|posted(?:\s+(?:on|at))?|released(?:\s+on)?|release\s+date"
    r"|issued(?:\s+on)?"
    r"|updated(?:\s+(?:on|at))?|last\s+updated(?:\s+on)?|time)\s*[:=]?\s*)?"
)
_LEADING = re.compile(
    rf"\s*{_LABEL}(?P<open>[\[(<{{])?\s*(?P<date>{_ISO}|{_NUMERIC}|{_WRITTEN})(?P<time>{_TIME})"
    r"(?:\s*(?P<close>[\])>}]))?(?P<after>\s*[:|,.]?\s*(?:--|[—–|-])?\s*)",
    re.I | re.ASCII,
)
_DATELINE_DATE = re.compile(rf"(?:^|[\s,]){_WRITTEN}[.,]?$", re.I | re.ASCII)


def leading_date(text: str, zone: tzinfo) -> DateRead | None:
    """A date at the start of a text: labelled, in brackets, by machine, or a line of its own."""
    match = _LEADING.match(text[:160])
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    rest = text[match.end() :]
    if not _stands_apart(match, rest):
        return None
    evidence = text[: match.end()].strip()
    return _read(match, evidence, rest, zone)


def _stands_apart(match: re.Match[str], rest: str) -> bool:
    """Whether the date is about the text, and not the first words of a sentence."""
    if not rest:
        return True
    if not (match["after"] or match["close"]):
        return False
    begins = not rest[0].islower()
    separated = any(separator in match["after"] for separator in ":|—–-")
    if match["label"] and match["label"].strip().lower() != "time":
        return begins or bool(match["close"])
    by_machine = match["iso"] or match["compact"] or match["year"]
    if match["open"] or by_machine:
        return begins
    return separated and begins and match["m3"] is None


def date_line(text: str, zone: tzinfo) -> DateRead | None:
    """A text that is nothing but a date."""
    read = leading_date(text, zone) if len(text) <= 160 else None
    return read if read and not read.rest else None


def dateline_date(head: str, zone: tzinfo) -> DateRead | None:
    """The date at the end of a dateline's head ("CAIRO, Dec. 19"); `rest` is what precedes it."""
    match = _DATELINE_DATE.search(head)
    if match is None:
        return None
    if match["m3"]:
        return None
    month, day, year = _parts(match)
    rest = head[: match.start()].rstrip(" ,")
    evidence = match[0].strip(" ,.")
    if year:
        return _checked(f"{year}-{month:02}-{day:02}", evidence, rest, zone)
    return DateRead(UNKNOWN, evidence, rest, month_day=(month, day))


def combined(year: str, month_day: tuple[int, int], zone: tzinfo) -> PartialDate:
    """A day and month with a year from elsewhere; unknown where there is no such day."""
    try:
        return parse_date(f"{year}-{month_day[0]:02}-{month_day[1]:02}", zone)
    except ValueError:
        return UNKNOWN


def _parts(match: re.Match[str]) -> tuple[int, int, str]:
    month = _MONTH_NUMBERS[(match["m1"] or match["m2"] or match["m3"])[:3].lower()]
    day = match["d1"] or match["d2"] or ""
    year = match["y1"] or match["y2"] or match["y3"] or ""
    return month, int(re.sub(r"\D", "", day) or 0), year


def _read(match: re.Match[str], evidence: str, rest: str, zone: tzinfo) -> DateRead | None:
    if match["iso"]:
        moment = match["iso"] + ("Z" if match["isozone"] and ":" in match["iso"] else "")
        return _checked(moment, evidence, rest, zone)
    if match["compact"]:
        digits = match["compact"]
        return _checked(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", evidence, rest, zone)
    if match["year"]:
        day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
        return _checked(day, evidence, rest, zone)
    if match["ab"]:
        return _either_order(match, evidence, rest, zone)
    month, number, year = _parts(match)
    if not year:
        return DateRead(UNKNOWN, evidence, rest, month_day=(month, number))
    if not number:
        return DateRead(PartialDate(f"{year}-{month:02}"), evidence, rest)
    day = f"{year}-{month:02}-{number:02}"
    read = _checked(day + _time(match), evidence, rest, zone)
    if match["weekday"] and not read.problem and not _falls_on(day, match["weekday"]):
        return read._replace(problem=f"{day} is not a {match['weekday'].capitalize()}")
    return read


def _falls_on(day: str, weekday: str) -> bool:
    return WEEKDAYS[weekday_of(day)][:3].lower() == weekday[:3].lower()


def _either_order(match: re.Match[str], evidence: str, rest: str, zone: tzinfo) -> DateRead:
    """Day and month in figures: read where only one order is possible, or both are the same."""
    first, second, year = int(match["a"]), int(match["b"]), match["ab"]
    if first <= 12 and second <= 12 and first != second:
        either = f"{evidence!r} may be day and month in either order"
        return DateRead(UNKNOWN, evidence, rest, problem=either)
    day, month = (first, second) if second <= 12 else (second, first)
    return _checked(f"{year}-{month:02}-{day:02}", evidence, rest, zone)


def _time(match: re.Match[str]) -> str:
    """The time of day in ISO form where its zone is plain; else none, and the day stands."""
    if not match["hour"] or match["named"]:
        return ""
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    zone = ""
    if match["offset"]:
        sign, digits = match["offset"][0], match["offset"][1:].replace(":", "")
        digits = digits.zfill(2) if len(digits) <= 2 else digits.zfill(4)
        zone = f"{sign}{digits[:2]}:{digits[2:] or '00'}"
    elif match["zone"]:
        zone = "Z"
    return f"T{hour:02}:{match['minute']}{zone}"


def _checked(iso: str, evidence: str, rest: str, zone: tzinfo) -> DateRead:
    try:
        return DateRead(parse_date(iso, zone), evidence, rest)
    except ValueError as error:
        return DateRead(UNKNOWN, evidence, rest, problem=str(error))
