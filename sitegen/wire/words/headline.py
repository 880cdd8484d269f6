"""A headline made of the lead's own words: shortened, never rephrased beyond a few small turns.

A full name may give way to the form that the article itself goes on with; the other turns are in
turns.py. All else is leaving out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from sitegen.wire.facts.names import known_as
from sitegen.wire.facts.people import NOT_NAMES, ROLE
from sitegen.wire.words.clauses import SPEECH, first_verb
from sitegen.wire.words.sentences import split_sentences
from sitegen.wire.words.turns import FULL_NAME, plain

HEADLINE_LENGTH = 90


class Headline(NamedTuple):
    """A headline, and the sentence that it was made of."""

    text: str
    evidence: str


# Where a clause may end, from the surest place to the least: a cut is made at the first kind that
# leaves enough. "Called for a halt | to the fighting" shows why "to" comes last.
_CLAUSE = re.compile(
    r"[,;:] | [—–-] |,? (?=(?:after|before|amid|following|as|while|when|because|but|since|until"
    r"|despite|"
    r"where|which|who|hours after|days after|in an? (?:bid|effort|attempt)|and (?:[a-z]+ed|said"
    r"|will|was|were|has|have))\b)"
)
_PHRASE = re.compile(
    r",? (?=(?:in|on|at|for|with|by|from|during|over|under|against|among|through|across|regarding"
    r"|concerning|"
    r"into|toward|towards|near|if|including|such as|without|along|aimed|ahead|suspected|"
    r"to (?:take part|participate|discuss|review|explore|hold|sign|attend|mark|protest"
    r"|coordinate|address|examine"
    r"|mediate|seek|meet))\b)"
)
_WEAK = re.compile(r",? (?=(?:to|that|and|or|about|within|between)\b)")
_LIST = re.compile(r",(?= )")
_KINDS = (
    (_CLAUSE, 45),
    (_PHRASE, 40),
    (_WEAK, 35),
    (_LIST, 25),
    (_CLAUSE, 0),
    (_PHRASE, 0),
    (_WEAK, 0),
)
_NEEDS_MORE = re.compile(
    r"(?:\b(?:a|an|the|of|to|in|on|at|by|for|and|or|with|from|as|that|between|both|his|her|its"
    r"|their|"
    r"is|are|was|were|be|been|has|have|had|will|would|could|may|this|these|those|such|also|not|no"
    r"|more|"
    r"than|over|about|into|after|before|during|against|among|under|met|held|took|agreed on|said"
    r"|told|made|"
    r"some|several|two|three|new|whose|which|who|including|called|discussed|received|reviewed"
    r"|announced|agreed|"
    r"signed|expressed|stressed|visited|led|sent|gave|found|launched|condemned|urged|vowed"
    r"|pledged|sought|"
    r"exchanged|take part|takes part|took part|taken part|bilateral|regional|while|when|where|if"
    r"|because|but|until|since|and \w+ed)"
    r"|worth(?: [\d.,$€£]+)?|[,;:—–-]|['’]s)$",
    re.I,
)
_ADJECTIVE_LAST = re.compile(
    r"\b(?:an?|the|its|his|her|their) [A-Z][a-z]+(?:ian|ean|ese|ish|can|[adqnltz]i)$"
)
_TAKES_ON = re.compile(r"\b(?:between|both|from|either|neither)\b[^,]*$")
_ROLE_NAME = re.compile(
    rf"(?P<before>(?:[Tt]he )?(?:[A-Z][\w.-]{{0,40}}(?:['’]s?)? )?)(?P<role>{ROLE} |counterpart "
    rf"|\b)(?P<name>{FULL_NAME})"
)
_REPORTED = re.compile(
    r"^[^,;“”\"]{3,110}? (?:said|says|announced|reported|stated|confirmed|declared"
    r"|told [^,;]{2,40}) that (?P<what>.{25,})$"
)
_PHRASE_OF_SUBJECT = re.compile(r" (?:in|on|at|near|from|off|outside) (?=the |[A-Z])")
_LIMIT = 1200  # of a lead sentence that is read; a longer one is no sentence


def headline(lead: str, body: str = "", limit: int = HEADLINE_LENGTH) -> Headline:
    """A headline of at most `limit` characters from a lead; "" only for an empty lead.

    `body` is the article, where the short forms of names are looked up.
    """
    sentence = next(iter(split_sentences(lead[:_LIMIT])), "").strip()
    clause = plain(sentence)
    for shortened in _forms(clause, body):
        clause = shortened
        if 0 < len(clause) <= limit and not _NEEDS_MORE.search(clause):
            return Headline(_capital(clause), sentence)
        cut = _cut(clause, limit)
        if cut:
            return Headline(_capital(cut), sentence)
    made = _words(clause, limit) or _words(sentence, limit) or lead.strip()[:limit]
    return Headline(_capital(made), sentence)


def _forms(text: str, body: str) -> Iterator[str]:
    """The clause in full, then with less and less said of the people in it."""
    while len(text) > HEADLINE_LENGTH:
        short = _ROLE_NAME.sub(partial(_short, body=body, bare=False), text)
        yield short
        bare = _ROLE_NAME.sub(partial(_short, body=body, bare=True), text)
        if bare != short:
            yield bare
        reported = _REPORTED.match(text)
        if reported is None:
            lean = _lean(bare)
            if lean != bare:
                yield lean
            return
        text = reported["what"]
    yield text


_WHO = re.compile(r",? (?:who|which)\b")


def _main_verb(text: str) -> tuple[int, int] | None:
    """The verb of the sentence: in "those who had gathered in the park were dispersed", "were"."""
    verb = first_verb(text)
    if verb is None or not _WHO.fullmatch(text, text.rfind(" ", 0, verb[0] - 1), verb[0] - 1):
        return verb
    end = verb[1]
    while following := first_verb(text[end:]):
        start, stop = following[0] + end, following[1] + end
        if start > end + 1:
            return start, stop
        end = stop  # "had gathered"
    return verb


def _lean(text: str) -> str:
    """The clause with fewer places in its subject, where that is so long that its verb is lost."""
    verb = _main_verb(text)
    relative = _WHO.search(text, 0, verb[0]) if verb else None
    if verb and relative:
        text = f"{text[: relative.start()]} {text[verb[0] :]}"
        verb = first_verb(text)
    while verb and verb[0] > HEADLINE_LENGTH // 2:
        places = list(_PHRASE_OF_SUBJECT.finditer(text, 0, verb[0]))
        if not places or places[-1].start() < HEADLINE_LENGTH // 6:
            break
        text = f"{text[: places[-1].start()]} {text[verb[0] :]}"
        verb = first_verb(text)
    if verb and verb[0] > HEADLINE_LENGTH // 2 and (name := _NAME_LAST.search(text, 0, verb[0])):
        return text[name.start() :]  # "the Deputy Minister for This and Minister of That X signed"
    return text


_NAME_LAST = re.compile(rf"(?<=[a-z] ){FULL_NAME} ?$")


def _short(match: re.Match[str], body: str, bare: bool) -> str:
    """A name in the form that the article goes on with; with `bare`, its role goes too."""
    before, role, name = match["before"], match["role"], match["name"]
    if not role.strip() and not (bare and _may_be_a_person(match)):
        return match[0]
    if bare and "counterpart" in role and not known_as(name, body):
        return f"{before}{role.strip()}"
    known = known_as(name, body)
    short = known or name
    if not bare or "counterpart" in role or not role.strip():
        return f"{before}{role}{short}"
    if re.search(r"['’]s? $", before):
        return f"{before}{short}"
    return short if before else f"{role}{short}"


def _may_be_a_person(match: re.Match[str]) -> bool:
    """Whether capitals without a role before them may be a name: no place, no office, no "the"."""
    if match["before"][:3].lower() == "the" or _PLACED.search(match.string[: match.start()]):
        return False
    return NOT_NAMES.isdisjoint(match["name"].split())


_PLACED = re.compile(r"\b(?:in|on|at|near|off|across|of)(?: the)? $")  # "on Lake Kivu": no person


def _cut(text: str, limit: int) -> str:
    """The longest beginning that ends at a clause and has its verb and object; "" for none."""
    verb = _main_verb(text)
    if verb is None:
        return ""
    for kind, least in _KINDS:
        best = ""
        for boundary in kind.finditer(text, verb[1], limit + 12):
            end = boundary.start()
            if least <= end <= limit and _complete(text, verb[1], boundary, kind is _LIST):
                best = text[:end].rstrip(" ,;:—–-")
        if best:
            return best
    return ""


def _complete(text: str, verb: int, boundary: re.Match[str], lists: bool) -> bool:
    """Whether what stands before a boundary can stand alone."""
    kept, following = text[: boundary.start()], text[boundary.end() :]
    tail = kept[verb:]
    if (
        _NEEDS_MORE.search(kept)
        or _ADJECTIVE_LAST.search(kept)
        or not tail.strip()
        or len(kept.split()) < 4
    ):
        return False
    if re.match(r"(?:of|than)\b", following):
        return False
    if following.startswith("that ") and re.search(
        rf"\b(?:{SPEECH})\b", text[verb - 12 : len(kept)]
    ):
        return False
    if _TO_WHAT.search(kept) and re.match(r"(?:for|on|with|against|into|about|over)\b", following):
        return False
    comma = boundary[0].startswith(",")
    if _TAKES_ON.search(tail) and (comma or re.match(r"and\b|or\b", following)):
        return False
    if comma and not lists and _LISTED.match(following.lstrip()):
        return False
    if re.match(r"(?:and|or)\b", following) and "," in tail:
        return False
    after_comma = kept.rpartition(", ")[2] if ", " in tail else ""
    if after_comma and len(after_comma.split()) < 3:
        return False
    if re.match(r"(?:and|but|or) ", after_comma) and first_verb(after_comma) is None:
        return False
    told = re.search(r"\bthat\b(?P<clause>[^,]*)$", tail)
    return told is None or first_verb(f"x{told['clause']}") is not None


# "Signed an accord to explore | for tungsten".
_TO_WHAT = re.compile(
    r"\bto (?:account|act|agree|appeal|apply|call|campaign|comply|cooperate|deal|depend|explore"
    r"|fight|focus|insist|look|pay|prepare|press|provide|push|rely|respond|search|talk|vie|vote|work)$"
)
# The rest of a list: "…, regional, and Palestinian issues", "…, Lebanon and Syria".
_LISTED = re.compile(r"(?:[\w’'-]{1,40} ){0,3}[\w’'-]{1,40}(?:, |,? and )")


def _words(text: str, limit: int) -> str:
    """At most `limit` characters of whole words, not ended on a word that needs more."""
    if len(text) <= limit:
        return text.rstrip(" ,;:—–-") or text[:limit]
    kept = text[: limit + 1].rsplit(None, 1)[0] if " " in text[: limit + 1] else text[:limit]
    while (_NEEDS_MORE.search(kept) or _ADJECTIVE_LAST.search(kept)) and " " in kept:
        kept = re.sub(r"(?:\s\S+|[\s,;:—–-]+)$", "", kept)
    return kept.rstrip(" ,;:—–-") or text[:limit]


def _capital(text: str) -> str:
    first = text[:1].upper()
    return (first if len(first) == 1 else text[:1]) + text[1:]  # "ŉ" has no capital of one letter
