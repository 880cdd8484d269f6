"""Templates compiled to quicker Python of the same meaning, through what Jinja2 has for that.

Two things that templates do at each of their marks are asked for by a shorter way: an attribute
that is there, and how a text looks in HTML. Where the shorter way does not do, Jinja2's is taken.
And the text of a block travels in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

GUARDED = frozenset(
    {
        *("format", "format_map", "mro"),
        *("gi_frame", "gi_code", "cr_frame", "cr_code", "ag_frame", "ag_code"),
    }
)
"""Names that Jinja2's sandbox looks at more closely than at others; those with _ are refused."""
_SPECIAL = re.compile("[&<>\"']").search


def escape(value: Any) -> str:
    """What a value looks like in HTML, to be written and nothing else: it may be a plain text."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL(value)):
        return value  # type: ignore[no-any-return]
    return markupsafe.escape(value)


class Generator(CodeGenerator):
    """Writes the Python that a template becomes."""

    whole_blocks = True
    """Whether what a block writes may be put together before it is handed on."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a module. What is included without context is handed on piece by piece, past all
        that is put together: then nothing is.
        """
        self.whole_blocks = all(one.with_context for one in node.find_all(nodes.Include))
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what stands in a block, whose text is handed on in one piece."""
        if frame.buffer is not None or not self.whole_blocks or self.environment.is_async:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None

    def write_commons(self) -> None:
        """Begin a function."""
        super().write_commons()
        self.writeline("escape = environment.escape")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute: without a call of Python's where it is there."""
        if node.attr.startswith("_"):
            message = f"{node.attr!r} is refused: what begins with _ is not for templates"
            self.fail(message, node.lineno)
        if self.environment.is_async or node.attr in GUARDED:
            super().visit_Getattr(node, frame)
            return
        value, thing = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({value} if ({value} := getattr(({thing} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr({thing}, {node.attr!r}))")
