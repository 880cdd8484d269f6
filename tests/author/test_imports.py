"""`sitegen import`: what it writes, what it leaves alone, and what it says of each file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import main

LEAD = "Egyptian Foreign Minister Badr Hale received his Iranian counterpart in Cairo on Thursday."
WIRE = (
    f" date 2024-12-20 {LEAD}\n\nBoth sides asked for calm in the Red Sea.\n\n"
    "The talks lasted two hours. (MENA)\n\nLEGAL WARNING: All rights of this text are reserved.\n\n"
    "A ferry ran aground near Piraeus on Monday.\n"
)
HEADLINE = "Egyptian Foreign Minister Badr Hale received his Iranian counterpart in Cairo"
SLUG = "egyptian-foreign-minister-badr-hale-received-iranian"
MADE = f"content/articles/2024/12/{SLUG}.md"


class Desk:
    """Where an editor sits: a site, and raw files beside it."""

    def __init__(self, site) -> None:
        self.site = site
        self.errors: list[str] = []
        self.code = 0

    def file(self, name: str, text: str | bytes) -> str:
        """A raw file outside of the site."""
        path = self.site.root.parent / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def run(self, *arguments: str) -> list[str]:
        """Run the command and give its output, with the desk's folder left out of it."""
        result = CliRunner().invoke(
            main, ["import", *arguments, "--project", str(self.site.root)], catch_exceptions=False
        )
        self.code = result.exit_code
        self.errors = self._plain(result.stderr)
        return self._plain(result.stdout)

    def _plain(self, text: str) -> list[str]:
        return text.replace(f"{self.site.root.parent}/", "").splitlines()

    def tree(self) -> dict[str, bytes]:
        """Every file of the site's content, from the site's folder."""
        found = (path for path in (self.site.root / "content").rglob("*") if path.is_file())
        return {path.relative_to(self.site.root).as_posix(): path.read_bytes() for path in found}

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.site.root / path).read_text("utf-8")


@pytest.fixture
def desk(site):
    return Desk(site)


def test_a_raw_text_becomes_a_file_to_review(desk) -> None:
    out = desk.run(desk.file("a.txt", WIRE))
    assert out == [
        f"a.txt is now {MADE}",
        f'  title: {HEADLINE}  (a guess, from "{LEAD[:59]}…")',
        '  date: 2024-12-20  (from "date 2024-12-20")',
        '  source: MENA  (from "(MENA)")',
        '  countries: EG, IR  (from "Egyptian, Iranian")',
        '  person: Badr Hale, Foreign Minister, EG  (from "Egyptian Foreign Minister Badr Hale")',
        "  cut off, line 5: agency sign-off: (MENA)",
        "  cut off, line 7: legal notice: LEGAL WARNING: All rights of this text are reserved.",
        "  cut off, line 9: teaser of another story: A ferry ran aground near Piraeus on Monday.",
    ]
    assert (desk.errors, desk.code) == ([], 0)
    assert desk.read(MADE).split("\n---\n")[1] == (
        f"\n{LEAD}\n\nBoth sides asked for calm in the Red Sea.\n\nThe talks lasted two hours.\n"
    )


def test_what_is_written_is_what_a_build_of_the_raw_text_shows(desk) -> None:
    desk.site.write("content/articles/a.txt", WIRE)
    desk.site.build()
    raw = desk.site.read(f"2024/12/{SLUG}/index.html")
    (desk.site.root / "content/articles/a.txt").unlink()
    desk.run(desk.file("a.txt", WIRE))
    report = desk.site.build()
    assert report.unreviewed == 0
    assert desk.site.read(f"2024/12/{SLUG}/index.html") == raw


def test_what_was_cut_stands_beside_the_article(desk) -> None:
    desk.run(desk.file("a.txt", WIRE))
    assert desk.read(MADE.replace(".md", ".cut")) == (
        "[agency sign-off, line 5]\n(MENA)\n\n"
        "[legal notice, line 7]\nLEGAL WARNING: All rights of this text are reserved.\n\n"
        "[teaser of another story, line 9]\nA ferry ran aground near Piraeus on Monday.\n"
    )
    assert sorted(desk.tree()) == [MADE.replace(".md", ".cut"), MADE]


def test_no_word_of_the_text_is_lost(desk) -> None:
    desk.run(desk.file("a.txt", WIRE))
    kept = "".join(data.decode() for data in desk.tree().values())
    assert [word for word in WIRE.split() if word not in kept] == []


def test_a_dry_run_writes_nothing(desk) -> None:
    out = desk.run("--dry-run", desk.file("a.txt", WIRE))
    assert out[0] == f"a.txt would become {MADE}"
    assert desk.tree() == {}


def test_a_second_import_changes_nothing(desk) -> None:
    name = desk.file("a.txt", WIRE)
    desk.run(name)
    before = desk.tree()
    assert desk.run(name) == [f"a.txt: is there already as {MADE}"]
    assert (desk.tree(), desk.errors, desk.code) == (before, [], 0)


def test_a_second_import_finds_what_an_editor_has_renamed(desk) -> None:
    name = desk.file("a.txt", WIRE)
    desk.run(name)
    edited = desk.read(MADE).replace("Both sides asked for calm in the Red Sea.", "All was calm.")
    desk.site.remove(MADE)
    desk.site.write("content/articles/talks.md", edited)
    assert desk.run(name) == ["a.txt: is there already as content/articles/talks.md"]


def test_a_second_import_into_another_folder_changes_nothing_there(desk) -> None:
    name = desk.file("a.txt", WIRE)
    folder = desk.site.root.parent / "elsewhere"
    first = desk.run("--into", str(folder), name)
    assert first[0] == f"a.txt is now elsewhere/2024/12/{SLUG}.md"
    assert desk.run("--into", str(folder), name) == [
        f"a.txt: is there already as elsewhere/2024/12/{SLUG}.md"
    ]
    assert desk.tree() == {}


def test_a_file_that_is_there_is_never_overwritten(desk) -> None:
    desk.site.write(MADE, "An editor's own text.\n")
    desk.site.write(
        MADE.replace(".md", "-2024-12-20.cut"), "Words that were cut from something else.\n"
    )
    before = desk.tree()
    out = desk.run(desk.file("a.txt", WIRE))
    assert out[0] == f"a.txt is now {MADE.replace('.md', '-ca978112.md')}"
    assert before.items() < desk.tree().items()


def update(number: int, date: str) -> str:
    """One of several texts of one headline."""
    return f"Title: Talks on grain\nDate: {date}\n\nMinisters of Egypt met, says text {number}.\n"


@pytest.mark.parametrize(
    "dates",
    [
        ("2024-12-20", "2024-12-21"),
        ("2024-12-20", "2025-01-20"),
        ("2024-12-20", "2024-12-20", "2024-12-20", "2024-12-20"),
        ("2024-12", "2024-12"),
    ],
)
def test_texts_of_one_headline_become_files_that_build(desk, dates: tuple[str, ...]) -> None:
    texts = [update(number, date) for number, date in enumerate(dates)]
    desk.run(*[desk.file(f"{number}.in", text) for number, text in enumerate(texts)])
    assert (desk.errors, desk.code) == ([], 0)
    assert len(desk.tree()) == len(dates)
    assert desk.site.build().articles == len(dates)


@pytest.mark.parametrize("files", ["ab", "ba", "a", "b"])
def test_an_import_of_what_is_published_keeps_addresses_and_identities(desk, files: str) -> None:
    for number, (name, date) in enumerate({"a": "2024-12-21", "b": "2024-12-20"}.items()):
        desk.site.write(f"content/articles/{name}.txt", update(number, date))
    desk.site.build()
    pages = {
        file: data.split(b"says text ")[1][:1]
        for file, data in desk.site.tree().items()
        if file.startswith("2024/12/talks")
    }
    assert len(pages) == 2
    desk.run(*[str(desk.site.root / f"content/articles/{name}.txt") for name in files])
    desk.site.build()
    for file, number in pages.items():
        assert desk.site.read(file).split("says text ")[1][:1].encode() == number
    assert "2024:a<" in desk.site.read("feed.xml")
    assert "2024:b<" in desk.site.read("feed.xml")


def test_an_import_takes_no_address_of_a_raw_text(desk) -> None:
    desk.site.write("content/articles/a.txt", update(1, "2024-12-20"))
    desk.site.build()
    desk.run(desk.file("b.in", update(2, "2024-12-21")))
    assert desk.site.build().problems == ()
    assert "says text 1" in desk.site.read("2024/12/talks-grain/index.html")


def test_two_copies_of_a_text_are_one_article(desk) -> None:
    out = desk.run(desk.file("a.txt", WIRE), desk.file("b.txt", WIRE))
    assert out[-1] == f"b.txt: is there already as {MADE}"


def test_a_second_take_is_told_with_the_first_one_s_path(desk) -> None:
    desk.run(desk.file("a.txt", WIRE))
    take = WIRE.replace("Both sides", "UPDATED: Both sides").replace("two hours", "three hours")
    out = desk.run("--dry-run", desk.file("b.txt", take))
    assert out[-1] == f"  same text as {MADE}"


def test_another_agency_s_report_is_told_unless_days_lie_between(desk) -> None:
    desk.run(desk.file("a.txt", WIRE))
    other = (
        "CAIRO, Dec {day} (Xinhua) -- Iran's foreign minister held talks in Cairo with Badr Hale, "
        "his Egyptian counterpart, state television reported. They spoke of ships."
    )
    near = desk.run("--dry-run", "--date", "2024-12-19", desk.file("b.txt", other.format(day=19)))
    assert near[-1] == f"  same event as {MADE}"
    far = desk.run("--dry-run", "--date", "2024-12-01", desk.file("c.txt", other.format(day=1)))
    assert not any("same" in line for line in far)


def test_a_date_and_a_source_given_win(desk) -> None:
    out = desk.run("--date", "2024-11", "--source", "Desk", desk.file("a.txt", WIRE))
    assert out[0] == f"a.txt is now content/articles/2024/11/{SLUG}.md"
    assert [line for line in out if line.startswith(("  date", "  source"))] == [
        "  date: 2024-11",
        "  source: Desk",
    ]
    text = desk.read(f"content/articles/2024/11/{SLUG}.md")
    assert "\ndate: 2024-11\n" in text
    assert "\nsource: Desk\n" in text


def test_what_is_given_is_no_longer_asked_for(desk) -> None:
    text = f"CAIRO, Dec. 19 (MENA) - {LEAD}\n\nBoth sides asked for calm.\n"
    asked = "  look at line 1: line 1 gives a day without its year: 'CAIRO, Dec. 19 (MENA) -'"
    assert asked in desk.run("--dry-run", desk.file("a.txt", text))
    assert asked not in desk.run("--dry-run", "--date", "2024-12-19", desk.file("a.txt", text))
    desk.site.write("content/articles/a.txt", f"---\ndate: 2024-12-19\n---\n{text}")
    assert desk.site.build().problems == ()
    desk.site.write("content/articles/a.txt", text)
    assert {one.code for one in desk.site.build().problems} == {"no-year", "undated"}


def test_an_impossible_date_is_wrong_usage(desk) -> None:
    desk.run("--date", "2024-13", desk.file("a.txt", WIRE))
    assert desk.code == 2
    assert desk.tree() == {}


def test_an_unknown_date_stays_unknown(desk) -> None:
    desk.run(desk.file("a.txt", f"{LEAD}\n\nBoth sides asked for calm.\n"))
    text = desk.read(f"content/articles/undated/{SLUG}.md")
    assert "\n# date: unknown; write it as precisely as you know it\n" in text
    assert "\ndate:" not in text


def test_front_matter_of_a_raw_text_wins(desk) -> None:
    front = (
        "---\ntitle: A visit\nslug: visit\nid: visit-7\ncountries: [Iran]\naliases: [/old/]\n"
        "lang: en\ndraft: true\n---\n"
    )
    out = desk.run(desk.file("a.txt", front + WIRE))
    assert out[:2] == ["a.txt is now content/articles/2024/12/visit.md", "  title: A visit"]
    assert "  cut off, line 14: agency sign-off: (MENA)" in out
    text = desk.read("content/articles/2024/12/visit.md")
    for line in (
        "title: A visit",
        "countries: [IR]",
        "mentions: [EG]",
        "id: visit-7",
        "slug: visit",
        'aliases: ["/old/"]',
        "lang: en",
        "draft: true",
    ):
        assert f"\n{line}\n" in text


def test_wrong_front_matter_is_told_by_line(desk) -> None:
    front = "---\ntitle: A visit\ncountries: [Irna]\n---\n"
    desk.run(desk.file("a.txt", front + WIRE), desk.file("b.txt", "---\ntitle: A\n" + WIRE))
    assert desk.errors == [
        "a.txt:3: countries: unknown country 'Irna'; did you mean 'Iran'?",
        "b.txt:1: the front matter is never closed; close it with a line of three hyphens",
    ]
    assert (desk.tree(), desk.code) == ({}, 1)


def test_a_raw_text_of_the_site_is_set_aside_and_keeps_its_address(desk) -> None:
    desk.site.write("content/articles/a.txt", WIRE)
    desk.site.write("content/articles/a.txt.cut", "Something else.\n")
    raw = str(desk.site.root / "content/articles/a.txt")
    out = desk.run(raw)
    assert out[1] == "  the raw text is set aside as content/articles/a.txt-2.cut"
    assert desk.read("content/articles/a.txt-2.cut") == WIRE
    assert "\nid: a\n" in desk.read(MADE)
    assert "content/articles/a.txt" not in desk.tree()
    assert desk.site.build().articles == 1


def test_an_import_that_was_cut_short_is_finished_by_the_next(desk) -> None:
    desk.site.write("content/articles/a.txt", WIRE)
    raw = str(desk.site.root / "content/articles/a.txt")
    desk.run(raw)
    desk.site.write("content/articles/a.txt", WIRE)
    before = desk.read(MADE)
    assert desk.run(raw) == [
        f"site/content/articles/a.txt: is there already as {MADE}",
        "  the raw text is set aside as content/articles/a.txt-2.cut",
    ]
    assert desk.read(MADE) == before
    assert "content/articles/a.txt" not in desk.tree()


BODY = "Ministers of Egypt and Iran met in Cairo on Monday.\n\nThey will meet again in May.\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "bad.txt: the file is empty"),
        (b"\n \t\r\n", "bad.txt: the file is empty"),
        (bytes(range(256)) * 9, "bad.txt: the file is not text; export it as plain text in UTF-8"),
        (
            b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
            "bad.txt: the file is a PNG picture, not text; export it as plain text in UTF-8",
        ),
        (
            "Café".encode("latin-1"),
            "bad.txt:1: line 1 is not UTF-8 (byte 0xE9); save the file as UTF-8",
        ),
        (
            b"\xff\xfea\0\0\xd8b",
            "bad.txt: the file begins as UTF-16 and then is not; export it as plain text in UTF-8",
        ),
        (
            b"LEGAL NOTICE: All rights of the published news are reserved.\n",
            "bad.txt:1: nothing is left of the text: line 1 is a legal notice; was the file cut off?",
        ),
        (b"...!!!\n", "bad.txt:1: the text holds no words"),
        (b"(" * 5_000_000, "bad.txt:1: the text holds no words"),
    ],
)
def test_what_holds_no_article_is_told(desk, data: bytes, problem: str) -> None:
    out = desk.run(desk.file("bad.txt", data), desk.file("good.txt", BODY))
    assert desk.errors == [problem]
    assert len(desk.tree()) == 1
    assert out[0].startswith("good.txt is now ")
    assert desk.code == 1


def test_a_missing_file_and_a_folder_are_told(desk) -> None:
    root = desk.site.root.parent
    desk.run(str(root / "missing.txt"), str(root))
    assert sorted(error.split(": ")[-1] for error in desk.errors) == [
        "Is a directory",
        "No such file or directory",
    ]
    assert desk.code == 1


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode("utf-16"),
        BODY.encode("utf-16-le"),
        b"\xef\xbb\xbf" + BODY.encode(),
        BODY.replace("\n", "\r\n").encode(),
        BODY.replace("\n", "\r").encode(),
        BODY.replace("May", "M\0ay").encode(),
        b"<!doctype html><html><head><script>x()</script></head><body><p>Ministers of Egypt and "
        b"Iran met in <b>Cairo</b> on Monday.</p><p>They will meet again in May.</p></body></html>",
        b"From: desk@example.org\nTo: all@example.org\nMIME-Version: 1.0\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n"
        + BODY.replace("Iran", "Ir=\nan").encode(),
    ],
    ids=["utf-16", "utf-16-le", "bom", "crlf", "cr", "nul", "html", "mail"],
)
def test_strange_input_leaves_a_clean_text(desk, data: bytes) -> None:
    desk.run(desk.file("a.txt", data))
    assert (desk.errors, desk.code) == ([], 0)
    path = next(path for path in desk.tree() if path.endswith(".md"))
    assert desk.read(path).split("\n---\n")[1] == f"\n{BODY}"


def test_garbled_letters_are_repaired_and_told(desk) -> None:
    garbled = "Côte d’Ivoire’s president met ministers.".encode().decode("cp1252")
    out = desk.run(desk.file("a.txt", garbled))
    assert out[-1] == "  look at line 1: repaired garbled letters on line 1, such as 'Ã´' to 'ô'"
    assert "Côte d’Ivoire’s president met ministers." in desk.read(next(iter(desk.tree())))


def test_lost_letters_are_told_once(desk) -> None:
    out = desk.run(desk.file("a.txt", "Ministers met at the caf\ufffd – in Cairo on Monday.\n"))
    assert out[-1] == (
        "  look at line 1: letters were lost before this text came: U+FFFD on line 1"
    )
    assert sum("lost" in line for line in out) == 1


def test_a_file_may_have_any_name(desk) -> None:
    name = os.fsencode(desk.site.root.parent) + b"/a\xff\x1b.txt"
    Path(os.fsdecode(name)).write_text(BODY, "utf-8")
    out = desk.run(os.fsdecode(name))
    assert (
        out[0]
        == "a\\udcff\\x1b.txt is now content/articles/undated/ministers-egypt-iran-met-cairo.md"
    )
    assert desk.code == 0
    assert "\n# imported from a .txt (text " in desk.read(next(iter(desk.tree())))
    assert desk.site.build().articles == 1


def test_five_megabytes_in_one_line_are_one_article(desk) -> None:
    words = "the minister met officials and spoke of grain and of ships in the harbour of Cairo "
    out = desk.run(desk.file("a.txt", words * (5_000_000 // len(words))))
    assert desk.code == 0
    assert out[-1].startswith("  look at line 1: line 1 holds 49")
    assert sum(map(len, desk.tree().values())) > 4_900_000


def test_a_folder_that_cannot_be_written_is_told(desk) -> None:
    desk.site.write("content/articles/2024", "in the way\n")
    desk.run(desk.file("a.txt", WIRE))
    assert desk.errors == ["site/content/articles/2024/12: can't be written: Not a directory"]
    assert desk.code == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("static/root/2024/12/grain-ships-leave-odesa/index.html", "<p>An old page.</p>"),
        ("content/articles/b.md", "---\nslug: grain-ships-leave-odesa\ntitle: B\ndate: 2024-12\n"),
        ("content/articles/b.md", "---\ntitle: B\ndate: 2024-12-01\nslug: x\ndraft: true\n"),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2024-12\nslug: grain-ships-leave-odesa\ndraft: true\n",
        ),
        ("content/pages/2024/12/grain-ships-leave-odesa.md", "---\ntitle: Ships\n"),
        ("content/pages/2024/12/grain-ships-leave-odesa.md", "---\ntitle: A\ndraft: true\n"),
    ],
)
def test_a_published_text_keeps_its_address_whatever_stands_beside_it(
    desk, path: str, text: str
) -> None:
    raw = f"Title: Grain ships leave Odesa\nDate: 2024-12-20\n\n{LEAD} Both sides asked for calm.\n"
    desk.site.write("content/articles/a.txt", raw)
    desk.site.write(path, text + "---\nText.\n" * path.startswith("content"))
    desk.site.build()
    before = {name for name in desk.site.tree() if "grain-ships" in name}
    desk.run(str(desk.site.root / "content/articles/a.txt"))
    assert desk.errors == []
    desk.site.build()
    assert {name for name in desk.site.tree() if "grain-ships" in name} == before
