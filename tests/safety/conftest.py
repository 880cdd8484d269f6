"""Builds in processes of their own, stopped in every way that a process can be."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

import pytest

from sitegen.package import package_folder
from sitegen.publish.manifest import MANIFEST, STAGE, manifest
from tests.conftest import SiteFolder

CHECKOUT = Path(__file__).parents[2]
HANGS = 120
"""Seconds after which a test gives up waiting; nothing is ever measured against it."""
REPORTS = 170
"""Enough for workers to start, both to read and to render."""
LOOK = 0.0005
"""Seconds between looks at a build that runs."""
Tree = dict[str, bytes]
"""Files by their paths, with their bytes."""


class Running:
    """A build that runs, with all its workers in a process group of their own."""

    def __init__(self, site: SiteFolder, *options: str, inside: Sequence[str] = ()) -> None:
        """Start it; `inside` is a command that runs the one that follows it."""
        self.said = self.complained = ""
        self._pipe, inherited = os.pipe()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115, closed in end()
        self._complained = tempfile.TemporaryFile()  # noqa: SIM115
        build = ["build", "--project", str(site.root), "--now", "2026-01-01"]
        build += () if "--cluster" in options else ("--jobs", "2")
        # The point is said when Ctrl-C is about to be heard, before anything else is loaded; until
        # then it is not heard, rather than taken by Python itself.
        start = (
            "import os, signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
            "import sitegen.__main__ as m; os.write(1, b'.'); m.run()"
        )
        self.process = subprocess.Popen(
            [*inside, sys.executable, "-c", start, *build, *options],
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdout=self._said,
            stderr=self._complained,
            start_new_session=True,
            pass_fds=(inherited,),
        )
        os.close(inherited)

    def listens(self) -> bool:
        """Whether it has come so far as to hear of interrupts."""
        return os.fstat(self._said.fileno()).st_size > 0

    def ended(self) -> bool:
        """Whether it has come to its end; its workers may not have."""
        return self.process.poll() is not None

    def workers(self) -> list[int]:
        """Its child processes."""
        found = []
        for file in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = stat_fields(file)[:2]
            except OSError:
                continue
            if int(parent) == self.process.pid and state != "Z":
                found.append(int(file.parent.name))
        return sorted(found)

    def until(self, condition: Callable[[], object]) -> bool:
        """Wait for a condition; whether it came, be it between the last look and the build's end."""
        deadline = time.monotonic() + HANGS
        while not self.ended():
            if condition():
                return True
            assert time.monotonic() < deadline, "the build hangs"
            time.sleep(LOOK)
        return bool(condition())

    def tell_all(self, number: signal.Signals) -> None:
        """Send a signal to the build and its workers, as a terminal does."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            assert self.ended()

    def end(self) -> int:
        """Wait until it and every worker has gone; its exit code."""
        code = self.process.wait(HANGS)
        gone, _, _ = select.select([self._pipe], [], [], HANGS)  # its end, once nobody has it open
        assert gone, "a worker outlives its build"
        os.close(self._pipe)
        self.said = _text(self._said).removeprefix(".")
        self.complained = _text(self._complained)
        return code


def stat_fields(file: Path) -> list[str]:
    """What /proc/<process>/stat says after the program's name: the state, the parent and so on."""
    return file.read_text("utf-8", "replace").rpartition(")")[2].split()


def ticks(process: int) -> int:
    """The processor time that a process has had, in the system's ticks."""
    return sum(map(int, stat_fields(Path(f"/proc/{process}/stat"))[11:13]))


def _text(file: IO[bytes]) -> str:
    with file:
        file.seek(0)
        return file.read().decode()


class Newsroom:
    """A site that changes between two versions, each with the tree of a clean build of it."""

    def __init__(self, site: SiteFolder, trees: Sequence[Tree] = ()) -> None:
        """Write the first version; `trees` are of clean builds of both, where those are known."""
        self.site = site
        self.version = 1
        for number in range(REPORTS):
            self._article(number, "Ministers met in *Cairo*.")
        self.turn()
        self.trees = trees

    def _article(self, number: int, body: str) -> None:
        countries = ("[EG, IR]", "[IR]", "[EG]", "[RU, EG]", "[FR]")[number % 5]
        day = f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}"
        self.site.article(f"n{number}.md", body, title=f"N {number}", date=day, countries=countries)

    def turn(self) -> None:
        """Change to the other version: every page differs, some come and some go."""
        self.version = 1 - self.version
        mark = f"<!-- {'later' * self.version} -->"
        frame = (package_folder("templates") / "base.html").read_text("utf-8")
        self.site.write("templates/base.html", frame.replace("</body>", f"{mark}</body>"))
        self.site.write("static/extra.svg", f"<svg>{mark}</svg>")
        for number in range(0, 40, 10):
            self._article(number, f"Ministers met again. {'Twice.' * self.version}")
        for number in range(1000 + 8 * self.version, 1008 + 8 * self.version):
            self._article(number, "It is over.")
        for number in range(1008 - 8 * self.version, 1016 - 8 * self.version):
            (self.site.root / f"content/articles/n{number}.md").unlink(missing_ok=True)

    @property
    def clean(self) -> Tree:
        """What a clean build of this version makes."""
        return self.trees[self.version]

    def forget(self) -> None:
        """Have nothing built yet."""
        for name in ("public", ".sitegen"):
            shutil.rmtree(self.site.root / name, ignore_errors=True)

    def build(self, inside: Sequence[str] = ()) -> None:
        """Build to the end; what is published then is what a clean build makes."""
        running = Running(self.site, inside=inside)
        assert (running.end(), running.complained) == (0, "")
        assert differing(self.site.tree(), self.clean) == []

    def assert_whole(self) -> None:
        """Every published file is, byte for byte, that of one version or the other."""
        names = {*self.trees[0], *self.trees[1]} - {MANIFEST}
        between = manifest("Digest (https://digest.example.org)", names)
        published = self.site.tree() if self.site.public.is_dir() else {}
        for file, data in published.items():
            if not file.startswith(f"{STAGE}/"):
                known = [tree[file] for tree in self.trees if file in tree]
                assert data in known or (file == MANIFEST and data == between), file


def files_of(folder: Path) -> Iterator[Path]:
    """The files under a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def differing(one: Tree, other: Tree) -> list[str]:
    """The files in which two trees differ: short, where the trees' own difference is not."""
    return sorted(file for file in one.keys() | other.keys() if one.get(file) != other.get(file))


@pytest.fixture(scope="session")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, ...]:
    """What clean builds make of the two versions of a newsroom."""
    newsroom = Newsroom(SiteFolder(tmp_path_factory.mktemp("clean")))
    found = []
    for _ in range(2):
        newsroom.forget()
        newsroom.site.build()
        found.append(newsroom.site.tree())
        newsroom.turn()
    return tuple(found)


@pytest.fixture
def newsroom(site: SiteFolder, trees: tuple[Tree, ...]) -> Newsroom:
    """A site big enough for workers, not built yet."""
    return Newsroom(site, trees)


@pytest.fixture
def moments(request: pytest.FixtureRequest) -> Callable[[float], list[float]]:
    """Moments spread at random over a time, the same ones in each run: of each stretch one."""
    count: int = request.config.getoption("--moments")
    chance = random.Random(count)

    def spread(seconds: float) -> list[float]:
        found = [(number + chance.random()) * seconds / count for number in range(count)]
        chance.shuffle(found)
        return found

    return spread
