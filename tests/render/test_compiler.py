"""Templates as they are compiled here write what Jinja2 writes, or leave the page to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from markupsafe import escape as library_escape

from sitegen.model.site import Site
from sitegen.render import compiler
from sitegen.render.theme import Look, Theme

SITE = Site("The <Digest>", "What is said", "https://digest.example.org/d", "en", "Us", "UTC")


class Thing(NamedTuple):
    """Something for templates to look at."""

    title: str = 'A "b" & <c>'
    items: tuple[Any, ...] = ("x", "<y>", Markup("<i>z</i>"), 3, None)
    class_: str = "k"

    @property
    def broken(self) -> str:
        raise AttributeError("no luck")


MACROS = """\
{% macro link(url, title='no title', mark=url) %}<a href="{{ url }}">{{ title }}{{ mark }}</a>{% endmacro %}
{% macro boxed(name) %}<div>{{ name }}{{ caller() }}</div>{% endmacro %}
{% macro many(first) %}{{ first }}{% for each in varargs %},{{ each }}{% endfor %}{{ kwargs['a'] }}{% endmacro %}
{% macro nested(n) %}{{ link(n) }}{% if n %}{{ nested(n - 1) }}{% endif %}{% endmacro %}
"""
BASE = """\
<{% block outer %}[{% block inner %}base{% endblock %}]{% endblock %}>
{% for item in page.items %}{% block item scoped %}{{ item }}{% endblock %}{% endfor %}
"""
PLAINER = (
    "{{ page.title }}{{ page.title|upper }}{{ page.title ~ '<' }}{{ [page.title]|join('&') }}",
    "{% for item in page.items %}{{ loop.index }}{{ item }}{% else %}none{% endfor %}",
    "{% for item in () %}{{ item }}{% else %}none{% endfor %}",
    "{% if page.title %}{{ page.items[1] }}{% elif page.items %}a{% else %}b{% endif %}",
    "{{ 'yes' if page.title else 'no' }}{{ page.items[1:3]|length }}{{ page.items|first }}",
    "{% set x = page.title %}{{ x }}{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}{{ y|length }}",
    "{% from 'm.html' import link %}{{ link('/a') }}{{ link('/b', '<t>') }}{{ link('/c', 1, 2) }}",
    "{% from 'm.html' import link %}{{ link(title='&', url='<') }}{{ link('/a', mark='m') }}",
    "{% import 'm.html' as m %}{{ m.link(page.title) }}{{ m.link(*page.items[:2]) }}",
    "{% from 'm.html' import boxed %}{% call boxed('<n>') %}{{ page.title }}{% endcall %}",
    "{% from 'm.html' import many %}{{ many(1, 2, '<', a='&') }}",
    "{% from 'm.html' import nested %}{{ nested(3) }}",
    "{% macro own(a) %}{{ a }}{{ page.title }}{% endmacro %}{{ own('<') }}{{ own('>')|trim }}",
    "{% extends 'base.html' %}{% block inner %}{{ super() }}<{{ page.title }}{% endblock %}",
    "{% extends 'base.html' %}{% set mine = 3 %}{% block outer %}{{ mine }}{{ super() }}{% endblock %}",
    "{% extends 'base.html' %}{% block item %}({{ item }}){% endblock %}",
    "{% include 'part.html' %}{% include ['missing.html', 'part.html'] %}",
    "{% with a = page.title %}{{ a }}{% endwith %}{% filter upper %}{{ page.title }}<{% endfilter %}",
    "{% set space = namespace(n=0) %}{% for i in range(3) %}{% set space.n = space.n + i %}{% endfor %}{{ space.n }}",
    "{% for a, b in (('x', 1), ('<', 2)) recursive %}{{ a }}{{ b }}{% endfor %}",
    "{% for row in ((1, (2, ())), ) recursive %}{{ row[0] }}{{ loop((row[1],)) if row[1] }}{% endfor %}",
    "{{ site.title }}{{ '/a b/'|href }}{{ asset('style.css') }}{{ 'EG'|country_name }}",
    "{{ page.title is defined }}{{ nothing is defined }}{{ nothing|default('none') }}",
    "{{ {'a': '<'}['a'] }}{{ dict(a=1) }}{{ page.items|map('string')|list }}",
    "{{ joiner(',')() }}{% block named %}n{{ page.title }}{% endblock %}{{ {'a': '<'}.a }}",
    "{{ (-1.5).is_integer() }}{{ 'a'.upper() }}{{ [1, 2].count(1) }}{{ page.items[0].upper() }}",
    "{{ '%s'|format(page.title) }}{{ page.title.upper() }}{{ page.title.replace('b', '<') }}",
)
DEMANDING = (
    "{% autoescape false %}{{ page.title }}{% from 'm.html' import link %}{{ link('<') }}{% endautoescape %}",
    "{% macro raw(a) %}{{ a }}{% endmacro %}{% autoescape false %}{{ raw('<') ~ '<' }}{% endautoescape %}",
    "A{% include 'm.html' without context %}B",
    "{% from 'm.html' import boxed %}{% autoescape false %}{% call boxed('n') %}<i>x</i>{% endcall %}{% endautoescape %}",
    "{% macro i() %}<b>{% endmacro %}{% macro o() %}{{ i() }}{% endmacro %}{% autoescape false %}{{ o() }}{% endautoescape %}",
    "{{ self.named() }}{% block named %}n{{ page.title }}{% endblock %}",
    "{{ page.nothing is defined }}",
    "{{ page.nothing|default('<') }}",
    "{% set p = {'list': page.items} %}{{ p.list|length }}",
)
WRONG = (
    "{{ nothing }}",
    "{{ page.nothing }}",
    "{{ page.broken }}",
    "{{ page.title.x.y }}",
    "{% from 'm.html' import link %}{{ link() }}",
    "{% from 'm.html' import link %}{{ link(1, 2, 3, 4) }}",
    "{% from 'm.html' import nowhere %}{{ nowhere() }}",
    "{{ page.title() }}",
    "{{ page.items|nosuchfilter }}",
    "{% include 'missing.html' %}",
    "{{ asset('missing.css') }}",
    "{{ 1 // 0 }}",
    "{{ page.\ufb01eld }}",
)


@pytest.fixture
def theme_of(tmp_path: Path) -> Callable[[str], Theme]:
    folder = tmp_path / "templates"
    folder.mkdir()
    texts = {"m.html": MACROS, "base.html": BASE, "part.html": "<{{ page.title }}>"}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")

    def make(source: str) -> Theme:
        (folder / "page.html").write_text(source, "utf-8")
        assets = (("style.css", "/assets/style.css"),)
        look = Look((str(folder),), SITE, assets, "mark", str(tmp_path / "compiled"), "program")
        return Theme(look)

    return make


def outcome(render: Callable[[], str]) -> tuple[str, str]:
    """What is written, or the error that says why not."""
    try:
        return "", render()
    except Exception as error:
        return type(error).__name__, str(error)


def by_jinja(theme: Theme) -> tuple[str, str]:
    template = theme._whole.get_template
    return outcome(lambda: template("page.html").render({"page": Thing()}))


@pytest.mark.parametrize("source", PLAINER)
def test_what_is_compiled_here_writes_the_same(
    source: str, theme_of: Callable[[str], Theme]
) -> None:
    theme = theme_of(source)
    written = theme.render("page.html", page=Thing())
    assert ("", written) == by_jinja(theme)
    assert not theme._demanding


@pytest.mark.parametrize("source", DEMANDING)
def test_what_asks_for_more_is_left_to_jinja(source: str, theme_of: Callable[[str], Theme]) -> None:
    theme = theme_of(source)
    for _ in range(2):
        assert ("", theme.render("page.html", page=Thing())) == by_jinja(theme)
    assert theme._demanding == {"page.html"}


@pytest.mark.parametrize("source", WRONG)
def test_errors_are_told_as_jinja_tells_them(source: str, theme_of: Callable[[str], Theme]) -> None:
    theme = theme_of(source)
    told = outcome(lambda: theme.render("page.html", page=Thing()))
    assert told[0] and told == by_jinja(theme)


@given(st.text() | st.text().map(Markup) | st.integers() | st.none() | st.lists(st.text()))
def test_values_look_as_the_library_shows_them(value: object) -> None:
    assert compiler.escape(value) == library_escape(value)
