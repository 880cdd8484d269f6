"""HTML to its tokens, by the rules of the standard's tokenizer, in one pass whatever it holds.

html.parser raises at some marks, and looks for each end that is missing all through the text again.
Here what is not ended reaches to the end of the text (HTML, section 13.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

Kind = Literal["text", "start", "end", "comment", "declaration", "instruction"]


class Token(NamedTuple):
    """A piece of a page: a tag by its name in lower case, or the text of something else."""

    kind: Kind
    line: int
    text: str
    attributes: tuple[tuple[str, str], ...] = ()
    is_closed: bool = True
    """Whether what begins here ends before the text does."""


_MARK = re.compile(r"<(?:(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)|!--|!|\?|/)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)(?:\"|\Z)|'(?P<single>[^']*+)(?:'|\Z)|(?P<bare>[^\s>]*+)))?+"
)
_TAG_END = re.compile(r"[\s/]*+>")
_COMMENT_END = re.compile(r"--!?>")
_NO_COMMENT = re.compile(r"-?>")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style")}
"""Elements that hold no markup: what ends each."""
_NUMBER = re.compile(r"&#(?=[0-9])0*+(?P<digits>[0-9]*+)")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page in order; every character of it is in one."""
    done, line, raw = 0, 1, ""
    while done < len(text):
        mark = (_RAW[raw] if raw else _MARK).search(text, done)
        start = mark.start() if mark else len(text)
        if start > done:
            words = text[done:start]
            yield Token("text", line, words if raw else _plain(words))
            line += words.count("\n")
        if mark is None:
            return
        token, done = _marked(text, _MARK.match(text, start) or mark, line)
        yield token
        line += text.count("\n", start, done)
        raw = token.text if token.kind == "start" and token.text in _RAW else ""


def _marked(text: str, mark: re.Match[str], line: int) -> tuple[Token, int]:
    """What a mark begins, and where it ends."""
    if mark["name"]:
        return _tag(text, mark, line)
    begin = mark.end()
    if mark[0] == "<!--":
        empty = _NO_COMMENT.match(text, begin)
        close = empty or _COMMENT_END.search(text, begin)
        if close is None:
            return Token("comment", line, text[begin:], is_closed=False), len(text)
        return Token("comment", line, text[begin : close.start()]), close.end()
    end = text.find(">", begin)
    kind: Kind = "instruction" if mark[0] == "<?" else "declaration"
    if end < 0:
        return Token(kind, line, text[begin:]), len(text)
    return Token(kind, line, text[begin:end]), end + 1


def _tag(text: str, mark: re.Match[str], line: int) -> tuple[Token, int]:
    """A tag with its attributes; one that is never ended is text."""
    at, found = mark.end(), []
    while not (close := _TAG_END.match(text, at)):
        attribute = _ATTRIBUTE.match(text, at)
        if attribute is None:
            return Token("text", line, _plain(text[mark.start() :])), len(text)
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        found.append((attribute["name"].lower(), _plain(value)))
        at = attribute.end()
    name = mark["name"].lower()
    return Token("end" if mark["close"] else "start", line, name, tuple(found)), close.end()


def _plain(text: str) -> str:
    """A text with its character references resolved."""
    if "&" not in text:
        return text
    return unescape(_NUMBER.sub(_number, text))


def _number(reference: re.Match[str]) -> str:
    """A number that names a character; Python refuses to read one of thousands of digits."""
    digits = reference["digits"]
    return f"&#{digits or '0'}" if len(digits) < 8 else "\ufffd"
