"""The articles that are there when others are imported: what they tell, and their names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path

from sitegen import urls
from sitegen.config import Config
from sitegen.content import load
from sitegen.content.assets import fingerprinted, read_static
from sitegen.content.frontmatter import split
from sitegen.content.scan import CUT_ENDING, scan
from sitegen.content.value import FrontMatterError
from sitegen.digest.addresses import addresses, further_slugs
from sitegen.digest.edition import claimed
from sitegen.files import LARGEST_TEXT, SourceFile, read_bytes, unreadable, walk
from sitegen.model.article import Article
from sitegen.package import folders
from sitegen.problems import BuildFailed, Location, Problem, fault
from sitegen.wire.similar import Archive

_ORIGIN = re.compile(r"^# imported from .* \(text ([0-9a-f]{32})\)", re.MULTILINE)
_DAY = re.compile(r"\s*(?:date:? )?(\d{4}-\d\d-\d\d)")
_ARTICLES = "articles/"


class Existing:
    """The articles that are there, with those that an import adds."""

    def __init__(self, project: Path, into: Path | None, config: Config) -> None:
        """Read what is in content/, and in the folder that an import writes to, if it is told."""
        self.project = project
        self.given = into is not None
        self.folder = folder = into or project / "content" / "articles"
        self.archive = Archive()
        self.paths: set[str] = set()
        self.by_origin: dict[str, str] = {}
        self.problems: list[Problem] = []
        """What kept articles from being known."""
        self._names: dict[str, set[str]] = {}
        content = project / "content"
        files = scan(content).files
        for file in files:
            if file.path.startswith(_ARTICLES):
                self._read(f"content/{file.path}")
        if folder.is_dir():
            for file in walk(folder.resolve(), "").files:
                name = shown(project, folder / file.path)
                if file.path.endswith(".md") and name not in self.paths:
                    self._read(name)
        self.slugs = _slugs(project, files, config)
        """What ends the address of each raw text that is published."""
        for name, slug in self.slugs.items():
            self._names.setdefault(slug, set()).add(name)

    def _read(self, path: str) -> None:
        self.paths.add(path)
        try:
            data = read_bytes(self.project / path, LARGEST_TEXT)
            self.add(path, data.decode("utf-8", "replace"))
        except OSError as error:
            self.problems.append(unreadable(path, error))
        except Exception as error:
            self.problems.append(fault(path, "compared", error))

    def add(self, path: str, text: str) -> None:
        """Note an article's text."""
        self.paths.add(path)
        told, day, id = _told(text)
        for name in {Path(path).stem, id} - {""}:
            self._names.setdefault(name, set()).add(path)
        self.archive.add(path, told, day)
        if origin := _ORIGIN.search(text[:2000]):
            self.by_origin[origin[1]] = path

    def free_path(self, article: Article, own: str) -> str:
        """Where an article goes: a folder a month, its slug, more of it where that is taken.

        A file's name is its article's identity, so no other article may have it, in whatever
        folder; the article may have come from `own`. Raises BuildFailed where a link would lead
        it elsewhere.
        """
        month = article.date.month.replace("-", "/") or "undated"
        folder, real = self.folder / month, Path(os.path.realpath(self.folder))
        leads_out = not self.given and not real.is_relative_to(os.path.realpath(self.project))
        if leads_out or Path(os.path.realpath(folder)) != real / month:
            where = Location(shown(self.project, folder))
            hint = "put a folder there instead, or name another with --into"
            raise BuildFailed([Problem(where, "link-outside", "leads elsewhere by a link", hint)])
        names = chain((article.slug,), further_slugs(article), _numbered(article.slug))
        free = (name for name in names if self._names.get(name, set()) <= {own})
        return self._free(folder, free, ".md", CUT_ENDING)

    def aside(self, path: str) -> str:
        """Where a raw text goes that is published as another file."""
        stem = self.project / path
        names = chain((stem.name,), _numbered(stem.name))
        return self._free(stem.parent, names, CUT_ENDING)

    def _free(self, folder: Path, names: Iterable[str], ending: str, *others: str) -> str:
        """The first of these names at which nothing is yet, nor beside it with other endings."""

        def is_free(name: str) -> bool:
            taken = (os.path.lexists(folder / (name + each)) for each in (ending, *others))
            path = shown(self.project, folder / (name + ending))
            return path not in self.paths and not any(taken)

        return shown(self.project, folder / (next(filter(is_free, names)) + ending))


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}-{number}" for number in count(2))


def _slugs(project: Path, files: Sequence[SourceFile], config: Config) -> dict[str, str]:
    """What ends the address of each raw text, where a build puts it, by its path."""
    if not any(file.path.endswith(".txt") for file in files):
        return {}
    readings = load.read(project / "content", files, {}, config.timezone, None)
    found = {
        record.article.path: record.article
        for record in (reading.record for reading in readings)
        if record and record.article and not record.draft
    }
    articles = {path: article for path, article in found.items() if path.startswith(_ARTICLES)}
    assets = fingerprinted(read_static(folders(project, "static")).data).assets
    pattern = config.permalink
    placed = addresses(articles, pattern, claimed(found.keys() - articles, assets)).urls
    return {
        f"content/{path}": next(
            slug
            for slug in (article.slug, *further_slugs(article))
            if urls.permalink(pattern, slug, article.id, article.date) == placed[path]
        )
        for path, article in articles.items()
        if path.endswith(".txt")
    }


def _told(text: str) -> tuple[str, str, str]:
    """What a content file tells, as plain text, of which day, and the id that it is given."""
    try:
        document = split(text)
    except FrontMatterError:
        return text, "", ""
    date, id = (document.fields.get(name) for name in ("date", "id"))
    stated = date.data if date and isinstance(date.data, str) else document.body[:200]
    day = _DAY.match(stated)
    given = id.data if id and isinstance(id.data, str) else ""
    return document.body.replace("\\", ""), day[1] if day else "", given


def shown(project: Path, path: Path) -> str:
    """A path as a person reads it: from the project's folder, where it is in that."""
    real = path.absolute()
    return real.relative_to(project).as_posix() if real.is_relative_to(project) else str(real)
