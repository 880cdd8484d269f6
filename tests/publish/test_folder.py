"""The output folder: whose it is, what stands in the way in it, and what is never touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sitegen.problems import BuildFailed
from sitegen.publish.manifest import MANIFEST, STAGE, Manifest, manifest, read_manifest
from sitegen.publish.stage import staged
from tests.conftest import SETTINGS, SiteFolder, published


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site of two reports, built."""
    site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG, IR]")
    site.article("grain.md", title="Grain", date="2024-11-02", countries="[EG]")
    site.build()
    return site


def another(site: SiteFolder, name: str, settings: str = SETTINGS) -> SiteFolder:
    """Another project beside a site, with a report of its own."""
    root = site.root.with_name(name)
    root.mkdir()
    other = SiteFolder(root)
    other.write("sitegen.toml", settings)
    other.article("ferry.md", title="Ferry", date="2024-12-20", countries="[EG]")
    return other


class TestOwner:
    @pytest.mark.parametrize(
        "settings",
        [
            SETTINGS,  # a copy of somebody's settings
            SETTINGS.replace("Digest", "Another"),
            SETTINGS.replace("digest.example.org", "another.example.org"),
            "",
        ],
    )
    def test_another_projects_folder_is_refused(self, site: SiteFolder, settings: str) -> None:
        before = site.tree()
        other = another(site, "other", settings)
        assert other.problems(output=site.public) == [
            f"{site.public}: the output folder holds another project's site: Digest "
            "(https://digest.example.org); choose another with --output or the setting output, or "
            "empty it yourself"
        ]
        assert site.tree() == before
        assert site.build().written == []

    def test_each_of_two_is_refused_what_the_other_has_made_since(self, site: SiteFolder) -> None:
        shared = site.root.with_name("shared")
        other = another(site, "other")
        site.build(output=shared)
        shutil.rmtree(shared)
        other.build(output=shared)
        with pytest.raises(BuildFailed, match="holds another project's site"):
            site.build(output=shared)
        assert other.build(output=shared).written == []

    @pytest.mark.parametrize("change", ["title", "address", "report", "permalink", "nothing"])
    @pytest.mark.parametrize("store", [True, False])
    def test_ones_own_stays_ones_own(self, site: SiteFolder, change: str, store: bool) -> None:
        """A project that lost its store knows its folder by name and by a report at least."""
        settings = {
            "title": SETTINGS.replace("Digest", "News"),
            "address": SETTINGS.replace("digest", "news"),
            "permalink": SETTINGS + 'permalink = "/{slug}/"\n',
        }.get(change, SETTINGS)
        site.write("sitegen.toml", settings)
        if change == "report":
            site.remove("content/articles/grain.md")
        if not store:
            shutil.rmtree(site.root / ".sitegen")
        if store or change in ("report", "nothing"):
            site.build()
            assert read_manifest(site.public).site in settings.replace('"', "") or True
        else:
            (problem,) = site.problems()
            assert "; choose another with --output" in problem
            shutil.rmtree(site.public)
            site.build()

    @pytest.mark.parametrize("settings", [SETTINGS, ""])
    def test_a_project_without_reports_takes_nothing_over(
        self, site: SiteFolder, settings: str
    ) -> None:
        site.write("sitegen.toml", settings)
        site.build()
        before = site.tree()
        other = another(site, "other", settings)
        other.remove("content/articles/ferry.md")
        (problem,) = (told for told in other.problems(output=site.public) if "warning" not in told)
        assert "holds another project's site" in problem
        assert site.tree() == before

    def test_a_site_that_has_only_pages_is_known_by_them(self, site: SiteFolder) -> None:
        for name in ("talks", "grain"):
            site.remove(f"content/articles/{name}.md")
        site.write("content/pages/about.md", "# About\n\nWords.")
        site.build()
        shutil.rmtree(site.root / ".sitegen")
        site.build()

    def test_a_refused_build_is_not_in_anothers_way(self, site: SiteFolder) -> None:
        with staged(site.public) as stage:
            (Path(stage.folder) / "half.html").write_text("half")
            with pytest.raises(BuildFailed, match="holds another project's site"):
                another(site, "other").build(output=site.public)
            assert (Path(stage.folder) / "half.html").is_file()
        assert not (site.public / STAGE).exists()

    @pytest.mark.parametrize("name", ["mine.txt", "sub/mine.txt"])
    def test_a_stage_alone_makes_no_folder_ours(self, site: SiteFolder, name: str) -> None:
        other = site.root.with_name("theirs")
        for path in (name, f"{STAGE}/precious"):
            (other / path).parent.mkdir(parents=True, exist_ok=True)
            (other / path).write_text("mine")
        with pytest.raises(BuildFailed, match="holds files that sitegen did not make"):
            site.build(output=other)
        assert (other / STAGE / "precious").read_text() == "mine"

    def test_it_says_so_in_words(self, site: SiteFolder) -> None:
        heading = site.read(MANIFEST).partition("\n")[0]
        assert heading == (
            "Files here that sitegen made for Digest (https://digest.example.org), and may "
            "replace or remove:"
        )

    def test_a_preview_by_another_address_is_of_the_same_site(self, site: SiteFolder) -> None:
        site.build(base_url="https://preview.example.org/x")
        shutil.rmtree(site.root / ".sitegen")
        site.build(base_url="https://other.example.org")
        site.build()

    def test_what_an_earlier_version_made_is_taken_over(self, site: SiteFolder) -> None:
        text = site.read(MANIFEST).replace(" for Digest (https://digest.example.org)", "")
        (site.public / MANIFEST).write_text(text)
        shutil.rmtree(site.root / ".sitegen")
        site.build()
        assert read_manifest(site.public).site == "Digest (https://digest.example.org)"


class TestManifest:
    @pytest.mark.parametrize(
        "name",
        [
            *("/etc/passwd", "../other/index.html", "a/../../b", "..", ".", "", "a//b", "a/", "/"),
            *("a\0b", "a\rb", "a\x0bb", "a\x0cb", "a\x1cb", "a\x85b", "a\u2028b", "a\u2029b"),
            *("a\x1b[2Jb", STAGE),
        ],
    )
    def test_a_name_that_none_of_ours_can_be_is_passed_over(
        self, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / MANIFEST).write_bytes(manifest("A (b)", ["index.html", name, "z/index.html"]))
        found = read_manifest(tmp_path)
        assert found == Manifest("A (b)", frozenset({"index.html", "z/index.html", MANIFEST}))

    @pytest.mark.parametrize("line", ["../../x", "", ".", "/", "a\0b", "a\u2028b", "index.html"])
    @pytest.mark.parametrize("edited", [True, False])
    def test_a_line_that_nobody_of_ours_wrote_goes(
        self, site: SiteFolder, line: str, edited: bool
    ) -> None:
        if edited:
            site.article("ferry.md", title="Ferry", date="2024-12-20", countries="[EG]")
            site.build()
            clean = site.tree()
            site.remove("content/articles/ferry.md")
            site.build()
            site.article("ferry.md", title="Ferry", date="2024-12-20", countries="[EG]")
        else:
            clean = site.tree()
        with (site.public / MANIFEST).open("a") as file:
            file.write(f"{line}\n")
        site.build()
        assert site.tree() == clean

    @pytest.mark.parametrize("text", ["", "mine", "Files here that sitegen made", "\0", "\n" * 99])
    def test_what_is_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / MANIFEST).write_text(text)
        assert read_manifest(tmp_path) == Manifest("", frozenset())

    @pytest.mark.parametrize("kind", ["link", "folder", "pipe", "loop", "bytes"])
    def test_what_is_no_plain_file_of_text(self, site: SiteFolder, kind: str) -> None:
        place, before = site.public / MANIFEST, site.tree()
        kept = place.rename(site.root / "kept")
        if kind == "link":
            place.symlink_to(kept)
        elif kind == "folder":
            place.mkdir()
        elif kind == "pipe":
            os.mkfifo(place)
        elif kind == "loop":
            place.symlink_to(place)
        else:
            place.write_bytes(kept.read_bytes() + b"\xff\n")
        assert read_manifest(site.public) == Manifest("", frozenset())
        site.build()
        assert site.tree() == before
        assert kept.is_file()
        assert not place.is_symlink()

    @pytest.mark.parametrize("separator", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x1e"])
    def test_a_name_of_several_lines_claims_nothing(self, site: SiteFolder, separator: str) -> None:
        """A file that somebody else put in the folder stays theirs."""
        (site.public / "CNAME").write_text("digest.example.org")
        name = f"static/root/a{separator}CNAME"
        site.write(name, "x")
        site.problems()
        site.remove(name)
        site.build()
        assert site.read("CNAME") == "digest.example.org"

    @pytest.mark.parametrize("store", [True, False])
    def test_names_that_no_file_can_have_are_let_go(self, site: SiteFolder, store: bool) -> None:
        before = site.tree()
        listed = site.read(MANIFEST)
        odd = [
            "n" * 256,
            "語" * 86,
            f"{'d' * 300}/index.html",
            "index.html/x",
            "/".join("a" * 4000),
        ]
        (site.public / MANIFEST).write_text(listed + "".join(f"{name}\n" for name in odd))
        if not store:
            shutil.rmtree(site.root / ".sitegen")
        site.build()
        assert site.tree() == before


class TestObstacles:
    def test_many_of_somebody_elses_are_one_problem(self, site: SiteFolder) -> None:
        before = site.tree()
        shutil.rmtree(site.root / ".sitegen")
        lines = site.read(MANIFEST).splitlines()
        kept = [line for line in lines[1:] if line.startswith("2024/12/")]
        (site.public / MANIFEST).write_text("\n".join([lines[0], *kept]) + "\n")
        cut = site.tree()
        (problem,) = site.problems()
        assert problem.startswith(f"{site.public}: ")
        assert " files and folders that sitegen did not make, or knows no more that it" in problem
        assert problem.endswith(
            "; empty the folder if they are of earlier builds, or move them, then build again"
        )
        assert site.tree() == cut
        shutil.rmtree(site.public)
        site.build()
        assert site.tree() == before

    @pytest.mark.parametrize("stage", [True, False])
    def test_store_and_manifest_damaged_are_one_problem(
        self, site: SiteFolder, stage: bool
    ) -> None:
        for store in (site.root / ".sitegen").glob("*.db"):
            store.write_bytes(b"?" * 5000)
        (site.public / MANIFEST).write_bytes(b"?")
        if stage:
            (site.public / STAGE).mkdir()
        assert len(site.problems()) == 1

    @pytest.mark.parametrize("place", ["2024", "2024/12", "countries/egypt", "assets"])
    @pytest.mark.parametrize("store", [True, False])
    def test_nothing_is_written_or_removed_through_a_link(
        self, site: SiteFolder, place: str, store: bool
    ) -> None:
        folder = site.public / place
        elsewhere = folder.rename(site.root.with_name("elsewhere"))
        folder.symlink_to(elsewhere)
        before = published(elsewhere)
        if not store:
            shutil.rmtree(site.root / ".sitegen")
        site.remove("content/articles/grain.md")
        site.article("talks.md", "Anew.", title="Talked", date="2024-12-20", countries="[EG, IR]")
        site.write("static/site.css", "a {}")
        assert site.problems() == [
            f"{folder}: a link stands where a folder of pages must be; move it, then build again"
        ]
        assert published(elsewhere) == before

    def test_nothing_is_removed_through_a_link(self, site: SiteFolder) -> None:
        """A month that is over leaves files behind that are ours no more."""
        folder = site.public / "2024/11"
        elsewhere = folder.rename(site.root.with_name("elsewhere"))
        folder.symlink_to(elsewhere)
        before = published(elsewhere)
        site.remove("content/articles/grain.md")
        site.build()
        assert published(elsewhere) == before
        assert "2024/11/index.html" not in read_manifest(site.public).files

    @pytest.mark.parametrize("file", ["index.html", "feed.xml", "2024/12/talks/index.html"])
    def test_a_link_in_a_files_place_is_replaced(self, site: SiteFolder, file: str) -> None:
        before = site.tree()
        elsewhere = (site.public / file).rename(site.root.with_name("elsewhere"))
        (site.public / file).symlink_to(elsewhere)
        elsewhere.write_text("mine")
        site.build()
        assert site.tree() == before
        assert elsewhere.read_text() == "mine"
        assert not (site.public / file).is_symlink()
