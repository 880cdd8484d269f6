"""Mistakes in content and templates, where workers find them: the site stays exactly as it was."""

from __future__ import annotations

import pytest

from sitegen.publish.folder import signature
from tests.safety.conftest import Newsroom, Running, files_of


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("content/articles/n7.md", "---\ntitel: A\n---\nText.\n", "content/articles/n7.md:2: "),
        ("content/articles/n7.md", "See [this](none.md).\n", "content/articles/n7.md:1: "),
        ("templates/article.html", "{{ page.nothing }}", "templates/article.html:1: "),
        ("templates/month.html", "{% if %}", "templates/month.html:1: "),
        ("sitegen.toml", "title = \n", "sitegen.toml:1: "),
    ],
)
def test_the_site_stays_exactly_as_it_was(
    newsroom: Newsroom, path: str, text: str | bytes, told: str
) -> None:
    newsroom.build()

    def seen() -> dict[str, str]:
        return {str(file): signature(str(file)) for file in files_of(newsroom.site.public)}

    before = seen()
    newsroom.turn()
    good = newsroom.site.root / path
    kept = good.read_bytes() if good.exists() else None
    newsroom.site.write(path, text)
    running = Running(newsroom.site)
    assert running.end() == 1
    assert running.said == ""
    errors = [line for line in running.complained.splitlines() if ": warning: " not in line]
    assert errors
    assert all(line.startswith(told) for line in errors)
    assert "Traceback" not in running.complained
    assert seen() == before
    good.unlink() if kept is None else good.write_bytes(kept)
    newsroom.build()
