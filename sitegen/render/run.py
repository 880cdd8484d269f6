"""All that is due rendered onto the stage, by as many processes as that is worth."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from sitegen.problems import BuildFailed, Location, Problem
from sitegen.render.jobs import (
    Context,
    keep_context,
    render_here,
    render_jobs,
    render_shared,
    share,
)
from sitegen.store.trace import Rendered, Trace
from sitegen.workers.pool import in_chunks, worker_pool

if TYPE_CHECKING:
    from concurrent.futures import Executor


def render_due(
    context: Context, processes: int, executor: Executor | None, told: tuple[Problem, ...]
) -> list[Rendered]:
    """Do all jobs of a context; what came of them, in the order of their files.

    Raises BuildFailed with what went wrong in templates, and with what is `told` besides.
    """
    with ExitStack() as stack:
        start = partial(keep_context, context)
        workers = stack.enter_context(worker_pool(processes, context.store, start, executor))
        shared = stack.enter_context(share(context)) if executor else None
        results = in_chunks(
            partial(render_jobs, context),
            tuple(range(len(context.jobs))),
            workers,
            (int, Rendered),
            away=partial(render_shared, shared) if shared else render_here,
            weight=lambda number: len(context.jobs[number].files),
        )
        rendered = sorted(map(partial(_sharing, {}), results))
    problems: dict[Location, Problem] = {}
    for problem in filter(None, (result.problem for result in rendered)):
        problems.setdefault(problem.where, problem)
    if problems:
        raise BuildFailed((*problems.values(), *told))
    return rendered


def _sharing(texts: dict[str, str], result: Rendered) -> Rendered:
    """The same, with the texts that most files have in common in memory once."""
    trace, share = result.trace, texts.setdefault
    template, program = share(trace.template, trace.template), share(trace.program, trace.program)
    return result._replace(
        trace=Trace(trace.data, template, program, trace.content),
        reason=share(result.reason, result.reason),
    )
