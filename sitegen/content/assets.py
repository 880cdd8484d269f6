"""Static files to assets: a name of their own for every content, so that caches never lie.

Files under static/ are published as /assets/NAME.HASH.EXT; those under static/root/ keep their
name and stand at the site's root (favicon.ico, pictures that articles show).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sitegen import fingerprint, urls
from sitegen.files import overlay, read_bytes, unreadable
from sitegen.model.elements import Asset
from sitegen.problems import Location, Problem, fault

STATIC = "static/"
"""What precedes the path of a static file where a person reads it."""
ROOT = "root/"
_REFERENCE = re.compile(
    # What stands in a comment refers to nothing; an @import may do without url().
    rb"""/\*.*?(?:\*/|\Z)
    |(?P<import>@import\s*)(?P<mark>["'])(?P<style>[^"'\n]+)(?P=mark)
    |url\(\s*(?:(?P<quote>["'])(?P<quoted>[^"'\n]+)(?P=quote)|(?P<bare>[^"'()\s]+))\s*\)""",
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


class _Lines:
    """The numbers of lines, for places that come in order: what lies behind is counted once."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place, self._number = data, 0, 1

    def number(self, place: int) -> int:
        """The line, from 1, of a place in the data."""
        self._number += self._data.count(b"\n", self._place, place)
        self._place = place
        return self._number


class _Reference(NamedTuple):
    """What a style sheet refers to: as it is written, its path alone, and the file's name."""

    target: str
    path: str
    name: str


def _reference(match: re.Match[bytes], sheet: str) -> _Reference | None:
    """The file that a reference leads to; None for what leads out of static/."""
    found = match["style"] or match["quoted"] or match["bare"] or b""
    target = found.decode("utf-8", "replace").strip()
    if not target or target.startswith(("/", "#")) or ":" in target:
        return None
    path = re.split("[?#]", target, maxsplit=1)[0]
    name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), unquote(path)))
    return _Reference(target, path, name)


class _Namer:
    """Follows references from style sheets, so that each is rewritten before it is hashed."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.data: dict[str, bytes] = {}
        self.addresses: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.open: dict[str, Iterator[str]] = {}
        """The sheets on the way to the one at hand, each with what it refers to besides."""

    def address(self, name: str) -> str:
        """The site path of a static file."""
        if name not in self.addresses:
            self._follow(name)
        return self.addresses[name]

    def _follow(self, first: str) -> None:
        """Rewrite a file and name it, after all that it refers to."""
        self.open[first] = self._referred(first)
        while self.open:
            name = next(reversed(self.open))
            try:
                behind = next(self.open[name], "")
                data = self.files[name] if behind else self._rewritten(name)
            except Exception as error:
                self.problems.append(fault(f"static/{name}", "read", error))
                behind, data = "", self.files[name]
            if behind:
                self.open[behind] = self._referred(behind)
                continue
            self.data[name] = data
            self.addresses[name] = self._named(name)
            del self.open[name]

    def _named(self, name: str) -> str:
        if name.startswith(ROOT):
            return _place(name)
        stem, ending = posixpath.splitext(_place(name))
        return f"{stem}.{fingerprint.of_bytes(self.data[name])[:10]}{ending}"

    def _referred(self, name: str) -> Iterator[str]:
        """The files that a style sheet refers to and that are not rewritten by then."""
        for match in _REFERENCE.finditer(self.files[name]) if name.endswith(".css") else ():
            found = _reference(match, name)
            if found and found.name in self.files and not self._begun(found.name):
                yield found.name

    def _begun(self, name: str) -> bool:
        return name in self.data or name in self.open

    def _rewritten(self, name: str) -> bytes:
        data = self.files[name]
        if not name.endswith(".css"):
            return data
        return _REFERENCE.sub(partial(self._renamed, name, _Lines(data)), data)

    def _renamed(self, name: str, lines: _Lines, match: re.Match[bytes]) -> bytes:
        """A reference by the address of what it leads to; as it is, where that can't be said."""
        found = _reference(match, name)
        if found is None:
            return match[0]
        if found.name not in self.files or found.name in self.open:
            where = Location(STATIC + name, lines.number(match.start()))
            self.problems.append(self._problem(found.name, where, found.target))
            return match[0]
        stands = self.addresses[found.name]
        relative = posixpath.relpath(stands, posixpath.dirname(_place(name)))
        reference = f'"{urls.encoded(relative)}{found.target.removeprefix(found.path)}"'
        return (f"@import {reference}" if match["style"] else f"url({reference})").encode()

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
