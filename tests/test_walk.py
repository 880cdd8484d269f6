"""Whatever may stand among the sources: files are found, all else is told, and nothing waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.config import load_config
from sitegen.files import LARGEST_TEXT, read_bytes, walk
from sitegen.options import Options
from sitegen.problems import BuildFailed
from sitegen.unchanged import look
from tests.conftest import NOW, SiteFolder

FOLDERS = ("content", "static", "templates")
READ = {"content": "articles/x.md", "static": "root/x.html", "templates": "x.html"}
"""Where a file is read, in each folder of sources."""
MAY_READ = "check that the file is there and that you may read it"
COPY = "put a copy of the file there instead"


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's address is short
        try:
            one.bind(path.name)
        finally:
            os.chdir(before)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "itself": (
        lambda path: path.symlink_to(path.name),
        f": can't be read: Too many levels of symbolic links; {MAY_READ}",
    ),
    "nowhere": (
        lambda path: path.symlink_to("nowhere.md"),
        f": can't be read: No such file or directory; {MAY_READ}",
    ),
    "out": (lambda path: path.symlink_to("/etc/passwd"), f": leads outside {{folder}}/; {COPY}"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), f": leads outside {{folder}}/; {COPY}"),
    "settings": (
        lambda path: path.symlink_to(path.parents[path.parts[::-1].index("site") - 1] / "s.toml"),
        f": leads outside {{folder}}/; {COPY}",
    ),
    "its folder": (
        lambda path: path.symlink_to("."),
        ": leads to a folder that is read already; remove it",
    ),
    "above": (lambda path: path.symlink_to("../../.."), f": leads outside {{folder}}/; {COPY}"),
    "a pipe": (os.mkfifo, ": is not a file; move it elsewhere"),
    "a socket": (listen, ": is not a file; move it elsewhere"),
}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_of_the_folder_is_told(site: SiteFolder, folder: str, kind: str) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.build()
    before = site.tree()
    path = site.root / folder / READ[folder]
    path.parent.mkdir(parents=True, exist_ok=True)
    make, told = ODD[kind]
    make(path)
    assert site.problems() == [f"{folder}/{READ[folder]}{told.format(folder=folder)}"]
    assert site.tree() == before
    path.unlink()
    site.build()
    assert site.tree() == before


CONTROL = ["\x01", "\n", "\r", "\t", "\x1b[2J", "\x7f", "\x85", "\x9f", "\u2028", "\u2029"]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("mark", [*CONTROL, "\udce9"])
def test_a_name_that_no_address_can_have_is_told_in_one_line(
    site: SiteFolder, folder: str, mark: str
) -> None:
    path = READ[folder].replace("x", f"x{mark}")
    site.write(f"{folder}/{path}", "text")
    (problem,) = site.problems()
    assert problem.startswith(f"{folder}/{READ[folder].partition('.')[0]}\\")
    assert problem.isprintable()


@pytest.mark.parametrize("name", ["é", "\u200c", "\u00a0", "مصر", "🙂", "a b"])
def test_other_names_are_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    found = walk(tmp_path, "static/")
    assert ([file.path for file in found.files], found.problems) == ([name], [])


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("target", ["/etc", "..", ".", ".sitegen", ".git", "nowhere"])
def test_a_folder_of_sources_is_one_of_the_project(
    site: SiteFolder, folder: str, target: str
) -> None:
    if folder == "content":
        (site.root / "content").rename(site.root / "other")
    for name in (".sitegen", ".git"):
        (site.root / name).mkdir()
    (site.root / folder).symlink_to(target)
    told = (
        f"{folder}: leads to no folder",
        f"{folder}/: can't be read",
        "the output folder lies among",
    )
    problems = site.problems()
    assert any(one.removeprefix(f"{site.public}: ").startswith(told) for one in problems)


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_may_be_a_link_within_the_project(site: SiteFolder, folder: str) -> None:
    site.write("templates/page.html", "{{ page.head.title }}")
    site.write("static/root/x.txt", "x")
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.build()
    before = site.tree()
    (site.root / folder).rename(site.root / "other")
    (site.root / folder).symlink_to("other")
    site.build()
    assert site.tree() == before


def test_a_link_within_the_folder_is_followed(site: SiteFolder) -> None:
    site.write("static/root/x.txt", "x")
    (site.root / "static/root/y.txt").symlink_to("x.txt")
    site.build()
    assert site.read("y.txt") == "x"
    site.write("static/root/x.txt", "other")
    site.build()
    assert site.read("y.txt") == "other"


def test_a_folder_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    """Here because its path is longer than the system takes; rights would do the same."""
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(20):
            os.mkdir("n" * 250)
            os.chdir("n" * 250)
    finally:
        os.chdir(before)
    (problem,) = walk(tmp_path, "static/").problems
    assert problem.message == "can't be read: File name too long"


def test_the_quick_look_sees_what_the_build_does(site: SiteFolder) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.build()
    for name in ("static", "templates"):
        (site.root / name).mkdir()
        (site.root / name / "x").symlink_to("nowhere")
        assert site.problems() != []
        (site.root / name / "x").unlink()
        site.build()
    inputs = look(site.root, load_config(site.root), Options(now=NOW))
    assert inputs.content.problems == ()


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        listen,
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path.name),
        lambda path: path.touch() or os.truncate(path, LARGEST_TEXT + 1),
    ],
)
def test_only_a_file_is_read(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "x")
    with pytest.raises(OSError, match="x"):
        read_bytes(tmp_path / "x", LARGEST_TEXT)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.mkdir()])
def test_settings_that_are_no_file_are_told(
    site: SiteFolder, make: Callable[[Path], object]
) -> None:
    site.remove("sitegen.toml")
    make(site.root / "sitegen.toml")
    with pytest.raises(BuildFailed, match=r"^sitegen\.toml: can't be read: "):
        load_config(site.root)
