"""The word that was meant."""

from __future__ import annotations

import pytest

from sitegen.spelling import nearest


@pytest.mark.parametrize(
    ("word", "meant"), [("titel", "title"), ("date", "date"), ("zzz", ""), ("", "")]
)
def test_the_nearest_word_or_none(word: str, meant: str) -> None:
    assert nearest(word, iter(("title", "date", "updated"))) == meant
