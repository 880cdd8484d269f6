"""The pipeline from the front door: what a build makes, leaves alone, and refuses."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.build import Options, build
from sitegen.problems import BuildFailed
from sitegen.publish.manifest import STAGE
from tests.conftest import SETTINGS, SiteFolder

WIRE = (
    " date 2024-12-20 Egypt's Foreign Minister Badr Abdelatty received his Iranian counterpart in"
    " Cairo on Thursday to talk about shipping in the Red Sea.\n\n"
    "Both sides asked for calm.\n\nThe talks lasted two hours. (MENA)\n"
    "LEGAL WARNING: All rights of this text are reserved.\n"
    "A ferry ran aground near Piraeus on Monday.\n"
)


def fill(site):
    """Three articles of two countries in two months."""
    site.article(
        "a.md", "Leaders met.", title="Leaders meet", date="2024-12-20", countries="[EG, IR]"
    )
    site.article("b.md", "They spoke.", title="A call", date="2024-12-01", countries="[IR, EG]")
    site.article("c.md", "Grain left.", title="Grain sails", date="2024-11-05", countries="[EG]")
    return site


def test_raw_wire_text_becomes_a_page_with_country_and_month(site):
    site.write("content/articles/raw.txt", WIRE)
    report = site.build()
    assert (report.articles, report.unreviewed) == (1, 1)
    assert "Badr Abdelatty" in site.read("countries/egypt/2024-12/index.html")
    assert "Iran" in site.read("countries/iran/index.html")
    page = next((site.public / "2024/12").glob("*/index.html")).read_text("utf-8")
    assert "MENA" in page
    assert "LEGAL WARNING" not in page
    assert "Piraeus" not in page


def test_markdown_becomes_a_page_that_every_index_lists(site):
    fill(site).build()
    for page in (
        "index.html",
        "2024/12/index.html",
        "countries/egypt/index.html",
        "countries/iran/2024-12/index.html",
        "pairs/egypt-iran/index.html",
        "feed.xml",
        "countries/egypt/feed.xml",
        "pairs/egypt-iran/feed.xml",
    ):
        assert "Leaders meet" in site.read(page), page
    assert "/2024/12/a/" in site.read("sitemap-2024-12.xml")
    assert "sitemap-2024-12.xml" in site.read("sitemap.xml")


def rebuilt(site):
    """The files of the site, built from nothing."""
    shutil.rmtree(site.public)
    shutil.rmtree(site.root / ".sitegen")
    site.build()
    return site.tree()


def test_a_second_build_has_nothing_to_do(site):
    fill(site).build()
    before = {path: path.stat().st_mtime_ns for path in site.public.rglob("*")}
    report = site.build()
    assert (report.rendered, report.written, report.removed) == ({}, [], [])
    assert before == {path: path.stat().st_mtime_ns for path in site.public.rglob("*")}


def test_a_new_body_renders_the_page_and_its_feeds_alone(site):
    fields = {
        "title": "Grain sails",
        "date": "2024-11-05",
        "countries": "[EG]",
        "summary": "Short.",
    }
    fill(site).article("c.md", "Grain left.", **fields)
    site.build()
    site.article("c.md", "Grain left late.", **fields)
    report = site.build()
    assert sorted(report.rendered) == [
        "2024/11/c/index.html",
        "countries/egypt/feed.xml",
        "feed.xml",
    ]
    assert set(report.rendered.values()) == {"what it shows changed"}


def test_a_new_body_changes_no_count(site):
    fields = {"title": "Grain", "date": "2024-11-05", "countries": "[EG, IR]", "summary": "Short."}
    fill(site).article("c.md", "Grain left.", **fields)
    first = site.build()
    site.article("c.md", "Grain left late.", **fields)
    report = site.build()
    assert "2024/11/c/index.html" in report.written
    assert (report.articles, report.feeds, report.planned) == (3, 4, first.planned)
    assert site.tree() == rebuilt(site)


@pytest.mark.parametrize("changed", [{"title": "Wheat"}, {"aliases": "[/old/]"}, {"draft": "true"}])
def test_more_than_a_new_body_is_planned_anew(site, changed):
    fields = {"title": "Grain", "date": "2024-11-05", "countries": "[EG, IR]", "summary": "Short."}
    fill(site).article("c.md", "Grain left.", **fields)
    site.build()
    site.article("c.md", "Grain left late.", **fields | changed)
    site.build()
    assert site.tree() == rebuilt(site)


def test_a_failed_build_is_no_ground_to_stand_on(site):
    fields = {"title": "Grain", "date": "2024-11-05", "countries": "[EG, IR]", "summary": "Short."}
    fill(site).article("c.md", "Grain left.", **fields)
    site.build()
    site.article("c.md", "Grain left.", **fields | {"title": "Wheat"})
    site.article("d.md", "Grain left.", **fields | {"slug": "c"})
    assert site.problems()
    (site.root / "content/articles/d.md").unlink()
    assert "2024/11/c/index.html" in site.build().written
    assert b"Wheat" in (site.public / "2024/11/c/index.html").read_bytes()


@pytest.mark.parametrize("older", [10, 400])
def test_a_new_article_changes_thirty_files_at_most(site, older):
    site.write("sitegen.toml", 'base_url = "https://d.example"\nlist_size = 20\nfeed_size = 20\n')
    codes = ("EG, IR", "IR", "EG", "RU, EG", "FR")
    for number in range(older):
        day = f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}"
        countries = f"[{codes[number % 5]}]"
        site.article(f"n{number}.md", title=f"Report {number}", date=day, countries=countries)
    site.build()
    site.article("new.md", title="The news", date="2024-06-15", countries="[EG, IR]")
    assert len(site.build().written) <= 30


def test_an_edited_template_renders_its_pages_alone(site):
    fill(site).build()
    template = site.root.parent / "article.html"
    text = (Path(__file__).parent.parent / "templates/undated.html").read_text("utf-8")
    site.write("templates/undated.html", text + "<!-- mine -->")
    assert site.build().rendered == {}
    assert not template.exists()
    text = (Path(__file__).parent.parent / "templates/article.html").read_text("utf-8")
    site.write("templates/article.html", text.replace("<h1", "<h1 data-mine"))
    report = site.build()
    assert sorted(report.rendered) == [
        "2024/11/c/index.html",
        "2024/12/a/index.html",
        "2024/12/b/index.html",
    ]
    assert set(report.rendered.values()) == {"its template changed"}


def test_a_removed_article_leaves_no_page_and_no_empty_folder(site):
    fill(site).build()
    site.remove("content/articles/c.md")
    report = site.build()
    assert "2024/11/c/index.html" in report.removed
    assert not (site.public / "2024/11").exists()


def test_a_missing_or_altered_page_is_made_again(site):
    fill(site).build()
    before = site.tree()
    (site.public / "2024/12/a/index.html").unlink()
    (site.public / "feed.xml").write_text("mine")
    report = site.build()
    assert report.rendered == {
        "2024/12/a/index.html": "its file is missing",
        "feed.xml": "its file was altered",
    }
    assert site.tree() == before


def test_verify_finds_what_times_hide(site):
    fill(site).build()
    page = site.public / "2024/12/a/index.html"
    seen = page.stat()
    data = page.read_bytes().replace(b"Leaders", b"Lenders")
    page.write_bytes(data)
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert "2024/12/a/index.html" in site.build(verify=True).rendered


def test_a_source_with_its_old_size_and_time_is_read_again(site):
    file = site.article("a.md", title="Leaders meet", date="2024-12-20", countries="[EG]")
    os.utime(file, ns=(10**18, 10**18))
    site.build()
    file.write_text(file.read_text("utf-8").replace("Leaders", "Lenders"), "utf-8")
    os.utime(file, ns=(10**18, 10**18))
    site.build()
    assert "Lenders meet" in site.read("2024/12/a/index.html")


def test_every_problem_of_a_run_is_told_and_the_site_stays(site):
    fill(site).build()
    before = site.tree()
    site.write("content/articles/bytes.md", b"---\ntitle: Caf\xe9\n---\nText.\n")
    site.write("content/articles/open.md", "---\ntitle: Open\nText.\n")
    site.article("date.md", title="Leap", date="2024-02-30", countries="[EG]")
    site.article("country.md", title="Typo", date="2024-02-28", countries="[Frnace]")
    site.article("twin.md", title="Twin", date="2024-12-20", countries="[EG]", slug="a")
    (site.root / "content/articles/gone.md").symlink_to("nowhere.md")
    problems = site.problems()
    assert [problem for problem in problems if "warning" not in problem] == [
        "content/articles/bytes.md:2: line 2 is not UTF-8 (byte 0xE9); save the file as UTF-8",
        "content/articles/country.md:4: countries: unknown country 'Frnace'; did you mean 'France'?",
        "content/articles/date.md:3: date: 2024-02-30 is not a calendar date; write what is known: "
        "a month, a day or a moment; leave the field out for none",
        "content/articles/gone.md: can't be read: No such file or directory; check that the file is "
        "there and that you may read it",
        "content/articles/open.md:1: the front matter is never closed; close it with a line of "
        "three hyphens",
        "content/articles/twin.md: the address /2024/12/a/ is taken by content/articles/a.md "
        "already; give one of them another slug",
    ]
    assert site.tree() == before


@pytest.mark.parametrize("folder", ["content", "content/articles"])
def test_a_site_is_not_emptied_because_its_articles_are_not_there(site, folder):
    fill(site).build()
    before = site.tree()
    (site.root / folder).rename(site.root / "elsewhere")
    assert site.problems() == [
        "content/articles: there is no such folder; "
        "make it, if only to leave it empty, or bring back what stood there"
    ]
    assert site.tree() == before


def test_wrong_settings_hide_no_other_problem(site):
    fill(site).write("sitegen.toml", 'titel = "Digest"\nlanguage = 1\n')
    site.write("content/articles/wrong.md", "---\ndate: 2024-02-30\n---\nText.\n")
    places = [problem.partition(": ")[0] for problem in site.problems()]
    assert places == ["content/articles/wrong.md:2", "sitegen.toml:1", "sitegen.toml:2"]


def test_a_broken_template_is_told_once_by_its_line_and_the_site_stays(site):
    fill(site).build()
    before = site.tree()
    site.write("templates/article.html", "<h1>\n{{ page.nothing }}</h1>\n")
    assert site.problems() == [
        "templates/article.html:2: ArticlePage has no 'nothing'; there is head, id, date, updated, "
        "dateline, countries, country_months, mentions, summary, body, source, source_page, topics, "
        "people, lang, pairs, neighbours (while rendering /2024/11/c/)"
    ]
    site.write("templates/article.html", "<h1>\n{% if %}</h1>\n")
    assert site.problems() == [
        "templates/article.html:2: Expected an expression, got 'end of statement block'"
    ]
    site.write("templates/article.html", "{% include 'old/templates/part.html' %}")
    site.write("templates/old/templates/part.html", "\n\n{{ nothing }}")
    for _ in range(2):  # compiled now, and as it was kept
        assert site.problems() == [
            "templates/old/templates/part.html:3: there is no 'nothing' here; there is page, site, "
            "words, asset (while rendering /2024/11/c/)"
        ]
    assert site.tree() == before


def test_what_still_writes_into_an_old_stage_is_in_no_builds_way(site):
    """As a cluster's worker does that has not heard of its build's end."""
    fill(site).build()
    before, over = site.tree(), threading.Event()

    def write():
        while not over.is_set():
            file = site.public / STAGE / "1" / "2024" / "page.html"
            with suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("late")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(20):
            site.article("late.md", title=f"Late {number}", date="2024-11-06")
            site.build()
    finally:
        over.set()
        writer.join()
    site.remove("content/articles/late.md")
    site.build()
    assert site.tree() == before


def test_strict_makes_errors_of_warnings(site):
    site.article("a.md", title="When?", countries="[EG]")
    assert site.build().articles == 1
    assert site.problems(strict=True) == [
        "content/articles/a.md: warning: the date is unknown: listed as undated; write date: in its "
        "front matter, as precisely as you know it"
    ]


def test_an_unknown_date_stays_unknown(site):
    site.article("a.md", title="When?", countries="[EG]")
    site.build()
    assert "Date unknown" in site.read("undated/a/index.html")
    assert "When?" in site.read("undated/index.html")
    assert "pubDate" not in site.read("feed.xml")
    assert "lastBuildDate" not in site.read("feed.xml")


def test_a_draft_and_a_future_article_wait(site):
    fill(site)
    site.article("draft.md", title="Draft", date="2024-12-02", countries="[EG]", draft="true")
    site.article("future.md", title="Future", date="2027-01-01", countries="[EG]")
    assert site.build().articles == 3
    assert site.build(drafts=True).articles == 4
    assert site.build(now=datetime(2027, 1, 1, 12, tzinfo=UTC)).articles == 4


def test_files_of_others_stay_in_the_output_folder(site):
    fill(site).build()
    (site.public / "notes.txt").write_text("mine")
    site.remove("content/articles/c.md")
    site.build()
    assert (site.public / "notes.txt").read_text() == "mine"


def test_a_file_of_someone_else_in_the_way_is_told_and_kept(site):
    fill(site).build()
    target = site.public / "2024/10/d/index.html"
    target.parent.mkdir(parents=True)
    target.write_text("mine")
    before = site.tree()
    site.article("d.md", title="D", date="2024-10-01", countries="[EG]")
    assert site.problems() == [
        f"{target}: a file that sitegen did not make stands in the way; move it, then build again"
    ]
    assert site.tree() == before


@pytest.mark.parametrize("kind", ["link", "dangling link", "file"])
def test_what_stands_where_files_are_staged_is_told_and_kept(site, tmp_path, kind):
    fill(site).build()
    before = site.tree()
    stage, foreign = site.public / STAGE, tmp_path / "foreign"
    if kind == "file":
        stage.write_text("mine")
    else:
        stage.symlink_to(foreign)
    if kind == "link":
        foreign.mkdir()
        (foreign / "mine.txt").write_text("mine")
    site.article("d.md", title="New", date="2024-12-02", countries="[EG]")
    (problem,) = site.problems()
    assert problem == (
        f"{stage}: a link or file stands where a build keeps what it is making; "
        "move it, then build again"
    )
    assert os.path.lexists(stage)
    assert {**before, **({STAGE: b"mine"} if kind == "file" else {})} == site.tree()
    if kind == "link":
        assert [path.name for path in foreign.iterdir()] == ["mine.txt"]


def test_a_page_gives_way_to_a_file_of_its_name_and_back(site):
    """Nothing else stands in its folder; where something of others does, it is told."""
    site.article("a.md", title="A", date="2024-12-20")
    for _ in range(2):
        site.write("content/pages/terms.md", "# Terms")
        site.build()
        assert "Terms" in site.read("terms/index.html")
        site.remove("content/pages/terms.md")
        site.write("static/root/terms", "plain")
        if _:
            (site.public / "terms/notes.txt").write_text("mine")
            assert site.problems() == [
                f"{site.public}/terms: a folder stands where a file must be, with files that sitegen "
                "did not make; move it, then build again"
            ]
            assert "Terms" in site.read("terms/index.html")
            return
        site.build()
        assert site.read("terms") == "plain"
        site.remove("static/root/terms")


@pytest.mark.parametrize(
    "output", [".", "content", "content/articles", "..", "static", "templates/x"]
)
def test_an_output_folder_that_would_do_harm_is_refused(site, output):
    fill(site)
    before = sorted(path for path in site.root.rglob("*") if ".sitegen" not in path.parts)
    with pytest.raises(BuildFailed):
        site.build(output=site.root / output)
    assert before == sorted(p for p in site.root.rglob("*") if ".sitegen" not in p.parts)


@pytest.mark.parametrize("target", [".", "content", "..", "static", "templates/x"])
def test_a_link_to_a_folder_that_would_do_harm_is_refused(site, target):
    fill(site)
    for name in ("static", "templates/x"):
        (site.root / name).mkdir(parents=True)
    site.public.symlink_to(site.root / target)
    before = sorted(path for path in site.root.rglob("*") if ".sitegen" not in path.parts)
    (problem,) = site.problems()
    assert "; choose another with --output or the setting output" in problem
    assert before == sorted(p for p in site.root.rglob("*") if ".sitegen" not in p.parts)


def test_a_link_to_a_folder_for_the_site_is_followed(site):
    elsewhere = site.root.parent / "elsewhere"
    elsewhere.mkdir()
    site.public.symlink_to(elsewhere)
    fill(site).build()
    assert site.public.is_symlink()
    assert (elsewhere / "2024/12/a/index.html").is_file()
    assert site.build().written == []


def test_a_folder_with_other_files_is_refused(site):
    fill(site)
    other = site.root.parent / "other"
    other.mkdir()
    (other / "thesis.doc").write_text("years of work")
    with pytest.raises(BuildFailed, match="holds files that sitegen did not make"):
        site.build(output=other)
    assert [path.name for path in other.iterdir()] == ["thesis.doc"]


def test_a_lost_store_loses_nothing(site):
    fill(site).build()
    before = site.tree()
    for store in (site.root / ".sitegen").glob("*.db"):
        store.write_bytes(b"not a database" * 100)
    site.remove("content/articles/c.md")
    report = site.build()
    assert "2024/11/c/index.html" in report.removed
    site.article("c.md", "Grain left.", title="Grain sails", date="2024-11-05", countries="[EG]")
    site.build()
    assert site.tree() == before


def test_many_files_go_through_processes_and_come_out_the_same(site):
    for number in range(320):
        site.article(f"n{number}.md", title=f"Report {number}", date="2024-12-01", countries="[EG]")
    site.build()
    parallel = site.root.parent / "parallel"
    options = Options(now=datetime(2026, 1, 1, tzinfo=UTC), output=parallel, jobs=2)
    build(site.root, options)
    files = (path for path in parallel.rglob("*") if path.is_file())
    assert {p.relative_to(parallel).as_posix(): p.read_bytes() for p in files} == site.tree()


def test_a_running_build_keeps_others_out(site):
    import fcntl

    fill(site).build()
    lock = next((site.root / ".sitegen").glob("public-*.lock"))
    with lock.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        problems = site.problems()
    assert problems == [
        f"{lock}: another build (process {os.getpid()}) is at work on this site; wait until it is "
        "done, or stop it"
    ]
    assert site.build().rendered == {}


def test_the_project_moves_with_its_store(site):
    fill(site).build()
    moved = site.root.rename(site.root.with_name("elsewhere"))
    report = build(moved, Options(now=datetime(2026, 1, 1, tzinfo=UTC), jobs=1))
    assert report.rendered == {}


@pytest.fixture
def settled(monkeypatch):
    """Files whose times tell of any change at once, as after two seconds."""
    for user in ("sitegen.unchanged", "sitegen.content.load"):
        monkeypatch.setattr(f"{user}.RACY_NANOSECONDS", 0)


def copied(site):
    """A copy of all that a project is, every file of which stat sees otherwise: as from a host's
    build cache, or a checkout made anew.
    """
    fields = {"title": "Grain", "date": "2024-11-05", "countries": "[EG]", "summary": "Short."}
    fill(site).article("c.md", "Grain left.", **fields)
    site.write("content/pages/about.md", "About us, and [grain](../articles/c.md).")
    site.write("static/mine.svg", "<svg/>")
    site.write("templates/undated.html", "{{ page.head.title }}")
    site.build()
    copy = SiteFolder(site.root.with_name("copy"))
    shutil.copytree(site.root, copy.root, dirs_exist_ok=True)
    for number, path in enumerate(sorted(path for path in copy.root.rglob("*") if path.is_file())):
        os.utime(path, ns=(10**18 + number, 10**18 + number))
    return copy


def seen(folder):
    """How stat sees every file of a folder; folders themselves change when a build puts its stage
    there.
    """
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (one.st_ino, one.st_mtime_ns, one.st_ctime_ns) for path, one in found.items()}


def test_a_copy_of_a_project_is_read_once_and_nothing_of_it_made_again(site, settled, monkeypatch):
    copy = copied(site)
    before = seen(copy.public)

    def parse(*arguments):
        raise AssertionError("was known already")

    monkeypatch.setattr("sitegen.content.entry.parse", parse)
    report = copy.build()
    assert (report.rendered, report.written, report.removed) == ({}, [], [])
    assert "read" in report.seconds
    report = copy.build()
    assert (report.rendered, report.written, report.removed) == ({}, [], [])
    assert list(report.seconds) == ["look"]
    assert seen(copy.public) == before
    assert copy.tree() == site.tree()


def test_of_a_copy_with_a_new_body_only_what_shows_it_is_made(site, settled):
    copy = copied(site)
    fields = {"title": "Grain", "date": "2024-11-05", "countries": "[EG]", "summary": "Short."}
    copy.article("c.md", "Grain left late.", **fields)
    report = copy.build()
    assert sorted(report.rendered) == [
        "2024/11/c/index.html",
        "countries/egypt/feed.xml",
        "feed.xml",
    ]
    assert sorted(report.written) == sorted(report.rendered)
    assert list(copy.build().seconds) == ["look"]
    assert copy.tree() == rebuilt(copy)


def test_what_was_altered_in_a_copy_is_made_again(site, settled):
    """Though stat sees every file otherwise, and its size is what it was."""
    copy = copied(site)
    page = copy.public / "2024/12/a/index.html"
    page.write_bytes(page.read_bytes().replace(b"Leaders", b"Lenders"))
    (copy.public / "feed.xml").unlink()
    assert copy.build().rendered == {
        "2024/12/a/index.html": "its file was altered",
        "feed.xml": "its file is missing",
    }
    assert copy.tree() == site.tree()


def test_a_build_with_nothing_to_do_looks_and_reads_nothing(site, settled):
    fill(site).build()
    for _ in range(2):
        report = site.build()
        assert list(report.seconds) == ["look"]
        assert (report.articles, report.planned, report.feeds) == (3, len(site.tree()) - 1, 4)


def rewritten(site):
    file = site.root / "content/articles/a.md"
    file.write_text(file.read_text("utf-8") + "More.\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        rewritten,
        lambda site: site.remove("content/articles/a.md"),
        lambda site: site.article("d.md", title="D", date="2024-12-02"),
        lambda site: site.write("content/pages/about.md", "About us."),
        lambda site: site.write("templates/page.html", "mine"),
        lambda site: site.write("static/mine.svg", "<svg/>"),
        lambda site: site.write("sitegen.toml", SETTINGS + 'publisher = "Us"\n'),
        lambda site: (site.public / "index.html").unlink(),
        lambda site: (site.public / "index.html").write_text("mine"),
        lambda site: (site.public / ".sitegen").unlink(),
        lambda site: (site.root / "content/articles/a.md").rename(
            site.root / "content/articles/b2.md"
        ),
    ],
)
def test_any_change_ends_that(site, settled, change):
    """Every kind of it: of what a build is made from, and of what it made."""
    fill(site).build()
    assert list(site.build().seconds) == ["look"]
    change(site)
    assert "read" in site.build().seconds
    assert list(site.build().seconds) == ["look"]


def test_a_state_that_comes_back_is_built_again(site):
    """What was once built from nothing says nothing of the site that has been built since."""
    for _ in range(2):
        site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG]")
        assert "2024/12/talks/index.html" in site.build().written
        site.remove("content/articles/talks.md")
        assert "2024/12/talks/index.html" in site.build().removed
        assert not (site.public / "2024").exists()


def test_a_heading_above_the_body_is_the_title(site):
    """It stands once on the page, and the summary begins below it."""
    site.write(
        "content/articles/a.md", "# Talks in *Cairo*\n\nMinisters met.\n\n## What next?\n\nMore."
    )
    site.build()
    page = site.read("undated/a/index.html")
    assert page.count("Talks in Cairo</h1>") == 1
    assert '<meta name="description" content="Ministers met.' in page
    assert '<h2 id="what-next">What next?</h2>' in page
    assert "Talks in <em>" not in page


@pytest.mark.parametrize(
    "first",
    [
        *("## What is known", "- Calm", "> Calm.", "| a |\n| - |\n| b |", "![A quay](/quay.jpg)"),
        *("1. Calm\n\n   Not more.", "***", "[x]: https://x.example"),
    ],
)
def test_a_summary_is_of_the_first_paragraph(site, first):
    """Not of what stands above it, which is no sentence on the matter."""
    site.article("a.md", f"{first}\n\nMinisters met.\n\nThey talked.", title="A")
    site.build()
    assert '<meta name="description" content="Ministers met.">' in site.read("undated/a/index.html")


def test_without_a_paragraph_a_summary_is_what_there_is(site):
    site.article("a.md", "- Ministers met.\n- They talked.", title="A")
    site.build()
    assert '<meta name="description" content="Ministers met.">' in site.read("undated/a/index.html")


def test_a_title_stands_once_though_it_is_given_twice(site):
    site.article("a.md", "# Talks *end*\n\nMinisters met.", title="Talks end")
    site.article("b.md", "# Background\n\nMinisters met.", title="Talks end")
    site.build()
    assert site.read("undated/a/index.html").count("Talks end</h") == 1
    assert '<h2 id="background">Background</h2>' in site.read("undated/b/index.html")


def test_a_site_in_arabic_runs_from_right_to_left(site):
    site.write("sitegen.toml", SETTINGS + 'language = "ar"\n')
    site.article("a.md", title="A")
    site.build()
    assert '<html lang="ar" dir="rtl">' in site.read("undated/a/index.html")


def test_a_wrong_date_is_told_once(site):
    """It is wrong, not unknown."""
    site.article("a.md", title="A", date="2024-02-30")
    assert len(site.problems()) == 1


def test_an_imported_style_sheet_is_published_under_its_new_name(site):
    """Both ways of writing an import lead to it."""
    site.write("static/style.css", '@import "print.css";\n@import url(print.css);\n')
    site.write("static/print.css", "p { color: black }\n")
    site.build()
    assets = {path.name: path for path in (site.public / "assets").iterdir()}
    style = next(path for name, path in assets.items() if name.startswith("style"))
    printed = next(name for name in assets if name.startswith("print"))
    assert style.read_text() == f'@import "{printed}";\n@import url("{printed}");\n'


@pytest.mark.parametrize(
    "mark",
    [
        "{{ asset('mine.css') }}",
        '{{ asset( "mine.css" ) }}',
        "{{ asset ('mine.css') }}",
        "{{ asset(name='mine.css') }}",
        "{{ (asset)('mine.css') }}",
        "{% set file = asset %}{{ file('mine.css') }}",
        "{{ asset('mine' ~ '.css') }}",
        "{% from '_link.html' import link %}{{ link('mine.css') }}",
    ],
)
def test_a_new_asset_is_linked_however_a_template_names_it(site, mark):
    """Its address changes with its content, so a page that isn't made again links to nothing."""
    site.article("a.md", title="A")
    site.write("templates/_link.html", "{% macro link(name) %}{{ asset(name) }}{% endmacro %}")
    site.write("templates/article.html", mark)
    for text in ("p { color: black }", "p { color: navy }"):
        site.write("static/mine.css", text)
        site.build()
        assert site.read(site.read("undated/a/index.html").removeprefix("/")) == text


def test_a_kept_template_follows_the_sites_folder(site):
    """Links that a template writes itself are compiled into it."""
    site.article("a.md", title="A")
    site.build()
    site.build(base_url="https://digest.example.org/news")
    assert '<a class="name" href="/news/">' in site.read("index.html")
    site.build()
    assert '<a class="name" href="/">' in site.read("index.html")


LEAD = "Ministers of Egypt and Iran met in Geneva on Monday."


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("", False),
        (f"summary: {LEAD}\n", False),
        ("summary: Ministers of Egypt and Iran met in Geneva…\n", False),
        ("summary: Two old rivals are talking again.\n", True),
    ],
)
def test_a_summary_that_the_report_opens_with_is_not_shown_twice(site, summary, shown):
    body = LEAD.replace("Geneva", "*Geneva*")
    site.write("content/articles/a.md", f"---\ndate: 2024-12-01\n{summary}---\n\n{body}\n")
    site.build()
    assert ('class="standfirst"' in site.read("2024/12/a/index.html")) == shown
    assert 'class="summary"' in site.read("index.html")


@pytest.mark.parametrize("what", ["pipe", "link", "link-to-same", "folder", "longer"])
def test_what_is_no_file_of_ours_any_more_is_made_again(site, what):
    """A pipe would be waited for for ever, and a link is none of ours, whatever it leads to."""
    site.article("a.md", title="A", date="2024-12-20")
    site.build()
    page = site.public / "2024/12/a/index.html"
    before = page.read_bytes()
    elsewhere = site.write("elsewhere.html", before if what == "link-to-same" else b"Another.")
    page.unlink()
    match what:
        case "pipe":
            os.mkfifo(page)
        case "folder":
            page.mkdir()
        case "longer":
            page.write_bytes(before + b" ")
        case _:
            page.symlink_to(elsewhere)
    report = site.build()
    assert report.rendered == {"2024/12/a/index.html": "its file was altered"}
    assert page.is_file() and not page.is_symlink()
    assert page.read_bytes() == before
    assert elsewhere.exists()
