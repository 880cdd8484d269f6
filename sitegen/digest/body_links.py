"""Links of bodies to content files and headings: whether what they name is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.digest.edition import Edition
from sitegen.digest.forms import Paths
from sitegen.model.article import BodyLink
from sitegen.model.record import Record
from sitegen.problems import CONTENT, Location, Problem, nearest

_TOP = ("", "top", "main")
"""Fragments that lead to the top of any page, and to what it is about."""


def wrong_links(
    links: Iterable[tuple[str, BodyLink]], edition: Edition, records: Mapping[str, Record]
) -> Iterator[Problem]:
    """What is wrong with links, given with their files' paths under content/; see site_paths.py
    for those to site paths.
    """
    paths = Paths(records)
    for path, link in links:
        file, sign, fragment = link.target.partition("#")
        target = paths.named(file or path)
        where = Location(CONTENT + path, link.line)
        if file.startswith("/") or (target in records and records[target].article is None):
            continue  # a site path, or what can't be read, which is told of it
        if target not in edition.articles and target not in edition.texts:
            why = "is not published yet" if target in records else "is not there"
            message = f"links to {CONTENT}{target}, which {why}"
            yield Problem(where, "broken-link", message, "mend or remove the link")
        elif sign and fragment not in (*_TOP, *records[target].anchors):
            yield _no_heading(where, target, fragment, records[target].anchors)


def _no_heading(where: Location, target: str, fragment: str, anchors: Sequence[str]) -> Problem:
    near = nearest(fragment, anchors)
    made = "a heading's id is its words in lower case, joined by hyphens"
    hint = f"did you mean #{near}?" if near else made
    message = f"leads to #{fragment} of {CONTENT}{target}, where no heading has that id"
    return Problem(where, "dead-end", message, hint, "warning")
