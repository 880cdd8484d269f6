"""Texts that tell the same: a second take of one text, or one event from two agencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log
from typing import Literal, NamedTuple

from sitegen.wire.vocabulary import words

Kind = Literal["same text", "same event"]


class Similar(NamedTuple):
    """Another text that may be of the same event, where it is, and how alike it is (0 to 1)."""

    path: str
    score: float
    kind: Kind


SAME_TEXT = 0.5  # shared runs of five words, of the shorter text's
SAME_EVENT = 0.6  # shared names and figures of the lead, each weighed by how rare it is
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


def similar(
    text: str,
    others: Iterable[tuple[str, str]],
    *,
    day: str = "",
    days: dict[str, str] | None = None,
) -> tuple[Similar, ...]:
    """Which of the others, as (path, text), tell what `text` tells; the most alike first.

    With `day` and `days` (path → day, as "2024-12-20"), texts more than three days apart are never
    the same event, and may still be the same text.
    """
    known = [(path, _words(other), _facts(other)) for path, other in others]
    words, facts = _words(text), _facts(text)
    runs = _runs(words)
    seen = Counter(fact for _, _, theirs in known for fact in theirs)
    weight = {
        fact: 1 / (1 + log(1 + seen[fact])) for fact in facts.union(*(f for _, _, f in known))
    }
    found: list[Similar] = []
    for path, their_words, their_facts in known:
        shared = _overlap(runs, _runs(their_words))
        if shared >= SAME_TEXT:
            found.append(Similar(path, round(shared, 2), "same text"))
        elif not _far_apart(day, (days or {}).get(path, "")):
            score = _weighed(facts, their_facts, weight)
            if score >= SAME_EVENT:
                found.append(Similar(path, round(score, 2), "same event"))
    return tuple(sorted(found, key=lambda one: (one.kind != "same text", -one.score, one.path)))


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
    """Names and figures of the first words, particles and hyphens aside: what an event is known "
    "by.
    """
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


def _weighed(ours: frozenset[str], theirs: frozenset[str], weight: dict[str, float]) -> float:
    if len(ours) < 3 or len(theirs) < 3 or len(ours & theirs) < 3:
        return 0.0
    shared = sum(weight[fact] for fact in sorted(ours & theirs))
    return (
        2
        * shared
        / (
            sum(map(weight.__getitem__, sorted(ours)))
            + sum(map(weight.__getitem__, sorted(theirs)))
        )
    )


def _far_apart(one: str, other: str) -> bool:
    if not (one and other):
        return False
    from datetime import date

    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > 3
