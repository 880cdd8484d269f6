"""What `sitegen countries` shows: an explanation for people, JSON lines for other tools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sitegen.countries.detection import Detection, Mention, detect
from sitegen.countries.table import country

_FIELDS = frozenset({"id", "title", "dateline", "text"})


def explain(name: str, text: str) -> str:
    """The countries of a text, then every mention with its line and column, words and rule.

    `name` is what the listing calls the text: a path, or "-".
    """
    found = detect(text)
    lines = [
        f"{name}: {_names(found.countries) or 'no country'}",
        f"  mentions: {_names(found.mentions) or 'none'}",
    ]
    lines += [f"  {name}:{_line(mention, text)}" for mention in found.evidence]
    return "\n".join(lines) + "\n"


def jsonl(lines: Iterable[str]) -> Iterator[str]:
    """Answer each JSON line `{"id", "title", "dateline", "text"}` with countries and mentions.

    Streams: an answer leaves before the next line is read. `title` and `dateline` may be null or
    absent; blank lines are skipped. A bad line raises ValueError with its number and what is wrong.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _answer(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}: not JSON: {error.msg}") from None
            except RecursionError:
                raise ValueError(f"line {number}: not JSON: nested too deeply") from None
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from None


def _answer(record: object) -> str:
    """The JSON line that answers one record; ValueError says what is wrong with it."""
    if not isinstance(record, dict):
        raise ValueError('expected an object such as {"id": "a", "text": "…"}')
    unknown = sorted(str(key) for key in record.keys() - _FIELDS)
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}; known are id, title, dateline, text")
    if not isinstance(record.get("id"), str | int) or isinstance(record["id"], bool):
        raise ValueError("'id' must be a string or a number")
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("'text' must be a string")
    found = detect(text, _optional(record, "title"), _optional(record, "dateline"))
    return json.dumps(_as_json(record["id"], found), ensure_ascii=False)


def _optional(record: dict[str, object], field: str) -> str | None:
    """A field that may be null or absent."""
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{field!r} must be a string or null")


def _as_json(key: str | int, found: Detection) -> dict[str, object]:
    return {"id": key, "countries": list(found.countries), "mentions": list(found.mentions)}


def _names(codes: tuple[str, ...]) -> str:
    """Names with codes: "Egypt (EG), Iran (IR)"."""
    return ", ".join(f"{country(code).name} ({code})" for code in codes)


def _line(mention: Mention, text: str) -> str:
    """Line and column, words, country and rule of a mention in the text."""
    before = text[: mention.offset]
    line, column = before.count("\n") + 1, mention.offset - before.rfind("\n")
    words = " ".join(mention.words.split())
    return f"{line}:{column}: {words!r} → {country(mention.code).name} ({mention.rule})"
