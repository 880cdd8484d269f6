"""The theme: compiled templates are kept, at no risk; what is wrong in a template is told for people."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.bccache import bc_magic

from sitegen.build import Options, build
from sitegen.model.site import Site
from sitegen.package import package_folder
from sitegen.problems import BuildFailed
from sitegen.render import jobs, theme
from sitegen.render.compiled import compiled_templates
from tests.conftest import NOW, SETTINGS, SiteFolder

SITE = Site("Digest", "", "https://digest.example.org", "en", "Us", "UTC")


class Compiled:
    """Which templates are compiled, in whatever process."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, name: str) -> None:
        with self.file.open("a") as file:
            file.write(f"{name}\n")

    def names(self) -> list[str]:
        """Those since they were last asked for, in alphabetical order."""
        names = sorted(self.file.read_text().split()) if self.file.exists() else []
        self.file.unlink(missing_ok=True)
        return names


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiled:
    seen = Compiled(tmp_path / "compiled")
    library = Environment._generate

    def generate(self: Environment, source: Any, name: str, *more: Any, **named: Any) -> str:
        seen.add(name)
        return library(self, source, name, *more, **named)

    monkeypatch.setattr(Environment, "_generate", generate)
    return seen


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for caches, which is not there yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def kept(cache: Path) -> list[Path]:
    """The files in which templates are kept."""
    return sorted(path for path in (cache / "sitegen/templates").iterdir() if path.is_file())


def anew(site: SiteFolder, **options: Any) -> dict[str, bytes]:
    """The site made from nothing, as by another process: what it kept in memory counts for nothing."""
    shutil.rmtree(site.public, ignore_errors=True)
    shutil.rmtree(site.root / ".sitegen", ignore_errors=True)
    jobs._theme.cache_clear()
    build(site.root, Options(now=NOW, **{"jobs": 1, **options}))
    jobs._theme.cache_clear()
    return site.tree()


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site of one report."""
    site.article("a.md", title="A secret", date="2024-12-20", countries="[EG, IR]", source="MENA")
    return site


def all_of_them() -> list[str]:
    return sorted(file.name for file in package_folder("templates").glob("*.html"))


class TestKept:
    """Templates that were compiled once."""

    def test_they_are_compiled_once_for_all_processes_and_sites(
        self, site: SiteFolder, compiled: Compiled, cache: Path, tmp_path: Path
    ) -> None:
        for number in range(200):
            site.article(f"n{number}.md", title=f"No {number}", date="2024-12-20")
        first = anew(site, jobs=2)
        assert set(compiled.names()) <= set(all_of_them())
        names = [file.name for file in kept(cache)]
        assert anew(site, jobs=2) == first
        other = SiteFolder(tmp_path / "other")
        other.article("b.md", title="B", date="2024-12-20", countries="[EG]")
        anew(other)
        assert compiled.names() == []
        assert [file.name for file in kept(cache)] == names

    def test_they_lie_in_the_users_cache_and_never_in_the_project(
        self, site: SiteFolder, cache: Path
    ) -> None:
        site.write("templates/article.html", "{{ page.head.title }}")
        anew(site)
        assert [path.name for path in cache.iterdir()] == ["sitegen"]
        assert [path.name for path in (cache / "sitegen").iterdir()] == ["templates"]
        assert kept(cache)
        assert (cache / "sitegen/templates").stat().st_mode & 0o777 == 0o700
        inside = (path.relative_to(site.root) for path in site.root.rglob("*") if path.is_file())
        assert {path.suffix for path in inside if path.parts[0] != "public"} <= {
            *(".html", ".toml", ".md", ".db", ".lock"),
            "",  # .gitignore
        }

    def test_a_template_that_was_changed_is_compiled_and_one_that_was_not_is_not(
        self, site: SiteFolder, compiled: Compiled
    ) -> None:
        site.write("templates/article.html", "1 {{ page.head.title }}")
        anew(site)
        compiled.names()
        for text, names in (("2", ["article.html"]), ("2", []), ("3", ["article.html"])):
            site.write("templates/article.html", text + " {{ page.head.title }}")
            anew(site)
            assert site.read("2024/12/a/index.html") == text + " A secret"
            assert compiled.names() == names

    def test_what_is_gone_is_compiled_and_kept_again(
        self, site: SiteFolder, compiled: Compiled, cache: Path
    ) -> None:
        first = anew(site)
        names = compiled.names()
        shutil.rmtree(cache)
        assert anew(site) == first
        assert compiled.names() == names
        assert anew(site) == first
        assert compiled.names() == []

    def test_sites_at_different_addresses_keep_their_own(
        self, site: SiteFolder, compiled: Compiled
    ) -> None:
        """A link that a template writes itself is worked out when it is compiled."""
        site.write("templates/page.html", "{{ '/x/'|href }} {{ '/x/'|absolute }}")
        site.write("content/pages/about.md", "# About")
        bases = ("https://a.example", "https://b.example/digest", "https://c.example/digest")
        for _ in range(2):
            for base in bases:
                anew(site, base_url=base)
                folder = base.partition(".example")[2]
                assert site.read("about/index.html") == f"{folder}/x/ {base}/x/"
        assert compiled.names().count("page.html") == len(bases)

    def test_sites_in_different_languages_keep_their_own(
        self, site: SiteFolder, compiled: Compiled
    ) -> None:
        site.write("templates/page.html", "{{ '2024-12'|month }} {{ site.language }}")
        site.write("content/pages/about.md", "# About")
        for language in ("en", "fr", "en", "fr"):
            site.write("sitegen.toml", f'{SETTINGS}language = "{language}"\n')
            anew(site)
            assert site.read("about/index.html") == f"December 2024 {language}"
        assert compiled.names().count("page.html") == 2

    def test_programs_keep_their_own(self, tmp_path: Path, compiled: Compiled) -> None:
        """Whose filters may make another thing of the same constant."""
        (tmp_path / "page.html").write_text("{{ '/x/'|href }}")
        for program in ("one", "other", "one", "other"):
            found = theme.Theme(
                theme.ThemeSettings((str(tmp_path),), SITE, (), "templates", program, "/nowhere")
            )
            assert found.render("page.html") == b"/x/"
        assert compiled.names() == ["page.html"] * 2


class TestWithoutCache:
    """What can't be kept costs only time."""

    @pytest.mark.parametrize("home", ["", "relative", None])
    @pytest.mark.parametrize("named", ["", "relative/too", None])
    def test_no_place_to_keep_them(
        self,
        site: SiteFolder,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        home: str | None,
        named: str | None,
    ) -> None:
        first = anew(site)
        for name, value in (("HOME", home), ("XDG_CACHE_HOME", named)):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        (tmp_path / "empty").mkdir()
        monkeypatch.chdir(tmp_path / "empty")
        assert anew(site) == first
        assert list(Path.cwd().iterdir()) == []

    @pytest.mark.parametrize("named", ["", "relative/too", None])
    def test_a_home_alone_will_do(
        self,
        site: SiteFolder,
        compiled: Compiled,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        named: str | None,
    ) -> None:
        monkeypatch.delenv("XDG_CACHE_HOME")
        if named is not None:
            monkeypatch.setenv("XDG_CACHE_HOME", named)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        first = anew(site)
        assert kept(tmp_path / "home/.cache")
        compiled.names()
        assert anew(site) == first
        assert compiled.names() == []

    @pytest.mark.parametrize("where", ["", "cache", "cache/../other", "content/articles"])
    def test_a_folder_in_the_project(
        self, site: SiteFolder, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        first = anew(site)
        monkeypatch.setenv("XDG_CACHE_HOME", f"{site.root}/{where}")
        monkeypatch.setenv("HOME", str(site.root))
        assert anew(site) == first
        monkeypatch.delenv("XDG_CACHE_HOME")
        assert anew(site) == first
        assert [path for path in site.root.rglob("*") if path.name == "sitegen"] == []

    def test_a_link_into_the_project(self, site: SiteFolder, cache: Path) -> None:
        first = anew(site)
        shutil.rmtree(cache)
        (site.root / "kept").mkdir()
        cache.symlink_to(site.root / "kept")
        assert anew(site) == first
        assert list((site.root / "kept").iterdir()) == []

    @pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o720, 0o702])
    def test_a_folder_that_others_may_write_to_is_not_loaded_from(
        self, site: SiteFolder, cache: Path, compiled: Compiled, mode: int
    ) -> None:
        first = anew(site)
        names = compiled.names()
        (cache / "sitegen/templates").chmod(mode)
        files = kept(cache)
        assert anew(site) == first
        assert compiled.names() == names
        assert kept(cache) == files

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a folder away")
    def test_a_folder_of_another_user_is_not_loaded_from(
        self, site: SiteFolder, cache: Path, compiled: Compiled
    ) -> None:
        first = anew(site)
        names = compiled.names()
        os.chown(cache / "sitegen/templates", 12345, -1)
        assert anew(site) == first
        assert compiled.names() == names

    def test_what_was_not_kept_anew_for_long_goes(self, site: SiteFolder, cache: Path) -> None:
        anew(site)
        first, *rest = kept(cache)
        old, young = cache / "sitegen/templates/old", cache / "sitegen/templates/young"
        now = first.stat().st_mtime
        for file, days in ((old, 91), (young, 89)):
            file.touch()
            os.utime(file, (now - days * 86400, now - days * 86400))
        first.unlink()
        anew(site)
        assert kept(cache) == [first, *rest, young]

    @pytest.mark.parametrize("place", ["", "sitegen", "sitegen/templates"])
    def test_a_file_in_the_way(self, site: SiteFolder, cache: Path, place: str) -> None:
        first = anew(site)
        shutil.rmtree(cache)
        (cache / place).parent.mkdir(parents=True, exist_ok=True)
        (cache / place).write_text("mine")
        assert anew(site) == first
        assert (cache / place).read_text() == "mine"

    def test_a_folder_that_may_not_be_written_to(
        self, site: SiteFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = anew(site)
        for file in kept(cache):
            file.unlink()

        replace = os.replace

        def refuse(old: Any, new: Any, *, dst_dir_fd: int | None = None, **named: Any) -> None:
            if dst_dir_fd is not None:
                raise PermissionError(13, "Permission denied")
            replace(old, new, **named)

        monkeypatch.setattr("os.replace", refuse)
        assert anew(site) == first
        assert kept(cache) == []

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: b"",
            lambda data: b"of another program",
            lambda data: data[:1],
            lambda data: data[: len(data) // 2],
            lambda data: data[:-1],
            lambda data: bytes(len(data)),
            lambda data: bc_magic,
            lambda data: bc_magic + b"\xff" * 40,
            lambda data: bc_magic + b"cno\nwhere\n.",
        ],
    )
    def test_a_damaged_file(
        self, site: SiteFolder, cache: Path, compiled: Compiled, damage: Any
    ) -> None:
        first = anew(site)
        names = compiled.names()
        for file in kept(cache):
            file.write_bytes(damage(file.read_bytes()))
        assert anew(site) == first
        assert compiled.names() == names
        assert anew(site) == first
        assert compiled.names() == []

    def test_a_folder_in_the_place_of_each(self, site: SiteFolder, cache: Path) -> None:
        first = anew(site)
        for file in kept(cache):
            file.unlink()
            file.mkdir()
        assert anew(site) == first
        assert kept(cache) == []

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_no_change_of_a_file_makes_another_template_of_it(
        self, cache: Path, data: st.DataObject
    ) -> None:
        """What is loaded is what was kept, or nothing: never some other code, that would be run."""
        text = "{% for item in page.items %}{{ item }}{% endfor %}"
        environment = theme.environment(())
        keeping = compiled_templates(Path("/nowhere"), "program")
        assert keeping is not None
        shutil.rmtree(cache / "sitegen/templates")
        (cache / "sitegen/templates").mkdir()
        bucket = keeping.get_bucket(environment, "a.html", "/a.html", text)
        bucket.code = environment.compile(text, "a.html", "/a.html")
        keeping.set_bucket(bucket)
        [file] = kept(cache)
        whole = file.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(st.binary(max_size=4))
        file.write_bytes(whole[:at] + piece + whole[at + len(piece) :])
        found = keeping.get_bucket(environment, "a.html", "/a.html", text)
        assert found.code is None or file.read_bytes() == whole


HAS = (
    "there is head, id, date, updated, dateline, countries, country_months, mentions, summary, "
    "body, source, source_page, topics, people, lang, pairs, neighbours"
)


class TestMistakes:
    """What is wrong in a template is told by its line and with what there is."""

    @pytest.mark.parametrize(
        ("mark", "message"),
        [
            ("{{ page.titel }}", f"ArticlePage has no 'titel'; {HAS}"),
            ("{{ page.countrys }}", "ArticlePage has no 'countrys'; did you mean 'countries'?"),
            ("{{ page['countrys'] }}", "ArticlePage has no 'countrys'; did you mean 'countries'?"),
            ("{{ page.head.titel }}", "Head has no 'titel'; did you mean 'title'?"),
            ("{{ page.source.nme }}", "Source has no 'nme'; did you mean 'name'?"),
            (
                "{{ page.neighbours[0].before }}",
                "Neighbours has no 'before'; there is scope, earlier, later",
            ),
            # Of what is worked out, too, which is no field.
            ("{{ page.date.moth }}", "PartialDate has no 'moth'; did you mean 'month'?"),
            ("{{ site.wordz }}", "Site has no 'wordz'; did you mean 'words'?"),
            ("{{ site.directoin }}", "Site has no 'directoin'; did you mean 'direction'?"),
            ("{{ site.titel }}", "Site has no 'titel'; did you mean 'title'?"),
            ("{{ words.hom }}", "Words has no 'hom'; did you mean 'home'?"),
            ("{{ site.words.hom }}", "Words has no 'hom'; did you mean 'home'?"),
            ("{{ pages.head }}", "there is no 'pages' here; did you mean 'page'?"),
            ("{{ body }}", "there is no 'body' here; there is page, site, words, asset"),
            ("{{ body() }}", "there is no 'body' here; there is page, site, words, asset"),
            ("{{ asset('stile.css') }}", "there is no static/stile.css; did you mean 'style.css'?"),
            ("{{ asset('a/b/c') }}", "there is no static/a/b/c"),
            ("{{ page.head.title|dayy }}", "No filter named 'dayy'."),
            ("{% if page.id is dayy %}{% endif %}", "No test named 'dayy' found."),
            # Wherever in an expression it stands, and whatever is done with it.
            (
                "{{ page.countrys.more }}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            ("{{ page.countrys() }}", "ArticlePage has no 'countrys'; did you mean 'countries'?"),
            (
                "{{ page.countrys|length }}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            (
                "{{ page|attr('countrys') }}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            (
                "{{ 'a' ~ page.countrys }}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            (
                "{% for code in page.countrys %}{% endfor %}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            (
                "{% if page.countrys %}{% endif %}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            (
                "{% macro m(x) %}{{ x.countrys }}{% endmacro %}{{ m(page) }}",
                "ArticlePage has no 'countrys'; did you mean 'countries'?",
            ),
            ("{{ page() }}", "'ArticlePage' object is not callable"),
        ],
    )
    def test_a_wrong_name_is_told_with_the_nearest(
        self, site: SiteFolder, mark: str, message: str
    ) -> None:
        site.article("b.md", title="B secret", date="2024-12-21", countries="[EG]")
        site.write("templates/article.html", f"A line.\n{mark}\n")
        assert site.problems() == [
            f"templates/article.html:2: {message} (while rendering /2024/12/a/)"
        ]

    def test_what_may_be_missing_may_be_asked_for(self, site: SiteFolder) -> None:
        text = "{{ page.titel is defined }} {{ page.titel|default('none') }} {{ body is defined }}"
        site.write("templates/article.html", text)
        site.build()
        assert site.read("2024/12/a/index.html") == "False none False"

    def test_it_is_told_by_the_line_that_it_stands_on_in_what_is_drawn_in(
        self, site: SiteFolder
    ) -> None:
        site.write("templates/article.html", "{% include '_mine/part.html' %}")
        site.write("templates/_mine/part.html", "\n\n{{ page.titel }}")
        site.write("templates/page.html", "{% extends '_mine/frame.html' %}")
        site.write("templates/_mine/frame.html", "\n{{ page.titel }}")
        site.write("content/pages/about.md", "About us.")
        for _ in range(2):  # compiled now, and as it was kept
            assert site.problems() == [
                "templates/_mine/frame.html:2: PlainPage has no 'titel'; there is head, body, lang "
                "(while rendering /about/)",
                f"templates/_mine/part.html:3: ArticlePage has no 'titel'; {HAS} "
                "(while rendering /2024/12/a/)",
            ]

    def test_each_line_is_told_once_with_the_first_page_by_its_path(self, site: SiteFolder) -> None:
        for number in range(100, 0, -1):
            site.article(f"n{number:03}.md", title="N", date=f"2024-{number % 12 + 1:02}")
        site.write("templates/article.html", "{{ page.countrys }}")
        site.write("templates/month.html", "{% if page.parts %}\n{{ page.group }}{% endif %}")
        told = [
            "templates/article.html:1: ArticlePage has no 'countrys'; did you mean 'countries'? "
            "(while rendering /2024/01/n012/)",
            "templates/month.html:2: MonthPage has no 'group'; did you mean 'groups'? "
            "(while rendering /2024/01/)",
        ]
        for processes in (1, 2):
            with pytest.raises(BuildFailed) as failure:
                build(site.root, Options(now=NOW, jobs=processes))
            assert [str(p) for p in failure.value.problems if p.severity == "error"] == told

    @pytest.mark.parametrize(
        "mark",
        [
            *("{{ page.titel }}", "{{ page.head.titel }}", "{{ page.head.title.titel }}"),
            *("{{ page.countries.titel }}", "{{ page() }}", "{{ page.head() }}", "{{ page + 1 }}"),
            *("{{ page.head + 1 }}", "{{ nothing(page) }}", "{{ page.head.titel(page) }}"),
            *("{{ page.head.title + 1 }}", "{{ page|length + page }}"),
            *("{{ {'a': page}.titel }}", "{{ page.body.titel }}"),
            # Where the name that is asked for is itself a value.
            *("{{ page.countries[page.head] }}", "{{ page.head[page] }}", "{{ asset(page) }}"),
        ],
    )
    def test_no_problem_holds_what_the_page_shows(self, site: SiteFolder, mark: str) -> None:
        """A value may be a whole page, and is nobody's help."""
        site.write("templates/article.html", mark)
        (problem,) = site.problems()
        assert problem.startswith("templates/article.html:1: ")
        assert problem.endswith(" (while rendering /2024/12/a/)")
        assert "secret" not in problem and "Ministers" not in problem
