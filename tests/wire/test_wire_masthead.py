"""Lines above a report that tell of it, and are no headline."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sitegen.wire.read import Wire, read_wire

CAIRO = ZoneInfo("Africa/Cairo")
BODY = "Ministers of the two countries met in Geneva on Monday."
AFTER = "They will meet again in June, both sides said."


def read(head: str) -> Wire:
    return read_wire(
        f"{head}\n\n{BODY}\n\n{AFTER}", CAIRO, {"Cairo": "EG", "CAIRO": "EG", "EGYPT": "EG"}.get
    )


@pytest.mark.parametrize(
    ("line", "date", "source"),
    [
        ("KYODO NEWS - Jan 9, 2025 - 16:42 | World, All", "2025-01-09", "Kyodo"),
        ("Xinhua | Updated: 2024-11-14", "2024-11-14", "Xinhua"),
        ("PTI  Updated: Sep 7, 2024 18:22 IST", "2024-09-07", "PTI"),
        ("Jane Doe   |18.07.2024 - Update : 19.07.2024", "2024-07-18", None),
        ("dpa international", "", "dpa"),
        ("Reuters | World News", "", "Reuters"),
        (
            "Ministry of Foreign Affairs of Freedonia",
            "",
            "Ministry of Foreign Affairs of Freedonia",
        ),
    ],
)
def test_a_line_of_facts_is_no_headline(line: str, date: str, source: str | None) -> None:
    for head in (f"{line}\n\nTalks end in Geneva", f"Talks end in Geneva\n\n{line}"):
        wire = read(head)
        assert (wire.title, wire.date.text) == ("Talks end in Geneva", date)
        assert source == (wire.source and wire.source.name)
        assert wire.paragraphs == (BODY, AFTER)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("BSS-14", "desk’s mark"),
        ("EXCLUSIVE", "label"),
        ("22 hours ago", "label"),
        ("Egypt-Sudan-Diplomacy", "desk’s mark"),
        ("EGYPT-SUDAN-POWER", "desk’s mark"),
        ("PRESS RELEASE", "label"),
        ("PRESS RELEASE – FOR IMMEDIATE RELEASE", "label"),
        ("Embargoed until 6 May, 09:00", "label"),
        ("Adds quotes, background", "note on the version"),
        ("View this email in your browser", "newsletter call"),
        ("Good morning! Here is what you need to know.", "greeting"),
    ],
)
def test_a_desks_line_is_cut(line: str, reason: str) -> None:
    wire = read(f"{line}\n\nTalks end in Geneva")
    assert wire.title == "Talks end in Geneva"
    assert [(cut.reason, cut.text) for cut in wire.cut] == [(reason, line)]
    assert wire.paragraphs == (BODY, AFTER)


@pytest.mark.parametrize(
    "line",
    [
        "Cairo | Two ministers meet | December 20",
        "Ministry of Health warns of dengue",
        "Egypt votes - and waits",
        "Updates on the dam are promised for June",
        "Statement by ministers ends a quarrel",
        "The Oil Bulletin",
        "COVID-19 returns",
        "Good fences make good neighbours, ministers find",
    ],
)
def test_a_headline_stays_one(line: str) -> None:
    wire = read(line)
    assert wire.title == line
    assert not wire.cut


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("(LEAD) ", "Talks end in Geneva"),
        ("(2nd LD) ", "Talks end in Geneva"),
        ("Roundup: ", "Talks end in Geneva"),
        ("1st LD-Writethru: ", "Talks end in Geneva"),
        ("(Sic) ", "(Sic) Talks end in Geneva"),
        ("Report: ", "Report: Talks end in Geneva"),
    ],
)
def test_a_desks_word_before_a_headline(front: str, title: str) -> None:
    assert read(f"{front}Talks end in Geneva").title == title


def test_a_newsletters_name_is_its_source() -> None:
    wire = read("The Morning Brief\nWednesday, June 12, 2024\n\nView this email in your browser")
    assert (wire.title, wire.date.text) == (BODY.removesuffix(" on Monday."), "2024-06-12")
    assert wire.source and wire.source.name == "The Morning Brief"


def test_a_second_headline_hides_nothing_behind_it() -> None:
    wire = read("Talks end in Geneva\n\nMore to follow in June, minister says\n\nCAIRO")
    assert (wire.title, wire.dateline) == ("Talks end in Geneva", "CAIRO")
    assert wire.paragraphs == ("More to follow in June, minister says", BODY, AFTER)


def test_a_mailing_lists_name_is_no_part_of_a_subject() -> None:
    wire = read("From: a@example.org\nTo: b@example.org\nSubject: [wire] Re: Talks end in Geneva")
    assert wire.title == "Talks end in Geneva"


def test_of_several_lines_the_headline_has_words_of_the_report() -> None:
    wire = read("UN News\n\nGlobal perspective Human stories\n\nMinisters to meet again in Geneva")
    assert wire.title == "Ministers to meet again in Geneva"
    assert [cut.text for cut in wire.cut] == ["UN News", "Global perspective Human stories"]


def test_a_headline_stands_above_a_lead_that_a_list_follows() -> None:
    text = f"What is known of the talks\n\n{BODY} They have agreed on these points:\n\n* Ships\n\n* Grain"
    assert read_wire(text, CAIRO).title == "What is known of the talks"
