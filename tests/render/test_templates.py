"""What templates depend on."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from sitegen.render.templates import TemplateIndex

TEXTS = {
    "page.html": "{% include '_card.html' %}",
    "_card.html": "{{ title }}",
    "any.html": "{% include kind ~ '.html' %}",
}


class Desk:
    """A folder of templates."""

    def __init__(self, folder: Path) -> None:
        """Write the templates."""
        self.folder = folder
        for name, text in TEXTS.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def index(self) -> TemplateIndex:
        """Look at the folder."""
        return TemplateIndex((self.folder,), {}, references)


def references(name: str, text: str) -> tuple[str | None, ...]:
    return tuple(find_referenced_templates(Environment().parse(text, name)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_template_draws_in_what_it_includes_or_may_include(desk: Desk) -> None:
    index = desk.index()
    assert index.closure("page.html") == ("_card.html", "page.html")
    assert index.closure("any.html") == tuple(sorted(TEXTS))


def test_a_change_is_one_of_all_that_may_draw_it_in(desk: Desk) -> None:
    first = desk.index()
    desk.write("_card.html", "<b>{{ title }}</b>")
    second = desk.index()
    assert second.closure("any.html") == first.closure("any.html")
    assert second.fingerprint("page.html") != first.fingerprint("page.html")
    assert second.mark != first.mark


def test_a_mistake_is_told(desk: Desk) -> None:
    desk.write("page.html", "\n{% include %}")
    [problem] = desk.index().problems
    assert (problem.where.path, problem.where.line) == ("templates/page.html", 2)
