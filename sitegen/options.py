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
    changed: frozenset[str] = frozenset()
    """All that has changed since the last build with the same memory, as paths in the project; none
    where that is not known."""
    trust_output: bool = False
    """Take published files to stand as the last build left them, without a look at each."""
    ends_soon: bool = False
    """The process ends after this build: to let go of what it was made from would take a tenth of
    the time of a small change, so the report holds that."""


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
    made_from: object = field(default=None, repr=False, compare=False)
    """All that there was to build from, with `ends_soon`."""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Take the time of a phase."""
        start = perf_counter()
        yield
        self.seconds[name] = round(perf_counter() - start, 4)
