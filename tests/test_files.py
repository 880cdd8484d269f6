"""Which files count, and which paths and names may be."""

from __future__ import annotations

import pytest

from sitegen.files import is_noise, stays_inside
from tests.conftest import SiteFolder


@pytest.mark.parametrize(
    "path",
    [
        "content/articles/.talks.md.swp",
        "content/articles/.talks.md.swx",
        "content/articles/talks.md~",
        "content/articles/#talks.md#",
        "content/articles/.#talks.md",
        "content/articles/4913",
        "content/articles/talks.md___jb_tmp___",
        "content/articles/talks.md.bak",
        "content/articles/talks.md.tmp",
        "content/articles/talks.md.part",
        "content/.git/index.lock",
        "content/.DS_Store",
        "static/.thumbnails/a.png",
    ],
)
def test_what_editors_and_systems_leave_is_noise(path: str) -> None:
    assert is_noise(path)


@pytest.mark.parametrize(
    "path",
    [
        "content",
        "content/articles/talks.md",
        "content/articles/2024/talks.txt",
        "content/articles/4913.md",
        "content/articles/c#.md",
        "content/articles/swp.md",
        "templates/_card.html",
        "static/style.css",
        "static/root/.well-known/security.txt",
        "static/root/.htaccess",
        "static/root/.nojekyll",
    ],
)
def test_all_else_counts(path: str) -> None:
    assert not is_noise(path)


LEFT = ("a.md~", "a.md.swx", "a.md.part", "a.md___jb_tmp___", "4913", "#a.md#", ".#a.md")


def test_what_editors_leave_is_neither_published_nor_told(site: SiteFolder) -> None:
    site.article("a.md", title="Talks end", date="2024-12-20")
    site.build()
    before = site.tree()
    for name in LEFT:
        site.write(f"content/articles/{name}", "half a sentence")
        site.write(f"static/root/{name}", "half a sentence")
    report = site.build()
    assert (before, ()) == (site.tree(), report.problems)


INSIDE = (
    *("index.html", "2024/12/a/index.html", ".well-known/security.txt", "a..b/..c/d..", "...", "-"),
    *("assets/Screenshot\u202f2024.png", "assets/\u062f.png", "a\\b", "C:a", "~", "a b"),
)
OUTSIDE = (
    *("", "/", ".", "..", "/etc/passwd", "//etc", "../a", "a/../../b", "a/..", "a/../b", "./a"),
    *("a/.", "a/./b", "a//b", "a/", "a\0b", "\0", "a\nb", "a\n", "\n", "a\rb", "a\r\nb", "a\x0bb"),
    *("a\x1cb", "a\x85b", "a\u2028b", "a\u2029", "\t", "a\x1bb", "\udcff"),
)


def test_paths_that_stay_inside() -> None:
    assert [path for path in INSIDE if not stays_inside(path)] == []
    assert stays_inside("/".join(INSIDE))


@pytest.mark.parametrize("path", OUTSIDE)
def test_paths_that_do_not(path: str) -> None:
    assert not stays_inside(path)
    assert not stays_inside("/".join((*INSIDE, path, *INSIDE)))


@pytest.mark.parametrize("mark", ["\n", "\r", "\x0b", "\x1c", "\x1b", "\u0085", "\u2028"])
def test_a_control_character_in_a_name_is_told(site: SiteFolder, mark: str) -> None:
    site.article("a.md", title="A", date="2024-12-20")
    site.write(f"static/root/a{mark}b.txt", "text")
    (problem,) = site.problems()
    shown = mark.encode("unicode_escape").decode()
    assert problem == f"static/root/a{shown}b.txt: has a control character in its name; rename it"
