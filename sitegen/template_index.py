"""Templates as files: what each of them depends on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from sitegen import fingerprint
from sitegen.problems import Location, Problem

_ASSET = re.compile(r"\basset\(\s*(?:[\"']([^\"']+)[\"'])?")

References = tuple[str | None, ...]
"""The names that a template refers to; None for one that it computes."""


class TemplateIndex:
    """What each template depends on: itself, what it includes, and the assets that it names."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        assets: Mapping[str, str],
        parse: Callable[[str, str], nodes.Template],
        known: Mapping[str, References],
    ) -> None:
        """Read every template; an earlier folder's file wins.

        `parse` takes a name and a text apart, where the text's fingerprint isn't among those whose
        references are `known`.
        """
        self._assets = assets
        self._parse = parse
        self._sources: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.references: dict[str, References] = {}
        """Of every template without a mistake, by its text's fingerprint."""
        for folder in reversed(folders):
            for path in sorted(folder.rglob("*.html")):
                name = path.relative_to(folder).as_posix()
                self._sources[name] = self._read(path, name)
        self._referenced = {name: self._references(name, known) for name in self._sources}

    def _read(self, path: Path, name: str) -> str:
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            where = Location(f"templates/{name}")
            self.problems.append(Problem(where, "template", f"the template can't be read: {error}"))
            return ""

    def _references(self, name: str, known: Mapping[str, References]) -> tuple[str, ...]:
        """Names that a template refers to; every template, if it computes one."""
        text = self._sources[name]
        mark = fingerprint.of_text(text)
        found = known.get(mark)
        try:
            if found is None:
                found = tuple(find_referenced_templates(self._parse(name, text)))
        except TemplateSyntaxError as error:
            where = Location(f"templates/{name}", error.lineno)
            self.problems.append(Problem(where, "template", str(error.message)))
            return ()
        self.references[mark] = found
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
