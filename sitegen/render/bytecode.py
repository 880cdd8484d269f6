"""Compiled templates, kept from build to build.

Those of the package lie with the bytecode of its modules, as Python keeps that: they are compiled
once for all sites. What a site puts in their place lies in its store.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TypeAlias

from jinja2.bccache import Bucket, BytecodeCache

from sitegen import fingerprint
from sitegen.package import package_folder

References: TypeAlias = "tuple[str | None, ...]"
"""The names that a template refers to; None for one that it computes."""
Marks: TypeAlias = "tuple[str, str]"
"""What tells the files in which templates are kept from all others."""
_MARK_LIMIT = 100
"""Bytes that are more than a mark has."""
_Kept: TypeAlias = "tuple[str, References, CodeType]"
"""A template: its text's checksum, what it refers to, and what it is compiled to."""


class Bytecode(BytecodeCache):
    """What is kept of templates, each by its name and of one text."""

    def __init__(self, site: Path, program: str) -> None:
        """Begin with what is kept of the package's, and in the file of a site's own.

        `program` is the fingerprint of all besides its text that a compiled template depends on.
        """
        self._package = _File(_package_file(), program)
        self._site = _File(site, program)
        self._references: dict[tuple[str, str], References] = {}

    def references(self, name: str, text: str) -> References | None:
        """What a template refers to; None for one that is not kept."""
        kept = self._find(name, self.get_source_checksum(text))
        return kept and kept[1]

    def note_references(self, name: str, text: str, references: References) -> None:
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

    def save(self, *, for_all: bool) -> None:
        """Keep what was compiled; where that can't be, it costs no more than time.

        The package's templates are kept for the site alone where it is not `for_all` sites, or the
        package may not be written to.
        """
        if not for_all or sys.dont_write_bytecode or not self._package.save():
            self._site.take(self._package)
        self._site.save()

    @property
    def marks(self) -> Marks:
        """Those of the files that all this was read from or saved to."""
        return self._package.mark, self._site.mark

    def _is_package(self, name: str, checksum: str) -> bool:
        """Whether a template is what the package has under its name."""
        with suppress(OSError, UnicodeDecodeError):
            text = (package_folder("templates") / name).read_text("utf-8")
            return checksum == self.get_source_checksum(text)
        return False

    def _find(self, name: str, checksum: str) -> _Kept | None:
        for file in (self._site, self._package):
            kept = file.kept.get(name)
            if kept and kept[0] == checksum:
                return kept
        return None


def marks_now(site: Path) -> Marks:
    """Those of the files that there are now, the package's and a site's."""
    return _mark(_package_file()), _mark(site)


def _mark(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return _text(file.readline(_MARK_LIMIT))
    except OSError:
        return ""


def _text(line: bytes) -> str:
    return line.decode("ascii", "replace").rstrip("\n")


def _package_file() -> Path:
    """Where Python would keep a module `templates`, under a name that it will not take for one.

    Each environment that shares a checkout has its own: their packages may differ.
    """
    module = Path(__file__).with_name("templates.py")
    ending = f".{fingerprint.of_text(sys.prefix)[:8]}.bytecode"
    return Path(cache_from_source(str(module))).with_suffix(ending)


class _File:
    """A file of compiled templates; one that is damaged or another program's counts for nothing.

    Its first line, the mark, is the fingerprint of all that follows, and that of the program.
    """

    def __init__(self, path: Path, program: str) -> None:
        self._path = path
        self._program = program
        self._new: dict[str, _Kept] = {}
        self.mark = ""
        self.kept: dict[str, _Kept] = {}
        """Templates by their names."""
        with suppress(OSError):
            line, _, data = path.read_bytes().partition(b"\n")
            self.mark = _text(line[:_MARK_LIMIT])
            if self.mark == self._mark_of(data):
                self.kept = marshal.loads(data)

    def _mark_of(self, data: bytes) -> str:
        return f"{fingerprint.of_bytes(data)} {self._program}"

    def put(self, name: str, kept: _Kept) -> None:
        """Have a template kept from the next saving on."""
        self.kept[name] = self._new[name] = kept

    def take(self, other: _File) -> None:
        """Have kept here what was to be kept there."""
        self.kept |= other._new
        self._new |= other._new

    def save(self) -> bool:
        """Write the file, where there is something new to write; whether that could be done."""
        if not self._new:
            return True
        data = marshal.dumps(self.kept)
        mark = self._mark_of(data)
        new = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(f"{mark}\n".encode() + data)
            new.replace(self._path)
        except OSError:
            return False
        self.mark = mark
        return True
