"""Front matter: texts as the editor wrote them, each with its line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.content.frontmatter import Document, split
from sitegen.content.value import FrontMatterError, Value

YAML_LIKE = st.lists(
    st.sampled_from(
        [
            "---\n",
            "...\n",
            "title: x\n",
            "a: [b, c]\n",
            "- x\n",
            "\t",
            "  ",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a ",
            "!!int ",
            "? ",
            ": ",
            "|\n",
            ">\n",
            "'",
            '"',
            "#",
            "%TAG\n",
            "\n",
            "x: y: z\n",
        ]
    ),
    max_size=12,
).map("".join)


def fields(text: str) -> dict[str, object]:
    return {name: plain(value) for name, value in split(f"---\n{text}---\n").fields.items()}


def plain(value: Value) -> object:
    if isinstance(value.data, tuple):
        return [plain(item) for item in value.data]
    if isinstance(value.data, dict):
        return {name: plain(item) for name, item in value.data.items()}
    return value.data


def mistake(text: str) -> tuple[str, int, int, str]:
    with pytest.raises(FrontMatterError) as error:
        split(text)
    return error.value.message, error.value.line, error.value.column, error.value.hint


def test_a_file_is_fields_and_a_body_that_begins_on_its_line() -> None:
    document = split("---\ntitle: Talks\ncountries: [EG, IR]\n---\n\nMinisters met.\n")
    assert document == Document(
        {
            "title": Value("Talks", 2),
            "countries": Value((Value("EG", 3), Value("IR", 3)), 3),
        },
        "\nMinisters met.\n",
        5,
    )


@pytest.mark.parametrize("text", ["", "Ministers met.\n", "----\nnot\n---\n", " ---\na: b\n---\n"])
def test_without_front_matter_all_is_body(text: str) -> None:
    assert split(text) == Document({}, text, 1)


@pytest.mark.parametrize(
    "text", ["title: Number #1 in sport\n", "date: 2024\ntitle: A 'man' #metoo\n", "x: a [b] #c\n"]
)
def test_words_that_would_be_left_out_are_told(text: str) -> None:
    message, line, _, hint = mistake(f"---\n{text}---\n")
    name = text.splitlines()[-1].partition(":")[0]
    assert (message, line) == (f"{name}: what begins with # is left out", text.count("\n") + 1)
    assert hint == "put the text in quotes, or a space after # for a comment"


@pytest.mark.parametrize(
    "text",
    [
        "title: A # note\n",
        "title: A  # of #2\n",
        "title: 'No. #1'\n",
        "title: C# and F#\n",
        "#title: B\n",
        "# a #b\n",
    ],
)
def test_a_comment_is_no_mistake(text: str) -> None:
    assert split(f"---\n{text}---\n").fields.keys() <= {"title"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n\n---\ntitle: A\n---\nBody\n", 3),
        (" ---\ndraft: true\n---\nBody\n", 1),
        ("----\ntitle: A\n\ndraft: true\n---\nBody\n", 1),
        ("—\ntitle: A\n—\nBody\n", 1),
        ("+++\ntitle = 'A'\n+++\nBody\n", 1),
        (" ---\n title: A\n\n # note\n topics:\n - a\n ---\nBody\n", 1),
        ("----\ntitle: A\ntopics: [\n  a\n]\n----\nBody\n", 1),
        ("title: A\r\ndraft: true\r\n---\r\nBody\r\n", 1),
        ("<!-- to do -->\n---\ntitle: A\ndraft: true\n---\nBody\n", 2),
        ("<!-- to do --!>\r\n---\r\ntitle: A\r\n---\r\nBody\r\n", 2),
        ("<!-- a --> <!-- b\n\nb -->\n\n<!---->\n\n---\ntitle: A\n---\nBody\n", 7),
        ("\ufeff<!-- to do -->\n\ufeff\n---\ntitle: A\n---\nBody\n", 3),
        ("<!-- to do -->---\ntitle: A\n---\nBody\n", 1),
        ("<!-- to do -->\ntitle: A\n---\nBody\n", 2),
        ("<!-- to do\n---\ntitle: A\n---\nBody\n", 2),
        ("<!-- to do\n---\ntitle: A\n---\nBody <!-- b -->\n", 2),
        ("<!-- a --> <!-- to do\n\n---\ntitle: A\n---\nBody\n", 3),
        (f"<!-- {'long ' * 5000}-->\n---\ntitle: A\n---\nBody\n", 2),
        ("--- <!-- to do -->\ntitle: A\n---\nBody\n", 1),
        ("<!-- a -->\n---\n<!-- b -->\ntitle: A\n<!-- c\nc -->\n--- <!-- d\nBody\n", 2),
    ],
)
def test_what_is_meant_for_front_matter_is_never_published(text: str, line: int) -> None:
    message, where, _, hint = mistake(text)
    assert (message, where) == ("the front matter does not begin as it must", line)
    assert hint == "let the first line be three hyphens and nothing else"


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nDate: 2024-12-20\n\nBody\n---\n",
        "source: an official, who spoke on\n",
        "people: who they were\n\nMinisters met.\n\n---\n\nThey left.\n",
        "---\n\nBody\n".lstrip("-"),
        "Ministers met.\n\n---\n\ntitle: no\n---\n",
    ],
)
def test_a_text_with_a_rule_in_it_is_a_text(text: str) -> None:
    assert split(text) == Document({}, text, 1)


@pytest.mark.parametrize(
    "text", ["---\n---\nBody", "---\n\n# nothing\n---\nBody", "---\n...\nBody"]
)
def test_empty_front_matter_has_no_fields(text: str) -> None:
    assert (split(text).fields, split(text).body) == ({}, "Body")


def test_windows_line_ends_and_spaces_after_the_hyphens() -> None:
    document = split("---  \r\ntitle: A\r\n---\t\r\nBody\r\n")
    assert document == Document({"title": Value("A", 2)}, "Body\r\n", 4)


@pytest.mark.parametrize(
    "text", ["NO", "no", "2024", "1_000", "0x10", "1e3", ".inf", "22:22", "=", "2024-02-30"]
)
def test_a_value_is_the_text_that_was_written(text: str) -> None:
    assert fields(f"field: {text}\n") == {"field": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_an_empty_value_says_nothing(text: str) -> None:
    assert fields(f"field: {text}\n") == {"field": None}


def test_a_quoted_value_is_a_text_whatever_it_spells() -> None:
    assert fields('a: \'null\'\nb: ""\nc: "~"\n') == {"a": "null", "b": "", "c": "~"}


def test_lists_and_people() -> None:
    text = "topics:\n- one\n- two\npeople:\n  - {name: A, role: B}\n"
    assert fields(text) == {"topics": ["one", "two"], "people": [{"name": "A", "role": "B"}]}


def test_lines_count_from_the_top_of_the_file() -> None:
    found = split("---\n# comment\ntitle: >\n  long\n  text\n\ntopics:\n  - one\n---\n").fields
    assert found["title"].line == 3
    assert found["topics"].data == (Value("one", 8),)


@pytest.mark.parametrize(
    ("text", "message", "line", "hint"),
    [
        (
            "---\ntitle: A\n",
            "the front matter is never closed",
            1,
            "close it with a line of three hyphens",
        ),
        (
            "---\ntitle: A\ntitle: B\n---\n",
            "the field 'title' stands twice",
            3,
            "it stands on line 2 already; keep one",
        ),
        (
            "---\na: &x 1\nb: 2\n---\n",
            "anchors and aliases are not allowed",
            2,
            "write the value out, or put a text that begins with & or * in quotes",
        ),
        (
            "---\na: 1\nb: *x\n---\n",
            "anchors and aliases are not allowed",
            3,
            "write the value out, or put a text that begins with & or * in quotes",
        ),
        (
            "---\n- a\n- b\n---\n",
            "the front matter holds no fields",
            2,
            "write one field a line, such as title: Leaders meet in Cairo",
        ),
        (
            "---\nMinisters met.\n---\n",
            "the front matter holds no fields",
            2,
            "write one field a line, such as title: Leaders meet in Cairo",
        ),
        ("---\n? [a]\n: b\n---\n", "a field has no name", 2, ""),
        ("---\na: [[[[[[[[[[x]]]]]]]]]]\n---\n", "values nest more than 8 levels deep", 2, ""),
    ],
)
def test_a_mistake_has_a_line_and_a_way_to_mend_it(
    text: str, message: str, line: int, hint: str
) -> None:
    assert mistake(text) == (message, line, 0, hint)


def test_a_colon_in_a_title_is_told_by_line_and_column() -> None:
    assert mistake("---\ndate: 2024-12\ntitle: Cairo: talks\n---\n") == (
        "the front matter is not YAML: mapping values are not allowed in this context",
        3,
        13,
        "put a value with : or # or a leading quotation mark in quotes",
    )


def test_a_tab_is_told_by_its_line() -> None:
    message, line, _, _ = mistake("---\ntitle: A\npeople:\n\t- name: B\n---\n")
    assert (message, line) == (
        "the front matter is not YAML: found character that cannot start any token",
        4,
    )


def test_a_million_laughs_are_not_laughed() -> None:
    bomb = "---\na: &a [x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert mistake(f"{bomb}---\n")[:2] == ("anchors and aliases are not allowed", 2)


def test_ten_thousand_brackets_are_a_mistake() -> None:
    assert mistake(f"---\na: {'[' * 10_000}\n---\n")[1] == 2


def test_python_objects_are_only_texts() -> None:
    assert fields("a: !!python/object/apply:os.system ['exit']\n") == {"a": ["exit"]}


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("{title: A}\ndate: 2024-12-20\n", 3),
        ("{title: A}\n}\n", 3),
        ("title: A\n--- # more\ndate: 2024-12-20\n", 3),
        ("title: A\n--- {date: 2024-12-20}\n", 3),
        ("{title: A}\n%TAG ! tag:e:\n", 4),
    ],
)
def test_nothing_after_the_fields_is_dropped_in_silence(block: str, line: int) -> None:
    assert mistake(f"---\n{block}---\n")[1] == line


@pytest.mark.parametrize("character", ["\x7f", "\x80", "\ufffe"])
def test_a_control_character_is_told_by_its_line(character: str) -> None:
    name = f"U+{ord(character):04X}"
    text = f"---\nmarks: 🌍\ntitle: a{character}b\n---\n"
    assert mistake(text) == (
        f"the front matter is not YAML: it holds the control character {name}",
        3,
        0,
        "remove it",
    )


@given(st.text() | YAML_LIKE | YAML_LIKE.map("---\n{}\n---\nbody".format))
@example("---\n\x85\n---\n")
@example("---\n\ufffe: a\n---\n")
@example("---\n%YAML 9.9\n---\n")
def test_any_text_is_a_document_or_a_mistake_in_it(text: str) -> None:
    try:
        document = split(text)
    except FrontMatterError as error:
        assert error.message and 1 <= error.line <= text.count("\n") + 2
    else:
        assert text.endswith(document.body)
        lines_above = text[: len(text) - len(document.body)].count("\n")
        assert document.body_line == lines_above + 1 or not document.body


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_a_quoted_text_comes_back_exactly(text: str) -> None:
    quoted = text.replace("'", "''")
    assert fields(f"title: '{quoted}'\n") == {"title": text}
