"""Every word of the interface stands in words.py: pages and templates have none of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

import sitegen
from sitegen.package import package_folder

PLAN = sorted((Path(sitegen.__file__).parent / "plan").glob("*.py"))
TEMPLATES = sorted(package_folder("templates").rglob("*.html"))
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "summary"}
"""Attributes that a person hears or sees."""
TOLD = {"addresses.py", "names.py", "site_paths.py"}
"""What says what is wrong to editors, and not to readers."""


def constants(path: Path) -> Iterator[str]:
    """The texts in a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("path", PLAN, ids=lambda path: path.name)
def test_what_plans_pages_has_no_words(path: Path) -> None:
    if path.name not in TOLD:
        found = (text for text in constants(path) if "[" not in text)  # which is a type
        assert [text for text in found if re.search(r"[A-Z][a-z]|[a-z] [a-z]", text)] == []


class Words(HTMLParser):
    """The words in what a template writes by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def own_words(text: str) -> list[str]:
    """Words between a template's marks, and texts within them that are no names or addresses."""
    tokens = list(Environment().lex(text))
    reader = Words()
    # What Jinja2 fills in is left as a digit, which is no word.
    whole = "".join(value if kind == "data" else "0" for _, kind, value in tokens)
    # Attributes that stand in a block or a macro of their own, and the names of classes and kinds.
    reader.feed(re.sub(r'^0+ [a-z]+="[^"]*".*$|^0+[a-z -]+0+$', "", whole, flags=re.MULTILINE))
    inside = [value[1:-1] for _, kind, value in tokens if kind == "string"]
    spoken = [
        part for part in inside if re.search(r"[A-Z][a-z]| [a-z]+ ", part) and "=" not in part
    ]
    return [part for part in (*reader.found, *spoken) if re.search(r"[A-Za-z]", part)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_words(path: Path) -> None:
    assert own_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["<p>Hello</p>", '<a title="More">{{ x }}</a>', "{{ f('Other months') }}", "{{ x }} by"],
)
def test_a_word_is_seen(text: str) -> None:
    assert own_words(text) != []
