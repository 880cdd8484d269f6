"""Files that are an editor's or a system's own affair: never published, never a reason to build."""

from __future__ import annotations

_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", "___")
_PUBLISHED = frozenset({".well-known", ".htaccess", ".nojekyll"})
"""Names that are hidden only because those who read them, servers and hosts, want it so."""
_TRIAL = "4913"  # what Vim writes to see whether it may


def is_noise(path: str) -> bool:
    """Whether a path inside a project, or a name alone, is hidden, a lock or a backup."""
    hidden = path.startswith(".") or "/." in path
    if hidden and any(part[:1] == "." and part not in _PUBLISHED for part in path.split("/")):
        return True
    name = path.rpartition("/")[2]
    return name.endswith(_ENDINGS) or name.startswith("#") or name == _TRIAL
