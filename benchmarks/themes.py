"""The sites that are measured: what their pages look like, and how their articles are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from benchmarks import texts
from benchmarks.corpus import Piece
from benchmarks.table import OURS, PEER

_ALL = ("cold", "none", "body", "add", "template")


class Theme(NamedTuple):
    """A kind of site, made of the same articles as the others."""

    name: str
    look: str
    """The folder beside this file with the templates of each program."""
    texts: Mapping[str, Callable[[Piece], str]]
    """What an article's file says, by the program that reads it."""
    ending: str
    cases: tuple[str, ...]
    previewed: bool
    """Whether the time from a save to the reload is measured too."""


_EDITED = {OURS: texts.edited, PEER: texts.edited_for_hugo}
_IMPORTED = {OURS: texts.imported, PEER: texts.imported_for_hugo}
RICH = Theme("rich", "rich", _EDITED, ".md", _ALL, previewed=True)
PLAIN = Theme("plain", "plain", _IMPORTED, ".md", _ALL, previewed=True)
RAW = Theme("raw", "plain", {OURS: texts.raw}, ".txt", ("cold", "none", "body"), previewed=False)
THEMES = {theme.name: theme for theme in (RICH, PLAIN, RAW)}
