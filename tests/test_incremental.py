"""After any sequence of changes, an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sitegen.build import Options, Report, build
from sitegen.package import package_folder
from sitegen.problems import BuildFailed

NAMES = st.sampled_from([f"report-{number}" for number in range(8)])
TITLES = st.sampled_from(["Talks open", "Talks end", "A <b>bold</b> plan & more", "Übergabe"])
WORDS = st.sampled_from(
    [
        *("Ministers met.", "Talks went on in *Cairo*.", "> Quoted.\n\nEnd.", ""),
        "See [it](report-1.md).\n\n## How\n\n[Up](#how)",
    ]
)
RAW = st.sampled_from(
    [
        "date 2024-12-20 An envoy of Egypt received his Iranian counterpart in Cairo on Thursday to"
        " talk about shipping in the Red Sea.\n\nBoth sides asked for calm. (MENA)\n",
        "MOSCOW, Nov. 3 2024 (TASS) - Ministers of Russia and Egypt opened a port on Sunday.\n",
        "Ministers met to talk about grain, and nobody says where or when that was.\n",
    ]
)
FIELDS = {
    "title": TITLES,
    "date": st.sampled_from(
        ["", "2024-11", "2024-11-30", "2024-12-01", "2024-12-01T23:30Z", "2030-01"]
    ),
    "updated": st.sampled_from(["", "2024-12-02", "2025-01-01 10:00"]),
    "dateline": st.sampled_from(["", "Moscow"]),
    "countries": st.sampled_from(
        ["", "[]", "[EG]", "[EG, IR]", "[IR, EG, PS]", "[RU]", "[FR, PS]"]
    ),
    "mentions": st.sampled_from(["", "[]", "[RU, FR]", "[EG]"]),
    "summary": st.sampled_from(["", "What came of it.", "A <b>bold</b> word & more"]),
    "source": st.sampled_from(["", "MENA", "Harbour Desk"]),
    "source_url": st.sampled_from(["", "https://mena.example/a?b&c"]),
    "topics": st.sampled_from(["", "[trade]", "trade, food"]),
    "people": st.sampled_from(["", "[Ali Farag]", "{name: Ali Farag, role: Envoy, country: EG}"]),
    "lang": st.sampled_from(["", "fr", "ar"]),
    "body": WORDS,
}
"""What an editor may write, by field; few of each, so that articles have much in common."""
OWN = {
    "slug": st.sampled_from(["", "{}-a"]),
    "aliases": st.sampled_from(["", "[/old/{}/]"]),
}
"""The fields that no two articles may share, with the article's name to come."""
TEMPLATES = st.sampled_from(sorted(file.name for file in package_folder("templates").iterdir()))
MARKS = st.sampled_from(["", "<!-- one -->", "<!-- two -->"])
STATIC = st.sampled_from(["style.css", "print.css", "extra.svg", "root/robots.png", "root/a/b.txt"])
STYLES = st.sampled_from(
    [
        *("", "/* one */", "a{background:url(extra.svg)}", "@import 'print.css';"),
        "a{background:url('icon.svg#x')}b{background:url(/robots.png)}",
    ]
)
TEXTS = st.sampled_from(
    [
        *("months/2024-11", "months/2024-12", "months/2030-01", "countries/egypt"),
        *("countries/russia", "pages/about", "pages/contact"),
    ]
)
SETTINGS = {
    "title": TITLES,
    "description": st.sampled_from(["", "What is said"]),
    "language": st.sampled_from(["en", "fr", "ar"]),
    "publisher": st.sampled_from(["", "The Desk"]),
    "base_url": st.sampled_from(["https://d.example", "https://d.example/x"]),
    "pair_minimum": st.integers(1, 3),
    "list_size": st.sampled_from([1, 2, 50]),
    "feed_size": st.sampled_from([1, 2, 50]),
    "timezone": st.sampled_from(["UTC", "Africa/Cairo", "Pacific/Kiritimati"]),
    "permalink": st.sampled_from(
        ["/{year}/{month}/{slug}/", "/{slug}/", "/n/{year}/{month}/{day}/{id}/"]
    ),
    "feed_formats": st.lists(st.sampled_from(["rss", "atom", "json"]), unique=True),
}
OPTIONS = {
    "base_url": st.sampled_from(["", "https://preview.example/y"]),
    "drafts": st.booleans(),
}
NOWS = st.sampled_from(["2024-11-30", "2024-12-01T21:30", "2024-12-01T23:31", "2026-01-01", "2031"])
STEPS = 25
"""Edits of one site."""


class EditedSite(RuleBasedStateMachine):
    """A site under an editor's hands."""

    patient = bool(os.environ.get("CI"))
    """Whether there is time for files to settle."""
    looks = 0
    """How often a build was compared with a clean one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sitegen-test-"))
        self.root = self.folder / "site"
        self.articles: dict[str, dict[str, str]] = {}
        self.settings: dict[str, Any] = {"title": "Digest", "base_url": "https://d.example"}
        self.options: dict[str, Any] = {}
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.wasted = self.rendered = 0
        self.save_settings()
        (self.root / "content" / "articles").mkdir(parents=True)

    def teardown(self) -> None:
        assert self.wasted <= max(20, self.rendered // 10), "files rendered for nothing"
        shutil.rmtree(self.folder)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def save(self, name: str) -> None:
        fields = dict(self.articles[name])
        body = fields.pop("body")
        front = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
        self.write(f"content/articles/{name}.md", f"---\n{front}---\n{body}\n")

    def change(self, name: str, fields: Mapping[str, str]) -> None:
        """Give an article other fields, but none that another has and only one may have."""
        others = [given for other, given in self.articles.items() if other != name]
        taken = {given[field] for given in others for field in OWN}
        own = {field: fields[field].format(name) for field in OWN.keys() & fields.keys()}
        free = {field: "" if text in taken else text for field, text in own.items()}
        self.articles[name] = {**self.articles.get(name, {}), **fields, **free}
        self.save(name)

    @rule(name=NAMES, fields=st.fixed_dictionaries({**FIELDS, **OWN}))
    def put(self, name: str, fields: dict[str, str]) -> None:
        self.change(name, {**fields, "draft": ""})

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), field=st.sampled_from([*FIELDS, *OWN, "draft"]))
    def edit(self, data: st.DataObject, field: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.articles)))
        values = {**FIELDS, **OWN, "draft": st.sampled_from(["", "true"])}
        self.change(name, {field: data.draw(values[field])})

    @precondition(lambda self: self.articles)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.articles)))
        del self.articles[name]
        (self.root / f"content/articles/{name}.md").unlink()

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), new=NAMES)
    def rename(self, data: st.DataObject, new: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.articles)))
        if new not in self.articles:
            self.articles[new] = self.articles.pop(name)
            folder = self.root / "content/articles"
            (folder / f"{name}.md").rename(folder / f"{new}.md")

    @rule(name=st.sampled_from(["a", "b", "later/c"]), text=RAW)
    def put_raw(self, name: str, text: str) -> None:
        self.write(f"content/articles/{name}.txt", text)

    @rule(name=st.sampled_from(["a", "b", "later/c"]))
    def remove_raw(self, name: str) -> None:
        (self.root / f"content/articles/{name}.txt").unlink(missing_ok=True)

    @rule(path=TEXTS, text=WORDS)
    def write_text(self, path: str, text: str) -> None:
        self.write(f"content/{path}.md", f"---\ntitle: About\n---\n{text}\n")

    @rule(path=TEXTS)
    def remove_text(self, path: str) -> None:
        (self.root / f"content/{path}.md").unlink(missing_ok=True)

    @rule(name=TEMPLATES, mark=MARKS)
    def change_template(self, name: str, mark: str) -> None:
        text = (package_folder("templates") / name).read_text("utf-8")
        at = text.find("%}") + 2 if text.startswith("{%") else 0
        self.write(f"templates/{name}", text[:at] + mark + text[at:])

    @rule(name=TEMPLATES)
    def drop_template(self, name: str) -> None:
        (self.root / "templates" / name).unlink(missing_ok=True)

    @rule(name=STATIC, text=STYLES)
    def change_static(self, name: str, text: str) -> None:
        self.write(f"static/{name}", text)

    @rule(name=STATIC)
    def drop_static(self, name: str) -> None:
        (self.root / "static" / name).unlink(missing_ok=True)

    def save_settings(self) -> None:
        lines = (f"{name} = {json.dumps(value)}\n" for name, value in self.settings.items())
        self.write("sitegen.toml", "".join(lines))

    @rule(data=st.data(), name=st.sampled_from(sorted(SETTINGS)))
    def change_setting(self, data: st.DataObject, name: str) -> None:
        self.settings[name] = data.draw(SETTINGS[name])
        self.save_settings()

    @rule(options=st.fixed_dictionaries(OPTIONS))
    def change_options(self, options: dict[str, Any]) -> None:
        self.options = options

    @rule(now=NOWS)
    def move_clock(self, now: str) -> None:
        self.now = datetime.fromisoformat(f"{now}-01-01" if len(now) == 4 else now)
        self.now = self.now.replace(tzinfo=UTC)

    @precondition(lambda self: self.patient)
    @rule()
    def let_files_settle(self) -> None:
        """So that times tell of changes, and bytes are not asked."""
        time.sleep(2.1)

    @rule()
    def lose_store(self) -> None:
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)

    @rule(at=st.integers(0, 40_000), bytes=st.binary(min_size=1, max_size=64))
    def damage_store(self, at: int, bytes: bytes) -> None:
        for store in (self.root / ".sitegen").glob("public-*.db"):
            data = bytearray(store.read_bytes())
            data[at : at + len(bytes)] = bytes
            store.write_bytes(data)

    @rule(data=st.data(), text=st.sampled_from(["", "altered by hand"]))
    def touch_output(self, data: st.DataObject, text: str) -> None:
        public = self.root / "public"
        files = sorted(path for path in public.rglob("*.*") if path.is_file())
        if files:
            file = data.draw(st.sampled_from(files))
            file.unlink() if not text else file.write_text(text)

    @rule()
    def lose_output(self) -> None:
        shutil.rmtree(self.root / "public", ignore_errors=True)

    def run(self, output: Path | None = None) -> Report | tuple[str, ...]:
        """What a build did, or what was wrong."""
        try:
            return build(self.root, Options(now=self.now, output=output, jobs=1, **self.options))
        except BuildFailed as failure:
            return tuple(str(problem) for problem in failure.problems)

    @invariant()
    def equals_a_clean_build(self) -> None:
        EditedSite.looks += 1
        before = tree(self.root / "public")
        report = self.run()
        after = tree(self.root / "public")
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        for store in (self.root / ".sitegen").glob("clean-*.db"):
            store.unlink()
        clean = self.run(self.folder / "clean")
        if not isinstance(report, Report):
            assert clean == report
            assert after == before
            return
        assert isinstance(clean, Report)
        assert tree(self.folder / "clean") == after
        assert clean.problems == report.problems
        reasons = report.rendered.items()
        same = [f for f, why in reasons if "shows" in why and before.get(f) == after[f]]
        self.wasted += len(same)
        self.rendered += len(report.rendered)
        again = self.run()
        assert isinstance(again, Report)
        assert (again.rendered, again.written, again.removed) == ({}, [], [])


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_any_sequence_of_edits(request: pytest.FixtureRequest) -> None:
    edits: int = request.config.getoption("--edits")
    EditedSite.patient, EditedSite.looks = EditedSite.patient or bool(edits), 0
    sites = -(-edits // STEPS) or (15 if os.environ.get("CI") else 3)
    while not EditedSite.looks or EditedSite.looks < edits:  # a sequence may end early
        run_state_machine_as_test(
            EditedSite,
            settings=settings(
                max_examples=sites,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
