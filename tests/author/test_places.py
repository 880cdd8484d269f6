"""An import writes where it says and nowhere else, and reads nothing but files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.author.imports import Given, Imports, plan_imports, write_imports
from sitegen.config import Config
from sitegen.files import LARGEST_TEXT
from tests.conftest import SiteFolder

WIRE = "CAIRO, Dec 20, 2024 (MENA) - Ministers of Egypt and Iran met.\n\nThey left.\n"


def plan(site: SiteFolder, *files: Path) -> Imports:
    return plan_imports(files, site.root, None, Config(), Given())


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to("/dev/null"),
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to(path.name),
        lambda path: path.touch() or os.truncate(path, LARGEST_TEXT + 1),
    ],
)
def test_what_is_no_text_is_told_by_its_name(
    site: SiteFolder, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "wire.txt")
    good = site.write("../good.txt", WIRE)
    found = plan(site, tmp_path / "wire.txt", good)
    (problem,) = found.problems
    assert str(problem).startswith(f"{tmp_path}/wire.txt: can't be read: ")
    assert [done.origin for done in found.done] == [str(good)]


@pytest.mark.parametrize("ending", [".md", ".cut"])
@pytest.mark.parametrize("kind", ["link out", "link nowhere", "pipe", "folder"])
def test_what_stands_where_an_article_would_go_is_let_be(
    site: SiteFolder, tmp_path: Path, kind: str, ending: str
) -> None:
    wire = site.write("../wire.txt", WIRE)
    (first,) = plan(site, wire).done
    path = (site.root / first.path).with_suffix(ending)
    path.parent.mkdir(parents=True, exist_ok=True)
    other = tmp_path / "other.md"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
        if kind == "link out":
            other.write_text("theirs")
    (done,) = plan(site, wire).done
    write_imports([done], site.root)
    assert done.path == first.path.replace(".md", "-2024-12-20.md")
    assert other.exists() == (kind == "link out")
    assert kind != "link out" or other.read_text() == "theirs"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_nothing_is_written_through_a_link_that_leads_elsewhere(
    site: SiteFolder, tmp_path: Path, depth: int
) -> None:
    wire = site.write("../wire.txt", WIRE)
    (first,) = plan(site, wire).done
    folders = Path(first.path).parts[:depth]
    place = site.root.joinpath(*folders)
    if place.exists():
        place.rename(site.root / "moved")
    (tmp_path / "elsewhere").mkdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(tmp_path / "elsewhere")
    found = plan(site, wire)
    assert found.done == ()
    assert [problem.message for problem in found.problems] == ["leads elsewhere by a link"]
    assert list((tmp_path / "elsewhere").iterdir()) == []
