"""Bodies: Markdown to HTML, with the links and the plain text that the rest of the build needs.

HTML in Markdown is shown as text, never passed through: all text from content is untrusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import chain, count, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sitegen import urls
from sitegen.links import CONTENT_SCHEME
from sitegen.model import Reference
from sitegen.problems import CONTENT, Location, Problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 80
"""Quotes and lists deeper than this are a problem; the library's own limit drops text unsaid."""


_MARKS = "\\`*_[]<>&~|\t\0"
"""What can begin something other than text within a line."""
_FAR = ("```", "~~~", "]:")
"""What can mean something to the paragraphs after it: fences and definitions of links."""
_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"[^\W\d_]|[\"'“‘(]|\d(?!\d{0,8}[.)])")
"""Begins a line that can't begin anything but a paragraph: a letter, a quotation mark, a bracket
or a number that counts no list."""


class Body(NamedTuple):
    """A body as HTML, its paragraphs as plain text, and where it links to in content/."""

    html: str
    paragraphs: tuple[str, ...]
    links: tuple[Reference, ...]
    problems: tuple[Problem, ...]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # most wire copy never needs it

    options = {"html": False, "maxNesting": MAX_NESTING + 20}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


class _Part(NamedTuple):
    """A stretch of a body: plain paragraphs, or else what the library makes of it."""

    paragraphs: list[str]
    tokens: list[Token]


def render(text: str, path: str, first_line: int = 1) -> Body:
    """Render Markdown that stands in the content file `path` ("articles/2024/12/x.md").

    `first_line` is where the text begins in that file. Links to other content files become
    "content:" links, which `resolve` fills in once every address is known.
    """
    blocks = text.split("\n\n")
    if _is_plain(text):
        paragraphs = _stripped(blocks)
        return Body(_plain_html(paragraphs), tuple(map(_in_a_line, paragraphs)), (), ())
    return _put_together(_parts(text, blocks), path, first_line)


def _put_together(parts: Sequence[_Part], path: str, first_line: int) -> Body:
    tokens = [token for part in parts for token in part.tokens]
    _demote_headings(tokens)
    _name_headings(tokens)
    links: list[Reference] = []
    problems: list[Problem] = []
    for line in _deep(tokens):
        where = Location(CONTENT + path, line + first_line)
        message = f"lists or quotes stand more than {MAX_NESTING} levels deep"
        problems.append(Problem(where, "nesting", message, "indent less"))
    for token, line in _references(tokens):
        where = Location(CONTENT + path, line + first_line)
        if token.type == "image":
            problem = _image(token, where)
            if problem:
                _show_as_text(token)
        else:
            problem = _link(token, where, links)
        problems += filter(None, [problem])
    paragraphs = [
        paragraph
        for part in parts
        for paragraph in (*map(_in_a_line, part.paragraphs), *_paragraphs(part.tokens))
    ]
    html = "".join(map(_html, parts))
    if "\f" in html:  # from an escape: XML 1.0, which feeds are, can't hold it
        html, paragraphs = html.replace("\f", " "), [text.replace("\f", " ") for text in paragraphs]
    return Body(html, tuple(paragraphs), tuple(links), tuple(problems))


def _html(part: _Part) -> str:
    if part.paragraphs:
        return _plain_html(part.paragraphs)
    parser = _parser()
    html: str = parser.renderer.render(part.tokens, parser.options, {})
    return html


def plain(paragraphs: Iterable[str]) -> str:
    """Paragraphs of nothing but words as HTML: what Markdown makes of them once they are escaped.

    Its renderer escapes all but the apostrophe.
    """
    return _plain_html([escape(paragraph, quote=False) for paragraph in paragraphs])


def _plain_html(paragraphs: list[str]) -> str:
    inner = "</p>\n<p>".join(paragraphs).replace('"', "&quot;")
    return f"<p>{inner}</p>\n" if paragraphs else ""


def _in_a_line(paragraph: str) -> str:
    return paragraph.replace("\n", " ")


def _stripped(blocks: Iterable[str]) -> list[str]:
    """Plain blocks without the line ends around them, and without those that are nothing else."""
    return [paragraph for block in blocks if (paragraph := block.strip("\n"))]


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def _is_plain(text: str) -> bool:
    """Whether a text is paragraphs of nothing but words, or nothing at all."""
    return not _has_marks(text) and all(
        _FIRST.match(line) and not line[-1].isspace() for line in text.split("\n") if line
    )


def _parts(text: str, blocks: Sequence[str]) -> list[_Part]:
    """Take a text apart, so that the library sees only those blocks that need it.

    Most blocks do not, and it takes six times as long over them. A paragraph that begins at the
    margin ends all that stands before it but for a fence.
    """
    if any(mark in text for mark in _FAR):
        return [_marked(text, 0)]
    parts: list[_Part] = []
    line = 0
    for is_plain, run in _runs(blocks):
        if is_plain:
            parts.append(_Part(_stripped(run), []))
        else:
            parts.append(_marked("\n\n".join(run), line))
        line += sum(block.count("\n") + 2 for block in run)
    return parts


def _runs(blocks: Iterable[str]) -> list[tuple[bool, list[str]]]:
    """Blocks that are plain or are not, each with its like beside it; empty ones are like any."""
    runs: list[tuple[bool, list[str]]] = []
    for block in blocks:
        is_plain = _is_plain(block)
        if not runs or (is_plain != runs[-1][0] and block.strip("\n")):
            runs.append((is_plain, []))
        runs[-1][1].append(block)
    return runs


def _marked(text: str, line: int) -> _Part:
    """Have the library parse a stretch that begins so many lines below the body's first."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.map:
            token.map = [number + line for number in token.map]
    return _Part([], tokens)


def _demote_headings(tokens: Sequence[Token]) -> None:
    """A page has one h1, its title: a body that begins with h1 moves down a level."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    if any(token.tag == "h1" for token in headings):
        for token in headings:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give every heading an id made of its words, so that links can lead to it."""
    seen = {"main"}  # the page's own
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            wanted = "-".join(_WORD.findall(words.content.lower())) or "section"
            numbered = (f"{wanted}-{number}" for number in count(2))
            name = next(name for name in chain((wanted,), numbered) if name not in seen)
            seen.add(name)
            token.attrSet("id", name)


def _deep(tokens: Iterable[Token]) -> Iterator[int]:
    deep = (token for token in tokens if token.level > MAX_NESTING and token.map)
    for token in islice(deep, 1):
        yield token.map[0] if token.map else 0


def _references(tokens: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    for block in tokens:
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                yield token, block.map[0] if block.map else 0


def _link(token: Token, where: Location, links: list[Reference]) -> Problem | None:
    target = str(token.attrs.get("href", ""))
    if target.lower().startswith(("http://", "https://")):
        token.attrSet("rel", "external noopener")
        return None
    if re.match(r"/(?!/)|mailto:|tel:|#|$", target, re.IGNORECASE):
        return None
    file, mark, fragment = unquote(target).partition("#")
    if not file.endswith((".md", ".txt")):
        message = f"the link {target!r} is neither a web address, a site path nor a content file"
        hint = "write https://…, /path/ or the path of a .md file"
        return Problem(where, "link", message, hint)
    path = urls.join(where.path.removeprefix(CONTENT).rpartition("/")[0], file)
    if path.startswith(("..", "/")):
        message = f"the link {target!r} leads outside content/"
        return Problem(where, "link-outside", message, "link to a file under content/")
    links.append(Reference(path + mark + fragment, where.line))
    token.attrSet("href", CONTENT_SCHEME + path + mark + fragment)
    return None


def _image(token: Token, where: Location) -> Problem | None:
    target = str(token.attrs.get("src", ""))
    if target.startswith("/") and not target.startswith("//"):
        return None
    message = f"the image {target!r} does not come from this site, so it won't be shown"
    hint = "put the file under static/root/ and write its site path, such as /photo.jpg"
    return Problem(where, "image", message, hint, "warning")


def _show_as_text(image: Token) -> None:
    """Put an image's description in its place."""
    image.content = "".join(_texts(image.children or ()))
    image.type, image.tag, image.children = "text", "", None


def _paragraphs(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            text = "".join(_texts(token.children or ())).strip()
            if text:
                yield text


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield token.content
