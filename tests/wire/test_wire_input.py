"""What comes in: encodings, garbled letters, e-mail, HTML, and what is no text at all."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sitegen.wire.input.decode import decode
from sitegen.wire.input.markup import read_html
from sitegen.wire.read import Wire, read_wire
from sitegen.wire.trouble import WireError

CAIRO = ZoneInfo("Africa/Cairo")
BODY = "Ministers of the two countries met in Geneva on Monday."


def read(text: str) -> Wire:
    return read_wire(text, CAIRO, lambda name: None)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 0, "the file is empty"),
        (b" \n\t\r\n", 0, "the file is empty"),
        (b"\xef\xbb\xbf\n", 0, "the file is empty"),
        (
            b"one\ntwo\nthree\ncaf\xe9\n",
            4,
            "line 4 is not UTF-8 (byte 0xE9); save the file as UTF-8",
        ),
        (
            b"%PDF-1.7\n\xe2\xe3",
            0,
            "the file is a PDF document, not text; export it as plain text in UTF-8",
        ),
        (
            b"PK\x03\x04\x14\x00",
            0,
            "the file is a zipped document (.docx, .odt, .epub or .zip), not text; "
            "export it as plain text in UTF-8",
        ),
        (
            bytes(range(256)),
            0,
            "the file is not text; export it as plain text in UTF-8",
        ),
        (b"a\0b\0\0c\0\0\0d" * 20, 0, "the file is not text; export it as plain text in UTF-8"),
        (
            b"\xff\xfea",
            0,
            "the file begins as UTF-16 and then is not; export it as plain text in UTF-8",
        ),
    ],
)
def test_refused(data: bytes, line: int, message: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(data)
    assert (line, message) == (caught.value.line, str(caught.value))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_in_every_dress(encoding: str) -> None:
    text = f"{BODY}\nDélégués said “yes”."
    assert (text, ()) == (decode(text.encode(encoding)).text, decode(text.encode(encoding)).notes)


def test_garbled_letters_are_put_back() -> None:
    text = "Egypt’s “plan” – the café’s"
    garbled = f"first line\n{text}".encode().decode("cp1252", "replace")
    assert "\ufffd" in garbled  # the closing mark has a byte that Windows-1252 lacks
    exact = "Egypt’s café – two"
    decoded = decode(f"first line\n{exact}".encode().decode("cp1252").encode())
    assert f"first line\n{exact}" == decoded.text
    assert [note.message for note in decoded.notes] == [
        "repaired garbled letters on line 2, such as 'â€™' to '’'"
    ]


def test_garbled_twice_is_put_back_too() -> None:
    twice = "café".encode().decode("cp1252").encode().decode("cp1252")
    assert decode(twice.encode()).text == "café"


def test_what_cannot_be_put_back_is_told() -> None:
    notes = decode("one\nEgyptâ€s plan".encode()).notes
    assert [(note.line, note.message) for note in notes] == [
        (2, "garbled letters on line 2 that cannot be repaired")
    ]


@pytest.mark.parametrize("text", ["Ângela, São Paulo, naïve, Île, Ã la carte", "ÇA, À PROPOS, Â"])
def test_letters_that_only_look_garbled_stay(text: str) -> None:
    assert text == decode(text.encode()).text


def test_control_characters_go_and_are_told() -> None:
    decoded = decode(b"one\x08\ntwo\x00three\x1b\n")
    assert decoded.text == "one\ntwothree\n"
    assert [note.message for note in decoded.notes] == [
        "removed 3 control characters from lines 1, 2"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("...", "the text holds no words"),
        (
            "LEGAL WARNING: All rights reserved.",
            "nothing is left of the text: line 1 is a legal notice; was the file cut off?",
        ),
        (
            "From: a@example.org\nSubject: Talks\n\n",
            "nothing is left of the text: it is a header without a body",
        ),
    ],
)
def test_no_article(text: str, message: str) -> None:
    with pytest.raises(WireError) as caught:
        read(text)
    assert message == str(caught.value)


def test_email() -> None:
    wire = read(
        "Received: from one\n\tby two\nFrom: Jane Doe <jane@example.org>\nTo: desk@example.org\n"
        "Subject: Fwd: =?utf-8?q?Talks_end_in_Gen=C3=A8ve?=\n"
        "Date: Fri, 20 Dec 2024 23:30:00 +0000\n"
        f"\n{BODY}\n"
    )
    assert (wire.title, wire.date.text) == ("Talks end in Genève", "2024-12-21T01:30:00+02:00")
    assert (wire.source, wire.paragraphs) == (None, (BODY,))
    assert [cut.text for cut in wire.cut][:2] == [
        "Received: from one by two",
        "From: Jane Doe <jane@example.org>",
    ]
    assert all(one.certain for one in wire.derived)


def test_email_of_an_agency_in_base64() -> None:
    import base64

    coded = base64.b64encode(BODY.encode()).decode()
    wire = read(
        "From: Anadolu Agency <x@example.org>\nSubject: Talks\n"
        f"Content-Transfer-Encoding: base64\n\n{coded}\n"
    )
    assert wire.source and (wire.source.name, wire.paragraphs) == ("Anadolu", (BODY,))


def test_labelled_lines() -> None:
    wire = read(
        "Title: Talks end\nDate: 20 December 2024\nSource: Geneva Courier\nDateline: GENEVA\n\n"
        + BODY
    )
    assert (wire.title, wire.date.text, wire.dateline) == ("Talks end", "2024-12-20", "GENEVA")
    assert wire.source and wire.source.name == "Geneva Courier"
    assert (wire.paragraphs, wire.cut) == ((BODY,), ())


def test_html() -> None:
    wire = read(
        "<!DOCTYPE html><html><head><title>Talks | Site</title><script>x = '<p>';</script></head>"
        "<body><nav>Home</nav><h1>Talks end</h1>\n<p>Ministers of the two\ncountries met in "
        "<b>Geneva</b> on Monday.</p><p>They&rsquo;ll meet again &amp; soon.</p>"
        "<a href='https://example.org/'>x</a><!-- end --></body></html>"
    )
    assert wire.title == "Talks end"
    assert wire.paragraphs[:2] == (BODY, "They’ll meet again & soon.")
    assert {"declaration of the page", "title of the page", "script", "navigation"} <= {
        cut.reason for cut in wire.cut
    }
    assert "x = '<p>';" in [cut.text for cut in wire.cut]


def test_a_tag_or_two_make_no_page() -> None:
    text = "The sign < and > and <b>bold</b> stay as they came."
    assert (text,) == read(text).paragraphs


def test_five_megabytes_of_one_line() -> None:
    for piece in ("word ", "a", "(", "Name ", "1 ", "<p", "“", ", ", "- ", "Dr. "):
        text = "Begin " + piece * (5_000_000 // len(piece))
        wire = read(text)
        assert [doubt.code for doubt in wire.doubts][:1] == ["long-paragraph"]
        assert len(wire.title) <= 90 and len(wire.summary) <= 200


def test_a_headline_of_the_text_is_taken() -> None:
    wire = read(f"Talks end in Geneva\n\n{BODY}")
    assert (wire.title, wire.lead_line) == ("Talks end in Geneva", 3)
    assert [one.certain for one in wire.derived if one.field == "title"] == [True]


def test_no_control_character_is_left_for_front_matter_to_refuse() -> None:
    found = decode("Ministers\x7f met\x9d in Cairo.".encode())
    assert found.text == "Ministers met in Cairo."
    assert [note.message for note in found.notes] == ["removed 2 control characters from line 1"]


def test_a_draft_is_not_published_for_want_of_front_matter() -> None:
    """Whoever writes so means front matter; a headline that begins so is one."""
    with pytest.raises(WireError) as error:
        read("Title: Talks end\nDraft: true\n\nMinisters met in Geneva on Monday.")
    assert (error.value.message, error.value.line) == (
        "draft: is a field of front matter, and not read here",
        2,
    )
    with pytest.raises(WireError):
        read("Draft: yes\n\nMinisters met in Geneva on Monday.")
    wire = read("Draft: what ministers agreed\n\nMinisters met in Geneva on Monday.")
    assert "Draft" in wire.title


def test_other_fields_above_a_text_are_told() -> None:
    wire = read("Title: Talks end\nCountries: Uganda\n\nMinisters met in Geneva on Monday.")
    assert [(doubt.line, doubt.code) for doubt in wire.doubts] == [(2, "field-in-header")]
    assert wire.paragraphs == ("Ministers met in Geneva on Monday.",)


@pytest.mark.parametrize(
    ("markup", "shown", "aside"),
    [
        ("<![CAIRO [ b ]]>c", "c", "[CAIRO [ b ]]"),
        ("<!-- b -- > c --!>d", "d", "b -- > c"),
        ("<!-->b", "b", ""),
        ("<!-- never ended", "", "never ended"),
        ("<?php b ?>c", "c", "php b ?"),
        ("</ b>c", "c", "b"),
        ("<script>if (a<b) '</p>'</SCRIPT >c", "c", "if (a<b) '</p>'"),
        ("<p title='b > c' class=d\n>e", "e", ""),
        ('<img alt = "b &amp; c"/>d', "d", "b & c"),
        ("b <a href=c", "b <a href=c", ""),
        ("1 < 2 &lt; 3 &#51; &#x33; &#0000051; &", "1 < 2 < 3 3 3 3 &", ""),
        (f"b&#{'1' * 9000};c", "b\ufffd;c", ""),
        (f"b&#{'0' * 9000}51;c", "b3c", ""),
    ],
)
def test_markup_of_every_kind(markup: str, shown: str, aside: str) -> None:
    """By the tokenizer of the HTML standard, section 13.2.5; what is not shown is kept aside."""
    page = read_html(f"<html><p>a</p>\n{markup}")
    lines = [line for line in page.lines if line.text]
    assert [line.text for line in lines] == ["a", *filter(None, [shown])]
    assert [line.number for line in lines[1:]] in ([], [2], [3])
    assert [cut.text for cut in page.cut] == [*filter(None, [aside])]


def test_blocks_are_counted_on_the_lines_of_a_page() -> None:
    page = read_html(
        "<html><p\nclass='a'>\n\none <!-- \n -->\ntwo</p><script>\n\n</script>\n<p>six"
    )
    assert [(line.number, line.text) for line in page.lines if line.text] == [
        (4, "one two"),
        (9, "six"),
    ]


def test_letters_garbled_over_and_over_are_refused() -> None:
    with pytest.raises(WireError, match="garbled beyond repair"):
        decode(("Ã" * 500 + "‚‚" * 500).encode())
