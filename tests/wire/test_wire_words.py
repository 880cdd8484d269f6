"""Sentences, summaries, headlines, slugs, people, near-duplicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.wire.facts.people import people, people_said
from sitegen.wire.similar import Archive
from sitegen.wire.words.headline import headline
from sitegen.wire.words.sentences import split_sentences
from sitegen.wire.words.slug import slug
from sitegen.wire.words.summary import summarise

CASES = Path(__file__).parent.parent / "cases" / "wire"


def rows(name: str) -> list[tuple[str, str]]:
    """Cases of a text, and what is expected of it on the line below, parted by blank lines."""
    blocks = (CASES / name).read_text("utf-8").strip().split("\n\n")
    pairs = [block.split("\n", 1) for block in blocks if not block.startswith("# ")]
    return [(pair[0], pair[1] if len(pair) > 1 else "") for pair in pairs]


@pytest.mark.parametrize(("text", "expected"), rows("sentences.txt"))
def test_sentences(text: str, expected: str) -> None:
    assert expected.split(" | ") == list(split_sentences(text))


@pytest.mark.parametrize(("lead", "expected"), rows("headlines.txt"))
def test_headline(lead: str, expected: str) -> None:
    assert expected == headline(lead, lead).text


def test_a_headline_takes_the_names_that_the_article_goes_on_with() -> None:
    lead = (
        "Freedonian President Rufus Tiberius Firefly met with Sylvanian Foreign Minister Ambrose "
        "Trentino in Geneva on Monday to discuss the border, according to a statement."
    )
    body = f"{lead}\nFirefly and Trentino also spoke of water."
    assert (
        headline(lead, body).text
        == "Freedonian President Firefly met with Sylvanian Foreign Minister Trentino in Geneva"
    )


@pytest.mark.parametrize(
    ("lead", "body", "expected"),
    [
        (
            "Freedonia's Transport Minister Kamel al-Doe signed on Monday three contracts worth 1.2 "
            "billion euros with Sylvanian companies for the first line of a high-speed railway.",
            "The ceremony was attended by General Intelligence Chief Abbas Kamel and bankers.",
            "Freedonia's Transport Minister Kamel al-Doe signed three contracts worth 1.2 billion euros",
        ),
        (
            "Freedonian Deputy Prime Minister for Industrial Development and Minister of Transport "
            "Kamel al-Doe signed on Monday three contracts with Sylvanian companies for a railway.",
            "Al-Doe said that work would begin in June.",
            "Kamel al-Doe signed three contracts with Sylvanian companies for a railway",
        ),
        (
            "Freedonian President Rufus Firefly and the Sylvanian President Ambrose Trentino "
            "discussed on Monday in Geneva the shared use of a water basin beneath the desert.",
            "President Firefly left on Tuesday. Trentino's office said so.",
            "Firefly and Trentino discussed the shared use of a water basin beneath the desert",
        ),
    ],
)
def test_a_headline_keeps_names_whole_and_apart(lead: str, body: str, expected: str) -> None:
    assert headline(lead, f"{lead}\n{body}").text == expected


NATIONS = {
    "Egyptian": "EG", "Egypt": "EG", "Iranian": "IR", "Iran": "IR", "Israeli": "IL", "US": "US",
    "U.S.": "US", "American": "US", "France": "FR", "French": "FR", "Turkish": "TR", "Kenya": "KE",
    "South Korean": "KR", "Saudi": "SA", "Saudi Arabia": "SA", "Russian": "RU", "Jordan": "JO",
    "Qatar": "QA", "Qatari": "QA", "Norwegian": "NO", "Lebanese": "LB", "Lebanon": "LB",
    "German": "DE", "Germany": "DE", "British": "GB", "UK": "GB", "Spanish": "ES", "Iraqi": "IQ",
    "South Africa": "ZA", "Sudan": "SD", "Chinese": "CN", "China": "CN", "Somali": "SO",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), rows("people.txt"))
def test_people(text: str, expected: str) -> None:
    told = "; ".join(", ".join(filter(None, one)) for one in people([text], NATIONS.get))
    assert (expected or "nobody") == (told or "nobody")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Egypt’s president meets the Iranian leader in Cairo",
            "egypt-president-meets-iranian-leader-cairo",
        ),
        ("Талкс in Genève: Ägypten & Côte d'Ivoire", "talks-geneve-agypten-cote-divoire"),
        ("The", "the"),
        ("…", "article"),
        ("", "article"),
        ("لقاء في القاهرة", "lq-fy-lqhr"),
        ("a" * 100, "a" * 60),
        ("No deal, not yet", "no-deal-not-yet"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert expected == slug(title)


def test_summary_ends_at_a_sentence() -> None:
    first = "Ministers of the two countries met in Geneva on Monday."
    second = "Gen. Hale of the U.S. joined them, and so did Dr. A. B. Cee, who had come by train."
    third = "They will meet again in June, when the snow has gone and the pass is open to all."
    assert f"{first} {second}" == summarise([f"{first} {second} {third}"])
    assert first == summarise([first, second])
    assert summarise([]) == ""


def test_summary_of_one_long_sentence_ends_at_a_clause() -> None:
    lead = (
        "Ministers of the two countries met in Geneva on Monday to speak of the water of the river "
        "that they share and of the dams that have been built along it since the war, according to "
        "officials of both sides who were present at the meeting."
    )
    assert lead[: lead.index(", according")] + "…" == summarise([lead])


TAKE = (
    "Freedonian President Rufus Firefly met Sylvanian Ambassador Ambrose Trentino in Geneva on "
    "Monday to discuss the border. The two agreed to meet again in June, and to open the bridge."
)
SECOND_TAKE = (
    TAKE.replace("in Geneva on Monday", "in Geneva late on Monday") + " They left by train."
)
OTHER_AGENCY = (
    "Ambrose Trentino, Sylvania's ambassador, held talks with President Rufus Firefly of Freedonia "
    "in Geneva. Both sides hope that a crossing will soon be open."
)
SAME_PEOPLE = (
    "Freedonian President Rufus Firefly spoke by telephone with Ambrose Trentino about grain from "
    "Osterlich and a summit in Budapest, where Queen Flavia of Ruritania is host to 15 leaders."
)
OTHER = "Heavy rain has cut the road between Strelsau and Zenda, and 40 families left their homes."


def archive(*known: tuple[str, str], day: str = "") -> Archive:
    """An archive of texts by path, all of one day."""
    made = Archive()
    for path, text in known:
        made.add(path, text, day)
    return made


def test_similar() -> None:
    known = [("b.md", OTHER_AGENCY), ("a.md", SECOND_TAKE), ("c.md", OTHER), ("d.md", SAME_PEOPLE)]
    told = [(one.path, one.kind) for one in archive(*known).similar(TAKE)]
    assert told == [("a.md", "same text"), ("b.md", "same event")]


def test_a_text_is_not_compared_with_itself() -> None:
    assert archive(("a.md", TAKE)).similar(TAKE, but="a.md") == ()


def test_days_apart_are_other_events() -> None:
    known = ("b.md", OTHER_AGENCY)
    assert archive(known, day="2024-12-01").similar(TAKE, "2024-12-20") == ()
    assert len(archive(known, day="2024-12-21").similar(TAKE, "2024-12-20")) == 1
    assert len(archive(known).similar(TAKE, "2024-12-20")) == 1


def test_texts_without_names_are_compared_word_by_word() -> None:
    plain = "the road was cut by rain and the bridge is closed until the water falls again."
    assert [one.kind for one in archive(("a.md", plain)).similar(plain)] == ["same text"]


def test_nothing_is_similar_to_nothing() -> None:
    assert archive(("a.md", ""), ("b.md", TAKE)).similar("") == ()


def test_people_come_with_the_words_that_name_them() -> None:
    text = (
        "In Cairo, Egyptian President Rufus Firefly met Omar Hale, Iran's Foreign Minister, and "
        "his Turkish counterpart, Adam Roe."
    )
    told = [(said.evidence, said.outright) for said in people_said([text], NATIONS.get)]
    assert told == [
        ("Egyptian President Rufus Firefly", True),
        ("Omar Hale, Iran's Foreign Minister", True),
        ("his Turkish counterpart, Adam Roe", False),
    ]
