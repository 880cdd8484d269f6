"""What was read, to an edition: what is published now, and whether its links lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sitegen.config import Config
from sitegen.countries import by_slug
from sitegen.dates import show, starts
from sitegen.digest.edition import Edition
from sitegen.digest.organise import Digest
from sitegen.digest.references import wrong_references
from sitegen.model.article import Article, Reference
from sitegen.model.outputs import Asset
from sitegen.model.record import Parsed
from sitegen.problems import CONTENT, Location, Problem

DAY = timedelta(days=1)


class Choice(NamedTuple):
    """What is published now, by path under content/, and what there is to say about the rest."""

    articles: dict[str, Article]
    texts: dict[str, Article]
    """Pages and introductions."""
    problems: tuple[Problem, ...]
    since: datetime
    """A moment from which on, and `until` which, the choice is the same."""
    until: datetime | None

    def revised(self, parsed: Mapping[str, Parsed], edited: Iterable[str]) -> Choice:
        """The same, where nothing but the bodies of some articles has changed."""
        found = {path: parsed[path].article for path in edited if path in self.articles}
        new = {path: article for path, article in found.items() if article}
        return self._replace(articles=self.articles | new)


def choose(parsed: Mapping[str, Parsed], config: Config, now: datetime, drafts: bool) -> Choice:
    """Leave out drafts and what is dated in the future."""
    zone = config.zone
    articles: dict[str, Article] = {}
    texts: dict[str, Article] = {}
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    # Long past by its text alone, in whatever zone: most articles are.
    since, until = now - 2 * DAY, None
    past = (since - DAY).date().isoformat()
    for path, found in parsed.items():
        article = found.article
        if article is None or (found.draft and not drafts):
            continue
        if not path.startswith("articles/"):
            texts[path] = article
            continue
        date = article.date
        begins = starts(date, zone) if date.text > past else None
        if begins is not None and begins > now:
            where = Location(CONTENT + path)
            until = begins if until is None else min(until, begins)
            message = f"is dated {show(date)}, which is still to come: held back until then"
            problems.append(Problem(where, "future", message, severity="warning"))
            continue
        since = since if begins is None else max(since, begins)
        if owners.setdefault(article.id, path) != path:
            where = Location(CONTENT + path)
            message = f"the id {article.id!r} is that of {CONTENT}{owners[article.id]} already"
            hint = "give one of them another name, or an id of its own in its front matter"
            problems.append(Problem(where, "same-id", message, hint))
            continue
        if not date.text and not _is_told(found.problems):
            where = Location(CONTENT + path)
            hint = "write date: in its front matter, as precisely as you know it"
            message = "the date is unknown: listed as undated"
            problems.append(Problem(where, "undated", message, hint, "warning"))
        articles[path] = article
    return Choice(articles, texts, tuple(problems), since, until)


def _is_told(problems: Iterable[Problem]) -> bool:
    """Whether a date is unknown only since what stands there is none."""
    return any(problem.code == "field-date" for problem in problems)


class Assembly(NamedTuple):
    """An edition, and the links and introductions that lead nowhere."""

    edition: Edition
    problems: tuple[Problem, ...]
    site_paths: tuple[tuple[str, Reference], ...]
    """Links by site paths, each with its file's path: all addresses must be known to judge them."""


def assemble(
    choice: Choice,
    digest: Digest,
    parsed: Mapping[str, Parsed],
    config: Config,
    assets: tuple[Asset, ...],
) -> Assembly:
    """Put together what the planners need; the digest may be older than its articles' bodies."""
    edition = Edition(
        config,
        digest,
        choice.articles,
        {path: parsed[path].marks for path in choice.articles},
        choice.texts,
        assets,
    )
    links = [
        (path, link) for path in (*edition.articles, *edition.texts) for link in parsed[path].links
    ]
    site_paths = tuple(found for found in links if found[1].target.startswith("/"))
    problems = [*wrong_references(links, edition, parsed), *_without_page(edition)]
    return Assembly(edition, tuple(problems), site_paths)


def _without_page(edition: Edition) -> Iterator[Problem]:
    digest = edition.digest
    for path in edition.texts:
        kind, _, name = path.partition("/")
        stem = name.removesuffix(".md")
        found = by_slug(stem)
        if kind == "pages" or (kind == "months" and stem in digest.by_month):
            continue
        if kind == "countries" and found and found.code in digest.by_country:
            continue
        message = "introduces a page that has no reports yet, so it is not shown"
        yield Problem(Location(CONTENT + path), "no-page", message, severity="warning")
