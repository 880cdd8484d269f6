"""A theme of one's own, made by docs/theming.md alone: nothing of sitegen's is drawn in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from sitegen.package import package_folder
from sitegen.plan import KINDS
from tests.conftest import SiteFolder

TEMPLATES = Path(__file__).parent / "templates"
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.html"))}
OURS = {path.name: path.read_text("utf-8") for path in package_folder("templates").glob("*.html")}
SETTINGS = """
title = "The Harbour Post"
description = "News of two ports"
base_url = "https://harbour.example/post"
list_size = 1
"""
WORDS = "Ships *left* the port & came back.\n\nA second <b>paragraph</b>, on [wheat]({link})."
INTRODUCTION = "A port with *two* harbours."


@pytest.fixture
def themed(site: SiteFolder) -> SiteFolder:
    """A site with something for each template, built with the theme."""
    shutil.copytree(TEMPLATES, site.root / "templates")
    site.write("sitegen.toml", SETTINGS)
    given = {"countries": "[EG, RU]", "source": "Harbour Desk"}
    site.article(
        "wheat.md",
        WORDS.format(link="grain.md"),
        title="Wheat leaves <Odesa>",
        date="2024-12-20 14:30",
        updated="2024-12-21",
        dateline="Cairo",
        summary="What ships did.",
        mentions="[UA, PE]",
        source_url="https://www.harbour.example/wheat",
        people="[Ali Farag, {name: Olga Petrova, role: Minister, country: RU}]",
        topics="[trade, food]",
        **given,
    )
    site.article("grain.md", title="Grain arrives", date="2024-12-18", lang="fr", **given)
    site.article("docks.md", title="Docks open", date="2023-11", countries="[UA]")
    site.article("strike.md", title="Strike", countries="[EG]")
    site.article("return.md", title="Return", countries="[]")
    site.write("content/countries/egypt.md", INTRODUCTION)
    site.write("content/months/2024-12.md", INTRODUCTION)
    site.write("content/pages/about.md", f"---\ntitle: About\n---\n{INTRODUCTION}\n")
    assert {problem.code for problem in site.build().problems} == {"undated"}
    return site


def pages(site: SiteFolder) -> dict[str, str]:
    """Every page's text by its file."""
    return {file: data.decode() for file, data in site.tree().items() if file.endswith(".html")}


def test_it_has_a_template_for_every_kind_of_page_and_draws_in_its_own_alone() -> None:
    parse = Environment(autoescape=True).parse
    drawn_in = {name for text in TEXTS.values() for name in find_referenced_templates(parse(text))}
    assert {kind.template for kind in KINDS} - {""} <= TEXTS.keys()
    assert drawn_in <= TEXTS.keys()


def test_every_template_is_used(themed: SiteFolder) -> None:
    """What a template writes, or hands to others, is made anew when it changes."""
    for name, text in TEXTS.items():
        themed.write(f"templates/{name}", f"{text}{{# edited #}}")
        assert set(themed.build().rendered.values()) == {"its template changed"}, name


def test_nothing_of_the_theme_that_comes_with_sitegen_shows(themed: SiteFolder) -> None:
    classes = {name for text in OURS.values() for name in re.findall(r'class="([\w -]+)"', text)}
    marks = {*(f'class="{one}' for one in classes), "/assets/style.", "color-scheme", "Skip to"}
    shown = {mark: file for file, text in pages(themed).items() for mark in marks if mark in text}
    assert len(classes) > 20
    assert shown == {}


def test_bodies_and_introductions_are_html(themed: SiteFolder) -> None:
    article = themed.read("2024/12/wheat/index.html")
    assert "<p>Ships <em>left</em> the port &amp; came back.</p>" in article
    assert '&lt;b&gt;paragraph&lt;/b&gt;, on <a href="/post/2024/12/grain/">wheat</a>.' in article
    assert "<h1>Wheat leaves &lt;Odesa&gt;</h1>" in article
    introduction = "<p>A port with <em>two</em> harbours.</p>"
    introduced = {file for file, text in pages(themed).items() if introduction in text}
    assert introduced == {
        *("about/index.html", "countries/egypt/index.html", "2024/12/index.html"),
    }
    assert [file for file, text in pages(themed).items() if "&lt;p" in text] == []


def test_links_lead_somewhere(themed: SiteFolder) -> None:
    """Also those of the parts of lists, which have one report each here."""
    files = themed.tree().keys()
    links = {
        link for text in pages(themed).values() for link in re.findall(r' href="(/[^"]*)"', text)
    }
    assert {"/post/2024/12/part-1/", "/post/countries/egypt/2024-12/part-1/"} < links
    assert [
        link
        for link in links
        if (link.removeprefix("/post/") + "index.html" * link.endswith("/")) not in files
    ] == []
