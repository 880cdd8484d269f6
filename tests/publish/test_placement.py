"""The advice on where new files lie: taken where it can be, and no trouble elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.publish.manifest import STAGE
from sitegen.publish.placement import keep_apart
from sitegen.publish.stage import staged


def on(system: str, folder: Path) -> bool:
    told = subprocess.run(
        ("stat", "--file-system", "--format", "%T", folder), capture_output=True, text=True
    )
    return system in told.stdout


def attributes(folder: Path) -> str:
    command = ("lsattr", "-d", folder)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0]


@pytest.fixture
def ext4(tmp_path: Path) -> Path:
    """A folder on ext4, if that is what tests write to."""
    if not (on("ext", tmp_path) and shutil.which("lsattr")):
        pytest.skip("no ext4 here")
    return tmp_path


def test_the_advice_is_given(ext4: Path) -> None:
    before = set(attributes(ext4))
    keep_apart(ext4)
    assert set(attributes(ext4)) == before | {"T"} != before


def test_only_the_stage_is_advised(ext4: Path) -> None:
    with staged(ext4) as stage:
        assert "T" in attributes(ext4 / STAGE)
        assert "T" not in attributes(ext4) + attributes(Path(stage.folder))


@pytest.mark.parametrize("place", ["/proc/self", "/dev/null", "/nowhere"])
def test_a_system_that_takes_none_is_left_alone(place: str) -> None:
    keep_apart(Path(place))


def test_a_link_is_not_followed(ext4: Path) -> None:
    (ext4 / "folder").mkdir()
    (ext4 / "link").symlink_to("folder")
    keep_apart(ext4 / "link")
    assert "T" not in attributes(ext4 / "folder")


def test_files_that_take_others_places_are_spread_among_folders(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    with staged(tmp_path) as stage:
        paths = [stage.path(f"2024/12/{number}/index.html") for number in range(200)]
    assert len(set(paths)) == len(paths)
    assert len({Path(path).parent for path in paths}) == 16
