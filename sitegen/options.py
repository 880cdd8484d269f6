"""What a build is asked for, and what it did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from sitegen.problems import Problem


class Options(NamedTuple):
    """What one build is asked for; the settings say the rest."""

    now: datetime
    """Articles dated later are held back. Nothing else depends on the time."""
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    """Warnings stop the build as errors do."""
    jobs: int = 0
    """Processes; 0 for as many as there are processors."""
    verify: bool = False
    """Read every source and published file, whatever stat says of them."""


@dataclass(slots=True)
class Report:
    """What a build did."""

    output: Path
    articles: int = 0
    feeds: int = 0
    unreviewed: int = 0
    """Articles of raw wire text, whose fields are derived and seen by no editor."""
    planned: int = 0
    rendered: dict[str, str] = field(default_factory=dict)
    """Why each file was due, by its path in the output folder."""
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    """Warnings; errors raise BuildFailed."""
    seconds: dict[str, float] = field(default_factory=dict)
    """What each phase took."""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Take the time of a phase."""
        start = perf_counter()
        yield
        self.seconds[name] = round(perf_counter() - start, 4)
