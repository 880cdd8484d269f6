"""The clauses of a sentence: what leads up to its subject, its verb, times and attributions."""

from __future__ import annotations

import re

from sitegen.wire.vocabulary import words

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
)
_PART = r"(?:early |late )?(?:morning|afternoon|evening|night)"
TIME = re.compile(
    rf",?\s(?:earlier |late |early )?(?:(?:on|this|last|next|since|by) )?(?:{_WEEKDAYS})\b(?: "
    rf"{_PART})?(?:,? (?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?\b)?,?"
    rf"|,?\s(?:on )(?:{_MONTHS}) \d{{1,2}}\b(?:, \d{{4}}\b)?,?"
    r"|,?\s(?:earlier |late |early )?(?:today|yesterday|tonight|overnight|this (?:morning"
    r"|afternoon|evening|week)|earlier this (?:week|month))\b,?"
)
SPEECH = "said|says|announced|reported|stated|confirmed|added|told|showed|according|declared"
ATTRIBUTION = re.compile(
    r",?\s(?:according to|as (?:reported|stated|outlined|announced|confirmed|quoted) (?:by|in)"
    r"|citing|in a statement (?:on|issued|released|by|from)|in statements to)\b.*$"
    rf"|,\s(?:[^,;]{{2,90}}\s)?(?:{SPEECH})(?:\s(?!that\b)[^,;]{{0,60}})?[.]?$"
    rf"|,\s(?:the|an?|its?|his|her|their)\s[^,;]{{2,80}},\s[A-ZÀ-Þ][^,;]{{2,40}},\s(?:{SPEECH})\b.*$"
    r"|,\s(?:he|she|they|it)\s(?:said|added|stressed|noted)\b.*$"
)
# What leads up to the subject: "In a joint effort to …, ", "After three days of talks, ".
_LEADING = re.compile(
    r"(?:In|On|At(?! least| most)|After|Before|During|Following|Amid|Amidst|With|While|When|As"
    r"|Since|Despite|Under|Upon|For|From|By|"
    r"Through|According to|Ahead of|Speaking|Addressing|Commenting|Pointing|Emphasizing"
    r"|Emphasising|Meanwhile|Earlier|"
    r"Late|Early|Yesterday|Today|Separately|Additionally|Moreover|Furthermore|Notably|However"
    r"|Hours|Days|Weeks|Months|"
    r"(?:Nearly|Just|Over|Within)(?! \d)|To|Citing|Marking|Against|Inside|Outside|Near|In "
    r"addition)\b"
)
# The verbs that do not end in -ed.
_VERBS = words(
    "met held said says left began begun told took will would has have had is are was were may "
    "could can must should plans hopes won lost struck hit sent gave made came went fell rose "
    "became kept found led sought saw set put cut spoke died ran broke drew grew stood spent "
    "built bought brought caught fought lay swept shot slid sank drove flew chose wrote burst "
    "beat threw tore stole heard paid laid fled fed dealt hung withdrew overtook overrode overran "
    "overcame undertook forbade upheld withheld withstood rode ate forgot froze hid knew lent "
    "rang sang sat sold shook sprang stuck swore swam taught understood woke wore clung crept dug "
    "meets holds discusses signs visits calls"
)
# Where a verb may stand. Behind a comma that is only before an object: "X, Egypt's minister,
# received the", not "led by".
_WORD = re.compile(
    r"(?<=[\w’'”)]) ([a-z]+)\b(?!-)"
    r"|(?<=,) ([a-z]+) (?=(?:the|an?|his|her|its|their|that)\b|[A-ZÀ-Þ])"
)
_NOT_VERBS = words("united armed occupied besieged so-called alleged accompanying related wanted")


def without_leading(text: str) -> str:
    """Drop an adverbial before the subject, where a subject and a verb follow its last comma."""
    if not _LEADING.match(text):
        return text
    for comma in re.finditer(r", (?=[\w“\"])", text):
        rest = text[comma.end() :]
        if first_verb(rest) is None or ATTRIBUTION.fullmatch(f", {rest}"):
            break
        if _GOES_ON.match(rest) or _in_a_place(text[: comma.start()], rest):
            continue
        return rest
    return text


_GOES_ON = re.compile(r"(?:and|or|but|which|who|where|when|including|as|not)\b", re.I)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|of|outside|from|to) (?:[A-Z][\w’'-]{0,40} ?){1,3}$")
_PLACE_AFTER = re.compile(r"(?:[A-Z][\w’'.-]{0,40} ?){1,3}, ")


def _in_a_place(before: str, rest: str) -> bool:
    """Whether `rest` begins in the midst of "in Banjul, Gambia, a meeting …": the subject is yet
    to come.
    """
    place = _PLACE_AFTER.match(rest)
    if place is None or not _PLACE_BEFORE.search(before[-60:]):
        return False
    after = rest[place.end() :]
    verb = first_verb(after)
    if verb is None or _GOES_ON.match(after):
        return False
    subject = after[: verb[0]]
    listed = after[0].isupper() and " and " in subject  # "Egypt, Jordan and Iraq signed"
    return "," not in subject and not listed


def first_verb(text: str) -> tuple[int, int] | None:
    """Where the first finite verb stands, by a list and by -ed; None where none is seen."""
    for match in _WORD.finditer(text):
        if _is_verb(match[1] or match[2]):
            return match.start() + 1, match.end()
    return None


def _is_verb(word: str) -> bool:
    in_ed = word[3:].endswith("ed")  # "asked", not "need"
    return (in_ed or word in _VERBS) and word not in _NOT_VERBS
