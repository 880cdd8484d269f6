"""Addresses that two things claim: told before anything is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen import urls
from sitegen.digest.edition import Edition
from sitegen.problems import Location, Problem


def collisions(
    edition: Edition, claimed: Sequence[str], files: frozenset[str]
) -> Iterator[Problem]:
    """Problems of a plan whose pages claim these files, all of which are `files`."""
    if len(files) < len(claimed):
        yield from _same_address(edition, claimed)
    yield from _files_in_the_way(edition, files)
    yield from _taken_aliases(edition, files)


def _same_address(edition: Edition, claimed: Sequence[str]) -> Iterator[Problem]:
    for file, number in Counter(claimed).items():
        if number > 1:
            first, *others = sorted(origins(edition, file, number))
            yield from (_collision(first, other, file) for other in others)


def _collision(first: str, path: str, file: str) -> Problem:
    url = address(file)
    taken, whose = ("the site itself", "it") if first == url else (first, "one of them")
    message = f"the address {url} is taken by {taken} already"
    is_static = path.startswith("static/")
    hint = "rename or remove it" if is_static else f"give {whose} another slug"
    return Problem(Location(path), "same-address", message, hint)


def address(file: str) -> str:
    """The site path of a file."""
    return f"/{file.removesuffix('index.html')}"


def origins(edition: Edition, file: str, number: int = 1) -> list[str]:
    """What the editor has that becomes a file; what no file of theirs does bears its address."""
    articles = [
        f"content/{article.path}"
        for article in edition.digest.articles
        if urls.file_of(edition.address(article)) == file
    ]
    pages = [
        f"content/{text.path}"
        for text in edition.pages
        if urls.file_of(urls.plain_page(text.path)) == file
    ]
    assets = [f"static/{asset.name}" for asset in edition.assets if asset.url == f"/{file}"]
    found = [*articles, *pages, *assets]
    return [address(file)] * (number - len(found)) + found


def _files_in_the_way(edition: Edition, files: frozenset[str]) -> Iterator[Problem]:
    """A file can't have the name of a folder that other files need."""
    folders = {file.rpartition("/")[0] for file in files}
    while folders := folders - {""}:
        for folder in sorted(folders & files):
            where = Location(_whose(edition, folder, files))
            message = f"the file {folder} stands where a folder of pages must be"
            yield Problem(where, "same-address", message, "rename it")
        folders = {folder.rpartition("/")[0] for folder in folders}


def _whose(edition: Edition, folder: str, files: frozenset[str]) -> str:
    """What the editor has that becomes a file, or else one that needs it for a folder."""
    inside = sorted(file for file in files if file.startswith(f"{folder}/"))
    found = [origins(edition, file)[-1] for file in (folder, *inside)]
    return next((place for place in found if not place.startswith("/")), found[0])


def _taken_aliases(edition: Edition, files: frozenset[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    aliases = [
        (alias, edition.address(article), article.path)
        for article in edition.digest.articles
        for alias in article.aliases
    ]
    for alias, target, path in sorted(aliases):
        where = Location(f"content/{path}")
        if urls.file_of(alias) in files or urls.file_of(alias + "/") in files:
            message = f"aliases: {alias} is the address of a page of this site"
            yield Problem(where, "same-address", message, "remove the alias")
        elif seen.setdefault(alias, target) != target:
            message = f"aliases: {alias} leads to {seen[alias]} already"
            yield Problem(where, "same-address", message, "keep it in one article only")
