"""The one owner of time: the site's zone, partial dates, and the formats of pages and feeds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sitegen.package import open_time_zone, time_zone_names

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FARTHEST = 14 * 60
"""Minutes that a zone may be from UTC (XML Schema Part 2, §3.2.7.3)."""

_SHAPE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})"
    r"(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?",
    re.ASCII,
)


class PartialDate(NamedTuple):
    """A date as precisely as it is known: nothing, a month, a day, or a moment.

    `text` is "", "2024-12", "2024-12-20" or "2024-12-20T09:30:00+02:00"; a moment always stands
    in the site's zone, so its first ten characters are the day that pages, feeds and addresses use.
    """

    text: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return bool(self.text)

    @property
    def year(self) -> str:
        """Four digits, or "" for an unknown date."""
        return self.text[:4]

    @property
    def month(self) -> str:
        """Year and month as "2024-12", or "" for an unknown date."""
        return self.text[:7]

    @property
    def day(self) -> str:
        """The day as "2024-12-20", or "" where no day is known."""
        return self.text[:10] if len(self.text) >= 10 else ""

    @property
    def moment(self) -> datetime | None:
        """The moment itself where a time of day is known."""
        return datetime.fromisoformat(self.text) if len(self.text) > 10 else None

    @property
    def sort_key(self) -> str:
        """Orders by the site's day, then by the moment; a month stands before its first day."""
        if len(self.text) <= 10:
            return self.text
        return f"{self.text[:10]}{_seconds(datetime.fromisoformat(self.text)):012}"


def _seconds(moment: datetime) -> int:
    """Seconds since the day before the calendar's first, in UTC, of which none stand before it."""
    local = moment.replace(tzinfo=None) - datetime.min
    since = local - (moment.utcoffset() or timedelta()) + timedelta(days=1)
    return since.days * 86_400 + since.seconds


UNKNOWN = PartialDate()


def parse_date(text: str, zone: tzinfo) -> PartialDate:
    """Read an ISO 8601 month, day or moment; a moment without a zone is in the site's.

    Raises ValueError with a sentence for people, without the field's name or a full stop.
    """
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        raise ValueError(f"{text!r} is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30")
    text = shape[0]
    year, month = int(shape["year"]), int(shape["month"])
    if not (1 <= month <= 12 and year >= 1):
        raise ValueError(f"{text} is not a calendar month")
    if shape["day"] is None:
        return PartialDate(f"{shape['year']}-{shape['month']}")
    try:
        date(year, month, int(shape["day"]))
    except ValueError:
        raise ValueError(f"{text[:10]} is not a calendar date") from None
    if shape["hour"] is None:
        return PartialDate(f"{shape['year']}-{shape['month']}-{shape['day']}")
    return _moment(shape, text, zone)


def _moment(shape: re.Match[str], text: str, zone: tzinfo) -> PartialDate:
    iso = f"{shape['year']}-{shape['month']}-{shape['day']}T{shape['hour']}:{shape['minute']}"
    iso += f":{shape['second'] or '00'}{shape['zone'] or ''}"
    try:
        moment = datetime.fromisoformat(iso)
        local = _shown_in(zone, moment) if moment.tzinfo else _read_in(zone, moment)
    except (ValueError, OverflowError):
        raise ValueError(f"{text} is not a time of day") from None
    return PartialDate(local.isoformat())


def parse_mail_date(text: str, zone: tzinfo) -> PartialDate:
    """Read the date of an e-mail's header (RFC 5322 §3.3 and §4.3). Raises ValueError."""
    from email.utils import parsedate_to_datetime  # takes a while to load, and is seldom needed

    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, OverflowError):
        raise ValueError(f"{text!r} is not a date of an e-mail") from None
    # It leaves out the zone of "-0000", which is UTC all the same.
    return parse_date((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(), zone)


@cache
def time_zone(name: str) -> tzinfo:
    """A zone by its name in the IANA database. Raises ValueError for a name that is not in it.

    The database is that of the package tzdata and never the system's: systems differ in it, and
    take other things for zones besides, such as their own local time.
    """
    if name not in time_zone_names() or name == "Factory":  # which says that none was chosen
        raise ValueError(f"{name!r} is not a time zone")
    with open_time_zone(name) as file:
        return ZoneInfo.from_file(file, key=name)


def _read_in(zone: tzinfo, clock: datetime) -> datetime:
    """The moment at which clocks of a zone show this: neither day nor time of day changes."""
    return clock.replace(tzinfo=_offset(clock.replace(tzinfo=zone)))


def _shown_in(zone: tzinfo, moment: datetime) -> datetime:
    """The same moment as clocks of a zone show it."""
    return moment.astimezone(_offset(moment.astimezone(zone)))


def _offset(local: datetime) -> timezone:
    """A moment's offset from UTC, or the closest that every format can hold.

    Before there were zones, clocks went by the sun: +02:05:09, or -15:56:08. RFC 3339, RFC 5322 and
    ISO 8601 know no seconds of an offset, for which RFC 3339 §5.8 takes the closest; xs:dateTime,
    which Atom is held to, none beyond 14 hours. The closest offset is then the site's for all that
    it does, so that a day which is stated stays that day, and a moment that moment.
    """
    closest = round((local.utcoffset() or timedelta()) / timedelta(minutes=1))
    return timezone(timedelta(minutes=max(-_FARTHEST, min(closest, _FARTHEST))))


def starts(when: PartialDate, zone: tzinfo) -> datetime | None:
    """The first moment that a date covers, in the site's zone; None where it is unknown."""
    if when.moment:
        return when.moment
    if not when.known:
        return None
    return _read_in(zone, datetime.fromisoformat(when.day or f"{when.month}-01"))


def published(when: PartialDate, zone: tzinfo) -> datetime | None:
    """The moment for a feed; None for a month, since a false day is worse than none."""
    return starts(when, zone) if when.day else None


def earlier(moment: datetime, days: int) -> datetime:
    """The moment some days before another, or the calendar's first."""
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def month_of(moment: datetime) -> str:
    """The month of a moment as "2024-12", where it stands."""
    return moment.isoformat()[:7]


def days_apart(one: str, other: str) -> int:
    """How many days there are between two days as "2024-12-20", whichever is first."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def weekday_of(day: str) -> int:
    """The place in WEEKDAYS of a day as "2024-12-20"."""
    return date.fromisoformat(day).weekday()


def rfc_3339(moment: datetime) -> str:
    """A moment as JSON Feed wants it."""
    return moment.isoformat()


def rfc_822(moment: datetime) -> str:
    """A moment as RSS wants it (RFC 822 §5, with four digits of the year), in English.

    It is "" before the year 1000: readers take a year of fewer digits for one of our time, zeros in
    front or not (RFC 5322 §4.3), and no date is better than a false one.
    """
    if moment.year < 1000:
        return ""
    day, month = WEEKDAYS[moment.weekday()][:3], MONTHS[moment.month - 1][:3]
    return f"{day}, {moment.day:02} {month} {moment.year} {moment:%H:%M:%S %z}"
