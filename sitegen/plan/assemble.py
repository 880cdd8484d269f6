"""What was read, to an edition: articles told from pages and introductions, and every link in
their bodies resolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from sitegen import urls
from sitegen.assets import Assets
from sitegen.config import Config
from sitegen.content.parsed import Parsed
from sitegen.countries import by_slug
from sitegen.dates import show, starts
from sitegen.elements import Link
from sitegen.model import Article
from sitegen.organise import Digest, Pair, organise
from sitegen.plan.edition import Edition, Place, Text, country_link, make_card, month_link
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
        begins = starts(article.date, zone) if article.date.text > past else None
        where = Location(CONTENT + path)
        if begins is not None and begins > now:
            until = begins if until is None else min(until, begins)
            message = f"is dated {show(article.date)}, which is still to come: held back until then"
            problems.append(Problem(where, "future", message, severity="warning"))
            continue
        since = since if begins is None else max(since, begins)
        if owners.setdefault(article.id, path) != path:
            message = f"the id {article.id!r} is that of {CONTENT}{owners[article.id]} already"
            hint = "give one of them another name, or an id of its own in its front matter"
            problems.append(Problem(where, "same-id", message, hint))
            continue
        if not article.date.known and not _is_told(found.problems):
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


def assemble(
    choice: Choice, parsed: Mapping[str, Parsed], config: Config, assets: Assets
) -> Assembly:
    """Put together what the planners need."""
    digest = organise(choice.articles.values())
    addresses = {
        article.id: urls.permalink(config.permalink, article.slug, article.id, article.date)
        for article in digest.articles
    }
    targets = {article.path: addresses[article.id] for article in digest.articles}
    targets |= {path: _text_url(path) for path in choice.texts}
    problems = _broken_links(choice, parsed, targets)
    introductions = {}
    for path, article in choice.texts.items():
        if not path.startswith("pages/"):
            introductions[_text_url(path)] = _text(article, targets)
            problems += _without_page(path, digest)
    edition = Edition(
        config,
        digest,
        addresses,
        {item.id: make_card(item, addresses[item.id]) for item in digest.articles},
        {item.id: _links(item, targets) for item in digest.articles},
        {item.id: parsed[item.path].marks for item in digest.articles},
        _partners(digest, config.pair_minimum),
        _places(digest),
        tuple(_text(choice.texts[p], targets) for p in choice.texts if p.startswith("pages/")),
        introductions,
        assets.assets,
    )
    return Assembly(edition, tuple(problems))


def _partners(digest: Digest, minimum: int) -> dict[str, tuple[Pair, ...]]:
    partners: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair, found in digest.by_pair.items():
        for code in pair if len(found) >= minimum else ():
            partners[code].append(pair)
    return {code: tuple(pairs) for code, pairs in partners.items()}


def _places(digest: Digest) -> dict[str, list[Place]]:
    scopes = [(month_link(month), found) for month, found in digest.by_month.items()]
    scopes += [(country_link(code), found) for code, found in digest.by_country.items()]
    places: dict[str, list[Place]] = {article.id: [] for article in digest.articles}
    for scope, found in scopes:
        ids = ["", *(article.id for article in found), ""]
        for later, id, earlier in zip(ids, ids[1:], ids[2:], strict=False):
            if earlier or later:
                places[id].append(Place(scope, earlier, later))
    return places


def _text_url(path: str) -> str:
    kind, _, name = path.partition("/")
    stem = PurePosixPath(name).stem
    if kind == "months":
        return urls.month(stem)
    if kind == "countries":
        found = by_slug(stem)
        return urls.country_page(found.code) if found else f"/countries/{stem}/"
    return urls.plain_page(path)


def _text(article: Article, targets: Mapping[str, str]) -> Text:
    links = _links(article, targets)
    return Text(article.path, article.title, article.summary, article.body, links, article.lang)


def _links(article: Article, targets: Mapping[str, str]) -> tuple[Link, ...]:
    if not article.links:
        return ()
    resolved = []
    for link in article.links:
        path, mark, fragment = link.partition("#")
        resolved.append(Link(link, targets.get(path, "") + mark + fragment))
    return tuple(resolved)


def _broken_links(
    choice: Choice, parsed: Mapping[str, Parsed], targets: Mapping[str, str]
) -> list[Problem]:
    problems = []
    for path in (*choice.articles, *choice.texts):
        for link in parsed[path].links:
            target = link.target.partition("#")[0]
            if target not in targets:
                why = "is not published yet" if target in parsed else "is not there"
                where = Location(CONTENT + path, link.line)
                message = f"links to {CONTENT}{target}, which {why}"
                problems.append(Problem(where, "broken-link", message, "mend or remove the link"))
    return problems


def _without_page(path: str, digest: Digest) -> list[Problem]:
    kind, _, name = path.partition("/")
    stem = name.removesuffix(".md")
    found = by_slug(stem)
    if kind == "months" and stem in digest.by_month:
        return []
    if kind == "countries" and found and found.code in digest.by_country:
        return []
    message = "introduces a page that has no reports yet, so it is not shown"
    return [Problem(Location(CONTENT + path), "no-page", message, severity="warning")]
