"""What templates depend on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from sitegen.template_index import TemplateIndex

TEXTS = {
    "page.html": "{% include '_card.html' %}",
    "_card.html": "{{ title }}",
    "any.html": "{% include kind ~ '.html' %}",
}


class Desk:
    """A folder of templates, and the names of those that were taken apart."""

    def __init__(self, folder: Path) -> None:
        """Write the templates."""
        self.folder = folder
        self.parsed: list[str] = []
        for name, text in TEXTS.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def index(self, before: TemplateIndex | None = None) -> TemplateIndex:
        """Look at the folder, knowing what an earlier look has noted, as it is kept in a store."""
        self.parsed.clear()
        known = json.loads(json.dumps(before.references)) if before else {}
        return TemplateIndex((self.folder,), {}, self._parse, known)

    def _parse(self, name: str, text: str) -> nodes.Template:
        self.parsed.append(name)
        return Environment().parse(text, name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_template_draws_in_what_it_includes_or_may_include(desk: Desk) -> None:
    index = desk.index()
    assert index.closure("page.html") == ("_card.html", "page.html")
    assert index.closure("any.html") == tuple(sorted(TEXTS))


def test_a_text_that_is_known_is_not_taken_apart_again(desk: Desk) -> None:
    first = desk.index()
    assert sorted(desk.parsed) == sorted(TEXTS)
    desk.write("_card.html", "<b>{{ title }}</b>")
    second = desk.index(first)
    assert desk.parsed == ["_card.html"]
    assert second.closure("any.html") == first.closure("any.html")
    assert second.fingerprint("page.html") != first.fingerprint("page.html")
    assert second.mark != first.mark


def test_a_mistake_is_told_by_every_look(desk: Desk) -> None:
    desk.write("page.html", "\n{% include %}")
    for index in (first := desk.index(), desk.index(first)):
        [problem] = index.problems
        assert (problem.where.path, problem.where.line) == ("templates/page.html", 2)
