"""Comments in raw texts: no part of an article, whatever form the text came in."""

from __future__ import annotations

import base64
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.wire.read import Wire, read_wire
from sitegen.wire.trouble import WireError

NOTE = "zqnote"
LEAD = "Ministers of Egypt met in Cairo on Monday."


def read(text: str) -> Wire:
    return read_wire(text, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- {NOTE} -->\n{LEAD}",
        f"<!-- {NOTE}\n\n{NOTE} -->\n\n{LEAD}",
        f"{LEAD}\n\n<!-- {NOTE}\n\n{NOTE}\n-->",
        "Ministers of Egypt <!-- zqnote --> met in Cairo on Monday.",
        "Ministers of Egypt <!-- zqnote\n\nzqnote --> met in Cairo on Monday.",
        f"Title: Talks <!-- {NOTE} -->\nDate: 2024-12-20\n\n{LEAD}",
        f"<!-- {NOTE} -->\nTitle: Talks\n\n{LEAD}",
        f"Dateline: Cairo <!-- {NOTE} -->\nSource: MENA <!-- {NOTE} -->\n\n{LEAD}",
        f"From: desk@example.org\nSubject: Talks <!-- {NOTE} -->\n\n{LEAD}\n<!-- {NOTE}",
        f"From: a@example.org\nSubject: =?utf-8?q?Talks_=3C!--_{NOTE}_--=3E?=\n\n{LEAD}",
        "From: a@example.org\nSubject: Talks\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(f"{LEAD}\n<!-- {NOTE} -->".encode()).decode(),
        f"From: a@example.org\nSubject: Talks <!-- {NOTE}\n\n<p>{LEAD}</p><p><!-- {NOTE} --></p>",
        f"<html><body><!-- {NOTE} --><h1>Talks <!-- {NOTE} --></h1><p>{LEAD}</p></body></html>",
        f"<html><body><p>{LEAD}</p><!-- {NOTE} --!><p><!-- {NOTE} <p>{NOTE}</p></body></html>",
        f"<html><body><script>a = '<!--'</script><p>{LEAD}</p><!-- {NOTE} --></body></html>",
    ],
)
def test_a_comment_is_no_part_of_an_article(text: str) -> None:
    wire = read(text)
    assert NOTE not in repr(wire._replace(cut=(), derived=()))
    assert any(NOTE in cut.text for cut in wire.cut) or "Subject" in text or "line" in text
    assert LEAD in wire.paragraphs


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{LEAD}\n\n<!-- {NOTE}\n\n{NOTE}", 3),
        (f"{LEAD} <!-- {NOTE}\n\n{NOTE}", 1),
        (f"<html><body>\n<p>{LEAD}</p>\n<!-- {NOTE}\n<p>{NOTE}</p></body></html>", 3),
    ],
)
def test_one_that_is_never_closed_is_told(text: str, line: int) -> None:
    wire = read(text)
    assert wire.paragraphs == (LEAD,)
    (doubt,) = (one for one in wire.doubts if one.code == "comment")
    assert (doubt.line, doubt.message) == (
        line,
        f"a comment begins on line {line} and is never closed, so all below it is left out",
    )


@pytest.mark.parametrize("text", ["<!-- a -->", "<!-- a\n\nb", "\n<!---->\n<!-- a -->"])
def test_a_text_of_comments_is_no_article(text: str) -> None:
    with pytest.raises(WireError, match="nothing is left of the text: it is a comment"):
        read(text)


@given(
    st.lists(st.sampled_from(["word ", "\n", "\n\n", "<!-- zqnote ", "-->", "--!>", "<p>", "</p>"]))
)
def test_no_comment_is_published_wherever_it_stands(pieces: list[str]) -> None:
    try:
        wire = read("".join(pieces))
    except WireError:
        return
    assert NOTE not in repr(wire._replace(cut=()))


def test_lines_count_on_below_a_comment() -> None:
    text = f"{LEAD}\n\nThey spoke <!-- a\n\nb\n--> of grain.\n\nRead also: More talks in Cairo"
    wire = read(text)
    assert wire.paragraphs == (LEAD, "They spoke of grain.")
    assert [cut.line for cut in wire.cut] == [3, 8]


MAIL = "From: desk@example.org\nSubject: Talks end\nContent-Transfer-Encoding: quoted-printable\n\n"


@pytest.mark.parametrize(
    "body",
    [
        f"Ministers of Egypt <!-- {NOTE} -=\n-> met in Cairo on Monday.\n\nThe rest.",
        f"Ministers of Egypt <=\n!-- {NOTE} --> met in Cairo on Monday.\n\nThe rest.",
        f"Ministers of Egypt <!-=\n- {NOTE} --=\n> met in Cairo on Monday.\n\nThe rest.",
        f"<!-- {NOTE} -=\n->\n{LEAD}\n\nThe rest.",
        f"{LEAD}\n\n=3C!-- {NOTE} --=3E\n\nThe rest.",
        f"{LEAD}\n\n<!-- =\n{NOTE}\n\n -=2D> The rest.",
    ],
)
@pytest.mark.parametrize("above", ["", f"<!-- {NOTE} -->\n", f"<!--\n\n{NOTE} -->\n"])
def test_marks_of_a_comment_can_be_parted_by_the_ends_of_lines(above: str, body: str) -> None:
    wire = read(above + MAIL + body)
    assert wire.paragraphs == (LEAD, "The rest.")
    assert NOTE not in repr(wire._replace(cut=()))
    assert sum(NOTE in one.text for one in wire.cut) == 1 + bool(above)
    assert wire.doubts == ()


def test_one_that_is_never_closed_is_told_of_a_decoded_text_once() -> None:
    wire = read(f"{MAIL}{LEAD}\n\nThe rest <!-- {NOTE} -=\n\n{NOTE}")
    assert wire.paragraphs == (LEAD, "The rest")
    assert [(doubt.line, doubt.code) for doubt in wire.doubts] == [(7, "comment")]


@pytest.mark.parametrize("head", ["From: a@example.org\nSubject", "Date: 2024-12-20\nTitle"])
@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Talks <!-- x --> end", "Talks end"),
        ("Talks<!-- x --> end", "Talks end"),
        ("Talks <!-- x --> <!-- y --> end", "Talks end"),
        ("<!-- x --> Talks<!-- y --> <!-- z -->end", "Talks end"),
        ("Talks <!-- x\n\n --> end", "Talks end"),
        ("Ta<!-- x -->lks end <!-- y -->", "Talks end"),
    ],
)
def test_of_the_spaces_beside_a_comment_one_is_left(head: str, title: str, shown: str) -> None:
    assert read(f"{head}: {title}\n\n{LEAD}").title == shown


@given(st.lists(st.sampled_from(["<!-- a -->", "<!-- a\nb -->", "<!--", "-->", " ", "c", "\n"])))
def test_every_comment_has_the_line_where_it_begins(pieces: list[str]) -> None:
    text = f"{LEAD}\n\n" + "".join(pieces)
    lines = text.split("\n")
    for cut in read(text).cut:
        assert cut.reason != "comment" or "<!--" in lines[cut.line - 1]
