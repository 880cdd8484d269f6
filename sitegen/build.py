"""The pipeline: read, choose, plan, judge, render what is due, publish. Start here."""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from sitegen import fingerprint
from sitegen import unchanged as unchanged_inputs
from sitegen.config import Settings, load_config
from sitegen.content.records import Reader, begin_reading
from sitegen.options import Options, Report
from sitegen.problems import (
    BuildFailed,
    Location,
    Problem,
    errors,
    interruption,
)
from sitegen.publish.stage import clear_stage
from sitegen.store.lock import locked
from sitegen.store.store import DAMAGE, Store, delete, refusal
from sitegen.workers.pool import worker_pool

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["STORES", "Options", "Report", "build"]

STORES = ".sitegen"


class _Project(NamedTuple):
    """A project, and where its site and its store are."""

    folder: Path
    settings: Settings
    output: Path
    store: Path


def build(project: Path, options: Options, executor: Executor | None = None) -> Report:
    """Build a project's site. Work is spread over an executor, or over this machine's processes.

    Raises BuildFailed with every problem found; the published site then is as it was.
    """
    folder = project.resolve()
    settings = _settings(folder)
    if options.base_url:
        settings = Settings(replace(settings.config, base_url=options.base_url), ())
    output = (options.output or folder / settings.config.output).resolve()
    store = folder / STORES / f"{output.name}-{_name(output, folder)}.db"
    place = _Project(folder=folder, settings=settings, output=output, store=store)
    with _told(output), _locked(store), _without_collector():
        return _healed(store, lambda: _build(place, options, executor))


def _build(project: _Project, options: Options, executor: Executor | None) -> Report:
    start = perf_counter()
    with Store(project.store) as store:
        inputs = unchanged_inputs.look(project.folder, project.settings, options)
        report = unchanged_inputs.unchanged(inputs, store, options, project.output)
        if report:
            clear_stage(project.output)  # what a build that was killed has left
            report.seconds["look"] = round(perf_counter() - start, 4)
            return report
        report = Report(project.output)
        try:
            _make(project, options, executor, inputs, store, report)
        finally:
            clear_stage(project.output)
        store.commit()
        return report


def _make(
    project: _Project,
    options: Options,
    executor: Executor | None,
    inputs: unchanged_inputs.Inputs,
    store: Store,
    report: Report,
) -> None:
    """Go through the phases. Raises BuildFailed, or one of DAMAGE where the store is broken."""
    config, output = project.settings.config, project.output
    program = unchanged_inputs.begin(inputs, store)
    content, zone = project.folder / "content", config.timezone
    reader = Reader(
        content=content, timezone=zone, program=program, now=inputs.now, verify=options.verify
    )
    with report.phase("read"), worker_pool(options.jobs, project.store, None, executor) as workers:
        reading = begin_reading(reader, inputs.content, store, workers)
        # The rest takes a while to import, and needs no content: others are reading meanwhile.
        from sitegen.digest.choose import choose
        from sitegen.plan import planned
        from sitegen.plan.due import look_at_published, what_is_due
        from sitegen.plan.site_paths import dead_ends
        from sitegen.publish.folder import check_folder
        from sitegen.publish.stage import prepare_stage
        from sitegen.publish.update import update
        from sitegen.render.jobs import Context
        from sitegen.render.load import load_theme
        from sitegen.render.run import render_due

        standing = look_at_published(store, output, thorough=options.verify)
        check_folder(output, project.folder, ours=bool(standing.files))
        theme = load_theme(project.folder, inputs.templates, store)
        records = reading()
    with report.phase("plan"):
        choice = choose(records.records, config, theme.assets.assets, options.now, options.drafts)
        plan = planned(choice.edition)
        problems = (*project.settings.problems, *records.problems, *choice.problems)
        problems += (*plan.problems, *theme.problems)
        problems += tuple(dead_ends(choice.site_paths, choice.edition, plan.files))
    store.commit()
    report.articles = len(choice.edition.articles)
    report.unreviewed = sum(path.endswith(".txt") for path in choice.edition.articles)
    report.planned, report.feeds = len(plan.files), plan.feeds
    report.problems = _judged(problems, options)
    with report.phase("verify"):
        every_page = fingerprint.of_value((program, plan.site))
        due = what_is_due(plan, theme.templates.fingerprints, every_page, store, standing)
    with report.phase("render"):
        context = Context(
            jobs=due.jobs,
            objects=plan.objects,
            theme=theme.settings(plan.site, program),
            program=every_page,
            stage=prepare_stage(output),
            store=project.store,
            bodies=records.bodies,
            assets=theme.assets.data,
        )
        rendered = render_due(context, options.jobs, executor, report.problems)
    with report.phase("publish"):
        report.rendered = {one.file: one.reason for one in rendered}
        changes = update(output, context.stage, store, plan.files, rendered, standing)
        report.written, report.removed = changes
        store.save_scopes(due.scopes)
        unchanged_inputs.keep(store, inputs, report, choice.since, choice.until)


def _judged(problems: tuple[Problem, ...], options: Options) -> tuple[Problem, ...]:
    """The warnings. Raises BuildFailed where a problem is an error, or any is in a strict build."""
    if errors(problems) or (problems and options.strict):
        raise BuildFailed(problems)
    return tuple(sorted(problems))


def _settings(project: Path) -> Settings:
    """The site's settings; what is wrong with them is told with all that is wrong in content/."""
    try:
        return load_config(project)
    except BuildFailed as failure:
        from sitegen.content.records import problems_in
        from sitegen.content.scan import scan

        content = project / "content"
        raise BuildFailed((*failure.problems, *problems_in(content, scan(content)))) from None


def _name(output: Path, project: Path) -> str:
    """Names an output folder so that a project can move with all that is in it."""
    inside = output.is_relative_to(project)
    return fingerprint.of_text(str(output.relative_to(project) if inside else output))[:8]


@contextmanager
def _told(output: Path) -> Iterator[None]:
    """What the system refuses is a problem to tell, not a traceback."""
    try:
        yield
    except OSError as error:
        if interrupted := interruption(error):
            raise interrupted from None
        where = Location(str(error.filename2 or error.filename or output))
        message = f"can't be used: {error.strerror or error}"
        hint = "mend this and build again; nothing is lost"
        raise BuildFailed([Problem(where, "output", message, hint)]) from error


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """One build at a time, in a folder that no version control takes in."""
    store.parent.mkdir(exist_ok=True)
    ignore = store.with_name(".gitignore")
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")
    with locked(store.with_suffix(".lock")):
        yield


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


def _healed(store: Path, attempt: Callable[[], Report]) -> Report:
    """What comes of a build; where its store turns out to be damaged, of one without it."""
    try:
        return attempt()
    except DAMAGE as error:
        if interrupted := interruption(error):
            raise interrupted from None
        if refused := refusal(error):
            raise OSError(errno.EIO, refused, str(store)) from error
        delete(store)
        return attempt()
