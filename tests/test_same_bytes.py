"""Two clean builds of the same files are equal, byte for byte, wherever and however they are made."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.conftest import SiteFolder

REPORTS = 240
"""Enough for several processes to share the work."""
WORDS = (
    *("talks", "grain", "canal", "port", "envoy", "border"),
    *("relief", "court", "budget", "ferry", "visa", "harvest"),
)
DATES = ("", "2023-05", "2024-11", "2024-12-01", "2024-12-01", "2024-12-01T08:30Z")
MARKED = "\n\nMore in [an earlier report](n0.md), *they* said.\n\n> Quoted.\n\n- one\n- two"
RAW = (
    " date 2024-12-20 A {} envoy of Egypt received his Iranian counterpart in Cairo on Thursday to"
    " talk about shipping in the Red Sea.\n\nBoth sides asked for calm. (MENA)\n"
    "LEGAL WARNING: All rights of this text are reserved.\n"
)


def files() -> Iterator[tuple[str, str]]:
    """A site full of ties: many reports share a day, countries, mentions and topics."""
    chance = Random(1)
    address, formats = "https://d.example/news", '["rss", "atom", "json"]'
    settings = (
        f'title = "Digest"\nbase_url = "{address}"\nlist_size = 7\nfeed_formats = {formats}\n'
    )
    yield "sitegen.toml", settings
    for number in range(REPORTS):
        date = chance.choice(DATES)
        codes = chance.sample(("EG", "IR", "RU", "FR", "TR", "PS"), chance.randrange(4))
        title = " ".join(chance.sample(WORDS, 2)).capitalize()
        body = f"Ministers met about the {chance.choice(WORDS)} in Amman."
        yield (
            f"content/articles/n{number}.md",
            f"---\ntitle: {title}\ndate: {date}\ncountries: [{', '.join(codes)}]\n"
            f"topics: [{', '.join(chance.sample(WORDS, 2))}]\nsource: MENA\n"
            f"mentions: [{', '.join(chance.sample(('Iraq', 'Oman', 'Chad'), 2))}]\n---\n"
            f"{body}{chance.choice(('', MARKED))}\n",
        )
    for number, word in enumerate(WORDS):
        yield f"content/articles/{number % 3}/raw{number}.txt", RAW.format(word)
    for name in ("pages/about", "pages/contact", "countries/egypt", "months/2024-12"):
        yield f"content/{name}.md", f"---\ntitle: {name}\n---\nAbout *this*.\n"
    for name in ("a.svg", "b.svg", "root/c.txt", "root/d.txt"):
        yield f"static/{name}", f"<!-- {name} -->"


class Way(NamedTuple):
    """How a build is made."""

    seed: str
    zone: str
    locale: str
    jobs: str
    umask: int
    output: str
    """Where to, from the site's folder."""
    backwards: bool
    """Whether files were written last to first, which decides how some disks list them."""


WAYS = (
    Way("0", "UTC", "C", "1", 0o022, "public", False),
    Way("1234", "Asia/Tokyo", "C.UTF-8", "2", 0o077, "public", True),
    Way("99", "America/St_Johns", "POSIX", "3", 0o027, "../published", False),
)


def site_at(root: Path, way: Way) -> SiteFolder:
    root.mkdir()
    site = SiteFolder(root)
    written = list(files())
    for path, text in reversed(written) if way.backwards else written:
        site.write(path, text)
    return site


@pytest.fixture
def places(tmp_path: Path) -> Iterator[list[Path]]:
    """Folders whose paths have little in common, on different file systems where there are some."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as other:
        yield [tmp_path / "site", Path(other) / "elsewhere", Path(other) / "ein Ordner – ü"]


def test_the_same_bytes_whatever_is_around(places: list[Path]) -> None:
    trees = []
    for place, way in zip(places, WAYS, strict=True):
        site = site_at(place, way)
        site.public = place / way.output
        where = ("--project", site.root, "--output", site.public)
        around = {"PYTHONHASHSEED": way.seed, "TZ": way.zone, "LC_ALL": way.locale}
        subprocess.run(
            (sys.executable, "-m", "sitegen", "build", *where, "--jobs", way.jobs),
            env={**os.environ, **around, "LANG": way.locale},
            cwd=place.parent,
            check=True,
            capture_output=True,
            umask=way.umask,
        )
        trees.append(site.tree())
    first, *others = trees
    assert len(first) > REPORTS
    for tree in others:
        assert sorted(tree) == sorted(first)
        assert [file for file in tree if tree[file] != first[file]] == []
