"""Compiled templates, kept from build to build.

Those of the package lie with the bytecode of its modules, as Python keeps that: they are compiled
once for all sites. What a site puts in their place lies in its store.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TypeAlias

from jinja2.bccache import Bucket, BytecodeCache

from sitegen import fingerprint
from sitegen.folders import package_folder

References: TypeAlias = "tuple[str | None, ...]"
"""The names that a template refers to; None for one that it computes."""
_Kept: TypeAlias = "tuple[str, References, CodeType]"
"""A template: its text's checksum, what it refers to, and what it is compiled to."""


class Bytecode(BytecodeCache):
    """What is kept of templates, each by its name and of one text."""

    def __init__(self, site: Path, program: str) -> None:
        """Begin with what is kept of the package's, and in the file of a site's own.

        `program` is the fingerprint of all besides its text that a compiled template depends on.
        """
        self._package = _File(package_file(), program)
        self._site = _File(site, program)
        self._references: dict[tuple[str, str], References] = {}

    def references(self, name: str, text: str) -> References | None:
        """What a template refers to; None for one that is not kept."""
        kept = self._find(name, self.get_source_checksum(text))
        return kept and kept[1]

    def refers(self, name: str, text: str, references: References) -> None:
        """Keep what a template refers to, once it is compiled."""
        self._references[name, self.get_source_checksum(text)] = references

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template's name: a folder may move."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, where its template is kept."""
        kept = self._find(bucket.key, bucket.checksum)
        bucket.code = kept and kept[2]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take over what was compiled."""
        name, checksum, code = bucket.key, bucket.checksum, bucket.code
        references = self._references.get((name, checksum))
        if code is not None and references is not None:
            file = self._package if self._is_package(name, checksum) else self._site
            file.put(name, (checksum, references, code))

    def save(self) -> None:
        """Keep what was compiled; where that can't be, it costs no more than time.

        Where the package may not be written to, its templates are kept for the site alone.
        """
        if sys.dont_write_bytecode or not self._package.save():
            self._site.take(self._package)
        self._site.save()

    def _is_package(self, name: str, checksum: str) -> bool:
        """Whether a template is what the package has under its name."""
        with suppress(OSError):
            text = (package_folder("templates") / name).read_text("utf-8")
            return checksum == self.get_source_checksum(text)
        return False

    def _find(self, name: str, checksum: str) -> _Kept | None:
        for file in (self._site, self._package):
            kept = file.kept.get(name)
            if kept and kept[0] == checksum:
                return kept
        return None


def package_file() -> Path:
    """Where Python would keep a module `templates`, under a name that it will not take for one."""
    module = Path(__file__).with_name("templates.py")
    return Path(cache_from_source(str(module))).with_suffix(".bytecode")


class _File:
    """A file of compiled templates; one that is damaged or another program's counts for nothing."""

    def __init__(self, path: Path, program: str) -> None:
        self._path = path
        self._program = program
        self._new: dict[str, _Kept] = {}

    @cached_property
    def kept(self) -> dict[str, _Kept]:
        """Templates by their names."""
        with suppress(OSError, ValueError):
            mark, data = self._path.read_bytes().split(b"\n", 1)
            if mark.decode("ascii") == fingerprint.of_bytes(data):
                program, kept = marshal.loads(data)
                found: dict[str, _Kept] = kept if program == self._program else {}
                return found
        return {}

    def put(self, name: str, kept: _Kept) -> None:
        """Have a template kept from the next saving on."""
        self.kept[name] = self._new[name] = kept

    def take(self, other: _File) -> None:
        """Have kept here what could not be kept there."""
        for name, kept in other._new.items():
            self.put(name, kept)

    def save(self) -> bool:
        """Write the file, where there is something new to write; whether that could be done."""
        if self._new:
            data = marshal.dumps((self._program, self.kept))
            new = Path(f"{self._path}.{os.getpid()}")
            try:
                self._path.parent.mkdir(exist_ok=True)
                new.write_bytes(fingerprint.of_bytes(data).encode() + b"\n" + data)
                new.replace(self._path)
            except OSError:
                with suppress(OSError):
                    new.unlink()
                return False
            self._new.clear()
        return True
