"""How fast builds are, beside Hugo's of the same site where Hugo is installed; see README.md."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import measure
from benchmarks.corpus import Corpus
from benchmarks.measure import CHECKOUT, Failed
from benchmarks.preview import reloads
from benchmarks.scale import SIZES as SCALES
from benchmarks.scale import scale
from benchmarks.sites import NO_PAIRS, Site, fill, find_hugo, hugo_site, sitegen_site
from benchmarks.table import PEER, Sample, build_table, compare, reload_table, scale_table
from benchmarks.themes import THEMES, Theme


class Results(NamedTuple):
    """All that was measured."""

    builds: list[Sample]
    reloads: list[tuple[str, int, list[float]]]
    """Themes, numbers of articles and seconds."""
    scale: list[Sample]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print tables in Markdown."""
    options = parse(arguments)
    compileall.compile_dir(CHECKOUT / "sitegen", quiet=1)  # as it is where it is installed
    hugo = find_hugo()
    results = Results([], [], [])
    about = machine(hugo)
    try:
        with scratch(options.keep) as folder:
            for theme in options.themes:
                for number in options.sizes:
                    place = folder / theme.name / str(number)
                    measure_theme(theme, number, place, options, hugo, results)
            for number in SCALES if options.scale else ():
                results.scale.extend(scale(number, folder / f"scale-{number}", say))
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
    print(", ".join(about.values()), end="\n\n")
    print("\n\n".join(tables(results)))
    if options.json:
        options.json.write_text(as_json(results, options, about), "utf-8")


def measure_theme(
    theme: Theme,
    number: int,
    folder: Path,
    options: argparse.Namespace,
    hugo: str | None,
    results: Results,
) -> None:
    """Write the sites of one theme and size, and measure them."""
    say(f"{theme.name}, {number:,} articles: writing")
    corpus = Corpus(number)
    ours = sitegen_site(folder / "sitegen", theme, NO_PAIRS if options.equal else "")
    sites: tuple[Site, ...] = (ours,)
    if hugo and PEER in theme.texts:
        sites = (ours, hugo_site(folder / "hugo", theme, hugo))
    fill(sites, corpus)
    results.builds.extend(measure(sites, corpus, options.runs, say))
    if theme.previewed:
        took = reloads(ours, corpus, options.runs, say)
        results.reloads.append((theme.name, number, took))


def tables(results: Results) -> Iterator[str]:
    """Every table there is something to show in, each under its title."""
    if results.builds:
        yield "Builds\n\n" + build_table(compare(results.builds))
    if results.reloads:
        yield "From a save to the reload\n\n" + reload_table(results.reloads)
    if results.scale:
        yield "Scale, with the settings of a new site\n\n" + scale_table(results.scale)


def as_json(results: Results, options: argparse.Namespace, about: dict[str, str]) -> str:
    """Every sample, and how it was come by."""
    data = {
        "machine": about,
        "equal": options.equal,
        "runs": options.runs,
        "builds": [sample._asdict() for sample in results.builds],
        "reloads": [
            {"theme": theme, "articles": articles, "seconds": seconds}
            for theme, articles, seconds in results.reloads
        ],
        "scale": [sample._asdict() for sample in results.scale],
    }
    return json.dumps(data, indent=2) + "\n"


def machine(hugo: str | None) -> dict[str, str]:
    """What it was measured on and with."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    about = {"processors": f"{usable} processors", "python": f"Python {platform.python_version()}"}
    if hugo is None:
        return {**about, "hugo": "no Hugo"}
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=False).stdout
    version = said.split()[1].partition("-")[0].removeprefix("v") if said else "of unknown version"
    return {**about, "hugo": f"Hugo {version}"}


@contextmanager
def scratch(kept: Path | None) -> Iterator[Path]:
    """A folder for the sites: the one to keep, or one that is removed at the end."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        if any(kept.iterdir()):
            raise Failed(f"{kept} is not empty: name a new folder with --keep")
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder:
        yield Path(folder).resolve()


def say(line: str) -> None:
    """Tell a person who waits how far it is."""
    print(line, file=sys.stderr, flush=True)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=_sizes, default=(1_000, 10_000), metavar="N,N", help="numbers of articles")
    add(
        "--themes",
        type=_themes,
        default=tuple(THEMES.values()),
        metavar="NAME,NAME",
        help=f"kinds of site (default: {','.join(THEMES)})",
    )
    add("--runs", type=_runs, default=5, help="timed runs of each case (default: 5)")
    add(
        "--equal",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="make no pages of pairs of countries, as Hugo makes none (default)",
    )
    add("--scale", action="store_true", help="measure 100,000 articles too; takes minutes")
    add("--json", type=Path, metavar="FILE", help="write every sample to a file")
    add("--keep", type=Path, metavar="FOLDER", help="make the sites here and leave them")
    return parser.parse_args(arguments)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(_runs(part) for part in text.split(",") if part)


def _themes(text: str) -> tuple[Theme, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in THEMES:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(THEMES)}")
    return tuple(THEMES[name] for name in dict.fromkeys(names))


def _runs(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


if __name__ == "__main__":
    main()
