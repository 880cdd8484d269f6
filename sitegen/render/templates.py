"""Templates as files: what each of them depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from sitegen import fingerprint
from sitegen.files import LARGEST_TEXT, overlay, read_bytes, unreadable
from sitegen.plan import KINDS
from sitegen.problems import Location, Problem, fault
from sitegen.render.mistakes import TEMPLATES, TOO_DEEP
from sitegen.render.theme import environment
from sitegen.store.store import Store

_NOTE = "templates"
_ENDING = ".html"
"""Of a template; other texts beside one, such as an SVG picture, are there to be drawn in."""


class Templates(NamedTuple):
    """The fingerprints of templates: of each that pages are rendered with, and of all texts."""

    fingerprints: dict[str, str]
    all: str
    problems: tuple[Problem, ...] = ()


def read_templates(
    folders: tuple[Path, ...], assets: Mapping[str, str], seen: str, store: Store
) -> Templates:
    """The fingerprints of all templates, out of the store where no template was touched.

    `seen` is how stat sees them, "" where that can't be trusted; `assets` are the site paths of
    static files by their names.
    """
    key = seen and fingerprint.of_value((seen, sorted(assets.items())))
    noted = store.note(_NOTE, tuple[str, Templates])
    if key and noted and noted[0] == key:
        return noted[1]
    index = _Index(folders, assets)
    names = {kind.template for kind in KINDS} - {""}
    found = Templates(
        {name: index.fingerprint(name) for name in sorted(names)}, index.all, tuple(index.problems)
    )
    if not found.problems:
        store.save_note(_NOTE, tuple[str, Templates], (key, found))
    return found


def _assets(tree: nodes.Template) -> Iterator[str]:
    """The assets that a template names; "" for one that it works out, or hands on the means to."""
    plain: dict[int, str] = {}
    for call in tree.find_all(nodes.Call):
        more = call.kwargs or call.dyn_args or call.dyn_kwargs or call.args[1:]
        if call.args and isinstance(call.args[0], nodes.Const) and not more:
            plain[id(call.node)] = str(call.args[0].value)
    for name in tree.find_all(nodes.Name):
        if name.name == "asset":
            yield plain.get(id(name), "")


class _Index:
    """What each template depends on: itself, what it includes, and the assets that it names."""

    def __init__(self, folders: tuple[Path, ...], assets: Mapping[str, str]) -> None:
        """Read every template; an earlier folder's file wins."""
        self._assets = assets
        self._environment = environment(map(str, folders))
        found = overlay(folders, TEMPLATES)
        self.problems = list(found.problems)
        read = {name: self._read(name, place) for name, place in found.places.items()}
        self._sources = {name: text for name, text in read.items() if text is not None}
        self._asked: dict[str, frozenset[str]] = {}
        """By template, the assets that it names; "" for any, where it works a name out."""
        self._referenced: dict[str, tuple[str, ...]] = {}
        for name in self._sources:
            if name.endswith(_ENDING):
                self._referenced[name] = self._references(name)

    def _read(self, name: str, place: str) -> str | None:
        """A file's text; None for what templates can't draw in, such as a picture beside them."""
        try:
            return read_bytes(place, LARGEST_TEXT).decode()
        except OSError as error:
            self.problems.append(unreadable(TEMPLATES + name, error))
        except UnicodeDecodeError as error:
            if name.endswith(_ENDING):
                message = f"the template can't be read: {error}"
                self.problems.append(Problem(Location(TEMPLATES + name), "template", message))
        return None

    def _references(self, name: str) -> tuple[str, ...]:
        """Names that a template refers to; every template, if it computes one."""
        try:
            tree = self._environment.parse(self._sources[name], name)
            self._asked[name] = frozenset(_assets(tree))
            found = tuple(find_referenced_templates(tree))
        except TemplateSyntaxError as error:
            where = Location(TEMPLATES + name, error.lineno)
            self.problems.append(Problem(where, "template", str(error.message)))
            return ()
        except RecursionError:
            self.problems.append(Problem(Location(TEMPLATES + name), "template", TOO_DEEP))
            return ()
        except Exception as error:
            self.problems.append(fault(TEMPLATES + name, "read", error))
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
                if name not in self._referenced:
                    self._referenced[name] = self._references(name)
                queue += self._referenced[name]
        return tuple(sorted(found))

    @property
    def all(self) -> str:
        """Changes with any text of any template."""
        return fingerprint.of_value(sorted(self._sources.items()))

    def fingerprint(self, template: str) -> str:
        """Changes with any text that can change what the template writes."""
        names = self.closure(template)
        asked = {asset for name in names for asset in self._asked.get(name, ())}
        named = (item for item in self._assets.items() if "" in asked or item[0] in asked)
        sources = [(name, self._sources[name]) for name in names]
        return fingerprint.of_value((sources, sorted(named)))
