"""The shape of the program: imports flow one way, and what touches the world stands at its edge."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import sitegen
from sitegen.package import package_folder

PACKAGE = Path(sitegen.__file__).parent
THEME = package_folder("templates")
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in FILES.items()}
TESTS = Path(__file__).parent

LAYERS = (
    "dates fingerprint package problems text toml words",
    "countries files model options",
    "config publish report store urls wire",
    "body digest workers",
    "content",
    "plan unchanged",
    "render",
    "author",
    "build",
    "arguments serve",
    "__main__ cli",
)
"""From the bottom up: a room uses its own layer and those before it. A room is a folder of the
package, or a file beside them."""

WITH_FILES = {
    *("author", "content", "publish", "render", "serve", "store", "workers"),
    *("arguments", "build", "cli", "config", "files", "options", "package", "report", "toml"),
    *("unchanged", "__main__"),
}
"""Which rooms know of files, folders or processes; all others are told what those hold."""

CLOCKS = {
    "build": {"perf_counter"},
    "arguments": {"now"},
    "cli": {"now"},
    "options": {"perf_counter"},
    "serve": {"perf_counter"},
    "unchanged": {"time_ns"},
}
"""Which rooms look at a clock, and at which; all others are told the time."""

OWNERS = {
    "dask": "workers.cluster",
    "distributed": "workers.cluster",
    "feedgen": "render.feeds.atom",
    "yaml": "content.yaml_block",
    "markdown_it": "body.library",
    "slugify": "wire.words.slug",
    "sqlite3": "store.store",
    "tomllib": "toml",
    "tzdata": "package",
    "watchfiles": "serve.watch",
    "zoneinfo": "dates",
}
"""Packages that one module alone knows of."""

MUTABLE = {"list", "dict", "set", "defaultdict", "deque", "Counter", "bytearray"}
LONGEST = 300
"""Lines after which a file is looked at for the second noun inside it."""


def imported(name: str) -> Iterator[tuple[str, str]]:
    """Every module that a module imports, wherever it does so, with the name taken from it."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole path"
            yield from ((node.module or "", alias.name) for alias in node.names)


def ours(name: str) -> set[str]:
    """The modules of sitegen that a module imports."""
    found = set()
    for module, taken in imported(name):
        if module == "sitegen" or module.startswith("sitegen."):
            inner = module.removeprefix("sitegen").removeprefix(".")
            whole = f"{inner}.{taken}".strip(".")
            found |= {whole if whole in FILES else inner} - {""}
    return found


def room(name: str) -> str:
    """The room that a module is in."""
    return name.partition(".")[0]


def layer(name: str) -> int:
    """The layer of a module's room."""
    (place,) = [number for number, rooms in enumerate(LAYERS) if room(name) in rooms.split()]
    return place


def test_the_layers_name_each_room_once() -> None:
    named = [name for names in LAYERS for name in names.split()]
    assert sorted(named) == sorted({room(name) for name in FILES})


@pytest.mark.parametrize("name", FILES)
def test_a_module_uses_its_own_layer_and_those_below(name: str) -> None:
    above = {other for other in ours(name) if layer(other) > layer(name)}
    assert above == set()


def test_no_room_needs_itself() -> None:
    graph = {room(name): set[str]() for name in FILES}
    for name in FILES:
        graph[room(name)] |= {room(other) for other in ours(name)} - {room(name)}
    assert list(TopologicalSorter(graph).static_order())


def test_no_module_needs_itself() -> None:
    # A package's own module stands for what it offers, so its parts are not counted as its users.
    graph = {
        name: {other for other in ours(name) if not name.startswith(f"{other}.")} for name in FILES
    }
    assert list(TopologicalSorter(graph).static_order())


def test_no_room_of_wire_needs_itself() -> None:
    # A room of wire is a folder in it, or a file beside them, as those of the package are.
    inner = {name: name.split(".")[1] for name in FILES if name.startswith("wire.")}
    graph = {name: set[str]() for name in inner.values()}
    for name, place in inner.items():
        graph[place] |= {inner[other] for other in ours(name) if other in inner} - {place}
    assert list(TopologicalSorter(graph).static_order())


def test_only_the_edge_knows_of_files() -> None:
    worldly = {
        "glob",
        "io",
        "os",
        "pathlib",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
    }
    found = {
        name
        for name in FILES
        for module, taken in imported(name)
        if module.split(".")[0] in worldly and taken != "PurePosixPath"
    }
    opening = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    }
    assert {room(name) for name in found | opening} - WITH_FILES == set()


def test_only_the_edge_looks_at_a_clock() -> None:
    clocks = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime"}
    found: dict[str, set[str]] = {}
    for name, tree in TREES.items():
        asked = {taken for module, taken in imported(name) if module == "time"}
        asked |= {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("datetime", "date", "time")
        }
        if asked & clocks:
            found.setdefault(room(name), set()).update(asked & clocks)
    assert found == CLOCKS


def test_one_module_turns_moments_into_texts_and_days() -> None:
    ways = {
        *("astimezone", "fromisoformat", "fromordinal", "fromtimestamp", "isoformat", "isoweekday"),
        *("mktime", "parsedate_to_datetime", "strftime", "strptime", "timedelta", "toordinal"),
        *("utcoffset", "utctimetuple", "weekday", "format_datetime", "ctime", "gmtime"),
    }
    asked = {(name, taken) for name in FILES for _, taken in imported(name)}
    asked |= {
        (name, node.attr)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and not ast.unparse(node.value).endswith("words")
    }
    assert {name for name, way in asked if way in ways} == {"dates"}


def test_nothing_that_is_published_is_left_to_chance() -> None:
    chancy = {"random", "secrets", "uuid", "locale"}
    found = {(name, module) for name in FILES for module, _ in imported(name) if module in chancy}
    assert found <= {("serve", "secrets")}


def test_templates_make_no_page_of_plain_letters_wide() -> None:
    texts = {path.name: path.read_text("utf-8") for path in THEME.glob("*.html")}
    assert "base.html" in texts
    assert [name for name, text in texts.items() if not text.isascii()] == []


@pytest.mark.parametrize(("package", "owner"), OWNERS.items())
def test_a_package_has_one_owner(package: str, owner: str) -> None:
    users = {
        name for name in FILES for module, _ in imported(name) if module.split(".")[0] == package
    }
    assert users <= {owner}


def constant(node: ast.expr) -> bool:
    """Whether an expression is a module's constant, by its name in capitals."""
    name = (
        node.id
        if isinstance(node, ast.Name)
        else node.attr
        if isinstance(node, ast.Attribute)
        else ""
    )
    return name.isupper()


def mutations(tree: ast.Module) -> Iterator[str]:
    """What changes a module's constants, or lets a function change its names."""
    changing = {
        *("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"),
        *("reverse", "setdefault", "sort", "update"),
    }
    for node in ast.walk(tree):
        match node:
            case ast.Global():
                yield f"line {node.lineno}: global"
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if constant(value):
                if attr in changing:
                    yield f"line {node.lineno}: .{attr}()"
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()) if constant(value):
                yield f"line {node.lineno}: an item"
            case ast.AugAssign(target=target) if constant(target):
                yield f"line {node.lineno}: an assignment"
            case _:
                pass


def mutable(value: ast.expr | None) -> bool:
    """Whether an expression makes something that can be changed."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func) in MUTABLE
    return isinstance(
        value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    )


@pytest.mark.parametrize("name", FILES)
def test_no_module_keeps_state(name: str) -> None:
    kept = [
        ast.unparse(target)
        for node in TREES[name].body
        if isinstance(node, ast.Assign | ast.AnnAssign) and mutable(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if not constant(target) and ast.unparse(target) != "__all__"
    ]
    assert kept == []
    assert list(mutations(TREES[name])) == []


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    global x",
        "SEEN.append(1)",
        "module.SEEN.update(a=1)",
        "SEEN['a'] = 1",
        "del SEEN['a']",
        "SEEN += [1]",
    ],
)
def test_a_change_of_a_constant_is_seen(code: str) -> None:
    assert list(mutations(ast.parse(code))) != []


READING = {"author", "body", "content", "countries", "wire"}
"""Rooms that see what others wrote."""
SHALLOW = {"content.yaml_block"}
"""Modules of theirs that follow what nests, and refuse what nests deeper than a few levels."""


def recursive(tree: ast.Module) -> set[str]:
    """The functions of a module that may come to call themselves, by way of others of it or not."""
    functions = {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    calls = {
        name: {mentioned(node) for node in ast.walk(function)} & functions.keys()
        for name, function in functions.items()
    }
    return {name for name in functions if name in reached(name, calls)}


def mentioned(node: ast.AST) -> str:
    """The function that a name, or an attribute of the object at hand, may stand for."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
        case _:
            return ""


def reached(name: str, calls: Mapping[str, Set[str]]) -> set[str]:
    """All functions that one leads to."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = calls[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("name", [name for name in FILES if room(name) in READING])
def test_no_reader_calls_itself(name: str) -> None:
    """A text can nest deeper, and repeat more often, than Python lets functions call each other."""
    assert name in SHALLOW or recursive(TREES[name]) == set()


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return f(x[1:])",
        "def f(x):\n    return g(x)\n\ndef g(x):\n    return map(f, x)",
        "class A:\n    def f(self):\n        return self.g()\n    def g(self):\n        self.f()",
    ],
)
def test_a_function_that_calls_itself_is_seen(code: str) -> None:
    assert recursive(ast.parse(code)) != set()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_in_one_sitting(name: str) -> None:
    assert len(FILES[name].read_text("utf-8").splitlines()) <= LONGEST


def bound(tree: ast.Module) -> Iterator[str]:
    """The names that a module binds at its top, as often as it does; imports aside."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in (inner for outer in targets for inner in ast.walk(outer)):
                    if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store):
                        yield target.id
            case _:
                pass


def test_no_test_takes_the_name_of_another() -> None:
    """The later of two would be the only one: of tests, and of what `pytestmark` is set to."""
    twice = {
        path.relative_to(TESTS).as_posix(): names
        for path in sorted(TESTS.rglob("*.py"))
        if (names := repeated(ast.parse(path.read_text("utf-8"))))
    }
    assert twice == {}


def repeated(tree: ast.Module) -> list[str]:
    """The names that a module binds at its top more than once."""
    return [name for name, times in Counter(bound(tree)).items() if times > 1]


@pytest.mark.parametrize(
    "code",
    [
        "pytestmark = 1\npytestmark = 2",
        "pytestmark: int = 1\npytestmark = 2",
        "def f(): pass\n\ndef f(): pass",
        "def f(): pass\n\nclass f: pass",
        "a, f = 1, 2\n\nasync def f(): pass",
    ],
)
def test_a_name_that_is_bound_twice_is_seen(code: str) -> None:
    assert len(repeated(ast.parse(code))) == 1


def test_what_is_set_of_a_name_does_not_bind_it() -> None:
    assert repeated(ast.parse("f = g()\nf.settings = f[1] = 1")) == []
