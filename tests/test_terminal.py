"""Names and texts never steer the terminal that they are shown on, nor turn what stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.options import Report
from sitegen.problems import Location, Problem
from sitegen.report import as_json, problem_lines, visible, visible_json
from sitegen.serve.page import missing_page, problem_page
from tests.conftest import SiteFolder

CHECKOUT = Path(__file__).parent.parent
STEERING = ("Cc", "Cs", "Zl", "Zp")
TEXTS = st.text(
    st.characters() | st.sampled_from("\x1b\x07\x7f\x9b\x85\n\r\u2028\u202e\u2067\u061c\udcff")
)


def steering(shown: str) -> list[str]:
    """What would steer a terminal, or turn its letters."""
    joiners = "\u200c\u200d"
    return [
        c for c in shown if category(c) in STEERING or (category(c) == "Cf" and c not in joiners)
    ]


@given(TEXTS, TEXTS, TEXTS)
def test_no_problem_steers(where: str, message: str, hint: str) -> None:
    problem = Problem(Location(where, 4), "odd", message, hint)
    (line,) = problem_lines([problem])
    assert steering(line) == []
    page = problem_page([problem]).decode() + missing_page(where).decode()
    assert [c for c in steering(page) if c != "\n"] == []


@given(TEXTS)
@example("\x7f\x9b2J\U000e0001")
def test_json_is_whole_and_steers_nothing(text: str) -> None:
    problem = Problem(Location(text), "odd", text, text)
    shown = as_json(Report(Path("public"), rendered={text: text}, written=[text]), [problem])
    assert shown.isascii()
    assert steering(shown.replace("\n", "")) == []
    read = json.loads(shown)
    assert (read["problems"][0]["path"], read["written"]) == (text, [text])
    line = visible_json(json.dumps({"id": text}, ensure_ascii=False))
    assert steering(line) == []
    assert json.loads(line) == {"id": text}


@given(TEXTS)
def test_what_is_shown_is_shown_the_same_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("text", ["« Accord »", "می‌شود", "क्‍ष", "日本 🙂"])
def test_words_and_spaces_of_every_script_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text


EVIL = "a\x1b]0;x\x07\x7f\x9b2J\u202e\nb"


def run(site: SiteFolder, *arguments: str, stdin: str = "") -> str:
    """All that a command says, on both streams."""
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=site.root,
        input=stdin.encode("utf-8", "surrogateescape"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    return done.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "--explain"),
        ("build", "--strict", "--format", "json"),
        ("build", "--format", "json"),
        ("build", "--output", f"out{EVIL}"),
        ("import", "--dry-run", f"{EVIL}.txt"),
        ("import", f"{EVIL}.txt", f"no{EVIL}.txt"),
        ("countries", f"{EVIL}.txt", f"no{EVIL}.txt"),
        ("countries", "--format", "jsonl"),
        ("serve", "--host", f"{EVIL}.invalid", "--port", "1"),
    ],
)
def test_no_command_says_what_steers(site: SiteFolder, arguments: tuple[str, ...]) -> None:
    site.article(f"{EVIL}.md", f"[x]({EVIL.strip()}.md) \x7f\x9b", title=f'"{EVIL[0]}\u202e"')
    site.write(f"content/{EVIL}/a.md", "A.")
    site.write(f"static/{EVIL}.css", "a{}")
    site.write(f"{EVIL}.txt", f"Egypt {EVIL} met \x85 in Cairo.\n\nRead also: {EVIL}\n")
    line = json.dumps({"id": EVIL, "text": "Egypt"}, ensure_ascii=False)
    said = run(site, *arguments, stdin=f"{line}\n")
    assert said.strip()
    assert [c for c in steering(said) if c != "\n"] == []
    assert "Traceback" not in said
