"""What sitegen does for an editor's hand: wire text to Markdown files for review.

Nothing that is there is ever overwritten, and nothing of the input is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sitegen import fingerprint
from sitegen.config import Config
from sitegen.content.compose import compose
from sitegen.content.entry import read_wire_article
from sitegen.content.scan import CUT_ENDING, scan
from sitegen.dates import PartialDate
from sitegen.model import Article, Cut, Derived, Source
from sitegen.problems import Location, Problem
from sitegen.wire import Doubt, Similar, WireError, decode, similar

_ORIGIN = re.compile(r"^# imported from .* \(text ([0-9a-f]{32})\)", re.MULTILINE)


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
    shelf = _Shelf(project, into or project / "content" / "articles")
    done: list[Import] = []
    problems: list[Problem] = []
    for file in files:
        try:
            done.append(_import(file, shelf, config, given))
        except OSError as error:
            message = f"can't be read: {error.strerror}"
            problems.append(Problem(Location(str(file)), "unreadable", message))
        except WireError as error:
            where = Location(str(file), error.line)
            problems.append(Problem(where, "unreadable", error.message, error.hint))
    return Imports(tuple(done), tuple(problems))


class _Shelf:
    """The articles that are there, with those that this import adds."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project = project
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.by_origin: dict[str, str] = {}
        content = project / "content"
        for file in scan(content).files:
            if file.path.startswith("articles/"):
                data = (content / file.path).read_bytes()
                self.add(f"content/{file.path}", data.decode("utf-8", "replace"))

    def add(self, path: str, text: str) -> None:
        """Note an article's text."""
        self.texts[path] = text
        if origin := _ORIGIN.search(text[:2000]):
            self.by_origin[origin[1]] = path

    def free_path(self, article: Article) -> str:
        """Where an article goes: a folder a month, its slug, a number where that is taken."""
        month = article.date.month.replace("-", "/") or "undated"
        stem = self.folder / month / article.slug
        number = 1
        while True:
            path = stem.with_name(stem.name + (f"-{number}" if number > 1 else "") + ".md")
            shown = _from(self.project, path)
            if shown not in self.texts and not path.exists():
                return shown
            number += 1


def _from(project: Path, path: Path) -> str:
    real = path.absolute()
    return real.relative_to(project).as_posix() if real.is_relative_to(project) else str(real)


def _import(file: Path, shelf: _Shelf, config: Config, given: Given) -> Import:
    data = file.read_bytes()
    mark = fingerprint.of_bytes(data)
    decoded = decode(data)
    article, wire = read_wire_article(file.stem, decoded.text, ZoneInfo(config.timezone))
    article = _with(article, given)
    doubts = decoded.notes + wire.doubts
    if mark in shelf.by_origin:
        return Import(str(file), shelf.by_origin[mark], "", article, wire.cut, doubts, ())
    own = _from(shelf.project, file)
    others = [item for item in shelf.texts.items() if item[0] != own]
    alike = similar("\n\n".join(wire.paragraphs), others)
    path = shelf.free_path(article)
    origin = f"imported from {file.name} (text {mark})"
    text = compose(article, wire.paragraphs, origin, keep_id=own in shelf.texts)
    aside = own + CUT_ENDING if own in shelf.texts else ""
    shelf.add(path, text)
    return Import(str(file), path, text, article, wire.cut, doubts, alike, aside)


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

    A file that has come into being in the meantime is not overwritten (FileExistsError).
    """
    for done in imports:
        if not done.text:
            continue
        path = project / done.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(done.text)
        if done.cuts:
            kept = path.with_suffix(CUT_ENDING)
            text = "\n".join(f"[{cut.reason}, line {cut.line}]\n{cut.text}\n" for cut in done.cuts)
            kept.write_text(text, "utf-8")
        if done.set_aside:
            Path(done.origin).rename(project / done.set_aside)


def describe(done: Import, *, dry: bool = False) -> list[str]:
    """What an import made of a file, for a person."""
    article = done.article
    if not done.text:
        return [f"{done.origin}: is there already as {done.path}"]
    verb = "would become" if dry else "is now"
    lines = [f"{done.origin} {verb} {done.path}"]
    if done.set_aside:
        lines.append(f"  the raw text is set aside as {done.set_aside}")
    evidence = {item.field: item for item in article.derived}
    source = article.source.name if article.source else ""
    for name, value in (
        ("title", article.title),
        ("date", article.date.text),
        ("dateline", article.dateline),
        ("source", source),
        ("countries", ", ".join(article.countries)),
        ("mentions", ", ".join(article.mentions)),
    ):
        if value or name in ("date", "source", "countries"):
            lines.append(f"  {name}: {value or 'unknown'}{_why(evidence.get(name))}")
    lines += [f"  cut off, line {cut.line}: {cut.reason}: {_short(cut.text)}" for cut in done.cuts]
    lines += [f"  look at line {doubt.line}: {doubt.message}" for doubt in done.doubts]
    lines += [f"  {other.kind} as {other.path}" for other in done.similar]
    return lines


def _why(derived: Derived | None) -> str:
    if derived is None:
        return ""
    words = _short(derived.evidence)
    return f'  (from "{words}")' if derived.certain else f'  (a guess, from "{words}")'


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
