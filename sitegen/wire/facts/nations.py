"""Which country a name in a dateline or before an office is of, by the site's table."""

from __future__ import annotations

from functools import cache

_OF_STATES = frozenset(("name", "demonym", "abbreviation"))


@cache
def country_by_name(name: str) -> str | None:
    """The code of a country by its name, adjective, capital or a city, by the site's table."""
    from sitegen.countries import detect, resolve

    code = resolve(name)
    if code is None:
        found = detect(name).countries
        code = found[0] if len(found) == 1 else None
    return code


@cache
def nation_by_name(name: str) -> str | None:
    """The code of a country by its name or adjective: what may stand before an office of state.

    "Barcelona President X" presides over no country, and neither does "Harvard President X".
    """
    from sitegen.countries import detect, resolve

    code = resolve(name)
    if code is None:
        seen = {one.code for one in detect(name).evidence if one.rule in _OF_STATES}
        code = seen.pop() if len(seen) == 1 else None
    return code
