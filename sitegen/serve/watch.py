"""Tells which files of a site have changed, by the system's file events."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path, PurePath

from watchfiles import Change, watch

from sitegen.files import is_noise

FOLDERS = ("content", "templates", "static")
SETTINGS = ("sitegen.toml", "pyproject.toml")
_STEP = 10
"""Milliseconds without another change after which the changes so far are told."""
_AT_MOST = 50
"""Milliseconds after which they are told in any case."""
_LOOK = 100
"""Milliseconds between looks at settings and at the watched folders themselves."""

Seen = dict[str, tuple[int, ...]]
"""What stands at some paths, in numbers that differ when it does."""


class Watcher:
    """Calls `changed` with paths as a person knows them, from a thread of its own.

    It also calls it, perhaps with no path, whenever a watch has begun: what changed before that
    was not seen. Folders that come, go or are replaced are followed.
    """

    def __init__(
        self,
        project: Path,
        changed: Callable[[frozenset[str]], object],
        tell: Callable[[str], object],
    ) -> None:
        self._project = project
        self._changed = changed
        self._tell = tell
        self._folders = self._seen(FOLDERS)
        self._settings = self._seen(SETTINGS)
        self._untold: frozenset[str] = frozenset()
        self._ready = threading.Event()
        self._stopped = threading.Event()
        self._polling: bool | None = None
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch: what changes after this is seen."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Watch no more; after this, `changed` is not called."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._follow()
        finally:
            self._ready.set()

    def _follow(self) -> None:
        while not self._stopped.is_set():
            try:
                self._watch()
            except FileNotFoundError:  # a folder went between two looks; it may be back by the next
                self._folders = {}
                self._ready.set()  # this may go on, and nobody should wait for its end
                self._stopped.wait(_LOOK / 1000)
            except (OSError, RuntimeError) as error:
                if self._polling:
                    self._tell(f"changes can't be seen any more: {error}; start again")
                    return
                self._polling = True  # None would leave it to WATCHFILES_FORCE_POLLING
                self._tell(f"no file events ({error}): looking at every file instead, more slowly")

    def _watch(self) -> None:
        """Watch the folders that there are, for as long as they are the same ones."""
        self._look_at_folders()
        roots = {self._project / name for name in self._folders}
        events = watch(
            *sorted(roots),
            watch_filter=None,
            debounce=_AT_MOST,
            step=_STEP,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=self._stopped,
            force_polling=self._polling,
            ignore_permission_denied=True,
        )
        begun = False
        with closing(events):
            for changes in events:
                paths = {Path(path) for _, path in changes}
                edited = self._edited()
                files = {path: name for path in paths if (name := self._name(path))}
                if files or edited or not begun:
                    names = edited.union(files[path] for path in _lasting(changes, files))
                    self._changed(names)
                begun = True
                self._ready.set()
                # A folder made anew may get the number of the one removed, but not its watch
                if self._look_at_folders() or paths & roots:
                    return

    def _look_at_folders(self) -> bool:
        """Whether a folder has come, gone or been replaced since the last look."""
        before, self._folders = self._folders, self._seen(FOLDERS)
        differing = _differing(before, self._folders)
        self._untold |= differing
        return bool(differing)

    def _edited(self) -> frozenset[str]:
        """Settings changed since the last look, and folders that no event told of."""
        now = self._seen(SETTINGS)
        names = _differing(self._settings, now) | self._untold
        self._settings, self._untold = now, frozenset()
        return names

    def _name(self, path: Path) -> str:
        """What a changed file is called; "" for one that does not matter."""
        is_inside = path.is_relative_to(self._project)  # not always so behind a link, on macOS
        inner = path.relative_to(self._project) if is_inside else PurePath(path.name)
        name = inner.as_posix()
        return "" if is_noise(name) else name

    def _seen(self, names: Iterable[str]) -> Seen:
        """What stands at each of some paths of the project, where anything does."""
        found: Seen = {}
        for name in names:
            try:
                seen = (self._project / name).stat()
            except OSError:
                continue
            place = (seen.st_dev, seen.st_ino)
            times = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
            found[name] = place if stat.S_ISDIR(seen.st_mode) else (*place, *times)
        return found


def _lasting(changes: Iterable[tuple[Change, str]], files: Iterable[Path]) -> Iterator[Path]:
    """The files but for those that came and went, such as what an editor writes and renames."""
    added = {Path(path) for change, path in changes if change is Change.added}
    return (path for path in files if path not in added or path.exists())


def _differing(before: Seen, now: Seen) -> frozenset[str]:
    return frozenset(name for name, _ in before.items() ^ now.items())
