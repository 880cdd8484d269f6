"""What `sitegen countries` prints."""

from __future__ import annotations

import json

import pytest

from sitegen.countries.report import answer, explain


def test_explain_lists_countries_then_mentions() -> None:
    text = "Egypt's president met his Iranian counterpart\nin Banjul, Gambia.\n"
    assert explain("a.txt", text) == (
        "a.txt: Egypt (EG), Iran (IR)\n"
        "  mentions: Gambia (GM)\n"
        "  a.txt:1:1: 'Egypt' → Egypt (name)\n"
        "  a.txt:1:27: 'Iranian' → Iran (demonym)\n"
        "  a.txt:2:4: 'Banjul' → Gambia (capital)\n"
        "  a.txt:2:12: 'Gambia' → Gambia (name)\n"
    )


def test_explain_a_text_about_no_country() -> None:
    assert explain("-", "Nothing happened.") == "-: no country\n  mentions: none\n"


def test_a_json_line_is_answered() -> None:
    line = '{"id": "a", "title": null, "dateline": "CAIRO", "text": "Nothing happened."}\n'
    assert json.loads(answer(line)) == {"id": "a", "countries": ["EG"], "mentions": []}


def test_fields_of_other_programs_are_let_be() -> None:
    line = '{"id": 2, "text": "Chile and Peru signed.", "desk": "americas"}'
    assert json.loads(answer(line)) == {"id": 2, "countries": ["CL", "PE"], "mentions": []}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("[]", 'expected an object such as {"id": "a", "text": "…"}'),
        ('{"text": "x"}', "'id' must be a string or a whole number"),
        ('{"id": true, "text": "x"}', "'id' must be a string or a whole number"),
        ('{"id": "a"}', "'text' must be a string"),
        ('{"id": "a", "text": null}', "'text' must be a string"),
        ('{"id": "a", "text": "x", "title": 3}', "'title' must be a string or null"),
        ("[" * 100_000, "not JSON: nested too deeply"),
    ],
)
def test_what_is_wrong_with_a_line(line: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        answer(line)
    assert str(caught.value) == message
