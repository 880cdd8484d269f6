"""Links in bodies: filled in once every address is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.body.links import resolve
from sitegen.body.markdown import render
from sitegen.model.elements import Link

NAMES = st.text(st.sampled_from("ab é'&;%م ()+="), min_size=1, max_size=8).filter(str.strip)


def test_links_to_files_become_addresses_and_paths_get_their_prefix() -> None:
    html = (
        '<p><a href="content:articles/a.md#end">a</a> <a href="content:articles/a.md">b</a> '
        '<a href="/about/">c</a> <a href="https://e.example/">d</a> <img src="/s.jpg" alt="" /></p>'
    )
    links = (Link("articles/a.md#end", "/2024/a/#end"), Link("articles/a.md", "/2024/a/"))
    assert resolve(html, links, "https://d.example/x") == (
        '<p><a href="https://d.example/x/2024/a/#end">a</a> <a href="https://d.example/x/2024/a/">b</a> '
        '<a href="https://d.example/x/about/">c</a> <a href="https://e.example/">d</a> '
        '<img src="https://d.example/x/s.jpg" alt="" /></p>'
    )


def test_words_are_left_alone() -> None:
    html = render('`href="/a"` and href="content:articles/a.md"', "articles/x.md").html
    assert resolve(html, (Link("articles/a.md", "/a/"),), "/d") == html


@pytest.mark.parametrize(
    ("url", "fragment", "address"),
    [
        ("/what?/", "", "/what%3F/"),
        ("/#1/", "end", "/%231/#end"),
        ("/100%25/", "", "/100%2525/"),
        ("/süd/", "ende & aus", "/s%C3%BCd/#ende%20&amp;%20aus"),
    ],
)
def test_all_of_a_path_is_encoded_and_a_fragment_stays_one(
    url: str, fragment: str, address: str
) -> None:
    mark = f"#{fragment}" if fragment else ""
    html = render(f"[x](<a.md{mark}>)", "articles/x.md").html
    resolved = resolve(html, (Link(f"articles/a.md{mark}", url + mark),), "")
    assert resolved == f'<p><a href="{address}">x</a></p>\n'


@given(NAMES)
def test_a_file_of_any_name_is_found(name: str) -> None:
    escaped = "".join(f"%{byte:02X}" for byte in f"{name}.md".encode())
    body = render(f"[x]({escaped})", "articles/x.md")
    ((target, _),) = body.links
    assert resolve(body.html, (Link(target, "/there/"),), "") == '<p><a href="/there/">x</a></p>\n'
