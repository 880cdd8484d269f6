"""Where the article ends, and what came along with it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.wire.read import read_wire

CAIRO = ZoneInfo("Africa/Cairo")
CASES = Path(__file__).parent.parent / "cases" / "wire"


def blocks(name: str) -> list[tuple[str, str, str]]:
    """Cases of "title, a rule of =, text, a rule of -, expected", parted by a rule of #."""
    found = []
    for block in (CASES / name).read_text("utf-8").split("\n########\n"):
        title, rest = block.split("\n========\n", 1)
        text, expected = rest.split("\n--------\n", 1)
        found.append((title.strip(), text, expected.strip()))
    return found


@pytest.mark.parametrize(("title", "text", "expected"), blocks("extent.txt"))
def test_extent(title: str, text: str, expected: str) -> None:
    """Expected: the first words of each paragraph kept, then of each cut with its reason."""
    wire = read_wire(text, CAIRO, lambda name: None)
    told = [f"keep {paragraph[:20].strip()}" for paragraph in wire.paragraphs]
    told += [f"cut {cut.line} {cut.reason}" for cut in wire.cut]
    told += [f"doubt {doubt.line} {doubt.code}" for doubt in wire.doubts]
    assert expected.splitlines() == told, title


ARTICLE = (
    "Ministers met in Geneva on Monday.\n\n{}\n\nThey will meet again in June, both sides said."
)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Related talks were held in Geneva, and others are to follow.",
        "Photo opportunities were few, and the delegations left by a side door.",
        "All rights of the minority must be upheld, the report said.",
        "“All rights reserved” is what the stamp on the document said.",
        "Copyright law was one of the subjects of the talks.",
        "Contact between the two sides was broken off in 2016.",
        "Follow-up meetings are planned for the spring.",
        "Subscribers to the fund will be paid in three parts.",
        "Join forces or lose, the minister told his colleagues.",
        "Read the room, he told them.",
        "Follow the money, the auditors said, and found three accounts.",
        "When using the bridge, lorries are required to keep to the right.",
        "This report was not written by the commission, its chairman said.",
        "You are receiving guests today, he told the mayor.",
        "WAM is short for the name of the agency of the Emirates.",
        "More than 300 people were hurt.",
        "More from the talks is expected on Tuesday.",
        "Reporting by the agency showed that the dam was full.",
        "By Thursday evening the army had taken the bridge.",
        "Writing by hand, the delegates signed the text.",
        "Support our brothers, the crowd chanted in the square.",
        "Share prices fell in Cairo and in Amman.",
        "Comments by the minister were not at hand.",
        "Video of the meeting was shown on state television.",
        "Image is everything, one of the diplomats said.",
        "End the war now, the protesters shouted.",
        "The end.",
        "Tags on the crates showed where they had come from.",
        "Topics include water, trade and the border.",
        "Address the causes of the war first, she urged.",
        "Donate blood, the hospital asked the people of the town.",
        "Get the hostages home, the families demanded.",
        "Legal experts warned that the order was void.",
        "Disclaimers were read out before the hearing.",
        "For more than two years, the border has been shut.",
        "Source of the Nile and its dams were discussed at length.",
        "Editing genes is banned in the country, the minister noted.",
        "Sign language was used at the meeting.",
        "File cabinets were carried out of the embassy.",
        "See you in Cairo, the minister told his guest.",
        "Recommended doses were handed out to the villages.",
        "Trending upward, prices rose by a third within a year.",
        "Advertisement of the law in the gazette is required.",
        "Click chemistry won the prize that year.",
        "Views expressed by the delegates differed widely.",
        "Latest news from the front was read to the ministers.",
    ],
)
def test_a_real_paragraph_is_never_cut(paragraph: str) -> None:
    wire = read_wire(ARTICLE.format(paragraph), CAIRO, lambda name: None)
    assert paragraph == wire.paragraphs[1]
    assert wire.cut == ()


@pytest.mark.parametrize(
    ("paragraph", "reason"),
    [
        ("READ ALSO: Ministers to meet again", "read also"),
        ("Read more: The talks explained", "read also"),
        ("See also: Ten years of talks", "read also"),
        ("Related articles:", "read also"),
        ("You may also like", "read also"),
        ("Photo: Jane Doe/Example", "photo credit"),
        ("(Photo by Jane Doe/Getty Images)", "photo credit"),
        ("FILE PHOTO: The minister arrives in Geneva. REUTERS/Jane Doe", "photo credit"),
        ("Image credit: Jane Doe", "photo credit"),
        ("Video courtesy of the ministry", "photo credit"),
        ("Subscribe to our newsletter.", "newsletter call"),
        ("Sign up for the morning letter, delivered daily.", "newsletter call"),
        ("Follow us on Telegram", "newsletter call"),
        ("Download our app.", "newsletter call"),
        ("Advertisement", "newsletter call"),
        ("© 2024 Example News. All rights reserved.", "legal notice"),
        ("Copyright 2024 Example. All rights reserved.", "legal notice"),
        ("All rights reserved.", "legal notice"),
        ("This story may not be published or rewritten.", "legal notice"),
        ("Our Standards: The Example Trust Principles.", "legal notice"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "reporters’ credit"),
        ("Reporting by Jane Doe; editing by John Roe", "reporters’ credit"),
        ("Editing by John Roe", "reporters’ credit"),
        ("Contact: desk@example.org", "contact"),
        ("For more information, please contact the press office.", "contact"),
        ("Tel: +20 2 555 0100", "contact"),
        ("https://example.org/story", "link"),
        ("desk@example.org", "link"),
        ("Tags: Geneva, talks", "tags"),
        ("#Geneva #talks", "tags"),
        ("* * *", "rule"),
    ],
)
def test_what_says_what_it_is_goes(paragraph: str, reason: str) -> None:
    wire = read_wire(ARTICLE.format(paragraph), CAIRO, lambda name: None)
    assert [(reason, 3, paragraph)] == [tuple(cut) for cut in wire.cut]
    assert len(wire.paragraphs) == 2
