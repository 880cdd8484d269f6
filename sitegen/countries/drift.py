"""What a story is about, by all its words: the judge where a name has two meanings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sitegen.countries.lexicon import Lexicon, Signs
from sitegen.countries.scanning import SPACED


class Drift:
    """What a story is about, by the words of its title, dateline and text together."""

    def __init__(self, parts: Iterable[str]) -> None:
        """Take the parts as folded and in lower case."""
        self._parts = tuple(parts)
        self._shown: dict[Signs, int] = {}

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._parts)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._text.translate(SPACED).split())

    def shows(self, signs: Signs) -> int:
        """How many of the signs there are; looked for once, however often a story asks."""
        if signs not in self._shown:
            phrases = sum(1 for phrase in signs.phrases if self._has(phrase))
            self._shown[signs] = len(signs.words & self._words) + phrases
        return self._shown[signs]

    def _has(self, phrase: str) -> bool:
        """Whether a phrase stands in the story, as whole words where it begins and ends so."""
        text = self._text
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            joined = text[start - 1 : start].isalnum() and phrase[0].isalnum()
            if not joined and not (text[end : end + 1].isalnum() and phrase[-1].isalnum()):
                return True
            start = text.find(phrase, end)
        return False

    def usage(self, table: Lexicon) -> str | None:
        """The country whose own usage the story shows most of; None without three signs of it."""
        scores = {code: self.shows(signs) for code, signs in table.usage.items()}
        best, second = sorted(scores.values(), reverse=True)[:2]
        return max(scores, key=lambda code: scores[code]) if best > max(2, second) else None
