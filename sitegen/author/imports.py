"""What sitegen does for an editor's hand: wire text to Markdown files for review.

Nothing that is there is ever overwritten, and nothing of the input is lost.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sitegen import fingerprint
from sitegen.config import Config
from sitegen.content.compose import compose
from sitegen.content.entry import read_wire_article
from sitegen.content.fields import read_fields
from sitegen.content.frontmatter import split
from sitegen.content.scan import CUT_ENDING, scan
from sitegen.content.value import FrontMatterError
from sitegen.dates import PartialDate
from sitegen.files import LARGEST_TEXT, read_bytes, walk
from sitegen.model.article import Article, Cut, Source
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.wire.input.decode import decode
from sitegen.wire.similar import Archive, Similar
from sitegen.wire.trouble import Doubt, WireError, unanswered

_ORIGIN = re.compile(r"^# imported from .* \(text ([0-9a-f]{32})\)", re.MULTILINE)
_Placed = TypeVar("_Placed", Cut, Doubt)
_DAY = re.compile(r"\s*(?:date:? )?(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Given:
    """What the editor says of all files of one import; it wins over what is derived."""

    date: PartialDate | None = None
    source: str = ""


class Import(NamedTuple):
    """What an import makes of one file; `text` is "" where the article is there already."""

    origin: str
    path: str
    """Where the article goes, or where it already is, from the project's folder."""
    text: str
    article: Article
    cuts: tuple[Cut, ...]
    doubts: tuple[Doubt, ...]
    similar: tuple[Similar, ...]
    set_aside: str = ""
    """Where a raw file goes that is itself published now, so that it isn't published twice."""


class Imports(NamedTuple):
    """What an import makes of its files, and those that hold no article."""

    done: tuple[Import, ...]
    problems: tuple[Problem, ...]


def plan_imports(
    files: Iterable[Path], project: Path, into: Path | None, config: Config, given: Given
) -> Imports:
    """Read files and decide what to write; nothing is written yet."""
    existing = _Existing(project, into)
    done: list[Import] = []
    problems: list[Problem] = []
    for file in files:
        try:
            done.append(_import(file, existing, config, given))
        except OSError as error:
            message = f"can't be read: {error.strerror}"
            problems.append(Problem(Location(str(file)), "unreadable", message))
        except (WireError, FrontMatterError) as error:
            where = Location(str(file), error.line, getattr(error, "column", 0))
            problems.append(Problem(where, "unreadable", error.message, error.hint))
        except BuildFailed as failure:
            problems += failure.problems
    return Imports(tuple(done), tuple(problems))


class _Existing:
    """The articles that are there, with those that this import adds."""

    def __init__(self, project: Path, into: Path | None) -> None:
        self.project = project
        self.given = into is not None
        self.folder = folder = into or project / "content" / "articles"
        self.archive = Archive()
        self.paths: set[str] = set()
        self.by_origin: dict[str, str] = {}
        content = project / "content"
        for file in scan(content).files:
            if file.path.startswith("articles/"):
                self.read(f"content/{file.path}")
        if folder.is_dir():
            for file in walk(folder.resolve(), "").files:
                shown = _from(project, folder / file.path)
                if file.path.endswith(".md") and shown not in self.paths:
                    self.read(shown)

    def read(self, shown: str) -> None:
        """Note an article that is there."""
        with suppress(OSError):  # it has gone since, or may not be read, as the next build tells
            data = read_bytes(self.project / shown, LARGEST_TEXT)
            self.add(shown, data.decode("utf-8", "replace"))

    def add(self, path: str, text: str) -> None:
        """Note an article's text."""
        self.paths.add(path)
        self.archive.add(path, *_told(text))
        if origin := _ORIGIN.search(text[:2000]):
            self.by_origin[origin[1]] = path

    def free_path(self, article: Article) -> str:
        """Where an article goes: a folder a month, its slug, a number where that is taken.

        Raises BuildFailed where a link would lead it elsewhere.
        """
        month = article.date.month.replace("-", "/") or "undated"
        folder, real = self.folder / month, Path(os.path.realpath(self.folder))
        leads_out = not self.given and not real.is_relative_to(os.path.realpath(self.project))
        if leads_out or Path(os.path.realpath(folder)) != real / month:
            where = Location(_from(self.project, folder))
            hint = "put a folder there instead, or name another with --into"
            raise BuildFailed([Problem(where, "link-outside", "leads elsewhere by a link", hint)])
        return self.free(folder / article.slug, ".md", CUT_ENDING)

    def free(self, stem: Path, ending: str, *others: str) -> str:
        """The first path of this stem at which nothing is yet, nor beside it with other endings."""
        name, number = stem.name, 1
        while True:
            shown = _from(self.project, stem.with_name(name + ending))
            taken = (os.path.lexists(stem.with_name(name + each)) for each in (ending, *others))
            if shown not in self.paths and not any(taken):
                return shown
            number += 1
            name = f"{stem.name}-{number}"


def _told(text: str) -> tuple[str, str]:
    """What a content file tells, as plain text, and of which day; front matter only says when."""
    try:
        document = split(text)
    except FrontMatterError:
        return text, ""
    date = document.fields.get("date")
    stated = date.data if date and isinstance(date.data, str) else document.body[:200]
    day = _DAY.match(stated)
    return document.body.replace("\\", ""), day[1] if day else ""


def _from(project: Path, path: Path) -> str:
    real = path.absolute()
    return real.relative_to(project).as_posix() if real.is_relative_to(project) else str(real)


def _import(file: Path, existing: _Existing, config: Config, given: Given) -> Import:
    data = read_bytes(file, LARGEST_TEXT)
    mark = fingerprint.of_bytes(data)
    decoded = decode(data)
    document = split(decoded.text)
    zone = ZoneInfo(config.timezone)
    fields = read_fields(document.fields, str(file), zone)
    if fields.problems:
        raise BuildFailed(fields.problems)
    stem = file.stem.encode("utf-8", "replace").decode()  # a name need not be UTF-8
    article, wire = read_wire_article(stem, document.body, fields.given, zone)
    article = _with(article, given)
    above = document.body_line - 1
    known = {*fields.given, *(name for name in ("date", "source") if getattr(given, name))}
    asked = _below(above, unanswered(wire.doubts, known))
    doubts = tuple(dict.fromkeys((*decoded.notes, *asked)))
    own = _from(existing.project, file)
    published = own in existing.paths
    aside = existing.free(existing.project / own, CUT_ENDING) if published else ""
    done = Import(str(file), "", "", article, tuple(_below(above, wire.cut)), doubts, (), aside)
    if mark in existing.by_origin:
        return done._replace(path=existing.by_origin[mark])
    alike = existing.archive.similar("\n\n".join(wire.paragraphs), article.date.day, but=own)
    path = existing.free_path(article)
    text = _composed(file, mark, article, wire.paragraphs, fields.given, published)
    existing.add(path, text)
    return done._replace(path=path, text=text, similar=alike)


def _below(lines: int, placed: Iterable[_Placed]) -> Iterable[_Placed]:
    """What was found in a text, by the lines of its file, of which so many stand above the text."""
    return (item._replace(line=item.line + lines) if item.line else item for item in placed)


def _composed(
    file: Path,
    mark: str,
    article: Article,
    paragraphs: Sequence[str],
    given: dict[str, Any],
    published: bool,
) -> str:
    also = {name for name in ("id", "slug", "aliases", "lang") if name in given}
    if published:
        also.add("id")
    origin = f"imported from {file.name} (text {mark})"
    return compose(article, paragraphs, origin, also, given.get("draft", False))


def _with(article: Article, given: Given) -> Article:
    stated = {"date"} if given.date else set()
    stated |= {"source"} if given.source else set()
    return article._replace(
        date=given.date or article.date,
        source=Source(given.source) if given.source else article.source,
        derived=tuple(item for item in article.derived if item.field not in stated),
    )


def write_imports(imports: Sequence[Import], project: Path) -> None:
    """Write the new articles, each with what was cut off beside it. Raises OSError.

    Each file is written whole or not at all, what was cut before its article, and none over another
    that has come into being in the meantime (FileExistsError).
    """
    for done in imports:
        if done.text:
            path = project / done.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if done.cuts:
                cuts = (f"[{cut.reason}, line {cut.line}]\n{cut.text}\n" for cut in done.cuts)
                _create(path.with_suffix(CUT_ENDING), "\n".join(cuts))
            _create(path, done.text)
        if done.set_aside:
            _name(Path(done.origin), project / done.set_aside)


def _create(path: Path, text: str) -> None:
    """Write a new file at once; FileExistsError leaves the one that is there as it is."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.unlink(missing_ok=True)  # a link there would be written through
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _name(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name(file: Path, path: Path) -> None:
    """Move a file to a name that is free; FileExistsError if it is not."""
    try:
        os.link(file, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        path.open("x").close()
        file.replace(path)
    else:
        file.unlink()
