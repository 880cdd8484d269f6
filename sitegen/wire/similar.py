"""Texts that tell the same: a second take of one text, or one event from two agencies."""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import Literal, NamedTuple

from sitegen.dates import days_apart
from sitegen.wire.vocabulary import words

Kind = Literal["same text", "same event"]


class Similar(NamedTuple):
    """Another text that may be of the same event, where it is, and how alike it is (0 to 1)."""

    path: str
    score: float
    kind: Kind


SAME_TEXT = 0.5  # shared runs of five words, of the shorter text's
SAME_EVENT = 0.46  # shared names and figures of the lead, each weighed by how rare it is
_RUN = 5
_LEAD_WORDS = 70
_WORD = re.compile(r"[^\W_]+(?:[.,-][^\W_]+)*")
_COMMON = words(
    "the a an in on at it he she they we i this that these those but and however also after "
    "before during "
    "while when since as for from with his her their its there according earlier later last under "
    "both some "
    "monday tuesday wednesday thursday friday saturday sunday president minister foreign prime "
    "secretary "
    "state king emir ambassador leader spokesman spokesperson general"
)


class _Known(NamedTuple):
    path: str
    words: list[str]
    facts: frozenset[str]
    day: str


class Archive:
    """Texts that are there already, each read once, to ask which of them a new one repeats."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._seen: Counter[str] = Counter()

    def add(self, path: str, text: str, day: str = "") -> None:
        """Note a text; its day, as "2024-12-20", if that is known."""
        facts = _facts(text)
        self._known.append(_Known(path, _words(text), facts, day))
        self._seen.update(facts)

    def similar(self, text: str, day: str = "", but: str = "") -> tuple[Similar, ...]:
        """Which texts tell what this one tells, the most alike first; never the one at `but`.

        Texts of days more than three apart are never the same event, and may be the same text.
        """
        words, facts = _words(text), _facts(text)
        runs = _runs(words)
        found: list[Similar] = []
        for known in self._known:
            if known.path == but:
                continue
            shared = _overlap(runs, _runs(known.words)) if _may_repeat(facts, known.facts) else 0.0
            if shared >= SAME_TEXT:
                found.append(Similar(known.path, round(shared, 2), "same text"))
            elif not _far_apart(day, known.day):
                score = self._weighed(facts, known.facts)
                if score >= SAME_EVENT:
                    found.append(Similar(known.path, round(score, 2), "same event"))
        return tuple(sorted(found, key=lambda one: (one.kind != "same text", -one.score, one.path)))

    def _weighed(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """How much of the facts is shared, each weighed by how rare it is."""
        both = ours & theirs
        if len(ours) < 3 or len(theirs) < 3 or len(both) < 3:
            return 0.0
        shared, all_ours, all_theirs = (
            sum(1 / (1 + log(1 + self._seen[fact])) for fact in sorted(facts))
            for facts in (both, ours, theirs)
        )
        return 2 * shared / (all_ours + all_theirs)


def _may_repeat(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether to compare word by word: a repetition has some of the lead's names, if it has any."""
    return len(ours) < 3 or len(theirs) < 3 or not ours.isdisjoint(theirs)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _runs(words: list[str]) -> frozenset[int | tuple[str, ...]]:
    size = min(_RUN, max(1, len(words)))
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _overlap(
    ours: frozenset[int | tuple[str, ...]], theirs: frozenset[int | tuple[str, ...]]
) -> float:
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0


def _facts(text: str) -> frozenset[str]:
    """Names and figures of the first words, particles and hyphens aside: what tells an event."""
    found: set[str] = set()
    for match in list(_WORD.finditer(text[:1500]))[:_LEAD_WORDS]:
        word = match[0].removesuffix("'s").removesuffix("’s")
        if not (word[0].isupper() or word[0].isdigit()) or word.lower() in _COMMON:
            continue
        plain = word.lower().removeprefix("al-").removeprefix("el-").replace("-", "")
        if len(plain) > 1:
            found.add(_stem(plain))
    return frozenset(found)


def _stem(word: str) -> str:
    """Take "Egyptian" and "Egypt", "Iranian" and "Iran" as one."""
    for ending in ("ians", "ian", "ia", "ans", "an", "is", "i", "ese"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _far_apart(one: str, other: str) -> bool:
    return bool(one and other) and days_apart(one, other) > 3
