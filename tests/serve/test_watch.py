"""Which files count, and that no change of them goes unseen."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from sitegen.serve.watch import Watcher
from tests.serve.conftest import HANGS


class Watched:
    """A folder under a watcher's eyes, and what it has said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        self.watcher = Watcher(root, self.told.put, lambda line: None)

    def write(self, path: str, text: str = "words") -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def tells(self, *names: str) -> None:
        """All the names are told, in the end."""
        missing = set(names)
        while missing:
            missing -= self.told.get(timeout=HANGS)

    def is_seen(self, path: str) -> None:
        """An edit is told by its name: if not at once, since a watch was to begin, then the next."""
        edits = count()
        self.write(path, f"edit {next(edits)}")
        while path not in self.told.get(timeout=HANGS):
            self.write(path, f"edit {next(edits)}")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """A project with a content folder, watched."""
    (tmp_path / "content").mkdir()
    watched = Watched(tmp_path)
    watched.watcher.start()
    yield watched
    watched.watcher.stop()


def test_a_watch_that_begins_asks_for_a_look(watched: Watched) -> None:
    assert watched.told.get(timeout=HANGS) == frozenset()


@pytest.mark.parametrize(
    ("made", "folder"),
    [
        ("content/articles", "content/articles/2024/12"),
        ("templates", "templates"),
        ("templates", "templates/parts"),
        ("static", "static/root"),
    ],
)
def test_a_file_in_a_folder_made_after_the_start_is_seen(
    watched: Watched, made: str, folder: str
) -> None:
    watched.write(f"{folder}/first.html")
    watched.tells(made)
    watched.is_seen(f"{folder}/second.html")


@pytest.mark.parametrize("name", ["sitegen.toml", "pyproject.toml"])
def test_settings_are_seen_when_they_come_change_and_go(watched: Watched, name: str) -> None:
    watched.write(name, "one")
    watched.tells(name)
    watched.write(name, "two")
    watched.tells(name)
    (watched.root / "new.toml").write_text("new", "utf-8")
    (watched.root / "new.toml").replace(watched.root / name)
    watched.tells(name)
    (watched.root / name).unlink()
    watched.tells(name)


def test_other_files_beside_the_site_are_not_looked_at(watched: Watched) -> None:
    watched.write("README.md")
    watched.write("public/index.html")
    watched.write("content/last.md")
    watched.told.get(timeout=HANGS)
    assert watched.told.get(timeout=HANGS) == {"content/last.md"}


def test_a_folder_that_is_replaced_is_watched_in_its_new_place(watched: Watched) -> None:
    watched.write("other/a.md")
    for turn in range(3):
        (watched.root / "content").rename(watched.root / f"content-{turn}")
        (watched.root / "other").rename(watched.root / "content")
        watched.tells("content")
        watched.is_seen("content/a.md")
        watched.write("other/a.md")


def test_a_folder_made_anew_under_the_number_of_the_removed_one_is_watched(
    watched: Watched,
) -> None:
    for _ in range(5):
        shutil.rmtree(watched.root / "content")
        (watched.root / "content").mkdir()
        watched.tells("content")
        watched.is_seen("content/a.md")


def test_a_folder_behind_a_link_is_watched_and_so_is_the_next_one(tmp_path: Path) -> None:
    for name in ("one", "two", "site"):
        (tmp_path / name).mkdir()
    link = tmp_path / "site/content"
    link.symlink_to(tmp_path / "one")
    watched = Watched(tmp_path / "site")
    watched.watcher.start()
    try:
        (tmp_path / "one/a.md").write_text("a", "utf-8")
        watched.tells("content/a.md")
        (tmp_path / "site/new").symlink_to(tmp_path / "two")
        (tmp_path / "site/new").replace(link)
        watched.tells("content")
        watched.is_seen("content/b.md")
        assert (tmp_path / "two/b.md").exists()
    finally:
        watched.watcher.stop()


def test_a_site_without_any_folder_is_waited_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.watcher.start()
    try:
        watched.write("content/a.md")
        watched.tells("content")
    finally:
        watched.watcher.stop()
