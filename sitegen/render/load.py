"""The theme of a project: its templates and static files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.content.assets import Assets, fingerprinted, read_static
from sitegen.model.site import Site
from sitegen.package import folders
from sitegen.problems import Problem
from sitegen.render.templates import Templates, read_templates
from sitegen.render.theme import ThemeSettings
from sitegen.store.store import Store


class LoadedTheme(NamedTuple):
    """What pages are rendered with, before it is known what the site will say of itself."""

    project: str
    places: tuple[str, ...]
    """The folders of templates."""
    assets: Assets
    templates: Templates

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with templates and static files."""
        return (*self.assets.problems, *self.templates.problems)

    def settings(self, site: Site, program: str) -> ThemeSettings:
        """What every process makes its theme from."""
        assets = tuple(sorted(self.assets.addresses.items()))
        return ThemeSettings(
            folders=self.places,
            site=site,
            assets=assets,
            templates=self.templates.all,
            program=program,
            project=self.project,
        )


def load_theme(project: Path, seen: str, store: Store) -> LoadedTheme:
    """Read a project's theme; `seen` is how stat sees its templates, "" for too fresh to trust."""
    static = read_static(folders(project, "static"))
    assets = fingerprinted(static.data)
    assets = assets._replace(problems=(*static.problems, *assets.problems))
    places = folders(project, "templates")
    templates = read_templates(places, assets.addresses, seen, store)
    return LoadedTheme(str(project), tuple(map(str, places)), assets, templates)
