"""Bytes on their way between processes come out as they went in, and leave nothing behind."""

from __future__ import annotations

import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.workers.transfer import clear, packed, unpacked


@given(st.binary(), st.integers(0, 2_000))
@example(b"", 0)
@example(b"ab", 40_000)
def test_what_is_sent_arrives(data: bytes, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        message = packed(data * times, folder)
        assert len(message) < 4096
        assert unpacked(message) == data * times
        assert list(Path(folder).iterdir()) == []


def test_much_lies_in_a_file_only_where_there_is_a_folder(tmp_path: Path) -> None:
    data = bytes(10_000)
    assert Path(str(packed(data, str(tmp_path)))).read_bytes() == data
    assert packed(data, "") == data
    assert packed(b"few", str(tmp_path)) == b"few"


def test_no_two_messages_share_a_file(tmp_path: Path) -> None:
    sent = [packed(bytes([number]) * 10_000, str(tmp_path)) for number in range(20)]
    assert [unpacked(message)[0] for message in sent] == list(range(20))


def test_what_nobody_has_unpacked_is_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "build.transfer"
    clear(folder)
    folder.mkdir()
    packed(bytes(10_000), str(folder))
    clear(folder)
    assert not folder.exists()


def test_a_disk_that_takes_no_more_is_told_with_the_place(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
    try:
        with pytest.raises(OSError, match="File too large") as error:
            packed(bytes(10_000), str(tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(error.value.filename).startswith(str(tmp_path))
