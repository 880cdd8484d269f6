"""The theme: Jinja2 templates, and what they can do with values.

A project's templates come first, file by file; those of the package after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import BuiltinMethodType, CodeType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.parser import Parser
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from sitegen import fingerprint, urls
from sitegen.countries import country
from sitegen.files import LARGEST_TEXT, overlay, read_bytes, utf_8
from sitegen.model.site import Site
from sitegen.problems import nearest
from sitegen.render.article import standfirst, structured_data
from sitegen.render.compiled import compiled_templates
from sitegen.render.compiler import Generator, escape
from sitegen.render.mistakes import TEMPLATES, TOO_DEEP, Unwritable, mistaken

_FILLED_BY_NAMES = re.compile(r"[^{}]*(?:\{\w*\}[^{}]*)*").fullmatch
KEPT = 16384
"""Values that are kept because many pages show them again: links, dates."""


class ThemeSettings(NamedTuple):
    """All that a theme is made from; picklable, so that every process can make its own."""

    folders: tuple[str, ...]
    site: Site
    assets: tuple[tuple[str, str], ...]
    """Name under static/ and site path."""
    templates: str
    """The fingerprint of every template's text: a theme that is kept never outlives them."""
    program: str
    """The fingerprint of the program, whose filters are worked into compiled templates."""
    project: str
    """The project's folder, in which nothing compiled is ever looked for."""


class UnknownAsset(TemplateError):
    """A template asks for a static file that is not there."""


class Missing(StrictUndefined):
    """What a template names and there is not: says what is there, and never what it holds."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        """Take what Jinja2's own takes."""
        super().__init__(hint or _missing(obj, name), obj, name, exc)


def _missing(thing: Any, name: object) -> str:
    if not isinstance(name, str | int):
        return f"{_named(thing)} has no element that a {type(name).__name__} names"
    if thing is missing:
        known: Sequence[str] = ("page", "site", "words", "asset")
        what = f"there is no {name!r} here"
    else:
        known = _names(type(thing))
        what = f"{_named(thing)} has no {name!r}"
    near = nearest(str(name), known)
    listed = ", ".join(known)
    if not known:
        return what
    return f"{what}; " + (f"did you mean {near!r}?" if near else f"there is {listed}")


def _names(kind: Any) -> tuple[str, ...]:
    """What a template can ask of a value of ours: its fields, and what else it tells."""
    fields = getattr(kind, "_fields", ()) or getattr(kind, "__dataclass_fields__", ())
    told = (name for name, one in vars(kind).items() if isinstance(one, property))
    return (*fields, *(name for name in told if fields))


def _named(thing: Any) -> str:
    return "an undefined value" if isinstance(thing, Undefined) else type(thing).__name__


def _country_name(code: str) -> str:
    return country(code).name


def _without(codes: tuple[str, ...], left_out: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in left_out) if left_out else codes


def _domain(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def filters(site: Site) -> dict[str, Callable[..., Any]]:
    """What templates can do with values besides Jinja2's own filters, by name."""
    words = site.words
    return {
        "href": lru_cache(KEPT)(partial(urls.href, base_url=site.base_url)),
        "absolute": partial(urls.absolute, base_url=site.base_url),
        "day": words.day,
        "weekday": words.weekday,
        "month": words.month,
        "date": words.date,
        "country_name": _country_name,
        "country_url": urls.country_page,
        "without": _without,
        "domain": _domain,
        "standfirst": standfirst,
        "structured_data": partial(structured_data, site=site),
    }


class _Found(BaseLoader):
    """Gives the templates that the walk through their folders has found, and no other file."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """A template's text and its place. Raises TemplateNotFound."""
        if template not in self._places:
            near = nearest(template, self._places)
            hint = f"; did you mean {near!r}?" if near else ""
            raise TemplateNotFound(template, f"there is no templates/{template}{hint}")
        place = self._places[template]
        return read_bytes(place, LARGEST_TEXT).decode(), utf_8(place), None


class ThemeEnvironment(SandboxedEnvironment):
    """Jinja2 as its manual describes it, only quicker, and without ways into Python."""

    code_generator_class = Generator
    escape = staticmethod(escape)
    # Only whether calls are looked at hangs on this, and of what templates are given nothing is
    # marked as not to be called. Attributes, items and str.format are looked at all the same.
    sandboxed = False

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """What stands for str.format: itself, where the text names nothing but values."""
        if isinstance(value, BuiltinMethodType) and value.__name__ == "format":
            text = value.__self__
            if type(text) is str and _FILLED_BY_NAMES(text):
                return value
        return super().wrap_str_format(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        try:
            return parser.parse()
        except RecursionError:
            raise TemplateSyntaxError(
                TOO_DEEP, parser.stream.current.lineno, name, filename
            ) from None

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        with mistaken(name, filename):
            return super()._generate(source, name, filename, defer_init)

    def _compile(self, source: str, filename: str) -> CodeType:
        with mistaken(None, filename):
            return super()._compile(source, filename)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template can name: copied, since a chain of mappings is slow to look through."""
        return {**self.globals, **(d or {})}


def environment(folders: Iterable[str], cache: BytecodeCache | None = None) -> ThemeEnvironment:
    """An environment over folders of templates."""
    return ThemeEnvironment(
        loader=_Found(overlay(map(Path, folders), TEMPLATES).places),
        bytecode_cache=cache,
        autoescape=True,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


class Theme:
    """Templates, ready to render with one site's settings and assets."""

    def __init__(self, settings: ThemeSettings) -> None:
        """Load nothing yet; templates are compiled when they are first wanted."""
        self._assets: Mapping[str, str] = dict(settings.assets)
        self._site = settings.site
        site = settings.site
        key = fingerprint.of_value((settings.program, site.base_url, site.language))[:16]
        cache = compiled_templates(Path(settings.project), key)
        self._environment = environment(settings.folders, cache)
        self._environment.globals.update(
            site=settings.site, words=settings.site.words, asset=self._asset
        )
        self._environment.filters.update(filters(settings.site))

    def render(self, template: str, **context: Any) -> bytes:
        """Render a template. Raises jinja2.TemplateError or what the template ran into."""
        text = self._environment.get_template(template).render(context)
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            half = ascii(text[error.start])
            raise Unwritable(f"writes {half}, half a character, which no file can hold") from None

    def _asset(self, name: object) -> str:
        if not isinstance(name, str):
            raise UnknownAsset(f"asset() asks for a name, not for a {type(name).__name__}")
        if name not in self._assets:
            near = nearest(name, self._assets)
            hint = f"; did you mean {near!r}?" if near else ""
            raise UnknownAsset(f"there is no static/{name}{hint}")
        return urls.href(self._assets[name], self._site.base_url)
