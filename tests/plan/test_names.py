"""Names that no file system takes, or that some take for another's, are told with their source."""

from __future__ import annotations

import pytest

from sitegen.config import Config
from sitegen.files import Limits
from sitegen.plan.names import unfit_names
from tests.conftest import SETTINGS, SiteFolder
from tests.plan.test_subjects import REPORT, edition

LONG = "slug, id or source, or the file's name"


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site that is published already."""
    site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG, IR]")
    site.build()
    return site


def report(site: SiteFolder, **fields: str) -> None:
    site.article("b.md", title="B", date="2024-12-01", countries="[EG]", **fields)


@pytest.mark.parametrize(
    ("slug", "size"),
    [("a" * 256, 256), ("ş" * 128, 256), ("語" * 86, 258), ("𐍈" * 64, 256), ("a" * 5000, 5000)],
)
def test_an_address_too_long(site: SiteFolder, slug: str, size: int) -> None:
    before = site.tree()
    report(site, slug=slug)
    assert site.problems() == [
        f"content/articles/b.md: its address holds a name of {size} bytes, and 255 are the most; "
        f"shorten its {LONG}"
    ]
    assert site.tree() == before
    report(site, slug="b")
    assert len(site.build().removed) == 0


@pytest.mark.parametrize("slug", ["a" * 255, "ş" * 127, "語" * 85])
def test_an_address_as_long_as_may_be(site: SiteFolder, slug: str) -> None:
    report(site, slug=slug)
    site.build()
    assert (site.public / f"2024/12/{slug}/index.html").is_file()
    site.remove("content/articles/b.md")
    site.build()
    assert not (site.public / f"2024/12/{slug}").exists()


def test_a_path_too_long(site: SiteFolder) -> None:
    site.write("sitegen.toml", SETTINGS + 'permalink = "/{id}/"\n')
    report(site, id="/".join(["part" * 50] * 20))
    (problem,) = site.problems()
    assert problem.startswith("content/articles/b.md: its address has 4030 bytes, and ")
    assert problem.endswith(f" are the most; shorten its {LONG}")


def test_a_file_systems_own_limits_count() -> None:
    report = REPORT._replace(slug="s" * 100)
    found = edition({report.path: report}, Config())
    (url,) = found.addresses.values()
    file = f"{url[1:]}index.html"
    assert list(unfit_names(found, {file}, Limits(143, 300))) == []
    name, path = (
        str(*unfit_names(found, {file}, limits)) for limits in (Limits(99, 300), Limits(143, 99))
    )
    assert name.startswith(f"content/{report.path}: its address holds a name of 100 bytes, and 99")
    assert path.startswith(f"content/{report.path}: its address has {len(file)} bytes, and 99 are")


@pytest.mark.parametrize("folder", ["", "new/", "root/", "root/new/"])
@pytest.mark.parametrize("size", [245, 250, 255])
def test_a_static_file(site: SiteFolder, folder: str, size: int) -> None:
    """Its published name bears the fingerprint of its content besides."""
    path = f"static/{folder}{'n' * (size - 4)}.pdf"
    site.write(path, "%PDF")
    if folder.startswith("root/"):
        site.build()
        return
    before = site.tree()
    assert site.problems() == [
        f"{path}: its address holds a name of {size + 11} bytes, and 255 are the most; "
        "shorten its name"
    ]
    assert site.tree() == before


def test_a_sources_name(site: SiteFolder) -> None:
    report(site, source="Agency " * 40)
    assert site.problems() == [
        "content/articles/b.md: its address holds a name of 279 bytes, and 255 are the most; "
        f"shorten its {LONG}"
    ]


@pytest.mark.parametrize("id", [".sitegen", ".sitegen-stage", ".SiteGen", ".git/hooks", "a/.b/c"])
def test_a_hidden_name(site: SiteFolder, id: str) -> None:
    before = site.tree()
    site.write("sitegen.toml", SETTINGS + 'permalink = "/{id}/"\n')
    report(site, id=id)
    assert site.problems() == [
        f"content/articles/b.md: the address /{id}/ is hidden: hosts publish no name that begins "
        f"so; change its {LONG}"
    ]
    assert site.tree() == before


def test_names_that_hosts_want_hidden(site: SiteFolder) -> None:
    site.write("static/root/.well-known/security.txt", "Contact: mailto:a@b.example")
    site.build()
    assert site.read(".well-known/security.txt").startswith("Contact")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("summit", "Summit"),
        ("straße", "STRASSE"),
        ("ОБЗОР", "обзор"),
        ("ﬁnal", "final"),
    ],
)
def test_addresses_that_differ_by_case_or_form(site: SiteFolder, one: str, other: str) -> None:
    for name, slug in (("b", one), ("c", other)):
        site.article(f"{name}.md", title="T", date="2024-12-01", countries="[]", slug=slug)
    assert site.problems() == [
        f"content/articles/c.md: the address /2024/12/{other}/ is that of /2024/12/{one}/ but for "
        "its case or form; many file systems don't tell them apart: rename one of them"
    ]


@pytest.mark.parametrize("name", ["Index.html", "FEED.xml", "Countries/index.html", "ROBOTS.TXT"])
def test_a_static_file_that_differs_by_case(site: SiteFolder, name: str) -> None:
    site.write(f"static/root/{name}", "mine")
    shown = f"/{name.removesuffix('index.html')}"
    (problem,) = (told for told in site.problems() if told.startswith("static/"))
    assert problem.startswith(f"static/root/{name}: the address {shown} is that of /")


@pytest.mark.parametrize(
    "name", ["About", "COUNTRIES", "Feed.XML/x.txt", "cafe\N{COMBINING ACUTE ACCENT}"]
)
def test_a_file_where_a_folder_is_but_for_its_case(site: SiteFolder, name: str) -> None:
    site.write("content/pages/about.md", "# About\n\nWords.")
    site.write("static/root/caf\N{LATIN SMALL LETTER E WITH ACUTE}/menu.txt", "tea")
    site.write(f"static/root/{name}", "mine")
    (problem,) = site.problems()
    assert problem.startswith("static/root/")
    assert " but for its case or form; " in problem


def test_pages_that_differ_by_case(site: SiteFolder) -> None:
    for name in ("about", "About"):
        site.write(f"content/pages/{name}.md", "# About\n\nWords.")
    assert site.problems() == [
        "content/pages/about.md: the address /about/ is that of /About/ but for its case or form; "
        "many file systems don't tell them apart: rename one of them"
    ]


def test_folders_of_one_name_but_for_case_may_hold_different_pages(site: SiteFolder) -> None:
    site.write("static/root/Files/a.txt", "a")
    site.write("static/root/files/b.txt", "b")
    site.build()
