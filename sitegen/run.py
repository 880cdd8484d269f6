"""The pipeline after reading, in order: organise, plan, verify, render, publish."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen import fingerprint
from sitegen.config import Config, Site
from sitegen.content.assets import Assets, fingerprinted, read_static
from sitegen.content.memory import Memory
from sitegen.content.sources import Sources
from sitegen.digest.choose import Choice, assemble, choose
from sitegen.digest.edition import Edition
from sitegen.digest.organise import organise
from sitegen.inputs import Inputs
from sitegen.model.elements import Link
from sitegen.model.outputs import Asset
from sitegen.options import Options, Report
from sitegen.package import folders
from sitegen.plan import Plan, plan, revise
from sitegen.plan.site_paths import dead_ends
from sitegen.problems import BuildFailed, Location, Problem, errors
from sitegen.publish import folder as publish
from sitegen.render import bytecode
from sitegen.render.bytecode import Marks
from sitegen.render.due import Due, find_damage, what_is_due
from sitegen.render.jobs import (
    Desk,
    Lot,
    Rendered,
    render_at,
    render_at_own_desk,
    render_lots,
    render_outputs,
    share,
    sit_down,
    write_file,
)
from sitegen.render.pages import TEMPLATES
from sitegen.render.templates import TemplateIndex
from sitegen.render.theme import Look, Theme
from sitegen.store.store import Store
from sitegen.store.trace import Made, Trace, reason
from sitegen.unchanged import Receipt
from sitegen.urls import plain_page
from sitegen.workers.pool import in_chunks, worker_pool

if TYPE_CHECKING:
    from concurrent.futures import Executor

_TEMPLATES = "templates"


class Templates(NamedTuple):
    """What each template depends on, and all of them."""

    fingerprints: dict[str, str]
    mark: str


class Ground(NamedTuple):
    """What a build stands on besides content/."""

    signatures: Mapping[str, str]
    """How stat saw every published file, by its path in the output folder."""
    damage: Mapping[str, str]
    """What is wrong with published files."""
    assets: Assets
    templates: Templates
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """All of one build of one site but its reading."""

    project: Path
    config: Config
    options: Options
    pool: Executor | None
    report: Report
    inputs: Inputs
    program: str
    """The fingerprint of the program."""
    store: Store
    memory: Memory
    last: Receipt | None
    """Of the last build, where nothing but content/ can have changed since."""

    def prepare(self) -> Ground:
        """Find out all that does not depend on content/. Raises BuildFailed for a folder that a
        build could do harm to, or one of DAMAGE where the store is broken.
        """
        signatures = self.store.signatures()
        publish.check_folder(self.report.output, self.project, ours=bool(signatures))
        assets = fingerprinted(read_static(folders(self.project, "static")))
        templates, broken = self._templates(assets)
        problems = (*assets.problems, *broken)
        return Ground(signatures, self._damage(signatures), assets, templates, problems)

    def build(self, sources: Sources, ground: Ground, warnings: tuple[Problem, ...]) -> Choice:
        """Go through the phases. Raises BuildFailed, or one of DAMAGE where the store is broken."""
        try:
            with self.report.phase("plan"):
                choice, edition, planned, found = self._plan(sources, ground)
            self.store.commit()
            self._judge((*warnings, *found, *ground.problems))
            with self.report.phase("verify"):
                desk = self._desk(edition, ground, sources.bodies)
                due = what_is_due(planned, desk, self.store, ground.signatures, ground.damage)
            with self.report.phase("render"):
                rendered = self._render(desk, due, planned, ground.assets)
            with self.report.phase("publish"):
                self._publish(desk.stage, planned, due, rendered, ground.signatures)
            return choice
        finally:
            publish.clear_stage(self.report.output)

    def _damage(self, signatures: Mapping[str, str]) -> Mapping[str, str]:
        if self.options.trust_output:
            return {}
        thorough = self.options.verify
        return find_damage(self.store, self.report.output, signatures, thorough=thorough)

    def _plan(
        self, sources: Sources, ground: Ground
    ) -> tuple[Choice, Edition, Plan, tuple[Problem, ...]]:
        options, config, signatures = self.options, self.config, ground.signatures
        whole = self.last and self.last.planned == len(signatures) and not ground.damage
        changes = sources.changes if self.last else None
        edited = changes.edited if changes and not changes.added else None
        if self.memory.chosen and edited is not None:
            choice, digest = self.memory.chosen
            choice = choice.revised(sources.parsed, edited)
        else:
            choice = choose(sources.parsed, config, options.now, options.drafts)
            digest = organise(choice.articles.values())
        self.memory.chosen = choice, digest
        assembly = assemble(choice, digest, sources.parsed, config, ground.assets.assets)
        if whole and edited is not None:
            planned = revise(assembly.edition, edited, signatures)
        else:
            planned = plan(assembly.edition, changes if whole else None)
        report = self.report
        report.articles = len(choice.articles)
        report.unreviewed = sum(path.endswith(".txt") for path in choice.articles)
        report.planned = len(planned.files)
        feeds = sum(scope.kind == "feeds" for scope in planned.scopes.values())
        report.feeds = self.last.feeds if self.last and planned.standing else feeds
        found = sources.problems + choice.problems + assembly.problems + planned.problems
        if paths := assembly.site_paths:
            found += tuple(dead_ends(paths, assembly.edition, planned.files))
        return choice, assembly.edition, planned, found

    def _judge(self, problems: tuple[Problem, ...]) -> None:
        """Stop where a problem is an error, or any is and the build is a strict one."""
        if errors(problems) or (problems and self.options.strict):
            raise BuildFailed(problems)
        self.report.problems = tuple(sorted(problems))

    def _templates(self, assets: Assets) -> tuple[Templates, Sequence[Problem]]:
        """Fingerprints of all templates, out of the store where no template was touched."""
        look = self._look(assets, "", self.config.site(()))
        noted, *last = json.loads(self.store.note(_TEMPLATES) or '[""]')
        kept = bytecode.marks_now(Path(look.bytecode))
        if noted == self._seen(look, kept) and self.inputs.templates_settled:
            return Templates(*last), ()
        theme, places = Theme(look), folders(self.project, "templates")
        index = TemplateIndex(places, assets.addresses, theme.references)
        marks = {name: index.fingerprint(name) for name in set(TEMPLATES.values())}
        templates = Templates(marks, index.mark)
        # A process that outlives its program's files, or overlaps a change, may hold older code.
        for_all = self.options.ends_soon and self.inputs.frame_settled
        kept = theme.compile(index.names, for_all=for_all)  # while there is reading to wait for
        if not index.problems:
            seen = self._seen(look, kept) if self.inputs.templates_settled else ""
            self.store.save_note(_TEMPLATES, json.dumps([seen, *templates]))
        return templates, index.problems

    def _seen(self, look: Look, kept: Marks) -> str:
        """All that the templates, and what is kept of them, depend on."""
        return fingerprint.of_value((self.inputs.templates, look.assets, look.program, kept))

    def _look(self, assets: Assets, templates: str, site: Site) -> Look:
        return Look(
            tuple(map(str, folders(self.project, "templates"))),
            site,
            tuple(sorted(assets.addresses.items())),
            templates,
            str(self.store.path.with_suffix(".bytecode")),
            self.program,
        )

    def _desk(self, edition: Edition, ground: Ground, bodies: Mapping[str, str]) -> Desk:
        pages = tuple(Link(text.title, plain_page(text.path)) for text in edition.pages)
        site = self.config.site(pages)
        return Desk(
            edition,
            self._look(ground.assets, ground.templates.mark, site),
            ground.templates.fingerprints,
            fingerprint.of_value((self.program, site)),
            publish.prepare_stage(self.report.output),
            self.store.path,
            bodies,
        )

    def _render(self, desk: Desk, due: Due, planned: Plan, assets: Assets) -> dict[str, Rendered]:
        """Stage every file that is due."""
        with ExitStack() as stack:
            start, beside = partial(sit_down, desk), self.store.path
            workers = stack.enter_context(worker_pool(self.options.jobs, beside, start, self.pool))
            shared = stack.enter_context(share(desk)) if self.pool else None
            work = partial(render_lots, desk)
            away = partial(render_at, shared) if shared else render_at_own_desk
            results = in_chunks(
                work, due.lots, workers, (Lot, Rendered), away=away, weight=lambda lot: lot.files
            )
            singles = [one for one in planned.singles.values() if not isinstance(one, Asset)]
            rendered = render_outputs(desk, singles, due.published, due.damage)
            rendered += self._copy(desk.stage, planned, due, assets)
            rendered += map(partial(_sharing, {}), results)
        problems: dict[Location, Problem] = {}
        for problem in filter(None, (result.problem for result in rendered)):
            problems.setdefault(problem.where, problem)
        if problems:
            raise BuildFailed((*problems.values(), *self.report.problems))
        return {result.file: result for result in sorted(rendered)}

    def _copy(
        self, stage: publish.Stage, planned: Plan, due: Due, assets: Assets
    ) -> list[Rendered]:
        copied = []
        for file, output in planned.singles.items():
            if isinstance(output, Asset):
                trace = Trace(output.fingerprint, "", "", output.fingerprint)
                why = reason(trace, due.published.get(file), due.damage.get(file, ""))
                if why:
                    signature = write_file(stage.path(file), assets.data[output.url])
                    copied.append(Rendered(file, trace, why, signature))
        return copied

    def _publish(
        self,
        stage: publish.Stage,
        planned: Plan,
        due: Due,
        rendered: Mapping[str, Rendered],
        signatures: Mapping[str, str],
    ) -> None:
        """Put in place what has changed, remove what is planned no more, note both."""
        output, store, files = self.report.output, self.store, planned.files
        published = dict(due.published)
        for lot in due.lots:
            published |= lot.published
        same = {
            file: Made(result.trace, signatures[file])
            for file, result in rendered.items()
            if file in published
            and file not in due.damage
            and published[file].trace.content == result.trace.content
        }
        changed = {file: result.signature for file, result in rendered.items() if file not in same}
        if self.options.trust_output and signatures:
            listed = frozenset((*signatures, publish.MANIFEST))
        else:
            listed = publish.read_manifest(output)
        ours = listed.union(signatures, (publish.MANIFEST,))
        stale = sorted(ours - files - {publish.MANIFEST})
        new = [file for file in changed if file not in signatures or file in due.damage]
        if foreign := publish.in_the_way(output, new, ours):
            raise BuildFailed(foreign)
        there = [file for file in stale if publish.signature(f"{output}/{file}")]
        settled = publish.publish(output, stage, changed, files, stale, listed)
        made = {file: Made(rendered[file].trace, settled[file]) for file in changed}
        store.save_outputs(made | same)
        store.remove_outputs(stale)
        bases, before = due.bases, due.before
        store.save_bases(
            {name: basis for name, basis in bases.items() if before.get(name) != basis},
            [name for name in before if name not in bases],
        )
        self.report.rendered = {file: result.reason for file, result in rendered.items()}
        self.report.written = sorted(changed)
        self.report.removed = there


def _sharing(texts: dict[str, str], result: Rendered) -> Rendered:
    """The same, with the texts that most files have in common in memory once."""
    trace, share = result.trace, texts.setdefault
    template, program = share(trace.template, trace.template), share(trace.program, trace.program)
    return result._replace(
        trace=Trace(trace.data, template, program, trace.content),
        reason=share(result.reason, result.reason),
    )
