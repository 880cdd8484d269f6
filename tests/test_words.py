"""The words of the interface: dates as readers say them, and a language for every site."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from sitegen.dates import PartialDate
from sitegen.words import CATALOGUES, ENGLISH, Words, words_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "Date unknown"),
        ("2024-12", "December 2024"),
        ("2024-12-05", "5 December 2024"),
        ("2024-12-05T09:30:00+02:00", "5 December 2024, 09:30"),
    ],
)
def test_readers_see_what_is_known(text: str, shown: str) -> None:
    assert ENGLISH.date(PartialDate(text)) == shown


def test_months_days_and_weekdays_have_names() -> None:
    shown = (ENGLISH.month("2024-01"), ENGLISH.day("2024-12-05"), ENGLISH.weekday("2024-12-20"))
    assert shown == ("January 2024", "5 December 2024", "Friday 20 December 2024")
    assert ENGLISH.month_name("2024-01-31") == "January"


def test_two_languages_keep_their_own_dates() -> None:
    """What is kept because many pages show it is kept by language."""
    reversed_words = Words(day_format="{year} {month} {day}", date_unknown="?")
    for words, shown in ((ENGLISH, "5 December 2024"), (reversed_words, "2024 December 5")) * 2:
        assert words.day("2024-12-05") == shown
        assert words.date(PartialDate("2024-12-05")) == shown
    assert (reversed_words.date(PartialDate("")), ENGLISH.date(PartialDate(""))) == (
        "?",
        "Date unknown",
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/feed.xml", "RSS"),
        ("/countries/egypt/feed.xml", "RSS"),
        ("/atom.xml", "Atom"),
        ("/feed.json", "JSON Feed"),
    ],
)
def test_a_feed_is_known_by_its_address(url: str, name: str) -> None:
    assert ENGLISH.format_of(url) == name


def test_a_lists_own_page_has_no_number() -> None:
    assert (ENGLISH.suffix(0), ENGLISH.suffix(3)) == ("", ", part 3")


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "fr", "pt-BR"])
def test_a_language_without_a_translation_is_served_in_english(language: str) -> None:
    expected = CATALOGUES.get(language.lower()[:2], ENGLISH)
    assert words_of(language) is expected


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_fills_in_what_english_fills_in(language: str) -> None:
    """A missing {name} would leave it out on every page; another one would be an error there."""

    def names(words: Words) -> dict[str, list[str]]:
        texts = {field.name: getattr(words, field.name) for field in fields(Words)}
        return {name: sorted(re.findall(r"{(\w*)}", str(text))) for name, text in texts.items()}

    assert names(CATALOGUES[language]) == names(ENGLISH)
