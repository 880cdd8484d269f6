"""Names that can't be published: too long, hidden, or told apart from others by case alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from unicodedata import normalize

from sitegen.digest.edition import Edition
from sitegen.files import Limits, is_hidden
from sitegen.plan.addresses import address, origins
from sitegen.problems import Location, Problem


def unfit_names(edition: Edition, files: Collection[str], limits: Limits) -> Iterator[Problem]:
    """Problems of files that the site is to have, by their paths in the output folder."""
    yield from sorted(set(_too_long(edition, files, limits)))
    yield from sorted({*_hidden(edition, files)})
    yield from _alike(edition, files)


def _too_long(edition: Edition, files: Collection[str], limits: Limits) -> Iterator[Problem]:
    shortest = min(limits)
    for file in files:
        if len(file) <= shortest and file.isascii():
            continue
        longest = max(len(part.encode()) for part in file.split("/"))
        if longest > limits.name:
            message = f"its address holds a name of {longest} bytes, and {limits.name} are the most"
        elif len(file.encode()) > limits.path:
            message = f"its address has {len(file.encode())} bytes, and {limits.path} are the most"
        else:
            continue
        yield _unfit(edition, file, message, "shorten")


def _hidden(edition: Edition, files: Collection[str]) -> Iterator[Problem]:
    for file in filter(is_hidden, files):
        message = f"the address {address(file)} is hidden: hosts publish no name that begins so"
        yield _unfit(edition, file, message, "change")


def _unfit(edition: Edition, file: str, message: str, what: str) -> Problem:
    place = _place(edition, file)
    its = "name" if place.startswith("static/") else "slug, id or source, or the file's name"
    return Problem(Location(place), "name", message, f"{what} its {its}")


def _place(edition: Edition, file: str) -> str:
    """What the editor has that becomes a file, or a report that is why there is one."""
    kind, _, rest = file.partition("/")
    reports = edition.digest.by_source.get(rest.partition("/")[0], ())
    if kind == "sources" and reports:
        return f"content/{reports[0].path}"
    return origins(edition, file)[-1]


def _alike(edition: Edition, files: Collection[str]) -> Iterator[Problem]:
    """Files, and folders that files stand in, that many file systems take for one.

    APFS and NTFS tell neither case nor normal forms apart, and some hosts' servers don't either.
    """
    if all(file.isascii() and file == file.lower() for file in files):
        return
    alike: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(files):
        alike[_folded(file)][file] = file
        for at, letter in enumerate(file):
            if letter == "/":
                alike[_folded(file[:at])].setdefault(file[: at + 1], file)
    for found in alike.values():
        if len({name.rstrip("/") for name in found}) > 1:
            yield from _confused(sorted((_place(edition, found[name]), name) for name in found))


def _confused(names: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Problems of names, of which those of folders end with a slash, each after its place."""
    (_, first), *others = names
    for place, name in others:
        if not (first.endswith("/") and name.endswith("/")):
            both = f"the address {address(name)} is that of {address(first)}"
            hint = "many file systems don't tell them apart: rename one of them"
            message = f"{both} but for its case or form"
            yield Problem(Location(place), "same-address", message, hint)


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else normalize("NFC", path).casefold()
