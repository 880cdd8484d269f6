"""Rendering in worker processes: jobs in, staged files and their traces out."""

from __future__ import annotations

import pickle
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sitegen import fingerprint
from sitegen.digest.edition import Objects
from sitegen.model.elements import Asset
from sitegen.plan import KINDS
from sitegen.plan.articles import Day, source_file
from sitegen.plan.due import Job
from sitegen.problems import CONTENT, Problem, fault
from sitegen.publish.stage import Stage, write_file
from sitegen.render.mistakes import template_problem
from sitegen.render.pages import render
from sitegen.render.theme import Theme, ThemeSettings
from sitegen.store.store import DAMAGE, Store
from sitegen.store.trace import Rendered, Trace, reason
from sitegen.workers.pool import UnfitWorker

_BATCH = 200
"""Pages that stand in memory at once."""
_KINDS = {kind.name: kind for kind in KINDS}
_own_context: ContextVar[Context] = ContextVar("context")


class Context(NamedTuple):
    """All that rendering draws on; a worker process gets it once, when it starts."""

    jobs: tuple[Job, ...]
    objects: Objects
    theme: ThemeSettings
    program: str
    """The fingerprint of all that every page depends on besides its subject and its template."""
    stage: Stage
    store: Path
    bodies: Mapping[str, str]
    """HTML by its fingerprint, for some of the bodies; the store has all."""
    assets: Mapping[str, bytes]
    """Static files by their site paths."""


class Shared(NamedTuple):
    """Where a context lies, and the fingerprint of that file."""

    file: str
    fingerprint: str


def keep_context(context: Context) -> None:
    """Take a context as this process's own."""
    _own_context.set(context)


def render_here(numbers: Sequence[int]) -> list[Rendered]:
    """Do jobs, by their numbers, of the context that this process has taken."""
    return render_jobs(_own_context.get(), numbers)


@contextmanager
def share(context: Context) -> Iterator[Shared]:
    """A context in a file on the stage, for processes that begin elsewhere and see that too."""
    data = pickle.dumps(context._replace(bodies={}), protocol=pickle.HIGHEST_PROTOCOL)
    file = Path(context.stage.folder) / ".context"
    write_file(str(file), data)
    try:
        yield Shared(str(file), fingerprint.of_bytes(data))
    finally:
        file.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _context_in(shared: Shared) -> Context:
    try:
        data = Path(shared.file).read_bytes()
    except OSError:
        data = b""
    if fingerprint.of_bytes(data) != shared.fingerprint:
        stage = Path(shared.file).parent
        hint = "share the output folder with every machine, at the same path"
        raise UnfitWorker(platform.node(), f"doesn't see {stage} as it is here", hint)
    context: Context = pickle.loads(data)
    return context


def render_shared(shared: Shared, numbers: Sequence[int]) -> list[Rendered]:
    """Do jobs of a context that lies in a file. Raises UnfitWorker where that can't be seen."""
    return render_jobs(_context_in(shared), numbers)


def render_jobs(context: Context, numbers: Iterable[int]) -> list[Rendered]:
    """Make the pages of jobs, given by their numbers, and stage those that are due.

    Each step is taken for many of them before the next: a processor is a fifth quicker at what it
    has just done.
    """
    worker = _Worker(context)
    pages = worker.pages(context.jobs[number] for number in numbers)
    staged: list[Rendered] = []
    try:
        while batch := list(islice(pages, _BATCH)):
            due = [one for page in batch if (one := worker.due(*page))]
            rendered = [worker.render(one) for one in due]
            staged += map(worker.stage, due, rendered)
        return staged
    finally:
        worker.close()


@lru_cache(maxsize=1)
def _theme(settings: ThemeSettings) -> Theme:
    """One theme a process: templates are compiled once."""
    return Theme(settings)


class _Due(NamedTuple):
    """A page that is due, and why."""

    file: str
    page: Any
    template: str
    trace: Trace
    reason: str
    job: Job
    stands: str
    """The fingerprint of the bytes that are published, "" for none that are as they were left."""


class _Worker:
    """Does the jobs of one context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.site = context.theme.site
        self.theme = _theme(context.theme)
        self.store: Store | None = None

    def pages(self, jobs: Iterable[Job]) -> Iterator[tuple[str, Any, Job]]:
        """The pages of jobs, each with its file; a problem in the place of one that fails."""
        for job in jobs:
            made = 0
            try:
                found = _KINDS[job.kind].pages(job.subject, self.site, self.context.objects)
                for file, page in zip(job.files, found, strict=True):
                    made += 1
                    yield file, page, job
            except Exception as error:
                file = job.files[min(made, len(job.files) - 1)]
                yield file, self._fault(error, file, job), job

    def due(self, file: str, page: Any, job: Job) -> _Due | None:
        """A page of a job, if it is due."""
        data = "" if isinstance(page, Problem) else fingerprint.of_value(page)
        trace = Trace(data, job.template, self.context.program)
        published, damage = job.published.get(file), job.damage.get(file, "")
        why = reason(trace, published, damage)
        if not why:
            return None
        return _Due(
            file=file,
            page=page,
            template=_KINDS[job.kind].template,
            trace=trace,
            reason=why,
            job=job,
            stands=published.trace.content if published and not damage else "",
        )

    def render(self, due: _Due) -> bytes | Problem:
        """Render a page, or say what prevents it."""
        if isinstance(due.page, Problem):
            return due.page
        try:
            if isinstance(due.page, Asset):
                return self.context.assets[due.page.url]
            return render(due.page, due.template, self.site, self.theme, self._body)
        except DAMAGE:
            raise  # no page's fault: the build begins anew with an empty store
        except Exception as error:
            folders = self.context.theme.folders
            problem = template_problem(error, due.file, due.template, folders)
            return problem or self._fault(error, due.file, due.job)

    def _fault(self, error: Exception, file: str, job: Job) -> Problem:
        """A bug that a page brought out, told of the article's file where it is an article's.

        Raises the error again where another process or another build may do better.
        """
        if isinstance(error, (*DAMAGE, UnfitWorker)):
            raise error
        url, source = f"/{file.removesuffix('index.html')}", file
        if isinstance(job.subject, Day):
            number = job.files.index(file)
            source = CONTENT + source_file(job.subject, number, self.context.objects)
        problem = fault(source, "rendered", error)
        return problem._replace(message=f"{problem.message} (while rendering {url})")

    def _body(self, reference: str) -> str:
        body = self.context.bodies.get(reference)
        if body is not None:
            return body
        if self.store is None:
            self.store = Store(self.context.store)
            self.store.hold()
        return self.store.body(reference)

    def stage(self, due: _Due, data: bytes | Problem) -> Rendered:
        """Write what was rendered, unless the same bytes stand there already."""
        if isinstance(data, Problem):
            return Rendered(
                file=due.file, trace=due.trace, reason=due.reason, signature="", problem=data
            )
        trace = due.trace._replace(content=fingerprint.of_bytes(data))
        same = trace.content == due.stands
        signature = "" if same else write_file(self.context.stage.path(due.file), data)
        return Rendered(file=due.file, trace=trace, reason=due.reason, signature=signature)

    def close(self) -> None:
        """Let go of the store."""
        if self.store:
            self.store.close()
