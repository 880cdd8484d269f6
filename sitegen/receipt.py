"""What a build was made from and came to, so that the next can tell that nothing changed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from sitegen import fingerprint, publish
from sitegen.config import Settings
from sitegen.inputs import Inputs
from sitegen.options import Options, Report
from sitegen.problems import Location, Problem
from sitegen.store import Store

_NOTE = "receipt"


class Receipt(NamedTuple):
    """The last build of a store."""

    inputs: str
    """The fingerprint of all that it was made from."""
    since: float
    """A moment at which the same articles were published already, in seconds since 1970."""
    until: float | None
    """The first moment at which an article is due that was held back."""
    articles: int
    feeds: int
    unreviewed: int
    planned: int
    problems: list[list[object]]


def mark_of(inputs: Inputs, settings: Settings, options: Options) -> str:
    """The fingerprint of all that a build is made from, the time aside."""
    return fingerprint.of_value(
        (
            [(file.path, file.signature) for file in inputs.scan.files],
            inputs.scan.problems,
            inputs.templates,
            inputs.static,
            inputs.program,
            repr(settings),
            options.base_url,
            options.drafts,
            options.strict,
        )
    )


def unchanged(store: Store, mark: str, now: datetime, report: Report) -> bool:
    """Whether the site stands as a build would make it now; the report then says so."""
    noted = store.note(_NOTE)
    if not noted:
        return False
    receipt = Receipt(*json.loads(noted))
    moment = now.timestamp()
    if receipt.inputs != mark or moment < receipt.since:
        return False
    if receipt.until is not None and moment >= receipt.until:
        return False
    root = f"{report.output}/"
    signatures = store.signatures()
    if any(publish.signature(root + file) != seen for file, seen in signatures.items()):
        return False
    if publish.read_manifest(report.output) != signatures.keys() | {publish.MANIFEST}:
        return False
    report.articles, report.feeds = receipt.articles, receipt.feeds
    report.unreviewed, report.planned = receipt.unreviewed, receipt.planned
    report.problems = tuple(_problem(*problem) for problem in receipt.problems)  # type: ignore[arg-type]
    return True


def _problem(where: list[object], *rest: str) -> Problem:
    return Problem(Location(*where), *rest)  # type: ignore[arg-type]


def keep(
    store: Store,
    mark: str,
    report: Report,
    since: datetime,
    until: datetime | None,
) -> None:
    """Keep a receipt for the next build."""
    receipt = Receipt(
        mark,
        since.timestamp(),
        until.timestamp() if until else None,
        report.articles,
        report.feeds,
        report.unreviewed,
        report.planned,
        [list(problem) for problem in report.problems],
    )
    store.save_note(_NOTE, json.dumps(receipt))


def drop(store: Store) -> None:
    """Throw the last receipt away: it speaks of an earlier site."""
    store.save_note(_NOTE, "")
