"""How many files a build makes is bounded by what was put in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config
from sitegen.countries import MOST_ABOUT, countries
from sitegen.dates import PartialDate
from sitegen.digest.edition import Edition
from sitegen.digest.organise import organise, pairs_of
from sitegen.model.article import Article, Source
from sitegen.plan import planned
from tests.conftest import SiteFolder
from tests.strategies import MONTHS, SOURCES

CODES = [found.code for found in countries()]
FEW = st.lists(st.sampled_from(CODES), unique=True, max_size=MOST_ABOUT)
MANY = st.integers(0, len(CODES)).map(lambda number: CODES[:number])
FILED = (FEW | MANY | st.just(CODES)).map(tuple)
REPORTS = st.lists(
    st.tuples(FILED, st.just("") | st.just("2024-12") | MONTHS, SOURCES), max_size=12
)


def edition(reports: list[tuple[tuple[str, ...], str, Source | None]], config: Config) -> Edition:
    """What is published of some reports, given by their countries, dates and sources."""
    articles = {}
    for number, (codes, date, source) in enumerate(reports):
        id, path = f"r{number}", f"articles/r{number}.md"
        articles[path] = Article(
            id, id, id, PartialDate(date), countries=codes, source=source, path=path
        )
    references = {path: path for path in articles}
    return Edition(config, organise(articles.values()), articles, references, {})


@given(REPORTS, st.integers(1, 3), st.integers(1, 60))
def test_files_grow_with_articles_and_with_the_countries_of_each(
    reports: list[tuple[tuple[str, ...], str, Source | None]], minimum: int, size: int
) -> None:
    """The bound is the one in docs/architecture.md."""
    formats = ("rss", "atom", "json")
    config = Config(pair_minimum=minimum, list_size=size, feed_formats=formats)
    plan = planned(edition(reports, config))
    filed = sum(len(codes) for codes, _, _ in reports)
    assert len(plan.files) <= 15 + 6 * len(reports) + 10 * filed


@given(FILED)
def test_an_article_is_in_no_more_pairs_than_a_few_countries_make(codes: tuple[str, ...]) -> None:
    pairs = pairs_of(Article("a", "a", "A", countries=codes))
    assert len(pairs) <= (MOST_ABOUT - 1) / 2 * len(codes)


def test_two_roll_calls_make_a_few_files(site: SiteFolder) -> None:
    names = ", ".join(found.name for found in countries()[:130])
    for number in (1, 2):
        head = f"Title: Vote {number} on the budget\nDate: 2024-12-2{number}\n\n"
        text = f"{head}Delegates from {names} voted on Monday.\n"
        site.write(f"content/articles/r{number}.txt", text)
    assert site.build().planned < 30


def test_of_an_article_filed_under_many_countries_no_pairs_are_made(site: SiteFolder) -> None:
    for name in ("a", "b"):
        codes = ", ".join(CODES[:120])
        site.article(f"{name}.md", title=name, date="2024-12-20", countries=f"[{codes}]")
    report = site.build()
    assert [file for file in site.tree() if file.startswith("pairs/")] == ["pairs/index.html"]
    assert [str(problem) for problem in report.problems] == [
        f"content/articles/{name}.md:4: warning: countries: are 120, so it stands on no page of "
        "two of them; pairs are made of up to 8; write those it only names into mentions:"
        for name in ("a", "b")
    ]
