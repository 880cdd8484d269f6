"""Settings: typed, with a line and a suggestion for every mistake."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from sitegen.config import Config, find_project, load_config, web_address
from sitegen.problems import BuildFailed

BASE = 'base_url = "https://digest.example.org"\n'


def settings(folder: Path, text: str, name: str = "sitegen.toml") -> Config:
    """Read settings that say nothing worth a warning."""
    (folder / name).write_text(text, "utf-8")
    read = load_config(folder)
    assert read.problems == ()
    return read.config


def complaints(folder: Path, text: str, name: str = "sitegen.toml") -> list[str]:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(BuildFailed) as failure:
        load_config(folder)
    return [str(problem) for problem in failure.value.problems]


def test_settings_of_a_site_file(tmp_path: Path) -> None:
    text = BASE + (
        'title = "Digest"\nlanguage = "ar"\ntimezone = "Africa/Cairo"\nlist_size = 1\n'
        'feed_formats = ["rss", "json"]\npermalink = "/{year}/{slug}/"\n'
    )
    assert settings(tmp_path, text) == Config(
        title="Digest",
        base_url="https://digest.example.org",
        language="ar",
        timezone="Africa/Cairo",
        list_size=1,
        feed_formats=("rss", "json"),
        permalink="/{year}/{slug}/",
    )


def test_settings_of_a_python_project(tmp_path: Path) -> None:
    text = f'[project]\nname = "x"\n\n[tool.sitegen]\ntitle = "Ours"\n{BASE}'
    assert settings(tmp_path, text, "pyproject.toml").title == "Ours"


def test_the_site_file_goes_before_the_project_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.sitegen]\ntitle = "Other"\n{BASE}', "utf-8")
    assert settings(tmp_path, f'title = "Ours"\n{BASE}').title == "Ours"


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    assert settings(tmp_path, f'\ufefftitle = "Ours"\r\n{BASE}').title == "Ours"


def test_without_settings_there_are_defaults_and_a_warning(tmp_path: Path) -> None:
    read = load_config(tmp_path)
    assert read.config == Config()
    assert [str(problem) for problem in read.problems] == [
        "sitegen.toml: warning: no base_url is set; addresses in feeds and the sitemap begin with "
        'http://localhost:8000; set base_url = "https://…" before you publish'
    ]


def test_every_mistake_is_told_by_its_line_in_one_run(tmp_path: Path) -> None:
    text = (
        'titel = "Digest"\n'
        'base_url = "digest.example.org"\n'
        'list_size = "many"\n'
        "feed_size = 0\n"
        "pair_minimum = true\n"
        'timezone = "Africa/Kairo"\n'
        'language = "english!"\n'
        'feed_formats = ["rss", "xml"]\n'
        'permalink = "/{year}/"\n'
        "title = 7\n"
        'tag_authority = "example.org"\n'
        'output = " "\n'
    )
    assert complaints(tmp_path, text) == [
        "sitegen.toml:1: unknown setting 'titel'; did you mean 'title'?",
        "sitegen.toml:2: base_url: 'digest.example.org' is not a web address such as "
        "https://digest.example.org",
        "sitegen.toml:3: list_size: 'many' must be a whole number",
        "sitegen.toml:4: feed_size: 0 must be 1 or more",
        "sitegen.toml:5: pair_minimum: True must be a whole number",
        "sitegen.toml:6: timezone: 'Africa/Kairo' is not a time zone such as UTC or Africa/Cairo",
        "sitegen.toml:7: language: 'english!' is not a language tag such as en, fr or pt-BR",
        "sitegen.toml:8: feed_formats: ['rss', 'xml'] knows no 'xml'; choose from rss, atom, json",
        "sitegen.toml:9: permalink: '/{year}/' must hold {slug} or {id}",
        "sitegen.toml:10: title: 7 must be a text in quotes",
        "sitegen.toml:11: tag_authority: 'example.org' must look like digest.example.org,2024 "
        "(RFC 4151)",
        "sitegen.toml:12: output: ' ' must name a folder",
    ]


def test_an_unknown_setting_like_no_other_is_told_with_all_that_are_known(tmp_path: Path) -> None:
    known = ", ".join(setting.name for setting in fields(Config))
    assert complaints(tmp_path, BASE + "[zzz]\nq = 1\n") == [
        f"sitegen.toml:2: unknown setting 'zzz'; known are {known}"
    ]


def test_a_format_is_named_once(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, BASE + 'feed_formats = ["rss", "rss"]\n')
    assert found == "sitegen.toml:2: feed_formats: ['rss', 'rss'] must name each format once"


def test_a_list_of_anything_but_texts_is_refused(tmp_path: Path) -> None:
    assert complaints(tmp_path, BASE + "feed_formats = [1]\n") == [
        "sitegen.toml:2: feed_formats: [1] must be a list of texts"
    ]


def test_broken_toml_is_told_by_its_line(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, 'title = "Digest"\nlist_size = \n')
    assert found == ("sitegen.toml:2: settings can't be read: Invalid value (at line 2, column 13)")


def test_settings_that_are_no_text_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_bytes(b'title = "\xff"\n')
    with pytest.raises(BuildFailed, match=r"^sitegen\.toml: settings can't be read: "):
        load_config(tmp_path)


@pytest.mark.parametrize("title", ["", " "])
def test_a_site_has_a_name(tmp_path: Path, title: str) -> None:
    (found,) = complaints(tmp_path, f'title = "{title}"\nbase_url = "https://digest.example.org"\n')
    assert found == f"sitegen.toml:1: title: {title!r} is no name for a site"


@pytest.mark.parametrize(
    "zone",
    [
        *("", "../../etc/passwd", "/etc/localtime", "Africa", "a\\u0000b", "UTC+2", "U" * 300),
        # What a system, or Python, takes for a zone besides those that are the same everywhere.
        *("localtime", "posix/Africa/Cairo", "right/Africa/Cairo", "posixrules", "leapseconds"),
        *(
            "Factory",
            "tzdata.zi",
            "zone.tab",
            "africa/cairo",
            "utc",
            "Africa/Cairo ",
            "Africa//Cairo",
        ),
        *("./UTC", "Europe/../UTC", "Africa/", "Africa\\\\Cairo"),
    ],
)
def test_what_is_no_time_zone_is_refused(tmp_path: Path, zone: str) -> None:
    (found,) = complaints(tmp_path, f'{BASE}timezone = "{zone}"\n')
    assert found.endswith("is not a time zone such as UTC or Africa/Cairo")


@pytest.mark.parametrize(
    "pattern", ["", "/", "{slug}", "/{slug}", "//{slug}/", "/{title}/", "/{slug}?/", "/{slug!r}/"]
)
def test_a_permalink_that_makes_no_address_is_refused(tmp_path: Path, pattern: str) -> None:
    (found,) = complaints(tmp_path, f'{BASE}permalink = "{pattern}"\n')
    assert found.startswith(f"sitegen.toml:2: permalink: {pattern!r} must ")


@pytest.mark.parametrize(
    "pattern",
    ["/../{slug}/", "/./{slug}/", "/a/../../{slug}/", "/..{day}/{slug}/", "/.{day}./{slug}/"],
)
def test_a_permalink_does_not_lead_out_of_the_site(tmp_path: Path, pattern: str) -> None:
    assert complaints(tmp_path, f'{BASE}permalink = "{pattern}"\n') == [
        f"sitegen.toml:2: permalink: {pattern!r} must not hold a segment of dots"
    ]


@pytest.mark.parametrize("pattern", ["/.well-known/{slug}/", "/v1.2/{slug}/", "/{year}.{slug}/"])
def test_a_permalink_may_hold_dots(tmp_path: Path, pattern: str) -> None:
    assert settings(tmp_path, f'{BASE}permalink = "{pattern}"\n').permalink == pattern


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("https://example.org", ""),
        ("http://localhost:8000", ""),
        ("https://example.org/digest/", ""),
        ("https://example.org./~digest/v1.2/%C3%A9", ""),
        ("http://127.0.0.1:65535/", ""),
        ("http://[::1]:8000", ""),
        ("example.org", "is not a web address such as https://digest.example.org"),
        ("ftp://example.org", "is not a web address such as https://digest.example.org"),
        ("javascript:alert(1)", "is not a web address such as https://digest.example.org"),
        ("https://", "is not a web address such as https://digest.example.org"),
        ("https://example.org/?a=b", "must not have a query or a fragment"),
        ("https://example.org/#a", "must not have a query or a fragment"),
        ("https://example.org?", "must not have a query or a fragment"),
        (
            "https://مثال.example",
            "must be in ASCII: the host as xn--…, the path percent-encoded",
        ),
        (
            "https://example.org/أخبار",
            "must be in ASCII: the host as xn--…, the path percent-encoded",
        ),
    ],
)
def test_the_sites_address(address: str, complaint: str) -> None:
    assert web_address(address) == complaint


@pytest.mark.parametrize(
    "address",
    [
        "http://[",
        "http://[::1",
        "http://[name]/",
        "https://exam ple.org",
        "https://e.org/\n",
        'https://e.org/"x',
        "https://e.org/a&b",
        "https://e.org/<",
        "https://e.org/%zz",
        "https://e.org:port",
        "https://e.org:",
        "https://e.org:0",
        "https://e.org:65536",
        "https://editor@e.org",
        "https://editor:word@e.org",
        "https://e..org",
        "https://-e.org",
        "https://e.org//other.example",
        "https://e.org/a/../b",
        "https://" + "a" * 50_000 + "!",
    ],
)
def test_an_address_that_browsers_refuse_is_refused(address: str) -> None:
    assert web_address(address) == "is not a web address such as https://digest.example.org"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[project]\ndescription = "x"\n\n[tool.sitegen]\ndescription = 7\n', 5),
        ("[tool.sitegen]\n# description = 1\ndescription = 7\n", 3),
        ("[ tool . 'sitegen' ]\n\"description\" = 7\n", 2),
        ("[tool]\nsitegen.description = 7\n", 2),
        ("tool.sitegen.title = 'description = 1'\ntool.sitegen.description = 7\n", 2),
        ("[tool]\nother = {description = 1}\nsitegen = {title = 'a', description = 7}\n", 3),
        ('[tool.sitegen]\ntitle = """\\\n  description = 8\\\n"""\ndescription = 7\n', 5),
        ("[project]\nkeys = [\n'description',\n]\n[tool.sitegen]\r\ndescription = 7\r\n", 6),
        ("[[tool.x]]\ndescription = 1\n[[tool.x]]\n[tool.sitegen]\ndescription = 7", 5),
    ],
)
def test_a_mistake_is_found_in_its_own_table(tmp_path: Path, text: str, line: int) -> None:
    assert complaints(tmp_path, text, "pyproject.toml") == [
        f"pyproject.toml:{line}: description: 7 must be a text in quotes"
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[ tool.sitegen ]\ntitle = "X"\n',
        '[tool]\nsitegen.title = "X"\n',
        'tool.sitegen.title = "X"\n',
        'tool = {sitegen = {title = "X"}}\n',
        '[tool."sitegen"]\ntitle = "X"\n',
    ],
)
def test_settings_count_however_toml_writes_their_table(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert load_config(tmp_path).config.title == "X"
    assert find_project(tmp_path) == tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "# [tool.sitegen]\n",
        '[project]\ndescription = """\n[tool.sitegen]\n"""\n',
        "[tool.sitegen-theme]\ncolour = 1\n",
        "tool = 7 # sitegen\n",
        "[broken\n",
    ],
)
def test_settings_of_others_are_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert load_config(tmp_path).config == Config()
    assert find_project(tmp_path) is None


def test_a_broken_project_file_of_ours_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "[tool.sitegen]\ntitle = Ours\n", "pyproject.toml")
    assert found.startswith("pyproject.toml:2: settings can't be read: ")
    assert find_project(tmp_path) == tmp_path


def test_what_is_no_table_holds_no_settings(tmp_path: Path) -> None:
    assert complaints(tmp_path, "[tool]\nsitegen = 7\n", "pyproject.toml") == [
        "pyproject.toml:2: tool.sitegen is no table of settings; write [tool.sitegen]"
    ]


def test_ten_thousand_brackets_are_a_problem_not_a_traceback(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, f"title = {'[' * 10_000}\n")
    assert found.startswith("sitegen.toml: settings can't be read: ")


@pytest.mark.parametrize(
    ("character", "name"),
    [("\\u0001", "0001"), ("\\n", "000A"), ("\\u0085", "0085"), ("\\uFFFF", "FFFF")],
)
def test_a_control_character_in_a_setting_is_a_problem(
    tmp_path: Path, character: str, name: str
) -> None:
    (found,) = complaints(tmp_path, f'{BASE}title = "a{character}b"\n')
    assert found.startswith("sitegen.toml:2: title: 'a\\")
    assert found.endswith(f"b' holds the control character U+{name}; remove it")


@pytest.mark.parametrize("name", ["title", "description", "publisher"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Grain <!-- to do --> news", "Grain news"),
        ("<!-- to do --> Grain news <!----><!-- b --!>", "Grain news"),
        ("Grain <!--> news", "Grain news"),
        ("Grain --> news", "Grain --> news"),
    ],
)
def test_a_comment_in_a_setting_is_no_text(
    tmp_path: Path, name: str, value: str, shown: str
) -> None:
    told = f'base_url = "https://e.org"\n{name} = "{value}"'
    assert getattr(settings(tmp_path, told), name) == shown
    shared = f"[tool.sitegen]\n{told}"
    (tmp_path / "sitegen.toml").unlink()
    assert getattr(settings(tmp_path, shared, "pyproject.toml"), name) == shown


@pytest.mark.parametrize("name", ["title", "description", "publisher"])
@pytest.mark.parametrize("value", ["News <!-- a", "<!-- a --> News <!--"])
def test_a_comment_in_a_setting_that_is_never_closed_is_a_problem(
    tmp_path: Path, name: str, value: str
) -> None:
    (told,) = complaints(tmp_path, f'base_url = "https://e.org"\n{name} = "{value}"')
    assert told.startswith(f"sitegen.toml:2: {name}: {value!r} begins a comment with <!--")


def test_a_comment_is_no_name_for_a_site(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, 'title = "<!-- to do -->"')
    assert "is no name for a site" in told


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        *(("en", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("FA", "rtl"), ("he", "rtl")),
        *(("az-Arab", "rtl"), ("ks-Deva-IN", "ltr"), ("ur-Latn", "ltr"), ("pt-BR", "ltr")),
    ],
)
def test_the_language_tells_how_it_is_written(language: str, direction: str) -> None:
    assert Config(language=language).site().direction == direction


def test_the_site_falls_back_to_its_title_as_publisher() -> None:
    assert Config(title="Digest").site().publisher == "Digest"
    assert Config(base_url="https://e.org/a/").site().base_url == "https://e.org/a"


class TestFindProject:
    def test_the_nearest_folder_upward_with_settings(self, tmp_path: Path) -> None:
        (tmp_path / "sitegen.toml").touch()
        deep = tmp_path / "content" / "articles"
        deep.mkdir(parents=True)
        assert find_project(deep) == tmp_path

    def test_a_project_file_counts_with_our_table_only(self, tmp_path: Path) -> None:
        inner = tmp_path / "inner"
        inner.mkdir()
        (tmp_path / "pyproject.toml").write_text("[tool.sitegen]\n", "utf-8")
        (inner / "pyproject.toml").write_text("[project]\n", "utf-8")
        assert find_project(inner) == tmp_path

    def test_else_this_folder_if_it_holds_content(self, tmp_path: Path) -> None:
        assert find_project(tmp_path) is None
        (tmp_path / "content").mkdir()
        assert find_project(tmp_path) == tmp_path


def test_every_setting_is_documented_below_it() -> None:
    source = Path(load_config.__code__.co_filename).read_text("utf-8").split("\n")
    bare = [
        setting.name
        for setting in fields(Config)
        for number, line in enumerate(source)
        if line.startswith(f"    {setting.name}: ") and " = setting(" in line
        if not source[number + 1].strip().startswith('"""')
    ]
    assert bare == []


def test_zones_are_the_same_whatever_the_system_has() -> None:
    """Of before 1993, systems differ in Amsterdam's offset; and some have no zones at all."""
    ask = (
        "from datetime import datetime; from sitegen.dates import parse_date, time_zone; "
        "print(parse_date('1930-01-01 12:00', time_zone('Europe/Amsterdam')).text)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, **environment},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for environment in ({"TZ": "Asia/Tokyo"}, {"PYTHONTZPATH": ""}, {"TZDIR": "/nowhere"})
    }
    assert len(told) == 1


def test_of_many_wrong_settings_the_first_are_told_with_their_lines(tmp_path: Path) -> None:
    """To find a line means to parse all above it, which is much where there are thousands."""
    (tmp_path / "sitegen.toml").write_text("".join(f"wrong{n} = 1\n" for n in range(3000)))
    with pytest.raises(BuildFailed) as failure:
        load_config(tmp_path)
    assert len(failure.value.problems) == 3000
    lines = [problem.where.line for problem in failure.value.problems]
    assert sorted(filter(None, lines)) == list(range(1, 21))
