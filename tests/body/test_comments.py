"""Comments in bodies: never text, wherever they stand and whatever they hold; code is no comment."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.body.markdown import Body, render
from sitegen.text.comments import blanked, end, unclosed, without

NOTE = "zqnote"
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
"""What the scan for comments finds, as a pattern."""


def body(text: str) -> Body:
    return render(text, "articles/x.md")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!-- zqnote -->", ""),
        ("<!-- zqnote -->\n\nA.", "<p>A.</p>\n"),
        ("A <!-- zqnote --> b.", "<p>A b.</p>\n"),
        ("A<!-- zqnote -->b.", "<p>Ab.</p>\n"),
        ("A <!-- zqnote -->\nb.", "<p>A\nb.</p>\n"),
        ("A.<!-- zqnote -->  \nB.", "<p>A.<br />\nB.</p>\n"),
        ("A.\n<!-- zqnote --> B.", "<p>A.\nB.</p>\n"),
        ("A <!-- zqnote\nzqnote --> b.", "<p>A b.</p>\n"),
        ("A <!-- zqnote\n\nzqnote --> b.", "<p>A b.</p>\n"),
        ("A <!-- zqnote\n\n- zqnote\n\n```\nzqnote --> b.\n\nC.", "<p>A b.</p>\n<p>C.</p>\n"),
        # Within a paragraph it is a block where it begins a line and ends one (CommonMark §4.6).
        ("A.\n<!-- zqnote -->\nB.", "<p>A.</p>\n<p>B.</p>\n"),
        ("<!--\n\nzqnote\n\n    zqnote\n\n# zqnote\n-->\n\nA.", "<p>A.</p>\n"),
        ("<!--\n```\nzqnote\n-->\nA.\n\n```\nb\n```", "<p>A.</p>\n<pre><code>b\n</code></pre>\n"),
        ("<!-- a | b\n--|--\nzqnote -->\n\nA.", "<p>A.</p>\n"),
        ("- A <!-- zqnote -->\n- B", "<ul>\n<li>A</li>\n<li>B</li>\n</ul>\n"),
        ("- <!-- zqnote\nzqnote -->\n- B", "<ul>\n<li></li>\n<li>B</li>\n</ul>\n"),
        (
            "- A\n\n  <!-- zqnote\n\n  zqnote -->\n\nB.",
            "<ul>\n<li>\n<p>A</p>\n</li>\n</ul>\n<p>B.</p>\n",
        ),
        ("> A <!-- zqnote -->", "<blockquote>\n<p>A</p>\n</blockquote>\n"),
        ("> <!-- zqnote\n> zqnote -->\n>\n> A", "<blockquote>\n<p>A</p>\n</blockquote>\n"),
        ("> A <!-- zqnote\n\nzqnote -->", "<blockquote>\n<p>A</p>\n</blockquote>\n"),
        ("## A <!-- zqnote -->", '<h2 id="a">A</h2>\n'),
        ("## A <!-- zqnote\n\nzqnote --> b\n\nC", '<h2 id="a-b">A b</h2>\n<p>C</p>\n'),
        ("## <!-- zqnote -->\n\nA.", "<p>A.</p>\n"),
        ("A <!-- zqnote -->\n---", '<h2 id="a">A</h2>\n'),
        ("[a <!-- zqnote ] -->](/x/)", '<p><a href="/x/">a</a></p>\n'),
        ('[a](/x/ "b <!-- zqnote -->")', '<p><a href="/x/" title="b ">a</a></p>\n'),
        ("[a](/x/<!--zqnote-->)", '<p><a href="/x/">a</a></p>\n'),
        ("![a <!-- zqnote -->](/x.jpg)", '<p><img src="/x.jpg" alt="a" /></p>\n'),
        ("```a<!--zqnote\nb\n```", '<pre><code class="language-a">b\n</code></pre>\n'),
        ("*a <!-- * zqnote --> b*", "<p><em>a b</em></p>\n"),
        ("<!--zqnote@b.example> -->A", "<p>A</p>\n"),
        ("A <!--> b <!---> c", "<p>A b c</p>\n"),
        ("A <!-- zqnote -- zqnote --> b", "<p>A b</p>\n"),
        ("A <!-- zqnote --!> b", "<p>A b</p>\n"),
        ("A <!-- <!-- zqnote --> b -->", "<p>A b --&gt;</p>\n"),
        ("[//]: # (zqnote)\n\nA.", "<p>A.</p>\n"),
        ("A. <!-- zqnote -->\n\n<!-- zqnote -->\n\nB.", "<p>A.</p>\n<p>B.</p>\n"),
        ("<!-- zqnote --> <!-- zqnote -->", ""),
        ("A\r\n<!-- zqnote\r\n\r\n-->\r\nB", "<p>A</p>\n<p>B</p>\n"),
    ],
)
def test_a_comment_is_no_text(text: str, html: str) -> None:
    rendered = body(text)
    assert (rendered.html, rendered.problems) == (html, ())
    assert NOTE not in repr(rendered)


@pytest.mark.parametrize(
    "text",
    [
        '[x](/months/ "t <!-- a") zqnote --> y',
        '[x](/months/ "t <!-- a")\n\n- zqnote --> y',
        "[x](/months/<!--) zqnote --> y",
        "[x](<!--a>) zqnote --> y",
        "[x](</m/<!--a>) zqnote --> y",
        "[x](https://e.example/?<!--a) zqnote --> y",
        '![x](/a.jpg "t <!-- a") zqnote --> y',
        "![x](/a.jpg<!--) zqnote --> y",
        "![b [x](/months/<!--) c](/a.jpg) zqnote --> y",
        '[![x](/a.jpg "<!--")](/months/) zqnote --> y',
        '[x](/months/ "<!-- a --> <!-- b") zqnote --> y',
        "[x][a <!-- b] zqnote --> y\n\n[a <!-- b]: /months/ -->",
        '[k]: /months/ "t <!-- a"\nzqnote --> y',
        "[k]: /months/ 't <!-- a'\n\nzqnote --> y",
        "[k]: /months/ '\nt <!-- a\n'\nzqnote --> y",
        "[k]: /months/<!--a\nzqnote --> y",
        "[k]: <<!--a>\nzqnote --> y",
        "[k <!-- a]: /months/\nzqnote --> y",
        "> [k <!-- a]: /months/\n\nzqnote --> y\n\n[k]",
        "- [k]: /months/<!--a\n  zqnote --> y",
        "[k]: /months/\n[k]: /years/<!--a\nzqnote --> y",
        "| a | b |\n|---|---|\n| 1 | 2 | extra <!-- a |\n| zqnote | zqnote --> e |",
        "> | a | b |\n> |---|---|\n> | 1 | 2 | extra <!-- a |\n>\n> zqnote --> e",
        "- a | b\n  -|-\n  1 | 2\n  1 | 2 | <!-- a\n\nzqnote --> e",
        "\u00a0| a |\n|---|---|\n\u00a0| 1 | <!-- a |\n\nzqnote --> e",
    ],
)
def test_what_a_comment_begins_within_shows_nothing_of_it(text: str) -> None:
    rendered = body(text)
    assert NOTE not in repr(rendered)
    assert "<!--" not in unescape(rendered.html).lower().replace("%3c", "<")
    assert [problem for problem in rendered.problems if problem.code == "comment"] == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r'[l](/m/ "a \<!-- b --> c")', '<a href="/m/" title="a &lt;!-- b --&gt; c">l</a>'),
        ('[l](/m/ "a &lt;!-- b --> c")', '<a href="/m/" title="a &lt;!-- b --&gt; c">l</a>'),
        ('[l](/m/ "a <!-- x --> b <!---->c")', '<a href="/m/" title="a  b c">l</a>'),
        (r'[l](/m/ "\" <!-- x -->")', '<a href="/m/" title="&quot; ">l</a>'),
        ("[l](/%3C!--a--%3E/)", '<a href="/%3C!--a--%3E/">l</a>'),
        ('[l](/m/ "<!-- x -->") b', '<a href="/m/">l</a> b'),
        ('*a* [l](/m/<!-->n "t")', '<em>a</em> <a href="/m/n" title="t">l</a>'),
        ("[l]\n\n[l]: /m/ '\\<!-- b'", '<a href="/m/" title="&lt;!-- b">l</a>'),
    ],
)
def test_addresses_and_titles_keep_what_is_no_comment(text: str, html: str) -> None:
    assert body(f"{text}\n\n<!-- b -->").html == f"<p>{html}</p>\n"


def test_cells_of_tables_have_comments_too() -> None:
    rendered = body("a <!-- zqnote --> | b\n--|--\nc <!-- zqnote | zqnote --> | d\ne | f\n")
    cells = re.findall("<t[hd]>(.*?)</t", rendered.html)
    assert (cells, rendered.problems) == (["a", "b", "c", "d", "e", "f"], ())


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- kept -->\n```\n\nA <!-- zqnote -->",
        "~~~\n<!-- kept\n~~~\n\nA --> b",
        "    <!-- kept -->\n\nA <!-- zqnote -->",
        "A `<!-- kept -->` b <!-- zqnote -->",
        "A `<!-- kept` b` --> c",
        r"A \<!-- kept --> b <!-- zqnote -->",
        "A &lt;!-- kept --> b <!-- zqnote -->",
        "- a\n\n  ```\n  <!-- kept\n  ```\n\nA <!-- zqnote -->",
        "> ```\n> <!-- kept\n\nA <!-- zqnote -->",
        "```\n<!-- kept\n```\n\n<!-- zqnote\n\n```\nzqnote\n\n-->\n\nA.",
    ],
)
def test_code_and_what_is_escaped_keep_what_looks_like_one(text: str) -> None:
    rendered = body(text)
    assert "&lt;!-- kept" in rendered.html
    assert NOTE not in repr(rendered)
    assert rendered.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("A.\n\n<!-- zqnote\n\nzqnote", 3, "<p>A.</p>\n"),
        ("A.\n\nB <!-- zqnote\nzqnote\n\n> zqnote", 3, "<p>A.</p>\n<p>B</p>\n"),
        (
            "A <!-- zqnote\n\n-->\n\nB\n\n- C <!-- zqnote\n\nzqnote",
            7,
            "<p>A</p>\n<p>B</p>\n<ul>\n<li>C</li>\n</ul>\n",
        ),
        ("<!--", 1, ""),
        ("A [b <!-- zqnote](c) d", 1, "<p>A [b</p>\n"),
    ],
)
def test_one_that_is_never_closed_hides_the_rest_and_is_told(
    text: str, line: int, shown: str
) -> None:
    rendered = body(text)
    assert rendered.html == shown
    assert NOTE not in repr(rendered)
    assert [str(problem) for problem in rendered.problems] == [
        f"content/articles/x.md:{line}: warning: a comment begins here and is never closed, so all "
        "below it is left out; close it with -->, or write \\<!-- to show the characters"
    ]


COMMENTS = st.sampled_from(
    [
        "<!-- a -->",
        "<!-- a\nb -->",
        "<!--\n\na\n\n-->",
        "<!-- a\n\n```\n-->",
        "<!---->",
        "<!-- | -->",
    ]
)


@given(
    st.lists(st.tuples(COMMENTS, st.sampled_from(["\n\n", " ", "\n", " b\n", "\n\n- ", "\n\n> "]))),
    st.booleans(),
)
@example([("<!-- a\n\nb -->", "\n\n"), ("<!--\n\na\n\n-->", " ")], True)
def test_lines_count_on_below_comments(comments: list[tuple[str, str]], begins: bool) -> None:
    text = "A. " * begins + "".join(map("".join, comments)) + "\n\n[x](no.pdf)\n"
    (problem,) = render(text, "articles/x.md", 5).problems
    assert problem.where.line == 5 + text[: text.index("[x]")].count("\n")


PLACES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            " ",
            "- ",
            "> ",
            "1. ",
            "# ",
            "## ",
            "    ",
            "| ",
            "|\n|-|-|\n",
            "```\n",
            "~~~\n",
        ),
        *(
            "`",
            "``",
            "*",
            "**",
            "[",
            "](/x)",
            "![",
            '](/x "',
            '")',
            "\\",
            "<",
            ">",
            "&lt;",
            "[r]: /x\n",
        ),
        *("| a |\n|-|\n", "[r]: /x '", "'", "](<", '](/x "t ', "](/x", ")", "| 1 | 2 | 3 ", "[r"),
        *("word", "- - ", ">> ", "\n===\n", "\n---\n", "<b>", "-->", "\n\n-->", "--", "!", "\n  "),
    ]
)


@given(st.lists(PLACES | st.just(f"<!-- {NOTE} ") | st.just(f"<!-- {NOTE} -->"), max_size=14))
def test_no_comment_is_published_wherever_it_stands(pieces: list[str]) -> None:
    """What is published of a comment's words is in code, or was escaped; what shows one is told."""
    text = "".join(pieces)
    rendered = body(text)
    outside = re.sub(r"<code.*?</code>", "", rendered.html, flags=re.DOTALL)
    escaped = re.search(r"\\<!--", text)
    assert NOTE not in outside or escaped or "<!--" in unescape(outside)
    if not escaped and "&lt;" not in text:
        assert f"<!-- {NOTE}" not in unescape(outside)


@given(st.lists(st.sampled_from(["<!--", "-->", "--!>", ">", "-", " ", "a", "\n"])).map("".join))
def test_a_line_of_text_is_left_without_whole_comments(text: str) -> None:
    left = without(text)
    assert (unclosed(text) is None) == ("<!--" not in COMMENT.sub("", text))
    assert COMMENT.sub("", text).split() == left.split() or unclosed(left) is not None


@given(st.lists(st.sampled_from(["<!--", "-->", " ", "a", "\n"])).map("".join))
def test_a_blanked_text_has_all_else_in_its_place(text: str) -> None:
    shown = blanked(text)
    assert len(shown) == len(text)
    assert all(one == other or (one == " " != "\n") for one, other in zip(shown, text, strict=True))
    assert "<!--" not in shown
    assert COMMENT.sub(" ", text).partition("<!--")[0].split() == shown.split()


@given(st.lists(st.sampled_from(["<!--", "-", "-->", "--!>", "!", ">", "a", "\n"])).map("".join))
def test_a_comment_ends_where_the_pattern_says(text: str) -> None:
    for begin in range(len(text)):
        if text.startswith("<!--", begin):
            match = COMMENT.match(text, begin)
            assert end(text, begin) == (match.end() if match else -1)


def test_more_comments_beyond_their_paragraphs_than_are_parsed_for() -> None:
    """The rest are found by their marks alone, and nothing of theirs is shown."""
    body = render("a <!-- b\n\nc --> d\n\n" * 40 + "last", "articles/a.md")
    assert body.paragraphs == (*["a d"] * 40, "last")
    assert "b" not in body.html.replace("<blockquote>", "")


def test_code_hides_nothing_however_many_comments_there_are() -> None:
    comments = "x <!-- n\n\nn --> y\n\n"
    for times in (9, 40):
        rendered = body(f"{comments * times}Write `<!--` to begin one.\n\nAll the rest.")
        assert rendered.paragraphs == (
            *["x y"] * times,
            "Write <!-- to begin one.",
            "All the rest.",
        )
        assert rendered.problems == ()


def test_where_too_much_would_be_parsed_code_without_an_end_still_hides_nothing() -> None:
    comments, filling = "x <!-- n\n\nn --> y\n\n" * 12, "word " * 20_000
    rendered = body(f"{filling}\n\n{comments}Write `<!--`.\n\nAll the rest.")
    assert rendered.paragraphs[-2:] == ("Write <!--.", "All the rest.")
    rendered = body(f"{filling}\n\n{comments}Shown.\n\nThe rest <!-- zqnote.\n\nzqnote")
    assert rendered.paragraphs[-2:] == ("Shown.", "The rest")
    assert [problem.where.line for problem in rendered.problems] == [3 + 12 * 4 + 2]
