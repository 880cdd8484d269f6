"""From a save to what browsers and the terminal are told, through a real server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.conftest import SiteFolder
from tests.serve.conftest import OpenPage, RunningPreview, Start

HELLO = {"command": "hello"}
PAGE = "/2024/12/talks/"
WRONG = "content/articles/talks.md:4: countries: unknown country 'Frnace'; did you mean 'France'?"


@pytest.fixture(autouse=True)
def talks(site: SiteFolder) -> None:
    """An article at PAGE."""
    site.article("talks.md", title="Talks open", date="2024-12-20", countries="[EG]")


@pytest.fixture
def preview(site: SiteFolder, start: Start) -> RunningPreview:
    """A preview that is done with the look that it takes once its watch has begun."""
    preview = start()
    save(site)
    preview.hears("talks.md changed")
    preview.said.clear()
    return preview


@pytest.fixture
def page(preview: RunningPreview) -> Iterator[OpenPage]:
    """A page that was open before anything changed."""
    with closing(OpenPage(preview, HELLO)) as page:
        assert page.hears()["command"] == "hello"
        yield page


def save(site: SiteFolder, *, countries: str = "[EG]", body: str = "Ministers met.") -> None:
    site.article("talks.md", body, title="Talks open", date="2024-12-20", countries=countries)


# A save


def test_a_saved_article_is_shown_and_told(
    site: SiteFolder, preview: RunningPreview, page: OpenPage
) -> None:
    assert "Ministers met." in preview.get(PAGE).text
    save(site, body="Ministers parted.")
    assert page.hears()["command"] == "reload"
    assert re.fullmatch(
        r"content/articles/talks\.md changed: rendered \d+, wrote \d+ in \d\.\d\d s",
        preview.hears("changed"),
    )
    assert "Ministers parted." in preview.get(PAGE).text


def test_a_new_article_is_shown_and_a_removed_one_is_gone(
    site: SiteFolder, preview: RunningPreview, page: OpenPage
) -> None:
    site.article("2025/more.md", title="More talks", date="2025-01-02")
    assert page.hears()["command"] == "reload"
    preview.hears("wrote")
    assert "More talks" in preview.get("/2025/01/more/").text
    assert "More talks" in preview.get("/").text
    site.remove("content/articles/2025/more.md")
    assert page.hears()["command"] == "reload"
    preview.hears("content/articles/2025/more.md changed", "removed")
    assert preview.get("/2025/01/more/").status == 404
    assert "More talks" not in preview.get("/").text


def test_the_last_of_many_saves_is_the_one_that_is_shown(
    site: SiteFolder, preview: RunningPreview
) -> None:
    for number in range(200):
        (site.root / "content/articles/talks.md").write_text(f"Draft {number}", "utf-8")
    save(site, body="The final text.")
    while "The final text." not in preview.get(PAGE).text:
        preview.hears("changed")


@pytest.mark.parametrize(
    ("path", "text", "where", "shown"),
    [
        ("templates/page.html", "<p>A plain page</p>", "/about/", "A plain page"),
        ("static/style.css", "p { color: red }", "", "color: red"),
        ("sitegen.toml", 'title = "Renamed"\nbase_url = "https://a.example"\n', "/", "Renamed"),
        ("content/countries/egypt.md", "On the Nile.", "/countries/egypt/", "On the Nile."),
    ],
)
def test_all_that_a_site_is_made_of_is_watched(
    site: SiteFolder,
    preview: RunningPreview,
    page: OpenPage,
    path: str,
    text: str,
    where: str,
    shown: str,
) -> None:
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWords.\n")
    assert page.hears()["command"] == "reload"
    site.write(path, text)
    assert page.hears()["command"] == "reload"
    preview.hears(f"{path.partition('/')[0]}")
    sheet = re.search(r'"stylesheet" href="([^"]*)"', preview.get("/").text)
    assert sheet is not None
    assert shown in preview.get(where or sheet[1]).text


def test_folders_may_go_come_and_be_replaced(
    site: SiteFolder, preview: RunningPreview, page: OpenPage
) -> None:
    for number in range(3):
        shutil.rmtree(site.root / "content")
        assert page.hears()["command"] == "reload"
        save(site, body=f"Restored {number}.")
        while f"Restored {number}." not in preview.get(PAGE).text:
            assert page.hears()["command"] == "reload"
        save(site, body=f"Edited {number}.")
        while f"Edited {number}." not in preview.get(PAGE).text:
            assert page.hears()["command"] == "reload"


def test_a_store_that_is_lost_or_overwritten_is_made_anew(
    site: SiteFolder, preview: RunningPreview
) -> None:
    stores = site.root / ".sitegen"
    for number in range(2):
        (store,) = stores.glob("preview-*.db")
        store.write_bytes(b"not a database" * 1000)
        save(site, body=f"Overwritten {number}.")
        preview.hears("talks.md changed")
        assert f"Overwritten {number}." in preview.get(PAGE).text
        shutil.rmtree(stores)
        save(site, body=f"Lost {number}.")
        preview.hears("talks.md changed")
        assert f"Lost {number}." in preview.get(PAGE).text
    assert not (stores / "crash.txt").exists()


def test_an_editors_temporary_files_are_no_change(
    site: SiteFolder, preview: RunningPreview
) -> None:
    for name in (".talks.md.swp", "talks.md~", "#talks.md#", ".#talks.md", "4913"):
        site.write(f"content/articles/{name}", "half a word").unlink()
    with preview.halted():
        written = site.write("content/articles/sedA1b2C3", "---\ntitle: Talks end\n---\nDone.\n")
        written.replace(site.root / "content/articles/talks.md")
    assert preview.hears("changed").startswith("content/articles/talks.md changed: ")
    assert [line for line in preview.said if "changed" in line] == preview.said[-1:]


# Mistakes


def test_a_broken_article_is_told_and_its_mending_brings_the_page_back(
    site: SiteFolder, preview: RunningPreview, page: OpenPage
) -> None:
    save(site, countries="[Frnace]")
    assert page.hears()["command"] == "reload"
    assert preview.hears("changed") == "content/articles/talks.md changed: not built, 1 problem"
    assert preview.hears("Frnace") == WRONG
    broken = preview.get(PAGE)
    assert broken.status == 500
    for part in (
        "content/articles/talks.md:4",
        "did you mean &#x27;France&#x27;?",
        "livereload.js",
    ):
        assert part in broken.text
    assert preview.get("/countries/").status == 500
    assert preview.get("/feed.xml").status == 200
    save(site)  # as it was: nothing is to be written, yet the page must come back
    assert page.hears()["command"] == "reload"
    assert "rendered 0, wrote 0" in preview.hears("changed")
    assert "Ministers met." in preview.get(PAGE).text


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% if %}", "templates/article.html:1: Expected an expression"),
        ("\n{{ page.nothing }}", "templates/article.html"),
        ("{{ asset('none.css') }}", "there is no static/none.css"),
    ],
)
def test_a_broken_template_likewise(
    site: SiteFolder, preview: RunningPreview, page: OpenPage, template: str, said: str
) -> None:
    site.write("templates/article.html", template)
    assert page.hears()["command"] == "reload"
    preview.hears("templates changed: not built, 1 problem")
    preview.hears(said)
    assert preview.get(PAGE).status == 500
    site.write("templates/article.html", "<title>Mended</title>")
    assert page.hears()["command"] == "reload"
    assert "<title>Mended</title>" in preview.get(PAGE).text


def test_a_site_that_is_broken_from_the_start_is_served_too(site: SiteFolder, start: Start) -> None:
    save(site, countries="[Frnace]")
    preview = start()
    assert preview.said[1:3] == ["not built, 1 problem", WRONG]
    assert preview.get("/").status == 500
    save(site)
    preview.hears("changed")
    assert preview.get("/").status == 200


def test_broken_settings_are_told_and_mended(site: SiteFolder, preview: RunningPreview) -> None:
    good = (site.root / "sitegen.toml").read_text("utf-8")
    site.write("sitegen.toml", good + "titel = 3\n")
    preview.hears("sitegen.toml changed: not built, 1 problem")
    assert "titel" in preview.get("/").text
    site.write("sitegen.toml", good)
    preview.hears("sitegen.toml changed: rendered 0")
    assert preview.get("/").status == 200


def test_a_warning_is_told_once_for_as_long_as_it_lasts(
    site: SiteFolder, preview: RunningPreview
) -> None:
    site.article("vague.md", title="No date")
    preview.hears("the date is unknown")
    save(site, body="Ministers parted.")
    preview.hears("talks.md changed")
    for _ in range(2):  # a mistake each time, a warning never again
        save(site, countries="[Frnace]")
        preview.hears("talks.md changed: not built, 1 problem")
        assert preview.hears("Frnace") == WRONG
    save(site)
    preview.hears("talks.md changed")
    site.remove("content/articles/vague.md")
    preview.hears("vague.md changed")
    assert sum("the date is unknown" in line for line in preview.said) == 1
    site.article("vague.md", title="No date")
    preview.hears("the date is unknown")


def test_names_of_files_do_not_steer_the_terminal(
    site: SiteFolder, preview: RunningPreview
) -> None:
    site.article("\x1b[31m\u202etxt.md", title="Sly", date="2024-12-01")
    line = preview.hears("changed")
    assert line.startswith("content/articles/\\x1b[31m\\u202etxt.md changed: ")


# Options


def test_drafts_are_shown_when_asked_for(site: SiteFolder, start: Start) -> None:
    site.article("plan.md", title="Planned", date="2024-12-21", draft="true")
    without = start()
    assert without.get("/2024/12/plan/").status == 404
    without.stop()
    assert "Planned" in start("--drafts").get("/2024/12/plan/").text


def test_a_site_that_stands_in_a_sub_folder_is_served_at_the_root(
    site: SiteFolder, start: Start
) -> None:
    site.write("sitegen.toml", 'title = "Digest"\nbase_url = "https://a.example/news/digest"\n')
    preview = start()
    seen, queue = {"/"}, ["/"]
    while queue:
        found = re.findall(r' (?:href|src)="(/[^"#?]*)', preview.get(queue.pop()).text)
        queue += [path for path in dict.fromkeys(found) if path not in seen]
        seen.update(found)
    assert PAGE in seen
    assert {path for path in seen if preview.get(path).status != 200} == set()
    assert [path for path in seen if "news" in path] == []
    assert f"<link>{preview.url}{PAGE}</link>" in preview.get("/feed.xml").text


def test_the_published_site_is_left_alone(site: SiteFolder, start: Start) -> None:
    site.build()
    before = site.tree()
    preview = start()
    save(site, body="Ministers parted.")
    preview.hears("changed")
    assert site.tree() == before
    site.build()
    assert "Ministers parted." in site.read("2024/12/talks/index.html")
    assert "Ministers parted." in preview.get(PAGE).text
