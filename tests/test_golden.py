"""Pages and files of one small site, whole: a change of a template shows as a change of these."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sitegen.build import Options, build
from tests.conftest import GOLDEN, Golden

EXPECTED = (
    "2024/12/egypt-will-send-second-dredger-western-harbour/index.html",
    "2024/12/index.html",
    "2024/12/port-talks/index.html",
    "_redirects",
    "countries/egypt/index.html",
    "feed.xml",
    "feeds.opml",
    "index.html",
    "pairs/egypt-greece/index.html",
    "sitemap-2024-12.xml",
    "sitemap.xml",
    "sources/reuters/index.html",
)


def test_the_files_of_a_small_site(tmp_path: Path, golden: Golden) -> None:
    root = tmp_path / "site"
    shutil.copytree(GOLDEN / "site", root)
    build(root, Options(now=datetime(2025, 1, 1, tzinfo=UTC), jobs=1, strict=True))
    texts = {file: (root / "public" / file).read_text("utf-8") for file in EXPECTED}
    golden.folder("published", texts)
