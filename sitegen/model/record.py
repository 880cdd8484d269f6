"""What a content file says, as the store keeps it."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.article import Article, BodyLink
from sitegen.problems import Problem


class Record(NamedTuple):
    """What is known of a content file, without its body's HTML.

    A page or an introduction is an article too, of which only some fields count. `article` is None
    where its problems leave nothing to publish.
    """

    article: Article | None
    reference: str = ""
    """The article's fingerprint."""
    draft: bool = False
    problems: tuple[Problem, ...] = ()
    links: tuple[BodyLink, ...] = ()
    """Where the body leads within the site; the article has those that are content files."""
    anchors: tuple[str, ...] = ()
    """The ids of the body's headings."""
    signature: str = ""
    """How stat saw the file when it was read; "" where it was too fresh to trust that."""
    fingerprint: str = ""
    """The fingerprint of the file's bytes."""
