"""The sites that are measured: each can be built, and both programs make the same of it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from benchmarks.cases import build
from benchmarks.corpus import Corpus
from benchmarks.run import parse
from benchmarks.sites import NO_PAIRS, Site, fill, find_hugo, hugo_site, sitegen_site
from benchmarks.themes import PLAIN, RAW, RICH, THEMES, Theme
from sitegen.plan import KINDS as PAGE_KINDS
from sitegen.wire.words.slug import slug
from tests.conftest import SiteFolder

HUGO = find_hugo()


def filled(root: Path, theme: Theme, number: int, settings: str = NO_PAIRS) -> SiteFolder:
    site = SiteFolder(root)
    fill((sitegen_site(root, theme, settings),), Corpus(number))
    return site


def words(page: str) -> str:
    """What a reader sees of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


# Pages


def test_raw_texts_become_articles_of_a_day_and_of_their_countries(tmp_path: Path) -> None:
    site = filled(tmp_path, RAW, 40)
    report = site.build(strict=True)
    assert report.problems == ()
    assert report.articles == 40
    for piece in Corpus(40):
        (folder,) = site.public.glob(f"{piece.day:%Y/%m}/{slug(piece.title)}")
        page = words((folder / "index.html").read_text("utf-8"))
        assert f"{piece.day.day} {piece.day:%B %Y}" in page
        assert piece.source in page
        assert any(f"{name} in June 2025" in page for name in piece.countries), page


OTHERS = {
    "content/articles/undated.md": "---\ntitle: Undated\ncountries: [EG, FR]\n---\nNo day.\n",
    "content/articles/one.md": "---\ntitle: One\ndate: 2025-06-01\ncountries: [EG, FR]\n---\nA.\n",
    "content/articles/two.md": "---\ntitle: Two\ndate: 2024-06-01\ncountries: [EG, FR]\n---\nB.\n",
    "content/pages/about.md": "---\ntitle: About\n---\nAll about it.\n",
    "content/months/2025-06.md": "A warm month.\n",
    "content/countries/egypt.md": "On the Nile.\n",
}
KINDS = {
    "index.html": "Egypt",
    "2025/06/index.html": "A warm month.",
    "2025/06/part-1/index.html": "Later reports",
    "2025/index.html": "June 42",
    "countries/index.html": "Egypt",
    "countries/egypt/index.html": "On the Nile.",
    "countries/egypt/2025-06/index.html": "One 1 June 2025",
    "pairs/index.html": "Egypt and France",
    "pairs/egypt-france/index.html": "Two 1 June 2024",
    "undated/index.html": "No day.",
    "months/index.html": "June 2025",
    "feeds/index.html": "Egypt",
    "about/index.html": "All about it.",
    "404.html": "There is no page here.",
}


def test_every_kind_of_page_has_a_plain_template(tmp_path: Path) -> None:
    sitegen_site(tmp_path, PLAIN)
    own = {path.name for path in (tmp_path / "templates").iterdir()}
    assert {*(kind.template for kind in PAGE_KINDS if kind.template), "base.html"} <= own
    for path in (tmp_path / "templates").iterdir():
        text = path.read_text("utf-8")
        assert {*re.findall(r'(?:extends|include|from) "(.*?)"', text)} <= own
        assert len(text.splitlines()) <= 20


def test_every_kind_of_page_is_made_with_the_plain_theme(tmp_path: Path) -> None:
    site = filled(tmp_path, PLAIN, 41, "list_size = 10\n")
    for path, text in OTHERS.items():
        site.write(path, text)
    report = site.build()
    assert [problem.code for problem in report.problems] == ["undated"]
    for path, shown in KINDS.items():
        page = site.read(path)
        assert shown in words(page), path
        assert "class=" not in page
    assert "A." in site.read("2025/06/one/index.html")


@pytest.mark.skipif(HUGO is None, reason="Hugo is not installed")
@pytest.mark.parametrize("theme", [RICH, PLAIN], ids=lambda theme: theme.name)
def test_hugo_makes_as_many_pages_of_articles_and_lists(theme: Theme, tmp_path: Path) -> None:
    ours, hugos = both(theme, tmp_path)
    assert {path.parent.name for path in pages(ours, "20*/*/*-*/")} == {
        path.parent.name for path in pages(hugos, "20*/*/*-*/")
    }
    assert len(pages(ours, "countries/*/")) == len(pages(hugos, "countries/*/"))
    assert len(pages(ours, "countries/*/20*/")) == len(pages(hugos, "country_months/*/"))
    assert len(pages(ours, "20*/*/")) == len(pages(hugos, "months/*/"))
    assert len([*ours.rglob("feed.xml")]) == len([*hugos.rglob("feed.xml")])


@pytest.mark.skipif(HUGO is None, reason="Hugo is not installed")
def test_an_article_reads_the_same_from_both_programs(tmp_path: Path) -> None:
    ours, hugos = both(PLAIN, tmp_path)
    found = pages(ours, "20*/*/*-*/")
    assert len(found) == 60
    for page in found:
        other = hugos / page.relative_to(ours)
        assert words(page.read_text("utf-8")) == words(other.read_text("utf-8"))


def both(theme: Theme, folder: Path) -> tuple[Path, Path]:
    """The outputs of both programs for the same sixty articles."""
    assert HUGO is not None
    sites: tuple[Site, ...] = (
        sitegen_site(folder / "sitegen", theme, NO_PAIRS),
        hugo_site(folder / "hugo", theme, HUGO),
    )
    fill(sites, Corpus(60))
    for site in sites:
        build(site)
    return sites[0].output, sites[1].output


def pages(output: Path, folders: str) -> list[Path]:
    return sorted(
        path for path in output.glob(f"{folders}index.html") if "part-" not in path.parent.name
    )


# Choosing


def test_all_themes_are_measured_unless_some_are_named() -> None:
    assert parse([]).themes == (RICH, PLAIN, RAW)
    assert parse(["--themes", "raw,plain,raw"]).themes == (RAW, PLAIN)


def test_an_unknown_theme_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        parse(["--themes", "plan"])
    assert "'plan' is none of rich, plain, raw" in capsys.readouterr().err


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_editing_the_template_marks_it_and_takes_the_mark_away(
    theme: Theme, tmp_path: Path
) -> None:
    site = sitegen_site(tmp_path, theme)
    before = site.template.read_text("utf-8")
    site.edit_template(3)
    assert '<article data-round="3"' in site.template.read_text("utf-8")
    site.edit_template(0)
    assert site.template.read_text("utf-8") == before
