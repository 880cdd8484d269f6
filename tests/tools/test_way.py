"""The report of what one article goes through."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "way_of_an_article.py"


def test_three_figures_are_printed_and_what_they_count() -> None:
    command = (sys.executable, SCRIPT, "--list")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    figures = [re.fullmatch(r"(\w+) +(\d+) of (\d+)", line) for line in lines[:3]]
    assert [figure and figure[1] for figure in figures] == ["modules", "functions", "types"]
    counts = [(int(figure[2]), int(figure[3])) for figure in figures if figure]
    assert all(0 < count <= total for count, total in counts)
    named = [line for line in lines if line.startswith("    ")]
    assert len(named) == sum(count for count, _ in counts)
    assert any(line.endswith(".py build") for line in named)
