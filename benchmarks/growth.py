"""Cost against size: each reader with texts of shapes that patterns and loops like least.

A reader that takes four times as long over twice as much is a fault, however odd the text: one
file would hold up all others. Each shape is a few characters, again and again.

python -m benchmarks.growth [--size N] [--readers NAME,…] [--above EXPONENT]
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import signal
import tempfile
import time
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import NamedTuple, NoReturn

from benchmarks.shapes import shapes, text_of
from sitegen.config import load_config
from sitegen.content.assets import fingerprinted
from sitegen.content.entry import parse
from sitegen.countries.report import answer, explain
from sitegen.problems import BuildFailed
from sitegen.serve.policy import with_permission
from sitegen.wire.similar import Archive

Reader = Callable[[str], object]

SOON = 0.2
"""Seconds of CPU that are soon enough for the largest size, whatever the smaller ones take."""
LIMIT = 20.0
"""Seconds of CPU after which a reader is stopped."""

MAIL = "From: a@b.example\nSubject: Talks end in Cairo\nDate: Fri, 20 Dec 2024 10:00:00 +0000\n"
LEAD = "CAIRO, Dec 20 (MENA) - "
REPORT = f"Talks end in Cairo\n\n{LEAD}Ministers of Egypt and Iran met on Friday.\n\n"
HINTS = (
    "According to Iran's President, all rights, a subscription, http links and his counterpart, "
    "it was reported in Cairo that "
)
PAGE = "<!doctype html><html><body><p>Ministers met in Cairo on Friday.</p>"


def _content(ending: str, above: str = "", below: str = "") -> Reader:
    """The reading of a content file, with what stands above and below a shape."""
    path = f"articles/x{ending}"
    return lambda text: parse([(path, (above + text + below).encode("utf-8", "replace"))], "UTC")


def _settings(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sitegen.toml").write_text(text, "utf-8")
        with contextlib.suppress(BuildFailed):
            load_config(Path(folder))


def _encoded(text: str) -> object:
    return parse([("articles/x.txt", text.encode("utf-16"))], "UTC")


def _similar(text: str) -> None:
    archive = Archive()
    archive.add("a", text)
    archive.similar(text)


def _paragraphs(text: str) -> object:
    """Paragraphs that hold what patterns are only tried with."""
    found = (text[start : start + 15_000] for start in range(0, len(text), 15_000))
    return _RAW("".join(f"{HINTS}{part} in Cairo.\n\n" for part in found))


_RAW = _content(".txt")
READERS: dict[str, Reader] = {
    "raw text": _content(".txt"),
    "raw lead": _content(".txt", f"{LEAD}Ministers met ", " in Cairo."),
    "raw body": _content(".txt", REPORT, "\n\nThey met again on Monday.\n"),
    "hinted": _paragraphs,
    "UTF-16": _encoded,
    "saved page": _content(".txt", PAGE),
    "tag": _content(".txt", f"{PAGE}<p title=", ">Talks went on.</p>"),
    "mail header": _content(".txt", f"{MAIL}X-A: ", f"\n\n{REPORT}"),
    "mail body": _content(".txt", f"{MAIL}\n"),
    "quoted-printable": _content(".txt", f"{MAIL}Content-Transfer-Encoding: quoted-printable\n\n"),
    "Markdown": _content(".md", "---\ntitle: Talks\n---\n"),
    "bare Markdown": _content(".md"),
    "front matter": _content(".md", "---\n", "\n---\nMinisters met.\n"),
    "value": _content(".md", "---\ntitle: ", "\n---\nMinisters met.\n"),
    "quoted value": _content(".md", "---\ntitle: '", "'\n---\nMinisters met.\n"),
    "settings": _settings,
    "style sheet": lambda text: fingerprinted({"a.css": text.encode("utf-8", "replace")}),
    "countries": lambda text: explain("a", text),
    "JSON lines": lambda text: answer(json.dumps({"id": 1, "text": text})),
    "similar": _similar,
    "preview": lambda text: with_permission(text.encode("utf-8", "replace")),
}


class TooLong(BaseException):
    """A reader was stopped."""


def _stop(number: int, frame: object) -> NoReturn:
    raise TooLong


def cost(reader: Reader, text: str) -> float:
    """Seconds of CPU that a reader takes over a text, at most LIMIT."""
    gc.collect()
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        reader(text)
    except TooLong:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


class Measure(NamedTuple):
    """A reader's seconds over n, 2n and 4n characters of a shape, and what it raised."""

    reader: str
    shape: str
    seconds: tuple[float, ...]
    raised: str = ""

    @property
    def stopped(self) -> bool:
        """Whether the largest text was never seen through."""
        return self.seconds[-1] >= LIMIT

    @property
    def exponent(self) -> float:
        """Of the size in the cost: 1 is linear, 2 quadratic."""
        first, last = (max(one, 0.001) for one in (self.seconds[0], self.seconds[-1]))
        return log(last / first, 2) / max(1, len(self.seconds) - 1)


def measured(name: str, shape: str, size: int) -> Measure | None:
    """A reader measured with a shape; None where it is soon done with the largest text."""
    reader = READERS[name]
    try:
        first = cost(reader, text_of(shape, size))
        last = cost(reader, text_of(shape, 4 * size))
        if last < SOON:
            return None
        middle = cost(reader, text_of(shape, 2 * size))
    except Exception as error:
        return Measure(name, shape, (0.0,), type(error).__name__)
    return Measure(name, shape, (first, middle, last))


def row(measure: Measure) -> str:
    """A line of the table."""
    cells = [measure.reader, repr(measure.shape), *(f"{one:.2f}" for one in measure.seconds)]
    return "| " + " | ".join([*cells, measure.raised or f"{measure.exponent:.2f}"]) + " |"


def main() -> None:
    """Print whatever grows faster than it should, and how many shapes do not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=50_000, help="n, in characters")
    parser.add_argument("--readers", default=",".join(READERS), help="names, joined by commas")
    parser.add_argument("--above", type=float, default=1.3, help="show steeper ones than this")
    chosen = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    gc.disable()  # as a build does
    size: int = chosen.size
    print(f"| reader | shape | s at {size:,} | {2 * size:,} | {4 * size:,} | exponent |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name in chosen.readers.split(","):
        READERS[name]("Egypt")  # loads what it needs
        fine = 0
        for shape in shapes():
            found = measured(name, shape, size)
            if found and (found.raised or found.exponent > chosen.above or found.stopped):
                print(row(found), flush=True)
            else:
                fine += 1
        print(f"| {name} | {fine} others | | | | |", flush=True)


if __name__ == "__main__":
    main()
