"""What `sitegen countries` answers: which countries files are about, and why.

Every file and every line is answered; what cannot be read is a problem in its place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from sitegen.content.frontmatter import Document, split
from sitegen.content.value import FrontMatterError
from sitegen.countries.report import Placed, answer, explain
from sitegen.problems import Location, Problem, fault
from sitegen.text.comments import blanked
from sitegen.wire.input.decode import decode
from sitegen.wire.trouble import WireError

STDIN = Path("-")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "save the file as UTF-8"


def explanations(files: Iterable[Path]) -> Iterator[str | Problem]:
    """For each text its countries and, line by line, the words that name them."""
    for path in files:
        try:
            with _opened(path) as file:
                text = blanked(decode(file.read()).text)
        except OSError as error:
            yield _unreadable(path, error)
        except WireError as error:
            where = Location(str(path), error.line)
            yield Problem(where, "unreadable", error.message, error.hint)
        else:
            yield _explained(str(path), text)


def _explained(name: str, text: str) -> str | Problem:
    try:
        return _explanation(name, text)
    except Exception as error:
        return fault(name, "read", error)


def _explanation(name: str, text: str) -> str:
    """An article is about what its title, dateline and body say, not its other fields."""
    try:
        document = split(text)
    except FrontMatterError:
        return explain(name, text).rstrip("\n")  # a text that begins with a rule, perhaps
    above = "\n" * (document.body_line - 1)  # so that lines count as in the file
    title, dateline = (_placed(document, text, field) for field in ("title", "dateline"))
    return explain(name, above + document.body, title, dateline).rstrip("\n")


def _placed(document: Document, text: str, field: str) -> Placed | None:
    """A field's words, and where they stand in the file."""
    value = document.fields.get(field)
    if value is None or not isinstance(value.data, str):
        return None
    line = text.split("\n")[value.line - 1]
    return Placed(value.data, value.line, max(line.find(value.data), 0) + 1)


def json_lines(files: Iterable[Path]) -> Iterator[str | Problem]:
    """For each JSON line an answer, given before the next line is read."""
    for path in files:
        try:
            with _opened(path) as file:
                yield from _json_lines(str(path), file)
        except OSError as error:
            yield _unreadable(path, error)


def _opened(path: Path) -> BinaryIO | nullcontext[BinaryIO]:
    """A file, or standard input, which stays open."""
    return nullcontext(sys.stdin.buffer) if path == STDIN else path.open("rb")


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(Location(str(path)), "unreadable", f"can't be read: {error.strerror}")


def _json_lines(name: str, lines: Iterable[bytes]) -> Iterator[str | Problem]:
    for number, line in enumerate(lines, start=1):
        where = Location(name, number)
        if number == 1 and line.startswith(_MARKS):
            yield Problem(where, "unreadable", "the file is UTF-16", _AS_UTF8)
            return
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            message = f"not UTF-8 (byte 0x{line[error.start]:02X})"
            yield Problem(where, "unreadable", message, _AS_UTF8)
            continue
        if text.strip():
            try:
                yield answer(text)
            except ValueError as error:
                yield Problem(where, "bad-record", str(error))
            except Exception as error:
                yield fault(f"{name}:{number}", "read", error)
