"""Rendering in worker processes: scopes in, staged files and their traces out."""

from __future__ import annotations

import os
import pickle
import platform
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError

from sitegen import fingerprint, urls
from sitegen.digest.edition import Edition
from sitegen.files import seen_as
from sitegen.model.outputs import Output, url_of
from sitegen.plan import Scope, make
from sitegen.problems import Location, Problem
from sitegen.publish.folder import Stage
from sitegen.render.pages import TEMPLATES, render
from sitegen.render.theme import Look, Theme
from sitegen.store.store import Store
from sitegen.store.trace import Made, Trace, reason
from sitegen.workers.pool import Stranger


class Desk(NamedTuple):
    """All that rendering draws on; a worker process gets it once, when it starts."""

    edition: Edition
    look: Look
    templates: dict[str, str]
    """The fingerprint of each template with all that it draws in."""
    program: str
    stage: Stage
    store: Path
    bodies: Mapping[str, str]
    """HTML by its fingerprint, for some of the bodies; the store has all."""


class Shared(NamedTuple):
    """Where a desk lies, and the fingerprint of that file."""

    file: str
    mark: str


class Lot(NamedTuple):
    """A scope to make, with its files as they were published, and what is wrong with them."""

    scope: Scope
    files: int
    published: dict[str, Made]
    damage: dict[str, str]


class Rendered(NamedTuple):
    """A staged file, why it was due, and how stat sees it; or the problem that prevented it."""

    file: str
    trace: Trace
    reason: str
    signature: str
    problem: Problem | None = None


_BATCH = 200
"""Outputs that stand in memory at once."""
_own_desk: ContextVar[Desk] = ContextVar("desk")


def sit_down(desk: Desk) -> None:
    """Take a desk as this process's own."""
    _own_desk.set(desk)


def render_at_own_desk(lots: Sequence[Lot]) -> list[Rendered]:
    """Render lots at the desk that this process has taken."""
    return render_lots(_own_desk.get(), lots)


@contextmanager
def share(desk: Desk) -> Iterator[Shared]:
    """A desk in a file on the stage, for processes that begin elsewhere: they must see that too."""
    data = pickle.dumps(desk._replace(bodies={}), protocol=pickle.HIGHEST_PROTOCOL)
    file = Path(desk.stage.folder) / ".desk"
    write_file(str(file), data)
    try:
        yield Shared(str(file), fingerprint.of_bytes(data))
    finally:
        file.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _desk_of(shared: Shared) -> Desk:
    try:
        data = Path(shared.file).read_bytes()
    except OSError:
        data = b""
    if fingerprint.of_bytes(data) != shared.mark:
        stage = Path(shared.file).parent
        hint = "share the output folder with every machine, at the same path"
        raise Stranger(platform.node(), f"doesn't see {stage} as it is here", hint)
    desk: Desk = pickle.loads(data)
    return desk


def render_at(shared: Shared, lots: Sequence[Lot]) -> list[Rendered]:
    """Render lots at a desk that lies in a file. Raises Stranger where that can't be seen."""
    return render_lots(_desk_of(shared), lots)


def render_lots(desk: Desk, lots: Iterable[Lot]) -> list[Rendered]:
    """Make the outputs of scopes, and stage those that are due."""
    made = ((output, lot) for lot in lots for output in make(desk.edition, lot.scope))
    return _stage(desk, made)


def render_outputs(
    desk: Desk, outputs: Iterable[Output], published: Mapping[str, Made], damage: Mapping[str, str]
) -> list[Rendered]:
    """Stage those of some outputs that are due."""
    lot = Lot(Scope("", ()), 0, dict(published), dict(damage))
    return _stage(desk, ((output, lot) for output in outputs))


def _stage(desk: Desk, made: Iterable[tuple[Output, Lot]]) -> list[Rendered]:
    """Stage those of some outputs that are due.

    Each step is taken for many of them before the next: a processor is a fifth quicker at what it
    has just done.
    """
    worker, made = _Worker(desk), iter(made)
    staged: list[Rendered] = []
    try:
        while batch := list(islice(made, _BATCH)):
            due = [one for output, lot in batch if (one := worker.due(output, lot))]
            rendered = [worker.render(one.output) for one in due]
            staged += map(worker.stage, due, rendered)
        return staged
    finally:
        worker.close()


@lru_cache(maxsize=1)
def _theme(look: Look) -> Theme:
    """One theme a process: templates are compiled once."""
    return Theme(look)


class _Due(NamedTuple):
    """An output that is due, and why."""

    file: str
    output: Output
    trace: Trace
    reason: str
    stands: str
    """The fingerprint of the bytes that are published, "" for none that are as they were left."""


class _Worker:
    """Renders at one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.theme = _theme(desk.look)
        self.store: Store | None = None

    def due(self, output: Output, lot: Lot) -> _Due | None:
        """An output of a lot, if it is due."""
        file = urls.file_of(url_of(output))
        template = TEMPLATES.get(type(output), "")  # type: ignore[arg-type]
        mark = self.desk.templates[template] if template else ""
        trace = Trace(fingerprint.of_value(output), mark, self.desk.program)
        published, damage = lot.published.get(file), lot.damage.get(file, "")
        why = reason(trace, published, damage)
        if not why:
            return None
        stands = published.trace.content if published and not damage else ""
        return _Due(file, output, trace, why, stands)

    def render(self, output: Output) -> bytes | Problem:
        """Render an output, or say what prevents it."""
        try:
            return render(output, self.desk.look.site, self.theme, self._body)
        except TemplateError as error:
            return _problem(error, output)
        except Exception as error:
            if not _line_in_templates(error):
                raise
            return _problem(error, output)

    def _body(self, mark: str) -> str:
        body = self.desk.bodies.get(mark)
        if body is not None:
            return body
        if self.store is None:
            self.store = Store(self.desk.store)
            self.store.hold()
        return self.store.body(mark)

    def stage(self, due: _Due, data: bytes | Problem) -> Rendered:
        """Write what was rendered, unless the same bytes stand there already."""
        file, _, trace, why, stands = due
        if isinstance(data, Problem):
            return Rendered(file, trace, why, "", data)
        trace = trace._replace(content=fingerprint.of_bytes(data))
        if trace.content == stands:
            return Rendered(file, trace, why, "")
        return Rendered(file, trace, why, write_file(self.desk.stage.path(file), data))

    def close(self) -> None:
        """Leave the desk."""
        if self.store:
            self.store.close()


def write_file(path: str, data: bytes) -> str:
    """Write a file, with the folders above it where they are missing; how stat then sees it."""
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        _make_folder(folder)  # the page's own, which hardly ever is there
    try:
        return _write(path, data)
    except FileNotFoundError:
        _make_folder(folder)
        return _write(path, data)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # in one that is there, most often
    except (FileNotFoundError, FileExistsError):
        Path(path).mkdir(parents=True, exist_ok=True)


def _write(path: str, data: bytes) -> str:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
        return seen_as(os.fstat(file))
    finally:
        os.close(file)


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
    where = Location(f"templates/{name.removeprefix('templates/')}", line)
    message = f"{error} (while rendering {url_of(output)})"
    return Problem(where, "template", message)
