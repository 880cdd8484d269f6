"""The reader of HTML pages, on the parser of the standard library."""

from __future__ import annotations

from html.parser import HTMLParser

from sitegen.model.article import Cut
from sitegen.wire.input.paragraph import Line
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
_ADDRESSES = {"a": "href", "img": "src", "iframe": "src", "video": "src", "source": "src"}


class PageReader(HTMLParser):
    """Gathers blocks of text with the line each begins on; what is not shown goes to `cut`."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__(convert_charrefs=True)
        self.cut: list[Cut] = []
        self.heading: Line | None = None
        self._blocks: list[Line] = []
        self._words: list[str] = []
        self._line = 0
        self._hidden: list[str] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block ends the one before; an address is kept aside."""
        if tag in _BLOCKS or tag in _HIDDEN:
            self._end_block()
        if tag in _HIDDEN:
            self._hidden.append(tag)
        self._in_heading = self._in_heading or tag == "h1"
        for name, value in attrs:
            if value and (name == _ADDRESSES.get(tag) or name == "alt"):
                reason = "text of a picture" if name == "alt" else "address of a link or picture"
                self.cut.append(Cut(reason, self.getpos()[0], value.strip()))

    def handle_endtag(self, tag: str) -> None:
        """A closed block ends; a closing tag that nothing opened is passed over."""
        if tag in _BLOCKS or tag in _HIDDEN:
            self._end_block()
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        if tag == "h1":
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        """Text of the block that is open."""
        if not data.strip():
            if self._words:
                self._words.append(data)
            return
        if not self._words:
            leading = len(data) - len(data.lstrip())
            self._line = self.getpos()[0] + data.count("\n", 0, leading)
        self._words.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment is kept aside."""
        self._aside("comment in the page", data)

    def handle_decl(self, decl: str) -> None:
        """A declaration such as DOCTYPE is kept aside."""
        self._aside("declaration of the page", decl)

    def handle_pi(self, data: str) -> None:
        """A processing instruction is kept aside."""
        self._aside("instruction in the page", data)

    def unknown_decl(self, data: str) -> None:
        """A CDATA section and the like are kept aside."""
        self._aside("declaration of the page", data)

    def close(self) -> None:
        """The last block ends with the page."""
        super().close()
        self._end_block()

    def lines(self) -> tuple[Line, ...]:
        """The blocks in order, with blank lines between them."""
        return tuple(part for block in self._blocks for part in (block, Line(block.number, "")))

    def _aside(self, reason: str, text: str) -> None:
        if text.strip():
            self.cut.append(Cut(reason, self.getpos()[0], " ".join(text.split())))

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
