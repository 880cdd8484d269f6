"""Words of every script in addresses: with their marks, in whichever form the editor's keys give."""

from __future__ import annotations

from unicodedata import category, normalize
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.body.markdown import render
from sitegen.text.script import address_words, is_address_word
from tests.conftest import SiteFolder

WORDS = [
    *("Café", "Ångström", "việt", "हिन्दी", "বাংলা", "தமிழ்", "తెలుగు", "ไทย", "ລາວ", "မြန်မာ", "ខ្មែរ"),
    *(
        "مِصْرُ",
        "שָׁלוֹם",
        "می‌شود",
        "क्‍ष",
        "한국어",
        "ελλάδα",
        "Йод",
        "ܫܠܡܐ",
        "ދިވެހި",
        "ꦗꦮ",
        "ᏣᎳᎩ",
        "İstanbul",
    ),
    *("日本", "が", "አማርኛ", "བོད་", "snake_case", "2024"),
]
FORMS = ["NFC", "NFD", "NFKC"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", WORDS)
def test_a_heading_keeps_its_words_whole_and_links_lead_to_it(word: str, form: str) -> None:
    written = normalize(form, word)
    name = "-".join(address_words(written.lower()))
    assert normalize("NFC", name) == name
    for link in (name, normalize("NFD", name), quote(name), quote(normalize("NFD", name))):
        body = render(f"## {written}\n\n[a](#{link}) [b](y.md#{link})", "articles/x.md")
        assert body.anchors == (name,)
        assert [one.target for one in body.links] == [f"#{name}", f"articles/y.md#{name}"]
        address = body.html.split('<a href="')[1].split('"')[0]
        assert unquote(address) == f"#{name}"
        assert body.problems == ()


@given(st.lists(st.characters(categories=["L", "M", "Nd"]), min_size=1, max_size=8).map("".join))
def test_no_letter_or_mark_of_a_word_is_lost(word: str) -> None:
    assert address_words(word) == [normalize("NFC", word)]
    assert is_address_word(normalize("NFC", word))


@given(st.text(max_size=12))
def test_words_hold_nothing_but_letters_marks_and_joiners_within_them(text: str) -> None:
    for word in address_words(text):
        assert all(category(c)[0] in "LMN" or c in "_\u200c\u200d" for c in word)
        assert word == word.strip("\u200c\u200d") != ""
        assert address_words(word) == [word]
    forms = (normalize("NFC", text), normalize("NFD", text))
    assert address_words(forms[0]) == address_words(forms[1])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", WORDS)
def test_a_slug_may_be_in_any_script(site: SiteFolder, word: str, form: str) -> None:
    word = word.strip("་")
    site.article("a.md", title="A", date="2024-12-20", slug=f"{normalize(form, word)}-2")
    site.build()
    folder = site.public / "2024" / "12" / f"{normalize('NFC', normalize(form, word))}-2"
    assert (folder / "index.html").is_file()
