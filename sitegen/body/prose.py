"""Prose with everyday marks: paragraphs that are rendered without the library, and just as by it.

They hold words, escaped characters, *emphasis*, links to the web and words in brackets; a paragraph
can be a quotation. Nearly all that editors write is no more, nor is what an import writes for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import chain
from typing import NamedTuple

FAR = ("```", "~~~", "]:", "<!--")
"""What can mean something to the paragraphs after it: fences, definitions of links, comments."""
_MARKS = "\\`*_[]<>&~|\t\r\f\0"
"""What can begin something other than text within a line."""
_FIRST = re.compile(r"[^\W\d_]|[\"'“‘(]|\d(?!\d{0,8}[.)])")
"""Begins a line that can't begin anything but a paragraph: a letter, a quotation mark, a bracket
or a number that counts no list."""
_FIRST_MARKED = re.compile(rf"{_FIRST.pattern}|\\[!-/:-@\[-`{{-~]|(\*\*?|__?)[^\W_]|\[")
"""The same where some marks may stand."""
_WORDS = r"[^\W_](?:[^\\`*_\[\]<>&~|\t\r\f\0\n]*[^\W_])?"
# Whether marks open or close an emphasis hangs on what is beside them: CommonMark 0.31, §6.2.
_MARKED = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|(?<![^ \n(\"'“‘])(?P<marks>\*\*?|__?)(?P<stressed>{_WORDS})(?P=marks)(?![^ \n.,;:!?)\"'])"
    rf"|(?<!!)\[(?P<linked>{_WORDS})\]"
    r"\((?P<address>https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,3}(?:/[A-Za-z0-9._~/?=#+-]*)?)\)"
    rf"|\[(?P<bracketed>{_WORDS})\](?![(\[])"
    r"|(?P<ampersand>&)(?![#\w]*;)"
)


class Paragraph(NamedTuple):
    """A paragraph, or a quotation of one, as HTML and as its words in a line."""

    html: str
    words: str
    quoted: bool = False


def is_plain(text: str) -> bool:
    """Whether a text is paragraphs of nothing but words, or nothing at all."""
    return not _has_marks(text) and all(
        _FIRST.match(line) and not line[-1].isspace() for line in text.split("\n") if line
    )


def plain_html(paragraphs: Sequence[str]) -> str:
    """Plain paragraphs as HTML."""
    inner = "</p>\n<p>".join(paragraphs).replace('"', "&quot;")
    return f"<p>{inner}</p>\n" if paragraphs else ""


def in_a_line(paragraph: str) -> str:
    """A paragraph's lines as one."""
    return paragraph.replace("\n", " ")


def render(block: str) -> Paragraph | None:
    """What a text without an empty line in it becomes, or None where the library must tell.

    That holds for texts that have none of FAR, whatever stands before and after: such a paragraph
    begins at the margin, and so ends all that stands before it but for a fence. (Where lists are
    nested too deep the library drops what follows; that is told as a problem.)
    """
    text = block.strip("\n")
    if not text.startswith("> "):
        return _paragraph(text)
    lines = text.split("\n")
    if not all(line.startswith("> ") for line in lines):
        return None
    quoted = _paragraph("\n".join(line[2:] for line in lines))
    return quoted and Paragraph(f"<blockquote>\n{quoted.html}</blockquote>\n", quoted.words, True)


def _paragraph(text: str) -> Paragraph | None:
    for line in text.split("\n"):
        if not _FIRST_MARKED.match(line) or line[-1].isspace():
            return None
    if not _has_marks(text):
        return Paragraph(plain_html([text]), in_a_line(text))
    html: list[str] = []
    words: list[str] = []
    done = 0
    for match in chain(_MARKED.finditer(text), (None,)):
        between = text[done : match.start() if match else len(text)]
        if _has_marks(between):
            return None
        html.append(_quoted(between))
        words.append(between)
        if match:
            html.append(_html(match))
            words.append(_shown(match))
            done = match.end()
    return Paragraph(f"<p>{''.join(html)}</p>\n", in_a_line("".join(words)))


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def _html(match: re.Match[str]) -> str:
    words = _quoted(escape(_shown(match), quote=False))
    if match["stressed"]:
        element = "strong" if len(match["marks"]) > 1 else "em"
        return f"<{element}>{words}</{element}>"
    if match["linked"]:
        return f'<a href="{match["address"]}" rel="external noopener">{words}</a>'
    return words


def _shown(match: re.Match[str]) -> str:
    if match["bracketed"]:
        return match[0]
    words: str = next(filter(None, match.group("escaped", "stressed", "linked", "ampersand")))
    return words


def _quoted(words: str) -> str:
    return words.replace('"', "&quot;")
