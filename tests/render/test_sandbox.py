"""Ways out of a template into Python, as they are known: each is told by its line and not taken."""

from __future__ import annotations

import pytest

from tests.conftest import SiteFolder

LITERAL = (
    "''.__class__.__mro__",
    "''.__class__.__mro__[1].__subclasses__()",
    "cycler.__init__.__globals__",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "lipsum.__globals__['os']",
    "joiner.__init__.__globals__",
    "namespace.__init__.__globals__",
    "asset.__globals__",
    "asset.__func__.__globals__",
    "asset.__self__._environment",
    "self.__init__.__globals__",
    "self._TemplateReference__context",
    "page.__class__",
    "page._replace(id='x')",
    "page._asdict()",
    "site.__class__",
    "words.__class__",
    "range.__class__",
    "dict.__base__",
    "(1).__class__",
    "page.__class__ is defined",
    "page.__class__ if false",
)
AT_RUN_TIME = (
    "''['__class__']",
    "''['__cla' ~ 'ss__'].__name__ if false else ''['__cla' ~ 'ss__']",
    "''|attr('__class__')",
    "lipsum|attr('__globals__')",
    "asset|attr('__func__')",
    "page|attr('_replace')",
    "page['_replace']",
    "'{0.__class__}'.format(page)",
    "'{0.__class__.__mro__}'.format('')",
    "'{0[__class__]}'.format(page)",
    "'{a.__class__}'.format(a=page)",
    "'{a.__class__}'.format_map({'a': page})",
    "'{:{a.__class__}}'.format(1, a=page)",
    "('{0.__class__}'|safe).format(page)",
    "('{0.__class__}'|attr('format'))(page)",
    "'{0.__class__}'['format'](page)",
    "['{0.__class__}']|map('attr', 'format')|first()(page)",
    "[page, page]|sort(attribute='__class__')",
    "[1]|sum(attribute='__class__')",
    "[page]|join(',', attribute='__class__')",
    "[page]|selectattr('__class__')|list",
    "[page]|unique(attribute='__class__')|list",
    "(namespace|attr('mro'))()",
    "namespace.mro()",
    "range(10 ** 9)|list",
    "range(10 ** 9)|sum",
)
STATEMENTS = (
    "{% set x = ''.__class__ %}",
    "{% set x = ''|attr('__class__') %}{{ x }}",
    "{% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %}",
    "{% for x in ''['__class__'] %}{{ x }}{% endfor %}",
    "{% if ''.__class__ %}x{% endif %}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m['_func'] }}",
    "{% import '_card.html' as c %}{{ c.__class__ }}",
    "{% import '_card.html' as c %}{{ c['__class__'] }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../etc/passwd' %}",
    "{% include '../sitegen.toml' %}",
    "{% include 'linked.html' %}",
    "{% extends '/etc/passwd' %}",
    "{% import '../sitegen.toml' as x %}",
)


def marks() -> list[str]:
    return [*(f"{{{{ {one} }}}}" for one in (*LITERAL, *AT_RUN_TIME)), *STATEMENTS]


@pytest.mark.parametrize("mark", marks())
def test_a_way_out_is_told_and_not_taken(site: SiteFolder, mark: str) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.write("templates/article.html", f"<p>\n{mark}")
    (problem,) = site.problems()
    assert problem.startswith("templates/article.html:2: ")
    assert problem.endswith(" (while rendering /2024/12/a/)")
    assert site.tree() == {}


@pytest.mark.parametrize(
    "mark",
    [
        "''.__class__|default('x')",
        "[page]|map(attribute='__class__')|list",
        "[page]|map('attr', '__class__')|list",
        "[page]|groupby('__class__')|first|first is defined",
    ],
)
def test_what_nobody_uses_is_nothing(site: SiteFolder, mark: str) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.write("templates/article.html", f"{{{{ {mark} }}}}")
    site.build()
    assert site.read("2024/12/a/index.html") in ("x", "[Undefined]", "False")


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("{{ '{}, {}'.format(1, '<') }}", "1, &lt;"),
        ("{{ '{a}'.format(a=2) }}", "2"),
        ("{{ ('{}'|safe).format('<') }}", "&lt;"),
        ("{{ '{0.title}'.format(site) }}", "Digest"),
        ("{{ '{:>3}|{!r}'.format(1, 2) }}", "  1|2"),
        ("{{ '{a}'.format_map({'a': 3}) }}", "3"),
        ("{{ page['head']['title'] }}", "A"),
        ("{{ [site]|map(attribute='title')|first }}", "Digest"),
        ("{% set x = [] %}{% set _ = x.append(1) %}{{ x }}", "[1]"),
        ("{{ range(3)|list }}", "[0, 1, 2]"),
        ("{% include 'note.txt' %}", "noted"),
    ],
)
def test_what_themes_do_is_done(site: SiteFolder, mark: str, text: str) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.write("templates/note.txt", "noted")
    site.write("templates/picture.png", b"\xff\xfe")
    site.write("templates/article.html", mark)
    site.build()
    assert site.read("2024/12/a/index.html") == text
