"""Fields of front matter: typed, or told with their line and a way to mend them."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sitegen import urls
from sitegen.content.fields import READERS, read_fields
from sitegen.content.frontmatter import split
from sitegen.content.value import FrontMatterError
from sitegen.dates import PartialDate
from sitegen.model.article import Person
from tests.strategies import TITLES

CAIRO = ZoneInfo("Africa/Cairo")
TEXT_FIELDS = ("title", "dateline", "summary", "source")


def fields(front: str) -> dict[str, Any]:
    """The fields of front matter that there is nothing to say against."""
    read = read_fields(split(f"---\n{front}\n---\n").fields, "content/a.md", CAIRO)
    assert [str(problem) for problem in read.problems] == []
    return read.given


def complaints(front: str) -> list[str]:
    read = read_fields(split(f"---\n{front}\n---\n").fields, "content/a.md", CAIRO)
    return [str(problem) for problem in read.problems]


def test_every_field_is_typed() -> None:
    front = (
        "title: Leaders meet\n"
        "date: 2024-12-20 23:30Z\n"
        "updated: 2024-12\n"
        "dateline: CAIRO\n"
        "countries: [Egypt, ir]\n"
        "mentions: Côte d'Ivoire\n"
        "summary: >\n  They met\n  and spoke.\n"
        "source: MENA\n"
        "source_url: https://mena.example/1?a=b#c\n"
        "topics: [shipping, shipping, grain]\n"
        "people:\n  - A. Minister\n  - {name: B. Envoy, role: envoy, country: Russia}\n"
        "id: mena/2024/1\n"
        "slug: leaders-meet\n"
        "aliases: [/old/, /s%C3%BCd/1.html]\n"
        "lang: pt-BR\n"
        "draft: Yes"
    )
    assert fields(front) == {
        "title": "Leaders meet",
        "date": PartialDate("2024-12-21T01:30:00+02:00"),
        "updated": PartialDate("2024-12"),
        "dateline": "CAIRO",
        "countries": ("EG", "IR"),
        "mentions": ("CI",),
        "summary": "They met and spoke.",
        "source": "MENA",
        "source_url": "https://mena.example/1?a=b#c",
        "topics": ("shipping", "grain"),
        "people": (Person("A. Minister"), Person("B. Envoy", "envoy", "RU")),
        "id": "mena/2024/1",
        "slug": "leaders-meet",
        "aliases": ("/old/", "/süd/1.html"),
        "lang": "pt-BR",
        "draft": True,
    }
    assert fields(front).keys() == READERS.keys()


def test_what_is_left_empty_was_not_given() -> None:
    assert fields("title:\ncountries: ~\ndate: null") == {}
    assert fields("countries: []") == {"countries": ()}


def test_a_list_may_stand_on_one_line() -> None:
    assert fields("countries: Egypt, Iran , Egypt") == {"countries": ("EG", "IR")}


@pytest.mark.parametrize(
    ("front", "complaint"),
    [
        ("titel: A", "2: unknown field 'titel'; did you mean 'title'?"),
        ("qqq: A", f"2: unknown field 'qqq'; known are {', '.join(READERS)}"),
        (
            "title: [A, B]",
            "2: title: a text is wanted here, not a list; put a text with brackets, braces or a "
            "colon in quotes",
        ),
        ("title: ' '", "2: title: the text is empty; write one, or leave the field out"),
        (
            'summary: "a\\u0007b"',
            "2: summary: holds the control character U+0007; remove it; it was written as an escape",
        ),
        (
            "date: 2024-02-30",
            "2: date: 2024-02-30 is not a calendar date; write what is known: a month, a day or a "
            "moment; leave the field out for none",
        ),
        (
            "date: yesterday",
            "2: date: 'yesterday' is not a date such as 2024-12, 2024-12-20 or 2024-12-20 14:30; "
            "write what is known: a month, a day or a moment; leave the field out for none",
        ),
        (
            "countries:\n- Egypt\n- Frnace",
            "4: countries: unknown country 'Frnace'; did you mean 'France'?",
        ),
        (
            "mentions: [Qqqqqq]",
            "2: mentions: unknown country 'Qqqqqq'; write a name or an ISO 3166-1 code",
        ),
        (
            "countries: {a: b}",
            "2: countries: a list is wanted here; write it as [first, second]",
        ),
        (
            "topics: [a, [b]]",
            "2: topics: a text is wanted here, not a list; put a text with brackets, braces or a "
            "colon in quotes",
        ),
        (
            "people:\n- name: A\n- name: B\n  age: 7",
            "4: people: a person has no 'age'; known are name, role, country",
        ),
        (
            "people:\n- role: envoy",
            "3: people: a person has no name; known are name, role, country",
        ),
        (
            "people: [[A]]",
            "2: people: a person is a name, or a name with role and country",
        ),
        (
            "people: [{name: A, country: Frnace}]",
            "2: people: unknown country 'Frnace'; did you mean 'France'?",
        ),
        (
            "lang: english!",
            "2: lang: 'english!' is not a language tag; write one such as en, fr or pt-BR",
        ),
        ("draft: maybe", "2: draft: 'maybe' is neither true nor false"),
    ],
)
def test_a_mistake_has_a_line_and_a_way_to_mend_it(front: str, complaint: str) -> None:
    assert complaints(front) == [f"content/a.md:{complaint}"]


def test_every_mistake_is_told_in_one_run() -> None:
    assert len(complaints("titel: A\ndate: x\nlang: '!'\ndraft: '?'")) == 4


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("countries:\n- Frnace\n- Egypt\n- Irna", ["3: countries: ", "5: countries: "]),
        ("aliases:\n- old\n- /good/\n- 'a b'", ["3: aliases: 'old'", "5: aliases: 'a b'"]),
        ("people:\n- age: 7\n- name: A\n- [B]", ["3: people: ", "5: people: "]),
        ("topics:\n- ''\n- a\n- ''", ["3: topics: the text is empty", "5: topics: "]),
    ],
)
def test_every_mistake_in_a_list_is_told_where_it_stands(front: str, told: list[str]) -> None:
    found = complaints(front)
    assert len(found) == len(told)
    for complaint, start in zip(found, told, strict=True):
        assert complaint.startswith(f"content/a.md:{start}")


@pytest.mark.parametrize(
    ("updated", "date", "warned"),
    [
        ("2024-12-19", "2024-12-20", True),
        ("2023-12", "2024-12-20", True),
        ("2024-11-30 23:59", "2024-12", True),
        ("2024-12-20", "2024-12-20 09:30", False),
        ("2024-12", "2024-12-20", False),
        ("2024-12-21", "2024-12", False),
    ],
)
def test_an_update_before_the_date_is_worth_a_look(updated: str, date: str, warned: bool) -> None:
    found = complaints(f"updated: {updated}\ndate: {date}")
    assert len(found) == warned
    assert all(line.startswith("content/a.md:2: warning: updated: ") for line in found)


@pytest.mark.parametrize("slug", ["a b", "a/b", "..", "-a", "a-", "a?", "#", "a--b", "."])
def test_a_slug_that_cant_stand_in_an_address_is_refused(slug: str) -> None:
    assert complaints(f"slug: '{slug}'") == [
        f"content/a.md:2: slug: {slug!r} can't stand in an address; use letters, digits and hyphens"
    ]


@pytest.mark.parametrize("field", TEXT_FIELDS)
@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Talks <!-- in Oslo --> end", "Talks end"),
        ("<!-- a --> Talks <!-- b -->", "Talks"),
        ("Talks<!-- a\\n\\nb --> end", "Talks end"),
        ("Talks <!--> end <!---> soon <!-- --!>", "Talks end soon"),
        ("Talks --> end", "Talks --> end"),
        # What turns the text behind it goes; an isolate ends with its field.
        ("Talks \u202eend\u202c", "Talks end"),
        ("\\u202atalks\\u202b \\u202d \\u202eend", "talks end"),
        ("\u2067قمة\u2069 in Cairo\u2069", "\u2067قمة\u2069 in Cairo"),
        ("In \u2068Cairo \u2066today", "In \u2068Cairo \u2066today\u2069\u2069"),
        ("قمة\u200f القاهرة\u061c\u200e", "قمة\u200f القاهرة\u061c\u200e"),
    ],
)
def test_comments_and_marks_that_turn_what_follows_are_no_text(
    field: str, given: str, read: str
) -> None:
    assert fields(f'{field}: "{given}"')[field] == read


def test_a_comment_in_a_field_is_closed() -> None:
    assert complaints('topics: [grain, "ships <!-- and more"]') == [
        "content/a.md:2: topics: a comment begins with <!-- and is never closed; close it with -->; "
        "all of a comment is left out"
    ]
    assert complaints("title: <!-- a -->") == [
        "content/a.md:2: title: the text is empty; write one, or leave the field out"
    ]


@pytest.mark.parametrize("id", ["..", ".", "../a", "a/../../b", "a//b", "/a", "a/"])
def test_an_id_that_leads_out_of_the_site_is_refused(id: str) -> None:
    assert complaints(f"id: {id}") == [
        f"content/a.md:2: id: {id!r} can't stand in an address; let no part between slashes be "
        "empty, . or .."
    ]


@given(st.text(st.sampled_from("./a..%2eé "), max_size=8))
@example("../../evil")
def test_no_id_names_a_file_outside_the_output_folder(id: str) -> None:
    read = read_fields(split(f"---\nid: '{id}'\n---\n").fields, "content/a.md", CAIRO)
    if "id" in read.given:
        url = urls.permalink("/{id}/", "slug", read.given["id"], PartialDate("2024-12"))
        assert {"", ".", ".."}.isdisjoint(urls.file_of(url).split("/"))


@pytest.mark.parametrize(
    "alias",
    [
        "old/",
        "//e.example/",
        "/a b/",
        "/a?b",
        "/a#b",
        "/a*",
        "/:a",
        "/%2A",
        "/%0A",
        "/%FF",
        "/%2Fx/",
    ],
)
def test_an_alias_that_is_no_path_of_the_site_is_refused(alias: str) -> None:
    assert complaints(f"aliases: ['{alias}']") == [
        f"content/a.md:2: aliases: {alias!r} is not a path on this site; write the earlier address "
        "from the first slash, such as /2024/12/old-name/"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "mena.example",
        "ftp://mena.example",
        "javascript:alert(1)",
        "https://",
        "https://[",
        "https://a b.example",
        "https://a.example:x/",
        "https://a.example:99999/",
        "https://bank.example@evil.example/",
        'https://a.example/"x',
        "https://a.example/<x>",
        "https://a.example\\b",
    ],
)
def test_a_source_has_a_web_address_or_none(address: str) -> None:
    assert complaints(f"source_url: '{address}'") == [
        f"content/a.md:2: source_url: {address!r} is not a web address; begin it with https://"
    ]


@given(st.sampled_from(TEXT_FIELDS), TITLES)
def test_a_text_comes_back_as_it_was_written(field: str, text: str) -> None:
    assume(text.isprintable())
    quoted = text.replace("'", "''")
    assert fields(f"{field}: '{quoted}'") == {field: text}


@given(st.sampled_from(sorted(READERS)), st.text() | st.lists(st.text(), max_size=3))
def test_any_value_is_read_or_told(field: str, value: str | list[str]) -> None:
    try:
        front = split(f"---\n{field}: {json.dumps(value)}\n---\n").fields
    except FrontMatterError:
        return
    read = read_fields(front, "content/a.md", CAIRO)
    items = len(value) if isinstance(value, list) else value.count(",") + 1
    assert read.given.keys() == (set() if read.problems else {field})
    assert len(read.problems) <= max(1, items)


def test_people_can_be_written_with_commas() -> None:
    fields = read_fields(split("---\npeople: A. Minister, B. Envoy\n---\n").fields, "a.md", CAIRO)
    assert fields.given["people"] == (Person("A. Minister"), Person("B. Envoy"))
