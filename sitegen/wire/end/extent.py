"""Where the article ends: what came along with it is cut, told by reason, and never lost.

Precision before recall: a paragraph goes only where its own words say what it is, or where it
stands after what ends an article. All else stays, with a doubt where one is due.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.model.article import Cut
from sitegen.wire.end.boilerplate import END_MARK, LEGAL, boilerplate, hinted
from sitegen.wire.facts.agency import Credit, alone, sign_off
from sitegen.wire.input.paragraph import Para
from sitegen.wire.trouble import Doubt


class Extent(NamedTuple):
    """The article's own paragraphs, what else there was, and the agency's sign-off."""

    body: tuple[Para, ...]
    cut: tuple[Cut, ...]
    doubts: tuple[Doubt, ...]
    signed: Credit | None


_END_BEHIND = re.compile(
    r"[.!?”\"] (?P<mark>(?:Enditem|ENDITEM|ENDS?|Ends|###|\((?:END|end)\)|-END-)"
    r"(?: [a-z]{1,4}(?:\.[a-z]{1,4})*)?)$"
)
_FULL_STOP = (".", "!", "?", "…", ".”", '."', "”", '"', ")")
TEASER = "teaser of another story"
BEHIND = "text behind the end mark"
_ORIGINAL = ("read the original", "[read the original", "originally published")
_LEAST_ABOVE = 2
"""Paragraphs above a legal notice, or a link to the original, without which it ends nothing."""


def article_extent(paragraphs: Sequence[Para]) -> Extent:
    """Part the article from what came along with it."""
    kinds = [boilerplate(paragraph.text) for paragraph in paragraphs]
    ended_by, end = _end(paragraphs, kinds)
    body: list[Para] = []
    cut: list[Cut] = []
    list_open = False
    for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if not kind and index <= end and (ended := _END_BEHIND.search(paragraph.text)):
            cut.append(Cut(END_MARK, paragraph.line, ended["mark"]))
            paragraph = paragraph._replace(text=paragraph.text[: ended.start("mark")].rstrip())
        if kind:
            cut.append(Cut(kind, paragraph.line, paragraph.text))
            list_open = kind == "read also" and len(paragraph.text) < 40
        elif index > end:
            reason = BEHIND if ended_by == END_MARK else TEASER
            cut.append(Cut(reason, paragraph.line, paragraph.text))
        elif list_open and len(paragraph.text) <= 160 and not paragraph.text.endswith(_FULL_STOP):
            cut.append(Cut("read also", paragraph.line, paragraph.text))
        else:
            list_open = False
            body.append(paragraph)
    signed, body = _signed(body)
    if signed:
        place = max((i for i, p in enumerate(body) if p.line <= signed[0]), default=0)
        cut.append(Cut("agency sign-off", signed[0], signed[1].evidence))
        doubts = _after_sign_off(body, place)
    else:
        doubts = ()
    doubts += _after_legal(ended_by, paragraphs, kinds, end) + _suspicious(body)
    return Extent(
        tuple(body), tuple(sorted(cut, key=lambda c: c.line)), doubts, signed[1] if signed else None
    )


def _end(paragraphs: Sequence[Para], kinds: Sequence[str]) -> tuple[str, int]:
    """What ends the article, "" for nothing, and the index of the last paragraph up to there.

    An agency's sign-off followed by a legal notice ends it, and so does an end mark. A legal
    notice alone, or a link to the original, does so only where more text stands before than after.
    """
    own = [not kind for kind in kinds]
    sizes = [
        len(paragraph.text) if its else 0 for paragraph, its in zip(paragraphs, own, strict=True)
    ]
    before, above, after, below = 0, 0, sum(own), sum(sizes)
    nearest = ""
    for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        after, below = after - own[index], below - sizes[index]
        original = paragraph.text.lower().startswith(_ORIGINAL)
        if (kind in (LEGAL, END_MARK) or original) and before and after:
            if sign_off(nearest, last=True):
                return "sign-off and legal notice", index
            if kind == END_MARK:
                return END_MARK, index
            if before >= _LEAST_ABOVE and above > below:
                return (END_MARK if original else LEGAL), index
        if own[index]:
            before, above, nearest = before + 1, above + sizes[index], paragraph.text
    return "", len(paragraphs) - 1


def _signed(body: list[Para]) -> tuple[tuple[int, Credit] | None, list[Para]]:
    """The last sign-off of a known agency, and the body without its words.

    The first of several paragraphs may be a picture's caption, whose credit looks the same.
    """
    for index in range(len(body) - 1, -1, -1):
        if index == 0 and len(body) > 1:
            break
        paragraph = body[index]
        if whole := alone(paragraph.text):
            return (paragraph.line, whole), [*body[:index], *body[index + 1 :]]
        credit = sign_off(paragraph.text, last=index == len(body) - 1)
        if credit and credit.rest:
            rest = [*body[:index], paragraph._replace(text=credit.rest), *body[index + 1 :]]
            return (paragraph.line, credit), rest
    return None, body


def _after_sign_off(body: Sequence[Para], place: int) -> tuple[Doubt, ...]:
    after = body[place + 1 :]
    if not after:
        return ()
    count = "a paragraph" if len(after) == 1 else f"{len(after)} paragraphs"
    message = f"{count} after the agency's sign-off on line {body[place].line} may be other stories"
    return (
        Doubt(after[0].line, "after-sign-off", message, "kept; remove what is not of this article"),
    )


def _after_legal(
    ended_by: str, paragraphs: Sequence[Para], kinds: Sequence[str], end: int
) -> tuple[Doubt, ...]:
    if ended_by == LEGAL:
        message = f"what follows the legal notice on line {paragraphs[end].line} was cut"
        return (
            Doubt(
                paragraphs[end].line,
                "after-legal-notice",
                message,
                "see that it is not of this article",
            ),
        )
    if ended_by:
        return ()
    last = max((index for index, kind in enumerate(kinds) if not kind), default=0)
    for index, kind in enumerate(kinds[:last]):
        if kind == LEGAL and index > 0:
            line = paragraphs[index].line
            message = f"text goes on after the legal notice on line {line}"
            return (
                Doubt(
                    line, "after-legal-notice", message, "kept; remove what is not of this article"
                ),
            )
    return ()


_SUSPICIOUS = re.compile(
    r"\ball rights\b.{0,60}\breserved\b|©|\bsubscri(?:be|ption)\b.{0,40}\b(?:newsletter|channel"
    r"|contact)\b|\bclick here\b|https?://",
    re.IGNORECASE,
)
_HUGE = 20_000


def _suspicious(body: Sequence[Para]) -> tuple[Doubt, ...]:
    """Paragraphs that stay, though a few of their words are not an article's."""
    doubts = []
    for paragraph in body:
        if len(paragraph.text) > _HUGE:
            message = (
                f"line {paragraph.line} holds {len(paragraph.text)} characters in one paragraph"
            )
            doubts.append(Doubt(paragraph.line, "long-paragraph", message))
        else:
            found = _SUSPICIOUS.search(paragraph.text) if hinted(paragraph.text) else None
            if found:
                message = f"line {paragraph.line} says {found[0]!r}: is it part of the article?"
                doubts.append(Doubt(paragraph.line, "not-article", message))
    return tuple(doubts)
