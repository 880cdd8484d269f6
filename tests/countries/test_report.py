"""What `sitegen countries` prints."""

from __future__ import annotations

import json

import pytest

from sitegen.countries.report import explain, jsonl


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


def test_jsonl_answers_line_by_line() -> None:
    lines = iter(
        [
            '{"id": "a", "title": null, "dateline": "CAIRO", "text": "Nothing happened."}\n',
            "\n",
            '{"id": 2, "text": "Chile and Peru signed."}\n',
        ]
    )
    answers = jsonl(lines)
    assert json.loads(next(answers)) == {"id": "a", "countries": ["EG"], "mentions": []}
    assert json.loads(next(answers)) == {"id": 2, "countries": ["CL", "PE"], "mentions": []}
    assert list(answers) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON: Expecting property name enclosed in double quotes"),
        ("[]", 'line 2: expected an object such as {"id": "a", "text": "…"}'),
        ('{"text": "x"}', "line 2: 'id' must be a string or a number"),
        ('{"id": "a"}', "line 2: 'text' must be a string"),
        ('{"id": "a", "text": "x", "title": 3}', "line 2: 'title' must be a string or null"),
        (
            '{"id": "a", "text": "x", "body": ""}',
            "line 2: unknown field 'body'; known are id, title, dateline, text",
        ),
        ("[" * 100_000, "line 2: not JSON: nested too deeply"),
    ],
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    answers = jsonl(['{"id": "a", "text": ""}', line])
    next(answers)
    with pytest.raises(ValueError) as caught:
        next(answers)
    assert str(caught.value) == message
