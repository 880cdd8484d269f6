"""The pipeline: read, choose, plan, judge, render what is due, publish. Start here."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from sitegen import fingerprint
from sitegen.config import Settings, load_config
from sitegen.content.records import Reader, Records, begin_reading
from sitegen.files import real_folder
from sitegen.options import Options, Report
from sitegen.problems import BuildFailed, Problem, errors
from sitegen.publish.stage import clear_stage, staged
from sitegen.store.attempt import saved, with_store
from sitegen.store.store import Store
from sitegen.unchanged import Inputs, begin, keep, look, unchanged
from sitegen.workers.pool import worker_pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from sitegen.plan import Plan
    from sitegen.publish.standing import Standing
    from sitegen.publish.update import Update
    from sitegen.render.jobs import Context
    from sitegen.render.load import LoadedTheme

__all__ = ["STORES", "Options", "Report", "build"]

STORES = ".sitegen"
_LEGIBLE = 100
"""Bytes of an output folder's name that its store's name begins with."""


class _Site(NamedTuple):
    """A project's settings, what is asked for, and where its sources and its site are."""

    project: Path
    settings: Settings
    options: Options
    executor: Executor | None
    name: str
    """What its output folder says whose it is."""
    output: Path
    store: Path


def build(project: Path, options: Options, executor: Executor | None = None) -> Report:
    """Build a project's site. Work is spread over an executor, or over this machine's processes.

    Raises BuildFailed with every problem found; the published site then is as it was.
    """
    project = real_folder(project, "the project's folder")
    settings = _settings(project)
    name = f"{settings.config.title} ({settings.config.base_url})"
    if options.base_url:
        settings = Settings(replace(settings.config, base_url=options.base_url), ())
    output = real_folder(options.output or project / settings.config.output, "the output folder")
    site = _Site(
        project=project,
        settings=settings,
        options=options,
        executor=executor,
        name=name,
        output=output,
        store=project / STORES / f"{_name(output, project)}.db",
    )
    return with_store(site.store, output, partial(_build, site))


def _build(site: _Site, store: Store) -> Report:
    """Build, unless nothing has changed. Raises BuildFailed, or DAMAGE for a broken store."""
    start = perf_counter()
    inputs = look(site.project, site.settings, site.options)
    report = unchanged(inputs, store, site.options, site.output, site.name)
    if report:
        report.seconds["look"] = round(perf_counter() - start, 4)
    try:
        return report or _make(site, store, inputs)
    finally:
        clear_stage(site.output)  # of what a build that was killed has left, too


def _make(site: _Site, store: Store, inputs: Inputs) -> Report:
    """Go through the phases: read, choose and plan, judge, find what is due, render, publish."""
    config, options, report = site.settings.config, site.options, Report(site.output)
    program = begin(inputs, store)
    with report.phase("read"):
        records, theme, standing = _read(site, store, inputs, program)
    # Loaded by now, while others were reading.
    from sitegen.digest.choose import choose
    from sitegen.plan import planned
    from sitegen.plan.due import what_is_due
    from sitegen.plan.names import unfit_names
    from sitegen.plan.site_paths import dead_ends
    from sitegen.publish.folder import limits
    from sitegen.publish.update import note
    from sitegen.render.jobs import Context

    with report.phase("plan"):
        choice = choose(records.records, config, theme.assets.assets, options.now, options.drafts)
        plan = planned(choice.edition)
        dead = tuple(dead_ends(choice.site_paths, choice.edition, plan.files))
        unfit = tuple(unfit_names(choice.edition, plan.files, limits(site.output)))
    store.commit()
    found = (*site.settings.problems, *records.problems, *choice.problems, *plan.problems)
    report.problems = _judged((*found, *theme.problems, *dead, *unfit), options)
    report.articles = len(choice.edition.articles)
    report.unreviewed = sum(path.endswith(".txt") for path in choice.edition.articles)
    report.planned, report.feeds = len(plan.files), plan.feeds
    with report.phase("verify"):
        on_every_page = fingerprint.of_value((program, plan.site))
        due = what_is_due(plan, theme.templates.fingerprints, on_every_page, store, standing)
    context = partial(
        Context,
        jobs=due.jobs,
        objects=plan.objects,
        theme=theme.settings(plan.site, program),
        program=on_every_page,
        store=site.store,
        bodies=records.bodies,
        assets=theme.assets.data,
    )
    changes = _publish(site, plan, standing, context, report)
    with report.phase("save"):

        def save() -> None:
            note(store, changes, standing)
            store.save_scopes(due.scopes)
            keep(store, inputs, report, choice.since, choice.until)

        report.problems += saved(store, save)
    return report


def _publish(
    site: _Site,
    plan: Plan,
    standing: Standing,
    context: Callable[..., Context],
    report: Report,
) -> Update:
    """Render what is due onto a stage, which the context wants besides, and put it in place."""
    from sitegen.publish.folder import check_owner
    from sitegen.publish.manifest import MANIFEST, Manifest
    from sitegen.publish.update import update
    from sitegen.render.run import render_due

    owned = partial(check_owner, site.output, site.name, standing.files, plan.files, plan.reports)
    owned()
    with staged(site.output) as stage:
        owned()  # another project's build may have been waited for
        with report.phase("render"):
            asked = context(stage=stage)
            rendered = render_due(asked, site.options.jobs, site.executor, report.problems)
        with report.phase("publish"):
            files = Manifest(site.name, plan.files | {MANIFEST})
            changes = update(site.output, stage, files, rendered, standing)
    report.rendered = {one.file: one.reason for one in rendered}
    report.written, report.removed = changes.written, changes.removed
    return changes


def _read(
    site: _Site, store: Store, inputs: Inputs, program: str
) -> tuple[Records, LoadedTheme, Standing]:
    """Read content/ in other processes; meanwhile in this one, all that needs no content."""
    reader = Reader(
        content=site.project / "content",
        timezone=site.settings.config.timezone,
        program=program,
        now=inputs.now,
        verify=site.options.verify,
    )
    with worker_pool(site.options.jobs, site.store, None, site.executor) as workers:
        finish = begin_reading(reader, inputs.content, store, workers)
        from sitegen.publish.folder import check_folder
        from sitegen.publish.standing import look_at_published
        from sitegen.render import run  # noqa: F401 - takes a while to load, for later
        from sitegen.render.load import load_theme

        standing = look_at_published(store, site.output, thorough=site.options.verify)
        check_folder(site.output, site.project, ours=bool(standing.files))
        theme = load_theme(site.project, inputs.templates, store)
        return finish(), theme, standing


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
    """Names an output folder so that a project can move with all that is in it.

    A name may be as long as a file system takes: of such a one this is the beginning.
    """
    inside = output.is_relative_to(project)
    place = os.fsencode(output.relative_to(project) if inside else output)
    short = os.fsencode(output.name)[:_LEGIBLE].decode("utf-8", "ignore")
    return f"{short}-{fingerprint.of_bytes(place)[:8]}"
