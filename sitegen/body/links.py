"""Links in the HTML of bodies, filled in once every address is known."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sitegen import urls
from sitegen.model.elements import Link

CONTENT_SCHEME = "content:"
"""What a link to a content file begins with until its address is known."""


def resolve(html: str, links: Iterable[Link], prefix: str) -> str:
    """Fill in links to content files and put `prefix` before every site path.

    `prefix` is the base path for pages and the whole base URL for feeds. Both replacements are
    exact, since a quotation mark in text is never written as a bare one.
    """
    for link in links:
        _, sign, fragment = link.title.partition("#")
        address = urls.encoded(link.url.removesuffix(sign + fragment), fragment)
        html = html.replace(_href(CONTENT_SCHEME + link.title), _href(address))
    if prefix:
        html = html.replace('href="/', f'href="{prefix}/').replace('src="/', f'src="{prefix}/')
    return html


def _href(address: str) -> str:
    """A link as Markdown's renderer writes it, which leaves an apostrophe as it is."""
    escaped = escape(address, quote=False).replace('"', "&quot;")
    return f'href="{escaped}"'
