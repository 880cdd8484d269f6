"""The articles that a project has, as an import must know them: to repeat and overwrite none."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.content.frontmatter import split
from sitegen.content.scan import CUT_ENDING, scan
from sitegen.content.value import FrontMatterError
from sitegen.model.article import Article
from sitegen.problems import Location, Problem, fault
from sitegen.wire.similar import Archive

_ORIGIN = re.compile(r"^# imported from .* \(text ([0-9a-f]{32})\)", re.MULTILINE)
_DAY = re.compile(r"\s*(?:date:? )?(\d{4}-\d\d-\d\d)")


class Existing:
    """The articles that are there, with those that this import adds."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project = project
        self.folder = folder
        self.archive = Archive()
        self.paths: set[str] = set()
        self.by_origin: dict[str, str] = {}
        self.problems: list[Problem] = []
        """What kept articles from being known."""
        content = project / "content"
        for file in scan(content).files:
            if file.path.startswith("articles/"):
                self.read(f"content/{file.path}")
        if folder.is_dir():
            for path in sorted(folder.rglob("*.md")):
                if (shown := shown_from(project, path)) not in self.paths:
                    self.read(shown)

    def read(self, shown: str) -> None:
        """Note an article that is there."""
        self.paths.add(shown)
        try:
            self.add(shown, (self.project / shown).read_bytes().decode("utf-8", "replace"))
        except OSError as error:
            message = f"can't be read: {error.strerror}"
            self.problems.append(Problem(Location(shown), "unreadable", message))
        except Exception as error:
            self.problems.append(fault(shown, "compared", error))

    def add(self, path: str, text: str) -> None:
        """Note an article's text."""
        self.paths.add(path)
        self.archive.add(path, *_told(text))
        if origin := _ORIGIN.search(text[:2000]):
            self.by_origin[origin[1]] = path

    def free_path(self, article: Article) -> str:
        """Where an article goes: a folder a month, its slug, a number where that is taken."""
        month = article.date.month.replace("-", "/") or "undated"
        return self.free(self.folder / month / article.slug, ".md", CUT_ENDING)

    def free(self, stem: Path, ending: str, *others: str) -> str:
        """The first path of this stem at which nothing is yet, nor beside it with other endings."""
        name, number = stem.name, 1
        while True:
            shown = shown_from(self.project, stem.with_name(name + ending))
            taken = (stem.with_name(name + each).exists() for each in (ending, *others))
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


def shown_from(project: Path, path: Path) -> str:
    """A path as it is shown: from the project's folder where it is in there."""
    real = path.absolute()
    return real.relative_to(project).as_posix() if real.is_relative_to(project) else str(real)
