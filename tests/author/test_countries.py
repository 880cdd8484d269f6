"""`sitegen countries`, run as a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "sitegen", "countries")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def run(
    *arguments: str, stdin: str | bytes = "", folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, with something on its standard input."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        cwd=folder,
        env=ENVIRONMENT | variables,
        capture_output=True,
        check=False,
    )


def out(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stdout.decode().splitlines()


def err(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stderr.decode().splitlines()


def test_files_are_explained_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Egypt's president met his\nIranian counterpart in Banjul.\n")
    (tmp_path / "b.txt").write_text("Nothing happened.\n")
    done = run("a.txt", "b.txt", folder=tmp_path)
    assert out(done) == [
        "a.txt: Egypt (EG), Iran (IR)",
        "  mentions: Gambia (GM)",
        "  a.txt:1:1: 'Egypt' → Egypt (name)",
        "  a.txt:2:1: 'Iranian' → Iran (demonym)",
        "  a.txt:2:24: 'Banjul' → Gambia (capital)",
        "b.txt: no country",
        "  mentions: none",
    ]
    assert (err(done), done.returncode) == ([], 0)


def test_of_an_article_the_title_the_dateline_and_the_body_count(tmp_path: Path) -> None:
    fields = 'title: "Chile hosts talks"\ndateline: Santiago\nsource: Bulgarian News Agency\n'
    (tmp_path / "a.md").write_text(f"---\n{fields}countries: [JP]\n---\n\nPeru came too.\n")
    assert out(run("a.md", folder=tmp_path)) == [
        "a.md: Chile (CL), Peru (PE)",
        "  mentions: none",
        "  a.md:2:9: 'Chile' → Chile (name)",
        "  a.md:3:11: 'Santiago' → Chile (capital)",
        "  a.md:8:1: 'Peru' → Peru (name)",
    ]


def test_a_rule_above_a_text_opens_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\nPeru came.\n")
    assert out(run("a.txt", folder=tmp_path))[0] == "a.txt: Peru (PE)"


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, stdin="Côte d’Ivoire votes.")
    assert out(done)[0] == "-: Côte d'Ivoire (CI)"
    assert done.returncode == 0


def test_a_file_that_cannot_be_read_leaves_the_others_answered(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "latin.txt").write_bytes("São\nTomé".encode("latin-1"))
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_bytes("Chile votes.".encode("utf-16"))
    names = ("missing.txt", "picture.txt", "latin.txt", "empty.txt", "folder", "good.txt")
    done = run(*names, folder=tmp_path)
    assert err(done) == [
        "missing.txt: can't be read: No such file or directory",
        "picture.txt: the file is a PNG picture, not text; export it as plain text in UTF-8",
        "latin.txt:1: line 1 is not UTF-8 (byte 0xE3); save the file as UTF-8",
        "empty.txt: the file is empty",
        "folder: can't be read: Is a directory",
    ]
    assert out(done)[0] == "good.txt: Chile (CL)"
    assert done.returncode == 1


def test_json_lines(tmp_path: Path) -> None:
    records = [
        {"id": "a", "title": None, "dateline": "CAIRO, May 1 -", "text": "Nothing happened."},
        {"id": 2, "title": "Chile and Peru sign", "dateline": None, "text": "Bolivia watched."},
        {"id": "é", "text": ""},
    ]
    (tmp_path / "in.jsonl").write_text("\n\n".join(map(json.dumps, records)), "utf-8-sig")
    done = run("--format", "jsonl", "in.jsonl", folder=tmp_path)
    assert out(done) == [
        '{"id": "a", "countries": ["EG"], "mentions": []}',
        '{"id": 2, "countries": ["CL", "PE", "BO"], "mentions": []}',
        '{"id": "é", "countries": [], "mentions": []}',
    ]
    assert (err(done), done.returncode) == ([], 0)


def test_bad_json_lines_are_named_and_the_others_answered() -> None:
    lines = [
        b'{"id": 1, "text": "Chile."}',
        b"{",
        b'{"id": 3, "text": "Per\xfa."}',
        b'{"id": "\\ud800", "text": "Peru \\ud800"}',
        b'{"id": 5}',
    ]
    done = run("--format", "jsonl", "-", stdin=b"\n".join(lines))
    assert [json.loads(line) for line in out(done)] == [
        {"id": 1, "countries": ["CL"], "mentions": []},
        {"id": "\ud800", "countries": ["PE"], "mentions": []},
    ]
    assert err(done) == [
        "-:2: not JSON: Expecting property name enclosed in double quotes at column 2",
        "-:3: not UTF-8 (byte 0xFA); save the file as UTF-8",
        "-:5: 'text' must be a string",
    ]
    assert done.returncode == 1


def test_json_lines_in_another_encoding_are_one_problem(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes('{"id": 1, "text": "Chile."}\n'.encode("utf-16") * 9)
    done = run("--format", "jsonl", "in.jsonl", "missing.jsonl", folder=tmp_path)
    assert err(done) == [
        "in.jsonl:1: the file is UTF-16; save the file as UTF-8",
        "missing.jsonl: can't be read: No such file or directory",
    ]
    assert done.returncode == 1


def test_an_answer_comes_before_the_next_line_is_written() -> None:
    with subprocess.Popen(
        [*PROGRAM, "--format", "jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for key, name, code in (("1", "Chile", "CL"), ("2", "Peru", "PE")):
            program.stdin.write(f'{{"id": {key}, "text": "{name} votes."}}\n'.encode())
            program.stdin.flush()
            answer = json.loads(program.stdout.readline())
            assert answer == {"id": int(key), "countries": [code], "mentions": []}
        program.stdin.close()
        assert program.wait() == 0


def test_a_terminal_without_unicode_is_no_obstacle() -> None:
    done = run("-", stdin="Türkiye votes.", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert out(done)[2] == "  -:1:1: 'Türkiye' → Türkiye (name)"
    assert done.returncode == 0


def test_wrong_usage() -> None:
    assert run("--format", "xml").returncode == 2


def test_a_comment_names_no_country(tmp_path: Path) -> None:
    text = "<!-- Chile\nand Peru --> Egypt <!-- and Iran --> agreed.\n<!-- Cuba"
    (tmp_path / "a.txt").write_text(text)
    assert out(run("a.txt", folder=tmp_path)) == [
        "a.txt: Egypt (EG)",
        "  mentions: none",
        "  a.txt:2:14: 'Egypt' → Egypt (name)",
    ]
