"""The one owner of time: the site's zone, partial dates, and the formats of pages and feeds."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

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
        local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        offset = local.utcoffset() or timedelta()
        if offset.seconds % 60:
            # Local mean time, of before there were zones: formats can hold no seconds of an offset.
            whole = timezone(timedelta(minutes=int(offset.total_seconds() / 60)))
            local = moment.astimezone(whole) if moment.tzinfo else moment.replace(tzinfo=whole)
    except (ValueError, OverflowError):
        raise ValueError(f"{text} is not a time of day") from None
    return PartialDate(local.isoformat())


def starts(when: PartialDate, zone: tzinfo) -> datetime | None:
    """The first moment that a date covers, in the site's zone; None where it is unknown."""
    if when.moment:
        return when.moment
    if not when.known:
        return None
    first = date.fromisoformat(when.day or f"{when.month}-01")
    return datetime(first.year, first.month, first.day, tzinfo=zone)


def published(when: PartialDate, zone: tzinfo) -> datetime | None:
    """The moment for a feed; None for a month, since a false day is worse than none."""
    return starts(when, zone) if when.day else None


def rfc_2822(moment: datetime) -> str:
    """A moment as RSS wants it (RFC 2822 §3.3), in English whatever the locale is."""
    day, month = WEEKDAYS[moment.weekday()][:3], MONTHS[moment.month - 1][:3]
    return f"{day}, {moment:%d} {month} {moment:%Y %H:%M:%S %z}"
