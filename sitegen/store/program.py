"""A fingerprint of the program itself: what it makes may differ when it or a package differs."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from sitegen import fingerprint
from sitegen.package import PACKAGE

_PACKAGES = (
    *("jinja2", "markupsafe", "markdown-it-py", "feedgen", "lxml", "msgspec", "pyyaml"),
    *("python-slugify", "tzdata"),
)


def program_fingerprint() -> str:
    """Changes with sitegen's code and tables, the packages that shape its output, and Python."""
    package = f"{PACKAGE}/"
    files = sorted(
        f"{folder}/{name}"
        for folder, _, names in os.walk(package[:-1])
        for name in names
        if name.endswith((".py", ".tsv", ".txt"))
    )
    hashed = [(path.removeprefix(package), _hashed(path)) for path in files]
    return fingerprint.of_value((sys.version, versions(_PACKAGES), hashed))


def _hashed(path: str) -> str:
    with open(path, "rb") as file:
        return fingerprint.of_bytes(file.read())


def versions(packages: tuple[str, ...]) -> list[str]:
    """The versions of installed packages, all where there are several of one.

    Folders have names such as "jinja2-3.1.6.dist-info"; `importlib.metadata` reads the same there,
    but takes as long to load as half of the rest.
    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in _dist_infos():
        package, _, version = name.removesuffix(".dist-info").partition("-")
        found[package.lower().replace("_", "-")].append(version)
    return [" ".join(found[package]) or _from_metadata(package) for package in packages]


def _dist_infos() -> Iterator[str]:
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as found:
            yield from sorted(file.name for file in found if file.name.endswith(".dist-info"))


def _from_metadata(package: str) -> str:
    from importlib.metadata import version

    return version(package)
