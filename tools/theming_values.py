"""Write into docs/theming.md what each template is given, from the types of the program.

Run it after a page's type has changed: `.venv/bin/python tools/theming_values.py`. A test compares.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import Any, Union, get_args, get_origin, get_type_hints

from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan import KINDS
from sitegen.words import Words

GUIDE = Path(__file__).parents[1] / "docs" / "theming.md"
BEGIN, END = "<!-- values: made by tools/theming_values.py -->\n", "<!-- end of values -->\n"
PLAIN: dict[Any, str] = {
    **{str: "text", int: "number", bool: "true or false"},
    **{Html: "HTML", datetime: "moment", tuple[str, str]: "two texts"},
}


def page_types() -> dict[str, Any]:
    """The type of the pages that each template is given."""
    return {
        kind.template: get_args(get_type_hints(kind.pages)["return"])[0]
        for kind in sorted(KINDS, key=lambda kind: kind.template)
        if kind.template
    }


def shown(hint: Any) -> str:
    """A type as a person reads it."""
    arguments = get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join("none" if one is type(None) else shown(one) for one in arguments)
    if get_origin(hint) is tuple:
        if arguments[-1] is Ellipsis:
            return f"list of {shown(arguments[0])}"
        return f"{len(arguments)} of {shown(arguments[0])}"
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def described(kind: Any) -> dict[str, str]:
    """The sentence that stands below each field of a type."""
    (body,) = ast.parse(dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(after, ast.Expr):
            name, value = ast.unparse(statement.target), ast.literal_eval(after.value)
            found[name] = " ".join(str(value).split())
    return found


def table(kind: Any) -> Iterator[str]:
    """The fields of a type, and what else it can tell."""
    says = described(kind)
    yield "| field | type | |"
    yield "| --- | --- | --- |"
    for name, hint in get_type_hints(kind).items():
        yield f"| `{name}` | {shown(hint)} | {says.get(name, '').replace('|', chr(92) + '|')} |"
    for name, one in vars(kind).items():
        if isinstance(one, property) and (told := get_type_hints(one.fget)["return"]) is not Words:
            says_it = " ".join(str(one.__doc__).split())
            yield f"| `{name}` | {shown(told)} | {says_it} |"


def inner(kind: Any, seen: dict[Any, None]) -> None:
    """Add the named tuples that a type holds."""
    for hint in get_type_hints(kind).values():
        queue = [hint]
        while queue:
            one = queue.pop()
            queue += get_args(one)
            if hasattr(one, "_fields") and one is not Html and one not in seen:
                seen[one] = None
                inner(one, seen)


def values() -> str:
    """The text: a table for each template, then one for each value in them."""
    pages = page_types()
    lines: list[str] = []
    seen: dict[Any, None] = {}
    for template, kind in pages.items():
        sentence = " ".join(str(kind.__doc__).split("\n\n")[0].split())
        lines += [f"### `{template}`", "", f"{kind.__name__}: {sentence}", ""]
        lines += [*table(kind), ""]
        inner(kind, seen)
    inner(Site, seen)
    lines += ["### `site`", "", "The same for every page.", "", *table(Site), ""]
    for kind in sorted(seen, key=lambda kind: kind.__name__):
        sentence = " ".join(str(kind.__doc__).split("\n\n")[0].split())
        lines += [f"### {kind.__name__}", "", sentence, "", *table(kind), ""]
    return "\n".join(lines)


def main() -> None:
    """Put the text in its place in the guide."""
    before, rest = GUIDE.read_text("utf-8").split(BEGIN)
    GUIDE.write_text(f"{before}{BEGIN}\n{values()}\n{END}{rest.split(END)[1]}", "utf-8")


if __name__ == "__main__":
    main()
