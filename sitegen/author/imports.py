"""What sitegen does for an editor's hand: wire text to Markdown files for review.

Nothing that is there is ever overwritten, and nothing of the input is lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sitegen import fingerprint
from sitegen.author.existing import Existing, shown
from sitegen.config import Config
from sitegen.content.compose import compose
from sitegen.content.entry import read_wire_article
from sitegen.content.fields import read_fields
from sitegen.content.frontmatter import split
from sitegen.content.scan import CUT_ENDING
from sitegen.content.value import FrontMatterError
from sitegen.dates import PartialDate
from sitegen.files import LARGEST_TEXT, read_bytes
from sitegen.model.article import Article, Cut, Source
from sitegen.problems import BuildFailed, Location, Problem, errors, fault
from sitegen.wire.input.decode import decode
from sitegen.wire.similar import Similar
from sitegen.wire.trouble import Doubt, WireError, unanswered

_Placed = TypeVar("_Placed", Cut, Doubt)


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
    existing = Existing(project, into, config)
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
        except Exception as error:
            problems.append(fault(str(file), "read", error))
    return Imports(tuple(done), (*existing.problems, *problems))


def _import(file: Path, existing: Existing, config: Config, given: Given) -> Import:
    data = read_bytes(file, LARGEST_TEXT)
    mark = fingerprint.of_bytes(data)
    decoded = decode(data)
    document = split(decoded.text)
    zone = config.zone
    fields = read_fields(document.fields, str(file), zone)
    if wrong := errors(fields.problems):
        raise BuildFailed(wrong)
    stem = file.stem.encode("utf-8", "replace").decode()  # a name need not be UTF-8
    article, wire = read_wire_article(stem, document.body, fields.given, zone)
    article = _with(article, given)
    above = document.body_line - 1
    known = {*fields.given, *(name for name in ("date", "source") if getattr(given, name))}
    asked = _below(above, unanswered(wire.doubts, known))
    doubts = tuple(dict.fromkeys((*decoded.notes, *asked)))
    own = shown(existing.project, file)
    published = own in existing.paths
    aside = existing.aside(own) if published else ""
    done = Import(str(file), "", "", article, tuple(_below(above, wire.cut)), doubts, (), aside)
    if mark in existing.by_origin:
        return done._replace(path=existing.by_origin[mark])
    alike = existing.archive.similar("\n\n".join(wire.paragraphs), article.date.day, but=own)
    article = article._replace(slug=existing.slugs.get(own, article.slug))
    path = existing.free_path(article, own)
    text = _composed(file, mark, article, path, wire.paragraphs, fields.given, published)
    existing.add(path, text)
    return done._replace(path=path, text=text, similar=alike)


def _below(lines: int, placed: Iterable[_Placed]) -> Iterable[_Placed]:
    """What was found in a text, by the lines of its file, of which so many stand above the text."""
    return (item._replace(line=item.line + lines) if item.line else item for item in placed)


def _composed(
    file: Path,
    mark: str,
    article: Article,
    path: str,
    paragraphs: Sequence[str],
    given: dict[str, Any],
    published: bool,
) -> str:
    also = {name for name in ("id", "slug", "aliases", "lang") if name in given}
    if published:
        also.add("id")
    if published and Path(path).stem != article.slug:
        also.add("slug")
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
