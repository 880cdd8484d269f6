"""Who reported it and from where."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sitegen.wire.facts.agency import find_agency
from sitegen.wire.read import Wire, read_wire

CAIRO = ZoneInfo("Africa/Cairo")
BODY = "Ministers of the two countries met in Geneva on Monday."


def read(text: str) -> Wire:
    return read_wire(text, CAIRO, {"Cairo": "EG", "CAIRO": "EG", "EGYPT": "EG", "Egypt": "EG"}.get)


def told(wire: Wire) -> list[tuple[str, str, bool]]:
    return [(one.value, one.evidence, one.certain) for one in wire.derived if one.field == "source"]


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        (f"CAIRO, Dec. 19 (MENA) - {BODY}", "CAIRO", "MENA"),
        (f"CAIRO (AP) — {BODY}", "CAIRO", "AP"),
        (f"CAIRO (AP) -- {BODY}", "CAIRO", "AP"),
        (f"(Reuters) - {BODY}", "", "Reuters"),
        (f"DAMASCUS/BEIRUT (Reuters) - {BODY}", "DAMASCUS/BEIRUT", "Reuters"),
        (f"MOSCOW, December 20. /TASS/. {BODY}", "MOSCOW", "TASS"),
        (f"BEIJING, Dec. 20 (Xinhua) -- {BODY}", "BEIJING", "Xinhua"),
        (f"(ANSA) - ROME, DEC 20 - {BODY}", "ROME", "ANSA"),
        (f"Tehran, IRNA – {BODY}", "Tehran", "IRNA"),
        (f"New Delhi [India], December 20 (ANI): {BODY}", "New Delhi [India]", "ANI"),
        (f"JEDDAH, Saudi Arabia (AP) — {BODY}", "JEDDAH, Saudi Arabia", "AP"),
        (f"WASHINGTON, D.C., Dec 20 (Reuters) - {BODY}", "WASHINGTON, D.C.", "Reuters"),
        (f"Riyadh, December 20, 2024, SPA -- {BODY}", "Riyadh", "SPA"),
        (f"Dec. 20 (UPI) -- {BODY}", "", "UPI"),
        (f"PORT-AU-PRINCE, Haiti (AP) — {BODY}", "PORT-AU-PRINCE, Haiti", "AP"),
        (f"Iran PressMiddle East:\u00a0 {BODY}", "", "Iran Press"),
        (f"Iran Press/Africa: {BODY}", "", "Iran Press"),
        (f"Anadolu: {BODY}", "", "Anadolu"),
        (f"{BODY} (ILKHA)", "", "ILKHA"),
        (f"{BODY} (Reuters/NAN)", "", "Reuters"),
        (f"{BODY} /TASS/", "", "TASS"),
        (f"{BODY} — MENA", "", "MENA"),
        (f"By Jane Doe, Reuters\n\n{BODY}", "", "Reuters"),
        (f"Talks end in Geneva\n\nAnadolu Agency\n\n{BODY}", "", "Anadolu"),
        (f"{BODY}\n\nSource: Middle East News Agency", "", "MENA"),
        (f"Source: Tasnim News Agency\n\n{BODY}", "", "Tasnim"),
        (f"BREAKING: CAIRO (AP) — {BODY}", "CAIRO", "AP"),
        (f"CAIRO (Agenzia Example) - {BODY}", "CAIRO", "Agenzia Example"),
        (f"Cairo, 20 December, 2024 (ABC-XY) -- {BODY}", "Cairo", "ABC-XY"),
        (f"Talks end in Geneva\n\nRadio Example (Cairo)\n\n{BODY}", "", "Radio Example"),
        (f"Text of report by Iranian news agency Mehr on 3 March\n\n{BODY}", "", "Mehr"),
        (f"{BODY}\n\nSource: Mehr news agency, Tehran, in English 3 Mar 05", "", "Mehr"),
        (f"{BODY}\n\n(MENA)", "", "MENA"),
        (f"{BODY}\n\n//Petra// AA", "", "Petra"),
        (f"CAIRO, (MENA)\n\n{BODY}", "CAIRO", "MENA"),
        (f"Cairo, Dec 24, 2024 / 10:15 am (MENA).\n\n{BODY}", "Cairo", "MENA"),
        (f"CAIRO, DEC.18(MENA)- {BODY}", "CAIRO", "MENA"),
        (f"Cairo (BTA/Jane Doe) - {BODY}", "Cairo", "BTA"),
        (f"CAIRO, 12 December 2024 -/Example News(EN)/- {BODY}", "CAIRO", "Example News"),
        (f"{BODY}\n\nPublished in Dawn, May 6th, 2025", "", "Dawn"),
        (f"Talks end\nBy Jane Doe\nCAIRO, March 5 (Reuters) - {BODY}", "CAIRO", "Reuters"),
        (f"Cairo, Sep 7 (PTI) {BODY}", "Cairo", "PTI"),
        (f"Cairo, Rajab 21, 1446, January 21, 2025, SPA -- {BODY}", "Cairo", "SPA"),
        (f"Sudan Tribune\n\nMay 14, 2024 (CAIRO) – {BODY}", "CAIRO", "Sudan Tribune"),
        (f"CAIRO-{BODY}\n\n(MENA)", "CAIRO", "MENA"),
        (f"Cairo, 09 ago 2024 (Lusa) - {BODY}", "Cairo", "LUSA"),
        (f"{BODY} PTI KND SMN", "", "PTI"),
        (f"{BODY} EFE", "", "EFE"),
        (f"{BODY}\n\nWAM/Jane Doe", "", "WAM"),
        (f"{BODY}\n\nBSS/SR/ 1712 hrs", "", "BSS"),
        (f"{BODY}\n\nKUNA 201514 Nov 24", "", "KUNA"),
        (f"Talks end in Geneva\n\nMore to follow, both say\n\nCAIRO (AP) — {BODY}", "CAIRO", "AP"),
        (
            f"Ministry of Health of the Arab Republic\n\n{BODY}",
            "",
            "Ministry of Health of the Arab Republic",
        ),
    ],
)
def test_marked(text: str, place: str, agency: str) -> None:
    wire = read(text)
    assert (place, agency) == (wire.dateline, wire.source and wire.source.name)
    assert wire.paragraphs[-1] == BODY
    assert [certain for _, _, certain in told(wire)] == [True]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"JERUSALEM — {BODY}", "JERUSALEM"),
        (f"BEIRUT - {BODY}", "BEIRUT"),
        (f"Cairo – {BODY}", "Cairo"),
        (f"CAIRO\n\n{BODY}", "CAIRO"),
        (f"Cairo, 4 May 2023, 14:05 CET\n\n{BODY}", "Cairo"),
        (f"Cairo, 3 March: {BODY}", "Cairo"),
        (f"Cairo: {BODY}", "Cairo"),
        (f"EGYPT: {BODY}", "EGYPT"),
        (f"Egypt: {BODY}", ""),
        (f"UNRWA — the agency for refugees — said so. {BODY}", ""),
        (f"NATO — The alliance met. {BODY}", ""),
        (f"Sisi – Pezeshkian – the talks began. {BODY}", ""),
        (f"The plan (see below) - it has three parts - was read out. {BODY}", ""),
        ("He said: We met in Cairo.", ""),
    ],
)
def test_a_place_alone(text: str, place: str) -> None:
    wire = read(text)
    assert place == wire.dateline
    assert wire.source is None


@pytest.mark.parametrize(
    ("text", "agency", "evidence"),
    [
        ("Ten were hurt, according to a count by Anadolu.", "Anadolu", "count by Anadolu"),
        ("“We met,” he told the Anadolu Agency in Ankara.", "Anadolu", "told the Anadolu Agency"),
        ("The talks went on, MENA reported.", "MENA", "MENA reported"),
        ("The talks went on, according to Reuters.", "Reuters", "according to Reuters"),
        (
            "The talks went on, Reuters reported. “We met,” he told Anadolu.",
            "Anadolu",
            "told Anadolu",
        ),
    ],
)
def test_cited_is_a_guess(text: str, agency: str, evidence: str) -> None:
    wire = read(text)
    assert [(agency, evidence, False)] == told(wire)
    assert (text,) == wire.paragraphs


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The Anadolu region has seen rain.",
        "Ministers of the Organization of Islamic Cooperation (OIC)",
        "He spoke of the MENA region. Growth is slow.",
        "Ministers met the Gulf Cooperation Council (GCC). They left.",
        "Ten were hurt, according to officials.",
    ],
)
def test_no_agency(text: str) -> None:
    assert read(text).source is None


def test_a_mark_goes_before_a_citation_and_the_top_before_the_end() -> None:
    wire = read(f"CAIRO (AP) — {BODY}\n\nTen were hurt, according to a count by Anadolu. (Reuters)")
    assert wire.source and wire.source.name == "AP"
    assert [one.message for one in wire.doubts] == ["the text is marked as AP's and as Reuters's"]


def test_an_unknown_code_at_the_end_is_a_guess() -> None:
    assert told(read(f"{BODY} They left. (XNA)")) == [("XNA", "(XNA)", False)]


def test_a_kicker_within_the_text_needs_its_section() -> None:
    glued = read(f"{BODY}\n\nIran PressAfrica:\u00a0 They met twice.")
    assert glued.paragraphs == (BODY, "They met twice.")
    assert told(glued) == [("Iran Press", "Iran PressAfrica:", True)]
    spoken = read(f"{BODY}\n\nReuters: What was said there?")
    assert len(spoken.paragraphs) == 2 and spoken.source is None


def test_names_have_many_forms() -> None:
    for form in ("Anadolu", "AA", "Anadolu Agency", "Anadolu Ajansı"):
        agency = find_agency(form)
        assert agency and agency.name == "Anadolu"
    assert find_agency("the ministry") is None


@pytest.mark.parametrize(
    "notice",
    [
        "© Agence France-Presse",
        "Copyright 2024 The Associated Press. All rights reserved.",
        "Anadolu Agency website contains only a portion of the news stories offered to subscribers.",
    ],
)
def test_an_owner_in_a_legal_notice_is_a_guess(notice: str) -> None:
    wire = read(f"{BODY}\n\nThey will meet again in June.\n\n{notice}")
    assert [certain for _, _, certain in told(wire)] == [False]
    assert wire.source and wire.source.url
