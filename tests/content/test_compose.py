"""What an import writes, read back: the same values, and the same words in the same paragraphs."""

from __future__ import annotations

import html
import re
from datetime import UTC

from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.body.markdown import render
from sitegen.content.compose import compose, escape_paragraph
from sitegen.content.entry import parse
from sitegen.dates import parse_date
from sitegen.model.article import Article, Derived, Person, Source
from tests.strategies import CLEAN_TEXTS, CODES, DAYS, MOMENTS, MONTHS, SLUGS, TITLES

READ_DATES = (MONTHS | DAYS | MOMENTS).map(lambda text: parse_date(text, UTC))
WORDS = TITLES | st.sampled_from(
    ["yes", "no", "null", "~", "2024", "2024-12-20", "1e3", "a: b", "- a", "a # b", "[a, b]", "{a}",
     "*a*", "&a", "!a", "%a", "@a", "`a`", '"', "'", "'a'", "a, b", ", a", "true", "---", "...", "?",
     ":", "#", "a:", "\\", "\\n", "…", "a\u2028b", "\u00a0", "\ufeffa", "=1+1", "0x10", "1_000"]
).map(lambda text: " ".join(text.replace("\u2028", " ").replace("\ufeff", "").split())).filter(bool)  # fmt: skip
PEOPLE = st.builds(Person, WORDS, WORDS | st.just(""), st.sampled_from([*CODES, ""]))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles of which everything is stated; their countries and mentions have none in common."""
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=6))
    about = draw(st.integers(0, len(codes)))
    name = draw(WORDS)
    date, updated = sorted(draw(st.tuples(READ_DATES, READ_DATES)))
    return Article(
        id=draw(WORDS.filter(lambda text: not {"", ".", ".."} & {*text.split("/")})),
        slug=draw(SLUGS),
        title=draw(WORDS),
        date=date,
        updated=updated,
        dateline=draw(WORDS),
        countries=tuple(codes[:about]),
        mentions=tuple(codes[about:]),
        summary=draw(WORDS),
        source=Source(name, draw(st.sampled_from(["", "https://example.org/a?b=1&c#d"]))),
        topics=tuple(draw(st.lists(WORDS, unique=True, min_size=1, max_size=3))),
        people=tuple(draw(st.lists(PEOPLE, min_size=1, max_size=3, unique=True))),
        lang=draw(st.sampled_from(["en", "pt-BR"])),
        aliases=tuple(draw(st.lists(SLUGS.map("/2024/{}/".format), unique=True, max_size=2))),
        derived=(Derived("title", "", draw(CLEAN_TEXTS)), Derived("date", "", "a\nb: # c", False)),
    )


PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=4)
BLOCKS = ("#", "##", ">", "- a", "+ a", "* a", "1. a", "1) a", "***", "---", "===", "```", "~~~", "    a",
          "<b>a</b>", "[a](b)", "![a](b)", "[a]: b", "a_b_c", "_a_", "__a__", "a|b", "$a$", "&amp;",
          "<https://example.org>", "https://example.org", "a\\", "\\*", "`a`", "| a |", "{% raw %}")  # fmt: skip


@given(articles(), PARAGRAPHS, CLEAN_TEXTS, st.booleans())
def test_an_article_reads_back_as_it_was_written(
    article: Article, paragraphs: list[str], origin: str, draft: bool
) -> None:
    every = ("id", "slug", "aliases", "lang")
    text = compose(article, paragraphs, origin, every, draft)
    [(read, html)] = parse([("articles/a.md", text.encode("utf-8", "replace"))], "UTC")
    assert read.problems == ()
    assert read.article is not None
    assert read.draft is draft
    unread = {"derived": (), "body": "", "path": ""}
    assert read.article._replace(**unread) == article._replace(**unread)
    assert told(html) == paragraphs


@given(PARAGRAPHS | st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3))
@example(["1986. was the year", "12) a"])
@example(["<!-- a -->"])
@example(["&lt; &copy; &#65;"])
def test_a_paragraph_stays_a_paragraph_of_the_same_words(paragraphs: list[str]) -> None:
    body = render("\n\n".join(map(escape_paragraph, paragraphs)), "a.md", 1)
    assert body.problems == ()
    assert body.links == ()
    assert told(body.html) == [" ".join(text.split()) for text in paragraphs]


def told(page: str) -> list[str]:
    """The paragraphs of a page of nothing but paragraphs, as plain text."""
    assert re.fullmatch(r"(?:<p>[^<>]*</p>\n)*", page), page
    return [html.unescape(text) for text in re.findall(r"<p>([^<>]*)</p>", page)]


@given(CLEAN_TEXTS)
@example("#0")
def test_comments_cannot_break_out_of_their_line(words: str) -> None:
    evidence = f"{words}\n---\n{words}\ntitle: other"
    article = Article("a", "a", "A", derived=(Derived("title", "A", evidence),))
    text = compose(article, ["Body."], f"{evidence}\n---")
    [(read, html)] = parse([("articles/a.md", text.encode())], "UTC")
    assert read.problems == ()
    assert read.article is not None
    assert (read.article.title, told(html)) == ("A", ["Body."])
