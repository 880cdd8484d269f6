"""Tables that come with the package."""

from __future__ import annotations

from pathlib import Path


def read_table(path: str) -> str:
    """The text of a table by its path in the package: "countries/places.tsv".

    importlib.resources gives the same, and takes as long to load as all the tables to read.
    """
    return (Path(__file__).parent / path).read_text("utf-8")
