"""A temporary site, driven by the same calls as the command line."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sitegen.build import Options, Report, build
from sitegen.problems import BuildFailed

settings.register_profile("hand", max_examples=50, deadline=None)
# The same examples each time: what fails there is the change's doing, and fails at hand too.
settings.register_profile(
    "ci",
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "hand")

if "PYTEST_XDIST_WORKER" not in os.environ:
    # Workers, and processes that tests begin, inherit it: nothing goes into a developer's own.
    _cache = tempfile.TemporaryDirectory(prefix="sitegen-cache-")
    atexit.register(_cache.cleanup)
    os.environ["XDG_CACHE_HOME"] = _cache.name

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = 'title = "Digest"\nbase_url = "https://digest.example.org"\n'


GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --write-golden` writes what the tests expect, for a person to review in the diff."""
    help = "write the expected files under tests/golden/ anew, instead of comparing with them"
    parser.addoption("--write-golden", action="store_true", help=help)
    help = "at how many moments each test of tests/safety/ kills or interrupts a build"
    parser.addoption("--moments", type=int, default=5, metavar="N", help=help)
    help = "how many edits tests/test_incremental.py tries, of which it else tries a few"
    parser.addoption("--edits", type=int, default=0, metavar="N", help=help)


class Golden:
    """Compares texts with the files that hold what is expected of them."""

    def __init__(self, write: bool) -> None:
        self.write = write

    def __call__(self, name: str, text: str) -> None:
        """Compare a text with a file under tests/golden/."""
        file = GOLDEN / name
        if self.write:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), f"is not as expected in {name}"

    def folder(self, name: str, texts: dict[str, str]) -> None:
        """Compare texts, by their paths, with all files of a folder."""
        if self.write:
            shutil.rmtree(GOLDEN / name, ignore_errors=True)
        for path, text in texts.items():
            self(f"{name}/{path}", text)
        files = (path for path in (GOLDEN / name).rglob("*") if path.is_file())
        assert {path.relative_to(GOLDEN / name).as_posix() for path in files} == texts.keys()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """What is expected, in files under tests/golden/."""
    return Golden(request.config.getoption("--write-golden"))


class SiteFolder:
    """A site in a temporary folder: write its files, build it, read what came of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / "public"
        self.write("sitegen.toml", SETTINGS)
        (root / "content" / "articles").mkdir(parents=True)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the site, with the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def article(self, path: str, body: str = "Ministers met.", **fields: str) -> Path:
        """Write an article; fields are YAML as an editor would write it."""
        front = "".join(f"{name}: {value}\n" for name, value in fields.items())
        return self.write(f"content/articles/{path}", f"---\n{front}---\n{body}\n")

    def remove(self, path: str) -> None:
        """Remove a file of the site."""
        (self.root / path).unlink()

    def build(self, now: datetime = NOW, **options: object) -> Report:
        """Build the site, in this process alone."""
        return build(self.root, Options(now=now, jobs=1, **options))  # type: ignore[arg-type]

    def problems(self, **options: object) -> list[str]:
        """Build the site, which must fail, and give the problems as a person reads them."""
        with pytest.raises(BuildFailed) as failure:
            self.build(**options)
        return [str(problem) for problem in failure.value.problems]

    def read(self, path: str) -> str:
        """A published file's text."""
        return (self.public / path).read_text("utf-8")

    def forget(self) -> None:
        """Have nothing built yet."""
        for name in ("public", ".sitegen"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def tree(self) -> dict[str, bytes]:
        """Every published file and its bytes."""
        return published(self.public)


def published(folder: Path) -> dict[str, bytes]:
    """Every file under an output folder and its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteFolder]:
    """An empty site."""
    root = tmp_path / "site"
    root.mkdir()
    yield SiteFolder(root)
