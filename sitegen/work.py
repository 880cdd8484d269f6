"""Rendering in worker processes: a chunk of jobs in, staged files and their fingerprints out."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError

from sitegen import fingerprint
from sitegen.outputs import Output, url_of
from sitegen.problems import Location, Problem
from sitegen.render import TEMPLATES, Job, render
from sitegen.theme import Look, Theme


class Rendered(NamedTuple):
    """A staged file and the fingerprint of its bytes, or the problem that kept it from being."""

    file: str
    content: str
    problem: Problem | None = None


@lru_cache(maxsize=1)
def _theme(look: Look) -> Theme:
    """One theme a process: templates are compiled once."""
    return Theme(look)


def render_chunk(look: Look, stage: str, jobs: Sequence[Job]) -> list[Rendered]:
    """Render jobs into the stage."""
    theme = _theme(look)
    return [_render_one(look, theme, Path(stage), job) for job in jobs]


def _render_one(look: Look, theme: Theme, stage: Path, job: Job) -> Rendered:
    try:
        data = render(job.output, look.site, theme, job.bodies)
    except TemplateError as error:
        return Rendered(job.file, "", _problem(error, job.output))
    except Exception as error:
        if not _line_in_templates(error):
            raise
        return Rendered(job.file, "", _problem(error, job.output))
    write_file(stage / job.file, data)
    return Rendered(job.file, fingerprint.of_bytes(data))


def write_file(path: Path, data: bytes) -> None:
    """Write a file, with the folders above it where they are missing."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _line_in_templates(error: BaseException) -> tuple[str, int] | None:
    """The innermost line of a template that an error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".html"):
            return frame.filename, frame.lineno or 0
    return None


def _problem(error: Exception, output: Output) -> Problem:
    template = TEMPLATES.get(type(output), "")  # type: ignore[arg-type]
    place = _line_in_templates(error) or (template, 0)
    if isinstance(error, TemplateSyntaxError):
        place = (error.filename or error.name or template, error.lineno)
    name, line = place
    path = name.rpartition("templates/")[2] or name
    where = Location(f"templates/{path}", line)
    message = f"{error} (while rendering {url_of(output)})"
    return Problem(where, "template", message)
