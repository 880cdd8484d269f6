"""Disks that are full, folders that can't be written, and files in the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from sitegen.publish.folder import signature
from sitegen.publish.manifest import MANIFEST
from tests.conftest import SiteFolder
from tests.safety.conftest import HANGS, Newsroom, Running, differing

SHARE = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8)
"""What there is of the room that a build needs."""


class Elsewhere:
    """A place where file systems can be mounted that nobody else sees."""

    def __init__(self) -> None:
        alone = ("--mount",) if os.geteuid() == 0 else ("--mount", "--user", "--map-root-user")
        there = ("--mount",) if os.geteuid() == 0 else ("--mount", "--user")
        keep = () if os.geteuid() == 0 else ("--preserve-credentials",)
        self._shell = subprocess.Popen(
            ["unshare", *alone, "sh"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
        )
        self.inside = ("nsenter", "--target", str(self._shell.pid), *there, *keep, "--")

    def does(self, command: str) -> str:
        """Run a command there; what it complains of, or "" if it could be done."""
        assert self._shell.stdin
        assert self._shell.stdout
        with suppress(BrokenPipeError):
            self._shell.stdin.write(f"({command}) </dev/null && echo done || echo failed\n")
        said = []
        while (line := self._shell.stdout.readline()) and line not in ("done\n", "failed\n"):
            said.append(line)
        return "" if line == "done\n" else "".join(said).strip() or "no answer"

    def path(self, path: Path) -> Path:
        """How a path of that place is reached from here."""
        return Path(f"/proc/{self._shell.pid}/root{path}")

    def end(self) -> None:
        """Leave nothing of it."""
        self._shell.communicate(timeout=HANGS)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """A place of our own for mounts; skips where the system gives none."""
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("needs unshare and nsenter, to mount a disk that nobody else sees")
    place = Elsewhere()
    try:
        if refused := place.does("mount -t tmpfs none /mnt && umount /mnt"):
            pytest.skip(f"may not mount a disk that nobody else sees: {refused}")
        yield place
    finally:
        place.end()


def fill(folder: Path, leave: int) -> Path:
    """Fill the disk that a folder is on, but for some bytes."""
    disk = os.statvfs(folder)
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, disk.f_bavail * disk.f_frsize - leave))
    return ballast


def take_files(folder: Path, leave: int) -> Path:
    """Leave the disk that a folder is on with room for some more files, however small."""
    ballast = folder / "ballast"
    ballast.mkdir()
    for number in range(os.statvfs(folder).f_ffree - leave):
        (ballast / f"{number}").touch()
    return ballast


FILL = {"bytes": fill, "files": take_files}
"""What a disk can run out of."""


def left(folder: Path, scarce: str) -> int:
    """What there is left of it."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize if scarce == "bytes" else disk.f_ffree


def remove_ballast(ballast: Path) -> None:
    """Make room again."""
    shutil.rmtree(ballast) if ballast.is_dir() else ballast.unlink()


@pytest.fixture
def on_disk(newsroom: Newsroom, elsewhere: Elsewhere) -> Newsroom:
    """A site on a small disk of its own."""
    site = newsroom.site
    assert elsewhere.does(f"mount -t tmpfs -o size=64m,nr_inodes=8k none '{site.root}'") == ""
    there = elsewhere.path(site.root)
    shutil.copytree(site.root, there, dirs_exist_ok=True)
    site.root, site.public = there, there / "public"
    return newsroom


@pytest.mark.parametrize("scarce", FILL)
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_full_disk(on_disk: Newsroom, elsewhere: Elsewhere, first: bool, scarce: str) -> None:
    """However much room there is: all is told in a line, nothing is cut off, and all is mended."""
    root = on_disk.site.root

    on_disk.forget()
    before = left(root, scarce)
    on_disk.build(elsewhere.inside)
    needed = before - left(root, scarce)
    told = 0
    for share in SHARE:
        on_disk.turn()
        if first:
            on_disk.forget()
        ballast = FILL[scarce](root, int(needed * share))
        running = Running(on_disk.site, inside=elsewhere.inside)
        if running.end():
            (line,) = running.complained.splitlines()
            assert REFUSED.search(line)
            told += 1
        on_disk.assert_whole()
        remove_ballast(ballast)
        on_disk.build(elsewhere.inside)
    assert told >= 3


REFUSED = re.compile(
    # The last is all that SQLite says where its journal can't be made.
    r": can't be used: (No space left on device|database or disk is full|unable to open database)"
)


@pytest.mark.parametrize("scarce", FILL)
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_disk_that_fills_up_while_a_build_publishes(
    on_disk: Newsroom,
    elsewhere: Elsewhere,
    moments: Callable[[float], list[float]],
    first: bool,
    scarce: str,
) -> None:
    root, listed = on_disk.site.root, str(on_disk.site.public / MANIFEST)

    def publishing() -> Running:
        on_disk.turn()
        if first:
            on_disk.forget()
        before = signature(listed)
        running = Running(on_disk.site, inside=elsewhere.inside)
        assert running.until(lambda: signature(listed) != before)
        return running

    on_disk.build(elsewhere.inside)
    running, start = publishing(), time.monotonic()
    running.process.wait()
    seconds = time.monotonic() - start
    assert running.end() == 0
    for moment in [0.0, *moments(seconds)]:
        running = publishing()
        time.sleep(moment)
        running.tell_all(signal.SIGSTOP)
        ballast = FILL[scarce](root, 0)
        on_disk.assert_whole()
        running.tell_all(signal.SIGCONT)
        if running.end():
            (line,) = running.complained.splitlines()
            assert REFUSED.search(line)
        on_disk.assert_whole()
        remove_ballast(ballast)
        on_disk.build(elsewhere.inside)


def test_a_disk_of_its_own_for_the_store_fills_up(newsroom: Newsroom, elsewhere: Elsewhere) -> None:
    """The site stays as it was, or it is published and all that is lost is the cache."""
    site, stores = newsroom.site, newsroom.site.root / ".sitegen"
    stores.mkdir()
    assert elsewhere.does(f"mount -t tmpfs -o size=64m none '{stores}'") == ""
    there = elsewhere.path(stores)
    newsroom.build(elsewhere.inside)
    ends = set()
    for share in (0.0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2):
        before = site.tree()
        newsroom.turn()
        size = sum(file.stat().st_size for file in there.iterdir() if file.is_file())
        ballast = fill(there, int(size * share))
        running = Running(site, inside=elsewhere.inside)
        ends.add(code := running.end())
        assert differing(site.tree(), before if code else newsroom.clean) == []
        remove_ballast(ballast)
        newsroom.build(elsewhere.inside)
    assert ends == {0, 1}


@pytest.mark.parametrize("place", ["countries", "2024/12", "feed.xml", "*/*/n3*/index.html"])
@pytest.mark.parametrize("same", [True, False], ids=["same disk", "another"])
def test_something_mounted_in_the_output_folder(
    newsroom: Newsroom, elsewhere: Elsewhere, tmp_path: Path, place: str, same: bool
) -> None:
    newsroom.build()
    before = newsroom.site.tree()
    newsroom.turn()
    target = next(newsroom.site.public.glob(place))
    other = (tmp_path if same else Path("/mnt")) / "other"
    if not same:
        assert elsewhere.does("mount -t tmpfs none /mnt") == ""
    assert elsewhere.does(f"cp -a '{target}' '{other}' && mount --bind '{other}' '{target}'") == ""
    running = Running(newsroom.site, inside=elsewhere.inside)
    assert running.end() == 1
    (line,) = running.complained.splitlines()
    assert line.startswith(f"{target}: something is mounted where a page or a folder must be; ")
    assert newsroom.site.tree() == before


@pytest.mark.parametrize("folder", ["public", ".sitegen", "public/2024"])
def test_a_read_only_folder(newsroom: Newsroom, elsewhere: Elsewhere, folder: str) -> None:
    newsroom.build()
    place = newsroom.site.root / folder
    newsroom.turn()
    mount = f"mount --bind '{place}' '{place}' && mount -o remount,bind,ro '{place}'"
    assert elsewhere.does(mount) == ""
    running = Running(newsroom.site, inside=elsewhere.inside)
    assert running.end() == 1
    (line,) = running.complained.splitlines()
    assert line.startswith(str(place))
    assert ": can't be used: " in line
    newsroom.assert_whole()
    newsroom.build()


@pytest.fixture
def without_rights() -> Sequence[str]:
    """Runs a command for which permissions count, as they do for anyone but root."""
    if os.geteuid() != 0:
        return ()
    command = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    if not shutil.which("setpriv") or subprocess.run([*command, "true"]).returncode:
        pytest.skip("runs as root, and can't do without root's rights")
    return command


@pytest.mark.parametrize("folder", ["public", ".sitegen", "public/2024", "."])
def test_a_folder_that_may_not_be_written(
    newsroom: Newsroom, without_rights: Sequence[str], folder: str
) -> None:
    if folder != ".":
        newsroom.build()
    newsroom.turn()
    place = newsroom.site.root / folder
    place.chmod(0o555)
    running = Running(newsroom.site, inside=without_rights)
    code = running.end()
    place.chmod(0o755)
    assert code == 1
    (line,) = running.complained.splitlines()
    assert line.startswith(str(place))
    refused = (
        "attempt to write a readonly database" if folder == ".sitegen" else "Permission denied"
    )
    assert line.endswith(f": can't be used: {refused}; mend this and build again; nothing is lost")
    newsroom.assert_whole()
    newsroom.build()


def limited(size: int) -> Sequence[str]:
    """Run a command that may write no file bigger than some KiB."""
    return ("sh", "-c", f'ulimit -f {size * 2}; exec "$@"', "sh")  # in POSIX, of 512 bytes


def test_no_file_may_be_as_big_as_it_must(newsroom: Newsroom) -> None:
    newsroom.build()
    for size in (1, 16, 256):
        newsroom.turn()
        running = Running(newsroom.site, inside=limited(size))
        if running.end():
            (line,) = running.complained.splitlines()
            assert ": can't be used: " in line
        newsroom.assert_whole()
        newsroom.build()


@pytest.mark.parametrize("name", ["2024", "2024/12", "countries", "feed.xml", "index.html"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_something_of_others_in_the_way(site: SiteFolder, name: str, kind: str) -> None:
    """It stays, and so does the site; once it is moved away, all is as it should be."""
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.build()
    site.article("b.md", title="B", date="2024-12-20", countries="[EG]")
    place = site.public / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    if kind == "file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "notes.txt").write_text("mine")
    before = site.tree()
    if (kind == "file") == ("." in name):
        site.build()  # a file of ours that was altered, a folder that others use too
    else:
        (problem,) = site.problems()
        assert problem.startswith(f"{place}: a {kind} stands where a ")
        assert problem.endswith("; move it, then build again")
        assert site.tree() == before
    assert kind == "file" or (place / "notes.txt").read_text() == "mine"
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    site.build()
    again = site.tree()
    shutil.rmtree(site.public)
    site.build()
    assert site.tree() == again
