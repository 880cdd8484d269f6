"""Comments, which are notes of editors to themselves: no text of theirs is ever published.

They are those of HTML: from <!-- to -->, or to --!> as browsers read it (HTML Living Standard,
§13.2.5.43 to 52); <!--> and <!---> are whole ones.
"""

from __future__ import annotations

import re

OPENING = "<!--"
CLOSINGS = ("-->", "--!>")
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_CLOSING = re.compile(r"--!?>")  # one search: either mark may be far behind the other
_WITH_SPACE = re.compile(rf"(?P<before>^|\s)?(?:{COMMENT.pattern})(?P<after>[ \t]+)?", re.DOTALL)


def without(text: str) -> str:
    """A text without its comments; what begins one and is never closed is left as it is."""
    return _WITH_SPACE.sub(_space, text).rstrip() if OPENING in text else text


def _space(match: re.Match[str]) -> str:
    """Of the white space on both sides of a comment, that on one."""
    before = match["before"]
    return (match["after"] or "") if before is None else before


def end(text: str, begin: int, limit: int | None = None) -> int:
    """Where a comment ends that begins there, before a limit; -1 where it is never closed."""
    for whole in ("<!-->", "<!--->"):
        if text.startswith(whole, begin, limit):
            return begin + len(whole)
    closed = _CLOSING.search(text, begin + len(OPENING), len(text) if limit is None else limit)
    return closed.end() if closed else -1


def unclosed(text: str) -> int | None:
    """Where a comment begins that is never closed, if one does."""
    position = 0
    while (begin := text.find(OPENING, position)) >= 0:
        position = end(text, begin)
        if position < 0:
            return begin
    return None


def blanked(text: str) -> str:
    """A text with spaces in the place of its comments, so that all else stands where it stood."""
    hidden = text if unclosed(text) is None else text + "-->"
    shown = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), hidden)
    return shown[: len(text)]
