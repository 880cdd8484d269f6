"""The front door: one build of a project, or the proof that none is needed."""

from __future__ import annotations

import errno
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sitegen import fingerprint
from sitegen import unchanged as receipt
from sitegen.config import Settings, load_config
from sitegen.content.memory import Memory
from sitegen.content.sources import Reader, begin_reading
from sitegen.inputs import Inputs, look_at
from sitegen.options import Options, Report
from sitegen.package import folders
from sitegen.problems import CONTENT, BuildFailed, Location, Problem, interruption
from sitegen.publish import folder as publish
from sitegen.store.lock import locked
from sitegen.store.program import program_fingerprint
from sitegen.store.store import DAMAGE, Store, delete, refusal
from sitegen.workers.pool import worker_pool

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["STORES", "Options", "Report", "build"]

STORES = ".sitegen"
_PROGRAM = "program"


def build(
    project: Path, options: Options, pool: Executor | None = None, memory: Memory | None = None
) -> Report:
    """Build a project's site. Work is spread over `pool`, or over processes of this machine.

    A process that builds the same site again and again is faster with a `memory` of its own, which
    the first build with it fills even where nothing is due.
    Raises BuildFailed with every problem found; the published site then is as it was.
    """
    project = project.resolve()
    settings = _settings(project)
    if options.base_url:
        settings = Settings(replace(settings.config, base_url=options.base_url), ())
    output = (options.output or project / settings.config.output).resolve()
    store_path = project / STORES / f"{output.name}-{_mark(output, project)}.db"
    try:
        _own_folder(project / STORES)
        with locked(store_path.with_suffix(".lock")), _without_collector():
            try:
                return _build(project, settings, options, pool, output, store_path, memory)
            except DAMAGE as error:
                if interrupted := interruption(error):
                    raise interrupted from None
                if refused := refusal(error):
                    raise OSError(errno.EIO, refused, str(store_path)) from error
                delete(store_path)
                return _build(project, settings, options, pool, output, store_path, memory)
    except OSError as error:
        if interrupted := interruption(error):
            raise interrupted from None
        where = Location(str(error.filename2 or error.filename or output))
        message = f"can't be used: {error.strerror or error}"
        hint = "mend this and build again; nothing is lost"
        raise BuildFailed([Problem(where, "output", message, hint)]) from error


def _settings(project: Path) -> Settings:
    """The site's settings; what is wrong with them is told with all that is wrong in content/."""
    try:
        return load_config(project)
    except BuildFailed as failure:
        from sitegen.content.scan import scan
        from sitegen.content.sources import problems_in

        content = project / "content"
        raise BuildFailed((*failure.problems, *problems_in(content, scan(content)))) from None


@contextmanager
def _without_collector() -> Iterator[None]:
    """A build makes many values and hardly a cycle: to look for some takes a third of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _mark(output: Path, project: Path) -> str:
    """Names an output folder so that a project can move with all that is in it."""
    inside = output.is_relative_to(project)
    return fingerprint.of_text(str(output.relative_to(project) if inside else output))[:8]


def _own_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")


def _program(inputs: Inputs, store: Store) -> str:
    """The fingerprint of the program, out of the store where none of its files was touched."""
    seen, _, noted = store.note(_PROGRAM).partition(" ")
    if seen != inputs.program or not inputs.frame_settled:
        noted = program_fingerprint()
        store.save_note(_PROGRAM, f"{inputs.program} {noted}")
    return noted


def _look(project: Path, options: Options, memory: Memory | None) -> Inputs:
    last = memory.scan if memory and options.changed else None
    names = (name for name in options.changed if not name.startswith(("templates/", "static/")))
    changed = frozenset(name.removeprefix(CONTENT) for name in names)
    themes, static = folders(project, "templates"), folders(project, "static")
    inputs = look_at(project / "content", themes, static, last, changed)
    if memory:
        memory.scan = inputs.scan
    return inputs


def _build(
    project: Path,
    settings: Settings,
    options: Options,
    pool: Executor | None,
    output: Path,
    store_path: Path,
    memory: Memory | None,
) -> Report:
    start = perf_counter()
    report = Report(output)
    inputs = _look(project, options, memory)
    mark = receipt.mark_of(inputs, settings, options)
    store = Store(store_path)
    try:
        last = None if options.verify else receipt.last(store)
        knows = memory is None or memory.chosen is not None
        if last and knows and receipt.unchanged(last, store, mark, options.now, report):
            publish.clear_stage(output)  # what a build that was killed has left
            report.seconds["look"] = round(perf_counter() - start, 4)
            report.made_from = inputs if options.ends_soon else None
            return report
        if last and (last.frame != mark.frame or not last.covers(options.now)):
            last = None
        receipt.drop(store)
        program, kept = _program(inputs, store), memory or Memory()
        zone = settings.config.timezone
        reader = Reader(project / "content", zone, program, inputs.now, options.verify)
        with report.phase("read"), worker_pool(options.jobs, store_path, instead=pool) as readers:
            finish = begin_reading(reader, inputs.scan, store, kept, readers)
            # What renders takes a while to import: not before there is something to render, and
            # where there is much to read, while others are at it.
            from sitegen.run import Run

            run = Run(
                project, settings.config, options, pool, report, inputs, program, store, kept, last
            )
            ground = run.prepare()
            sources = finish()
        choice = run.build(sources, ground, settings.problems)
        if inputs.frame_settled:
            seen = mark if inputs.settled else mark._replace(inputs="")
            receipt.keep(store, seen, report, choice.since, choice.until)
        store.commit()
        report.made_from = (inputs, sources, ground, kept) if options.ends_soon else None
        return report
    finally:
        store.close()
