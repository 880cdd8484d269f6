"""What a build was made from and came to, so that the next can tell that nothing changed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.config import Settings
from sitegen.inputs import Inputs
from sitegen.options import Options, Report
from sitegen.problems import Location, Problem
from sitegen.publish import folder as publish
from sitegen.store.store import Store

_NOTE = "receipt"


class Receipt(NamedTuple):
    """The last build of a store."""

    inputs: str
    """The fingerprint of all that it was made from; "" where that could change unseen."""
    frame: str
    """The fingerprint of all that but content/."""
    since: float
    """A moment at which the same articles were published already, in seconds since 1970."""
    until: float | None
    """The first moment at which an article is due that was held back."""
    articles: int
    feeds: int
    unreviewed: int
    planned: int
    problems: list[list[object]]

    def covers(self, now: datetime) -> bool:
        """Whether the same articles are published at another time."""
        moment = now.timestamp()
        return self.since <= moment and (self.until is None or moment < self.until)


class Mark(NamedTuple):
    """Fingerprints of what a build is made from, the time aside."""

    inputs: str
    frame: str
    """Of all but content/."""


def mark_of(inputs: Inputs, settings: Settings, options: Options) -> Mark:
    """What tells builds apart."""
    frame = fingerprint.of_value(
        (inputs.frame, repr(settings), options.base_url, options.drafts, options.strict)
    )
    seen = "\0".join([f"{path}\0{signature}" for path, signature, _ in inputs.scan.files])
    files = fingerprint.of_text(seen)
    return Mark(fingerprint.of_value((files, inputs.scan.problems, frame)), frame)


def last(store: Store) -> Receipt | None:
    """The receipt of the last build, unless that has failed."""
    noted = store.note(_NOTE)
    return Receipt(*json.loads(noted)) if noted else None


def unchanged(receipt: Receipt, store: Store, mark: Mark, now: datetime, report: Report) -> bool:
    """Whether the site stands as a build would make it now; the report then says so."""
    if receipt.inputs != mark.inputs or not receipt.covers(now):
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
    mark: Mark,
    report: Report,
    since: datetime,
    until: datetime | None,
) -> None:
    """Keep a receipt for the next build."""
    receipt = Receipt(
        mark.inputs,
        mark.frame,
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
    """Throw the last receipt away, before anything it speaks of changes."""
    store.save_note(_NOTE, "")
