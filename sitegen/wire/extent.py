"""Where the article ends: what came along with it is cut, told by reason, and never lost.

Precision before recall: a paragraph goes only where its own words say what it is, or where it
stands after a mark that ends an article. All else stays, with a doubt where one is due.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.model import Cut
from sitegen.wire.agency import Mark, sign_off
from sitegen.wire.paragraph import Para
from sitegen.wire.trouble import Doubt


class Extent(NamedTuple):
    """The article's own paragraphs, what else there was, and the agency's mark at the end."""

    body: tuple[Para, ...]
    cut: tuple[Cut, ...]
    doubts: tuple[Doubt, ...]
    signed: Mark | None


LEGAL = "legal notice"
END_MARK = "end mark"

_I = re.IGNORECASE
# Whole paragraphs that say what they are, by their first words; read in this order.
FURNITURE: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        LEGAL,
        3000,
        re.compile(
            r"(?:legal (?:warning|notice|disclaimer)|disclaimer|copyright notice|terms of "
            r"use)\s*[:–—-]"
            r"|(?:copyright|©|\(c\)|℗)\s*(?:copyright\s*)?(?:©|\(c\)|\d{4}|by\b|the\b|all rights)"
            r"|©|all (?:intellectual property )?rights (?:of the [\w ,]{1,80} (?:are "
            r")?)?reserved\b|all rights of the published\b"
            r"|our standards:|this (?:story|article|report|material|content|copy) (?:may not be"
            r"|is protected by|is copyright)"
            r"|no part of this (?:story|article|publication|material|report)\b"
            r"|unauthori[sz]ed (?:reproduction|use|copying|distribution)\b"
            r"|\(?(?:except for the headline|with the exception of the headline|apart from the "
            r"headline), this (?:story|report|article|copy) has not been"
            r"|[\w ]{2,40} website contains only a portion of the news stories\b"
            r"|reproduction (?:in whole or in part |of this \w+ )?(?:is )?(?:prohibited|forbidden"
            r"|permitted)"
            r"|(?:the )?(?:views|opinions) expressed (?:in this|here|by the author|are)\b"
            r"|under no circumstances (?:can|may) (?:all|any) ",
            _I,
        ),
    ),
    (
        END_MARK,
        20,
        re.compile(
            r"(?:#\s?#\s?#|-\s?30\s?-|-{0,3}\s?(?:END|ENDS|ENDITEM|Enditem|Ends|End)\.?\s?-{0,3}"
            r"|NNNN|/ends/|\(end(?:s|item)?\)|■|-o-)$"
        ),
    ),
    ("rule", 80, re.compile(r"(?:[*_=~—–-]\s?){3,}$|[•·]$")),
    (
        "read also",
        400,
        re.compile(
            r"(?:[>»►▶→•*-]+\s?)?[\[(]?(?:read (?:also|more|next|on|the full story|full story)"
            r"|also read|see also|see more|watch also|also on [\w ]{2,30}|more (?:stories|news)"
            r"|related (?:news|stories|articles?|topics|coverage|posts|links|content|reading)"
            r"|related|you (?:may|might) also (?:like|be interested in)"
            r"|recommended(?: (?:stories|for you))?|most (?:read|popular|viewed)|trending(?: "
            r"now)?|top stories|latest news|don[’']t miss|in case you missed it|keep reading)"
            r"(?:\s*(?::|[|»>→–—]|\s-\s)|[\s.…\])]*$|\s+here\b)",
            _I,
        ),
    ),
    (
        "photo credit",
        400,
        re.compile(
            r"[\[(]?\s*(?:(?:file |handout )?(?:photo|picture|image|photograph|pic|video|footage"
            r"|screengrab|screenshot|caption|cover (?:photo|image))s?"
            r"(?:\s?/\s?video)?\s*(?:credits?|courtesy(?: of)?|source|by|from|via)?\s*[:|©/]"
            r"|(?:photo|image|picture|video|photograph)s? (?:credit|courtesy|by)\b(?! .{60})|file "
            r"(?:photo|image|picture)\b|file\s?[—–-]\s)"
            r"|^[\w .’'&-]{2,60}\s?(?:/|via)\s?(?:getty images|afp via getty images|ap photo"
            r"|epa-efe|shutterstock|reuters connect)\b",
            _I,
        ),
    ),
    (
        "reporters’ credit",
        320,
        re.compile(
            r"[\[(]\s*(?i:(?:additional )?(?:reporting|writing|editing|compiled|translated|edited"
            r"|written|reported|with inputs?|with agenc(?:y|ies)"
            r"|production))\b[^)\]]{0,300}[)\]]\.?$"
            r"|(?i:(?:additional )?(?:reporting|writing|reported|written|compiled|translated)) by "
            r"[^.;]{2,160}[;.] ?(?i:additional |writing |editing |edited )[^.]{0,40}\bby\b.*$"
            r"|(?i:additional reporting|editing|edited|compiled|translated|writing) by "
            r"[A-ZÀ-Þ][^.,;:]{1,40}(?:(?:,| and) [A-ZÀ-Þ][^.,;:]{1,40}){0,4}\.?$"
            r"|(?i:with )?(?i:agencies|inputs from (?:agencies|[A-Z]\w+))\.?$",
        ),
    ),
    (
        "newsletter call",
        320,
        re.compile(
            r"[\[(>»*]*\s?(?:subscribe(?: (?:to|now|here|today|for)\b|\s*[.!:]?$)|sign up (?:to"
            r"|for|here|now|today)\b|get (?:the|our|your) (?:latest|daily|weekly|free|morning)\b"
            r"|follow (?:us|our|@\w+|[\w ]{2,30} on (?:twitter|x|facebook|telegram|instagram"
            r"|whatsapp|google news|youtube|linkedin|tiktok))\b"
            r"|join (?:our|us on|the conversation)\b|download (?:our|the) [\w ]{0,30}\bapp\b"
            r"|click (?:here|to)\b|tap (?:here|to)\b|share (?:this|on|via)\b|like us on\b|donate "
            r"(?:now|today|here|to)\b|support (?:our|independent) (?:journalism|work)\b"
            r"|advertisement\b\s*[:.]?$|sponsored\s*(?:content)?\s*[:.]?$"
            r"|comments?\s*(?:\(\d+\))?$|leave a comment$|print(?: this)?$|share$|tweet$)",
            _I,
        ),
    ),
    (
        "contact",
        400,
        re.compile(
            r"[\[(]?\s*(?:(?:media|press|editorial|news)?\s?(?:contacts?|enquir(?:y|ies)"
            r"|inquir(?:y|ies))(?: (?:us|details|information|person))?\s*(?::|$)|contact (?:us"
            r"|the (?:newsroom|editor|author|reporter|desk))\b(?! .{80})"
            r"|for (?:more|further|additional) (?:information|details|inquiries"
            r"|enquiries)\b.{0,60}\b(?:contact|visit|call|e-?mail|write)\b|(?:tel|telephone|phone"
            r"|mobile|fax|e-?mail|website|web|twitter|address)\s?[.:]\s*\S"
            r"|(?:the )?(?:author|reporter|correspondent|writer)s? can be (?:reached|contacted)\b"
            r"|write to (?:us|the author) at\b)",
            _I,
        ),
    ),
    (
        "tags",
        400,
        re.compile(
            r"(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|hashtags?)\s*:\s*\S"
            r"|(?:#\w+[\s,]*){1,20}$",
            _I,
        ),
    ),
    ("link", 400, re.compile(r"<?(?:https?://|www\.)\S+>?$|\S+@[\w-]+\.[\w.-]+$", _I)),
)
# Words of a legal notice where they make up a sentence, wherever it stands in a short paragraph.
_LEGAL_WITHIN = re.compile(
    r"\ball rights reserved\b|may not be (?:published|reproduced|broadcast|rewritten"
    r"|redistributed)\b"
    r"|without (?:a )?(?:prior )?written (?:contract|permission|consent)\b",
    _I,
)
_BULLET_HEADS = frozenset(("read also",))
_FULL_STOP = (".", "!", "?", "…", ".”", '."', "”", '"', ")")
TEASER = "teaser of another story"
_PAST_PAIR = 2  # paragraphs of the article that must stand before a mark, for it to end one


def article_extent(paragraphs: Sequence[Para]) -> Extent:
    """Part the article from what came along with it."""
    kinds = [furniture(paragraph.text) for paragraph in paragraphs]
    mark, end = _end(paragraphs, kinds)
    body: list[Para] = []
    cut: list[Cut] = []
    list_open = False
    for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if kind:
            cut.append(Cut(kind, paragraph.line, paragraph.text))
            list_open = kind == "read also" and len(paragraph.text) < 40
        elif index > end:
            cut.append(Cut(TEASER, paragraph.line, paragraph.text))
        elif list_open and len(paragraph.text) <= 160 and not paragraph.text.endswith(_FULL_STOP):
            cut.append(Cut("read also", paragraph.line, paragraph.text))
        else:
            list_open = False
            body.append(paragraph)
    signed, body = _signed(body)
    if signed:
        place = next((i for i, p in enumerate(body) if p.line == signed[0]), 0)
        cut.append(Cut("agency sign-off", signed[0], signed[1].evidence))
        doubts = _after_sign_off(body, place)
    else:
        doubts = ()
    doubts += _after_legal(mark, paragraphs, kinds, end) + _suspicious(body)
    return Extent(
        tuple(body), tuple(sorted(cut, key=lambda c: c.line)), doubts, signed[1] if signed else None
    )


def furniture(text: str) -> str:
    """What a paragraph is, where its own words say that it is no part of an article; else ""."""
    head = text[:700]
    for reason, longest, pattern in FURNITURE:
        if len(text) <= longest and pattern.match(head):
            return reason
    if len(text) <= 300 and _hinted(text) and _LEGAL_WITHIN.search(text) and not _quoted(text):
        return LEGAL
    return ""


def _hinted(text: str) -> bool:
    """Whether a search is worth its time: neither pattern matches without one of these words."""
    plain = text.lower()
    return any(hint in plain for hint in _HINTS)


_HINTS = ("rights", "©", "may not be", "written", "subscri", "click here", "http")


def _quoted(text: str) -> bool:
    return any(mark in text for mark in '“”"') or " said" in text


def _end(paragraphs: Sequence[Para], kinds: Sequence[str]) -> tuple[str, int]:
    """The mark that ends the article, and the index of its last paragraph.

    An agency's sign-off followed by a legal notice ends it, and so does an end mark. A legal
    notice alone does so only where more text stands before it than after.
    """
    last = len(paragraphs) - 1
    for index, kind in enumerate(kinds):
        if kind not in (LEGAL, END_MARK):
            continue
        before = [p for p, k in zip(paragraphs[:index], kinds, strict=False) if not k]
        after = [
            p for p, k in zip(paragraphs[index + 1 :], kinds[index + 1 :], strict=True) if not k
        ]
        if not before or not after:
            continue
        if sign_off(before[-1].text, last=True):
            return "sign-off and legal notice", index
        if kind == END_MARK:
            return END_MARK, index
        if len(before) >= _PAST_PAIR and _size(before) > _size(after):
            return LEGAL, index
    return "", last


def _size(paragraphs: Sequence[Para]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _signed(body: list[Para]) -> tuple[tuple[int, Mark] | None, list[Para]]:
    """The last sign-off of a known agency, and the body without its words.

    The first of several paragraphs may be a picture's caption, whose credit looks the same.
    """
    for index in range(len(body) - 1, -1, -1):
        if index == 0 and len(body) > 1:
            break
        paragraph = body[index]
        mark = sign_off(paragraph.text, last=index == len(body) - 1)
        if mark and mark.rest:
            rest = [*body[:index], paragraph._replace(text=mark.rest), *body[index + 1 :]]
            return (paragraph.line, mark), rest
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
    mark: str, paragraphs: Sequence[Para], kinds: Sequence[str], end: int
) -> tuple[Doubt, ...]:
    if mark == LEGAL:
        message = f"what follows the legal notice on line {paragraphs[end].line} was cut"
        return (
            Doubt(
                paragraphs[end].line,
                "after-legal-notice",
                message,
                "see that it is not of this article",
            ),
        )
    if mark:
        return ()
    for index, kind in enumerate(kinds):
        if kind == LEGAL and index > 0 and not all(kinds[index + 1 :]):
            line = paragraphs[index].line
            message = f"text goes on after the legal notice on line {line}"
            return (
                Doubt(
                    line, "after-legal-notice", message, "kept; remove what is not of this article"
                ),
            )
    return ()


_LOOKS_FOREIGN = re.compile(
    r"\ball rights\b.{0,60}\breserved\b|©|\bsubscri(?:be|ption)\b.{0,40}\b(?:newsletter|channel"
    r"|contact)\b|\bclick here\b|https?://",
    _I,
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
            found = _LOOKS_FOREIGN.search(paragraph.text) if _hinted(paragraph.text) else None
            if found:
                message = f"line {paragraph.line} says {found[0]!r}: is it part of the article?"
                doubts.append(Doubt(paragraph.line, "not-article", message))
    return tuple(doubts)
