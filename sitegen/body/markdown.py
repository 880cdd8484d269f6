"""Bodies: Markdown to HTML, with the links and the plain text that the rest of the build needs.

HTML in Markdown is shown as text, never passed through: all text from content is untrusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sitegen import urls
from sitegen.body import prose
from sitegen.body.headings import demote, fragment, name_all, take_title
from sitegen.body.library import MAX_NESTING, parser
from sitegen.body.links import CONTENT_SCHEME
from sitegen.body.parser import lines_within, parse, said
from sitegen.body.prose import Paragraph
from sitegen.model.article import BodyLink
from sitegen.problems import CONTENT, Location, Problem
from sitegen.text.direction import without_turning

if TYPE_CHECKING:
    from sitegen.body.library import Token


class Body(NamedTuple):
    """A body as HTML, its texts as plain text, and where it links to in content/."""

    html: str
    paragraphs: tuple[str, ...]
    """All that it says: paragraphs, headings, items of lists, cells of tables."""
    lead: str
    """Its first paragraph that is no part of anything else, "" for none."""
    links: tuple[BodyLink, ...]
    problems: tuple[Problem, ...]
    anchors: tuple[str, ...] = ()
    """The ids of its headings, where links can lead."""
    heading: str = ""
    """What stood above it as its title, and is not in it any more."""


class _Part(NamedTuple):
    """A stretch of a body: a paragraph of prose, or else what the library makes of it."""

    paragraph: Paragraph | None
    tokens: list[Token]
    unclosed: int | None = None
    """The line, from 0, where a comment begins that hides all below it, if one does."""


def render(
    text: str, path: str, first_line: int = 1, is_title: Callable[[str], bool] | None = None
) -> Body:
    """Render Markdown that stands in the content file `path` ("articles/2024/12/x.md").

    `first_line` is where the text begins in that file. A top heading above all else is taken off
    where its words are the title. Links to other content files become "content:" links, which
    `resolve` fills in once every address is known.
    """
    blocks = text.split("\n\n")
    if prose.is_plain(text):
        found = [paragraph for block in blocks if (paragraph := block.strip("\n"))]
        paragraphs = tuple(map(prose.in_a_line, found))
        return Body(prose.plain_html(found), paragraphs, "".join(paragraphs[:1]), (), ())
    return _put_together(_parts(text, blocks), path, first_line, is_title)


def _put_together(
    parts: Sequence[_Part],
    path: str,
    first_line: int,
    is_title: Callable[[str], bool] | None = None,
) -> Body:
    heading = take_title(parts[0].tokens, is_title) if parts and is_title else ""
    tokens = [token for part in parts for token in part.tokens]
    demote(tokens)
    anchors = name_all(tokens)
    _align_cells(tokens)
    links: list[BodyLink] = []
    problems: list[Problem] = []
    for line in (part.unclosed for part in parts if part.unclosed is not None):
        where = Location(CONTENT + path, line + first_line)
        message = "a comment begins here and is never closed, so all below it is left out"
        hint = "close it with -->, or write \\<!-- to show the characters"
        problems.append(Problem(where, "comment", message, hint, "warning"))
    for line in _deep(tokens):
        where = Location(CONTENT + path, line + first_line)
        message = f"lists or quotes stand more than {MAX_NESTING} levels deep"
        problems.append(Problem(where, "nesting", message, "indent less"))
    for token, line in _references(tokens):
        where = Location(CONTENT + path, line + first_line)
        if token.type == "image":
            problem = _image(token, where, links)
            if problem:
                _show_as_text(token)
        else:
            problem = _link(token, where, links)
        problems += filter(None, [problem])
    texts = [words for part in parts for words in _words(part)]
    lead = next(filter(None, map(_lead, parts)), "")
    html = "".join(map(_html, parts))
    if "\f" in html:  # from an escape: XML 1.0, which feeds are, can't hold it
        html, lead, *texts = (text.replace("\f", " ") for text in (html, lead, *texts))
    html, lead, *texts = map(without_turning, (html, lead, *texts))  # from escapes too
    return Body(html, tuple(texts), lead, tuple(links), tuple(problems), anchors, heading)


def _words(part: _Part) -> Iterable[str]:
    return [part.paragraph.words] if part.paragraph else filter(None, map(_said, part.tokens))


def _lead(part: _Part) -> str:
    if part.paragraph:
        return "" if part.paragraph.quoted else part.paragraph.words
    found = (
        _said(token, pictures=False)
        for before, token in pairwise(part.tokens)
        if before.type == "paragraph_open" and before.level == 0
    )
    return next(filter(None, found), "")


def _html(part: _Part) -> str:
    if part.paragraph:
        return part.paragraph.html
    library = parser()
    html: str = library.renderer.render(part.tokens, library.options, {})
    return html


def plain(paragraphs: Iterable[str]) -> str:
    """Paragraphs of nothing but words as HTML: what Markdown makes of them once they are escaped.

    Its renderer escapes all but the apostrophe.
    """
    return prose.plain_html([escape(paragraph, quote=False) for paragraph in paragraphs])


def _parts(text: str, blocks: Iterable[str]) -> list[_Part]:
    """Take a text apart, so that the library sees only those blocks that need it.

    Most blocks do not, and it takes many times as long over them.
    """
    if any(mark in text for mark in prose.FAR):
        return [_marked(text, 0)]
    parts: list[_Part] = []
    line = 0
    for paragraph, run in _runs(blocks):
        if paragraph:
            parts.append(_Part(paragraph, []))
        elif any(block.strip("\n") for block in run):
            parts.append(_marked("\n\n".join(run), line))
        line += sum(block.count("\n") + 2 for block in run)
    return parts


def _runs(blocks: Iterable[str]) -> Iterator[tuple[Paragraph | None, list[str]]]:
    """Each paragraph of prose, and what stands between two of them."""
    between: list[str] = []
    for block in blocks:
        paragraph = prose.render(block)
        if paragraph:
            if between:
                yield None, between
                between = []
            yield paragraph, [block]
        else:
            between.append(block)
    if between:
        yield None, between


def _marked(text: str, line: int) -> _Part:
    """Have the library parse a stretch that begins so many lines below the body's first."""
    tokens, unclosed = parse(text)
    for token in tokens:
        if token.map:
            token.map = [number + line for number in token.map]
    return _Part(None, tokens, unclosed)


def _align_cells(tokens: Iterable[Token]) -> None:
    """Align cells of tables by a class: a server that allows no inline styles ignores those."""
    for token in tokens:
        style = token.attrs.pop("style", "") if token.type in ("th_open", "td_open") else ""
        if style:
            token.attrSet("class", str(style).replace("text-align:", "align-"))


def _deep(tokens: Iterable[Token]) -> Iterator[int]:
    deep = (token for token in tokens if token.level > MAX_NESTING and token.map)
    for token in islice(deep, 1):
        yield token.map[0] if token.map else 0


def _references(tokens: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    """Links and images, each with the line on which it begins."""
    for block in tokens:
        line = block.map[0] if block.map else 0
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                yield token, line
            line += lines_within(token)


def _link(token: Token, where: Location, links: list[BodyLink]) -> Problem | None:
    target = str(token.attrs.get("href", ""))
    if target.lower().startswith(("http://", "https://")):
        token.attrSet("rel", "external noopener")
        return None
    if re.match(r"/(?!/)|#", target):
        page, sign, name = target.partition("#")
        name = fragment(unquote(name))
        if "%" in target:
            token.attrSet("href", page + (urls.encoded("", name) or sign))
        links.append(BodyLink(target if page else f"#{name}", where.line))
        return None
    if re.match(r"mailto:|tel:", target, re.IGNORECASE):
        return None
    file, sign, name = unquote(target).partition("#")
    name = fragment(name)
    if not file.endswith((".md", ".txt")):
        message = f"the link {target!r} is neither a web address, a site path nor a content file"
        hint = "write https://…, /path/ or the path of a .md file"
        return Problem(where, "link", message, hint)
    path = urls.join(where.path.removeprefix(CONTENT).rpartition("/")[0], file)
    if path.startswith(("..", "/")):
        message = f"the link {target!r} leads outside content/"
        return Problem(where, "link-outside", message, "link to a file under content/")
    links.append(BodyLink(path + sign + name, where.line))
    token.attrSet("href", CONTENT_SCHEME + path + sign + name)
    return None


def _image(token: Token, where: Location, links: list[BodyLink]) -> Problem | None:
    target = str(token.attrs.get("src", ""))
    if target.startswith("/") and not target.startswith("//"):
        links.append(BodyLink(target, where.line))
        return None
    message = f"the image {target!r} does not come from this site, so it won't be shown"
    hint = "put the file under static/root/ and write its site path, such as /photo.jpg"
    return Problem(where, "image", message, hint, "warning")


def _show_as_text(image: Token) -> None:
    """Put an image's description in its place."""
    image.content = said(image)
    image.type, image.tag, image.children = "text", "", None


def _said(token: Token, *, pictures: bool = True) -> str:
    return said(token, pictures=pictures) if token.type == "inline" else ""
