"""The theme: Jinja2 templates and the filters that they use.

A project's templates come first, file by file; those of the package after.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, MutableMapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    nodes,
)
from jinja2.meta import find_referenced_templates

from sitegen import dates, urls
from sitegen.config import Site
from sitegen.countries import country
from sitegen.render import compiler
from sitegen.render.bytecode import Bytecode, Marks, References

KEPT = 16384
"""Values that are kept because many pages show them again: links, dates, cards."""


class Look(NamedTuple):
    """All that a theme is made from; picklable, so that every process can make its own."""

    folders: tuple[str, ...]
    site: Site
    assets: tuple[tuple[str, str], ...]
    """Name under static/ and site path."""
    templates: str
    """The fingerprint of every template's text: a theme that is kept never outlives them."""
    bytecode: str
    """The file where what is compiled of the site's own is kept from build to build."""
    program: str
    """The fingerprint of all besides its text that a compiled template depends on."""


class UnknownAsset(TemplateError):
    """A template asks for a static file that is not there."""


def _country_name(code: str) -> str:
    return country(code).name


def _without(codes: tuple[str, ...], left_out: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in left_out) if left_out else codes


def _domain(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _call(macro: Callable[..., str], *arguments: Hashable) -> str:
    """What a macro writes that draws on its arguments alone, so that it is called once."""
    return macro(*arguments)


def filters(base_url: str) -> dict[str, Callable[..., str | tuple[str, ...]]]:
    """What templates can do with values besides Jinja2's own filters, by name."""
    return {
        "href": lru_cache(KEPT)(partial(urls.href, base_url=base_url)),
        "absolute": partial(urls.absolute, base_url=base_url),
        "day": dates.show_day,
        "weekday": dates.show_weekday,
        "month": dates.show_month,
        "date": lru_cache(KEPT)(dates.show),
        "country_name": _country_name,
        "country_url": urls.country_page,
        "without": _without,
        "domain": _domain,
    }


class _Loader(FileSystemLoader):
    """Templates from folders, whose paths none of them knows: what is compiled is for any site."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, its path in a project, and whether it is still so."""
        text, _, current = super().get_source(environment, template)
        return text, f"templates/{template}", current


class _Environment(Environment):
    """Jinja2 with templates and globals that stay what they are once they are loaded."""

    def __init__(self, look: Look, **options: Any) -> None:
        """Load nothing yet; templates are compiled when they are first wanted."""
        super().__init__(
            loader=_Loader(look.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            **options,
        )
        self._loaded: dict[object, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A template by its name."""
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: a plain dict is copied sooner for each page."""
        return {**self.globals, **(d or {})}


class _PlainerEnvironment(_Environment):
    """Templates that are quicker, and can do a little less."""

    code_generator_class = compiler.Generator
    escape = staticmethod(compiler.escape)
    macro = compiler.Macro

    def __init__(self, look: Look, **options: Any) -> None:
        """Load nothing yet."""
        super().__init__(look, optimized=False, **options)
        self.parsed: dict[str, nodes.Template] = {}
        """By their texts, those that are yet to be compiled: that uses them up."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self.parsed.pop(source, None) or super()._parse(source, name, filename)


class Theme:
    """Templates, ready to render with one site's settings and assets."""

    def __init__(self, look: Look) -> None:
        """Load nothing yet."""
        self._look = look
        self._assets = dict(look.assets)
        self._remembered = lru_cache(KEPT)(_call)
        self._filters = filters(look.site.base_url)
        self._bytecode = Bytecode(Path(look.bytecode), look.program)
        self._plainer = _PlainerEnvironment(look, bytecode_cache=self._bytecode)
        self._furnish(self._plainer)
        self._demanding: set[str] = set()
        """Templates that are rendered by Jinja2 itself, since they ask for more."""

    def references(self, name: str, text: str) -> References:
        """What a template refers to. Raises TemplateSyntaxError."""
        found = self._bytecode.references(name, text)
        if found is None:
            tree = self._plainer.parsed[text] = self._plainer.parse(text, name)
            found = tuple(find_referenced_templates(tree))
            self._bytecode.note_references(name, text, found)
        return found

    def compile(self, names: Iterable[str], *, for_all: bool) -> Marks:
        """Compile templates whose references were asked for, for themes to come as well; where the
        package has them, `for_all` sites.

        What comes back are the marks of the files in which they are kept now.
        """
        for name in names:
            with suppress(Exception):  # rendering will tell
                self._plainer.get_template(name)
        self._bytecode.save(for_all=for_all)
        return self._bytecode.marks

    def render(self, template: str, **context: Any) -> str:
        """Render a template. Raises jinja2.TemplateError or what the template ran into."""
        if template not in self._demanding:
            try:
                return self._plainer.get_template(template).render(context)
            except Exception:
                # It asks for more, or is wrong, which Jinja2 will say with the line.
                self._demanding.add(template)
        return self._whole.get_template(template).render(context)

    @cached_property
    def _whole(self) -> _Environment:
        """Templates as Jinja2 compiles them."""
        environment = _Environment(self._look)
        self._furnish(environment)
        return environment

    def _furnish(self, environment: _Environment) -> None:
        environment.globals.update(
            site=self._look.site, asset=self._asset, remembered=self._remembered
        )
        environment.filters.update(self._filters)

    def _asset(self, name: str) -> str:
        if name not in self._assets:
            raise UnknownAsset(f"there is no static/{name}")
        return urls.href(self._assets[name], self._look.site.base_url)
