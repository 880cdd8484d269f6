"""Links and pictures of bodies that name an address of this site: whether something is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from sitegen import urls
from sitegen.digest.edition import Edition
from sitegen.model.article import BodyLink
from sitegen.problems import CONTENT, Location, Problem


def dead_ends(
    links: Iterable[tuple[str, BodyLink]], edition: Edition, files: Collection[str]
) -> Iterator[Problem]:
    """Warnings for links, given with their files' paths under content/, that lead to none of the
    site's files, and to no earlier address.
    """
    earlier = {
        alias.rstrip("/") for article in edition.articles.values() for alias in article.aliases
    }
    for path, link in links:
        url = unquote(re.split("[?#]", link.target)[0])
        if url.rstrip("/") not in earlier and not _is_there(url, files):
            where = Location(CONTENT + path, link.line)
            message = f"leads to {link.target}, where this site has nothing"
            hint = "link to a .md file by its path from here; files stand in static/root/"
            yield Problem(where, "dead-end", message, hint, "warning")


def _is_there(url: str, files: Collection[str]) -> bool:
    """Whether a server would find something: it looks for a page's folder without its slash too."""
    return urls.file_of(url) in files or urls.file_of(f"{url}/") in files
