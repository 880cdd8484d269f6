"""What was read, to an edition: what is published now, and whether its links lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sitegen.config import Config
from sitegen.countries import by_slug
from sitegen.dates import earlier, month_of, starts
from sitegen.digest.body_links import wrong_links
from sitegen.digest.edition import Edition
from sitegen.digest.organise import organise
from sitegen.model.article import Article, BodyLink
from sitegen.model.elements import Asset
from sitegen.model.record import Record
from sitegen.problems import CONTENT, Location, Problem
from sitegen.words import ENGLISH


class Choice(NamedTuple):
    """The edition of now, and what there is to say about it and about what is left out."""

    edition: Edition
    problems: tuple[Problem, ...]
    site_paths: tuple[tuple[str, BodyLink], ...]
    """Links by site paths, each with its file's path: all addresses must be known to judge them."""
    since: datetime
    """A moment from which on, and `until` which, the choice is the same."""
    until: datetime | None


def choose(
    records: Mapping[str, Record],
    config: Config,
    assets: tuple[Asset, ...],
    now: datetime,
    drafts: bool,
) -> Choice:
    """Leave out drafts and what is dated in the future; organise the rest."""
    now_out = _now_out(records, config, now, drafts)
    articles, texts = now_out.articles, now_out.texts
    edition = Edition(
        config=config,
        digest=organise(articles.values()),
        articles=articles,
        references={path: records[path].reference for path in articles},
        texts=texts,
        assets=assets,
    )
    links = [(path, link) for path in (*articles, *texts) for link in records[path].links]
    found = (
        *wrong_links(links, edition, records),
        *_without_page(edition),
        *edition.placed.problems,
    )
    return Choice(
        edition=edition,
        problems=(*now_out.problems, *found),
        site_paths=tuple(link for link in links if link[1].target.startswith("/")),
        since=now_out.since,
        until=now_out.until,
    )


class _NowOut(NamedTuple):
    """What is out by now, by path under content/; pages and introductions are texts."""

    articles: dict[str, Article]
    texts: dict[str, Article]
    problems: tuple[Problem, ...]
    since: datetime
    until: datetime | None


def _now_out(records: Mapping[str, Record], config: Config, now: datetime, drafts: bool) -> _NowOut:
    zone = config.zone
    articles: dict[str, Article] = {}
    texts: dict[str, Article] = {}
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    since, until = earlier(now, days=2), None
    # What is of a month before this is long past in whatever zone: most articles are.
    recent = month_of(earlier(now, days=3))
    for path, found in records.items():
        article = found.article
        if article is None or (found.draft and not drafts):
            continue
        if not path.startswith("articles/"):
            texts[path] = article
            continue
        date = article.date
        begins = starts(date, zone) if date.text >= recent else None
        if begins is not None and begins > now:
            where = Location(CONTENT + path)
            until = begins if until is None else min(until, begins)
            message = f"is dated {ENGLISH.date(date)}, which is still to come: held back until then"
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
    return _NowOut(
        articles=articles, texts=texts, problems=tuple(problems), since=since, until=until
    )


def _is_told(problems: Iterable[Problem]) -> bool:
    """Whether a date is unknown only since what stands there is none."""
    return any(problem.code == "field-date" for problem in problems)


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
