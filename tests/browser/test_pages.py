"""The site in a browser: with JavaScript off, on a phone, in the dark, by keyboard, on paper."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
]

HANGS = 60
"""Seconds after which something is taken never to come."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

SETTINGS = """\
title = "The Cairo Wire"
description = "A digest of diplomacy."
base_url = "https://digest.example.org"
"""
TITLE = "Presidents of Egypt and Iran meet in Cairo"
INTRODUCTION = "Egypt holds the only crossing into Gaza that does not lead through Israel."
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARTICLES = {
    "cairo-summit": """\
title: Presidents of Egypt and Iran meet in Cairo
date: 2024-12-20
updated: 2024-12-21 09:30
countries: [EG, IR]
mentions: [LB, SY]
summary: They spoke about three wars and about their own two countries.
source: Anadolu
source_url: https://www.aa.com.tr/en/story
people: [{name: Masoud Pezeshkian, role: president, country: IR}]
topics: [diplomacy]
""",
    "phone-call": """\
title: Foreign ministers of Iran and Egypt speak by telephone
date: 2024-04-01
countries: [IR, EG]
summary: A call on Sunday evening followed a meeting in Geneva.
""",
    "long-word": f"""\
title: The {LONG_WORD} meets
date: 2024-12-20
countries: [AT]
source: {LONG_WORD}
""",
    "no-date": """\
title: A report that does not say when
countries: [EG]
""",
    "arabic": """\
title: القاهرة تستضيف محادثات جديدة
date: 2024-12
countries: [EG]
lang: ar
summary: وصل الوفدان إلى القاهرة.
""",
}
ARTICLE = "/2024/12/cairo-summit/"
KINDS = {
    "home": "/",
    "article": ARTICLE,
    "article with a long word": "/2024/12/long-word/",
    "article without a date": "/undated/no-date/",
    "article in Arabic": "/2024/12/arabic/",
    "year": "/2024/",
    "month": "/2024/12/",
    "country": "/countries/egypt/",
    "country in a month": "/countries/egypt/2024-12/",
    "pair": "/pairs/egypt-iran/",
    "undated": "/undated/",
    "countries": "/countries/",
    "months": "/months/",
    "pairs": "/pairs/",
    "feeds": "/feeds/",
    "plain page": "/about/",
    "not found": "/404.html",
}
FAINT = """() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const light = (colour) => {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) =>
            value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        return colour === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement) : colour;
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !element.checkVisibility()) continue;
        const pair = [light(getComputedStyle(element).color), light(ground(element))];
        const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        if (contrast < 4.5) found.push(`${node.data.trim()}: ${contrast.toFixed(2)}`);
    }
    return found;
}"""
"""Texts whose contrast is under 4.5 (WCAG 2.2, 1.4.3)."""

SMALL = """() => [...document.querySelectorAll('a:not(.skip)')]
    .filter((link) => !link.closest('p:not(.follow, .title), .prose, h1'))
    .map((link) => [link.textContent.trim(), link.getBoundingClientRect()])
    .filter(([text, box]) => box.width < 24 || box.height < 24)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
"""Links outside of sentences under 24 pixels (WCAG 2.2, 2.5.8)."""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under the site's security policy, and writes no log."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small site is served; without a slash at the end."""
    project = tmp_path_factory.mktemp("project")
    for name, matter in ARTICLES.items():
        write(project / f"content/articles/{name}.md", f"---\n{matter}---\nFirst words.\n\nMore.\n")
    write(project / "content/countries/egypt.md", f"{INTRODUCTION}\n")
    write(project / "content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
    write(project / "sitegen.toml", SETTINGS)
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build", "--project", str(project)],
        check=True,
        cwd=Path(__file__).parents[2],
    )
    handler = partial(Handler, directory=str(project / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Window(NamedTuple):
    """A browser window, what it asked for, and what went wrong in it."""

    page: Page
    requests: list[str]
    complaints: list[str]


class Opener(Protocol):
    """Opens a page of the site in a new window with Playwright's options for a context."""

    def __call__(self, path: str, **options: Any) -> Window: ...


@pytest.fixture(scope="module")
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    with ExitStack() as windows:

        def opener(path: str, **options: Any) -> Window:
            context = windows.enter_context(browser.new_context(**options))
            window = Window(context.new_page(), [], [])
            watch(window)
            window.page.goto(address + path)
            return window

        yield opener


@pytest.fixture(scope="module", params=list(KINDS.values()), ids=list(KINDS))
def kind(request: pytest.FixtureRequest, open_page: Opener) -> Window:
    """A page of each kind, opened once for all tests that only look at it."""
    return open_page(request.param)


def watch(window: Window) -> None:
    def heard(message: ConsoleMessage) -> None:
        window.complaints.append(f"{message.type}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            window.complaints.append(f"{response.status}: {response.url}")

    window.page.on("request", lambda request: window.requests.append(request.url))
    window.page.on("requestfailed", lambda request: window.complaints.append(request.url))
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.page.on("console", heard)
    window.page.on("response", answered)


# Reading


def test_an_article_tells_what_when_where_and_from_whom(open_page: Opener) -> None:
    page = open_page(ARTICLE).page
    article = page.get_by_role("article")
    assert article.get_by_role("heading", level=1).inner_text() == TITLE
    assert page.title() == f"{TITLE} – The Cairo Wire"
    dates = [found.get_attribute("datetime") for found in article.locator("time").all()]
    assert dates == ["2024-12-20", "2024-12-21T09:30:00+00:00"]
    source = article.get_by_role("link", name="Anadolu")
    assert source.get_attribute("href") == "/sources/anadolu/"
    original = article.get_by_role("link", name="Original report")
    assert original.get_attribute("href") == "https://www.aa.com.tr/en/story"
    assert original.get_attribute("rel") == "external noopener"
    text = article.inner_text()
    for part in ("They spoke about three wars", "First words.", "Lebanon", "Masoud Pezeshkian"):
        assert part in text


def test_an_unknown_date_is_said_to_be_unknown(open_page: Opener) -> None:
    page = open_page("/undated/no-date/").page
    assert page.locator("article .meta").inner_text() == "Date unknown"
    assert page.locator("time").count() == 0


def test_an_article_in_another_language_says_so(open_page: Opener) -> None:
    article = open_page("/2024/12/arabic/").page.get_by_role("article")
    assert article.get_attribute("lang") == "ar"
    heading = article.get_by_role("heading", level=1)
    assert heading.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_from_home_through_country_and_month_to_an_article_without_javascript(
    open_page: Opener, address: str
) -> None:
    page = open_page("/", java_script_enabled=False).page
    page.get_by_role("complementary").get_by_role("link", name="Egypt", exact=True).click()
    assert page.url == f"{address}/countries/egypt/"
    assert INTRODUCTION in page.get_by_role("main").inner_text()
    page.get_by_role("complementary").get_by_role("link", name="December 2024").click()
    assert page.url == f"{address}/countries/egypt/2024-12/"
    page.get_by_role("link", name=TITLE).click()
    assert page.url == f"{address}{ARTICLE}"
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="December").click()
    assert page.url == f"{address}/2024/12/"


def test_an_article_leads_to_its_pair_and_its_neighbours(open_page: Opener, address: str) -> None:
    page = open_page(ARTICLE).page
    page.get_by_role("link", name="All reports on Egypt and Iran").click()
    assert page.url == f"{address}/pairs/egypt-iran/"
    page.go_back()
    page.locator("[rel=prev]").last.click()
    assert page.url == f"{address}/2024/04/phone-call/"


# Every kind of page


def test_nothing_is_fetched_from_elsewhere_and_nothing_goes_wrong(
    kind: Window, address: str
) -> None:
    assert kind.complaints == []
    assert [url for url in kind.requests if not url.startswith(f"{address}/")] == []


def test_one_heading_of_the_first_rank_none_skipped_and_landmarks(kind: Window) -> None:
    page = kind.page
    ranks = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert [pair for pair in pairwise(ranks) if pair[1] > pair[0] + 1] == []
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    assert page.locator("nav:not([aria-label])").count() == 0
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_head_says_what_the_page_is(kind: Window, address: str) -> None:
    page, path = kind.page, kind.page.url.removeprefix(address)
    assert page.title()
    assert page.locator("meta[name=description]").get_attribute("content")
    canonical = page.locator("link[rel=canonical]")
    if path == "/404.html":
        assert canonical.count() == 0
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    else:
        assert canonical.get_attribute("href") == f"https://digest.example.org{path}"
        assert page.locator("link[rel=alternate][type='application/rss+xml']").count() >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(
    kind: Window, scheme: Literal["light", "dark"]
) -> None:
    kind.page.emulate_media(color_scheme=scheme)
    assert kind.page.evaluate(FAINT) == []


@pytest.mark.parametrize("width", [320, 800])
def test_nothing_is_wider_than_the_window(kind: Window, width: int) -> None:
    kind.page.set_viewport_size({"width": width, "height": 800})
    assert kind.page.evaluate("document.documentElement.scrollWidth") == width


def test_links_are_large_enough_to_hit(kind: Window) -> None:
    kind.page.set_viewport_size({"width": 390, "height": 844})
    assert kind.page.evaluate(SMALL) == []


def test_dark_is_dark(open_page: Opener) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = open_page("/", color_scheme="light").page.evaluate(ground)
    dark = open_page("/", color_scheme="dark").page.evaluate(ground)
    assert (light, dark) == ("rgb(252, 251, 248)", "rgb(22, 21, 19)")


# Keyboard and paper


def test_the_first_key_reaches_the_skip_link_and_it_skips(open_page: Opener) -> None:
    page = open_page(ARTICLE).page
    skip = page.get_by_role("link", name="Skip to content")
    page.keyboard.press("Tab")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_year_table_scrolls_by_keyboard_on_a_phone(open_page: Opener) -> None:
    page = open_page("/2024/", viewport={"width": 320, "height": 568}).page
    region = page.get_by_role("region", name="Reports by country and month")
    region.focus()
    page.keyboard.press("ArrowRight")
    # Not wait_for_function, whose later looks the page's own security policy forbids.
    for _ in range(HANGS * 50):
        if region.evaluate("region => region.scrollLeft") > 0:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the table never moved")


def test_paper_gets_the_article_and_its_address_but_no_navigation(open_page: Opener) -> None:
    page = open_page(ARTICLE).page
    address = page.get_by_text(f"https://digest.example.org{ARTICLE}")
    assert not address.is_visible()
    page.emulate_media(media="print")
    assert address.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("navigation").count() == 0
