"""Comments, which are notes of editors to themselves: no text of theirs is ever published.

They are those of HTML: from <!-- to -->, or to --!> as browsers read it (HTML Living Standard,
§13.2.5.43 to 52); <!--> and <!---> are whole ones.
"""

from __future__ import annotations

import re

OPENING = "<!--"
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_WITH_SPACE = re.compile(rf"(?P<before>^|\s)?(?:{COMMENT.pattern})(?P<after>[ \t]+)?", re.DOTALL)


def without(text: str) -> str:
    """A text without its comments; what begins one and is never closed is left as it is."""
    return _WITH_SPACE.sub(_space, text).rstrip() if OPENING in text else text


def _space(match: re.Match[str]) -> str:
    """Of the white space on both sides of a comment, that on one."""
    before = match["before"]
    return (match["after"] or "") if before is None else before


def unclosed(text: str) -> int | None:
    """Where a comment begins that is never closed, if one does."""
    position = 0
    while (begin := text.find(OPENING, position)) >= 0:
        match = COMMENT.match(text, begin)
        if match is None:
            return begin
        position = match.end()
    return None


def blanked(text: str) -> str:
    """A text with spaces in the place of its comments, so that all else stands where it stood."""
    end = unclosed(text)
    hidden = text if end is None else text + "-->"
    shown = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), hidden)
    return shown[: len(text)]
