"""Where templates and static files are: the project's own first, then the package's."""

from __future__ import annotations

from pathlib import Path


def package_folder(name: str) -> Path:
    """Where the package's own templates or static files are: inside the wheel, or the checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def folders(project: Path, name: str) -> tuple[Path, ...]:
    """The folders of a name, the project's before the package's."""
    own = project / name
    return tuple(dict.fromkeys(folder for folder in (own, package_folder(name)) if folder.is_dir()))
