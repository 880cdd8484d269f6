"""What the preview answers, and what it refuses: other sites' pages can send requests here too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPClientError

from tests.conftest import SiteFolder
from tests.serve.conftest import OpenPage, RunningPreview, stop_if_running

SECRET = "not for the web"
SCRIPT = "livereload.js?host="


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    root = tmp_path_factory.mktemp("served") / "site"
    root.mkdir()
    site = SiteFolder(root)
    site.article(
        "talks.md", title="Talks", date="2024-12-20", countries="[EG]", aliases="[/old/talks/]"
    )
    site.write("static/root/plain", "plain words")
    site.write("static/root/start.js", "1")
    site.write("static/root/notes.html", "<!doctype html><title>Notes</title><p>Bare</p>")
    site.write("static/root/.well-known/security.txt", "Contact: desk")
    site.write("static/root/page.wasm", b"\0asm")
    site.write("static/root/ödland.txt", "wüst")
    return site


@pytest.fixture(scope="module")
def preview(folder: SiteFolder) -> Iterator[RunningPreview]:
    preview = RunningPreview(folder)
    published = folder.root / ".sitegen/preview"
    secret = folder.write("secret.txt", SECRET)
    (published / "leak.txt").symlink_to(secret)
    (published / "leaks").symlink_to(folder.root)
    (published / "circle").symlink_to("circle")
    (published / "inside.txt").symlink_to(published / "robots.txt")
    yield preview
    stop_if_running(preview)


def host(preview: RunningPreview) -> str:
    return urlsplit(preview.url).netloc


# Files


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/2024/12/talks/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/plain", "text/plain; charset=utf-8"),
        ("/start.js", "text/javascript; charset=utf-8"),
        ("/page.wasm", "application/wasm"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/inside.txt", "text/plain; charset=utf-8"),
        ("/%C3%B6dland.txt", "text/plain; charset=utf-8"),
        ("/livereload.js", "application/javascript"),
    ],
)
def test_a_file_is_sent_as_what_it_is_and_never_kept(
    preview: RunningPreview, path: str, kind: str
) -> None:
    answer = preview.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_pages_are_given_the_script(preview: RunningPreview) -> None:
    for path in ("/", "/2024/12/talks/", "/notes.html", "/404.html", "/nowhere/"):
        assert preview.get(path).text.count(SCRIPT) == 1, path
    for path in ("/feed.xml", "/robots.txt", "/sitemap.xml", "/plain", "/start.js"):
        assert SCRIPT not in preview.get(path).text, path


def test_a_head_request_tells_the_length_and_sends_nothing(preview: RunningPreview) -> None:
    whole, head = preview.get("/"), preview.get("/", "HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Length"] == str(len(whole.text.encode()))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/2024/12/talks", "/2024/12/talks/"),
        ("/2024?page=2", "/2024/?page=2"),
        ("/old/talks/", "/2024/12/talks/"),
        ("/old/talks", "/2024/12/talks/"),
    ],
)
def test_an_address_leads_to_where_its_page_is(
    preview: RunningPreview, asked: str, found: str
) -> None:
    answer = preview.get(asked)
    assert (answer.status, answer.headers["Location"]) == (302, found)


def test_where_nothing_is_the_sites_own_page_says_so(preview: RunningPreview) -> None:
    answer = preview.get("/nowhere/")
    assert answer.status == 404
    assert "<title>Page not found &ndash; Digest</title>" in answer.text


def test_a_feed_names_the_preview(preview: RunningPreview) -> None:
    assert f"<link>{preview.url}/2024/12/talks/</link>" in preview.get("/feed.xml").text


# Ways out


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../secret.txt",
        "/..%2f..%2fsecret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/2024/../../../secret.txt",
        "/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/..\\..\\secret.txt",
        "/.sitegen",
        "/./robots.txt",
        "/leak.txt",
        "/leaks/secret.txt",
        "/leaks/content/articles/talks.md",
        "/circle",
        "/circle/",
        "/robots.txt/",
        f"/{'long' * 1000}",
    ],
)
def test_nothing_outside_of_the_site_is_served(preview: RunningPreview, path: str) -> None:
    answer = preview.get(path)
    assert answer.status == 404
    assert SECRET not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("name", ["404.html", "_redirects", "plain"])
@pytest.mark.parametrize("what", ["link out", "link in a circle", "link to a pipe", "pipe", "none"])
def test_no_file_that_is_read_leads_out_or_is_waited_for(
    preview: RunningPreview, folder: SiteFolder, name: str, what: str
) -> None:
    file, kept = folder.root / ".sitegen/preview" / name, folder.root / "kept~"
    pipe = folder.root / "pipe~"
    file.replace(kept)
    os.mkfifo(pipe)
    try:
        match what:
            case "link out":
                file.symlink_to(folder.write("secret.txt", f"{SECRET}\n/nope {SECRET} 301\n"))
            case "link in a circle":
                file.symlink_to(name)
            case "link to a pipe":
                file.symlink_to(pipe)
            case "pipe":
                os.mkfifo(file)
        answers = [preview.get(path) for path in ("/nope", f"/{name}", "/")]
    finally:
        file.unlink(missing_ok=True)
        kept.replace(file)
        pipe.unlink()
    assert [answer.status for answer in answers] == [404, 404, 200]
    assert not [answer for answer in answers if SECRET in answer.text]


@pytest.mark.parametrize("path", ["/%00", "/robots.txt%00.html", "/%ff%fe"])
def test_a_malformed_path_is_refused_in_one_line(preview: RunningPreview, path: str) -> None:
    answer = preview.get(path)
    assert answer.status == 400
    assert answer.text == "400 Bad Request\n"


@pytest.mark.parametrize("path", ["//2024", "/%2f2024", "/%2f%2f2024", "//2024/12"])
def test_no_address_leads_to_another_host(preview: RunningPreview, path: str) -> None:
    assert preview.get(path).status == 404  # to go to //2024/ would be to leave for a host "2024"


def test_only_reading_is_possible(preview: RunningPreview) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert preview.get("/", method).status == 405
    assert preview.get("/forcereload").status == 404


# Other sites


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/livereload.js", "/livereload"])
def test_another_sites_name_for_this_machine_is_refused(preview: RunningPreview, path: str) -> None:
    port = urlsplit(preview.url).port
    for name in (f"rebound.example:{port}", "rebound.example", "localhost:1", "", "127.0.0.1"):
        answer = preview.get(path, Host=name)
        assert answer.status == 403, name
        assert answer.text == f"403 Forbidden; this is {preview.url}/\n"


def test_this_machines_names_are_accepted(preview: RunningPreview) -> None:
    port = urlsplit(preview.url).port
    for name in (f"localhost:{port}", f"127.0.0.1:{port}", f"LOCALHOST:{port}"):
        answer = preview.get("/", Host=name)
        assert answer.status == 200
        assert f"{SCRIPT}{name.rpartition(':')[0]}&amp;port={port}&amp;" in answer.text


def test_a_request_by_another_sites_page_is_refused(preview: RunningPreview) -> None:
    for origin in ("https://a.example", "http://127.0.0.1:1", "null", f"https://{host(preview)}"):
        assert preview.get("/", Origin=origin).status == 403, origin
    assert preview.get("/", Origin=preview.url).status == 200


# The socket of an open page


def test_a_page_of_the_preview_is_greeted(preview: RunningPreview) -> None:
    with closing(OpenPage(preview, {"command": "hello"}, Origin=preview.url)) as page:
        assert page.hears() == {
            "command": "hello",
            "protocols": ["http://livereload.com/protocols/official-7"],
            "serverName": "livereload-tornado",
        }


@pytest.mark.parametrize("origin", ["https://a.example", "null", "http://127.0.0.1:1"])
def test_a_socket_of_another_sites_page_is_refused(preview: RunningPreview, origin: str) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        OpenPage(preview, {"command": "hello"}, Origin=origin)


def test_a_page_older_than_the_last_build_is_reloaded_at_once(preview: RunningPreview) -> None:
    hello = {"command": "hello", "snipver": "run-of-another-server-1"}
    with closing(OpenPage(preview, hello)) as page:
        assert page.hears()["command"] == "hello"
        assert page.hears()["command"] == "reload"


@pytest.mark.parametrize(
    "said", [[], 1, "hello", {"command": "reload"}, {"command": ["hello"]}, {}]
)
def test_what_is_no_greeting_is_passed_over(preview: RunningPreview, said: object) -> None:
    with closing(OpenPage(preview, {"command": "info", "url": preview.url})) as page:
        page.say(said)
        page.say({"command": "hello"})
        assert page.hears()["command"] == "hello"


def test_a_socket_that_speaks_no_json_is_closed_and_the_server_lives_on(
    preview: RunningPreview,
) -> None:
    with closing(OpenPage(preview, {"command": "hello"})) as page:
        page.hears()
        page.say_raw("[" * 50_000)
        assert page.hears() is None
    assert preview.get("/").status == 200
    assert [line for line in preview.said if "Traceback" in line] == []
