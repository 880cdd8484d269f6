"""Options of the command line, and what is meant by them. Raises click.UsageError for the wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.config import find_project, web_address
from sitegen.files import utf_8

if TYPE_CHECKING:
    from sitegen.dates import PartialDate


def utf_8_only(context: click.Context, option: click.Parameter, value: Any) -> Any:
    """What an option is given, which texts and addresses of a site must be able to hold."""
    if value is not None and utf_8(str(value)) != str(value):
        raise click.BadParameter(f"'{utf_8(str(value))}' is not UTF-8")
    return value


FOLDER = click.Path(file_okay=False, path_type=Path)

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


def date_of(text: str, zone: tzinfo) -> PartialDate:
    """The date of all files of an import."""
    from sitegen.dates import parse_date

    try:
        return parse_date(text, zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--date") from None


def project_of(given: Path | None) -> Path:
    """The folder of the site that is meant."""
    project = from_here(given) or find_project(_here())
    if project is None:
        raise click.UsageError("no settings and no content/ here; name the site with --project")
    return project


def from_here(path: Path | None) -> Path | None:
    """A path that counts from the working folder."""
    return path if path is None or path.is_absolute() else _here() / path


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = "the folder that this runs in is gone; run it in another"
        raise click.UsageError(message) from None


def moment_of(text: str) -> datetime:
    """The moment to build as of: now, where none is given."""
    if not text:
        return datetime.now(UTC)
    from sitegen.dates import parse_date, starts

    try:
        moment = starts(parse_date(text, UTC), UTC)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--now") from None
    assert moment is not None
    return moment


def address_of(text: str) -> str:
    """The web address of a site; "" for none given."""
    return _checked(text, web_address, "--base-url")


def scheduler_of(text: str) -> str:
    """The address of a cluster's scheduler; "" for none given."""
    if not text:
        return ""
    from sitegen.workers.cluster import complaint

    return _checked(text, complaint, "--cluster")


def _checked(text: str, complaint: Callable[[str], str], option: str) -> str:
    if text and (wrong := complaint(text)):
        raise click.BadParameter(f"{text!r} {wrong}", param_hint=option)
    return text
