"""What holds for any text at all: no traceback, nothing lost, limits kept."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.wire.input.decode import decode
from sitegen.wire.read import Wire, read_wire
from sitegen.wire.similar import Archive
from sitegen.wire.trouble import WireError
from sitegen.wire.words.headline import headline
from sitegen.wire.words.sentences import split_sentences
from sitegen.wire.words.slug import slug
from sitegen.wire.words.summary import summarise

CAIRO = ZoneInfo("Africa/Cairo")
NATIONS = {"Egyptian": "EG", "Egypt": "EG", "Iranian": "IR", "CAIRO": "EG", "Iran": "IR"}

PIECES = st.sampled_from(
    """date 2024-12-20|Date: 2024-12-20|[2024-12-20]|20241220|2024-02-30|20.12.2024|03/04/2024
Friday, 20 December 2024|December 2024|CAIRO, Dec. 19 (MENA) -|CAIRO (AP) —|(Reuters) -
MOSCOW, Dec 20. /TASS/.|Iran PressAfrica:|BREAKING:|(ILKHA)|(MENA)
LEGAL WARNING: All rights reserved.|© 2024 Anadolu|Read also:|By Jane Doe
Photo: Jane Doe/Reuters|Subscribe to our newsletter|Contact: desk@example.org|###
Subject: Talks|From: desk@example.org|To: all|Content-Transfer-Encoding: base64
Source: Anadolu|https://example.org/a|Ministers met in Cairo on Thursday.
Egyptian President Abdel Fattah Sample said|his Iranian counterpart, A. B. Cee,
Talks took place between Omar Hale, Iran's Foreign Minister, and others.
according to a count by Anadolu.|<p>|</p>|<script>x()</script>|<div>|&amp;|<!-- c -->
â€™|Ã©|\u00a0|\ufeff|“So it is,”|he said.|U.S. Gen. Hale|al-|…|A headline without a stop
-|—|:|(|)|. . .|1|a""".replace("\n", "|").split("|")
)
GLUE = st.sampled_from(["\n", "\n\n", " ", "\r\n", "\u2028", "\t"])
WIRELIKE = st.lists(st.tuples(PIECES, GLUE), max_size=14).map(
    lambda parts: "".join(piece + glue for piece, glue in parts)
)


def read(text: str) -> Wire | None:
    try:
        return read_wire(text, CAIRO, NATIONS.get)
    except WireError as error:
        assert str(error)
        return None


def outputs(wire: Wire) -> str:
    parts = [*wire.paragraphs, *(cut.text for cut in wire.cut)]
    parts += [one.evidence for one in wire.derived]
    return squeezed(" \n ".join(parts))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\ufeff\u00ad\x1c-\x1f]+", "", text)


@given(st.text() | WIRELIKE)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    wire = read(text)
    if wire is not None:
        assert wire.paragraphs and all(wire.paragraphs)
        assert len(wire.title) > 0 and len(wire.summary) <= 200
        if not next(one for one in wire.derived if one.field == "title").certain:
            assert len(wire.title) <= 90
        assert read(text) == wire


@given(WIRELIKE)
def test_nothing_is_lost(text: str) -> None:
    wire = read(text)
    if wire is None or "<" in text or "base64" in text:
        return  # tags of HTML go, and a body in base64 is told in the clear
    told = outputs(wire)
    for line in re.split(r"[\n\r\u2028]+", text):
        for word in line.split():
            assert squeezed(word) in told, word


@given(WIRELIKE)
def test_no_letter_is_lost_in_number(text: str) -> None:
    wire = read(text)
    if wire is None or "<" in text or "base64" in text:
        return
    told = outputs(wire)
    for letter in set(squeezed(text)):
        assert told.count(letter) >= squeezed(text).count(letter), letter


@example(b"\xc3\x82\xc2\x91\xc2\xa1")  # garbled letters, once a control character is out
@example(b"\xc3\x82\xc2\x91\xc2\xa0")
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_decoded_or_refused_in_words(data: bytes) -> None:
    try:
        text = decode(data).text
    except WireError as error:
        assert str(error)
        return
    assert text.strip() and "\r" not in text and "\x00" not in text
    assert decode(text.encode()).text == text


@given(st.text() | WIRELIKE)
def test_a_headline_is_short_and_a_summary_too(text: str) -> None:
    assert len(headline(text, text).text) <= 90
    assert bool(headline(text).text) == bool(text.strip())
    assert len(summarise([text])) <= 200


@given(st.text() | WIRELIKE)
def test_sentences_keep_every_word(text: str) -> None:
    assert " ".join(split_sentences(text)).split() == text.split()


@given(st.text(max_size=200))
def test_a_slug_is_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text)) and len(slug(text)) <= 60


@given(WIRELIKE, st.lists(WIRELIKE, max_size=4))
@settings(max_examples=50)
def test_similar_does_not_depend_on_order(text: str, others: list[str]) -> None:
    known = [(f"{number}.md", other) for number, other in enumerate(others)]
    forwards, backwards = Archive(), Archive()
    for path, other in known:
        forwards.add(path, other)
    for path, other in reversed(known):
        backwards.add(path, other)
    found = forwards.similar(text)
    assert found == backwards.similar(text)
    assert all(0 <= one.score <= 1.01 for one in found)
