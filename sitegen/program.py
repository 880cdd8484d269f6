"""A fingerprint of the program itself: what it makes may differ when it or a package differs."""

from __future__ import annotations

import sys
from pathlib import Path

from sitegen import fingerprint

_PACKAGES = (
    *("jinja2", "markupsafe", "markdown-it-py", "feedgen", "lxml", "msgspec", "pyyaml"),
    "python-slugify",
)


def program_fingerprint() -> str:
    """Changes with sitegen's code and tables, the packages that shape its output, and Python."""
    from importlib.metadata import version  # heavy at import

    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".tsv", ".txt"))
    code = [(path.relative_to(package).as_posix(), path.read_bytes()) for path in files]
    hashed = [(name, fingerprint.of_bytes(data)) for name, data in code]
    return fingerprint.of_value(
        (sys.version, [(name, version(name)) for name in _PACKAGES], hashed)
    )
