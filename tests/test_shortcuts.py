"""Shortcuts past a library give what the library gives, for every input that they accept."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import escapeHtml

from sitegen.body import markdown, prose
from sitegen.body.links import resolve
from sitegen.content import frontmatter, yaml_block
from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan.feeds import Feed
from sitegen.render import feeds
from sitegen.render.feeds import atom
from sitegen.render.feeds.items import last_changed
from sitegen.wire.input import decode as decode_module
from sitegen.wire.input.decode import clean_text, mend
from sitegen.wire.words import slug
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


EVERYDAY_BLOCKS = st.sampled_from(
    (
        *("Plain words.", "Two\nlines of it.", "12 years on", '"So," he said.'),
        *("*So* it is.", "> Quoted.", "> Quoted,\n> twice", "[He] said", r"\- 5", "AT&T"),
        "A [link](https://a.example/b?c=d)",
    )
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
        *(
            "a *b* `c`",
            "~~gone~~ ~one~",
            "<b>x</b>",
            "<script>",
            "<!-- x",
            "x -->",
            "<!-- x -->",
            "line\\\nbreak",
        ),
        *("[a](b.md#c)", "![b](c.jpg)", '[a](x.md "t")', "[ref]", "[ref][]", "<https://a.b>"),
        *("[ref]: https://x.example", "[ref]:", "```", "~~~", "a | b\n--|--\nc | d", "| a |\n|-|"),
        *("> q\n\n> r", "> ", ">x", "> q\nr", "> - q", "*", "[a]\n(b)", "[a][b]", "&lt; &", "*a*b"),
        *("a  \nb", "Words \t", "-", "+ x\n\n  y", "> - x\n>\n> y", "_a\nb_", "[a](", "*a", "b*"),
    )
)


@given(
    st.lists(st.one_of(EVERYDAY_BLOCKS, EVERYDAY_BLOCKS, MARKED_BLOCKS, st.just("")), max_size=8),
    st.lists(st.sampled_from(("\n\n", "\n\n", "\n", "\n\n\n", "\n \n")), min_size=8, max_size=8),
)
@example(["- a list", "Plain words.", "- on\n- and on"], ["\n\n"] * 8)
@example(["3. third", "", "3. third"], ["\n\n"] * 8)
@example(["[a](b.md#c)", "Plain words.", "[a](b.md#c)"], ["\n\n\n"] * 8)
@example(["<!-- x", "Plain words.", "x -->", "Plain words."], ["\n\n"] * 8)
def test_blocks_are_rendered_as_the_library_renders_them_in_their_place(
    found: list[str], between: list[str]
) -> None:
    text = "".join(map("".join, zip(found, between, strict=False)))
    by_library = [markdown._marked(text, 0)]
    assert markdown.render(text, "articles/x.md", 5) == markdown._put_together(
        by_library, "articles/x.md", 5
    )


PIECES = st.sampled_from(
    (
        *(
            "word",
            "state-run",
            "é",
            "ا",
            "12",
            "1.",
            "-",
            "=",
            "#",
            "+",
            "x@y.z",
            "€",
            "!",
            "\x1f",
            "\r",
            "\f",
        ),
        *(
            '"',
            "'",
            "“",
            "”",
            "’",
            "(",
            ")",
            ".",
            ",",
            ":",
            " ",
            " ",
            "\n",
            "\n> ",
            "\u00a0",
            "\u3000",
        ),
        *(
            "*",
            "**",
            "_",
            "`",
            "\\",
            "<",
            "> ",
            "~",
            "|",
            "\t",
            "[",
            "]",
            "](",
            "&",
            "&amp;",
            "&#65;",
        ),
        *("*so*", "**so it is**", "_so_", "__so__", "[so]", "![so]", "[so](https://a.example/b_c)"),
        *("(https://a.b/c)", "http://a.b", "\\*", "\\[", "\\&", "\\_", '\\"', "\\<", "\\."),
    )
)


@settings(max_examples=1000)
@given(st.sampled_from(("", "Word ", "> ", "> Word ")), st.lists(PIECES, max_size=8).map("".join))
@example("", "_so_\x1f")
@example("", "*so*word")
@example("", "![so](https://a.example/)")
def test_everyday_marks_mean_what_they_mean_to_the_library(begin: str, rest: str) -> None:
    text = begin + rest
    assume("\n\n" not in text and not any(mark in text for mark in prose.FAR))
    paragraph = prose.render(text)
    if paragraph is not None:
        whole = markdown._put_together([markdown._marked(text, 0)], "articles/x.md", 1)
        lead = "" if paragraph.quoted else paragraph.words
        assert whole == markdown.Body(paragraph.html, (paragraph.words,), lead, (), ())


def test_the_library_sees_only_the_blocks_that_need_it() -> None:
    """A test of equality alone would pass for a shortcut that is never taken."""
    text = "Plain words.\n\nMore ~~words~~.\n\n- Listed.\n\nPlain again."
    parts = markdown._parts(text, text.split("\n\n"))
    words = [part.paragraph and part.paragraph.words for part in parts]
    assert words == ["Plain words.", None, "Plain again."]
    assert [block.content for block in parts[1].tokens if block.type == "inline"] == [
        "More ~~words~~.",
        "Listed.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("It is *so*.", "_So_ it is", "**It** is so", '"*So*," he said', "A (*so*) b"),
        *("> Quoted.", "> Quoted,\n> and *so* on", "[He] said so", "AT&T & others", r"1\. So \*"),
        "[A report](https://news.example.org/2024/a_b?c=d#e), he said",
    ],
)
def test_everyday_marks_take_the_shortcut(text: str) -> None:
    assert prose.render(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("1. a list", "- a list", "# heading", "> quote\nlazy", "a*b* c", "    code", "Title\n=="),
        *("a\\", "[a](b.md)", "[a](https://a.example/?b&c)", "![a](https://a.example)", "&amp; c"),
        *("> - a list", "<https://a.example>", "a ~~b~~", "`a`", "| a |", "a  \nb"),
    ],
)
def test_other_marks_take_no_shortcut(text: str) -> None:
    """What means more to Markdown goes to the library."""
    assert prose.render(text) is None


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
    st.tuples(lines, st.sampled_from(("  # a", " # from: x", " #a", "# b", "  #"))).map("".join),
    st.tuples(lines, lines).map('"{0[0]}"  # {0[1]}'.format),
    lines.map("[a]  # {}".format),
)
blocks = st.lists(
    st.one_of(
        st.tuples(names, st.sampled_from((": ", ":", ":  ")), values).map("".join),
        st.sampled_from(("", "# note", "# from: “x”…", "#", " # in", "  - more", "...", "---")),
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


def test_the_front_matter_of_an_import_takes_the_shortcut() -> None:
    block = (
        "# imported from a.txt (text 0123)\n"
        'title: "Talks open: a first day"  # a guess, from: Talks opened in…\n'
        "date: 2024-12-20  # from: 20 December\ncountries: [EG, IR]  # from: Cairo, “Tehran”\n"
    )
    assert frontmatter._simple(block) is not None


odd = st.sampled_from(
    (
        "\r",
        "\x85",
        "\ufeff",
        "\u200b",
        "\0",
        "\x7f",
        "\x9f",
        "\ufffd",
        "\u2028",
        "\u202e",
        "\u00a0",
        "Ã©",
        "â€™",
        "Â",
        "ï¿½",
    )
)
usual = st.sampled_from(("…", "“", "é", "Ü", "€", "مصر", "\U0001f30d", "\n", " ")) | st.text()


@given(st.lists(odd | usual, min_size=1, max_size=6).map("".join))
@example("A word… and “more” of café")
def test_bytes_that_are_taken_for_sound_need_no_repair(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    sound = decode_module._sound(data)
    assert sound is None or sound == decode_module._repaired(data)


@given(st.lists(usual, min_size=1).map("".join))
def test_what_is_taken_for_sound_is_what_it_says(text: str) -> None:
    sound = decode_module._sound(text.encode("utf-8", "surrogatepass"))
    if sound:
        assert clean_text(text) == (text, "", ())
        assert mend(text) == (text, ())


def test_usual_bytes_are_taken_for_sound() -> None:
    assert decode_module._sound("Café in “Zürich”… مصر €".encode()) is not None


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,5}", fullmatch=True))
def test_a_slug_is_taken_as_the_library_makes_it(title: str) -> None:
    assert title.split("-") == slug._transliterated(title)


SITE = Site("The Digest", "What is said", "https://digest.example.org/d", "en", "Us", "Asia/Tehran")


@given(any_feed("rss"))
def test_rss_is_what_the_library_writes(feed_and_bodies: tuple[Feed, dict[str, str]]) -> None:
    feed, bodies = feed_and_bodies

    def html_of(html: Html) -> str:
        return resolve(bodies[html.reference], html.links, SITE.base_url)

    generator = atom.channel(feed, SITE)
    for entry in feed.entries:
        item = generator.add_entry(order="append")
        atom.add(item, entry, SITE, html_of(entry.body))
        item.guid(entry.guid, permalink=False)
        # The library fills in the one from the other, so the content comes last.
        item.description(escape(entry.summary or entry.title, quote=False))
        item.content(html_of(entry.body), type="html")
    written = generator.rss_str(pretty=True).decode()
    if last_changed(feed, SITE) is None:
        # Where nothing is dated it takes the time of the build for that of the last change.
        written = re.sub(r"    <lastBuildDate>.*</lastBuildDate>\n", "", written, count=1)
    assert feeds.write(feed, SITE, html_of).decode() == written
