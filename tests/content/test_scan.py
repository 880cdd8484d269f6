"""Looking again at a few files tells what looking at all would tell, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.scan import FEW, Scan, rescan, scan

NAMES = ("articles/a.md", "articles/2024/b.txt", "pages/about.md")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.\n", "utf-8")
    (tmp_path / "articles/note.odt").write_text("?", "utf-8")
    return tmp_path


@pytest.fixture
def last(content: Path) -> Scan:
    return scan(content)


def test_a_changed_file_is_seen_as_a_whole_scan_sees_it(content: Path, last: Scan) -> None:
    (content / NAMES[1]).write_text("Other words.\n", "utf-8")
    again = rescan(content, last, frozenset(NAMES[1:]))
    assert again == scan(content) != last
    assert again.problems


def test_without_a_changed_file_the_last_scan_stands(content: Path, last: Scan) -> None:
    assert rescan(content, last, frozenset()) == last


@pytest.mark.parametrize("changed", ["articles/new.md", "articles", "", "content", "articles/2024"])
def test_what_was_no_file_wants_a_whole_scan(content: Path, last: Scan, changed: str) -> None:
    (content / "articles/new.md").write_text("New.\n", "utf-8")
    assert rescan(content, last, frozenset({NAMES[0], changed})) is None


def test_what_is_a_file_no_more_wants_a_whole_scan(content: Path, last: Scan) -> None:
    place = content / NAMES[0]
    place.unlink()
    assert rescan(content, last, frozenset(NAMES[:1])) is None
    place.mkdir()
    assert rescan(content, last, frozenset(NAMES[:1])) is None
    place.rmdir()
    place.symlink_to("2024/b.txt")
    assert rescan(content, last, frozenset(NAMES[:1])) is None


def test_news_of_very_many_changes_is_not_relied_on(content: Path, last: Scan) -> None:
    files = tuple(last.files[0]._replace(path=f"articles/{n}.md") for n in range(FEW + 1))
    many = frozenset(file.path for file in files)
    assert rescan(content, Scan(files, ()), many) is None


def test_a_file_with_two_names_wants_a_whole_scan(content: Path, last: Scan) -> None:
    (content / "articles/linked.md").hardlink_to(content / NAMES[0])
    assert rescan(content, scan(content), frozenset(NAMES[:1])) is None
    assert rescan(content, last, frozenset(NAMES[1:2])) is not None
    (content / "articles/linked.md").unlink()
    (content / "articles/linked.md").symlink_to("a.md")
    found = scan(content)
    assert found.linked and not last.linked
    assert rescan(content, found, frozenset(NAMES[:1])) is None
