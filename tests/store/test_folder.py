"""The folder of the stores: whatever is in it leads nowhere else, and keeps nobody waiting."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.problems import BuildFailed
from sitegen.serve import CannotServe, Terminal, serve
from tests.conftest import NOW, SiteFolder

NAMES = (
    *("{store}", "{store}-journal", "{store}-wal", "{store}-shm", ".gitignore", "{lock}"),
    *("{transfer}", "preview", "preview.lock", "crash.txt", "anything"),
)
"""Of what a build keeps in the folder."""
TEXT = "years of work"


def link(place: Path, elsewhere: Path) -> None:
    place.symlink_to(elsewhere / "file.txt")


def link_to_nothing(place: Path, elsewhere: Path) -> None:
    place.symlink_to(elsewhere / "missing.txt")


def link_to_folder(place: Path, elsewhere: Path) -> None:
    place.symlink_to(elsewhere)


def link_to_itself(place: Path, elsewhere: Path) -> None:
    place.symlink_to(place)


def second_name(place: Path, elsewhere: Path) -> None:
    os.link(elsewhere / "file.txt", place)


def second_name_of_a_store(place: Path, elsewhere: Path) -> None:
    os.link(elsewhere / "copy.db", place)


def pipe(place: Path, elsewhere: Path) -> None:
    os.mkfifo(place)


def a_socket(place: Path, elsewhere: Path) -> None:
    short = Path(f"/proc/self/fd/{os.open(place.parent, os.O_RDONLY)}")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(short / place.name))
    os.close(int(short.name))


KINDS = (
    *(link, link_to_nothing, link_to_folder, link_to_itself),
    *(second_name, second_name_of_a_store, pipe, a_socket),
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is nobody's business."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "file.txt").write_text(TEXT)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(site: SiteFolder) -> dict[str, str]:
    (store,) = (site.root / ".sitegen").glob("public-*.db")
    return {
        "store": store.name,
        "lock": store.with_suffix(".lock").name,
        "transfer": store.with_suffix(".transfer").name,
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nothing_leads_out_of_it(
    site: SiteFolder, elsewhere: Path, name: str, kind: Callable[[Path, Path], None]
) -> None:
    site.article("a.md", title="A", date="2024-12-20")
    site.build()
    before = site.tree()
    found = names(site)
    place = site.root / ".sitegen" / name.format(**found)
    (elsewhere / "copy.db").write_bytes((place.parent / found["store"]).read_bytes())
    outside = contents(elsewhere)
    place.unlink(missing_ok=True)
    kind(place, elsewhere)
    site.article("b.md", title="B", date="2024-12-21")
    site.build()
    assert contents(elsewhere) == outside
    assert not place.is_symlink()
    assert site.tree().keys() > before.keys()
    assert site.build().rendered == {}


@pytest.mark.parametrize("name", ["{store}", "{store}-journal", "{store}-wal", "{lock}"])
def test_a_folder_in_the_place_of_a_file_is_named(site: SiteFolder, name: str) -> None:
    site.article("a.md", title="A", date="2024-12-20")
    site.build()
    place = site.root / ".sitegen" / name.format(**names(site))
    place.unlink(missing_ok=True)
    (place / "inner").mkdir(parents=True)
    assert site.problems() == [
        f"{place}: can't be used: Is a directory; mend this and build again; nothing is lost"
    ]
    (place / "inner").rmdir()
    place.rmdir()
    site.build()


def as_link(place: Path) -> None:
    place.with_name("inside").mkdir()
    place.symlink_to("inside")


def as_link_out(place: Path) -> None:
    place.parent.with_name("outside").mkdir()
    place.symlink_to(place.parent.with_name("outside"))


def as_link_to_nothing(place: Path) -> None:
    place.symlink_to("/nowhere/at/all")


PLACES: tuple[Callable[[Path], object], ...] = (
    *(as_link, as_link_out, as_link_to_nothing),
    *(Path.touch, os.mkfifo),
)


@pytest.mark.parametrize("make", PLACES, ids=lambda make: make.__name__)
def test_what_has_the_folders_own_name_is_refused(
    site: SiteFolder, make: Callable[[Path], object]
) -> None:
    site.article("a.md", title="A", date="2024-12-20")
    place = site.root / ".sitegen"
    make(place)
    (problem,) = site.problems()
    assert problem == (
        f"{place}: a link or a file stands where a build keeps what the next one needs; "
        "remove it, then build again"
    )
    with pytest.raises(CannotServe, match="a link or a file stands where"):
        preview(site)
    for folder in (place.with_name("inside"), site.root.with_name("outside")):
        assert not folder.exists() or list(folder.iterdir()) == []
    assert not site.public.exists()


def preview(site: SiteFolder) -> None:
    serve(
        site.root,
        "127.0.0.1",
        0,
        drafts=False,
        jobs=1,
        clock=lambda: NOW,
        terminal=Terminal(print, print),
    )


def test_a_store_that_is_lost_between_two_looks_at_it(site: SiteFolder) -> None:
    """As a preview does, in one process."""
    site.article("a.md", title="A", date="2024-12-20")
    site.build()
    before = site.tree()
    for lose in (Path.unlink, lambda store: store.write_bytes(b"x" * 9000), Path.touch):
        (store,) = (site.root / ".sitegen").glob("public-*.db")
        lose(store)
        site.build()
        assert site.tree() == before


def test_a_store_that_does_not_keep_what_is_written_is_told(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is broken: there is no use in trying for ever."""
    import sqlite3

    site.article("a.md", title="A", date="2024-12-20")

    def broken(*arguments: object, **options: object) -> object:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(sqlite3, "connect", broken)
    with pytest.raises(BuildFailed, match="malformed; mend this and build again"):
        site.build()
