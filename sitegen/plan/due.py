"""What is due: scopes made from other things than before, and those with a file amiss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sitegen import fingerprint
from sitegen.plan import Plan
from sitegen.publish.standing import Standing
from sitegen.store.store import Store
from sitegen.store.trace import Made


class Job(NamedTuple):
    """A subject whose pages are to be made, and what is known of their files."""

    kind: str
    """The name of its kind."""
    subject: tuple[Any, ...]
    template: str
    """The fingerprint of its template, "" for none."""
    files: tuple[str, ...]
    published: dict[str, Made]
    """Those of its files that stand published."""
    damage: dict[str, str]
    """What is wrong with them, by file."""


class Due(NamedTuple):
    """What is to be made, and the fingerprints of all scopes there are."""

    jobs: tuple[Job, ...]
    scopes: frozenset[str]


def what_is_due(
    plan: Plan, templates: Mapping[str, str], program: str, store: Store, standing: Standing
) -> Due:
    """Find what is due. `templates` are the fingerprints of templates by their names, `program`
    is that of all else that every page depends on.
    """
    before = store.scopes()
    broken = (plan.files - standing.signatures.keys()) | standing.damage.keys()
    found: set[str] = set()
    due = []
    for scope in plan.scopes:
        template = templates.get(scope.kind.template, "")
        key = fingerprint.of_value((scope.kind.name, template, program, scope.subject))
        found.add(key)
        if key not in before or (broken and not broken.isdisjoint(scope.files)):
            due.append((scope, template))
    published = store.outputs([file for scope, _ in due for file in scope.files])
    jobs = tuple(
        Job(
            kind=scope.kind.name,
            subject=scope.subject,
            template=template,
            files=scope.files,
            published={file: published[file] for file in scope.files if file in published},
            damage={file: standing.damage[file] for file in scope.files if file in standing.damage},
        )
        for scope, template in due
    )
    return Due(jobs, frozenset(found))
