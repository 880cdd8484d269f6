"""Templates as they are compiled here write what Jinja2 writes, and fail as it does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from jinja2.compiler import CodeGenerator
from markupsafe import Markup
from markupsafe import escape as library_escape

from sitegen.model.site import Site
from sitegen.render import compiler
from sitegen.render.theme import Missing, ThemeEnvironment, environment, filters

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
TEMPLATES = (
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


class PlainEnvironment(ThemeEnvironment):
    """The same environment, with Jinja2's own compiler."""

    code_generator_class = CodeGenerator


def ready(kind: type[Environment], source: str, **others: str) -> Environment:
    """An environment over some texts, the page's among them, with all that a theme has."""
    texts = {"m.html": MACROS, "base.html": BASE, "part.html": "<{{ page.title }}>", **others}
    ours = environment([])
    made = kind(
        loader=DictLoader({**texts, "page.html": source}),
        autoescape=ours.autoescape,
        undefined=Missing,
        trim_blocks=ours.trim_blocks,
        lstrip_blocks=ours.lstrip_blocks,
        keep_trailing_newline=ours.keep_trailing_newline,
    )
    made.globals.update(site=SITE, asset={"style.css": "/assets/style.css"}.__getitem__)
    made.filters.update(filters(SITE))
    return made


def outcome(made: Environment) -> tuple[str, str]:
    """What is written, or the error that says why not."""
    try:
        return "", made.get_template("page.html").render(page=Thing())
    except Exception as error:
        return type(error).__name__, str(error)


def both(source: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """What comes of a template as it is compiled here, and as Jinja2 compiles it."""
    return outcome(ready(ThemeEnvironment, source)), outcome(ready(PlainEnvironment, source))


@pytest.mark.parametrize("source", TEMPLATES)
def test_what_is_compiled_here_writes_the_same(source: str) -> None:
    ours, plain = both(source)
    assert ours == plain
    assert ours[0] == ""


@pytest.mark.parametrize("source", WRONG)
def test_errors_are_told_as_jinja_tells_them(source: str) -> None:
    ours, plain = both(source)
    assert ours == plain
    assert ours[0] != ""


def test_the_compiler_is_the_one_that_themes_use() -> None:
    made = environment([])
    assert made.code_generator_class is compiler.Generator
    assert "environment.escape" in made.compile("{{ page.title }}", raw=True)


names = st.sampled_from(("page", "site", "item", "x", "nothing", "loop"))
attributes = st.sampled_from(("title", "items", "class_", "broken", "nothing", "index", "upper"))
expressions = st.recursive(
    names | st.sampled_from(("'<'", "1", "none", "()", "page.items", "page.title")),
    lambda inner: st.one_of(
        st.tuples(inner, attributes).map(".".join),
        inner.map("{}[0]".format),
        inner.map("{}()".format),
        st.tuples(inner, st.sampled_from(("upper", "first", "length", "safe", "default('<')"))).map(
            "|".join
        ),
        st.tuples(inner, inner).map(" ~ ".join),
        st.tuples(inner, inner, inner).map("({0[0]} if {0[1]} else {0[2]})".format),
        inner.map("link({}, '&')".format),
        inner.map("({} is defined)".format),
        inner.map("{{'title': {}}}".format),
    ),
    max_leaves=4,
)
statements = st.recursive(
    st.sampled_from(("<p>", "&", "\n", "  ")) | expressions.map("{{{{ {} }}}}".format),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.tuples(expressions, inner).map("{{% if {0[0]} %}}{0[1]}{{% endif %}}".format),
        st.tuples(expressions, inner).map("{{% for item in {0[0]} %}}{0[1]}{{% endfor %}}".format),
        st.tuples(expressions, inner).map("{{% with x = {0[0]} %}}{0[1]}{{% endwith %}}".format),
        inner.map("{{% set x %}}{}{{% endset %}}{{{{ x }}}}".format),
        inner.map("{{% filter upper %}}{}{{% endfilter %}}".format),
        inner.map("{{% autoescape false %}}{}{{% endautoescape %}}".format),
        inner.map("{{% call boxed('<') %}}{}{{% endcall %}}".format),
        inner.map("{{% macro own(item) %}}{}{{% endmacro %}}{{{{ own(page) }}}}".format),
        inner.map("{{% block NAME %}}{}{{% endblock %}}".format),
        inner.map("{{% block NAME scoped %}}{}{{% endblock %}}".format),
        st.sampled_from(
            ("{% include 'part.html' %}", "{% include 'm.html' without context %}", "{{ super() }}")
        ),
    ),
    max_leaves=6,
)
heads = st.sampled_from(
    ("", "{% extends 'base.html' %}", "{% if page %}{% extends 'base.html' %}{% endif %}")
)


def named(source: str) -> str:
    """The same with a name of its own for each block; the first ones are those of the frame."""
    found: Iterator[str] = (
        ("outer", "inner", "item")[number] if number < 3 else f"b{number}" for number in count()
    )
    first, *rest = source.split("NAME")
    return "".join((first, *(next(found) + part for part in rest)))


@given(heads, statements)
def test_random_templates_write_the_same_or_fail_alike(head: str, source: str) -> None:
    ours, plain = both(f"{head}{{% from 'm.html' import boxed, link %}}{named(source)}")
    assert ours == plain


@given(st.text() | st.text().map(Markup) | st.integers() | st.none() | st.lists(st.text()))
def test_values_look_as_the_library_shows_them(value: object) -> None:
    assert compiler.escape(value) == library_escape(value)
