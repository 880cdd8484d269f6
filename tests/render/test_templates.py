"""What templates depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sitegen.plan import KINDS
from sitegen.render.templates import Templates, read_templates
from sitegen.store.store import Store

NAMES = {kind.template for kind in KINDS} - {""}
TEXTS = dict.fromkeys(NAMES, "plain") | {
    "article.html": "{% include '_card.html' %}",
    "month.html": "{% extends 'base.html' %}",
    "year.html": "{% from '_macros.html' import row %}",
    "index.html": "{% include kind ~ '.html' %}",
    "home.html": "<link href={{ asset('style.css') }}>",
    "feeds.html": "{{ asset(name) }}",
    "_card.html": "{% import '_inner.html' as inner %}{{ title }}",
    "_inner.html": "",
    "base.html": "",
    "_macros.html": "{% macro row() %}{% endmacro %}",
}
ASSETS = {"style.css": "/assets/style.1.css", "a.svg": "/assets/a.1.svg"}


class Desk:
    """A project's folder of templates before the package's, and a store."""

    def __init__(self, root: Path, store: Store) -> None:
        """Write the package's templates."""
        self.folders = (root / "project", root / "package")
        self.store = store
        for folder in self.folders:
            folder.mkdir()
        for name, text in TEXTS.items():
            self.write(name, text, 1)

    def write(self, name: str, text: str, folder: int = 0) -> None:
        (self.folders[folder] / name).write_text(text, "utf-8")

    def read(self, assets: Mapping[str, str] = ASSETS, seen: str = "") -> Templates:
        """Look at the folders."""
        return read_templates(self.folders, assets, seen, self.store)

    def changed(self, first: Templates, second: Templates) -> set[str]:
        """The templates that are not what they were."""
        before = first.fingerprints.items()
        return {name for name, mark in second.fingerprints.items() if (name, mark) not in before}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(tmp_path / "build.db") as store:
        yield Desk(tmp_path, store)


def test_every_kinds_template_is_read(desk: Desk) -> None:
    found = desk.read()
    assert found.fingerprints.keys() == NAMES
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "affected"),
    [
        ("article.html", {"article.html"}),
        ("_card.html", {"article.html"}),
        ("_inner.html", {"article.html"}),
        ("base.html", {"month.html"}),
        ("_macros.html", {"year.html"}),
        ("page.html", {"page.html"}),
        ("of-nobody.html", set()),
    ],
)
def test_a_change_is_one_of_all_that_may_draw_it_in(
    desk: Desk, name: str, affected: set[str]
) -> None:
    """That whose name is computed may draw in any of them."""
    first = desk.read()
    desk.write(name, "{{ '' }}changed")
    second = desk.read()
    assert desk.changed(first, second) == affected | {"index.html"}
    assert second.all != first.all
    (desk.folders[0] / name).unlink()
    assert desk.read() == first


def test_an_asset_is_one_of_the_templates_that_name_it(desk: Desk) -> None:
    first = desk.read()
    style = desk.read(ASSETS | {"style.css": "/assets/style.2.css"})
    picture = desk.read(ASSETS | {"a.svg": "/assets/a.2.svg"})
    # Where the name is computed, and wherever that is drawn in, it may be any asset's.
    assert desk.changed(first, style) == {"home.html", "feeds.html", "index.html"}
    assert desk.changed(first, picture) == {"feeds.html", "index.html"}
    assert first.all == style.all == picture.all


def test_what_stat_sees_unchanged_is_not_read_again(desk: Desk) -> None:
    first = desk.read(seen="1")
    desk.write("article.html", "changed")
    assert desk.read(seen="1") == first
    assert desk.changed(first, desk.read(seen="2")) == {"article.html", "index.html"}
    assert desk.changed(first, desk.read(seen="1")) == {"article.html", "index.html"}


def test_what_stat_can_not_be_trusted_on_is_read_every_time(desk: Desk) -> None:
    first = desk.read(seen="")
    desk.write("article.html", "changed")
    assert desk.changed(first, desk.read(seen="")) == {"article.html", "index.html"}


def test_an_asset_that_moves_is_seen_though_no_template_is_touched(desk: Desk) -> None:
    first = desk.read(seen="1")
    second = desk.read(ASSETS | {"style.css": "/assets/style.2.css"}, seen="1")
    assert "home.html" in desk.changed(first, second)


def test_a_mistake_is_told_until_it_is_mended(desk: Desk) -> None:
    desk.write("page.html", "\n{% include %}")
    for _ in range(2):
        [problem] = desk.read(seen="1").problems
        assert (problem.where.path, problem.where.line) == ("templates/page.html", 2)
    desk.write("page.html", b"\xff".decode("latin-1"))
    assert desk.read(seen="2").problems == ()


def test_one_that_can_not_be_read_is_told(desk: Desk) -> None:
    (desk.folders[0] / "page.html").write_bytes(b"\xff")
    [problem] = desk.read().problems
    assert problem.where.path == "templates/page.html"
    assert problem.message.startswith("the template can't be read: ")
