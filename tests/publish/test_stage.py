"""What a build that was killed has left on the stage."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sitegen.problems import BuildFailed
from sitegen.publish.manifest import STAGE
from sitegen.publish.stage import staged
from sitegen.store.attempt import with_store


def enter(output: Path) -> None:
    with staged(output):
        pass


@pytest.mark.parametrize(
    ("operation", "left"),
    [
        ("unlink", "f"),
        ("unlink", "x/f"),
        ("unlink", "x/y/z/f"),
        ("rmdir", "x"),
        ("rmdir", "x/y/z"),
        ("open", "x"),
        ("open", "x/y"),
    ],
)
@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO])
def test_what_can_not_be_removed_is_told_with_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, left: str, code: int
) -> None:
    place = tmp_path / "public" / STAGE / left
    place.parent.mkdir(parents=True)
    place.write_text("") if operation == "unlink" else place.mkdir()
    does = getattr(os, operation)

    def refused(path: Any, *more: Any, **named: Any) -> Any:
        if Path(os.fsdecode(path)).name == place.name:
            raise OSError(code, os.strerror(code), path)
        return does(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, refused)
        with pytest.raises(BuildFailed) as failure:
            store = tmp_path / "stores/a.db"
            with_store(store, tmp_path, lambda _: enter(tmp_path / "public"))
    hint = "mend this and build again; nothing is lost"
    assert str(failure.value) == f"{place}: can't be used: {os.strerror(code)}; {hint}"
    enter(tmp_path / "public")
    assert not place.exists()


@pytest.mark.parametrize("left", ["f", "x/f", "x/y/z/f"])
def test_it_is_removed(tmp_path: Path, left: str) -> None:
    place = tmp_path / STAGE / left
    place.parent.mkdir(parents=True)
    place.write_text("")
    enter(tmp_path)
    assert not place.exists()
