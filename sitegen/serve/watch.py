"""Tells which files of a site have changed, by the system's file events."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePath

from watchfiles import watch

from sitegen.folders import folders

SETTINGS = ("sitegen.toml", "pyproject.toml")
_STEP = 10
"""Milliseconds without another change after which the changes so far are told."""
_AT_MOST = 50
"""Milliseconds after which they are told in any case."""
_LOOK = 100
"""Milliseconds between looks at settings and at the watched folders themselves."""
_BACKUPS = ("~", ".swp", ".swx", ".tmp", ".bak", ".part", ".pyc", "___")


def is_noise(path: PurePath) -> bool:
    """Whether a path under a watched folder is an editor's or a system's own affair."""
    hidden = any(part.startswith(".") and part != ".well-known" for part in path.parts)
    lock = path.name.startswith("#") or path.name == "4913"  # Emacs; Vim trying a folder
    return hidden or lock or path.name.endswith(_BACKUPS) or "__pycache__" in path.parts


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
        self._stopped = threading.Event()
        self._polling: bool | None = None
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; after this, `changed` is not called."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        replaced: frozenset[str] = frozenset()
        while not self._stopped.is_set():
            try:
                replaced = self._watch(replaced)
            except FileNotFoundError:
                self._stopped.wait(_LOOK / 1000)  # a folder went between two looks
            except (OSError, RuntimeError) as error:
                if self._polling:
                    self._tell(f"changes can't be seen any more: {error}; start again")
                    return
                self._polling = True  # None would leave it to WATCHFILES_FORCE_POLLING
                self._tell(f"no file events ({error}): looking at every file instead, more slowly")

    def _watch(self, replaced: frozenset[str]) -> frozenset[str]:
        """Watch the folders that there are; names of those which then were others, or gone."""
        roots = self._roots()
        places, settings = _places(roots), self._settings()
        begun = False
        events = watch(
            *(root for root in roots if root in places),
            watch_filter=None,
            debounce=_AT_MOST,
            step=_STEP,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=self._stopped,
            force_polling=self._polling,
            ignore_permission_denied=True,
        )
        with closing(events):
            for changes in events:
                names = {self._name(Path(path), roots) for _, path in changes} - {""}
                now = self._settings()
                names.update(name for name in SETTINGS if now.get(name) != settings.get(name))
                settings = now
                if not begun:
                    names |= replaced
                if names or not begun:
                    self._changed(frozenset(names))
                begun = True
                other = _places(self._roots())
                if other != places:
                    moved = other.items() ^ places.items()
                    return frozenset(self._name(root, (root,)) for root, _ in moved)
        return frozenset()

    def _roots(self) -> tuple[Path, ...]:
        content = self._project / "content"
        themes = (folders(self._project, "templates"), folders(self._project, "static"))
        return (content, *themes[0], *themes[1])

    def _settings(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for name in SETTINGS:
            try:
                seen = (self._project / name).stat()
            except OSError:
                continue
            found[name] = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        return found

    def _name(self, path: Path, roots: tuple[Path, ...]) -> str:
        """How a changed file is called; "" for one that does not matter."""
        for root in roots:
            if path.is_relative_to(root):
                inner = path.relative_to(root)
                return "" if is_noise(inner) else PurePath(root.name, inner).as_posix()
        return ""


def _places(roots: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """Which folder stands at each path now."""
    found = {}
    for root in roots:
        try:
            seen = root.stat()
        except OSError:
            continue
        found[root] = (seen.st_dev, seen.st_ino)
    return found
