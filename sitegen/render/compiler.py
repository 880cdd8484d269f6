"""Templates compiled to plainer Python than Jinja2's own: the same text in half the time.

Jinja2 looks for what a name could also be: an item where an attribute is missing, a function that
wants to know where it is called. Templates of sitegen hardly ever use that, and pay for it at each
of their marks. What is compiled here does not look; where that matters it raises, and `Theme`
renders the page as Jinja2 would have.
"""

from __future__ import annotations

from collections.abc import Iterable
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro as JinjaMacro
from jinja2.utils import missing
from markupsafe import Markup

_escaped = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""What `escape` does to a text, before it says that the text is safe."""


def escape(value: object) -> str:
    """What a value looks like in HTML. Unlike the library's, to be written and nothing else."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else markupsafe.escape(value)  # type: ignore[return-value]


class Macro(JinjaMacro):
    """A macro that is quick about being called with a few values in their order."""

    def __init__(self, *arguments: Any) -> None:
        """Take what Jinja2's own takes."""
        super().__init__(*arguments)
        special = self.catch_kwargs or self.catch_varargs or self.caller
        most = -1 if special or not self._default_autoescape else self._argument_count
        self._left_out = tuple((missing,) * (most - given) for given in range(most + 1))

    @pass_eval_context
    def __call__(self, *values: Any, **named: Any) -> str:
        """What the macro writes."""
        given = len(values)
        if named or given >= len(self._left_out) or (values and type(values[0]) is EvalContext):
            return super().__call__(*values, **named)
        return str.__new__(Markup, self._func(*values, *self._left_out[given]))


class Generator(CodeGenerator):
    """Writes the Python that a template becomes."""

    def write_commons(self) -> None:
        """Begin a function."""
        super().write_commons()
        self.writeline("escape, Macro = environment.escape, environment.macro")

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        """Work out nothing beforehand: what is compiled is for every site, whatever its filters."""
        if not isinstance(node, (nodes.TemplateData, nodes.Const)):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what stands in a block, whose text is handed on in one piece."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute, which is nothing but an attribute."""
        plain = node.attr.isascii() and not node.attr.startswith("_") and not iskeyword(node.attr)
        if plain and isinstance(node.node, (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Call)):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call that tells nothing of where it stands."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Write what another template writes."""
        if not node.with_context:
            self.fail("is handed on piece by piece, past what is written here", node.lineno)
        super().visit_Include(node, frame)

    def visit_EvalContextModifier(  # noqa: N802
        self, node: nodes.EvalContextModifier, frame: Frame
    ) -> None:
        """Leave it to Jinja2 to let what is called know whether to escape."""
        self.fail("changes what calls mean", node.lineno)

    def visit_ScopedEvalContextModifier(  # noqa: N802
        self, node: nodes.ScopedEvalContextModifier, frame: Frame
    ) -> None:
        """Leave it to Jinja2, as above."""
        self.fail("changes what calls mean", node.lineno)
