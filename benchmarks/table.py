"""From samples to the tables that are printed. Pure: nothing here measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

TARGETS: Mapping[str, Mapping[int, float]] = {
    "cold": {1_000: 0.7, 10_000: 0.5, 19_000: 0.5},
    "none": {1_000: 0.2, 10_000: 0.05, 19_000: 0.04},
    "body": {1_000: 0.3, 10_000: 0.1, 19_000: 0.08},
    "add": {1_000: 0.35, 10_000: 0.12, 19_000: 0.1},
    "template": {1_000: 0.6, 10_000: 0.4, 19_000: 0.4},
}
"""The most that each case may take, in times of Hugo's, by the number of articles."""
OURS, PEER = "sitegen", "Hugo"
UNKNOWN = "–"
_HEAD = ("articles", "case", "seconds", "CPU s", "MB", "files")


class Sample(NamedTuple):
    """One run of one program."""

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

    articles: int
    case: str
    ours: Figures
    peer: Figures | None

    @property
    def ratio(self) -> float | None:
        """Our time in times of the peer's."""
        return self.ours.seconds / self.peer.seconds if self.peer else None

    @property
    def target(self) -> float | None:
        return TARGETS.get(self.case, {}).get(self.articles)


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
    """A row for each size and case, in the order in which they were measured."""
    cases: dict[tuple[int, str], dict[str, list[Sample]]] = {}
    for sample in samples:
        programs = cases.setdefault((sample.articles, sample.case), {})
        programs.setdefault(sample.program, []).append(sample)
    return tuple(
        Row(*case, figures(programs[OURS]), figures(programs[PEER]) if PEER in programs else None)
        for case, programs in cases.items()
    )


def build_table(rows: Sequence[Row]) -> str:
    """Builds, beside the peer's where it was measured."""
    if not any(row.peer for row in rows):
        return markdown(_HEAD, [(*_named(row), *_cells(row.ours)) for row in rows])
    pairs = [name for figure in _HEAD[2:] for name in (figure, PEER)]
    cells = [
        (*_named(row), _ratio(row.ratio), _ratio(row.target), *_pairs(row.ours, row.peer))
        for row in rows
    ]
    return markdown((*_HEAD[:2], "ratio", "target", *pairs), cells)


def reload_table(reloads: Sequence[tuple[int, Sequence[float]]]) -> str:
    """From saving an article to the message that reloads the page."""
    rows = [
        (f"{articles:,}", *map(_seconds, (median(took), min(took), max(took))))
        for articles, took in reloads
    ]
    return markdown(("articles", "seconds", "least", "most"), rows)


def scale_table(samples: Sequence[Sample]) -> str:
    """Single builds of sites small and large."""
    rows = [(f"{s.articles:,}", s.case, *_cells(Figures(*s[3:]))) for s in samples]
    return markdown(_HEAD, rows)


def _named(row: Row) -> tuple[str, str]:
    return f"{row.articles:,}", row.case


def _pairs(ours: Figures, peer: Figures | None) -> list[str]:
    """Each of our figures with the peer's beside it."""
    others = _cells(peer) if peer else [UNKNOWN] * len(Figures._fields)
    return [cell for pair in zip(_cells(ours), others, strict=True) for cell in pair]


def _cells(of: Figures) -> list[str]:
    memory = UNKNOWN if of.memory is None else f"{of.memory / 1e6:,.0f}"
    return [_seconds(of.seconds), _seconds(of.cpu), memory, f"{of.files:,}"]


def _seconds(number: float) -> str:
    return f"{number:.2f}"


def _ratio(number: float | None) -> str:
    return UNKNOWN if number is None else f"{number:.2f}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, in columns that line up as text too; only cases begin at the left."""
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    left = [name == "case" for name in head]
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
