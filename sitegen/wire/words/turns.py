"""A sentence made plain for a headline: without asides, and with what someone is before the name.

The turns: "X, Iran's minister," and "the Minister of Health of Chad, X," become "Iran's minister X"
and "Chad's Health Minister X", "talks took place between A and B" becomes "A and B held talks", and
a quotation follows its speaker.
"""

from __future__ import annotations

import re

from sitegen.wire.facts.people import FIELDS, ROLE
from sitegen.wire.words.clauses import ATTRIBUTION, SPEECH, TIME, without_leading

# No word is longer than 40 letters here: to try all that a line of one endless "word" could be
# takes minutes.
FULL_NAME = r"(?:[A-Z][\w’'.-]{0,40}[\w.] )+(?:(?:al|el|Al|El)-)?[A-Z][\w’'-]{0,40}\w"
_APPOSITION = re.compile(
    r"(?P<name>[A-Z][\w’'-]{1,40}(?: (?:al-|bin |el-)?[A-Z][\w’'-]{0,40})+), "
    r"(?P<nation>[A-Z][\w ]{1,30}['’]s) "
    r"(?P<role>(?:[A-Z][\w-]{0,40}|of|the)(?: (?:[A-Z][\w-]{0,40}|of|the)){0,4}),"
)
_COUNTERPART = re.compile(
    r"(?P<head>\b(?:his|her|their) [A-Z][\w-]{1,40}(?: [A-Z][\w-]{1,40})? counterpart), (?=[A-Z])"
)
_TOOK_PLACE = re.compile(
    r"^(?P<what>(?:An?|The|Telephone|Phone|Bilateral)?\s?[\w -]{3,60}?) (?:took place|was held"
    r"|were held) between (?P<who>.+)$",
    re.I,
)
_ROLE_OF = re.compile(
    rf"(?:\b[Tt]he )?(?<![\w-])(?P<role>{ROLE}) of (?:the )?(?!(?:{FIELDS})\b)"
    rf"(?P<nation>[A-Z]\w+),? (?P<name>{FULL_NAME})"
)
_MINISTER_OF = re.compile(
    rf"(?:\b[Tt]he )?(?<![\w-])Minister (?:of|for) (?P<field>{FIELDS}) of (?:the )?"
    rf"(?P<nation>[A-Z][\w-]{{1,40}}(?: [A-Z][\w-]{{1,40}})?),? "
    rf"(?P<name>{FULL_NAME})(?:,(?= [a-z]))?"
)
_MINISTER = re.compile(rf"\bMinister (?:of|for) (?P<field>Foreign Affairs|{FIELDS})(?= [A-Z])")
# "X, Foreign Minister of Oman,": what someone is goes before the name here too.
_APPOSITION_OF = re.compile(
    rf"(?P<name>(?:{FULL_NAME} (?:bin|ibn|bint|van|von|de|da|dos) )*{FULL_NAME}), "
    rf"(?:the )?(?P<role>{ROLE}) of (?:the )?"
    r"(?P<nation>[A-Z][\w-]{1,40}(?: [A-Z][\w-]{1,40})?),"
)
_HONORIFIC = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:Royal |Imperial )?(?:Highness(?:es)?|Majest(?:y|ies)"
    r"|Excellenc(?:y|ies)|Holiness|Eminence),? (?:the )?(?=[A-Z])"
)
# A place between a verb and its object: "received at Bayan Palace the Foreign Minister".
_PLACE_WITHIN = re.compile(
    r"(?<=[a-z]ed) (?:in|at) [A-Z][\w’'-]{0,40}(?: [A-Z][\w’'-]{0,40}){0,3}"
    r"(?= (?:the|an?|his|her|its|their)\b)"
)
_RELATIVE = re.compile(r", (?:who|which|whose) [^,]{3,120},(?= [a-z])")
_QUOTED = re.compile(
    rf"^(?P<quote>[“\"][^“”\"]{{10,70}}?),?(?P<end>[”\"]) (?P<who>[^,.]{{3,60}}?) (?:{SPEECH})\b.*$"
)
_BRACKETS = re.compile(r"\s?\([^()]{1,60}\)")


def plain(sentence: str) -> str:
    """The sentence without attribution, times, asides and what leads up to its subject."""
    text = _HONORIFIC.sub("", _BRACKETS.sub("", sentence.rstrip(" .…")))
    text = _QUOTED.sub(r"\g<who>: \g<quote>\g<end>", text)
    text = without_leading(text)
    told = ATTRIBUTION.sub("", text)
    text = _RELATIVE.sub("", told if len(told) >= 25 else text)
    shorter = TIME.sub(_gap, text)
    text = shorter if len(shorter) >= 15 else text
    text = _PLACE_WITHIN.sub("", text)
    text = _APPOSITION.sub(r"\g<nation> \g<role> \g<name>", text)
    text = _APPOSITION_OF.sub(r"\g<nation>'s \g<role> \g<name>", text)
    text = _MINISTER_OF.sub(_minister, text)
    text = _MINISTER.sub(_of_field, text)
    text = _COUNTERPART.sub(r"\g<head> ", text)
    text = _ROLE_OF.sub(r"\g<nation>'s \g<role> \g<name>", text)
    match = _TOOK_PLACE.match(text)
    if match:
        what = match["what"][:1].lower() + match["what"][1:]
        text = f"{match['who'].rstrip(' ,')} held {what.strip()}"
    return " ".join(text.split()).strip(" ,;")


def _of_field(match: re.Match[str]) -> str:
    return f"{match['field'].removesuffix(' Affairs')} Minister"


def _minister(match: re.Match[str]) -> str:
    """An office as one says it: "Latvia's Foreign Minister X"."""
    return f"{match['nation']}'s {match['field'].removesuffix(' Affairs')} Minister {match['name']}"


def _gap(match: re.Match[str]) -> str:
    """A time between two commas leaves one; at the end of the sentence, none."""
    rest = match.string[match.end() :]
    return "," if match[0].endswith(",") and rest and not match[0].startswith(",") else ""
