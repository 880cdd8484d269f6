"""Kinds of arguments that the command line takes besides click's own: what must be UTF-8.

Python keeps the odd bytes of an argument as lone surrogates, which no file of a site can hold.
"""

from __future__ import annotations

from typing import Any

import click

from sitegen.files import utf_8


class _Text(click.types.StringParamType):
    """A text; whatever else the system hands over is a mistake in the use of an option."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text. Raises click.BadParameter."""
        _see_that_it_is_utf_8(value, param, ctx)
        return super().convert(value, param, ctx)


class Utf8Path(click.Path):
    """A path for files of a site, whose names are UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises click.BadParameter."""
        _see_that_it_is_utf_8(value, param, ctx)
        return super().convert(value, param, ctx)


TEXT = _Text()


def _see_that_it_is_utf_8(
    value: object, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise click.BadParameter(f"'{utf_8(str(value))}' is not UTF-8", ctx, param) from None
