"""The advice on where new files lie: taken where it can be, and no trouble elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.placement import keep_apart
from sitegen.publish import STAGE, prepare_stage

HERE = Path(__file__).parent


def on(system: str, folder: Path) -> bool:
    told = subprocess.run(
        ("stat", "--file-system", "--format", "%T", folder), capture_output=True, text=True
    )
    return system in told.stdout


def attributes(folder: Path) -> str:
    command = ("lsattr", "-d", folder)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0]


@pytest.fixture
def ext4() -> Iterator[Path]:
    """A folder on ext4, if one of those that tests may write to is."""
    for place in (tempfile.gettempdir(), HERE):
        if on("ext", Path(place)) and shutil.which("lsattr"):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                yield Path(folder)
                return
    pytest.skip("no ext4 here")


def test_the_advice_is_given(ext4: Path) -> None:
    before = set(attributes(ext4))
    keep_apart(ext4)
    assert set(attributes(ext4)) == before | {"T"} != before


def test_only_the_stage_is_advised(ext4: Path) -> None:
    stage = prepare_stage(ext4)
    assert "T" in attributes(ext4 / STAGE)
    assert all("T" not in attributes(Path(folder)) for folder in (ext4, *stage.folders))


@pytest.mark.parametrize("place", ["/proc/self", "/dev/null", "/nowhere"])
def test_a_system_that_takes_none_is_left_alone(place: str) -> None:
    keep_apart(Path(place))


def test_a_file_that_takes_anothers_place_is_spread_among_folders(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    stage = prepare_stage(tmp_path)
    paths = [stage.path(f"2024/12/{number}/index.html") for number in range(200)]
    assert len(set(paths)) == len(paths)
    assert {str(Path(path).parent) for path in paths} == {*stage.folders} - {stage.folder}
    assert all(Path(folder).is_dir() for folder in stage.folders)
