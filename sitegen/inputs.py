"""All that a build starts from, as stat sees it: enough to tell that nothing has changed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.content.scan import Scan, rescan, scan
from sitegen.files import RACY_NANOSECONDS
from sitegen.package import PACKAGE


class Inputs(NamedTuple):
    """What there is to build from."""

    scan: Scan
    templates: str
    """Of the folders of templates, as a fingerprint of what stat tells."""
    static: str
    """Of the folders of static files."""
    program: str
    """Of sitegen's own files, of Python, and of where packages are installed."""
    now: int
    """When all this was looked at, in nanoseconds since 1970."""
    settled: bool
    """Whether everything has stood long enough for its times to tell of any change since."""
    templates_settled: bool
    frame_settled: bool
    """The same of everything but content/."""

    @property
    def frame(self) -> tuple[str, str, str]:
        """What there is to build from besides content/."""
        return self.templates, self.static, self.program


class _Seen(NamedTuple):
    mark: str
    touched: int


def look_at(
    content: Path,
    templates: Iterable[Path],
    static: Iterable[Path],
    last: Scan | None = None,
    changed: frozenset[str] = frozenset(),
) -> Inputs:
    """See what there is; where `last` was there, look only at what is said to have changed."""
    now = time.time_ns()
    found = (last and rescan(content, last, changed)) or scan(content)
    themes, assets, program = _see(templates), _see(static), _see([PACKAGE])
    installed = [(path, _modified(path)) for path in sys.path]
    frame = max(themes.touched, assets.touched, program.touched)
    touched = max((file.touched for file in found.files), default=0)
    trusted = now - RACY_NANOSECONDS
    return Inputs(
        found,
        themes.mark,
        assets.mark,
        fingerprint.of_value((sys.version, installed, program.mark)),
        now,
        max(frame, touched) <= trusted,
        themes.touched <= trusted,
        frame <= trusted,
    )


def _modified(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def _see(folders: Iterable[Path]) -> _Seen:
    seen = [item for folder in folders for item in _files(str(folder), "")]
    touched = max((max(modified, changed) for _, _, modified, changed, _ in seen), default=0)
    return _Seen(fingerprint.of_value(sorted(seen)), touched)


def _files(folder: str, prefix: str) -> Iterator[tuple[str, int, int, int, int]]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            continue
        try:
            stat = entry.stat()
        except OSError:
            continue
        name = prefix + entry.name
        yield name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
