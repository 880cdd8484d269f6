"""The table of countries: codes, slugs, names, and what an editor may write."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sitegen.countries import by_slug, countries, country, resolve, suggest
from sitegen.countries.lexicon import lexicon
from sitegen.countries.table import Country


def test_every_country_of_iso_3166_and_kosovo() -> None:
    codes = [c.code for c in countries()]
    assert len(codes) == len(set(codes)) == 250
    assert {"EG", "IR", "PS", "TW", "XK", "VA", "US"} <= set(codes)


def test_countries_are_sorted_by_name_without_accents() -> None:
    names = [c.name for c in countries()]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names.index("Côte d'Ivoire") == names.index("Costa Rica") + 1


@pytest.mark.parametrize(
    ("code", "slug", "name", "region"),
    [
        ("EG", "egypt", "Egypt", "North Africa"),
        ("IR", "iran", "Iran", "Middle East"),
        ("US", "united-states", "United States", "North America"),
        ("GB", "united-kingdom", "United Kingdom", "Europe"),
        ("CI", "cote-divoire", "Côte d'Ivoire", "Sub-Saharan Africa"),
        ("TR", "turkey", "Türkiye", "Middle East"),
        ("PS", "palestine", "Palestine", "Middle East"),
        ("CD", "dr-congo", "DR Congo", "Sub-Saharan Africa"),
        ("CZ", "czechia", "Czechia", "Europe"),
        ("KP", "north-korea", "North Korea", "East Asia"),
        ("XK", "kosovo", "Kosovo", "Europe"),
        ("VI", "us-virgin-islands", "U.S. Virgin Islands", "Caribbean"),
    ],
)
def test_slugs_and_names(code: str, slug: str, name: str, region: str) -> None:
    found = country(code)
    assert (found.slug, found.name, found.region) == (slug, name, region)
    assert by_slug(slug) == found


def test_slugs_are_plain_and_unique() -> None:
    slugs = [c.slug for c in countries()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def test_unknown_codes_and_slugs() -> None:
    with pytest.raises(KeyError):
        country("ZZ")
    assert by_slug("atlantis") is None


def test_a_country_is_frozen() -> None:
    with pytest.raises(AttributeError):
        country("EG").name = "Misr"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EG", "EG"),
        ("eg", "EG"),
        (" Egypt ", "EG"),
        ("egypt", "EG"),
        ("united-states", "US"),
        ("U.S.", "US"),
        ("usa", "US"),
        ("the United States", "US"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("Côte d’Ivoire", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Ivory Coast", "CI"),
        ("Turkey", "TR"),
        ("Turkiye", "TR"),
        ("Burma", "MM"),
        ("UK", "GB"),
        ("Scotland", "GB"),
        ("Gaza", "PS"),
        ("Holy See", "VA"),
        ("DRC", "CD"),
        ("St. Lucia", "LC"),
        ("St Lucia", "LC"),
        ("Trinidad & Tobago", "TT"),
        ("XK", "XK"),
        ("Frnace", None),
        ("", None),
        ("…", None),
    ],
)
def test_resolve(text: str, code: str | None) -> None:
    assert resolve(text) == code


@pytest.mark.parametrize(
    ("typo", "name"),
    [
        ("Frnace", "France"),
        ("Eygpt", "Egypt"),
        ("Untied States", "United States"),
        ("Turky", "Türkiye"),
        ("Irna", "Iran"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_suggest(typo: str, name: str | None) -> None:
    assert suggest(typo) == name


def test_every_name_code_slug_and_alias_resolves() -> None:
    for found in countries():
        assert resolve(found.code) == resolve(found.name) == resolve(found.slug) == found.code
        for alias in found.aliases:
            assert resolve(alias) is not None


def lines(name: str) -> list[str]:
    text = files("sitegen.countries").joinpath(name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_generated_tables_have_the_generator_s_format() -> None:
    codes = {c.code for c in countries()}
    rows = [line.split("\t") for line in lines("countries.tsv")]
    assert [row[0] for row in rows] == sorted(codes)
    assert all(len(row) == len(Country._fields) for row in rows)
    places = [line.split("\t") for line in lines("places.tsv")]
    assert [row[0] for row in places] == sorted({row[0] for row in places})
    for term, kind, code in places:
        assert kind in {"name", "capital", "city", "town"}
        assert code in codes
        assert term == term.lower().strip()
        assert term.isascii()


def test_geonames_is_credited() -> None:
    text = files("sitegen.countries").joinpath("places.tsv").read_text(encoding="utf-8")
    assert "GeoNames" in text
    assert "CC BY 4.0" in text


def test_terms_kept_by_hand_name_known_countries() -> None:
    codes = {c.code for c in countries()}
    for text, term in lexicon().terms.items():
        assert text == term.text
        assert codes.issuperset(term.codes)
        assert bool(term.codes) == (term.kind != "nothing")


def test_the_owners_of_the_data_are_named() -> None:
    notice = files("sitegen.countries").joinpath("NOTICE").read_text(encoding="utf-8")
    for words in ("GeoNames", "creativecommons.org/licenses/by/4.0", "UNICODE LICENSE V3"):
        assert words in notice
    pyproject = Path(__file__).resolve().parents[2] / "pyproject.toml"
    licences = tomllib.loads(pyproject.read_text("utf-8"))["project"]["license-files"]
    root = pyproject.parent
    named = {path.relative_to(root).as_posix() for glob in licences for path in root.glob(glob)}
    assert named == {"LICENSE", "sitegen/countries/NOTICE"}
