"""What editors and systems leave beside the files that count."""

from __future__ import annotations

import pytest

from sitegen.files import is_noise
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
