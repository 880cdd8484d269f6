"""The fields of front matter: what each may hold, read with a problem for all that it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from sitegen.content.value import Value
from sitegen.countries import MOST_ABOUT, resolve, suggest
from sitegen.dates import PartialDate, parse_date
from sitegen.model.article import Person
from sitegen.problems import Location, Problem, nearest
from sitegen.text.comments import OPENING, unclosed, without
from sitegen.text.direction import contained
from sitegen.text.script import is_address_word

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# An escape in quotes can name what pages and feeds, which are XML 1.0, can't hold.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ufffe\uffff]")
Item = TypeVar("Item")
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


class FieldError(ValueError):
    """A value that a field can't hold: a sentence without the field's name, and a hint."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        """Keep the sentence, the way to mend it and the line where it differs from the field's."""
        super().__init__(message)
        self.hint = hint
        self.line = line
        self.also: Sequence[FieldError] = ()
        """What is wrong with the other items of a list."""


class Fields(NamedTuple):
    """The fields that an editor gave, typed; what is absent was not given."""

    given: dict[str, Any]
    problems: tuple[Problem, ...]


def read_fields(values: dict[str, Value], path: str, zone: tzinfo) -> Fields:
    """Type every field of an article's front matter; see `READERS` for what each one holds."""
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        if name not in READERS:
            near = nearest(name, READERS)
            hint = f"did you mean {near!r}?" if near else f"known are {', '.join(READERS)}"
            message = f"unknown field {name!r}"
            problems.append(Problem(Location(path, value.line), "unknown-field", message, hint))
        elif value.data is not None:
            try:
                given[name] = READERS[name](value, zone)
            except FieldError as first:
                for error in (first, *first.also):
                    where = Location(path, error.line or value.line)
                    message = f"{name}: {error}"
                    problems.append(Problem(where, f"field-{name}", message, error.hint))
    if given.keys() >= {"updated", "date"} and _before(given["updated"], given["date"]):
        where = Location(path, values["updated"].line)
        message = f"updated: {given['updated'].text} is before date: {given['date'].text}"
        hint = "mend the one that is wrong"
        problems.append(Problem(where, "updated", message, hint, "warning"))
    if len(given.get("countries", ())) > MOST_ABOUT:
        where = Location(path, values["countries"].line)
        message = (
            f"countries: are {len(given['countries'])}, so it stands on no page of two of them"
        )
        hint = f"pairs are made of up to {MOST_ABOUT}; write those it only names into mentions:"
        problems.append(Problem(where, "many-countries", message, hint, "warning"))
    return Fields(given, tuple(problems))


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is before another as far as both are known, to the day."""
    known = min(len(one.text), len(other.text), len("2024-12-20"))
    return one.text[:known] < other.text[:known]


def _text(value: Value, zone: tzinfo | None = None) -> str:
    if not isinstance(value.data, str):
        hint = "put a text with brackets, braces or a colon in quotes"
        raise FieldError("a text is wanted here, not a list", hint)
    text = " ".join(contained(value.data).split())
    if OPENING in text:
        text = without(text)
        if unclosed(text) is not None:
            hint = "close it with -->; all of a comment is left out"
            raise FieldError("a comment begins with <!-- and is never closed", hint, value.line)
    if not text:
        raise FieldError("the text is empty", "write one, or leave the field out")
    if not text.isprintable() and (control := _CONTROL.search(text)):
        message = f"holds the control character U+{ord(control[0]):04X}"
        raise FieldError(message, "remove it; it was written as an escape", value.line)
    return text


def _date(value: Value, zone: tzinfo) -> PartialDate:
    try:
        return parse_date(_text(value), zone)
    except FieldError:
        raise
    except ValueError as error:
        hint = "write what is known: a month, a day or a moment; leave the field out for none"
        raise FieldError(str(error), hint) from None


def _items(value: Value) -> tuple[Value, ...]:
    if isinstance(value.data, tuple):
        return value.data
    if isinstance(value.data, str):
        return tuple(Value(text.strip(), value.line) for text in value.data.split(","))
    raise FieldError("a list is wanted here", "write it as [first, second]")


def _each(read: Callable[[Value], Item], items: Iterable[Value]) -> tuple[Item, ...]:
    """What the items of a list are, each once; raises one FieldError for all that can't be read."""
    found: dict[Item, None] = {}
    errors: list[FieldError] = []
    for item in items:
        try:
            found[read(item)] = None
        except FieldError as error:
            error.line = error.line or item.line
            errors.append(error)
    if errors:
        errors[0].also = errors[1:]
        raise errors[0]
    return tuple(found)


def _texts(value: Value, zone: tzinfo) -> tuple[str, ...]:
    return _each(_text, _items(value))


def _country(value: Value) -> str:
    name = _text(value)
    code = resolve(name)
    if code is None:
        near = suggest(name)
        hint = f"did you mean {near!r}?" if near else "write a name or an ISO 3166-1 code"
        raise FieldError(f"unknown country {name!r}", hint, value.line)
    return code


def _countries(value: Value, zone: tzinfo) -> tuple[str, ...]:
    return _each(_country, _items(value))


def _person(value: Value) -> Person:
    if isinstance(value.data, str):
        return Person(_text(value))
    if not isinstance(value.data, dict):
        raise FieldError("a person is a name, or a name with role and country")
    unknown = [key for key in value.data if key not in Person._fields]
    if unknown or "name" not in value.data:
        what = f"a person has no {unknown[0]!r}" if unknown else "a person has no name"
        raise FieldError(what, f"known are {', '.join(Person._fields)}")
    parts = {key: part for key, part in value.data.items() if part.data is not None}
    country = _country(parts.pop("country")) if "country" in parts else ""
    return Person(**{key: _text(part) for key, part in parts.items()}, country=country)


def _people(value: Value, zone: tzinfo) -> tuple[Person, ...]:
    return _each(_person, (value,) if isinstance(value.data, dict) else _items(value))


def _web_address(value: Value, zone: tzinfo) -> str:
    text = _text(value)
    if not _is_web_address(text):
        raise FieldError(f"{text!r} is not a web address", "begin it with https://")
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and not parts.username and not re.search(r'[\s"<>\\^`{|}]', text)


def _id(value: Value, zone: tzinfo) -> str:
    """An id may be an article's address too, so it must not lead out of the site."""
    text = _text(value)
    if any(part in ("", ".", "..") for part in text.split("/")):
        hint = "let no part between slashes be empty, . or .."
        raise FieldError(f"{text!r} can't stand in an address", hint)
    return text


def _slug(value: Value, zone: tzinfo) -> str:
    text = normalize("NFC", _text(value))
    if not all(map(is_address_word, re.split("[-.]", text))):
        raise FieldError(f"{text!r} can't stand in an address", "use letters, digits and hyphens")
    return text


def _aliases(value: Value, zone: tzinfo) -> tuple[str, ...]:
    return _each(_alias, _items(value))


def _alias(value: Value) -> str:
    """An earlier address as a site path: what a browser shows encoded stands there decoded."""
    text = _text(value)
    path = unquote(text, errors="replace")
    if not re.fullmatch(r"/[^\s?#]*", text) or not re.fullmatch(
        r"/(?!/)[^\0-\x1f\x7f:*\ufffd]*", path
    ):
        hint = "write the earlier address from the first slash, such as /2024/12/old-name/"
        raise FieldError(f"{text!r} is not a path on this site", hint)
    return path


def _language(value: Value, zone: tzinfo) -> str:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise FieldError(f"{text!r} is not a language tag", "write one such as en, fr or pt-BR")
    return text


def _boolean(value: Value, zone: tzinfo) -> bool:
    text = _text(value)
    if text.lower() not in _BOOLEANS:
        raise FieldError(f"{text!r} is neither true nor false")
    return _BOOLEANS[text.lower()]


READERS: dict[str, Callable[[Value, tzinfo], Any]] = {
    "title": _text,
    "date": _date,
    "updated": _date,
    "dateline": _text,
    "countries": _countries,
    "mentions": _countries,
    "summary": _text,
    "source": _text,
    "source_url": _web_address,
    "topics": _texts,
    "people": _people,
    "id": _id,
    "slug": _slug,
    "aliases": _aliases,
    "lang": _language,
    "draft": _boolean,
}
"""Every field of front matter, in the order in which an editor writes them."""
