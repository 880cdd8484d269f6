"""Comments, which are notes of editors to themselves: no text of theirs is ever published.

They are those of HTML: from <!-- to -->, or to --!> as browsers read it (HTML Living Standard,
§13.2.5.43 to 52); <!--> and <!---> are whole ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = "<!--"
CLOSINGS = ("-->", "--!>")
_CLOSING = re.compile(r"--!?>")  # one search: either mark may be far behind the other
_SPACE = re.compile(r"[ \t]*")


def without(text: str) -> str:
    """A text without its comments; what begins one and is never closed is left as it is."""
    if OPENING not in text:
        return text
    pieces, done = [], 0
    for begin, end in with_space(text):
        pieces.append(text[done:begin])
        done = end
    return "".join((*pieces, text[done:])).rstrip()


def with_space(text: str) -> Iterator[tuple[int, int]]:
    """Where whole comments begin and end, with one of the white spaces on both sides of each."""
    done, spaced = 0, True
    for begin, end in whole(text):
        if begin > done:
            spaced = text[begin - 1].isspace()
        done = end
        if spaced and (space := _SPACE.match(text, end)):
            done = space.end()
        yield begin, done


def whole(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end, up to one that is never closed: none is after that."""
    position = 0
    while (begin := text.find(OPENING, position)) >= 0 and (position := end(text, begin)) >= 0:
        yield begin, position


def end(text: str, begin: int, limit: int | None = None) -> int:
    """Where a comment ends that begins there, before a limit; -1 where it is never closed."""
    for short in ("<!-->", "<!--->"):
        if text.startswith(short, begin, limit):
            return begin + len(short)
    closed = _CLOSING.search(text, begin + len(OPENING), len(text) if limit is None else limit)
    return closed.end() if closed else -1


def unclosed(text: str) -> int | None:
    """Where a comment begins that is never closed, if one does."""
    done = 0
    for _, end in whole(text):
        done = end
    begin = text.find(OPENING, done)
    return begin if begin >= 0 else None


def blanked(text: str) -> str:
    """A text with spaces in the place of its comments, so that all else stands where it stood."""
    hidden = [*whole(text)]
    if (begin := unclosed(text)) is not None:
        hidden.append((begin, len(text)))
    pieces: list[str] = []
    done = 0
    for begin, end in hidden:
        pieces += text[done:begin], re.sub(r"[^\n]", " ", text[begin:end])
        done = end
    return "".join((*pieces, text[done:]))
