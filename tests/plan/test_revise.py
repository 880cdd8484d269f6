"""Where little has changed, the plan of what is due is that of a plan made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config
from sitegen.content.entry import parse
from sitegen.digest.choose import assemble, choose
from sitegen.digest.edition import Edition
from sitegen.digest.organise import organise
from sitegen.model.changes import Changes
from sitegen.plan import plan, revise

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DATES = ["", "2024-11", "2024-11-30", "2024-12-01", "2024-12-01T23:30Z"]
COUNTRIES = ["[]", "[EG]", "[EG, IR]", "[IR, EG, PS]", "[RU]"]
heads = st.lists(
    st.tuples(st.sampled_from(DATES), st.sampled_from(COUNTRIES)), min_size=1, max_size=12
)


def edition(
    heads: list[tuple[str, str]], bodies: Mapping[int, str], pair_minimum: int = 1
) -> Edition:
    """A digest of reports with these dates and countries, and the bodies of some."""
    parsed = {}
    for number, (date, countries) in enumerate(heads):
        path = f"articles/report-{number}.md"
        fields = f"title: Report\nsummary: Short.\ndate: {date}\ncountries: {countries}\n"
        fields += "mentions: [RU, FR]\n" if number % 2 else ""
        body = bodies.get(number, "Ministers met.")
        text = f"---\n{fields}---\n{body}\n"
        [(parsed[path], _)] = parse([(path, text.encode())], "UTC")
    config = Config(pair_minimum=pair_minimum, feed_size=3)
    choice = choose(parsed, config, NOW, drafts=False)
    digest = organise(choice.articles.values())
    return assemble(choice, digest, parsed, config, ()).edition


@given(heads, st.data())
def test_a_revised_plan_holds_all_that_a_new_one_would_find_due(
    heads: list[tuple[str, str]], data: st.DataObject
) -> None:
    edited = data.draw(st.sets(st.sampled_from(range(len(heads)))))
    before = plan(edition(heads, {}))
    after = edition(heads, dict.fromkeys(edited, "Ministers met again."))
    new = plan(after)
    revised = revise(after, [f"articles/report-{number}.md" for number in edited], before.files)
    due = {scope for scope, basis in new.bases.items() if basis != before.bases[scope]}
    assert due <= revised.bases.keys()
    assert revised.bases.items() <= new.bases.items()
    assert revised.scopes.items() <= new.scopes.items()
    assert revised.files == new.files


@given(heads, heads, st.data())
def test_what_added_articles_leave_alone_stands(
    heads: list[tuple[str, str]], more: list[tuple[str, str]], data: st.DataObject
) -> None:
    edited = data.draw(st.sets(st.sampled_from(range(len(heads)))))
    minimum = data.draw(st.sampled_from([1, 3]))
    before = plan(edition(heads, {}, minimum))
    bodies = dict.fromkeys(edited, "Ministers met again.")
    after = edition([*heads, *more], bodies, minimum)
    changes = Changes(paths(edited), paths(range(len(heads), len(heads + more))))
    new = plan(after)
    found = plan(after, changes)
    assert found._replace(bases=new.bases, partial=False) == new
    assert found.bases.items() <= new.bases.items()
    if found.partial:
        due = {scope for scope, basis in new.bases.items() if before.bases.get(scope) != basis}
        assert due <= found.bases.keys()


def test_little_is_looked_at_for_a_report_added() -> None:
    """A law of sets alone would hold for a plan that always looks at everything."""
    heads = [(f"2024-{month:02}-{day:02}", "[EG, IR]") for month in (10, 11) for day in range(1, 9)]
    after = edition([*heads, ("2024-11-04", "[EG]")], {})
    found = plan(after, Changes((), paths([len(heads)])))
    assert found.partial
    days = {scope.key for scope in found.bases if scope.kind == "articles"}
    assert days == {("2024-11-04",), ("2024-11-05",)}  # its own, and the one that it leads to
    assert len(found.bases) < len(plan(after).bases) / 2


def paths(numbers: Iterable[int]) -> tuple[str, ...]:
    """The paths of reports by their numbers."""
    return tuple(f"articles/report-{number}.md" for number in sorted(numbers))
