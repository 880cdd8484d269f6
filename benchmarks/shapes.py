"""Shapes of text that patterns and loops like least: a few characters, again and again."""

from __future__ import annotations

from collections.abc import Iterator

TOKENS = (
    # Letters, spaces and marks.
    *("a", "A", "é", "É", "e\u0301", "\U0001f600", "1", ".", ",", "-", "–", "—", "'", "’", '"'),
    *("“", "”", "(", ")", "[", "]", "{", "}", "<", ">", "/", "\\", "*", "_", "`", "#", "&", "@"),
    *("|", "=", "~", "!", "?", ":", ";", "+", "$", "%", "^", "\t", "\u00a0", "\ufeff", "\u00ad"),
    *("\ufffd", "\x01", "\r", "\f", "\u2028", "Ã©", "â€™", "Ã\u0083Â©", "ÃƒÂ©", "•", "…", "©", "·"),
    *("a.", "a,", "a-", "A.", "A-", "A'", "a'", "A b ", "a 1 ", "Ab ", "AB ", "1.", "1:", "12/"),
    # What wire texts are made of.
    *("(Reuters) - ", "(MENA)", "CAIRO (MENA) - ", "CAIRO, Dec 20 (MENA) - ", "CAIRO -- "),
    *("Dec 20, 2024 ", "2024-12-20 ", "20 December ", "Published: 2024-12-20 ", "12:00 GMT "),
    *("BREAKING: ", "UPDATE 1: ", "Reuters: ", "/Reuters/ - ", "Reuters/AFP ", "By Ann Lee "),
    *("President John Smith ", "Egyptian President Abdel Fattah al-Sisi ", "al-Sisi "),
    *("his Egyptian counterpart ", "Foreign Minister of ", "Ann Lee, Iran's foreign minister, "),
    *("Minister of Foreign Affairs of ", "King ", "Abdullah II ", "Egypt ", "Iran, ", "Paris, "),
    *("Georgia ", "Jordan ", "Michael Jordan ", "Turkey ", "US ", "U.S. ", "polish ", "egypt "),
    *("told Reuters ", "according to the ", "said that ", "he said, ", "which was ", "in Cairo, "),
    *("and the ", "on Friday, ", "earlier this week ", "In a statement ", "talks between "),
    *("All rights reserved ", "Copyright 2024 ", "Read more: ", "Source: MENA ", "Tags: a "),
    *("Photo: ", "(Reporting by ", "Editing by A ", "https://a.example ", "a@b.example ", "ENDS "),
    *(
        "Subscribe to ",
        "www.",
        "http://",
        "#tag ",
        "### ",
        "- 30 - ",
        "NNNN ",
        "Title: a ",
        "x-a: b ",
    ),
    *("=?utf-8?q?a?= ", "=C3", "fwd: re: ", "[wire] ", "----- Forwarded message -----", "--"),
    *("Talks end in Cairo on Friday ", "Ministers met. ", "Ministers of Egypt met in Cairo. "),
    *("The views expressed ", "website contains ", "subscription to ", "on the all rights "),
    # Markup.
    *("<p>", "</p>", "<p>a", "<a href=x ", '<a href="', "<!--", "-->", "<!", "<![CDATA[", "<?"),
    *("<![CAIRO [", "<script>", "</script", "<title>", "<div><p>", "<nav>", "</nav>", "<h1>a"),
    *("<img alt=a>", "<textarea>", "&amp;", "&#", "&#x41;", "&a", "< p", "</", "<p\n", "<p/"),
    *("<meta ", "<meta http-equiv=", "<b><i>", "</b>", "<table><tr><td>a", "<svg>", "<!DOCTYPE a "),
    # Comments, closed and not, and where they can begin.
    *(
        "<!-- a -->",
        "<!-- a --> ",
        "Ministers met. <!-- a --> ",
        "a <!-- a\n b --> ",
        "<!-- a --!>",
    ),
    *(
        "<!---->",
        "<!-->",
        "`<!--` ",
        "a <!--",
        "x <!-- n\n\nn --> y",
        '[a](/b "<!--") ',
        "[a](/b<!--",
    ),
    *("[a](/b<!---->) ", "[a]: /b<!--", "[a<!--]: /b", "| a |\n|-|\n| 1 | <!--", "<!-- a =\n -->"),
    # Markdown, YAML and TOML.
    *(
        "> ",
        "- ",
        "* ",
        "1. ",
        "a*",
        "*a",
        "**a",
        "a**",
        "_a",
        "*a_ ",
        "*a **b ",
        "[a",
        "a]",
        "[a]",
    ),
    *(
        "[a](",
        "[a](b)",
        "![",
        "![a](/b)",
        "[[",
        "](",
        "[a]: b",
        "[^a]",
        "```",
        "~~~",
        "~~a",
        "| a ",
    ),
    *(
        "|-",
        "\\*",
        "<a@b.example>",
        "<https://a.example>",
        "    ",
        "---",
        "===",
        "# ",
        "&lt;",
        "`a",
    ),
    *("a: b", "a: [", "? ", "a: 'b", 'a: "b', "!!", "&a ", "*a ", "title: a", "- - ", "{a: ", "''"),
    *("a=1", "a.", "[a.", "a = [", '"""', "'''", "[sitegen]", "title = 'a'", "\\u0041"),
    # Style sheets.
    *(
        "url(",
        'url("',
        "url('",
        "url(a",
        "url(a)",
        "url( ",
        "/*",
        "*/",
        "/**/",
        '@import "',
        "@import ",
    ),
    *('@import "a', "@import 'a.css'", "url(\n"),
)
COUNTED = (
    # Other words each time, for what is looked up among all that came before.
    *(
        "President Ab{} Cd{} ",
        "{}=1",
        "{}: a",
        "# {}",
        "[{}](x{}.md) ",
        "url({}.png)",
        "Source: A{}",
    ),
    *(
        "Talks of {} end in Cairo",
        "{}: [",
        "X-{}: a",
        "- {}",
        "[{}]: /a ",
        "(A{})",
        "@import '{}.css';",
    ),
)
NESTED = (
    "![…{}…](/b)",
    "[…{}…](b)",
    "(…{}…)",
    "[…{}…]",
    "*…{}…*",
    "<b>…{}…</b>",
    "<nav>…{}…</nav>",
    "![…{}…](/b<!---->)",
)
NESTED += ("{a: …{}…}", "[[…{}…]]", "> …{}…", "- …{}…", "Ã…{}…‚‚", "a**…{}…**", '"…{}…"', "‘…{}…’")
JOINS = ("", "\n", "\n\n")


def shapes() -> Iterator[str]:
    """What texts are made of, again and again: a token, on one line, a line each, a paragraph."""
    yield from dict.fromkeys(token + join for token in (*TOKENS, *COUNTED) for join in JOINS)
    yield from NESTED


def text_of(shape: str, size: int) -> str:
    """So many characters of a shape, or a few less."""
    if "…{}…" in shape:
        opening, closing = shape.split("…{}…")
        times = size // len(opening + closing)
        return opening * times + "a" + closing * times
    if "{}" in shape:
        times = size // (len(shape) + 3)
        return "".join(shape.replace("{}", _letters(number)) for number in range(times))
    return (shape * (size // len(shape) + 1))[:size]


def _letters(number: int) -> str:
    """A number in letters, as a word."""
    return "".join(chr(97 + int(digit)) for digit in str(number))
