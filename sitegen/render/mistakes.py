"""What is wrong with a template, and where: for the person who wrote it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateSyntaxError

from sitegen.files import utf_8
from sitegen.problems import Location, Problem

TOO_DEEP = "the template nests too deep: too much stands inside one another, or in one row"
TEMPLATES = "templates/"
"""What precedes the path of a template where a person reads it."""


class Unwritable(TemplateError):
    """A template writes what no file can hold as UTF-8."""


@contextmanager
def mistaken(name: str | None, filename: str | None) -> Iterator[None]:
    """What Python can't make of a template is the template's mistake: too much inside one another,
    a number too long. On which line is not known by then.
    """
    try:
        yield
    except (RecursionError, SyntaxError, ValueError, OverflowError) as error:
        said = error.msg if isinstance(error, SyntaxError) else _said(error)
        deep = isinstance(error, RecursionError) or "too many" in said
        message = TOO_DEEP if deep else f"can't be compiled: {said}"
        raise TemplateSyntaxError(message, 0, name, filename) from None


def template_problem(
    error: Exception, file: str, template: str, folders: Iterable[str]
) -> Problem | None:
    """What went wrong while a file was rendered with a template; None for what is no template's."""
    folders = tuple(map(utf_8, folders))  # as Jinja2 is told of them
    place = next(_lines_in_templates(error, folders), None)
    if isinstance(error, TemplateSyntaxError):
        place = _name(error.filename or error.name or "", folders), error.lineno
    if place is None and not isinstance(error, TemplateError):
        return None
    name, line = place or (template, 0)
    url = f"/{file.removesuffix('index.html')}"
    return Problem(
        Location(TEMPLATES + name, line), "template", f"{_said(error)} (while rendering {url})"
    )


def _lines_in_templates(error: BaseException, folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The lines of templates that an error passed through, the innermost first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if any(frame.filename.startswith(f"{folder}/") for folder in folders):
            yield _name(frame.filename, folders), frame.lineno or 0


def _name(path: str, folders: Iterable[str]) -> str:
    """A template's name, by its path."""
    above = (f"{folder}/" for folder in folders)
    return next((path.removeprefix(one) for one in above if path.startswith(one)), path)


def _said(error: Exception) -> str:
    """What an error says; some, such as that memory is short, say it by their type alone."""
    return str(error) or type(error).__name__
