"""The preview in a browser: pages that change by themselves, and the page of problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, WebSocket, expect, sync_playwright

from tests.browser.test_pages import ARGUMENTS, CHROMIUM, FAINT
from tests.conftest import SiteFolder
from tests.serve.conftest import HANGS, RunningPreview, Start, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
]

ARTICLE = "/2024/12/talks/"
STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    expect.set_options(timeout=HANGS * 1000)
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(autouse=True)
def talks(site: SiteFolder) -> None:
    save(site)


def save(site: SiteFolder, body: str = "Ministers met.", countries: str = "[EG]") -> None:
    fields = {"title": "Talks", "date": "2024-12-20", "summary": "In short."}
    site.article("talks.md", body, **fields, countries=countries)


def visit(page: Page, preview: RunningPreview, path: str = ARTICLE) -> None:
    """Open a page, and wait until its script listens: only then does it hear of a change."""
    heard: list[object] = []

    def hear(frame: object) -> None:
        heard.append(frame)

    def listen(socket: WebSocket) -> None:
        # From the first moment: to wait for a frame that has come already is to wait for ever.
        socket.on("framereceived", hear)

    page.once("websocket", listen)
    page.goto(preview.url + path)
    for _ in range(HANGS * 50):
        if heard:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the page's script never heard from the preview")


def test_an_open_page_shows_a_save(site: SiteFolder, start: Start, page: Page) -> None:
    visit(page, start())
    expect(page.get_by_text("Ministers met.")).to_be_visible()
    for number in range(3):  # one soon after another, within livereload's own three seconds
        save(site, f"Edited {number}.")
        expect(page.get_by_text(f"Edited {number}.")).to_be_visible()


def test_a_mistake_takes_the_pages_place_until_it_is_mended(
    site: SiteFolder, start: Start, page: Page
) -> None:
    visit(page, start())
    save(site, countries="[Frnace]")
    expect(page.get_by_role("heading", level=1)).to_have_text("A problem in the site")
    problem = page.get_by_role("listitem")
    expect(problem).to_contain_text("content/articles/talks.md:5")
    expect(problem).to_contain_text("unknown country 'Frnace'")
    expect(problem).to_contain_text("did you mean 'France'?")
    site.write("templates/article.html", "{% if %}")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 problems")
    site.remove("templates/article.html")
    save(site)
    expect(page.get_by_text("Ministers met.")).to_be_visible()
    assert page.url.endswith(ARTICLE)


def test_a_removed_articles_page_says_so(site: SiteFolder, start: Start, page: Page) -> None:
    visit(page, start())
    site.remove("content/articles/talks.md")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    save(site)
    expect(page.get_by_text("Ministers met.")).to_be_visible()


def test_a_page_outlives_its_server(site: SiteFolder, start: Start, page: Page) -> None:
    port = str(free_port())
    first = start("--port", port)
    visit(page, first)
    first.stop()
    save(site, "Written meanwhile.")
    start("--port", port)
    expect(page.get_by_text("Written meanwhile.")).to_be_visible()


def test_a_pages_own_security_policy_does_not_keep_it_from_reloading(
    site: SiteFolder, start: Start, page: Page
) -> None:
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    site.write(
        "templates/article.html",
        "<!doctype html><html lang=en><head>"
        f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
        "<title>Strict</title></head><body>{{ page.body }}</body></html>",
    )
    page.on("console", heard)
    visit(page, start())
    save(site, "Ministers parted.")
    expect(page.get_by_text("Ministers parted.")).to_be_visible()
    assert complaints == []


def test_nothing_goes_wrong_on_a_page(start: Start, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    visit(page, start())
    assert complaints == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_problems_can_be_read(
    site: SiteFolder, start: Start, page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    save(site, countries="[Frnace]")
    site.write(f"content/articles/{'long-' * 40}name.md", "---\ntitle: [\n---\n")
    site.article("vague.md", title="No date")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 700})
    visit(page, start())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(FAINT) == []
    items = page.get_by_role("listitem").all_inner_texts()
    assert ["warning:" in item for item in items] == [False, False, True]
