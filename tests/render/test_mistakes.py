"""Templates that Python can make nothing of: told with their name and cause, never as a bug."""

from __future__ import annotations

import pytest

from sitegen.render.mistakes import TOO_DEEP
from tests.conftest import SiteFolder

DEEP = {
    # Told with the line where reading gave up; what reads well may be too deep to be compiled.
    "parentheses": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", 2),
    "brackets": ("{{ " + "[" * 250 + "1" + "]" * 250 + " }}", 2),
    "calls": ("{{ " + "words.day(" * 3000 + "1" + ")" * 3000 + " }}", 2),
    "nots": ("{{ " + "not " * 5000 + "1 }}", 2),
    "blocks": ("{% if page %}" * 3000 + "{% endif %}" * 3000, 2),
    "sums": ("{{ " + "1+" * 20_000 + "1 }}", 0),
    "conditions": ("{{ " + "page and " * 20_000 + "1 }}", 0),
    "attributes": ("{{ page" + ".a" * 5000 + " }}", 0),
    "filters": ("{{ 1" + "|string" * 5000 + " }}", 0),
    "loops": ("{% for a in 'a' %}" * 25 + "{% endfor %}" * 25, 0),
    "branches": ("{% if 0 %}" + "{% elif 0 %}" * 5000 + "{% endif %}", 0),
}


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    return site


def first_problem(site: SiteFolder, template: str, name: str = "home.html") -> str:
    """What is wrong with a template whose second line this is."""
    site.write(f"templates/{name}", f"<!doctype html>\n{template}\n")
    return site.problems()[0]


@pytest.mark.parametrize("name", DEEP)
def test_a_template_that_nests_too_deep(site: SiteFolder, name: str) -> None:
    template, line = DEEP[name]
    place = f"templates/home.html:{line}" if line else "templates/home.html"
    problem = first_problem(site, template)
    assert problem.removesuffix(" (while rendering /)") == f"{place}: {TOO_DEEP}"


@pytest.mark.parametrize("name", ["sums", "loops", "branches", "parentheses"])
def test_one_that_is_drawn_in_is_told_by_its_own_name(site: SiteFolder, name: str) -> None:
    site.write("templates/home.html", "{% include '_deep.html' %}")
    problem = first_problem(site, DEEP[name][0], "_deep.html")
    assert problem.startswith("templates/_deep.html:")
    assert TOO_DEEP in problem


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{{ "x" * 10**18 }}', ":2: MemoryError"),
        ("{{ '%999999999999999999d' % 1 }}", ":2: MemoryError"),
        ("{{ range(10**20)|list }}", ":2: Python int too large to convert to C ssize_t"),
        ("{{ 10**5000 }}", ": can't be compiled: Exceeds the limit (4300 digits)"),
        ("{% macro m(a, a) %}{% endmacro %}", ": can't be compiled: duplicate argument"),
        ("{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}", ":2: maximum recursion depth"),
        ("{% include 'home.html' %}", ":2: maximum recursion depth"),
        ('{{ "\\ud800" }}', ": writes '\\ud800', half a character, which no file can hold"),
        ('{{ "a\\udfffb"|upper }}', ": writes '\\udfff', half a character"),
        ('{{ "\\ud800"|urlencode }}', ":2: 'utf-8' codec can't encode character '\\ud800'"),
    ],
)
def test_what_a_template_asks_too_much_of(site: SiteFolder, template: str, told: str) -> None:
    problem = first_problem(site, template)
    assert problem.startswith(f"templates/home.html{told}")
    assert problem.endswith(" (while rendering /)")
