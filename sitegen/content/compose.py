"""An article as a Markdown file with front matter: what an import writes for an editor to review.

Every value says in a YAML comment which words it was read from; reading the file back gives the
same values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from sitegen.model import Article, Derived, Person

_PLAIN = re.compile(r"[^\W\d_][\w ,.’()/–—-]*", re.UNICODE)
_UNSAFE_WORDS = frozenset(("null", "true", "false", "yes", "no"))
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$&]|(?<!\w)_|_(?!\w)")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([#=:+-])")
EVIDENCE_LENGTH = 70


def compose(
    article: Article, paragraphs: Sequence[str], origin: str, *, keep_id: bool = False
) -> str:
    """The file's text. `origin` says in a comment where the article came from.

    `keep_id` writes the id down, for an article that has been published under it.
    """
    evidence = _evidence(article.derived)
    identity = (("id", _scalar(article.id)),) if keep_id else ()
    lines = ["---", f"# {_one_line(origin)}"]
    for name, value in (*_fields(article), *identity):
        comment = evidence.get(name, "")
        field = f"{name}:{value}" if value.startswith("\n") else f"{name}: {value}"
        lines.append(f"{field}  # {comment}" if comment else field)
    if not article.date.known:
        lines.append("# date: unknown; write it as precisely as you know it")
    body = "\n\n".join(map(escape_paragraph, paragraphs))
    return "\n".join([*lines, "---", "", body, ""])


def _fields(article: Article) -> Iterable[tuple[str, str]]:
    """Every field that has a value, in the order in which an editor writes them."""
    yield "title", _scalar(article.title)
    if article.date.known:
        yield "date", article.date.text
    if article.updated.known:
        yield "updated", article.updated.text
    if article.dateline:
        yield "dateline", _scalar(article.dateline)
    yield "countries", f"[{', '.join(article.countries)}]"
    yield "mentions", f"[{', '.join(article.mentions)}]"
    if article.summary:
        yield "summary", _scalar(article.summary)
    if article.source:
        yield "source", _scalar(article.source.name)
    if article.source and article.source.url:
        yield "source_url", _scalar(article.source.url)
    if article.topics:
        yield "topics", f"[{', '.join(map(_scalar, article.topics))}]"
    if article.people:
        yield "people", "\n" + "\n".join(map(_person, article.people))


def _person(person: Person) -> str:
    fields = person._asdict()
    parts = ", ".join(f"{key}: {_quoted_in_flow(value)}" for key, value in fields.items() if value)
    return f"  - {{{parts}}}"


def _quoted_in_flow(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if "," in text else _scalar(text)


def _scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in quotes (JSON's are YAML's)."""
    safe = _PLAIN.fullmatch(text) and text.lower() not in _UNSAFE_WORDS and text == text.strip()
    return text if safe else json.dumps(text, ensure_ascii=False)


def _evidence(derived: Iterable[Derived]) -> dict[str, str]:
    comments: dict[str, str] = {}
    for item in derived:
        if item.field != "people":
            words = _one_line(item.evidence)
            words = words[: EVIDENCE_LENGTH - 1] + "…" if len(words) > EVIDENCE_LENGTH else words
            comments[item.field] = f"from: {words}" if item.certain else f"a guess, from: {words}"
    return comments


def _one_line(text: str) -> str:
    return " ".join(text.split())


def escape_paragraph(text: str) -> str:
    """A plain paragraph as Markdown that renders as just these words."""
    escaped = _SPECIAL.sub(lambda match: "\\" + match[0], _one_line(text))
    return _LEADING.sub(_escape_leading, escaped)


def _escape_leading(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"
