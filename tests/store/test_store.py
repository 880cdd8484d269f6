"""The store: what was put there comes back, however it is asked for."""

from __future__ import annotations

from pathlib import Path

from sitegen.store.store import Store
from sitegen.store.trace import Made, Trace


def test_outputs_are_the_same_looked_for_one_by_one_or_all_at_once(tmp_path: Path) -> None:
    made = {
        f"{number}/index.html": Made(Trace(f"d{number}", "t", "p", f"c{number}"), f"s{number}")
        for number in range(1200)
    }
    store = Store(tmp_path / "store.db")
    store.save_outputs(made)
    files = [*made, "never/made.html", "0/index.html"]
    for wanted in (files[:3], files[1190:], files, files[::2]):
        assert store.outputs(wanted) == {file: made[file] for file in wanted if file in made}
    store.close()
