"""Hypothesis strategies: texts, dates, articles and all that a site is made of."""

from __future__ import annotations

from hypothesis import strategies as st

from sitegen.dates import UNKNOWN, PartialDate
from sitegen.model.article import Article, Source
from sitegen.model.elements import Card, Html
from sitegen.plan.feeds import Entry, Feed
from sitegen.text.direction import contained
from sitegen.wire.input.decode import decode

CODES = ("EG", "IR", "IL", "PS", "RU", "US", "GB", "CI", "XK", "KP")
NASTY = (
    "<b>bold</b>",
    "\"double\" and 'single'",
    "a ]]> b",
    "&amp; & &lt;",
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "مصر وإيران",
    "e\u0301 \u202e \U0001f30d",
    'href="/x" src="/y"',
    "tabs\tand\u00a0spaces",
)
"""Texts that break what was glued together by hand."""


def _clean(text: str) -> str:
    """A text as reading leaves it: without what XML 1.0 forbids, on one line."""
    return contained(" ".join(decode(b"x " + text.encode()).text.split()[1:]))


# Reading removes U+007F to U+009F, and warns of U+FFFD.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd").filter(
    lambda character: not "\x7f" <= character < "\xa0"
)
CLEAN_TEXTS = (st.text(_CHARACTERS, max_size=60) | st.sampled_from(NASTY)).map(_clean)
TITLES = CLEAN_TEXTS.filter(bool)
IDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)

YEARS = st.integers(1970, 2100)
MONTHS = st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12))
DAYS = st.builds("{}-{:02}".format, MONTHS, st.integers(1, 28))
TIMES = st.builds("{:02}:{:02}:{:02}".format, st.integers(0, 23), *[st.integers(0, 59)] * 2)
ZONES = st.sampled_from(["+00:00", "+02:00", "-05:00", "+05:45"])
MOMENTS = st.builds("{}T{}{}".format, DAYS, TIMES, ZONES)
DATES = st.just(UNKNOWN) | (MONTHS | DAYS | MOMENTS).map(PartialDate)
"""Dates of every precision, and none."""

COUNTRIES = st.lists(st.sampled_from(CODES), unique=True, max_size=4).map(tuple)
SOURCES = st.none() | st.builds(Source, TITLES, st.sampled_from(["", "https://example.org/a?b&c"]))

ARTICLES = st.builds(
    Article, id=IDS, slug=SLUGS, title=TITLES, date=DATES, countries=COUNTRIES, source=SOURCES
)
ARTICLE_LISTS = st.lists(ARTICLES, unique_by=lambda article: article.id, max_size=12)
CARDS = st.builds(Card, SLUGS, TITLES, DATES, CLEAN_TEXTS, COUNTRIES, SOURCES)


@st.composite
def feeds(draw: st.DrawFn, format: str) -> tuple[Feed, dict[str, str]]:
    """A feed of some entries, with the bodies that they show."""
    entries = draw(
        st.lists(
            st.builds(
                Entry,
                guid=SLUGS.map("tag:digest.example.org,2024:{}".format),
                url=SLUGS.map("/2024/12/{}/".format),
                title=TITLES,
                date=DATES,
                updated=st.just(UNKNOWN) | DAYS.map(PartialDate),
                summary=CLEAN_TEXTS,
                body=st.sampled_from(["plain", "empty", "linked", "odd"]).map(Html),
                countries=COUNTRIES,
                topics=st.lists(TITLES, max_size=2).map(tuple),
                source=SOURCES,
                lang=st.sampled_from(["", "fr"]),
            ),
            unique_by=lambda entry: entry.guid,
            max_size=5,
        )
    )
    bodies = {
        "plain": "<p>Ministers met &amp; talked.</p>\n",
        "empty": "",
        "linked": '<p><a href="/about/">About</a></p>\n',
        "odd": "<p>A ]]&gt; B\u2028\tC &quot;D&quot; ' \U0001f30d</p>\n",
    }
    title, description = draw(TITLES), draw(TITLES)
    feed = Feed("/feed", format, "tag:digest.example.org,2024:feed", title, description, "/", ())
    return feed._replace(entries=tuple(entries)), bodies
