"""The command line: arguments to calls to exit codes.

0 done, 1 problems (told on standard error), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sitegen import __version__
from sitegen.arguments import TEXT, Utf8Path
from sitegen.config import find_project
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.report import say, tell

if TYPE_CHECKING:
    from sitegen.dates import PartialDate
    from sitegen.options import Options, Report

FOLDER = click.Path(file_okay=False, path_type=Path)
SOURCES = Utf8Path(file_okay=False, path_type=Path)

project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The site's folder. Default: the nearest folder upward with settings, "
    "or this one if it holds content/.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Publish drafts too.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(0, 512), default=0, help="Processes. Default: all."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Turn a folder of wire text and Markdown into a published news digest."""


@main.command()
@project_option
@click.option("--output", type=FOLDER, help="The folder for the site. Default: public/.")
@click.option(
    "--base-url", type=TEXT, default="", help="Where the site will stand, for this build."
)
@drafts_option
@click.option("--strict", is_flag=True, help="Let warnings stop the build.")
@jobs_option
@click.option(
    "--cluster", type=TEXT, default="", metavar="ADDRESS", help="The scheduler of a Dask cluster."
)
@click.option("--verify", is_flag=True, help="Read every file, whatever its times say.")
@click.option("--explain", is_flag=True, help="Say for every file why it was due.")
@click.option("--now", type=TEXT, default="", metavar="TIME", help="Build as if it were TIME.")
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
        now=_moment(now),
        output=_from_here(output),
        base_url=_web_address(base_url),
        drafts=drafts,
        strict=strict,
        jobs=jobs,
        verify=verify,
    )
    scheduler = _scheduler(cluster)
    if scheduler and jobs:
        raise click.UsageError("--jobs counts processes of this machine; --cluster has its own")
    folder = _project(project)
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
    "--host", type=TEXT, default="127.0.0.1", show_default=True, help="The address to listen on."
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
            _project(project),
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
@click.option("--into", type=SOURCES, help="The folder for the files. Default: content/articles/.")
@click.option(
    "--date", type=TEXT, default="", help="The date of every file, as precise as it is known."
)
@click.option("--source", type=TEXT, default="", help="The source of every file.")
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

    folder = Path(os.path.realpath(_project(project)))
    try:
        config = load_config(folder).config
    except BuildFailed as failure:
        _fail(failure.problems)
    given = Given(_date(date, config.zone) if date else None, source)
    imports = plan_imports(files, folder, _from_here(into), config, given)
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


def _date(text: str, zone: tzinfo) -> PartialDate:
    from sitegen.dates import parse_date

    try:
        return parse_date(text, zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--date") from None


def _project(given: Path | None) -> Path:
    project = _from_here(given) or find_project(_here())
    if project is None:
        raise click.UsageError("no settings and no content/ here; name the site with --project")
    return project


def _from_here(path: Path | None) -> Path | None:
    return path if path is None or path.is_absolute() else _here() / path


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = "the folder that this runs in is gone; run it in another"
        raise click.UsageError(message) from None


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    from sitegen.dates import parse_date, starts

    try:
        moment = starts(parse_date(text, UTC), UTC)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--now") from None
    assert moment is not None
    return moment


def _web_address(text: str) -> str:
    from sitegen.config import web_address

    if text and (complaint := web_address(text)):
        raise click.BadParameter(f"{text!r} {complaint}", param_hint="--base-url")
    return text


def _scheduler(text: str) -> str:
    if text:
        from sitegen.workers.cluster import complaint

        if wrong := complaint(text):
            raise click.BadParameter(f"{text!r} {wrong}", param_hint="--cluster")
    return text


def _fail(problems: Iterable[Problem]) -> NoReturn:
    tell(problems)
    sys.exit(1)
