"""What has happened to content/ since it was last read, where that is little."""

from __future__ import annotations

from typing import NamedTuple


class Changes(NamedTuple):
    """Articles by their paths under content/; nothing else has changed, and none has gone."""

    edited: tuple[str, ...]
    """Those whose bodies, and nothing else of them, have changed."""
    added: tuple[str, ...]
    """Those that were not there."""
