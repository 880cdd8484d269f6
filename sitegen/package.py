"""What comes with the package: its tables, and the templates and static files of every site."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent


def read_table(path: str) -> str:
    """The text of a table by its path in the package: "countries/places.tsv".

    importlib.resources gives the same, and takes as long to load as all the tables to read.
    """
    return (PACKAGE / path).read_text("utf-8")


def package_folder(name: str) -> Path:
    """Where the package's own templates or static files are: inside the wheel, or the checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def folders(project: Path, name: str) -> tuple[Path, ...]:
    """The folders of a name, the project's before the package's.

    The project's is there for whatever bears the name: what is wrong with it is told.
    """
    own = project / name
    both = (own, package_folder(name))
    return tuple(dict.fromkeys(folder for folder in both if os.path.lexists(folder)))
