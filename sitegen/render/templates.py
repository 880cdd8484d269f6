"""Templates as files: what each of them depends on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError

from sitegen import fingerprint
from sitegen.problems import Location, Problem
from sitegen.render.bytecode import References

_ASSET = re.compile(r"\basset\(\s*(?:[\"']([^\"']+)[\"'])?")


class TemplateIndex:
    """What each template depends on: itself, what it includes, and the assets that it names."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        assets: Mapping[str, str],
        references: Callable[[str, str], References],
    ) -> None:
        """Read every template; an earlier folder's file wins.

        `references` tells what a name and a text refer to, or raises TemplateSyntaxError.
        """
        self._assets = assets
        self._sources: dict[str, str] = {}
        self.problems: list[Problem] = []
        for folder in reversed(folders):
            for path in sorted(folder.rglob("*.html")):
                name = path.relative_to(folder).as_posix()
                self._sources[name] = self._read(path, name)
        self._referenced = {name: self._follow(name, references) for name in self._sources}

    def _read(self, path: Path, name: str) -> str:
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            where = Location(f"templates/{name}")
            self.problems.append(Problem(where, "template", f"the template can't be read: {error}"))
            return ""

    def _follow(self, name: str, references: Callable[[str, str], References]) -> tuple[str, ...]:
        """Names that a template refers to; every template, if it computes one."""
        try:
            found = references(name, self._sources[name])
        except TemplateSyntaxError as error:
            where = Location(f"templates/{name}", error.lineno)
            self.problems.append(Problem(where, "template", str(error.message)))
            return ()
        return tuple(self._sources) if None in found else tuple(filter(None, found))

    def closure(self, template: str) -> tuple[str, ...]:
        """A template and all that it can draw in, sorted."""
        found: set[str] = set()
        queue = [template]
        while queue:
            name = queue.pop()
            if name not in found and name in self._sources:
                found.add(name)
                queue += self._referenced[name]
        return tuple(sorted(found))

    @property
    def names(self) -> Collection[str]:
        """Every template."""
        return self._sources.keys()

    @property
    def mark(self) -> str:
        """Changes with any text of any template."""
        return fingerprint.of_value(sorted(self._sources.items()))

    def fingerprint(self, template: str) -> str:
        """Changes with any text that can change what the template writes."""
        names = self.closure(template)
        asked = {name for source in names for name in _ASSET.findall(self._sources[source])}
        named = (item for item in self._assets.items() if "" in asked or item[0] in asked)
        sources = [(name, self._sources[name]) for name in names]
        return fingerprint.of_value((sources, sorted(named)))
