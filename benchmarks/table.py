"""From samples to the tables that are printed. Pure: nothing here measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

TARGETS: Mapping[str, Mapping[str, Mapping[int, float]]] = {
    "rich": {
        "cold": {1_000: 0.7, 10_000: 0.5, 19_000: 0.5},
        "none": {1_000: 0.2, 10_000: 0.05, 19_000: 0.04},
        "body": {1_000: 0.3, 10_000: 0.1, 19_000: 0.08},
        "add": {1_000: 0.35, 10_000: 0.12, 19_000: 0.1},
        "template": {1_000: 0.6, 10_000: 0.4, 19_000: 0.4},
    },
    "plain": {
        "cold": {1_000: 1.2, 10_000: 0.75},
        "none": {1_000: 0.24, 10_000: 0.07},
        "body": {10_000: 0.17},
        "add": {10_000: 0.2},
        "template": {10_000: 0.5},
    },
}
"""The most time that each case may take, in times of Hugo's, by theme and number of articles."""
MEMORY_TARGETS: Mapping[str, Mapping[str, Mapping[int, float]]] = {
    "plain": {"cold": {10_000: 0.55}},
}
"""The same for memory."""
BESIDE = {"raw": "plain"}
"""The theme of Hugo's that one is measured against which Hugo has no counterpart of."""
OURS, PEER = "sitegen", "Hugo"
UNKNOWN = "–"
_SIZE = ("articles", "case")
_FIGURES = ("seconds", "CPU s", "MB", "files")
_TEXTS = frozenset({"theme", "Hugo's", "case"})
"""Columns that begin at the left."""


class Sample(NamedTuple):
    """One run of one program."""

    theme: str
    articles: int
    case: str
    program: str
    seconds: float
    cpu: float
    memory: int | None
    """Bytes; None in a run that was timed undisturbed. In the others time does not count."""
    files: int
    """How many were written."""


class Figures(NamedTuple):
    """Medians of one case of one program."""

    seconds: float
    cpu: float
    memory: int | None
    files: int


class Row(NamedTuple):
    """One case of both programs."""

    theme: str
    articles: int
    case: str
    ours: Figures
    peer: Figures | None

    @property
    def beside(self) -> str:
        """The theme of Hugo's that this was measured against."""
        return BESIDE.get(self.theme, self.theme) if self.peer else UNKNOWN

    @property
    def ratio(self) -> float | None:
        """Our time in times of the peer's."""
        return self.ours.seconds / self.peer.seconds if self.peer else None

    @property
    def target(self) -> float | None:
        return self._of(TARGETS)

    @property
    def memory_ratio(self) -> float | None:
        """Our memory in times of the peer's."""
        if not self.peer or not self.peer.memory or self.ours.memory is None:
            return None
        return self.ours.memory / self.peer.memory

    @property
    def memory_target(self) -> float | None:
        return self._of(MEMORY_TARGETS)

    def _of(self, targets: Mapping[str, Mapping[str, Mapping[int, float]]]) -> float | None:
        return targets.get(self.theme, {}).get(self.case, {}).get(self.articles)


def figures(samples: Sequence[Sample]) -> Figures:
    """The medians of one case's samples."""
    timed = [sample for sample in samples if sample.memory is None] or samples
    peaks = [sample.memory for sample in samples if sample.memory is not None]
    return Figures(
        median(sample.seconds for sample in timed),
        median(sample.cpu for sample in timed),
        round(median(peaks)) if peaks else None,
        round(median(sample.files for sample in samples)),
    )


def compare(samples: Iterable[Sample]) -> tuple[Row, ...]:
    """A row for each theme, size and case of ours, in the order in which they were measured."""
    cases: dict[tuple[str, int, str], dict[str, list[Sample]]] = {}
    for sample in samples:
        programs = cases.setdefault((sample.theme, sample.articles, sample.case), {})
        programs.setdefault(sample.program, []).append(sample)
    rows = []
    for (theme, articles, case), programs in cases.items():
        peers = cases.get((BESIDE.get(theme, theme), articles, case), {}).get(PEER)
        peer = figures(peers) if peers else None
        rows.append(Row(theme, articles, case, figures(programs[OURS]), peer))
    return tuple(rows)


def build_table(rows: Sequence[Row]) -> str:
    """Builds, beside the peer's where it was measured."""
    if not any(row.peer for row in rows):
        alone = [(row.theme, *_size(row.articles, row.case), *_cells(row.ours)) for row in rows]
        return markdown(("theme", *_SIZE, *_FIGURES), alone)
    seconds, cpu, memory, files = ((name, PEER) for name in _FIGURES)
    judged = ("ratio", "target")
    head = ("theme", f"{PEER}'s", *_SIZE, *judged, *seconds, *cpu, *judged, *memory, *files)
    return markdown(head, [_beside_peer(row) for row in rows])


def _beside_peer(row: Row) -> tuple[str, ...]:
    """Each of our figures with the peer's beside it; time and memory after their ratios."""
    others = _cells(row.peer) if row.peer else (UNKNOWN,) * len(_FIGURES)
    seconds, cpu, memory, files = zip(_cells(row.ours), others, strict=True)
    time_judged = (_ratio(row.ratio), _ratio(row.target))
    memory_judged = (_ratio(row.memory_ratio), _ratio(row.memory_target))
    size = _size(row.articles, row.case)
    return (
        *(row.theme, row.beside, *size, *time_judged, *seconds, *cpu),
        *(*memory_judged, *memory, *files),
    )


def reload_table(reloads: Sequence[tuple[str, int, Sequence[float]]]) -> str:
    """From saving an article to the message that reloads the page."""
    rows = [
        (theme, f"{articles:,}", *map(_seconds, (median(took), min(took), max(took))))
        for theme, articles, took in reloads
    ]
    return markdown(("theme", "articles", "seconds", "least", "most"), rows)


def scale_table(samples: Sequence[Sample]) -> str:
    """Single builds of sites small and large."""
    rows = [
        (*_size(s.articles, s.case), *_cells(Figures(s.seconds, s.cpu, s.memory, s.files)))
        for s in samples
    ]
    return markdown((*_SIZE, *_FIGURES), rows)


def _size(articles: int, case: str) -> tuple[str, str]:
    return f"{articles:,}", case


def _cells(of: Figures) -> tuple[str, str, str, str]:
    memory = UNKNOWN if of.memory is None else f"{of.memory / 1e6:,.0f}"
    return _seconds(of.seconds), _seconds(of.cpu), memory, f"{of.files:,}"


def _seconds(number: float) -> str:
    return f"{number:.2f}"


def _ratio(number: float | None) -> str:
    return UNKNOWN if number is None else f"{number:.2f}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, in columns that line up as text too; only names begin at the left."""
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    left = [name in _TEXTS for name in head]
    rule = [
        "-" * width if begins else "-" * (width - 1) + ":"
        for width, begins in zip(widths, left, strict=True)
    ]
    lines = [head, rule, *rows]
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(width) if begins else cell.rjust(width)
            for cell, width, begins in zip(line, widths, left, strict=True)
        )
        + " |"
        for line in lines
    )
