"""The command line: arguments to calls to exit codes.

0 done, 1 problems (told on standard error), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sitegen import __version__
from sitegen.arguments import (
    FOLDER,
    address_of,
    date_of,
    drafts_option,
    from_here,
    jobs_option,
    moment_of,
    project_of,
    project_option,
    scheduler_of,
    utf_8_only,
)
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.report import say, tell

if TYPE_CHECKING:
    from sitegen.options import Options, Report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Turn a folder of wire text and Markdown into a published news digest."""


@main.command()
@project_option
@click.option("--output", type=FOLDER, help="The folder for the site. Default: public/.")
@click.option(
    "--base-url", callback=utf_8_only, default="", help="Where the site will stand, for this build."
)
@drafts_option
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@jobs_option
@click.option(
    "--cluster",
    callback=utf_8_only,
    default="",
    metavar="ADDRESS",
    help="The scheduler of a Dask cluster.",
)
@click.option("--verify", is_flag=True, help="Read every file, whatever its times say.")
@click.option("--explain", is_flag=True, help="Say for every file why it was due.")
@click.option(
    "--now", callback=utf_8_only, default="", metavar="TIME", help="Build as if it were TIME."
)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def build(
    project: Path | None,
    output: Path | None,
    base_url: str,
    drafts: bool,
    strict: bool,
    jobs: int,
    cluster: str,
    verify: bool,
    explain: bool,
    now: str,
    format: str,
) -> None:
    """Build the site into public/."""
    gc.disable()  # a build makes hardly a cycle, and its end would look through all that it holds
    from sitegen import report as reports
    from sitegen.build import Options

    options = Options(
        now=moment_of(now),
        output=from_here(output),
        base_url=address_of(base_url),
        drafts=drafts,
        strict=strict,
        jobs=jobs,
        verify=verify,
    )
    scheduler = scheduler_of(cluster)
    if scheduler and jobs:
        raise click.UsageError("--jobs counts processes of this machine; --cluster has its own")
    folder = project_of(project)
    try:
        report = _build(folder, options, scheduler)
    except BuildFailed as failure:
        if format == "json":
            print(reports.as_json(None, failure.problems))
        _fail(failure.problems)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it is done, and will say so
    if format == "json":
        print(reports.as_json(report, report.problems))
        return
    tell(report.problems)
    for line in reports.result_lines(report, explain):
        say(line)


def _build(folder: Path, options: Options, scheduler: str) -> Report:
    """Build with the processes of this machine, or of a cluster."""
    from sitegen.build import build as run

    if not scheduler:
        return run(folder, options)
    from sitegen.workers.cluster import connect

    with connect(scheduler, folder) as pool:
        return run(folder, options, pool)


@main.command()
@project_option
@click.option(
    "--host",
    callback=utf_8_only,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option("--open", "visit", is_flag=True, help="Show the preview in a browser.")
@drafts_option
@jobs_option
def serve(project: Path | None, host: str, port: int, visit: bool, drafts: bool, jobs: int) -> None:
    """Preview the site in a browser; a saved change shows at once."""
    import webbrowser

    from sitegen.serve import CannotServe, Terminal, heard_or_not
    from sitegen.serve import serve as run

    terminal = Terminal(heard_or_not(partial(say, flush=True)), heard_or_not(tell))
    try:
        run(
            project_of(project),
            host,
            port,
            drafts=drafts,
            jobs=jobs,
            clock=partial(datetime.now, UTC),
            terminal=terminal,
            visit=webbrowser.open if visit else None,
        )
    except CannotServe as error:
        say(str(error), sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:  # again, while it ends
        sys.exit(130)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@project_option
@click.option(
    "--into",
    type=FOLDER,
    callback=utf_8_only,
    help="The folder for the files. Default: content/articles/.",
)
@click.option(
    "--date",
    callback=utf_8_only,
    default="",
    help="The date of every file, as precise as it is known.",
)
@click.option("--source", callback=utf_8_only, default="", help="The source of every file.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
def import_(
    files: tuple[Path, ...],
    project: Path | None,
    into: Path | None,
    date: str,
    source: str,
    dry_run: bool,
) -> None:
    """Turn raw wire texts into Markdown files to review."""
    from sitegen.author.imports import Given, plan_imports, write_imports
    from sitegen.author.told import describe
    from sitegen.config import load_config

    folder = Path(os.path.realpath(project_of(project)))
    try:
        config = load_config(folder).config
    except BuildFailed as failure:
        _fail(failure.problems)
    given = Given(date_of(date, config.zone) if date else None, source)
    imports = plan_imports(files, folder, from_here(into), config, given)
    if not dry_run:
        try:
            write_imports(imports.done, folder)
        except OSError as error:
            where = Location(str(error.filename))
            _fail([Problem(where, "output", f"can't be written: {error.strerror}")])
    for done in imports.done:
        for line in describe(done, dry=dry_run):
            say(line)
    if imports.problems:
        _fail(imports.problems)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def countries(files: tuple[Path, ...], format: str) -> None:
    """Show which countries texts are about, and why.

    Without FILES, or with -, that of standard input.

    jsonl reads lines {"id", "title", "dateline", "text"} and answers each with a line
    {"id", "countries", "mentions"}.
    """
    from sitegen.author.countries import STDIN, explanations, json_lines
    from sitegen.report import visible, visible_json

    answers = (json_lines if format == "jsonl" else explanations)(files or (STDIN,))
    failed = False
    for answer in answers:
        if isinstance(answer, Problem):
            tell([answer])
            failed = True
        elif format == "jsonl":
            click.echo(visible_json(answer).encode())
        else:
            for line in answer.split("\n"):
                click.echo(visible(line).encode())
    sys.exit(1 if failed else 0)


def _fail(problems: Iterable[Problem]) -> NoReturn:
    tell(problems)
    sys.exit(1)
