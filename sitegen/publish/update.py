"""What was rendered, put in the place of what stands there, and noted in the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.problems import BuildFailed
from sitegen.publish.folder import signature
from sitegen.publish.manifest import MANIFEST, Manifest, read_manifest
from sitegen.publish.obstacles import obstacles
from sitegen.publish.replace import Replacement, publish
from sitegen.publish.stage import Stage
from sitegen.publish.standing import Standing
from sitegen.store.store import Store
from sitegen.store.trace import Made, Rendered


class Update(NamedTuple):
    """What changed in the output folder, by paths in it."""

    written: list[str]
    removed: list[str]
    """Those of the stale files that were there."""
    stale: list[str]
    made: Mapping[str, Made]
    """What to note of files, whether they were replaced or stood as they are."""


def update(
    output: Path,
    stage: Stage,
    plan: Manifest,
    rendered: Collection[Rendered],
    standing: Standing,
) -> Update:
    """Put in place what differs, and remove what is not planned.

    Raises BuildFailed where something prevents it, before anything is replaced.
    """
    changed = {one.file: one.signature for one in rendered if one.signature}
    same = {
        one.file: Made(one.trace, standing.signatures[one.file])
        for one in rendered
        if not one.signature
    }
    ours = read_manifest(output).files.union(standing.files, (MANIFEST,))
    stale = sorted(ours - plan.files)
    new = [file for file in changed if file not in standing.signatures]
    if found := obstacles(output, new, changed, stale, ours):
        raise BuildFailed(found)
    there = [file for file in stale if signature(f"{output}/{file}")]
    replacement = Replacement(changed=changed, new=new, stale=stale, after=plan)
    settled = publish(output, stage, replacement)
    traces = {one.file: one.trace for one in rendered}
    made = {file: Made(traces[file], settled[file]) for file in changed} | same
    return Update(written=sorted(changed), removed=there, stale=stale, made=made)


def note(store: Store, update: Update, standing: Standing) -> None:
    """Have the store know of the files as they now are."""
    store.save_signatures(standing.moved)
    store.save_outputs(update.made)
    store.remove_outputs(update.stale)
