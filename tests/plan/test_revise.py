"""Where only bodies have changed, the plan of what is due is that of a plan made anew."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from sitegen.assets import fingerprinted
from sitegen.config import Config
from sitegen.content.entry import parse
from sitegen.organise import organise
from sitegen.plan import plan, revise
from sitegen.plan.assemble import assemble, choose
from sitegen.plan.edition import Edition

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DATES = ["", "2024-11", "2024-11-30", "2024-12-01", "2024-12-01T23:30Z"]
COUNTRIES = ["[]", "[EG]", "[EG, IR]", "[IR, EG, PS]", "[RU]"]
heads = st.lists(
    st.tuples(st.sampled_from(DATES), st.sampled_from(COUNTRIES)), min_size=1, max_size=12
)


def edition(heads: list[tuple[str, str]], bodies: dict[int, str]) -> Edition:
    """A digest of reports with these dates and countries, and the bodies of some."""
    parsed = {}
    for number, (date, countries) in enumerate(heads):
        path = f"articles/report-{number}.md"
        fields = f"title: Report\nsummary: Short.\ndate: {date}\ncountries: {countries}\n"
        body = bodies.get(number, "Ministers met.")
        text = f"---\n{fields}---\n{body}\n"
        [(parsed[path], _)] = parse([(path, text.encode())], "UTC")
    config = Config(pair_minimum=1, feed_size=3)
    choice = choose(parsed, config, NOW, drafts=False)
    digest = organise(choice.articles.values())
    return assemble(choice, digest, parsed, config, fingerprinted({})).edition


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
