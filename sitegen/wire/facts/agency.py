"""Who reported it: the table of agencies, and how a text credits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sitegen.model.article import Source
from sitegen.package import read_table
from sitegen.wire.input.paragraph import Para


class Credit(NamedTuple):
    """A credit to an agency: which one, the words that give it, and the text without them."""

    source: Source | None
    evidence: str
    rest: str


_SECTIONS = (
    "Africa|Americas?|Asia|Business|Culture|Defense|Economy|Europe|Exclusive|Headlines|Interview"
    "|Iran|"
    "Life|Middle East|News|Opinion|Palestine|Politics|Science|Society|Sports?|Top News|West Asia"
    "|World"
)
_FORM = r"[^\W\d_][\w.'’&-]{0,40}(?: [\w.'’&-]{1,40}){0,4}"
_KICKER = re.compile(rf"(?P<head>[^\W\d_][^:\n/]{{1,50}}?)(?:\s?/\s?(?:{_SECTIONS}))?\s?:\s+(?=\S)")
_FRAMED = re.compile(r"/(?P<name>[^\W\d_][\w .’'-]{2,40}?)(?:\([A-Z]{2,6}\))?/\s?--?\s+(?=\S)")
_GLUED = re.compile(rf"\s?(?:{_SECTIONS})")
# A full stop, then a name in brackets or slashes, or after a dash: nothing follows it.
_SIGN_OFF = re.compile(
    r"(?:(?<=[.!?…\"”’])|(?<=[.!?…\"”’]\s))[\s]*(?:\((?P<a>[^()]{2,40})\)|/(?P<b>[^/\s]{2,20})/|"
    r"\[(?P<c>[^\[\]]{2,40})\]|(?:--|[—–-])\s?(?P<d>[A-Za-z][\w ]{1,20}))\.?$"
)
# The same without brackets, in capitals: "… by summer. PTI KND SMN".
_BARE_SIGN_OFF = re.compile(r"[.!?…\"”’]\s+(?P<codes>(?P<name>[A-Z]{2,8})(?: [A-Z]{2,4}){0,4})$")

_ALONE = re.compile(
    r"(?:[(\[]|/{1,2}|[=–—-]{1,2}\s?)(?P<name>[^\W\d_][\w.'’ -]{1,40}?)(?:[)\]]|/{1,2})?\.?"
    r"(?: [A-Z]{1,4}(?:/[A-Z]{1,4})?)?"
)
# A desk's line: "WAM/Amjad Saleh", "BSS/SR/1712 hrs", "KUNA 201514 Nov 24".
_DESK_LINE = re.compile(
    r"(?P<name>[A-Za-z]{2,10}) ?(?:/{1,2} ?\S.{0,39}|\d{4,6}(?: [\w.]{1,9}){0,3})"
)

_CODE = re.compile(r"[A-Z]{2,8}")
_CITED = (
    re.compile(rf"\b(?:told|speaking to|in an interview with) (?:the )?(?P<name>{_FORM})"),
    re.compile(
        rf"\b(?:count|tally|figures|data|correspondent|reporter) (?:by|of|from|for) (?:the "
        rf")?(?P<name>{_FORM})"
    ),
    re.compile(
        rf"\b(?P<name>{_FORM}) (?:has )?(?:reported|reports|learned|said it had learned|quoted)\b"
    ),
    re.compile(
        rf"\b(?:according to|reported by|cited by|quoted by|as per) (?:the )?(?P<name>{_FORM})"
    ),
)
_CITES = re.compile(
    r"\b(?:told|speaking to|interview with|(?:count|tally|figures|data|correspondent|reporter) "
    r"(?:by|of|from|for)|reported|reports|learned|quoted|according to|cited by|as per)\b"
)


@cache
def _table() -> dict[str, Source]:
    """Each form of each agency's name, and the agency."""
    text = read_table("wire/facts/agencies.txt")
    forms: dict[str, Source] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, full, address, others = (part.strip() for part in line.split("|"))
        source = Source(name, address)
        for form in (name, full, *(other.strip() for other in others.split(","))):
            if form:
                forms.setdefault(form, source)
    return forms


def find_agency(name: str) -> Source | None:
    """The agency of this name, or the first of "Reuters/AFP" that is known."""
    table = _table()
    plain = name.replace("’", "'").strip(" .,;")
    if plain in table:
        return table[plain]
    for part in re.split(
        r"\s?/\s?| with | and |, ", plain.removeprefix("the ").removeprefix("The ")
    ):
        if part in table:
            return table[part]
    return None


def kicker(text: str, plain: bool) -> Credit | None:
    """An agency's name with a colon before the text, a section's name often glued to it.

    With `plain` false only the glued form counts: within a text, "Reuters: What next?" is speech.
    """
    framed = _FRAMED.match(text)
    if framed:
        stated = find_agency(framed["name"]) or Source(framed["name"])
        return Credit(stated, framed[0].strip(), text[framed.end() :])
    match = _KICKER.match(text[:90])
    if match is None:
        return None
    head, rest = match["head"], text[match.end() :]
    evidence = text[: match.end()].rstrip()
    table = _table()
    for length in range(len(head), 1, -1):
        source = table.get(head[:length])
        if source and (length == len(head) or _GLUED.fullmatch(head, length)):
            glued = length < len(head) or "/" in evidence
            return Credit(source, evidence, rest) if plain or glued else None
    return None


def sign_off(text: str, last: bool = False) -> Credit | None:
    """An agency's credit at the end of a paragraph.

    In the last paragraph a short code in capitals passes too, with no source where none is known.
    """
    match = _SIGN_OFF.search(text, max(0, len(text) - 60))
    if match is None:
        bare = _BARE_SIGN_OFF.search(text, max(0, len(text) - 40))
        known = find_agency(bare["name"]) if bare else None
        return (
            Credit(known, bare["codes"], text[: bare.start("codes")].rstrip())
            if bare and known
            else None
        )
    name = match["a"] or match["b"] or match["c"] or match["d"]
    source = find_agency(name)
    if source is None and not (last and match["d"] is None and _CODE.fullmatch(name)):
        return None
    return Credit(source, match[0].strip(), text[: match.start()].rstrip())


def alone(text: str) -> Credit | None:
    """An agency's credit that is a paragraph of its own: "(MENA)", "==Kyodo", "- Xinhua"."""
    if len(text) > 60:
        return None
    match = _ALONE.fullmatch(text) or _DESK_LINE.fullmatch(text)
    source = find_agency(match["name"]) if match else None
    return Credit(source, text, "") if source else None


_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:[^\W\d_a-z][\w'’.-]*|of))*")


def owner(notice: str) -> Credit | None:
    """The agency that a legal notice names: a guess, for a site may claim what an agency wrote."""
    for match in _CAPITALISED.finditer(notice[:300]):
        form = _known_form(match[0].split())
        if form:
            return Credit(_table()[form], form, notice)
    return None


def cited(paragraphs: Iterable[Para]) -> Credit | None:
    """An agency that the text cites for something: a guess at its source, and no more."""
    best: tuple[int, Credit] | None = None
    for paragraph in paragraphs:
        if not _CITES.search(paragraph.text):
            continue
        for rank, pattern in enumerate(_CITED[: best[0] if best else None]):
            credit = next(filter(None, map(_citation, pattern.finditer(paragraph.text))), None)
            if credit:
                best = (rank, credit)
                break
    return best[1] if best else None


def _citation(match: re.Match[str]) -> Credit | None:
    """The agency in a match; its pattern may have taken in words before or after the name."""
    form = _known_form(match["name"].split())
    return Credit(_table()[form], _around(match, form), match.string) if form else None


def _known_form(words: Sequence[str]) -> str:
    """The longest run of these words that is a form of an agency's name; "" for none."""
    table = _table()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            form = " ".join(words[start : start + size]).strip(".,")
            form = form.removesuffix("'s").removesuffix("’s")
            if form in table:
                return form
    return ""


def _around(match: re.Match[str], form: str) -> str:
    """The words of a citation from its first to its last that matters."""
    begin = match.string.index(form, match.start("name"))
    if match.end() > match.end("name"):  # "Anadolu reported": what precedes the name is not of it
        return match.string[begin : match.end()]
    return match.string[match.start() : begin + len(form)]
