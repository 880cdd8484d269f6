"""Pages of their own, from content/pages/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Head, Html, Text
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import home_link


class PlainPage(NamedTuple):
    """A page of its own from content/pages/."""

    head: Head
    body: Html
    lang: str


def _subjects(edition: Edition) -> Iterable[Text]:
    return edition.pages


def _urls(subject: Text, site: Site) -> Iterable[str]:
    return (urls.plain_page(subject.path),)


def _pages(subject: Text, site: Site, objects: Objects) -> Iterator[PlainPage]:
    yield PlainPage(
        head=Head(
            url=urls.plain_page(subject.path),
            title=subject.title,
            description=subject.summary or subject.title,
            crumbs=(home_link(site.words),),
            feeds=site.feeds,
        ),
        body=subject.body,
        lang=subject.lang,
    )


PAGES = Kind("pages", _subjects, _urls, _pages, "page.html")
