"""Files that are an editor's or a system's own affair: never published, never a reason to build."""

from __future__ import annotations

_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", "___")
_TRIAL = "4913"  # what Vim writes to see whether it may


def is_noise(path: str) -> bool:
    """Whether a path inside a project, or a name alone, is hidden, a lock or a backup."""
    parts = path.split("/")
    name = parts[-1]
    hidden = any(part.startswith(".") and part != ".well-known" for part in parts)
    return hidden or name.startswith("#") or name == _TRIAL or name.endswith(_ENDINGS)
