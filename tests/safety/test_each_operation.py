"""Each single operation on a file fails in turn: the site stays whole, and the next build is clean.

A build runs in a process of its own, which Python asks before each such operation (PEP 578).
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator, Sequence

import pytest

from sitegen.problems import BuildFailed
from sitegen.publish.manifest import MANIFEST, STAGE
from tests.conftest import SiteFolder
from tests.safety.conftest import Tree

WATCHED = frozenset(
    {
        *("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir"),
        *("os.truncate", "os.chmod", "os.link", "os.symlink", "shutil.rmtree", "sqlite3.connect"),
    }
)
DONE, TOLD, CRASHED, NEVER = range(4)
"""How a build ends: well, with a problem told, with a traceback, or before the operation came."""


FAULTS = (errno.EIO, errno.EACCES, errno.ENOSPC)


def build_with_fault(site: SiteFolder, number: int, fault: int) -> int:
    """Build in a process whose n-th operation on a file of the site fails; how it ends."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    passed = -1

    def ask(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal passed
        paths = (str(path) for path in arguments[:2] if isinstance(path, str | os.PathLike))
        if event in WATCHED and any(path.startswith(str(site.root)) for path in paths):
            passed += 1
            if passed == number:
                raise OSError(fault, os.strerror(fault), str(arguments[0]))

    code = CRASHED
    try:
        sys.addaudithook(ask)
        site.build()
        code = DONE
    except BuildFailed:
        code = TOLD
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(NEVER if passed < number and code == DONE else code)


def unknown(now: Tree, versions: Sequence[Tree]) -> Iterator[str]:
    """Published files that are of none of these versions of a site."""
    for file, data in now.items():
        known = [version[file] for version in versions if file in version]
        if file != MANIFEST and not file.startswith(f"{STAGE}/") and data not in known:
            yield file


def edit(site: SiteFolder, version: int) -> None:
    """Turn a site into one of two: pages new, changed, gone, and a file in one's place."""
    notes, page = site.root / "static/root/notes", site.root / "content/pages/notes.md"
    ferry, grain = (site.root / f"content/articles/{name}.md" for name in ("ferry", "grain"))
    for file in (notes, page, ferry, grain):
        file.unlink(missing_ok=True)
    if version:
        site.article("talks.md", "Anew.", title="Talked", date="2024-12-20", countries="[EG, TR]")
        site.article("ferry.md", title="Ferry", date="2023-05-02", countries="[OM]")
        site.write("content/pages/notes.md", "# Notes\n\nWords.")
    else:
        site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG, IR]")
        site.article("grain.md", title="Grain", date="2024-11-02", countries="[EG]")
        site.write("static/root/notes", "plain")


@pytest.mark.parametrize("built", [True, False])
def test_each_operation_fails_in_turn(site: SiteFolder, built: bool) -> None:
    versions = []
    for version in (1, 0):
        site.forget()
        edit(site, version)
        site.build()
        versions.insert(0, site.tree())
    now, ends = 0, []
    while NEVER not in ends:
        if not built:
            site.forget()
        edit(site, 1 - now)
        ends.append(build_with_fault(site, len(ends), FAULTS[len(ends) % len(FAULTS)]))
        now = 1 - now
        left = site.tree() if site.public.exists() else {}
        assert list(unknown(left, versions if built else [versions[now]])) == [], len(ends)
        site.build()
        assert site.tree() == versions[now], len(ends)
    assert CRASHED not in ends
    assert ends.count(TOLD) > len(ends) // 2
