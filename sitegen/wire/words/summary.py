"""A summary: the lead, cut where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.wire.words.sentences import split_sentences

SUMMARY_LENGTH = 200

# What a summary must not lose of a sentence's beginning: who says it, and what it depends on.
_SAYS_WHO = re.compile(r"(?:According|Citing|Despite|As|If|Unless|Against)\b")


def summarise(paragraphs: Sequence[str], limit: int = SUMMARY_LENGTH) -> str:
    """The lead in at most `limit` characters: sentences, else a clause, or words with …."""
    lead = next((paragraph for paragraph in paragraphs if paragraph.strip()), "")
    if len(lead) <= limit:
        return lead.strip()
    # A sentence that fits ends well before this; the rest of a long paragraph need not be read.
    sentences = split_sentences(lead[: 4 * limit])
    summary = ""
    for sentence in sentences:
        longer = f"{summary} {sentence}".strip()
        if len(longer) > limit:
            break
        summary = longer
    return summary or _of_one(sentences[0], limit)


def _of_one(sentence: str, limit: int) -> str:
    """One long sentence: whole without what leads up to its subject, else shortened."""
    if not _SAYS_WHO.match(sentence):
        from sitegen.wire.words.clauses import without_leading  # heavy at import, and seldom wanted

        rest = without_leading(sentence)
        if len(rest) <= limit and rest != sentence:
            return rest[0].upper()[:1] + rest[1:]
    return shorten(sentence, limit)


_CLAUSE = re.compile(r"[,;:](?=\s)|\s[—–-](?=\s)|,?[”\"](?=\s)")


def shorten(sentence: str, limit: int) -> str:
    """A sentence that is too long, ended at a clause, else at a word, with an ellipsis."""
    room = sentence[:limit]
    clause = 0
    for match in _CLAUSE.finditer(room[: limit - 1]):
        clause = match.start()
    if clause >= limit // 2:
        return room[:clause].rstrip(" ,;:—–-") + "…"
    words = room[: limit - 1].rsplit(None, 1)
    kept = words[0] if len(words) == 2 and len(words[0]) >= limit // 2 else room[: limit - 1]
    kept = re.sub(r"(?:\s(?:a|an|the|of|to|in|on|at|by|for|and|or|with|from|as|that))+$", "", kept)
    return kept.rstrip(" ,;:—–-") + "…"
