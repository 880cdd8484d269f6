"""The reader of HTML pages: blocks of text, and what a browser does not show."""

from __future__ import annotations

from collections import Counter

from sitegen.model.article import Cut
from sitegen.wire.input.asides import never_closed
from sitegen.wire.input.paragraph import Line
from sitegen.wire.input.tags import Token, tokens
from sitegen.wire.trouble import Doubt
from sitegen.wire.vocabulary import words

_BLOCKS = words(
    "address article aside blockquote body br caption center dd details div dl dt fieldset "
    "figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section "
    "select summary table tbody td tfoot th thead title tr ul"
)
_HIDDEN = {
    "script": "script",
    "style": "style sheet",
    "template": "template",
    "noscript": "text for browsers without scripts",
    "title": "title of the page",
    "nav": "navigation",
    "footer": "foot of the page",
    "aside": "beside the article",
    "form": "form",
    "button": "button",
    "figcaption": "caption",
}
_ASIDE = {
    "comment": "comment in the page",
    "declaration": "declaration of the page",
    "instruction": "instruction in the page",
}
_ADDRESSES = {"a": "href", "img": "src", "iframe": "src", "video": "src", "source": "src"}


class PageReader:
    """Gathers blocks of text with the line each begins on; what is not shown goes to `cut`."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.cut: list[Cut] = []
        self.doubts: list[Doubt] = []
        self.heading: Line | None = None
        self._blocks: list[Line] = []
        self._words: list[str] = []
        self._line = 0
        self._hidden: list[str] = []
        self._open: Counter[str] = Counter()
        """How many of each are in `_hidden`."""
        self._in_heading = False

    def read(self, text: str) -> None:
        """Read a page."""
        for token in tokens(text):
            match token.kind:
                case "text":
                    self._text(token)
                case "start":
                    self._start(token)
                case "end":
                    self._end(token.text)
                case kind:
                    if token.text.strip():
                        self._aside(_ASIDE[kind], token.line, " ".join(token.text.split()))
                    if not token.is_closed:
                        self.doubts.append(never_closed(token.line))
        self._end_block()

    def lines(self) -> tuple[Line, ...]:
        """The blocks in order, with blank lines between them."""
        return tuple(part for block in self._blocks for part in (block, Line(block.number, "")))

    def _start(self, tag: Token) -> None:
        """A block ends the one before; an address is kept aside."""
        name = tag.text
        if name in _BLOCKS or name in _HIDDEN:
            self._end_block()
        if name in _HIDDEN:
            self._hidden.append(name)
            self._open[name] += 1
        self._in_heading = self._in_heading or name == "h1"
        for attribute, value in tag.attributes:
            if value and (attribute == _ADDRESSES.get(name) or attribute == "alt"):
                of_picture = attribute == "alt"
                reason = "text of a picture" if of_picture else "address of a link or picture"
                self._aside(reason, tag.line, value.strip())

    def _end(self, name: str) -> None:
        """A closed block ends; a closing tag that nothing opened is passed over."""
        if name in _BLOCKS or name in _HIDDEN:
            self._end_block()
        if self._open[name]:
            while (last := self._hidden.pop()) != name:
                self._open[last] -= 1
            self._open[name] -= 1
        if name == "h1":
            self._in_heading = False

    def _text(self, token: Token) -> None:
        """Text of the block that is open."""
        words = token.text
        if not words.strip():
            if self._words:
                self._words.append(words)
            return
        if not self._words:
            leading = len(words) - len(words.lstrip())
            self._line = token.line + words.count("\n", 0, leading)
        self._words.append(words)

    def _aside(self, reason: str, line: int, text: str) -> None:
        self.cut.append(Cut(reason, line, text))

    def _end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if not text:
            return
        if self._hidden:
            self.cut.append(Cut(_HIDDEN[self._hidden[0]], self._line, text))
            return
        block = Line(self._line, text)
        if self._in_heading and self.heading is None:
            self.heading = block
        else:
            self._blocks.append(block)
