"""Names of countries and places as we have decided them, for `make_countries.py`.

**A slug never changes**, whatever happens to a name.
"""

from __future__ import annotations

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
