"""Which files are due: those made from other things than before, and those with a file amiss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.plan import PLANNERS, Plan, Scope
from sitegen.publish import folder as publish
from sitegen.render.jobs import Desk, Lot
from sitegen.store.store import Store
from sitegen.store.trace import Made


class Due(NamedTuple):
    """What may have to be rendered, and what is known of the published files."""

    lots: list[Lot]
    bases: dict[str, str]
    """Of every scope, by its name."""
    before: dict[str, str]
    """The same of the last build."""
    published: dict[str, Made]
    """The files of the singles."""
    damage: Mapping[str, str]
    """What is wrong with published files."""


def find_damage(
    store: Store, output: Path, signatures: Mapping[str, str], *, thorough: bool
) -> dict[str, str]:
    """What is wrong with published files, by file; `thorough` reads those that stat says stand."""
    damage: dict[str, str] = {}
    root = f"{output}/"
    for file, known in signatures.items():
        seen = publish.signature(root + file)
        if seen != known:
            damage[file] = "its file was altered" if seen else "its file is missing"
    whole = signatures.keys() - damage.keys() if thorough else ()
    for file, made in store.outputs(whole).items():
        if fingerprint.of_bytes((output / file).read_bytes()) != made.trace.content:
            damage[file] = "its file was altered"
    return damage


def what_is_due(
    planned: Plan,
    desk: Desk,
    store: Store,
    signatures: Mapping[str, str],
    damage: Mapping[str, str],
) -> Due:
    """Find what is due, by scopes."""
    before = store.bases()
    bases: dict[str, str] = dict(before) if planned.partial else {}
    names: dict[Scope, str] = {}
    for scope, basis in planned.bases.items():
        name = names[scope] = " ".join((scope.kind, *scope.key))
        template = PLANNERS[scope.kind].template
        mark = desk.templates[template] if template else ""
        bases[name] = fingerprint.of_text(f"{basis} {mark} {desk.program}")
    due = {scope for scope, name in names.items() if before.get(name) != bases[name]}
    files: dict[Scope, list[str]] = {}
    for file, scope in planned.scopes.items():
        if scope in due or file in damage or file not in signatures:
            files[scope] = []
    for file, scope in planned.scopes.items() if files else ():
        if scope in files:
            files[scope].append(file)
    published = store.outputs([file for found in files.values() for file in found])
    lots = [
        Lot(
            scope,
            len(found),
            {file: published[file] for file in found if file in published},
            {file: damage[file] for file in found if file in damage},
        )
        for scope, found in sorted(files.items(), key=lambda lot: _turn(lot[0]), reverse=True)
    ]
    return Due(lots, bases, before, store.outputs(planned.singles), damage)


def _turn(scope: Scope) -> tuple[bool, str]:
    """What has a month in common shows the same articles, and is best rendered together.

    What has none takes longest, such as a feed, and is begun first, or all would wait for it.
    """
    month = next((part[:7] for part in scope.key if part[:1].isdigit()), "")
    return not month, month
