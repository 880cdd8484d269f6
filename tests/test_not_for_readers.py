"""What was not meant for readers reaches no byte of what is published, nor the name of a file."""

from __future__ import annotations

import re

import pytest

from sitegen.author.imports import Given, plan_imports, write_imports
from sitegen.config import load_config
from tests.conftest import SETTINGS, SiteFolder

WORD = re.compile(rb"zq[a-z]+\d*|ZQ[A-Z]+\d*", re.IGNORECASE)
"""What no file may hold: each place below has a word of its own that begins so."""

COMMENTS = """\
<!-- zqtop: ask the desk -->

<!--
zqbig about Uruguay

# zqbighead

```
zqbigfence
```
-->

Ministers of Egypt <!-- zqinline --> met in Cairo on <!-- zqtwo
zqlines --> Monday.

It went <!-- zqlong

zqparagraphs of Paraguay

- zqlist --> on.

- An item <!-- zqitem -->
- <!-- zqonly -->

  <!-- zqinitem

  zqinitemtoo -->

> A quote <!-- zqquote
> zqquotetoo -->

## A heading <!-- zqheading -->

Port <!-- zqcell --> | Ships
--- | ---
Suez <!-- zqpipe | zqpiped --> | 12

A [link <!-- zqlink -->](/months/ "t <!-- zqtitle -->") and ![ship <!-- zqalt -->](/s.jpg).

[//]: # (zqhidden)

The end. <!-- zqunclosed

zqrest
"""
HEADER = f"""\
---
# zqyaml: a note
title: Talks <!-- zqfieldtitle --> in Cairo  # zqyamlend
date: 2024-12-20
countries: [EG]
summary: They met. <!-- zqfieldsummary -->
source: MENA <!-- zqfieldsource -->
topics: [grain <!-- zqtopic -->]
people: ["Ali Farag <!-- zqperson -->"]
---
{COMMENTS}"""
RAW = """\
<!-- zqrawtop -->
Title: Grain ships <!-- zqrawtitle --> leave
Date: 2024-12-21
Source: Harbour Desk

Two ships with grain for Egypt <!-- zqraw

zqrawtwo --> left Ukraine on Sunday.

Read also: zqteaser goes on in Montevideo

LEGAL WARNING: zqlegal. All rights reserved by zqowner.
"""
PAGE = """\
<html><head><title>zqtabtitle</title><!-- zqpagehead --></head><body><h1>Wheat is sold</h1>
<p>Egypt <!-- zqpage --> bought wheat from Russia on 22 December 2024.</p>
<script>zqscript()</script><nav>zqnav</nav><!-- zqpageend
</body></html>
"""
MAIL = """\
From: desk@example.org
To: zqreceiver@example.org
Subject: Canal traffic <!-- zqsubject --> grows
Message-ID: <zqmessage@example.org>

Traffic through the canal in Egypt grew on Monday.

--
zqsignature
"""
HIDDEN = """\
---
title: Zqsecrettitle of Tuvalu
date: {date}
countries: [TV, Zambia]
source: Zqsource Desk
source_url: https://zqurl.example/
topics: [zqsecrettopic]
people: [Zqman Person]
id: zqid
slug: zqslug
aliases: [/zqalias/]
{more}
---
Zqsecretbody, with a [link](/months/).
"""
ENTIRE = HIDDEN.replace("zq", "zqheld").replace("Zq", "Zqheld").replace("TV, Zambia", "NR, Malawi")
NAMES = (b"tuvalu", b"zambia", b"nauru", b"malawi", b"uruguay", b"paraguay", b"montevideo")
"""Of countries that only what is not published names."""


def filled(site: SiteFolder) -> None:
    """A site with words that readers must not see in every place where one can stand."""
    site.write("sitegen.toml", SETTINGS + 'feed_formats = ["rss", "atom", "json"]\n')
    site.write("static/root/s.jpg", b"\xff\xd8")
    site.article("open.md", "Ministers met in Cairo.", title="Open", date="2024-12-19")
    site.write("content/articles/notes.md", HEADER)
    site.write("content/articles/untitled.md", f"---\ndate: 2024-12-18\n---\n{COMMENTS}")
    site.write(
        "content/articles/above.md", "<!-- zqabove -->\n\n# Head <!-- zqab\n\nzqb -->\n\nIt is.\n"
    )
    site.write("content/articles/raw.txt", RAW)
    site.write("content/articles/page.txt", PAGE)
    site.write("content/articles/mail.txt", MAIL)
    site.write("content/articles/draft.md", HIDDEN.format(date="2024-12-17", more="draft: true"))
    site.write("content/articles/held.md", ENTIRE.format(date="2031-05-06", more=""))
    site.write("content/articles/raw.txt.cut", "zqcut\n")
    site.write("content/articles/.zqdot.md", HIDDEN.format(date="2024-12-16", more="# zqdot"))
    site.write("content/articles/old.md~", "zqbackup\n")
    site.write("content/.zqfolder/a.md", "zqhiddenfolder\n")
    site.write("static/.zqstatic.css", "zqstatic\n")
    site.write("static/old.css.bak", "zqbak\n")
    for place in ("months/2024-12", "countries/egypt", "pages/more"):
        site.write(f"content/{place}.md", COMMENTS)
    site.write("content/pages/soon.md", "---\ntitle: Zqsoon\ndraft: true\n---\nZqsoonbody.\n")


def found(site: SiteFolder) -> set[bytes]:
    """Every word that readers must not see, in any file's bytes or name."""
    words: set[bytes] = set()
    for path, data in site.tree().items():
        if path == ".sitegen":
            continue
        text = path.encode() + b"\n" + data
        words |= {word.lower() for word in WORD.findall(text)}
        words |= {name for name in NAMES if name in text.lower()}
    return words


def test_nothing_that_was_not_meant_for_readers_is_published(site: SiteFolder) -> None:
    filled(site)
    report = site.build()
    assert found(site) == set()
    assert report.articles == 7
    told = [str(problem) for problem in report.problems]
    assert sum("is never closed" in line for line in told) == 6
    assert not any("zq" in line.lower().replace("/.zq", "") for line in told)
    page = site.read("2024/12/notes/index.html")
    assert "Talks in Cairo" in page
    assert "It went on." in page
    assert "They met." in page


def test_a_report_that_becomes_a_draft_leaves_nothing_behind(site: SiteFolder) -> None:
    filled(site)
    out = HIDDEN.format(date="2024-12-17", more="")
    site.write("content/articles/draft.md", out)
    site.build()
    assert {b"zqslug", b"zqsecrettitle", b"tuvalu"} <= found(site)
    site.write("content/articles/draft.md", out.replace("\n---\nZq", "\ndraft: true\n---\nZq"))
    site.build()
    assert found(site) == set()
    edited = site.tree()
    site.build(output=site.root / "clean")
    assert edited == {
        path.relative_to(site.root / "clean").as_posix(): path.read_bytes()
        for path in (site.root / "clean").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("name", "text"), [("a", RAW), ("b", PAGE), ("c", MAIL)])
def test_what_an_import_writes_publishes_nothing_of_it(
    site: SiteFolder, name: str, text: str
) -> None:
    file = site.root.parent / f"{name}.txt"
    file.write_text(text, "utf-8")
    config = load_config(site.root).config
    imports = plan_imports([file], site.root, None, config, Given())
    assert imports.problems == ()
    write_imports(imports.done, site.root)
    assert site.build().articles == 1
    assert found(site) == set()
