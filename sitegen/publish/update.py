"""What was rendered, put in the place of what stands there, and noted in the store."""

from __future__ import annotations

from collections.abc import Collection
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


def update(
    output: Path,
    stage: Stage,
    store: Store,
    plan: Manifest,
    rendered: Collection[Rendered],
    standing: Standing,
) -> Update:
    """Put in place what differs, remove what is not planned, note both.

    Raises BuildFailed where something prevents it, before anything is replaced.
    """
    changed = {one.file: one.signature for one in rendered if one.signature}
    same = {
        one.file: Made(one.trace, standing.signatures[one.file])
        for one in rendered
        if not one.signature
    }
    before = read_manifest(output)
    ours = before.files.union(standing.files, (MANIFEST,))
    stale = sorted(ours - plan.files)
    new = [file for file in changed if file not in standing.signatures]
    if found := obstacles(output, new, changed, stale, ours):
        raise BuildFailed(found)
    there = [file for file in stale if signature(f"{output}/{file}")]
    replacement = Replacement(changed=changed, new=new, stale=stale, before=before, after=plan)
    settled = publish(output, stage, replacement)
    traces = {one.file: one.trace for one in rendered}
    store.save_signatures(standing.moved)
    store.save_outputs({file: Made(traces[file], settled[file]) for file in changed} | same)
    store.remove_outputs(stale)
    return Update(sorted(changed), there)
