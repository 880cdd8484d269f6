"""Shortcuts past a library give what the library gives, for every input that they accept."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sitegen import feeds, markdown
from sitegen.config import Site
from sitegen.content import frontmatter, yaml_block
from sitegen.links import resolve
from sitegen.outputs import Feed
from sitegen.wire import slug
from sitegen.wire.decode import clean_text, decode, mend
from tests.strategies import feeds as any_feed

TAME = "Egypt the a (x) it's said, é 2024 1990s. “x” 12.5 ’ – Mr."
WILD = "null 1. 12 1) - + = # : \" ' '' > $5 ... ! ? % & == --- *** { } ^ \\ ` | ~ x@y.z %20 \u00a0 \u3000"
words = st.one_of(*[st.sampled_from(TAME.split(" "))] * 4, st.sampled_from(WILD.split(" ")))
lines = st.lists(words, max_size=6).map(" ".join)
texts = st.lists(st.one_of(lines, st.sampled_from(("", "", " ", "    ", "\t"))), max_size=10).map(
    "\n".join
)


@given(texts)
@example("One line.\nTwo lines.\n\nA new one.\n")
@example("A \nb\n\n\n\nc\n")
def test_plain_paragraphs_are_rendered_as_the_library_renders_them(text: str) -> None:
    """The same HTML and the same plain text."""
    if markdown._plain_paragraphs(text) is None:
        return
    shortcut = markdown.render(text, "articles/x.md")
    tokens = markdown._parser().parse(text)
    assert shortcut.html == markdown._parser().renderer.render(
        tokens, markdown._parser().options, {}
    )
    assert shortcut.paragraphs == tuple(markdown._paragraphs(tokens))


@pytest.mark.parametrize(
    "text",
    ["1. a list", "- a list", "# heading", "> quote", "a *b* c", "    code", "Title\n==", "a\\"],
)
def test_marked_text_takes_no_shortcut(text: str) -> None:
    """What means something to Markdown goes to the library."""
    assert markdown._plain_paragraphs(text) is None


names = st.sampled_from(
    ("title", "date", "countries", "source", "null", "x-y", "_a", "a b", "Title")
)
items = st.lists(st.one_of(words, lines), max_size=4)
values = st.one_of(
    lines,
    lines.map(lambda line: f"'{line}'"),
    lines.map(lambda line: f'"{line}"'),
    items.map(lambda found: f"[{', '.join(found)}]"),
    items.map(lambda found: f"[{','.join(found)}]"),
)
blocks = st.lists(
    st.one_of(
        st.tuples(names, st.sampled_from((": ", ":", ":  ")), values).map("".join),
        st.sampled_from(("", "# note", "  - more", "...", "---")),
    ),
    max_size=5,
).map(lambda found: "\n".join((*found, "")))


@given(blocks)
@example("title: A visit\ncountries: [Egypt, Côte d Ivoire]\nsource: 'It''s said: so'\n")
@example("title: null\ncountries: []\n")
def test_simple_front_matter_is_read_as_the_library_reads_it(block: str) -> None:
    """The same values on the same lines, and never a value where the library finds a mistake."""
    fields = frontmatter._simple(block)
    assert fields is None or fields == yaml_block.read_block(block)


def test_the_usual_front_matter_takes_the_shortcut() -> None:
    """A test of equality alone would pass for a shortcut that is never taken."""
    block = "title: Talks in Cairo (again)\ndate: 2024-12-20\ncountries: [EG, Iran]\nlang: 'en'\n"
    assert frontmatter._simple(block) is not None


@given(st.text(st.characters(max_codepoint=127), min_size=1))
def test_ordinary_bytes_need_no_cleaning(text: str) -> None:
    """ASCII without control characters is the text that it says."""
    assume(text.strip() and not text.encode().translate(None, decode.__globals__["_ORDINARY"]))
    assert clean_text(text) == (text, "", ())
    assert mend(text) == (text, ())
    assert decode(text.encode()) == (text, "utf-8", ())


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,5}", fullmatch=True))
def test_a_slug_is_taken_as_the_library_makes_it(title: str) -> None:
    assert title.split("-") == slug._transliterated(title)


SITE = Site("The Digest", "What is said", "https://digest.example.org/d", "en", "Us", "Asia/Tehran")


@given(any_feed("rss"))
def test_items_are_written_as_the_library_writes_them(
    feed_and_bodies: tuple[Feed, dict[str, str]],
) -> None:
    feed, bodies = feed_and_bodies
    generator = feeds._channel(feed, SITE)
    for entry in feed.entries:
        item = generator.add_entry(order="append")
        feeds._add(item, entry, SITE, bodies[entry.body])
        item.guid(entry.guid, permalink=False)
        # The library fills in the one from the other, so the content comes last.
        item.description(feeds.escape(entry.summary or entry.title, quote=False))
        item.content(resolve(bodies[entry.body], entry.links, SITE.base_url), type="html")
    assert feeds.write(feed, SITE, bodies.__getitem__) == generator.rss_str(pretty=True)
