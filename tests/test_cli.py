"""The command line as a person or a program runs it: what it prints, and with what it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

import sitegen
from tests.conftest import SETTINGS, SiteFolder

CHECKOUT = Path(__file__).parents[1]
WIRE = (
    "date 2024-12-20\n\nThe Egyptian foreign minister received his Iranian counterpart in Cairo to"
    " talk about shipping.\n\nBoth asked for calm. (MENA)\n\nLEGAL NOTICE: all rights reserved.\n"
)
JSON_KEYS = ["planned", "rendered", "written", "removed", "problems", "seconds"]


class Ran:
    """A run of the command."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | environment,
            capture_output=True,
        )
        self.code = done.returncode
        self.said = done.stdout.decode()
        self.complained = done.stderr.decode()


@pytest.fixture
def filled(site: SiteFolder) -> SiteFolder:
    """A site of one report, of a past that no clock comes before."""
    site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG, IR]")
    return site


class TestBuild:
    def test_a_site_is_built_from_any_folder_of_it(self, filled: SiteFolder) -> None:
        ran = Ran(filled.root / "content" / "articles", "build")
        assert (ran.code, ran.complained) == (0, "")
        assert ran.said.startswith("1 article, 3 feeds, ")
        assert ran.said.endswith(f"the site is in {filled.public}/\n")
        assert "Talks" in filled.read("index.html")

    def test_problems_are_told_and_end_with_1(self, filled: SiteFolder) -> None:
        filled.article("b.md", title="B", date="2024-02-30")
        ran = Ran(filled.root, "build")
        assert (ran.code, ran.said) == (1, "")
        assert ran.complained == (
            "content/articles/b.md:3: date: 2024-02-30 is not a calendar date; write what is known: "
            "a month, a day or a moment; leave the field out for none\n"
        )
        assert not filled.public.exists()

    def test_settings_that_cant_be_read_end_with_1(self, filled: SiteFolder) -> None:
        filled.write("sitegen.toml", "title = \n")
        ran = Ran(filled.root, "build")
        assert ran.code == 1
        assert ran.complained.startswith("sitegen.toml:1: settings can't be read: ")

    def test_warnings_are_told_and_end_with_0_unless_strict(self, filled: SiteFolder) -> None:
        filled.article("b.md", title="B", countries="[]")
        told = (
            "content/articles/b.md: warning: the date is unknown: listed as undated; write date: in "
            "its front matter, as precisely as you know it\n"
        )
        ran = Ran(filled.root, "build")
        assert (ran.code, ran.complained) == (0, told)
        ran = Ran(filled.root, "build", "--strict")
        assert (ran.code, ran.complained) == (1, told)

    def test_every_option_reaches_the_build(self, filled: SiteFolder) -> None:
        filled.article("draft.md", title="Draft", date="2024-12-21", draft="true")
        filled.article("later.md", title="Later", date="2024-12-24")
        elsewhere = filled.root.parent / "elsewhere"
        options = [
            *("--project", str(filled.root), "--output", str(elsewhere), "--drafts", "--verify"),
            *("--base-url", "https://preview.example/x", "--now", "2024-12-22", "--jobs", "1"),
            "--explain",
        ]
        ran = Ran(filled.root.parent, "build", *options)
        assert ran.code == 0
        assert "it is new: 2024/12/draft/index.html\n" in ran.said
        assert "later.md: warning: is dated 24 December 2024" in ran.complained
        assert (elsewhere / "2024/12/draft/index.html").is_file()
        assert not (elsewhere / "2024/12/later").exists()
        assert "https://preview.example/x/" in (elsewhere / "feed.xml").read_text("utf-8")
        assert not filled.public.exists()

    def test_a_program_reads_what_was_done(self, filled: SiteFolder) -> None:
        first = json.loads(Ran(filled.root, "build", "--format", "json").said)
        assert list(first) == JSON_KEYS
        assert first["planned"] == len(first["rendered"]) == len(first["written"])
        assert sorted(first["written"]) == sorted(filled.tree().keys() - {".sitegen"})
        second = json.loads(Ran(filled.root, "build", "--format", "json").said)
        assert list(second) == JSON_KEYS
        assert (second["rendered"], second["written"], second["removed"]) == ({}, [], [])

    def test_a_program_reads_what_went_wrong(self, filled: SiteFolder) -> None:
        filled.article("b.md", titel="B", date="2024-12-20")
        ran = Ran(filled.root, "build", "--format", "json")
        assert ran.code == 1
        data = json.loads(ran.said)
        assert list(data) == JSON_KEYS
        assert data["problems"] == [
            {
                "path": "content/articles/b.md",
                "line": 2,
                "column": 0,
                "code": "unknown-field",
                "severity": "error",
                "message": "unknown field 'titel'",
                "hint": "did you mean 'title'?",
            }
        ]
        assert "unknown field 'titel'" in ran.complained

    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONIOENCODING": "ascii"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ],
    )
    def test_no_letter_is_too_much_for_a_terminal(
        self, filled: SiteFolder, environment: dict[str, str]
    ) -> None:
        articles = filled.root / "content/articles"
        (articles / os.fsdecode(b"caf\xe9.md")).write_text("---\nq: 1\n---\n")
        (articles / "x.md").write_text("---\né: 1\n---\n", "utf-8")
        for options in ((), ("--format", "json")):
            ran = Ran(filled.root, "build", *options, **environment)
            assert ran.code == 1
            named = "content/articles/caf\\xe9.md: has a name that is not UTF-8; rename it\n"
            assert named in ran.complained
            assert "content/articles/x.md:2: unknown field '\\xe9'" in ran.complained
            assert "Traceback" not in ran.complained
        assert json.loads(ran.said)["problems"][0]["path"] == "content/articles/caf\\xe9.md"


class TestOutput:
    """What is said may find no reader."""

    def build(self, site: SiteFolder, said: int | IO[bytes]) -> subprocess.Popen[str]:
        command = (sys.executable, "-m", "sitegen", "build", "--project", str(site.root))
        return subprocess.Popen(
            (*command, "--format", "json"), stdout=said, stderr=subprocess.PIPE, text=True
        )

    def test_a_full_disk_behind_standard_output_is_told_in_a_line(self, filled: SiteFolder) -> None:
        with open("/dev/full", "wb") as full, self.build(filled, full) as process:
            _, complained = process.communicate()
        said = "can't be used: No space left on device; mend this and run it again"
        assert complained == f"standard output: {said}\n"
        assert process.returncode == 1

    def test_a_reader_who_has_gone_is_no_mistake(self, filled: SiteFolder) -> None:
        with self.build(filled, subprocess.PIPE) as process:
            assert process.stdout and process.stderr
            process.stdout.close()
            assert process.stderr.read() == ""
        assert process.returncode == 1

    def test_closed_standard_output_takes_nothing_amiss(self, filled: SiteFolder) -> None:
        command = f'exec "{sys.executable}" -m sitegen build --project "{filled.root}" >&-'
        ran = subprocess.run(("sh", "-c", command), capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (["build", "--now", "yesterday"], "--now: 'yesterday' is not a date such as 2024-12"),
            (["build", "--base-url", "e.org"], "--base-url: 'e.org' is not a web address such as"),
            (["build", "--base-url", "http://["], "--base-url: 'http://[' is not a web address"),
            (["build", "--jobs", "-1"], "'--jobs': -1 is not in the range"),
            (["build", "--jobs", "many"], "'--jobs': 'many' is not a valid integer"),
            (["build", "--cluster", "x"], "--cluster: 'x' is not a scheduler's address such as"),
            (
                ["build", "--cluster", "tcp://127.0.0.1:8786", "--jobs", "2"],
                "--jobs counts processes of this machine",
            ),
            (["build", "--format", "xml"], "'--format': 'xml' is not one of 'text', 'json'"),
            (
                ["build", "--output", "sitegen.toml"],
                "'--output': Directory 'sitegen.toml' is a file",
            ),
            (["build", "--project", "nowhere"], "'--project': Directory 'nowhere' does not exist"),
            (["build", "--nothing"], "No such option"),
            (["build", "content"], "unexpected extra argument (content)"),
            (["import"], "Missing argument 'FILES...'"),
            (["import", "--date", "x", "a.txt"], "--date: 'x' is not a date such as 2024-12"),
            (["serve", "--port", "70000"], "'--port': 70000 is not in the range"),
            (["publish"], "No such command 'publish'"),
        ],
    )
    def test_wrong_use_is_told_and_ends_with_2(
        self, site: SiteFolder, arguments: list[str], complaint: str
    ) -> None:
        ran = Ran(site.root, *arguments)
        assert (ran.code, ran.said) == (2, "")
        assert complaint in ran.complained
        assert "Traceback" not in ran.complained

    @pytest.mark.parametrize("arguments", [["build"], ["serve"], ["import", "a.txt"]])
    def test_a_folder_that_is_no_site_is_wrong_use(
        self, tmp_path: Path, arguments: list[str]
    ) -> None:
        ran = Ran(tmp_path, *arguments)
        assert ran.code == 2
        assert "no settings and no content/ here; name the site with --project" in ran.complained
        assert list(tmp_path.iterdir()) == []

    def test_help_and_version_end_with_0(self, tmp_path: Path) -> None:
        assert Ran(tmp_path, "--version").said == f"sitegen, version {sitegen.__version__}\n"
        ran = Ran(tmp_path, "build", "-h")
        assert (ran.code, ran.complained) == (0, "")
        assert "Build the site into public/." in ran.said

    def test_the_list_of_commands_has_whole_sentences(self, tmp_path: Path) -> None:
        commands = Ran(tmp_path, "-h").said.partition("Commands:\n")[2].splitlines()
        assert len(commands) == 4
        assert all(line.endswith(".") and not line.endswith("...") for line in commands)


class TestImport:
    def test_wire_text_becomes_a_file_to_review(self, site: SiteFolder) -> None:
        site.write("inbox/talks.txt", WIRE)
        ran = Ran(site.root, "import", "inbox/talks.txt", "--source", "The Agency")
        assert (ran.code, ran.complained) == (0, "")
        (file,) = (site.root / "content/articles/2024/12").glob("*.md")
        path = file.relative_to(site.root)
        assert ran.said.startswith(f"inbox/talks.txt is now {path}\n")
        assert "\n  countries: EG, IR" in ran.said
        assert "\n  source: The Agency\n" in ran.said
        assert "\n  cut off, line 7: " in ran.said
        assert "LEGAL NOTICE" in file.with_suffix(".cut").read_text("utf-8")
        assert site.build(strict=True).articles == 1

    def test_a_second_import_finds_it_there(self, site: SiteFolder) -> None:
        site.write("inbox/talks.txt", WIRE)
        Ran(site.root, "import", "inbox/talks.txt")
        before = sorted(site.root.rglob("*"))
        ran = Ran(site.root, "import", "inbox/talks.txt")
        assert (ran.code, ran.complained) == (0, "")
        assert ran.said.startswith("inbox/talks.txt: is there already as content/articles/2024/12/")
        assert sorted(site.root.rglob("*")) == before

    def test_a_dry_run_shows_all_and_writes_nothing(self, site: SiteFolder) -> None:
        site.write("inbox/talks.txt", WIRE)
        before = sorted(site.root.rglob("*"))
        ran = Ran(site.root, "import", "inbox/talks.txt", "--dry-run", "--date", "2024-11")
        assert (ran.code, ran.complained) == (0, "")
        assert ran.said.startswith("inbox/talks.txt would become content/articles/2024/11/")
        assert "\n  date: 2024-11\n" in ran.said
        assert sorted(site.root.rglob("*")) == before

    def test_what_is_no_text_is_told_and_the_rest_imported(self, site: SiteFolder) -> None:
        site.write("inbox/talks.txt", WIRE)
        site.write("inbox/scan.txt", b"%PDF-1.7\n")
        ran = Ran(site.root, "import", "inbox/scan.txt", "inbox/talks.txt", "inbox/gone.txt")
        assert ran.code == 1
        assert ran.said.startswith("inbox/talks.txt is now ")
        assert ran.complained == (
            "inbox/gone.txt: can't be read: No such file or directory\n"
            "inbox/scan.txt: the file is a PDF document, not text; export it as plain text in UTF-8\n"
        )

    def test_broken_settings_end_with_1(self, site: SiteFolder) -> None:
        site.write("sitegen.toml", f"{SETTINGS}titel = 'x'\n")
        site.write("inbox/talks.txt", WIRE)
        ran = Ran(site.root, "import", "inbox/talks.txt")
        assert ran.code == 1
        assert ran.complained == (
            "sitegen.toml:3: unknown setting 'titel'; did you mean 'title'?\n"
        )
