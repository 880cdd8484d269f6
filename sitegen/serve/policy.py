"""Content security policies of pages, widened for the preview's own script and socket."""

from __future__ import annotations

import re
from html import escape, unescape

_META = re.compile(
    rb"<meta\b(?=[^<>]*>)[^<>]*?\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^<>]*>", re.I
)
_CONTENT = re.compile(rb"(\bcontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.I)
_NEEDS = (
    ("'self'", ("script-src-elem", "script-src", "default-src")),
    ("ws:", ("connect-src", "default-src")),
)
"""Sources, and the directives that rule on them: the first that a policy has counts."""


def with_permission(page: bytes) -> bytes:
    """A page whose own policies, in <meta>, let the preview reload it."""
    return _META.sub(lambda meta: _CONTENT.sub(_permitting, meta[0]), page)


def _permitting(content: re.Match[bytes]) -> bytes:
    policy = unescape(content[2][1:-1].decode("utf-8", "replace"))
    return content[1] + f'"{escape(permitting(policy))}"'.encode()


def permitting(policy: str) -> str:
    """A policy that allows what it did and the preview's script and socket.

    https://www.w3.org/TR/CSP3/: of two directives of one name the first counts.
    """
    rules: dict[str, list[str]] = {}
    for rule in filter(None, (part.split() for part in policy.split(";"))):
        rules.setdefault(rule[0].lower(), rule[1:])
    for source, names in _NEEDS:
        ruling = next((name for name in names if name in rules), None)
        if ruling:
            allowed = [other for other in rules[ruling] if other.lower() != "'none'"]
            rules[names[0]] = list(dict.fromkeys([*allowed, source]))
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())
