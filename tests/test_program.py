"""The program's fingerprint: what it draws on."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from sitegen.program import versions


def test_versions_are_those_of_the_installed_packages() -> None:
    packages = ("jinja2", "markdown-it-py", "pyyaml", "python-slugify", "feedgen")
    found = versions(packages)
    assert [text.removesuffix(".dist-info") for text in found] == list(
        map(metadata.version, packages)
    )


def test_the_package_that_python_would_take_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Jinja2-99.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "missing"), *sys.path, str(tmp_path)])
    assert not versions(("jinja2",))[0].startswith("99")
    monkeypatch.syspath_prepend(tmp_path)
    assert versions(("jinja2",))[0].startswith("99")


def test_a_package_that_tells_its_version_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "carrier_pigeon.egg-info").mkdir()
    (tmp_path / "carrier_pigeon.egg-info" / "PKG-INFO").write_text("Version: 3.1\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert versions(("carrier-pigeon",)) == ["3.1"]
