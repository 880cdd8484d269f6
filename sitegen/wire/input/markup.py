"""HTML that was pasted in: its text with paragraphs; scripts and addresses kept aside."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.model.article import Cut
from sitegen.wire.input.paragraph import Line
from sitegen.wire.trouble import Doubt

_TAG = re.compile(
    r"</(?:p|div|body|html|article|h[1-6]|span|a|li|ul|strong|em|b|i)>|<(?:p|br|div|html"
    r"|body)\b[^<>]{0,200}>|<!doctype html",
    re.I,
)


class Page(NamedTuple):
    """What a browser would show, by the lines it stands on, and what it would not."""

    lines: tuple[Line, ...]
    heading: Line | None
    """The page's first heading."""
    cut: tuple[Cut, ...]
    doubts: tuple[Doubt, ...] = ()


def is_html(text: str) -> bool:
    """Whether a text is markup: three tags of a page, or one that opens it."""
    if "<" not in text:
        return False
    head = text.lstrip()[:15].lower()
    if head.startswith(("<!doctype html", "<html")):
        return True
    return sum(1 for _, _ in zip(range(3), _TAG.finditer(text), strict=False)) == 3


def read_html(text: str) -> Page:
    """The text of a page, block by block; nothing of it is lost but the tags themselves."""
    from sitegen.wire.input.pages import PageReader  # few texts need it

    reader = PageReader()
    reader.read(text)
    return Page(reader.lines(), reader.heading, tuple(reader.cut), tuple(reader.doubts))
