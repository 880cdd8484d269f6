"""Pages to bytes: through templates, or through the format that a file has of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any, get_args, get_type_hints

from markupsafe import Markup

from sitegen import urls
from sitegen.body.links import resolve
from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan.crawlers import Redirects, Robots, Sitemap, SitemapEntry, SitemapIndex
from sitegen.plan.feed_list import Outline
from sitegen.plan.feeds import Feed
from sitegen.render.theme import Theme

BodyOf = Callable[[str], str]
"""Gives the HTML of a body by its fingerprint."""


def render(page: Any, template: str, site: Site, theme: Theme, body_of: BodyOf) -> bytes:
    """The bytes of a page's file, or of a file that has no template."""
    if template:
        base = urls.base_path(site.base_url)

        def fill(html: Html) -> Markup:
            text = body_of(html.reference) if html.reference else ""
            return Markup(resolve(text, html.links, base))

        return theme.render(template, page=filled(page, fill))
    return _write(page, site, body_of)


def filled(value: Any, fill: Callable[[Html], Markup]) -> Any:
    """A value with HTML in the place of every reference to some, wherever that stands."""
    if isinstance(value, Html):
        return fill(value)
    if hasattr(value, "_fields"):
        kind: Any = type(value)
        found = {name: filled(getattr(value, name), fill) for name in _with_html(kind)}
        return value._replace(**found) if found else value
    return tuple(filled(item, fill) for item in value) if isinstance(value, tuple) else value


@lru_cache(256)
def _with_html(kind: Any) -> tuple[str, ...]:
    """The fields of a named tuple that hold HTML, or values that do."""
    return tuple(name for name, hint in get_type_hints(kind).items() if _holds_html(hint))


def _holds_html(hint: Any) -> bool:
    if hint is Html:
        return True
    if hasattr(hint, "_fields"):
        return bool(_with_html(hint))
    return any(map(_holds_html, get_args(hint)))


def _write(file: Any, site: Site, body_of: BodyOf) -> bytes:
    match file:
        case Feed():
            from sitegen.render import feeds  # where one is due

            def html_of(html: Html) -> str:
                return resolve(body_of(html.reference), html.links, site.base_url)

            return feeds.write(file, site, html_of)
        case Outline():
            return _outline(file, site)
        case Sitemap():
            return _sitemap("urlset", "url", file.entries, site)
        case SitemapIndex():
            return _sitemap("sitemapindex", "sitemap", file.shards, site)
        case Robots():
            address = urls.absolute(urls.SITEMAP, site.base_url)
            return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
        case Redirects():
            return _redirects(file, site)
        case _:
            raise TypeError(f"{type(file).__name__} has neither a template nor a format")


def _xml(lines: Iterable[str]) -> bytes:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""]).encode()


def _sitemap(root: str, item: str, entries: Iterable[SitemapEntry], site: Site) -> bytes:
    """Sitemap protocol 0.9, https://www.sitemaps.org/protocol.html."""

    def line(entry: SitemapEntry) -> str:
        changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
        address = escape(urls.absolute(entry.url, site.base_url))
        return f"<{item}><loc>{address}</loc>{changed}</{item}>"

    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _xml([f'<{root} xmlns="{namespace}">', *map(line, entries), f"</{root}>"])


def _outline(output: Outline, site: Site) -> bytes:
    """OPML 2.0, https://opml.org/spec2.opml."""
    lines = ['<opml version="2.0">', f"<head><title>{escape(site.title)}</title></head>", "<body>"]
    for heading, links in output.groups:
        if links:
            lines.append(f'<outline text="{escape(heading)}">')
            for title, url in links:
                address = escape(urls.absolute(url, site.base_url))
                lines.append(f'<outline type="rss" text="{escape(title)}" xmlUrl="{address}"/>')
            lines.append("</outline>")
    return _xml([*lines, "</body>", "</opml>"])


def _redirects(output: Redirects, site: Site) -> bytes:
    base = site.base_url
    lines = (f"{urls.href(old, base)} {urls.href(new, base)} 301\n" for old, new in output.moves)
    return "".join(lines).encode()
