"""Static files to assets: a name of their own for every content, so that caches never lie.

Files under static/ are published as /assets/NAME.HASH.EXT; those under static/root/ keep their
name and stand at the site's root (favicon.ico, pictures that articles show).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sitegen import fingerprint, urls
from sitegen.files import overlay, read_bytes, unreadable
from sitegen.model.elements import Asset
from sitegen.problems import Location, Problem

STATIC = "static/"
"""What precedes the path of a static file where a person reads it."""
ROOT = "root/"
_REFERENCE = re.compile(
    # What stands in a comment refers to nothing; an @import may do without url().
    rb"""/\*.*?(?:\*/|\Z)
    |(?P<import>@import\s*)(?P<mark>["'])(?P<style>[^"'\n]+)(?P=mark)
    |url\(\s*(?:(?P<quote>["'])(?P<quoted>[^"'\n]+)(?P=quote)|(?P<bare>[^"')\s]+))\s*\)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


class Assets(NamedTuple):
    """The site's static files, by name, with what is to be published at each site path."""

    assets: tuple[Asset, ...]
    data: dict[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def addresses(self) -> dict[str, str]:
        """Site path by name under static/, for templates."""
        return {asset.name: asset.url for asset in self.assets}


class StaticFiles(NamedTuple):
    """The bytes of files under static/, by name, and what can't be read there."""

    data: dict[str, bytes]
    problems: tuple[Problem, ...]


def read_static(folders: tuple[Path, ...]) -> StaticFiles:
    """Every file of some folders by its name there, but for what editors leave; an earlier
    folder's file wins.
    """
    found = overlay(folders, STATIC)
    data: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, place in found.places.items():
        try:
            data[name] = read_bytes(place)
        except OSError as error:
            problems.append(unreadable(STATIC + name, error))
    return StaticFiles(data, (*found.problems, *problems))


def fingerprinted(files: Mapping[str, bytes]) -> Assets:
    """Name every file by its content; a style sheet's by what it refers to as well."""
    namer = _Namer(files)
    assets = tuple(
        Asset(namer.address(name), name, fingerprint.of_bytes(namer.data[name])) for name in files
    )
    data = {asset.url: namer.data[asset.name] for asset in assets}
    return Assets(assets, data, tuple(namer.problems))


class _Namer:
    """Follows references from style sheets, so that each is rewritten before it is hashed."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.data: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.open: list[str] = []

    def address(self, name: str) -> str:
        """The site path of a static file."""
        if name not in self.data:
            self.open.append(name)
            data = self.files[name]
            self.data[name] = self._rewritten(name, data) if name.endswith(".css") else data
            self.open.pop()
        if name.startswith(ROOT):
            return _place(name)
        stem, ending = posixpath.splitext(_place(name))
        return f"{stem}.{fingerprint.of_bytes(self.data[name])[:10]}{ending}"

    def _rewritten(self, name: str, data: bytes) -> bytes:
        def replace(match: re.Match[bytes]) -> bytes:
            found = match["style"] or match["quoted"] or match["bare"] or b""
            target = found.decode("utf-8", "replace").strip()
            if not target or target.startswith(("/", "#")) or ":" in target:
                return match[0]
            path = re.split("[?#]", target)[0]
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            if other not in self.files or other in self.open:
                line = data.count(b"\n", 0, match.start()) + 1
                self.problems.append(self._problem(other, Location(STATIC + name, line), target))
                return match[0]
            relative = posixpath.relpath(self.address(other), posixpath.dirname(_place(name)))
            reference = f'"{urls.encoded(relative)}{target.removeprefix(path)}"'
            return (f"@import {reference}" if match["style"] else f"url({reference})").encode()

        return _REFERENCE.sub(replace, data)

    def _problem(self, other: str, where: Location, target: str) -> Problem:
        if other in self.open:
            message = f"url({target}) leads back to where it is read from"
            hint = "let style sheets import one another in one direction only"
        else:
            message = f"url({target}) leads to no file under static/"
            hint = "mend the path; it counts from the style sheet's own folder"
        return Problem(where, "asset", message, hint)


def _place(name: str) -> str:
    """Where a static file would be published but for the mark of its content."""
    return "/" + name.removeprefix(ROOT) if name.startswith(ROOT) else f"/assets/{name}"
