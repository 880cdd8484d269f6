"""The short form of a name, as an article goes on with it."""

from __future__ import annotations

import re

from sitegen.wire.facts.people import NOT_NAMES, ROLE


def known_as(name: str, body: str) -> str:
    """The last or first word of a name, if the body uses it alone; "" if it does not."""
    words = name.split()
    last = words[-1]
    for word in (last, re.sub(r"^[AaEe]l-", "", last), words[0]):
        if len(word) > 1 and _alone(word, words, body[:20_000]):
            return word
    return ""


def _alone(word: str, words: list[str], body: str) -> bool:
    """Whether the body has a word of a name without the words beside it."""
    start = -1
    while (start := body.find(word, start + 1)) >= 0:
        end = start + len(word)
        if _JOINED.match(body[start - 1 : start]) or _JOINED.match(body[end : end + 1]):
            continue
        above = body[max(0, start - 60) : start].rsplit(None, 1)[-1:]
        if above and (above[0] in words or _is_anothers(body, start, above[0])):
            continue
        following = body[end : end + 40].lstrip()
        if word == words[0] and (following[:1].isupper() or following.startswith(words[1])):
            continue
        return True
    return False


def _is_anothers(body: str, start: int, above: str) -> bool:
    """Whether a word is another's surname: "Abbas Kamel", where Kamel al-Wazir is meant."""
    if not re.fullmatch(r"[A-ZÀ-Þ][\w-]+", above) or above in NOT_NAMES or _TITLE.fullmatch(above):
        return False
    before = body[max(0, start - 80) : start].rstrip()[: -len(above)].rstrip()
    return not (not before or before.endswith((".", "!", "?", "”", '"', ":")))


_TITLE = re.compile(
    rf"{ROLE}|(?:Al|El|Sheikh|General|Gen|Dr|Prof|Sir|Lord|Lady|Pope|Sayyid|Emir|Amir)"
)
_JOINED = re.compile(r"[\w-]")
