"""The documentation says what the program does: lists are complete, examples work, links lead on."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import shutil
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
from jinja2 import Environment, nodes

from sitegen import urls
from sitegen.cli import main
from sitegen.config import Config, load_config
from sitegen.content.entry import parse
from sitegen.content.fields import READERS, read_fields
from sitegen.content.frontmatter import split
from sitegen.problems import BuildFailed
from sitegen.render.theme import filters

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
}
README, WRITING, THEMING = PAGES["README.md"], PAGES["docs/writing.md"], PAGES["docs/theming.md"]
DEPLOYING, ARCHITECTURE = PAGES["docs/deploying.md"], PAGES["docs/architecture.md"]


def section(text: str, heading: str) -> str:
    """The text under a heading, up to the next one of its rank or a higher one."""
    begin = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert begin is not None, heading
    end = re.search(rf"^#{{1,{len(begin[1])}}} ", text[begin.end() :], re.MULTILINE)
    return text[begin.end() :][: end.start() if end else None]


def rows(text: str) -> list[list[str]]:
    """The cells of every table's rows, without the heads."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("| ---"):
            found.pop()
        elif line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            found.append([cell.strip().replace(r"\|", "|") for cell in cells])
    return found


def code(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


# Settings and the command line


def test_every_setting_stands_in_the_table_with_its_type_and_default():
    types = {str: "text", int: "whole number", tuple: "list of texts"}
    declared = [
        [f"`{one.name}`", types[type(one.default)], f"`{json.dumps(one.default)}`"]
        for one in fields(Config)
    ]
    assert [cells[:3] for cells in rows(section(README, "Settings"))] == declared


@pytest.mark.parametrize("text", blocks(DEPLOYING, "toml"))
def test_settings_in_examples_are_settings(tmp_path, text):
    (tmp_path / "sitegen.toml").write_text(text, "utf-8")
    assert load_config(tmp_path).problems == ()


def synopsis() -> dict[str, str]:
    """How README says that each command is called."""
    (text,) = blocks(section(README, "Command line"), "text")
    return dict(re.findall(r"^sitegen (\w+)((?:.*\n(?! *sitegen))*.*)", text, re.MULTILINE))


def long_options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command by their long name, without --help."""
    options = (one for one in command.params if isinstance(one, click.Option))
    return {name: one for one in options for name in one.opts if name.startswith("--")}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_described_with_all_its_options(name):
    usage = synopsis()[name]
    options = long_options(main.commands[name])
    assert sorted(re.findall(r"--[a-z-]+", usage)) == sorted(options)
    for option, declared in options.items():
        if isinstance(declared.type, click.Choice):
            assert f"{option} {'|'.join(declared.type.choices)}" in usage
        elif not declared.is_flag:
            assert re.search(rf"\[{option} [^\]]+\]", usage), option
    described = [code(cells[0]) for cells in rows(section(README, "Command line"))]
    assert [f"sitegen {name}"] in described


def test_commands_in_the_text_have_the_options_that_they_are_given():
    calls = [
        (page, shlex.split(call.replace("\n", " "), comments=True))
        for page, text in PAGES.items()
        for call in re.findall(r"(?:^|`|\.venv/bin/)sitegen ([a-z][^`|]*?)(?=`|$)", text, re.M)
    ]
    known = [(page, words) for page, words in calls if words[0] in main.commands]
    assert len(known) > 10
    for page, (name, *rest) in known:
        given = {word for word in rest if word.startswith("--")}
        assert given <= long_options(main.commands[name]).keys(), (page, name)


def test_make_has_the_targets_that_the_text_names():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    named = {
        target
        for text in PAGES.values()
        for target in re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE)
    }
    assert {"site", "test", "serve"} <= named <= targets


# Writing


def front_matter() -> list[list[str]]:
    return rows(section(WRITING, "Front matter"))


def test_every_field_of_front_matter_is_described_in_its_order():
    assert [code(cells[0]) for cells in front_matter()] == [[name] for name in READERS]


def test_the_examples_of_fields_are_right():
    (*lines,) = (line for cells in front_matter() for line in code(cells[1]))
    document = split("\n".join(["---", *lines, "---", ""]))
    read = read_fields(document.fields, "example.md", ZoneInfo("UTC"))
    assert read.problems == ()
    assert list(read.given) == list(READERS)


def test_the_whole_article_of_the_guide_is_right():
    (text,) = blocks(WRITING, "markdown")
    [(record, _)] = parse([("articles/2024/12/example.md", text.encode())], "UTC")
    assert record.problems == ()
    assert record.article is not None
    assert record.article.countries == ("EG", "RU")


def test_the_wire_text_of_the_guide_says_what_its_lines_say():
    (text,) = blocks(section(WRITING, "Wire texts"), "text")
    [(record, _)] = parse([("articles/example.txt", text.encode())], "UTC")
    article = record.article
    assert article is not None
    assert article.source is not None
    lines = [f"Title: {article.title}", f"Date: {article.date.text}"]
    assert text.startswith("\n".join([*lines, f"Source: {article.source.name}", "", ""]))


def make_mistakes(site: Any) -> None:
    """One of every mistake that the guide explains, and of some a second kind."""
    site.write("sitegen.toml", 'title = "Digest"\n')
    given = {"title": "A", "date": "2024-12-01", "countries": "[]"}
    for name, fields_of in {
        "spelling": {"titel": "A"},
        "colon": {"title": "Grain: a contract"},
        "number": {"title": "Number #1"},
        "list": {"title": "[A, B]"},
        "words": {"date": "1 December 2024"},
        "day": {"date": "2024-02-30"},
        "country": {"countries": "[Egipt]"},
        "id-1": {"id": "same"},
        "id-2": {"id": "same"},
        "slug-1": {"slug": "same"},
        "slug-2": {"slug": "same"},
        "alias": {"aliases": "[/2024/12/same/]"},
        "future": {"date": "2100-01-01"},
        "update": {"updated": "2023-12"},
        "many": {"countries": "[AR, BO, BR, CL, CO, EC, PY, UY, VE]"},
    }.items():
        site.article(f"{name}.md", **given | fields_of)
    for name, title in {"take-1": "Talks", "take-2": "Talks", "part": "Part 1"}.items():
        text = f"Title: {title}\nDate: 2024-12-01\n\nMinisters met, says {name}.\n"
        site.write(f"content/articles/{name}.txt", text)
    site.write("content/articles/undated.md", "---\ntitle: A\n---\nText.\n")
    site.article("empty.md", "", **given)
    site.article("comment.md", "Text. <!-- more", **given)
    site.write("content/articles/late.md", "\n---\ntitle: A\n---\nText.\n")
    os.mkfifo(site.root / "content" / "articles" / "pipe.md")
    site.write("content/articles/open.md", "---\ntitle: A\n")
    site.write("content/articles/twice.md", "---\ntitle: A\ntitle: B\n---\nText.\n")
    site.write("content/articles/after.md", "---\ntitle: A\n--- # more\ndate: 2024\n---\nText.\n")
    site.write("content/articles/latin.md", b"---\ntitle: Caf\xe9\n---\nText.\n")
    site.write("content/articles/paper.txt", b"%PDF-1.4\n")
    links = "[a](none.md) [b](future.md) [c](../../../d.md) [e](f.html) ![g](https://h.example/i.png) [j](/k/) [l](#m)"
    site.article("links.md", links, **given)
    site.write("content/articles/photo.jpg", b"\xff\xd8")
    site.write("content/countries/egipt.md", "Text.\n")
    site.write("content/countries/peru.md", "Text.\n")
    site.write("content/months/december.md", "Text.\n")
    site.write("content/notes/a.md", "Text.\n")


def says(problem: str, message: str) -> bool:
    """Whether a problem begins as a message that leaves out some of its words."""
    words = map(re.escape, message.split("…"))
    return re.match(".*".join(words), problem) is not None


def test_the_problems_that_the_guide_explains_are_those_that_are_told(site):
    make_mistakes(site)
    with pytest.raises(BuildFailed) as failure:
        site.build()
    told = [str(problem).partition(": ")[2] for problem in failure.value.problems]
    explained = [
        message for row in rows(section(WRITING, "What problems mean")) for message in code(row[0])
    ]
    assert len(explained) > 20
    assert [one for one in explained if not any(says(problem, one) for problem in told)] == []


# Theming


def test_every_template_is_named():
    named = set(re.findall(r"`(?:templates/)?(\w+\.html)`", THEMING))
    assert named == {path.name for path in (ROOT / "templates").glob("**/*.html")}


def test_what_templates_are_given_is_what_the_types_say():
    tool = runpy.run_path(str(ROOT / "tools/theming_values.py"))
    _, found = THEMING.split(tool["BEGIN"])
    assert found.split(tool["END"])[0].strip() == tool["values"]().strip(), (
        "run .venv/bin/python tools/theming_values.py"
    )


def test_the_blocks_of_the_frame_are_named():
    base = (ROOT / "templates/base.html").read_text("utf-8")
    (row,) = (cells[1] for cells in rows(THEMING) if cells[0] == "`base.html`")
    assert code(row) == sorted(
        re.findall(r"{% block (\w+) %}", base), key=lambda name: code(row).index(name)
    )


def test_what_partials_give_is_named():
    parse = Environment(autoescape=True).parse
    for name, told in (cells[:2] for cells in rows(section(THEMING, "Templates"))):
        text = (ROOT / "templates" / code(name)[0]).read_text("utf-8")
        given = {one.name for one in parse(text).body if isinstance(one, nodes.Macro)}
        given |= {one.target.name for one in parse(text).body if isinstance(one, nodes.AssignBlock)}
        if given:
            called = {call.partition("(")[0] for call in code(told)}
            assert called & given == given, name


def test_the_smallest_template_works_for_every_list(site):
    (text,) = blocks(section(THEMING, "A theme of your own"), "html")
    for name in ("home", "month", "country", "country_month", "pair", "source"):
        site.write(f"templates/{name}.html", text)
    site.article("a.md", title="A <b>", date="2024-12-20", countries="[EG]", source="MENA")
    site.build()
    for page in ("", "2024/12/", "countries/egypt/", "countries/egypt/2024-12/", "sources/mena/"):
        link = '<p><a href="/2024/12/a/">A &lt;b&gt;</a></p>'
        assert link in site.read(f"{page}index.html"), page


def test_every_filter_is_described():
    listed = [name for cells in rows(section(THEMING, "Filters")) for name in code(cells[0])]
    assert sorted(listed) == sorted(filters(Config().site()))


def test_the_examples_of_filters_write_what_the_guide_says(site):
    listed = rows(section(THEMING, "Filters"))
    calls = [call for cells in listed for call in code(cells[1])]
    site.write("templates/article.html", "\n".join([*calls, ""]))
    site.article("a.md", title="A", date="2024-12-20 14:30", countries="[EG]")
    site.build(base_url="https://digest.example.org/news")
    written = site.read("2024/12/a/index.html").split("\n")[:-1]
    shown = [result for cells in listed for result in code(cells[2])]
    for text, result in zip(written, shown, strict=True):
        assert re.fullmatch(".*".join(map(re.escape, result.split("…"))), text)


# Addresses and headers

PLACEHOLDERS = {
    "year": r"\d{4}",
    "month": r"\d{2}",
    "number": r"\d+",
    "list": r"/(?:.+/)?",
    "hash": r"[0-9a-f]{10}",
    "ending": r"\w+",
    "page": r".+",
    "file": r".+",
}
OF_THE_EDITOR = ("/{page}/", "/{file}")


def address_pattern(address: str) -> str:
    """A regular expression of an address with placeholders."""
    parts = re.split(r"\{(\w+)\}", address)
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = (PLACEHOLDERS.get(name, r"[^/]+") for name in parts[1::2])
    return "".join(parts)


def matches(address: str, url: str) -> bool:
    return re.fullmatch(address_pattern(address), url) is not None


@pytest.fixture
def published(site) -> set[str]:
    """Every site path of the project's own site, with what its content has no example of."""
    shutil.copytree(ROOT / "content", site.root / "content", dirs_exist_ok=True)
    settings = (
        'base_url = "https://d.example"\nlist_size = 2\nfeed_formats = ["rss", "atom", "json"]\n'
    )
    site.write("sitegen.toml", settings)
    site.article("harbour-strike.md", title="Strike", countries="[EG]", aliases="[/old/]")
    site.build()
    files = (file for file in site.tree() if not file.startswith("."))
    return {f"/{file}".removesuffix("index.html") for file in files}


def test_the_addresses_of_the_examples_are_there(published):
    for _, addresses, examples in rows(section(README, "Addresses")):
        urls_of = code(examples)
        for address in code(addresses):
            found = [url for url in urls_of if matches(address, url)]
            assert found or address in published or "{hash}" in address or address == "/{file}"
        assert set(urls_of) <= published
        for url in urls_of:
            assert any(matches(address, url) for address in code(addresses)), url


def test_every_address_of_the_site_is_of_a_kind_that_the_table_names(published):
    listed = {address for row in rows(section(README, "Addresses")) for address in code(row[1])}
    assert set(OF_THE_EDITOR) < listed
    ours = listed - set(OF_THE_EDITOR)
    others = {url for url in published if not any(matches(address, url) for address in ours)}
    pages = {path.relative_to(ROOT / "content") for path in ROOT.glob("content/pages/**/*.md")}
    files = {path for path in ROOT.glob("static/root/**/*") if path.is_file()}
    assert others == {urls.plain_page(path.as_posix()) for path in pages} | {
        f"/{path.relative_to(ROOT / 'static/root').as_posix()}" for path in files
    }


def test_the_headers_of_the_host_are_explained():
    headers = tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))["headers"]
    sent = {name for rule in headers for name in rule["values"]}
    named = {name for cells in rows(section(DEPLOYING, "Headers")) for name in code(cells[1])}
    assert named == sent


# Architecture


def test_the_layers_that_are_drawn_are_those_that_are_held_to():
    held = runpy.run_path(str(ROOT / "tests/test_architecture.py"))["LAYERS"]
    drawn = blocks(section(ARCHITECTURE, "The rooms"), "text")[0].splitlines()
    assert [re.split(" {2,}", line)[0] for line in reversed(drawn)] == list(held)


def test_the_types_on_the_way_of_an_article_are_there():
    defined = {
        name
        for path in ROOT.glob("sitegen/**/*.py")
        for name in re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    told = [
        section(ARCHITECTURE, title) for title in ("Words of our own", "The way of one article")
    ]
    named = set(re.findall(r"`((?:[A-Z][a-z]+)+)`", "".join(told)))
    assert len(named) > 25
    assert named <= defined


# Links and paths


def anchors(text: str) -> set[str]:
    """What a heading is called in an address, as the forges do it."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    prose = re.sub(r"^```.*?^```|`[^`\n]+`", "", PAGES[page], flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", prose)
    for target in (link or source for link, source in targets):
        if re.match(r"https://", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.is_file(), target
        if anchor:
            assert anchor in anchors(file.read_text("utf-8")), target


@pytest.mark.parametrize("page", PAGES)
def test_files_of_the_project_that_are_named_exist(page):
    named = re.findall(
        r"(?:^|[`\s])((?:sitegen|tests|tools|benchmarks|\.ci)/[\w./-]*)", PAGES[page]
    )
    for path in named:
        assert (ROOT / path.rstrip(".")).exists(), path


def test_every_guide_can_be_found_from_the_readme():
    for page in PAGES.keys() - {"README.md"}:
        assert f"]({page})" in README, page


def test_the_test_of_the_contributors_guide_passes(site):
    (text,) = blocks(PAGES["CONTRIBUTING.md"], "python")
    names: dict[str, Any] = {}
    exec(text, names)
    names["test_a_country_page_lists_its_reports"](site)
