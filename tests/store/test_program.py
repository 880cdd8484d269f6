"""The program's fingerprint: what it draws on."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from sitegen.store.program import versions


def test_versions_are_those_of_the_installed_packages() -> None:
    packages = ("jinja2", "markdown-it-py", "pyyaml", "python-slugify", "feedgen")
    assert versions(packages) == list(map(metadata.version, packages))


def test_a_version_beside_another_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installer can leave the older one's folder behind."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "missing"), str(tmp_path), *sys.path])
    (tmp_path / "Jinja2-98.dist-info").mkdir()
    before = versions(("jinja2",))
    (tmp_path / "Jinja2-99.dist-info").mkdir()
    assert before != versions(("jinja2",))


def test_a_package_that_tells_its_version_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "carrier_pigeon.egg-info").mkdir()
    (tmp_path / "carrier_pigeon.egg-info" / "PKG-INFO").write_text("Version: 3.1\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert versions(("carrier-pigeon",)) == ["3.1"]
