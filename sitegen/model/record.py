"""What a content file says, as the store keeps it."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.article import Article, Cut, Reference
from sitegen.problems import Problem


class Marks(NamedTuple):
    """Fingerprints of an article: what lists depend on, and all of it."""

    listed: str
    whole: str


NO_MARKS = Marks("", "")


class Parsed(NamedTuple):
    """What a content file holds; `article` is None where its problems leave nothing to publish.

    A page or an introduction is an article too, of which only some fields count.
    """

    article: Article | None
    draft: bool = False
    cuts: tuple[Cut, ...] = ()
    problems: tuple[Problem, ...] = ()
    links: tuple[Reference, ...] = ()
    """Where the body leads within the site; the article has those that are content files."""
    marks: Marks = NO_MARKS
    anchors: tuple[str, ...] = ()
    """The ids of the body's headings."""


class Record(NamedTuple):
    """What is known of a file: how stat saw it ("" for too fresh to trust), its bytes' fingerprint
    and what it says, without the body's HTML.
    """

    signature: str
    fingerprint: str
    parsed: Parsed
