"""What `sitegen countries` shows: an explanation for people, JSON lines for other tools."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.countries.detection import Detection, Mention, detect
from sitegen.countries.table import country


class Placed(NamedTuple):
    """A title or a dateline that is no part of a text, and where it stands: line and column."""

    words: str
    line: int
    column: int


def explain(
    name: str, text: str, title: Placed | None = None, dateline: Placed | None = None
) -> str:
    """The countries of a text, then every mention with its line and column, words and rule.

    `name` is what the listing calls the text: a path, or "-".
    """
    found = detect(text, title and title.words, dateline and dateline.words)
    lines = [
        f"{name}: {_names(found.countries) or 'no country'}",
        f"  mentions: {_names(found.mentions) or 'none'}",
    ]
    if found.roll_call:
        lines.append(f"  {roll_call(found.roll_call)}")
    apart = {"title": title, "dateline": dateline}
    begins = [0, *(match.end() for match in re.finditer("\n", text))]
    lines += [f"  {name}:{_line(one, begins, apart.get(one.where))}" for one in found.evidence]
    return "\n".join(lines) + "\n"


def roll_call(number: int) -> str:
    """Why so many countries are mentions."""
    return f"a roll-call of {number}, of which only those count that stand out"


def answer(line: str) -> str:
    """Answer a JSON line `{"id", "title", "dateline", "text"}` with its countries and mentions.

    `title` and `dateline` may be null or absent; what else the object holds is another program's
    business. ValueError says what is wrong with the line.
    """
    try:
        record = json.loads(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("not JSON: nested too deeply") from None
    if not isinstance(record, dict):
        raise ValueError('expected an object such as {"id": "a", "text": "…"}')
    key = record.get("id")
    if not isinstance(key, str | int) or isinstance(key, bool):
        raise ValueError("'id' must be a string or a whole number")
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("'text' must be a string")
    found = detect(text, _optional(record, "title"), _optional(record, "dateline"))
    return json.dumps(_as_json(key, found), ensure_ascii=False)


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


def _line(mention: Mention, begins: Sequence[int], apart: Placed | None) -> str:
    """Line and column, words, country and rule of a mention; `begins` is where each line does."""
    if apart:
        line, column = apart.line, apart.column + mention.offset
    else:
        line = bisect_right(begins, mention.offset)
        column = mention.offset - begins[line - 1] + 1
    words = " ".join(mention.words.split())
    return f"{line}:{column}: {words!r} → {country(mention.code).name} ({mention.rule})"
