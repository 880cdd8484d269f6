"""HTML stands in a page wherever its type says that there is some, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.digest.edition import Edition
from sitegen.model.elements import Html, Link
from sitegen.plan import planned
from sitegen.render.pages import filled
from tests.plan.test_subjects import editions


class Quote(NamedTuple):
    """Something with HTML inside."""

    words: Html
    by: str


class Page(NamedTuple):
    """HTML at every depth that a page may have it at."""

    title: str
    body: Html
    aside: Html | None
    notes: tuple[Html, ...]
    quotes: tuple[Quote, ...]
    best: Quote | None
    pairs: tuple[tuple[str, Html], ...]
    links: tuple[Link, ...] = ()


HTML = st.builds(Html, st.sampled_from(["a", "b", ""]))
QUOTES = st.builds(Quote, HTML, st.text(max_size=3))
SOME = st.builds(
    Page,
    title=st.text(max_size=3),
    body=HTML,
    aside=st.none() | HTML,
    notes=st.lists(HTML, max_size=3).map(tuple),
    quotes=st.lists(QUOTES, max_size=3).map(tuple),
    best=st.none() | QUOTES,
    pairs=st.lists(st.tuples(st.text(max_size=3), HTML), max_size=3).map(tuple),
    links=st.lists(st.builds(Link, st.text(max_size=3), st.just("/")), max_size=2).map(tuple),
)


def fill(html: Html) -> Markup:
    return Markup(f"<p>{html.reference}</p>")


def expected(value: Any) -> Any:
    """What filling in must come to, by looking at every value there is."""
    if isinstance(value, Html):
        return fill(value)
    if hasattr(value, "_fields"):
        return type(value)(*map(expected, value))
    return tuple(map(expected, value)) if isinstance(value, tuple) else value


def kinds(value: Any) -> Iterator[type]:
    """The types of all that a value holds, however deep."""
    yield type(value)
    if isinstance(value, tuple):
        for item in value:
            yield from kinds(item)


@given(SOME)
def test_html_is_filled_in_wherever_it_stands(page: Page) -> None:
    found = filled(page, fill)
    assert found == expected(page)
    assert list(kinds(found)) == list(kinds(expected(page)))


@given(editions)
def test_no_page_that_a_template_sees_has_a_reference_left_in_it(edition: Edition) -> None:
    plan = planned(edition)
    for scope in plan.scopes:
        if scope.kind.template:
            for page in scope.kind.pages(scope.subject, plan.site, plan.objects):
                found = filled(page, fill)
                assert Html not in kinds(found)
                assert found == expected(page)
