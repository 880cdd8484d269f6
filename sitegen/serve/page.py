"""HTML of the preview's own: the script that reloads a page, and the page of problems."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sitegen.problems import Problem
from sitegen.report import visible
from sitegen.serve.policy import with_permission

_HEAD_END = b"</head>"

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
html {{ background: Canvas; color: CanvasText }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-inline-size: 46rem; margin: 3rem auto; \
padding-inline: 1rem }}
h1 {{ font-size: 1.5rem; line-height: 1.25 }}
ol {{ list-style: none; padding: 0 }}
li {{ border-inline-start: .25rem solid #c33; margin-block: 1rem; padding-inline-start: 1rem; \
overflow-wrap: anywhere }}
li.warning {{ border-color: #a80 }}
code {{ font: .9em ui-monospace, monospace; font-weight: 600 }}
p {{ margin: 0 }}
.hint {{ color: color-mix(in srgb, CanvasText 75%, Canvas) }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""

_PROBLEM = """<li class="{severity}">
<p><code>{where}</code></p>
<p>{message}</p>{hint}
</li>"""


def with_script(page: bytes, host: str, port: int, version: str) -> bytes:
    """A page that loads livereload's script, which connects to `host` and says the version."""
    address = f"/livereload.js?host={host}&port={port}&snipver={version}"
    script = f'<script src="{escape(address)}" async></script>'.encode()
    before, end, after = with_permission(page).partition(_HEAD_END)
    return before + script + end + after


def problem_page(problems: Sequence[Problem]) -> bytes:
    """What stands in a page's place while the site can't be built: errors, then warnings."""
    title = "A problem in the site" if len(problems) == 1 else f"{len(problems)} problems"
    worst_first = sorted(problems, key=lambda problem: problem.severity == "warning")
    items = "\n".join(_item(problem) for problem in worst_first)
    note = "<p>The page comes back when this is mended.</p>"
    return _PAGE.format(title=title, body=f"<ol>\n{items}\n</ol>\n{note}").encode()


def _item(problem: Problem) -> str:
    note = "warning: " if problem.severity == "warning" else ""
    hint = f'\n<p class="hint">{escape(visible(problem.hint))}</p>' if problem.hint else ""
    return _PROBLEM.format(
        severity=problem.severity,
        where=escape(visible(str(problem.where))),
        message=escape(visible(note + problem.message)),
        hint=hint,
    )


def missing_page(path: str) -> bytes:
    """For an address where nothing is, in a site without a page for that."""
    return _PAGE.format(
        title="Nothing here", body=f"<p><code>{escape(visible(path))}</code></p>"
    ).encode()
