"""Marks that turn the direction of text: none steers what stands around its own text."""

from __future__ import annotations

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.text.direction import contained
from tests.conftest import SETTINGS, SiteFolder

MARKS = st.sampled_from(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061cأ a"
)


def depth(text: str) -> int:
    """How many isolates are open at the end of a text, which may end none but its own."""
    opened = 0
    for character in text:
        assert not "\u202a" <= character <= "\u202e"
        opened += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert opened >= 0
    return opened


@given(st.lists(MARKS, max_size=20).map("".join))
@example("\u2069\u2067a")
def test_a_text_ends_what_it_begins_and_nothing_else(text: str) -> None:
    once = contained(text)
    assert depth(once) == 0
    assert contained(once) == once
    marks = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    kept = str.maketrans("", "", marks)
    assert once.translate(kept) == text.translate(kept)


WILD = "\u202eqzx\u202d \u2067b"
PAGE = "<html><body><h1>T &#8238;t&#x2067;</h1><p>Egypt met &#8238; Iran in Cairo on Monday.</p></body></html>"
SUBJECT = base64.b64encode(f"Talks {WILD}".encode()).decode()
MAIL = f"From: a@b.example\nSubject: =?utf-8?b?{SUBJECT}?=\n\nEgypt met \u202e Iran in Cairo.\n"


@pytest.mark.parametrize("form", ["front", "escape", "lead", "name", "page", "mail", "settings"])
def test_no_title_turns_what_stands_behind_it(site: SiteFolder, form: str) -> None:
    formats = 'feed_formats = ["rss", "atom", "json"]\n'
    site.write("sitegen.toml", SETTINGS + formats)
    date = {"date": "2024-12-20"}
    if form == "front":
        site.article("a.md", title=WILD, summary=WILD, source=WILD, topics=f"[{WILD}]", **date)
    elif form == "escape":
        site.article("a.md", "Met &#8238; in &#x202D; Cairo.", title='"\\u202ea\\u2067b"', **date)
    elif form == "lead":
        site.article("a.md", f"{WILD} " * 60, **date)
    elif form == "name":
        site.write(f"content/articles/a{WILD}.md", "---\ndate: 2024-12-20\n---\n- a\n")
    elif form == "settings":
        site.write("sitegen.toml", SETTINGS.replace("Digest", WILD) + formats)
        site.article("a.md", title="A", **date)
    else:
        site.write("content/articles/a.txt", PAGE if form == "page" else MAIL)
    site.article("b.md", title="B", **date)
    site.write("content/pages/more.md", f"# {WILD}\n\nMore {WILD}")
    site.build()
    turning = [chr(code) for code in range(0x202A, 0x202F)]
    spelt = [f"\\u{ord(mark):04x}" for mark in turning] + [f"&#{ord(mark)};" for mark in turning]
    for path, data in site.tree().items():
        if path == ".sitegen" or (form == "name" and path.endswith("urls")):
            continue
        text = data.decode("utf-8", "replace")
        assert [mark for mark in (*turning, *spelt) if mark in text] == [], path
        if path.endswith(".html"):
            for words in text.split("<title>")[1].split("</title>")[:1]:
                assert depth(words) == 0
