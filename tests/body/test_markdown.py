"""Bodies: what Markdown may become, and what it never may."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.body.markdown import MAX_NESTING, Body, plain, render
from sitegen.model.article import BodyLink

ELEMENTS = {
    *("a", "blockquote", "br", "code", "em", "hr", "img", "li", "ol", "p", "pre", "s", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"id", "href", "src", "alt", "title", "rel", "start", "class"}
PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- ",
        "[x](",
        "![x](",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "https://e.example/?a=b&c=\"d'",
        "/photo.jpg",
        "a.md",
        ' "title" onclick="x"',
        "<b onmouseover='x'>",
        ")",
        "]",
        "[",
        "`",
        "```html\n",
        "*",
        "~~",
        "> ",
        "- ",
        "# ",
        "| a | b |\n|---|:-:|\n| c | d |\n",
        "[r]: ",
        "[r]",
        "<https://e.example/>",
        "<javascript:x>",
        "&lt;script&gt;",
        "\\",
        "\n",
        "\n\n",
        " ",
        "text",
    ]
)


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def body(text: str, first_line: int = 1) -> Body:
    return render(text, "articles/2024/12/x.md", first_line)


def html(text: str) -> str:
    """The HTML of a text that there is nothing to say against."""
    rendered = body(text)
    assert rendered.problems == ()
    return rendered.html


def complaints(text: str, first_line: int = 1) -> list[str]:
    return [str(problem) for problem in body(text, first_line).problems]


@given(st.lists(PIECES, max_size=12).map("".join))
@example('[x](/a"onclick="b)')
@example("[x](javascript:alert(1))")
@example("![x](javascript:alert(1))")
@example("[r]\n\n[r]: javascript:alert(1)")
def test_no_text_becomes_more_than_markdown_knows(text: str) -> None:
    for tag, attributes in Elements(body(text).html).found:
        assert tag in ELEMENTS
        assert attributes.keys() <= ATTRIBUTES
        if tag in ("td", "th") and "class" in attributes:
            assert attributes["class"] in ("align-center", "align-left")
        target = (attributes.get("href") or "").lower()
        assert not target.startswith(("javascript:", "vbscript:", "data:", "file:"))
        if tag == "img":
            source = attributes["src"] or ""
            assert source.startswith("/") and not source.startswith("//")


@given(st.lists(st.lists(st.sampled_from(["> ", "- ", "2. ", "# ", "    ", "*", "[", "!"]))))
def test_no_word_is_lost_between_marks(lines: list[list[str]]) -> None:
    text = "\n".join(f"{''.join(marks)}word{number}." for number, marks in enumerate(lines))
    shown = body(text).html
    assert [number for number in range(len(lines)) if f"word{number}." not in shown] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
        ),
        ("A <b>bold</b> plan", "<p>A &lt;b&gt;bold&lt;/b&gt; plan</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](&#106;avascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        ("&copy; &amp;copy;", "<p>© &amp;copy;</p>\n"),
    ],
)
def test_html_and_scripts_are_shown_as_text(text: str, shown: str) -> None:
    assert html(text) == shown


def test_what_an_editor_writes() -> None:
    text = (
        "Ministers *met* in **Cairo**,\nand ~~did not~~ agree.\n\n"
        "> Calm.\n\n1. One\n2. Two\n\n| Port | Ships |\n| --- | --: |\n| Suez | 12 |\n\n    code\n"
    )
    assert html(text) == (
        "<p>Ministers <em>met</em> in <strong>Cairo</strong>,\nand <s>did not</s> agree.</p>\n"
        "<blockquote>\n<p>Calm.</p>\n</blockquote>\n"
        "<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n"
        "<table>\n<thead>\n<tr>\n<th>Port</th>\n"
        '<th class="align-right">Ships</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>Suez</td>\n<td class="align-right">12</td>\n</tr>\n</tbody>\n</table>\n'
        "<pre><code>code\n</code></pre>\n"
    )


def test_paragraphs_are_the_words_alone() -> None:
    text = "Ministers *met* in\n[Cairo](cairo.md) `now`.\n\n- One &amp; two\n\n![A ship](/s.jpg)\n"
    assert body(text).paragraphs == ("Ministers met in Cairo now.", "One & two", "A ship")


class TestHeadings:
    @pytest.mark.parametrize(
        ("text", "tags"),
        [
            ("# A\n\n## B\n\n###### C", ["h2", "h3", "h6"]),
            ("A\n===\n\nB\n---", ["h2", "h3"]),
            ("## B\n\n# A", ["h3", "h2"]),
            ("## B\n\n### C", ["h2", "h3"]),
            ("> # quoted", ["blockquote", "h2"]),
        ],
    )
    def test_the_page_alone_has_a_heading_of_the_first_rank(
        self, text: str, tags: list[str]
    ) -> None:
        assert [tag for tag, _ in Elements(html(text)).found] == tags

    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("## What *was* said", ["what-was-said"]),
            ("## Said\n\n## Said\n\n## Said 2", ["said", "said-2", "said-2-2"]),
            ("## Main", ["main-2"]),
            ("## مصر – اليوم", ["مصر-اليوم"]),
            ("## !", ["section"]),
            ('## <b id="x">', ["b-id-x"]),
            ("## [Talks](/2024/) & `more`", ["talks-more"]),
        ],
    )
    def test_a_heading_has_an_id_of_its_words(self, text: str, ids: list[str]) -> None:
        elements = Elements(html(text)).found
        found = [attributes["id"] for _, attributes in elements if "id" in attributes]
        assert found == ids

    @given(st.lists(st.sampled_from(["## a", "## a 2", "## main", "## A!", "# -", "text"])))
    def test_no_two_headings_share_an_id(self, lines: list[str]) -> None:
        elements = Elements(html("\n\n".join(lines))).found
        ids = [attributes["id"] for tag, attributes in elements if tag != "p"]
        assert len(ids) == len({"main", *ids}) - 1


class TestLinks:
    @pytest.mark.parametrize(
        ("target", "path"),
        [
            ("a.md", "articles/2024/12/a.md"),
            ("./a.txt", "articles/2024/12/a.txt"),
            ("../11/call.md#end", "articles/2024/11/call.md#end"),
            ("../../../pages/about.md", "pages/about.md"),
            ("a%20b.md", "articles/2024/12/a b.md"),
            ("<a b.md>", "articles/2024/12/a b.md"),
            ("it's.md", "articles/2024/12/it's.md"),
            ("مصر.md", "articles/2024/12/مصر.md"),
        ],
    )
    def test_a_link_to_a_content_file_is_told_with_its_line(self, target: str, path: str) -> None:
        rendered = body(f"One.\n\nSee\n[it]({target}).\n", first_line=5)
        assert rendered.links == (BodyLink(path, 8),)
        assert f'<a href="content:{path}">it</a>' in rendered.html
        assert rendered.problems == ()

    @pytest.mark.parametrize(
        "target", ["/2024/12/", "#end", "mailto:desk@example.org", "tel:+20", "TEL:+20"]
    )
    def test_other_links_stand_as_they_are(self, target: str) -> None:
        assert html(f"[it]({target})") == f'<p><a href="{target}">it</a></p>\n'

    def test_each_link_of_a_paragraph_is_on_its_own_line(self) -> None:
        text = "One.\n\nSee [a](a.md)\\\nand *the\n[b](b.md)* or\n> [c](#c)\n"
        lines = {"a.md": 3, "b.md": 5}
        expected = [BodyLink(f"articles/2024/12/{path}", line) for path, line in lines.items()]
        assert body(text).links == (*expected, BodyLink("#c", 6))

    def test_its_headings_are_known_by_their_ids(self) -> None:
        text = "# Main\n\nText.\n\n## What *next*?\n\n## What next\n"
        assert body(text).anchors == ("main-2", "what-next", "what-next-2")
        assert body("Text.").anchors == ()

    @pytest.mark.parametrize("target", ["https://e.example/?a=b", "HTTP://e.example"])
    def test_a_link_to_another_site_says_so(self, target: str) -> None:
        assert html(f"[it]({target})") == (
            f'<p><a href="{target}" rel="external noopener">it</a></p>\n'
        )

    @pytest.mark.parametrize(
        "target", ["ftp://e.example", "//e.example/a", "a.pdf", "a.md?b", "content:a.pdf"]
    )
    def test_a_link_that_leads_nowhere_is_told(self, target: str) -> None:
        assert complaints(f"One.\n\n[it]({target})", first_line=4) == [
            f"content/articles/2024/12/x.md:6: the link {target!r} is neither a web address, a site "
            "path nor a content file; write https://…, /path/ or the path of a .md file"
        ]

    @pytest.mark.parametrize("target", ["../../../../secret.md", "%2Fetc%2Fpasswd.md"])
    def test_a_link_out_of_the_content_is_told(self, target: str) -> None:
        assert complaints(f"[it]({target})") == [
            f"content/articles/2024/12/x.md:1: the link {target!r} leads outside content/; link to a "
            "file under content/"
        ]


class TestImages:
    def test_an_image_of_this_site_is_shown(self) -> None:
        assert html('![The "port"](/port.jpg "At dusk")') == (
            '<p><img src="/port.jpg" alt="The &quot;port&quot;" title="At dusk" /></p>\n'
        )

    @pytest.mark.parametrize(
        "target",
        ["https://e.example/t.gif", "//e.example/t.gif", "t.gif", "data:image/gif;base64,AA", ""],
    )
    def test_an_image_from_elsewhere_is_told_and_only_its_words_are_shown(
        self, target: str
    ) -> None:
        rendered = body(f"See ![a *new* port]({target}) there.", first_line=3)
        assert rendered.html == "<p>See a new port there.</p>\n"
        assert [str(problem) for problem in rendered.problems] == [
            f"content/articles/2024/12/x.md:3: warning: the image {target!r} does not come from this "
            "site, so it won't be shown; put the file under static/root/ and write its site path, "
            "such as /photo.jpg"
        ]


class TestNesting:
    @pytest.mark.parametrize("mark", ["> ", "- ", "> - "])
    @pytest.mark.parametrize("depth", [MAX_NESTING + 1, 300])
    def test_what_nests_too_deep_is_told_by_its_line(self, mark: str, depth: int) -> None:
        assert complaints(f"One.\n\n{mark * depth}deep", first_line=4) == [
            f"content/articles/2024/12/x.md:6: lists or quotes stand more than {MAX_NESTING} levels "
            "deep; indent less"
        ]

    def test_what_is_not_told_is_not_lost(self) -> None:
        assert "deep" in html("> " * (MAX_NESTING - 1) + "deep")

    @pytest.mark.parametrize("text", ["[" * 2000, "*a " * 2000, "![" * 500 + "](/x)" * 500])
    def test_brackets_without_end_are_text(self, text: str) -> None:
        assert body(text).html.startswith("<p>")


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), max_size=4))
def test_plain_paragraphs_show_just_their_words(paragraphs: list[str]) -> None:
    shown = plain(paragraphs)
    assert {tag for tag, _ in Elements(shown).found} <= {"p"}
    assert unescape(shown) == "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def test_an_escaped_form_feed_is_a_space_since_feeds_cannot_hold_it() -> None:
    body = render("One&#12;two &#x0C; three.", "articles/x.md")
    assert body.html == "<p>One two   three.</p>\n"
    assert body.paragraphs == ("One two   three.",)
