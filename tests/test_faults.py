"""A file that sitegen fails on is told by its name, and all others are read as ever."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.author.countries import explanations, json_lines
from sitegen.author.imports import Given, plan_imports
from sitegen.config import Config, load_config
from sitegen.content.assets import fingerprinted
from sitegen.problems import BuildFailed, Location, Problem, fault
from sitegen.store.store import StoreDamaged
from tests.conftest import SiteFolder

MARK = "Brobdingnag"
REPORT = "CAIRO, Dec 20 (MENA) - Ministers of Egypt and Iran met on Friday.\n"
HINT = "take it out to build the rest, and report this with the file"


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes a function raise an error whenever it is given the mark, at most so many times."""

    def plant(name: str, error: BaseException, times: int = 1000) -> None:
        module, _, function = name.rpartition(".")
        sound = getattr(__import__(module, fromlist=[function]), function)
        left = [error] * times

        def broken(*arguments: Any, **named: Any) -> Any:
            if left and MARK in repr(arguments):
                raise left.pop()
            return sound(*arguments, **named)

        monkeypatch.setattr(name, broken)

    return plant


def errors_of(site: SiteFolder) -> list[str]:
    """What stops a build."""
    return [problem for problem in site.problems() if ": warning: " not in problem]


def told(path: str, done: str, cause: str) -> str:
    return f"{path}: can't be {done}: sitegen failed on it ({cause}); {HINT}"


@pytest.mark.parametrize(
    ("function", "file", "text"),
    [
        ("sitegen.wire.read.read_wire", "x.txt", f"{REPORT}\n{MARK}.\n"),
        ("sitegen.content.entry.decode", "x.txt", f"{REPORT}\n{MARK}.\n"),
        ("sitegen.body.markdown.render", "x.md", f"---\ntitle: A\n---\n{MARK}.\n"),
        ("sitegen.content.entry.split", "x.md", f"---\ntitle: {MARK}\n---\nText.\n"),
        ("sitegen.content.entry.read_fields", "x.md", f"---\ntitle: {MARK}\n---\nText.\n"),
    ],
)
def test_a_content_file_is_named_and_the_others_are_read(
    site: SiteFolder, breaks: Callable[..., None], function: str, file: str, text: str
) -> None:
    breaks(function, RecursionError("too deep\n  by far"))
    site.write(f"content/articles/{file}", text)
    site.article("other.md", titel="A")
    site.article("sound.md", title="B")
    assert errors_of(site) == [
        "content/articles/other.md:2: unknown field 'titel'; did you mean 'title'?",
        told(f"content/articles/{file}", "read", "RecursionError: too deep by far"),
    ]


def test_a_style_sheet_is_named(site: SiteFolder, breaks: Callable[..., None]) -> None:
    breaks("sitegen.content.assets._reference", KeyError("a"))
    site.write(f"static/{MARK}.css", "p { background: url(a.png) }")
    site.article("a.md", title="B")
    assert errors_of(site)[0] == told(f"static/{MARK}.css", "read", "KeyError: 'a'")


def test_a_template_is_named(site: SiteFolder, breaks: Callable[..., None]) -> None:
    breaks("sitegen.render.templates.find_referenced_templates", KeyError("a"))
    site.write("templates/article.html", f"{{{{ {MARK!r} }}}}")
    site.write("content/articles/a.md", "---\ntitel: A\n---\nText.\n")
    problems = errors_of(site)
    assert len(problems) == 2
    assert problems[1] == told("templates/article.html", "read", "KeyError: 'a'")


def test_settings_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise LookupError(text)

    (tmp_path / "sitegen.toml").write_text("title = 'A'")
    monkeypatch.setattr("sitegen.toml.parse", broken)
    with pytest.raises(BuildFailed) as failure:
        load_config(tmp_path)
    assert str(failure.value) == told("sitegen.toml", "read", "LookupError: title = 'A'")


def test_a_page_is_named_by_its_article(site: SiteFolder, breaks: Callable[..., None]) -> None:
    breaks("sitegen.render.jobs.render", IndexError("no such"))
    site.article("sound.md", title="B", date="2024-12-20")
    site.article("x.md", title=MARK, date="2024-12-20", summary="A")
    problems = site.problems()
    article = told("content/articles/x.md", "rendered", "IndexError: no such")
    article = article.replace(";", " (while rendering /2024/12/x/);")
    assert article in problems
    assert {problem.split(":")[0] for problem in problems} >= {"index.html", "2024/12/index.html"}


def test_a_page_that_can_not_be_made_is_named(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**fields: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr("sitegen.plan.articles.ArticlePage", broken)
    site.article("x.md", title="A", date="2024-12-20")
    (problem,) = site.problems()
    assert problem.startswith("content/articles/x.md: can't be rendered: sitegen failed on it (Ari")


@pytest.mark.parametrize("damage", [StoreDamaged(), sqlite3.DatabaseError("malformed")])
def test_a_damaged_store_is_no_fault_of_a_page(
    site: SiteFolder, breaks: Callable[..., None], damage: Exception
) -> None:
    breaks("sitegen.render.jobs.render", damage, times=1)
    site.article("x.md", title=MARK)
    assert site.build().articles == 1


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, MemoryError])
@pytest.mark.parametrize("function", ["render.jobs.render", "content.entry.read_fields"])
def test_what_ends_a_run_is_no_fault_of_a_file(
    site: SiteFolder, breaks: Callable[..., None], function: str, stop: type[BaseException]
) -> None:
    breaks(f"sitegen.{function}", stop())
    site.article("x.md", title=MARK)
    with pytest.raises(stop):
        site.build()


def test_what_the_system_refuses_is_told_as_such(
    site: SiteFolder, breaks: Callable[..., None]
) -> None:
    breaks("sitegen.content.entry.read_fields", OSError(24, "Too many open files", "tables"))
    site.article("x.md", title=MARK)
    (problem,) = site.problems()
    assert problem.startswith("tables: can't be used: Too many open files")


def test_other_problems_pass_as_they_are() -> None:
    with pytest.raises(BuildFailed):
        fault("a", "read", BuildFailed([Problem(Location("b"), "c", "d")]))


def test_an_error_that_holds_a_whole_text_is_cut() -> None:
    assert len(str(fault("a", "read", ValueError("b" * 10_000)))) < 400


def test_each_file_of_an_import_stands_for_itself(
    tmp_path: Path, breaks: Callable[..., None]
) -> None:
    breaks("sitegen.author.imports.read_wire_article", AssertionError("unknown status keyword"))
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    files[0].write_text(f"{REPORT}\n{MARK}.\n")
    files[1].write_text(REPORT)
    imports = plan_imports(files, tmp_path, None, Config(), Given())
    assert [done.origin for done in imports.done] == [str(files[1])]
    (problem,) = imports.problems
    expected = told(str(files[0]), "read", "AssertionError: unknown status keyword")
    assert str(problem) == expected


def test_an_article_that_an_import_can_not_compare_is_named(
    tmp_path: Path, breaks: Callable[..., None]
) -> None:
    breaks("sitegen.author.existing.split", RecursionError())
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    (articles / "old.md").write_text(f"{MARK}.\n")
    (tmp_path / "b.txt").write_text(REPORT)
    imports = plan_imports([tmp_path / "b.txt"], tmp_path, None, Config(), Given())
    assert len(imports.done) == 1
    assert [str(problem) for problem in imports.problems] == [
        told("content/articles/old.md", "compared", "RecursionError")
    ]


def test_each_text_of_countries_stands_for_itself(
    tmp_path: Path, breaks: Callable[..., None]
) -> None:
    breaks("sitegen.author.countries.explain", ZeroDivisionError())
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    files[0].write_text(MARK)
    files[1].write_text("Egypt")
    broken, sound = explanations(files)
    assert str(broken) == told(str(files[0]), "read", "ZeroDivisionError")
    assert str(sound).startswith(f"{files[1]}: Egypt (EG)")


def test_each_json_line_stands_for_itself(tmp_path: Path, breaks: Callable[..., None]) -> None:
    breaks("sitegen.author.countries.answer", ZeroDivisionError())
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps({"id": 1, "text": text}) for text in (MARK, "Egypt")))
    broken, sound = json_lines([lines])
    assert str(broken) == told(f"{lines}:1", "read", "ZeroDivisionError")
    assert json.loads(str(sound))["countries"] == ["EG"]


def test_style_sheets_in_a_row_longer_than_the_stack() -> None:
    count = 3000
    files = {f"{number}.css": b'@import "%d.css";' % (number + 1) for number in range(count)}
    files[f"{count}.css"] = b""
    found = fingerprinted(files)
    assert found.problems == ()
    assert len(found.assets) == count + 1
