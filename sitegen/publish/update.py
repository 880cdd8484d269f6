"""What was rendered, put in the place of what stands there, and noted in the store."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from sitegen.problems import BuildFailed
from sitegen.publish.folder import in_the_way, signature
from sitegen.publish.manifest import MANIFEST, read_manifest
from sitegen.publish.replace import publish
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
    files: frozenset[str],
    rendered: Collection[Rendered],
    standing: Standing,
) -> Update:
    """Put in place what differs, remove what is not among `files`, note both.

    Raises BuildFailed where something else's stands in the way.
    """
    changed = {one.file: one.signature for one in rendered if one.signature}
    same = {
        one.file: Made(one.trace, standing.signatures[one.file])
        for one in rendered
        if not one.signature
    }
    listed = read_manifest(output)
    ours = listed.union(standing.files, (MANIFEST,))
    stale = sorted(ours - files - {MANIFEST})
    new = [file for file in changed if file not in standing.signatures]
    if foreign := in_the_way(output, new, ours):
        raise BuildFailed(foreign)
    there = [file for file in stale if signature(f"{output}/{file}")]
    settled = publish(output, stage, changed, files, stale, listed)
    traces = {one.file: one.trace for one in rendered}
    store.save_signatures(standing.moved)
    store.save_outputs({file: Made(traces[file], settled[file]) for file in changed} | same)
    store.remove_outputs(stale)
    return Update(sorted(changed), there)
