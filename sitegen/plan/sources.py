"""The lists of what each source reported, by month, with a feed; and the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Group, Head, IndexPage, Link, Parts, Section
from sitegen.model.site import Site
from sitegen.plan.feeds import Channel, channel, channel_pages, channel_urls
from sitegen.plan.kind import Kind
from sitegen.plan.links import feed_link, home_link
from sitegen.plan.lists import by_month, counts, in_parts, part_urls


class SourceReports(NamedTuple):
    """All that the pages of a source may show."""

    link: Link
    reports: tuple[str, ...]


class SourcePage(NamedTuple):
    """What a source reported, by month."""

    head: Head
    source: str
    groups: tuple[Group, ...]
    parts: Parts
    feed: Link


def source_links(edition: Edition) -> dict[str, Link]:
    """Every source by its slug, named as its newest report spells it."""
    newest = {slug: found[0].source for slug, found in edition.digest.by_source.items()}
    return {slug: Link(source.name, urls.source(slug)) for slug, source in newest.items() if source}


def _subjects(edition: Edition) -> Iterator[SourceReports]:
    for slug, link in source_links(edition).items():
        yield SourceReports(link, edition.listed(edition.digest.by_source[slug]))


def _urls(subject: SourceReports, site: Site) -> Iterable[str]:
    return part_urls(subject.link.url, len(subject.reports), site.list_size)


def _pages(subject: SourceReports, site: Site, objects: Objects) -> Iterator[SourcePage]:
    words, link = site.words, subject.link
    feed, sources = feed_link(link, words), Link(words.sources, urls.SOURCES)
    for part in in_parts(objects.cards(subject.reports), site.list_size, link.url, words):
        yield SourcePage(
            head=Head(
                url=part.url,
                title=link.title + part.suffix,
                description=words.source_description.format(source=link.title, part=part.suffix),
                crumbs=(home_link(words), sources, *(() if part.whole else (link,))),
                feeds=(feed, *site.feeds),
            ),
            source=link.title,
            groups=by_month(part.items, words, lambda month: ""),
            parts=part.parts,
            feed=feed,
        )


SOURCES = Kind("sources", _subjects, _urls, _pages, "source.html")


def _channels(edition: Edition) -> Iterator[Channel]:
    for slug, link in source_links(edition).items():
        yield channel(edition, link, f"feed{link.url[:-1]}", edition.digest.by_source[slug])


SOURCE_FEEDS = Kind("source-feeds", _channels, channel_urls, channel_pages, in_sitemap=False)


class Sources(NamedTuple):
    """All that the list of sources may show: how many reports each has."""

    numbers: tuple[tuple[Link, int], ...]


def _index(edition: Edition) -> Iterator[Sources]:
    found = edition.digest.by_source
    links = source_links(edition).items()
    yield Sources(tuple((link, len(found[slug])) for slug, link in links))


def _index_urls(subject: Sources, site: Site) -> Iterable[str]:
    return (urls.SOURCES,)


def _index_pages(subject: Sources, site: Site, objects: Objects) -> Iterator[IndexPage]:
    words = site.words
    section = Section(Link(words.most_reports, ""), counts(subject.numbers))
    yield IndexPage(
        head=Head(
            url=urls.SOURCES,
            title=words.sources,
            description=words.sources_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        sections=(section,) if subject.numbers else (),
    )


SOURCE_INDEX = Kind("source-index", _index, _index_urls, _index_pages, "index.html")
