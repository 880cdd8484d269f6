"""The pipeline, in order: read, organise, plan, verify, render, publish. Start reading here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from sitegen import fingerprint, publish
from sitegen.assets import Assets, fingerprinted, read_static
from sitegen.config import Config, load_config
from sitegen.lock import locked
from sitegen.outputs import Asset, Feed, Link, Output
from sitegen.plan import plan
from sitegen.plan.assemble import assemble, choose
from sitegen.plan.edition import Edition
from sitegen.pool import in_chunks, local_pool, processors
from sitegen.problems import BuildFailed, Location, Problem, errors
from sitegen.program import program_fingerprint
from sitegen.render import Job, bodies_of
from sitegen.sources import read_sources
from sitegen.store import DAMAGE, Store, delete
from sitegen.theme import Look, TemplateIndex, folders
from sitegen.trace import Made, Trace, due, traces
from sitegen.urls import plain_page
from sitegen.work import Rendered, render_chunk, write_file

STORES = ".sitegen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one build is asked for; the settings say the rest."""

    now: datetime
    """Articles dated later are held back. Nothing else depends on the time."""
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    """Warnings stop the build as errors do."""
    jobs: int = 0
    """Processes; 0 for as many as there are processors."""
    verify: bool = False
    """Read every source and published file, whatever stat says of them."""


@dataclass(slots=True)
class Report:
    """What a build did."""

    output: Path
    articles: int = 0
    feeds: int = 0
    unreviewed: int = 0
    """Articles of raw wire text, whose fields are derived and seen by no editor."""
    planned: int = 0
    rendered: dict[str, str] = field(default_factory=dict)
    """Why each file was due, by its path in the output folder."""
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    """Warnings; errors raise BuildFailed."""
    seconds: dict[str, float] = field(default_factory=dict)


def build(project: Path, options: Options, pool: Executor | None = None) -> Report:
    """Build a project's site. Work is spread over `pool`, or over processes of this machine.

    Raises BuildFailed with every problem found; the published site then is as it was.
    """
    project = project.resolve()
    settings = load_config(project)
    config = settings.config
    warnings = settings.problems
    if options.base_url:
        config, warnings = replace(config, base_url=options.base_url), ()
    output = (options.output or project / config.output).resolve()
    store_path = project / STORES / f"{output.name}-{_mark(output, project)}.db"
    try:
        _own_folder(project / STORES)
        with (
            locked(store_path.with_suffix(".lock")),
            local_pool(1 if pool else options.jobs or processors()) as processes,
        ):
            run = _Run(project, config, options, pool or processes, Report(output))
            try:
                return run.build(store_path, warnings)
            except DAMAGE:
                delete(store_path)
                run = replace(run, report=Report(output))
                return run.build(store_path, warnings)
    except OSError as error:
        where = Location(str(error.filename or output))
        message = f"can't be used: {error.strerror or error}"
        hint = "mend this and build again; nothing is lost"
        raise BuildFailed([Problem(where, "output", message, hint)]) from error


def _mark(output: Path, project: Path) -> str:
    """Names an output folder so that a project can move with all that is in it."""
    inside = output.is_relative_to(project)
    return fingerprint.of_text(str(output.relative_to(project) if inside else output))[:8]


def _own_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")


@dataclass(frozen=True, slots=True)
class _Run:
    """One build of one site."""

    project: Path
    config: Config
    options: Options
    pool: Executor | None
    report: Report

    def build(self, store_path: Path, warnings: tuple[Problem, ...]) -> Report:
        """Go through the phases. Raises BuildFailed, or one of DAMAGE where the store is broken."""
        store = Store(store_path)
        try:
            published = store.outputs()
            publish.check_folder(self.report.output, self.project, ours=bool(published))
            edition, assets, outputs, found = self._plan(store)
            store.commit()
            templates = TemplateIndex(folders(self.project, "templates"), assets.addresses)
            self._judge((*warnings, *found, *assets.problems, *templates.problems))
            look = self._look(edition, assets, templates.mark)
            with self._phase("verify"):
                program = fingerprint.of_value((program_fingerprint(), look.site))
                now = traces(outputs, templates, program)
                damage = partial(_damage, self.report.output, self.options.verify)
                self.report.rendered = due(now, published, damage)
            with self._phase("render"):
                made = self._render(outputs, now, look, assets, store)
            with self._phase("publish"):
                self._publish(outputs, made, published, store)
            return self.report
        finally:
            store.close()
            publish.clear_stage(self.report.output)

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.report.seconds[name] = round(perf_counter() - start, 4)

    def _plan(self, store: Store) -> tuple[Edition, Assets, dict[str, Output], tuple[Problem, ...]]:
        options, config = self.options, self.config
        with self._phase("read"):
            content = self.project / "content"
            sources = read_sources(
                content, config.timezone, store, self.pool, verify=options.verify
            )
        with self._phase("plan"):
            assets = fingerprinted(read_static(folders(self.project, "static")))
            choice = choose(sources.parsed, config, options.now, options.drafts)
            assembly = assemble(choice, sources.parsed, config, assets)
            planned = plan(assembly.edition)
        report = self.report
        report.articles = len(choice.articles)
        report.unreviewed = sum(path.endswith(".txt") for path in choice.articles)
        report.planned = len(planned.outputs)
        report.feeds = sum(isinstance(output, Feed) for output in planned.outputs.values())
        found = sources.problems + choice.problems + assembly.problems + planned.problems
        return assembly.edition, assets, planned.outputs, found

    def _judge(self, problems: tuple[Problem, ...]) -> None:
        """Stop where a problem is an error, or any is and the build is a strict one."""
        if errors(problems) or (problems and self.options.strict):
            raise BuildFailed(problems)
        self.report.problems = tuple(sorted(problems))

    def _look(self, edition: Edition, assets: Assets, mark: str) -> Look:
        pages = tuple(Link(text.title, plain_page(text.path)) for text in edition.pages)
        templates = folders(self.project, "templates")
        addresses = tuple(sorted(assets.addresses.items()))
        return Look(tuple(map(str, templates)), self.config.site(pages), addresses, mark)

    def _render(
        self,
        outputs: dict[str, Output],
        now: dict[str, Trace],
        look: Look,
        assets: Assets,
        store: Store,
    ) -> dict[str, Trace]:
        """Stage every file that is due; their traces, complete."""
        if not self.report.rendered:
            return {}
        stage = publish.prepare_stage(self.report.output)
        jobs: list[Job] = []
        results: list[Rendered] = []
        for file in self.report.rendered:
            output = outputs[file]
            if isinstance(output, Asset):
                write_file(stage / file, assets.data[output.url])
                results.append(Rendered(file, output.fingerprint))
            else:
                jobs.append(Job(file, output, store.bodies(bodies_of(output))))
        results += in_chunks(partial(render_chunk, look, str(stage)), jobs, self.pool)
        problems: dict[Location, Problem] = {}
        for problem in filter(None, (result.problem for result in results)):
            problems.setdefault(problem.where, problem)
        if problems:
            raise BuildFailed((*problems.values(), *self.report.problems))
        return {file: now[file]._replace(content=content) for file, content, _ in results}

    def _publish(
        self,
        outputs: dict[str, Output],
        made: dict[str, Trace],
        published: dict[str, Made],
        store: Store,
    ) -> None:
        """Put in place what has changed, remove what is planned no more, note both."""
        output = self.report.output
        listed = publish.read_manifest(output)
        ours = listed | published.keys()
        changed = [
            file for file, trace in made.items() if not _stands(output, file, trace, published)
        ]
        stale = sorted(ours - outputs.keys() - {publish.MANIFEST})
        if made.keys() - set(changed):
            same = made.keys() - set(changed)
            store.save_outputs({file: Made(made[file], published[file].signature) for file in same})
        files = [*changed]
        if changed or stale or listed != outputs.keys() | {publish.MANIFEST}:
            files += self._stage_manifest(outputs, listed)
        if foreign := publish.in_the_way(output, files, ours | {publish.MANIFEST}):
            raise BuildFailed(foreign)
        store.save_outputs({file: Made(made[file], "") for file in changed})
        store.commit()
        publish.replace(output, files)
        there = {file for file in stale if publish.signature(output / file)}
        publish.remove(output, stale)
        store.save_outputs(
            {file: Made(made[file], publish.signature(output / file)) for file in changed}
        )
        store.remove_outputs(stale)
        store.commit()
        self.report.written = sorted(changed)
        self.report.removed = [file for file in stale if file in there]

    def _stage_manifest(self, outputs: dict[str, Output], listed: frozenset[str]) -> Sequence[str]:
        if listed == outputs.keys() | {publish.MANIFEST}:
            return ()
        stage = self.report.output / publish.STAGE
        write_file(stage / publish.MANIFEST, publish.manifest(outputs))
        return (publish.MANIFEST,)


def _damage(output: Path, verify: bool, file: str, made: Made) -> str:
    """What is wrong with a published file, or ""."""
    path = output / file
    seen = publish.signature(path)
    if not seen:
        return "its file is missing"
    if seen != made.signature:
        return "its file was altered"
    if verify and fingerprint.of_bytes(path.read_bytes()) != made.trace.content:
        return "its file was altered"
    return ""


def _stands(output: Path, file: str, trace: Trace, published: dict[str, Made]) -> bool:
    """Whether the very bytes stand there already."""
    made = published.get(file)
    if made is None or made.trace.content != trace.content:
        return False
    return not _damage(output, False, file, made)
