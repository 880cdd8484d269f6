"""Names of files that can stand in addresses, lists and feeds: those that are UTF-8."""

from __future__ import annotations

from sitegen.problems import Location, Problem


def name_problem(folder: str, name: str) -> Problem | None:
    """What is wrong with a file's name, if anything; `folder` is where it lies, with its slash."""
    if name.isascii():
        return None
    try:
        name.encode()
    except UnicodeEncodeError:  # Python keeps the odd bytes as lone surrogates
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return Problem(
            Location(folder + shown), "name", "has a name that is not UTF-8", "rename it"
        )
    return None
