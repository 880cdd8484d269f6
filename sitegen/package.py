"""What comes with the package and with tzdata: tables, time zones, templates and static files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import IO

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


def _time_zones() -> Path:
    import tzdata

    return Path(tzdata.__file__).parent


@cache
def time_zone_names() -> frozenset[str]:
    """The name of every zone in the IANA database, letter for letter."""
    return frozenset((_time_zones() / "zones").read_text("ascii").split())


def open_time_zone(name: str) -> IO[bytes]:
    """The rules of a zone that is among these names (TZif, RFC 9636)."""
    return (_time_zones() / "zoneinfo" / name).open("rb")
