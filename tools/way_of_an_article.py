"""Count what a newcomer must read to follow one article from file to page.

    python tools/way_of_an_article.py [--list]

Builds a site of one article in this process, with nothing of it built, loaded or compiled before,
and notes what is entered, on loading too. Of what the files in sitegen/ define, these count:
- modules, and functions and classes with a name, whose body runs; a lambda or a comprehension is
  read with the function that it stands in;
- types: classes of which there is a value. Seen is each call of a class or a named tuple's `_make`;
  a value that C makes past those, as msgspec does, where a function of sitegen has it in a variable
  or returns it. An Enum has its own from the start; a TypedDict's, plain dicts, never are.
"""

from __future__ import annotations

import argparse
import builtins
import inspect
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FILES = {str(path): path.relative_to(ROOT) for path in ROOT.glob("sitegen/**/*.py")}
ROOMS = {file: "/".join((*path.parent.parts[:2], "")) for file, path in FILES.items()}
BUILD_CLASS = builtins.__build_class__
ARTICLE = """---
title: Egypt and Russia agree on grain
date: 2024-12-20
countries: [EG, RU]
summary: A year's supply goes through Damietta.
source: MENA
---
Ministers of Egypt and Russia signed an agreement on grain in Cairo on Friday.

The first ships are expected at Damietta in January.
"""


class Part(NamedTuple):
    """A module, or a function or type in it; `line` tells functions of one name apart."""

    kind: str
    file: str
    name: str
    line: int = 0


class Watch:
    """Notes what code is entered, and of which classes there are values."""

    def __init__(self) -> None:
        self.entered: set[Part] = set()
        self.types: set[type] = set()

    def profile(self, frame: FrameType, event: str, arg: object) -> None:
        """What Python calls as a function is entered or left."""
        code = frame.f_code
        if event == "call":
            self.entered.add(part_of(code))
        elif event == "return" and (code.co_filename in FILES or code.co_name == "_make"):
            self.types.update(map(type, (arg, *frame.f_locals.values())))

    def build_class(self, body: FunctionType, name: str, *bases: Any, **options: Any) -> Any:
        """What Python calls for a class statement; one of sitegen gets a `__new__` that notes."""
        built: Any = BUILD_CLASS(body, name, *bases, **options)
        if body.__code__.co_filename not in FILES:
            return built
        if issubclass(built, Enum):
            self.types.add(built)
        own = built.__dict__.get("__new__")

        def new(cls: type, *values: Any, **named: Any) -> Any:
            # `super` won't do: a dataclass with slots is a copy of the class that was built here.
            news = [base.__dict__["__new__"] for base in cls.__mro__ if "__new__" in base.__dict__]
            make = own or news[news.index(noted) + 1]
            value = make(cls) if make is object.__new__ else make(cls, *values, **named)
            self.types.add(type(value))
            return value

        built.__new__ = noted = staticmethod(new)
        return built


def part_of(code: CodeType) -> Part:
    """The module or function whose code it is."""
    kind = "modules" if code.co_name == "<module>" else "functions"
    return Part(kind, code.co_filename, code.co_qualname, code.co_firstlineno)


def defined_in(code: CodeType) -> Iterator[Part]:
    """The functions and types that code defines, at any depth."""
    for inner in filter(inspect.iscode, code.co_consts):
        if not inner.co_name.startswith("<"):
            yield part_of(inner)
            if not inner.co_flags & inspect.CO_OPTIMIZED:  # a class's body
                yield part_of(inner)._replace(kind="types", line=0)
        yield from defined_in(inner)


def way_of_an_article() -> set[Part]:
    """What a build of one article enters, and what it has values of."""
    watch = Watch()
    # A build keeps less while its program has just been touched; the figures must not depend on it.
    time.sleep(3)
    with TemporaryDirectory() as folder:
        project = Path(folder, "project")
        (project / "content/articles").mkdir(parents=True)
        (project / "content/articles/grain.md").write_text(ARTICLE, "utf-8")
        (project / "sitegen.toml").write_text('base_url = "https://digest.example.org"\n', "utf-8")
        # Compiled templates may be kept with bytecode: the build must find none.
        sys.pycache_prefix, sys.dont_write_bytecode = f"{folder}/bytecode", False
        sys.path.insert(0, str(ROOT))
        builtins.__build_class__ = watch.build_class  # type: ignore[assignment]
        sys.setprofile(watch.profile)
        from sitegen.build import Options, build

        build(project, Options(now=datetime(2026, 1, 1, tzinfo=UTC), jobs=1))
        sys.setprofile(None)
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    made = {Part("types", files.get(t.__module__) or "", t.__qualname__) for t in watch.types}
    return watch.entered | made


def main() -> None:
    """Print the figures, or all that they count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="name all, by folder of sitegen/")
    rooms = sorted(set(ROOMS.values())) if parser.parse_args().list else []
    bodies = [compile(Path(file).read_bytes(), file, "exec") for file in FILES]
    there = {part for body in bodies for part in (part_of(body), *defined_in(body))}
    met = way_of_an_article() & there
    for room, kind in product(("", *rooms), ("modules", "functions", "types")):
        known = [part for part in there if part.kind == kind and room in ("", ROOMS[part.file])]
        here = sorted(met.intersection(known))
        print(f"{kind:<10}{len(here):>5} of {len(known):<6}{room}".rstrip())
        for part in here if room else ():
            print(f"    {FILES[part.file]} {part.name}".removesuffix(" <module>"))


if __name__ == "__main__":
    main()
