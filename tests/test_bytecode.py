"""Compiled templates are kept: the package's for every site, a site's own in its store."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from sitegen import bytecode, run
from sitegen.build import Options, build
from sitegen.bytecode import Bytecode
from sitegen.folders import package_folder
from tests.conftest import NOW

OPTIONS = Options(now=NOW, jobs=1)
TEXTS = {"a.html": "{% include 'b.html' %}", "b.html": "<p>{{ 1 + 1 }}</p>"}


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the package's templates, in a place of its own where nothing is kept yet."""
    file = tmp_path / "modules" / "templates.bytecode"
    for module in (bytecode, run):
        monkeypatch.setattr(module, "package_file", lambda: file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return file


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that are compiled from now on."""
    names: list[str] = []
    library = Environment._generate

    def generate(self, source, name, *arguments, **named):
        names.append(name)
        return library(self, source, name, *arguments, **named)

    monkeypatch.setattr(Environment, "_generate", generate)
    return names


def own_templates() -> list[str]:
    return sorted(file.name for file in package_folder("templates").glob("*.html"))


def kept(site) -> list[Path]:
    return list(site.root.glob(".sitegen/*.bytecode"))


def test_the_packages_templates_are_compiled_once_for_all_sites(site, compiled, package):
    site.article("a.md", title="A", date="2024-12-20")
    build(site.root, replace(OPTIONS, jobs=2))
    assert sorted(compiled) == own_templates()
    assert package.is_file() and not kept(site)
    first = site.tree()
    compiled.clear()
    shutil.rmtree(site.public)
    shutil.rmtree(site.root / ".sitegen")
    build(site.root, OPTIONS)
    assert not compiled
    assert site.tree() == first
    assert [file.name for file in package.parent.iterdir()] == [package.name]


def test_they_know_nothing_of_the_site_that_they_were_compiled_for(site, compiled, package):
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    elsewhere = replace(OPTIONS, base_url="https://preview.example.org/digest")
    build(site.root, elsewhere)
    expected = site.tree()
    assert b"/digest/countries/" in b"".join(expected.values())
    package.unlink()
    build(site.root, OPTIONS)
    compiled.clear()
    build(site.root, elsewhere)
    assert not compiled
    assert site.tree() == expected
    assert str(site.root).encode() not in package.read_bytes()


def test_a_template_of_the_sites_own_is_kept_in_its_store(site, compiled, package):
    site.article("a.md", title="A", date="2024-12-20")
    page = (package_folder("templates") / "article.html").read_text("utf-8")
    site.write("templates/article.html", page)
    build(site.root, OPTIONS)
    assert not kept(site)
    compiled.clear()
    site.write("templates/article.html", f"{page}<!-- ours -->")
    build(site.root, OPTIONS)
    build(site.root, replace(OPTIONS, drafts=True, base_url="https://b.example.org"))
    assert compiled == ["article.html"]
    assert len(kept(site)) == 1
    assert b"<!-- ours -->" not in package.read_bytes()
    site.remove("templates/article.html")
    build(site.root, OPTIONS)
    assert compiled == ["article.html"]


def test_what_can_not_be_kept_costs_no_more_than_time(site, compiled, package, monkeypatch):
    site.article("a.md", title="A", date="2024-12-20")
    site.write("templates/article.html", "{{ page.head.title }}")
    build(site.root, OPTIONS)
    first = site.tree()
    [own] = kept(site)
    own.unlink()
    package.unlink()
    own.mkdir()
    package.parent.rmdir()
    package.parent.write_text("in the way")
    shutil.rmtree(site.public)
    compiled.clear()
    build(site.root, OPTIONS)
    assert sorted(compiled) == own_templates()
    assert site.tree() == first
    assert not list(site.root.glob(".sitegen/*.bytecode.*"))


@pytest.mark.parametrize("forbidden", [True, False])
def test_where_the_package_can_not_be_written_to_a_site_keeps_all(
    site, compiled, package, monkeypatch, forbidden
):
    if forbidden:
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    else:
        package.parent.write_text("in the way")
    site.article("a.md", title="A", date="2024-12-20")
    build(site.root, OPTIONS)
    assert sorted(compiled) == own_templates()
    assert not package.exists()
    compiled.clear()
    site.write("templates/article.html", "{{ page.head.title }}")
    build(site.root, OPTIONS)
    assert compiled == ["article.html"]


class Folder:
    """Templates in a folder, and what is kept of them."""

    def __init__(self, path: Path) -> None:
        self.file = path

    def known(self, program: str = "p") -> dict[str, str]:
        """What those come to that need not be compiled."""
        cache = Bytecode(self.file, program)
        found = {}
        for name, text in TEXTS.items():
            bucket = cache.get_bucket(Environment(), name, None, text)
            if bucket.code is not None:
                assert cache.references(name, text) == (("b.html",) if name == "a.html" else ())
                found[name] = bucket.code.co_filename
        return found

    def keep(self, program: str = "p") -> None:
        cache = Bytecode(self.file, program)
        environment = Environment()
        for name, text in TEXTS.items():
            cache.refers(name, text, ("b.html",) if name == "a.html" else ())
            bucket = cache.get_bucket(environment, name, None, text)
            bucket.code = environment.compile(text, name, name)
            cache.set_bucket(bucket)
        cache.save()


def test_what_another_program_has_compiled_counts_for_nothing(tmp_path):
    folder = Folder(tmp_path / "own")
    assert folder.known() == {}
    folder.keep()
    assert folder.known() == {name: name for name in TEXTS}
    assert folder.known("q") == {}
    folder.keep("q")
    assert folder.known() == {}


@given(st.data())
def test_a_damaged_file_counts_for_nothing(tmp_path_factory, data):
    folder = Folder(tmp_path_factory.mktemp("kept") / "own")
    folder.keep()
    whole = folder.file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=4))
    folder.file.write_bytes(whole[:at] + put)
    assert folder.known() == {}
    folder.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert folder.known() == {}
