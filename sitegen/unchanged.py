"""Whether a build is needed: all that one starts from, as stat sees it, against the last one's."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.config import Settings
from sitegen.content.scan import Scan, scan
from sitegen.files import RACY_NANOSECONDS, SourceFile, overlay, source_file
from sitegen.options import Options, Report
from sitegen.package import PACKAGE, folders
from sitegen.problems import Problem
from sitegen.publish.folder import signature
from sitegen.publish.manifest import manifest_stands
from sitegen.store.program import program_fingerprint
from sitegen.store.store import Store

_RECEIPT = "receipt"
_PROGRAM = "program"


class Inputs(NamedTuple):
    """What there is to build from."""

    content: Scan
    templates: str
    """Of the folders of templates, as a fingerprint of what stat tells; "" for too fresh."""
    program: str
    """The same of sitegen's own files, of Python, and of where packages are installed."""
    all: str
    """Of everything, static files, settings and options with it."""
    now: int
    """When all this was looked at, in nanoseconds since 1970."""


class Receipt(NamedTuple):
    """What the last build of a store was made from and came to."""

    inputs: str
    since: float
    """A moment at which the same articles were published already, in seconds since 1970."""
    until: float | None
    """The first moment at which an article is due that was held back."""
    articles: int
    feeds: int
    unreviewed: int
    planned: int
    problems: tuple[Problem, ...]


def look(project: Path, settings: Settings, options: Options) -> Inputs:
    """See what there is to build from."""
    now = time.time_ns()
    found = scan(project / "content")
    templates = _see(project, "templates", now)
    static = _see(project, "static", now)
    installed = [(path, _modified(path)) for path in sys.path]
    program = _see_program(now)
    program = program and fingerprint.of_value((sys.version, installed, program))
    files = "\0".join([f"{path}\0{seen}" for path, seen, _ in found.files])
    last = max((file.touched for file in found.files), default=0)
    settled = templates and static and program and last <= now - RACY_NANOSECONDS
    asked = repr(settings), options.base_url, options.drafts, options.strict
    seen = fingerprint.of_text(files), found.problems, templates, static, program, asked
    return Inputs(
        content=found,
        templates=templates,
        program=program,
        all=fingerprint.of_value(seen) if settled else "",
        now=now,
    )


def _modified(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def _see(project: Path, name: str, now: int) -> str:
    """A fingerprint of what stat tells of all files of a project's folder and the package's.

    It is "" while something there has not stood long enough for its times to tell of any change.
    """
    found = overlay(folders(project, name), f"{name}/")
    return _settled(found.files, found.problems, now)


def _see_program(now: int) -> str:
    """The same of sitegen's own files, however they were installed."""
    files = (f"{folder}/{name}" for folder, _, names in os.walk(PACKAGE) for name in names)
    seen = [source_file(file, Path(file).stat()) for file in files if not file.endswith(".pyc")]
    return _settled(sorted(seen), (), now)


def _settled(files: Sequence[SourceFile], problems: tuple[Problem, ...], now: int) -> str:
    last = max((file.touched for file in files), default=0)
    return fingerprint.of_value((files, problems)) if last <= now - RACY_NANOSECONDS else ""


def unchanged(
    inputs: Inputs, store: Store, options: Options, output: Path, site: str
) -> Report | None:
    """The report of a build that has nothing to do, where the site stands as it would make it."""
    last = None if options.verify else store.note(_RECEIPT, Receipt)
    if last is None or not inputs.all:
        return None
    moment = options.now.timestamp()
    same = last.since <= moment and (last.until is None or moment < last.until)
    if last.inputs != inputs.all or not same or not _stands(store, output, site):
        return None
    return Report(
        output,
        articles=last.articles,
        feeds=last.feeds,
        unreviewed=last.unreviewed,
        planned=last.planned,
        problems=last.problems,
    )


def _stands(store: Store, output: Path, site: str) -> bool:
    """Whether stat sees every published file as it was left, and the manifest lists them."""
    root, signatures = f"{output}/", store.signatures()
    if any(signature(root + file) != seen for file, seen in signatures.items()):
        return False
    return manifest_stands(output, site, signatures)


def begin(inputs: Inputs, store: Store) -> str:
    """Throw the last receipt away, before anything it speaks of changes.

    The fingerprint of the program comes back, out of the store where none of its files was touched.
    """
    store.remove_note(_RECEIPT)
    seen, noted = store.note(_PROGRAM, tuple[str, str]) or ("", "")
    if not inputs.program or seen != inputs.program:
        noted = program_fingerprint()
        store.save_note(_PROGRAM, tuple[str, str], (inputs.program, noted))
    store.commit()  # a store that a killed build was writing to is not read
    return noted


def keep(
    store: Store, inputs: Inputs, report: Report, since: datetime, until: datetime | None
) -> None:
    """Note what a build was made from and came to, for the next."""
    receipt = Receipt(
        inputs=inputs.all,
        since=since.timestamp(),
        until=until.timestamp() if until else None,
        articles=report.articles,
        feeds=report.feeds,
        unreviewed=report.unreviewed,
        planned=report.planned,
        problems=report.problems,
    )
    store.save_note(_RECEIPT, Receipt, receipt)
