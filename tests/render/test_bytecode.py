"""Compiled templates are kept: the package's for every site, a site's own in its store."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

import sitegen
from sitegen.build import Options, build
from sitegen.model.site import Site
from sitegen.files import RACY_NANOSECONDS
from sitegen.package import package_folder
from sitegen.render.bytecode import Bytecode, marks_now
from sitegen.render.theme import Look, Theme
from tests.conftest import NOW

OPTIONS = Options(now=NOW, jobs=1, ends_soon=True)
TEXTS = {"a.html": "{% include 'b.html' %}", "b.html": "<p>{{ 1 + 1 }}</p>"}


class Kept:
    """Where Python keeps bytecode in a test: nothing at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def package(self) -> list[Path]:
        """The file of the package's templates, where there is one, and whatever is beside it."""
        return [file for file in self.folder.rglob("templates.*") if file.is_file()]


@pytest.fixture(scope="session")
def settled() -> None:
    """The program has stood long enough for its files' times to tell of any change."""
    folders = Path(sitegen.__file__).parent, package_folder("templates"), package_folder("static")
    files = [file for folder in folders for file in folder.rglob("*.*")]
    touched = max(file.stat().st_ctime_ns for file in files)
    time.sleep(max(0, touched + RACY_NANOSECONDS - time.time_ns()) / 10**9)


@pytest.fixture(autouse=True)
def kept(settled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Nothing is kept yet, and may be."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "modules"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Kept(tmp_path / "modules")


class Compiled:
    """Which templates are compiled, in whatever process."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, name: str) -> None:
        with self.file.open("a") as file:
            file.write(f"{name}\n")

    def names(self) -> list[str]:
        """Those since they were last asked for, in alphabetical order."""
        names = sorted(self.file.read_text().split()) if self.file.exists() else []
        self.file.unlink(missing_ok=True)
        return names


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiled:
    seen = Compiled(tmp_path / "compiled")
    library = Environment._generate

    def generate(self, source, name, *arguments, **named):
        seen.add(name)
        return library(self, source, name, *arguments, **named)

    monkeypatch.setattr(Environment, "_generate", generate)
    return seen


def all_of_them() -> list[str]:
    return sorted(file.name for file in package_folder("templates").glob("*.html"))


def in_store(site) -> list[Path]:
    return list(site.root.glob(".sitegen/*.bytecode"))


def test_the_packages_templates_are_compiled_once_for_all_processes_and_sites(site, compiled, kept):
    for number in range(1, 200):
        site.article(f"{number}.md", title=f"No {number}", date="2024-12-20")
    build(site.root, OPTIONS._replace(jobs=2))
    assert compiled.names() == all_of_them()
    assert len(kept.package) == 1 and not in_store(site)
    first = site.tree()
    shutil.rmtree(site.public)
    shutil.rmtree(site.root / ".sitegen")
    build(site.root, OPTIONS._replace(jobs=2))
    assert compiled.names() == []
    assert site.tree() == first
    assert len(kept.package) == 1


def test_they_fit_every_address(site, compiled, kept):
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    elsewhere = OPTIONS._replace(base_url="https://preview.example.org/digest")
    build(site.root, elsewhere)
    expected = site.tree()
    assert b"/digest/countries/" in b"".join(expected.values())
    kept.package[0].unlink()
    build(site.root, OPTIONS)
    compiled.names()
    build(site.root, elsewhere)
    assert compiled.names() == []
    assert site.tree() == expected


def test_they_know_nothing_of_the_folder_that_they_were_compiled_in(tmp_path, kept):
    folder = tmp_path / "templates"
    folder.mkdir()
    text = (package_folder("templates") / "_when.html").read_text("utf-8")
    (folder / "_when.html").write_text(text, "utf-8")
    site = Site("Digest", "", "https://digest.example.org", "en", "Us", "UTC")
    theme = Theme(Look((str(folder),), site, (), "", str(tmp_path / "own"), "program"))
    theme.references("_when.html", text)
    theme.compile(["_when.html"], for_all=True)
    [file] = kept.package
    assert b"templates/_when.html" in file.read_bytes()
    assert str(tmp_path).encode() not in file.read_bytes()


def test_environments_that_share_a_checkout_keep_their_own(site, compiled, kept, monkeypatch):
    environments = (sys.prefix, "/elsewhere/.venv")
    for number in range(2):
        for prefix in environments:
            monkeypatch.setattr(sys, "prefix", prefix)
            site.article("a.md", title=f"A {number} {prefix}", date="2024-12-20")
            build(site.root, OPTIONS)
        assert compiled.names() == (sorted(2 * all_of_them()) if number == 0 else [])
    assert len(kept.package) == 2


def test_a_template_of_the_sites_own_is_kept_in_its_store(site, compiled, kept):
    site.article("a.md", title="A", date="2024-12-20")
    page = (package_folder("templates") / "article.html").read_text("utf-8")
    build(site.root, OPTIONS)
    assert compiled.names() == all_of_them()
    site.write("templates/article.html", page)
    build(site.root, OPTIONS)
    assert compiled.names() == [] and not in_store(site)
    site.write("templates/article.html", f"{page}<!-- ours -->")
    build(site.root, OPTIONS)
    build(site.root, OPTIONS._replace(drafts=True, base_url="https://b.example.org"))
    assert compiled.names() == ["article.html"]
    assert len(in_store(site)) == 1
    assert b"<!-- ours -->" not in kept.package[0].read_bytes()
    site.remove("templates/article.html")
    build(site.root, OPTIONS)
    assert compiled.names() == []


def test_what_is_gone_is_compiled_and_kept_again(site, compiled, kept):
    site.article("a.md", title="A", date="2024-12-20")
    build(site.root, OPTIONS)
    kept.package[0].write_bytes(b"of another program")
    compiled.names()
    for number in range(2):
        site.article("a.md", title=f"A {number}", date="2024-12-20")
        build(site.root, OPTIONS)
    assert compiled.names() == all_of_them()


def test_beside_a_change_nothing_is_kept_for_all(site, compiled, kept):
    """Since it may be one of the program, which then is not what its files are."""
    site.article("a.md", title="A", date="2024-12-20")
    site.write("templates/own.html", "changed just now")
    build(site.root, OPTIONS)
    assert not kept.package
    assert len(in_store(site)) == 1


def going_on(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Options:
    return OPTIONS._replace(ends_soon=False)  # its modules may be older than their files


def forbidden(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return OPTIONS


def impossible(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Options:
    kept.folder.write_text("in the way")
    return OPTIONS


@pytest.mark.parametrize("prepare", [going_on, forbidden, impossible])
def test_what_is_not_to_be_kept_for_all_is_kept_for_the_site(
    site, compiled, kept, monkeypatch, prepare
):
    options = prepare(kept, monkeypatch)
    site.article("a.md", title="A", date="2024-12-20")
    build(site.root, options)
    assert compiled.names() == all_of_them()
    assert not kept.package
    site.write("templates/article.html", "{{ page.head.title }}")
    build(site.root, options)
    assert compiled.names() == ["article.html"]


def test_what_can_not_be_kept_at_all_costs_no_more_than_time(site, compiled, kept):
    kept.folder.write_text("in the way")
    site.article("a.md", title="A", date="2024-12-20")
    site.write("templates/article.html", "{{ page.head.title }}")
    build(site.root, OPTIONS)
    first = site.tree()
    [own] = in_store(site)
    own.unlink()
    own.mkdir()
    shutil.rmtree(site.public)
    compiled.names()
    build(site.root, OPTIONS)
    assert compiled.names() == all_of_them()
    assert site.tree() == first


class Folder:
    """Templates in a folder, and what is kept of them."""

    def __init__(self, path: Path) -> None:
        self.file = path

    def known(self, program: str = "p") -> dict[str, str]:
        """What those come to that need not be compiled."""
        cache = Bytecode(self.file, program)
        assert cache.marks == marks_now(self.file)
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
            cache.note_references(name, text, ("b.html",) if name == "a.html" else ())
            bucket = cache.get_bucket(environment, name, None, text)
            bucket.code = environment.compile(text, name, name)
            cache.set_bucket(bucket)
        cache.save(for_all=False)
        assert cache.marks == marks_now(self.file)


def test_what_another_program_has_compiled_counts_for_nothing(tmp_path):
    folder = Folder(tmp_path / "own.bytecode")
    assert folder.known() == {}
    folder.keep()
    assert folder.known() == {name: name for name in TEXTS}
    assert folder.known("q") == {}
    folder.keep("q")
    assert folder.known() == {}
    assert [file.name for file in tmp_path.iterdir()] == ["own.bytecode"]


@given(st.data())
def test_a_damaged_file_counts_for_nothing(tmp_path_factory, data):
    folder = Folder(tmp_path_factory.mktemp("kept") / "own.bytecode")
    folder.keep()
    whole = folder.file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    folder.file.write_bytes(whole[:at] + data.draw(st.binary(max_size=4)))
    assert folder.file.read_bytes() == whole or folder.known() == {}
    folder.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert folder.known() == {}
