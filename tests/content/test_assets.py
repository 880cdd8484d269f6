"""Static files: a name of their own for every content, and style sheets that find them."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import fingerprint
from sitegen.content.assets import fingerprinted, read_static
from tests.conftest import SiteFolder

FILES = st.dictionaries(
    st.from_regex(r"(root/)?([a-z é]/)?[a-z%é]{1,2}(\.(svg|txt))?", fullmatch=True),
    st.binary(max_size=4),
    min_size=1,
    max_size=4,
)


def sheet(css: str, **others: bytes) -> str:
    """A style sheet as it is published, beside a picture, a font and a file at the root."""
    files = {
        "style.css": css.encode(),
        "icon.svg": b"<svg/>",
        "fonts/my font.woff2": b"font",
        "root/photo.jpg": b"jpeg",
    }
    found = fingerprinted(files | others)
    assert found.problems == ()
    return found.data[found.addresses["style.css"]].decode()


def complaints(files: dict[str, bytes]) -> list[str]:
    return [str(problem) for problem in fingerprinted(files).problems]


def test_a_file_is_named_by_its_content_and_one_at_the_root_keeps_its_name() -> None:
    found = fingerprinted(
        {"icon.svg": b"<svg/>", "a.b/LICENCE": b"free", "root/robots.png": b"1", "root/d/x.y": b"2"}
    )
    assert found.addresses == {
        "icon.svg": f"/assets/icon.{fingerprint.of_bytes(b'<svg/>')[:10]}.svg",
        "a.b/LICENCE": f"/assets/a.b/LICENCE.{fingerprint.of_bytes(b'free')[:10]}",
        "root/robots.png": "/robots.png",
        "root/d/x.y": "/d/x.y",
    }
    assert [asset.fingerprint for asset in found.assets] == [
        fingerprint.of_bytes(data) for data in (b"<svg/>", b"free", b"1", b"2")
    ]


@given(FILES, FILES)
def test_a_name_changes_exactly_with_its_content(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    before, after = fingerprinted(one), fingerprinted(other)
    assert len(before.data) == len(one)
    for name in one.keys() & other.keys():
        same = before.addresses[name] == after.addresses[name]
        assert same == (name.startswith("root/") or one[name] == other[name])


@pytest.mark.parametrize(
    ("reference", "file"),
    [
        ("url(icon.svg)", "icon.svg"),
        ("url( 'icon.svg' )", "icon.svg"),
        ('URL("./icon.svg")', "icon.svg"),
        ("url(icon.svg#part)", "icon.svg"),
        ("url(icon.svg?v=1)", "icon.svg"),
        ('url("fonts/my font.woff2")', "fonts/my font.woff2"),
        ("url(fonts/my%20font.woff2)", "fonts/my font.woff2"),
        ("url(root/photo.jpg)", "root/photo.jpg"),
    ],
)
def test_a_style_sheet_finds_what_it_refers_to(reference: str, file: str) -> None:
    found = fingerprinted(
        {
            "style.css": f"a {{ background: {reference} }}".encode(),
            "icon.svg": b"<svg/>",
            "fonts/my font.woff2": b"font",
            "root/photo.jpg": b"jpeg",
        }
    )
    css = found.data[found.addresses["style.css"]].decode()
    (target,) = re.findall(r'url\("([^"]+)"\)', css)
    for base in ("/", "/digest/"):
        stands = urljoin(base + found.addresses["style.css"][1:], target)
        assert unquote(stands.split("#")[0].split("?")[0]) == base + found.addresses[file][1:]
    assert (target.partition("#")[2] == "part") == ("#" in reference)


def test_a_style_sheet_at_the_root_finds_what_it_refers_to() -> None:
    found = fingerprinted({"root/d/print.css": b"a { b: url(../../icon.svg) }", "icon.svg": b"i"})
    css = found.data["/d/print.css"].decode()
    (target,) = re.findall(r'url\("([^"]+)"\)', css)
    assert urljoin("/digest/d/print.css", target) == f"/digest{found.addresses['icon.svg']}"


@pytest.mark.parametrize("rule", ['@import "base.css";', "@import url(base.css) print;"])
def test_an_imported_style_sheet_is_found_and_changes_the_name_of_the_other(rule: str) -> None:
    files = {"style.css": rule.encode(), "base.css": b"a { b: url(icon.svg) }", "icon.svg": b"1"}
    before, after = fingerprinted(files), fingerprinted(files | {"icon.svg": b"2"})
    for found in (before, after):
        css = found.data[found.addresses["style.css"]].decode()
        assert f'"{posixpath.basename(found.addresses["base.css"])}"' in css
        assert css.startswith("@import ")
    assert before.addresses["style.css"] != after.addresses["style.css"]


@pytest.mark.parametrize(
    "css",
    [
        "a { b: url(data:image/png;base64,AA) }",
        "a { b: url(https://fonts.example/a.woff) }",
        "a { b: url(/photo.jpg) }",
        "a { filter: url(#blur) }",
        "/* url(gone.png) @import 'gone.css' */ a { b: c }",
        "a { b: c } /* never closed url(gone.png)",
    ],
)
def test_what_is_no_file_of_ours_stands_as_it_is(css: str) -> None:
    assert sheet(css) == css


def test_a_reference_that_leads_nowhere_is_told_by_its_line() -> None:
    css = b"a { b: c }\n/* url(x)\n*/\nb { c: url('gone.png') }\n@import 'gone.css';\n"
    assert complaints({"print/a.css": css}) == [
        f"static/print/a.css:{line}: url({name}) leads to no file under static/; mend the path; it "
        "counts from the style sheet's own folder"
        for line, name in ((4, "gone.png"), (5, "gone.css"))
    ]
    assert complaints({"a.css": b"b { c: url(../../secret.svg) }"}) != []


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    for name in ("caf\udce9.jpg", "a.svg"):
        (tmp_path / name).touch()
    found = read_static((tmp_path,))
    assert list(found.data) == ["a.svg"]
    told = "static/caf\\xe9.jpg: has a name that is not UTF-8; rename it"
    assert list(map(str, found.problems)) == [told]


def test_style_sheets_that_import_each_other_are_told() -> None:
    assert complaints({"a.css": b'@import "b.css";', "b.css": b'\n@import "a.css";'}) == [
        "static/b.css:2: url(a.css) leads back to where it is read from; let style sheets import "
        "one another in one direction only"
    ]


def test_the_projects_file_stands_before_the_packages(tmp_path: Path) -> None:
    own, package = tmp_path / "own", tmp_path / "package"
    for folder, name, text in (
        (own, "style.css", "mine"),
        (package, "style.css", "theirs"),
        (package, "icon.svg", "theirs"),
        (own, "root/.well-known/security.txt", "mine"),
        (own, ".DS_Store", "hidden"),
        (own, ".git/config", "hidden"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    assert read_static((own, package)).data == {
        "icon.svg": b"theirs",
        "root/.well-known/security.txt": b"mine",
        "style.css": b"mine",
    }


def test_pages_link_to_the_name_of_the_content(site: SiteFolder) -> None:
    site.write("static/style.css", "a { b: url(extra.svg) }")
    site.write("static/extra.svg", "<svg/>")
    site.build(base_url="https://d.example/digest")
    (style,) = (path for path in site.tree() if re.fullmatch(r"assets/style\..*\.css", path))
    assert f'href="/digest/{style}"' in site.read("index.html")
    before = set(site.tree())
    site.write("static/extra.svg", "<svg></svg>")
    site.build(base_url="https://d.example/digest")
    changed = before ^ set(site.tree())
    assert len(changed) == 4, "each under its old name and its new one"
    assert style in changed
