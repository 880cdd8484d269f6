"""What the preview puts into pages, and pages of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.problems import Location, Problem
from sitegen.serve.page import missing_page, problem_page, with_script
from sitegen.serve.policy import permitting, with_permission

SCRIPT = (
    b'<script src="/livereload.js?host=localhost&amp;port=8000&amp;snipver=run-1" async></script>'
)


def scripted(page: bytes) -> bytes:
    return with_script(page, "localhost", 8000, "run-1")


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (b"<head><title>A</title></head><body>B</body>", b"<head><title>A</title>|</head><body>"),
        (b"<title>A</title><p>No head, no end", b"<p>No head, no end|"),
        (b"", b"|"),
        (b"<head></head><pre>&lt;/head></head></pre>", b"<head>|</head><pre>"),
    ],
)
def test_the_script_stands_at_the_end_of_the_head_or_of_the_page(page: bytes, where: bytes) -> None:
    before, after = where.split(b"|")
    assert before + SCRIPT + after in scripted(page)


@given(st.binary())
def test_a_page_is_otherwise_as_it_was(page: bytes) -> None:
    if b"<meta" not in page.lower():
        assert scripted(page).replace(SCRIPT, b"", 1) == page


# Policies


@pytest.mark.parametrize(
    ("policy", "permits"),
    [
        (
            "default-src 'none'; style-src 'self'",
            "default-src 'none'; style-src 'self'; script-src-elem 'self'; connect-src ws:",
        ),
        (
            "default-src 'self' https://a.example",
            "default-src 'self' https://a.example; "
            "script-src-elem 'self' https://a.example; connect-src 'self' https://a.example ws:",
        ),
        ("script-src 'none'", "script-src 'none'; script-src-elem 'self'"),
        ("connect-src 'NONE'", "connect-src ws:"),
        ("img-src 'none'; upgrade-insecure-requests", "img-src 'none'; upgrade-insecure-requests"),
        (
            " ; Default-Src 'none' ;; default-src *; ",
            "default-src 'none'; script-src-elem 'self'; connect-src ws:",
        ),
        ("", ""),
    ],
)
def test_a_policy_permits_what_it_did_and_the_reload(policy: str, permits: str) -> None:
    assert permitting(policy) == permits


SOURCES = st.lists(st.sampled_from(["'self'", "'none'", "https://a.example", "*"]), max_size=3)
NAMES = st.sampled_from(["default-src", "script-src", "script-src-elem", "connect-src", "img-src"])
POLICIES = st.dictionaries(NAMES, SOURCES).map(
    lambda rules: "; ".join(" ".join([name, *sources]) for name, sources in rules.items())
)


@given(POLICIES)
def test_what_permits_the_reload_needs_no_more_permission(policy: str) -> None:
    assert permitting(permitting(policy)) == permitting(policy)


@pytest.mark.parametrize(
    "meta",
    [
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">""",
        """<META content = "default-src 'none'" HTTP-EQUIV = 'content-security-policy'/>""",
        """<meta http-equiv=content-security-policy content="default-src &#39;none&#39;">""",
    ],
)
def test_a_pages_policy_is_found_however_it_is_written(meta: str) -> None:
    found = with_permission(meta.encode()).decode()
    assert re.search('content *= *"([^"]*)"', found, re.IGNORECASE)[1] == (  # type: ignore[index]
        "default-src &#x27;none&#x27;; script-src-elem &#x27;self&#x27;; connect-src ws:"
    )


def test_other_meta_elements_are_left_alone() -> None:
    page = b"""<meta name="description" content="On 'none' of content-security-policy">"""
    assert with_permission(page) == page


# Pages of the preview's own


def test_the_page_of_problems_shows_texts_as_texts() -> None:
    hint = 'try <a href="x">'
    problem = Problem(Location("content/<b>.md", 4), "odd", "<script>alert(1)</script>", hint)
    page = problem_page([problem]).decode()
    assert "<h1>A problem in the site</h1>" in page
    assert "<code>content/&lt;b&gt;.md:4</code>" in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "try &lt;a href=&quot;x&quot;&gt;" in page


def test_errors_stand_before_warnings() -> None:
    warning = Problem(Location("a.md"), "odd", "is odd", severity="warning")
    error = Problem(Location("b.md"), "wrong", "is wrong")
    page = problem_page([warning, error]).decode()
    assert "<h1>2 problems</h1>" in page
    assert page.index("<p>is wrong</p>") < page.index("<p>warning: is odd</p>")


def test_a_missing_page_shows_its_address_as_text() -> None:
    assert b"<code>/&lt;b&gt;</code>" in missing_page("/<b>")
