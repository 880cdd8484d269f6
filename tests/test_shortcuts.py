"""Shortcuts past a library give what the library gives, for every input that they accept."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it.common.utils import escapeHtml

from sitegen import feeds, markdown
from sitegen.config import Site
from sitegen.content import frontmatter, yaml_block
from sitegen.feeds import atom
from sitegen.feeds.items import last_changed
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
def test_bodies_are_rendered_as_the_library_renders_them_whole(text: str) -> None:
    """The same HTML, plain text, links and problems."""
    by_library = [markdown._marked(text, 0)]
    assert markdown.render(text, "articles/x.md", 5) == markdown._put_together(
        by_library, "articles/x.md", 5
    )


PLAIN_BLOCKS = st.sampled_from(
    ("Plain words.", "Two\nlines of it.", "12 years on", '"So," he said.')
)
MARKED_BLOCKS = st.sampled_from(
    (
        *("- a list", "- on\n- and on", "1. first", "3. third", "  indented", "    code", "\tcode"),
        *(
            "> quoted\nlazy",
            "# A head",
            "# A head",
            "## Lower #",
            "Title\n==",
            "***",
            "a\\",
            "&amp;",
        ),
        *("a *b* `c`", "~~gone~~ ~one~", "<b>x</b>", "<script>", "<!-- x", "line\\\nbreak"),
        *("[a](b.md#c)", "![b](c.jpg)", '[a](x.md "t")', "[ref]", "[ref][]", "<https://a.b>"),
        *("[ref]: https://x.example", "[ref]:", "```", "~~~", "a | b\n--|--\nc | d", "| a |\n|-|"),
        *("a  \nb", "Words \t", "-", "+ x\n\n  y", "> - x\n>\n> y", "_a\nb_", "[a](", "*a", "b*"),
    )
)


@given(
    st.lists(st.one_of(PLAIN_BLOCKS, PLAIN_BLOCKS, MARKED_BLOCKS, st.just("")), max_size=8),
    st.lists(st.sampled_from(("\n\n", "\n\n", "\n", "\n\n\n", "\n \n")), min_size=8, max_size=8),
)
@example(["- a list", "Plain words.", "- on\n- and on"], ["\n\n"] * 8)
@example(["3. third", "", "3. third"], ["\n\n"] * 8)
@example(["[a](b.md#c)", "Plain words.", "[a](b.md#c)"], ["\n\n\n"] * 8)
def test_blocks_are_rendered_as_the_library_renders_them_in_their_place(
    found: list[str], between: list[str]
) -> None:
    text = "".join(map("".join, zip(found, between, strict=False)))
    by_library = [markdown._marked(text, 0)]
    assert markdown.render(text, "articles/x.md", 5) == markdown._put_together(
        by_library, "articles/x.md", 5
    )


def test_the_library_sees_only_the_blocks_that_need_it() -> None:
    """A test of equality alone would pass for a shortcut that is never taken."""
    text = "Plain words.\n\nMore *words*.\n\n> Quoted.\n\nPlain again."
    parts = markdown._parts(text, text.split("\n\n"))
    assert [part.paragraphs for part in parts] == [["Plain words."], [], ["Plain again."]]
    assert [block.content for block in parts[1].tokens if block.type == "inline"] == [
        "More *words*.",
        "Quoted.",
    ]


@pytest.mark.parametrize(
    "text",
    ["1. a list", "- a list", "# heading", "> quote", "a *b* c", "    code", "Title\n==", "a\\"],
)
def test_marked_text_takes_no_shortcut(text: str) -> None:
    """What means something to Markdown goes to the library."""
    assert [part.paragraphs for part in markdown._parts(text, [text])] == [[]]


@given(st.lists(lines, max_size=4))
def test_words_alone_are_escaped_as_the_library_escapes_them(paragraphs: list[str]) -> None:
    assert markdown.plain(paragraphs) == "".join(
        f"<p>{escapeHtml(paragraph)}</p>\n" for paragraph in paragraphs
    )


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
def test_rss_is_what_the_library_writes(feed_and_bodies: tuple[Feed, dict[str, str]]) -> None:
    feed, bodies = feed_and_bodies
    generator = atom.channel(feed, SITE)
    for entry in feed.entries:
        item = generator.add_entry(order="append")
        atom.add(item, entry, SITE, bodies[entry.body])
        item.guid(entry.guid, permalink=False)
        # The library fills in the one from the other, so the content comes last.
        item.description(escape(entry.summary or entry.title, quote=False))
        item.content(resolve(bodies[entry.body], entry.links, SITE.base_url), type="html")
    written = generator.rss_str(pretty=True).decode()
    if last_changed(feed, SITE) is None:
        # Where nothing is dated it takes the time of the build for that of the last change.
        written = re.sub(r"    <lastBuildDate>.*</lastBuildDate>\n", "", written, count=1)
    assert feeds.write(feed, SITE, bodies.__getitem__).decode() == written
