"""Folders that are links in a circle, that have odd or long names, or are gone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sitegen.build import Options, build
from sitegen.problems import BuildFailed
from tests.conftest import NOW, SiteFolder, published
from tests.test_cli import CHECKOUT

ODD = os.fsdecode(b"a\xff")
"""A name that is not UTF-8."""


def run(*arguments: str | Path, shell: str = ":") -> tuple[int, str, str]:
    """Run the command where a line of shell has led to."""
    command = [sys.executable, "-m", "sitegen", *map(str, arguments)]
    done = subprocess.run(
        ["sh", "-c", f'{shell}; exec "$@"', "sh", *command],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
    )
    said, complained = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in complained
    assert "failed on it" not in complained
    return done.returncode, said, complained


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    return site


@pytest.mark.parametrize("name", ["content", "templates", "static"])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_sources_that_are_links_in_a_circle(site: SiteFolder, name: str, steps: int) -> None:
    if name == "content":
        (site.root / name).rename(site.root / "moved")
    names = [name, *(f"other{number}" for number in range(1, steps))]
    for link, target in zip(names, [*names[1:], name], strict=True):
        (site.root / link).symlink_to(target)
    assert f"{name}/: can't be read: Too many levels of symbolic links" in site.problems()[0]


@pytest.mark.parametrize("output", ["public", "public/x/y", "one", "two/x", "content/../one"])
def test_an_output_folder_behind_links_in_a_circle(site: SiteFolder, output: str) -> None:
    for link, target in (("public", "public"), ("one", "two"), ("two", "one")):
        (site.root / link).symlink_to(target)
    (problem,) = site.problems(output=site.root / output)
    assert problem == (
        f"{site.root / output}: the output folder is behind a link that leads in a circle; "
        "remove the link, then build again"
    )


def test_a_published_folder_that_has_become_a_link_to_itself(site: SiteFolder) -> None:
    site.build()
    site.public.rename(site.root / "kept")
    site.public.symlink_to("public")
    before = published(site.root / "kept")
    (problem,) = site.problems()
    assert "leads in a circle" in problem
    assert published(site.root / "kept") == before


def test_a_project_behind_links_in_a_circle(site: SiteFolder) -> None:
    loop = site.root / "loop"
    loop.symlink_to("loop")
    code, _, complained = run("build", "--project", loop)
    assert (code, "does not exist" in complained) == (2, True)
    with pytest.raises(BuildFailed, match="the project's folder is behind a link that leads in a"):
        build(loop, Options(now=NOW, jobs=1))


@pytest.mark.parametrize("name", [ODD, "n" * 255, "n" * 240, "ü" * 127, "n" * 235 + ODD])
def test_an_output_folder_of_any_name(site: SiteFolder, name: str) -> None:
    site.build()
    output = site.root / name
    for again in (False, True):
        code, said, complained = run("build", "--project", site.root, "--output", output)
        assert (code, complained) == (0, "")
        assert ("rendered 0, wrote 0" in said) == again
    assert published(output) == site.tree()
    assert len(list(site.root.glob(".sitegen/*.db"))) == 2


def test_two_output_folders_whose_long_names_begin_alike(site: SiteFolder) -> None:
    for name in ("n" * 150, "n" * 151):
        site.build(output=site.root / name)
    assert len(list(site.root.glob(".sitegen/*.db"))) == 2


@pytest.fixture
def oddly_named(site: SiteFolder) -> SiteFolder:
    """The site in a folder whose name is not UTF-8."""
    site.root = site.root.rename(site.root.with_name(ODD))
    site.public = site.root / "public"
    return site


def test_a_project_of_an_odd_name_is_built(oddly_named: SiteFolder) -> None:
    oddly_named.write("templates/home.html", "<!doctype html><title>Own</title>")
    code, said, complained = run("build", "--project", oddly_named.root)
    assert (code, complained) == (0, "")
    assert oddly_named.read("index.html") == "<!doctype html><title>Own</title>"
    assert "22 files in all" in said


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n{{ nothing.x }}", "templates/home.html:2: there is no 'nothing' here; "),
        ("\n\n{% if %}", "templates/home.html:3: Expected an expression"),
        ("{{ asset('none') }}", "templates/home.html:1: there is no static/none (while "),
        ("\n{{ 1 // 0 }}", "templates/home.html:2: integer division or modulo by zero (while"),
        ("{% include 'none.html' %}", "templates/home.html:1: there is no templates/none.html"),
    ],
)
def test_a_template_of_an_oddly_named_project_keeps_its_place(
    oddly_named: SiteFolder, template: str, told: str
) -> None:
    oddly_named.write("templates/home.html", template)
    (problem,) = oddly_named.problems()
    assert problem.startswith(told)


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--base-url"],
        ["build", "--now"],
        ["build", "--cluster"],
        ["serve", "--host"],
        ["import", "in.txt", "--source"],
        ["import", "in.txt", "--date"],
        ["import", "in.txt", "--into"],
    ],
)
@pytest.mark.parametrize("value", [b"\xff", b"a\xc3", b"\xed\xa0\x80"])
def test_an_option_that_is_not_utf_8_is_named(
    site: SiteFolder, arguments: Sequence[str], value: bytes
) -> None:
    site.write("in.txt", "date 2024-12-20 Ministers met in Cairo. (MENA)\n")
    shell = f"cd '{site.root}'"
    code, said, complained = run(*arguments, os.fsdecode(value), shell=shell)
    assert (code, said) == (2, "")
    shown = value.decode("utf-8", "backslashreplace")
    assert f"Error: Invalid value for '{arguments[-1]}': '{shown}' is not UTF-8" in complained


@pytest.mark.parametrize(
    "arguments", [["build"], ["build", "--output", "x"], ["serve"], ["import", "{site}/in.txt"]]
)
@pytest.mark.parametrize("project", [".", "..", "./."])
def test_a_project_in_a_folder_that_is_gone(
    site: SiteFolder, tmp_path: Path, arguments: Sequence[str], project: str
) -> None:
    place = tmp_path / "gone"
    place.mkdir()
    filled = [argument.format(site=site.root) for argument in arguments]
    code, said, complained = run(
        *filled, "--project", project, shell=f"cd '{place}'; rmdir '{place}'"
    )
    assert (code, said) == (2, "")
    assert "Error: the folder that this runs in is gone; run it in another" in complained
