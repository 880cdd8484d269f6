"""Promises of `detect` that hold for any text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.countries import Detection, Mention, countries, country, detect
from sitegen.countries.folding import fold

CASES = Path(__file__).resolve().parent.parent / "cases"
PHRASES = st.sampled_from(
    [
        "Egypt",
        "Côte d’Ivoire",
        "the U.S.",
        "US-led",
        "Turkey",
        "Jordan",
        "Georgia",
        "Paris, Texas",
        "Athens, Georgia",
        "Chad Smith",
        "LET US GO",
        "South\nKorea",
        "United  States",
        "Gaza",
        "Swiss franc",
        "Supreme Court",
        "Polish",
        "in French.",
        "Iran's president met",
        "his Turkish counterpart",
        "e\u0301\u00ad",
        "\n\n",
        ". The",
        "CAIRO, Dec. 19 (MENA) -",
        "Lebanon, Pa.",
        "<UK>",
        "ﬀ İ ß",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PHRASES, st.text()), max_size=12).map(" ".join))
MAYBE = st.one_of(st.none(), TEXTS)


@given(TEXTS, MAYBE, MAYBE)
def test_any_text_has_an_answer(text: str, title: str | None, dateline: str | None) -> None:
    found = detect(text, title, dateline)
    assert set(found.countries).isdisjoint(found.mentions)
    named = {mention.code for mention in found.evidence}
    assert set(found.countries) | set(found.mentions) == named
    assert len(found.countries) + len(found.mentions) == len(named)
    assert named <= {c.code for c in countries()}


@given(TEXTS, MAYBE, MAYBE)
def test_offsets_point_at_the_words(text: str, title: str | None, dateline: str | None) -> None:
    given_parts = {"title": title, "dateline": dateline, "text": text}
    for mention in detect(text, title, dateline).evidence:
        source = given_parts[mention.where]
        assert source is not None
        assert mention.words
        assert source[mention.offset : mention.offset + len(mention.words)] == mention.words


@given(TEXTS, TEXTS)
def test_an_answer_depends_on_the_arguments_alone(text: str, other: str) -> None:
    before = detect(text)
    detect(other)
    assert detect(text) == before


@example("   E\u0301E  ")  # one cut before the other's place, and one behind it
@given(st.text(alphabet=st.sampled_from("aE\u0301\u00ad\u200b \n\t’é–İß"), max_size=30))
def test_folding_knows_the_way_back(text: str) -> None:
    folded = fold(text)
    places = [folded.original(index) for index in range(len(folded.text))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    for place, char in zip(places, folded.text, strict=True):
        if text[place].isascii() and not text[place].isspace():
            assert char == text[place]


ANSWER_ALL = """
import pathlib, sys
from sitegen.countries import detect
folder, order = pathlib.Path(sys.argv[1]), int(sys.argv[2])
texts = [t for p in sorted(folder.glob("countries-*")) for t in p.read_text("utf-8").split("\\n.\\n")]
answers = {text: detect(text) for text in texts[::order]}
for text in sorted(answers):
    print(answers[text])
"""


def test_same_answers_whatever_the_hash_seed_and_the_order_of_texts() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", ANSWER_ALL, CASES, order],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, order in (("0", "1"), ("1", "-1"), ("2", "1"))
    }
    assert len(answers) == 1
    assert answers.pop().count(b"Detection(") > 1000


def test_evidence_says_where_and_why() -> None:
    found = detect("A US-led force\nleft Türkiye.", title="Goodbye", dateline="ANKARA, May 1 -")
    assert found == Detection(
        ("TR", "US"),
        (),
        (
            Mention("TR", "ANKARA", 0, "dateline", "capital"),
            Mention("US", "US", 2, "text", "abbreviation"),
            Mention("TR", "Türkiye", 20, "text", "name"),
        ),
    )


def test_every_name_and_capital_letter_variant_is_found() -> None:
    missed = [
        c.name
        for c in countries()
        if c.code not in {"CC", "HM", "GS", "SJ", "BQ", "UM", "TF", "IO", "BV", "RE"}
        if detect(f"It happened near {c.name} yesterday.").countries != (c.code,)
    ]
    assert missed == []
    assert detect(f"NEWS FROM {country('EG').name.upper()}").countries == ("EG",)
