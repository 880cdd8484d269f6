"""An article as a Markdown file with front matter: what an import writes for an editor to review.

Every value says in a YAML comment which words it was read from; reading the file back gives the
same values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence

from sitegen.model.article import Article, Derived, Person

_PLAIN = re.compile(r"[^\W\d_][\w ,.’()/–—-]*", re.UNICODE)
_UNSAFE_WORDS = frozenset(("null", "true", "false", "yes", "no"))
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])")
_UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f]")
"""Control characters that XML allows and YAML does not."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([#=:+-])")
EVIDENCE_LENGTH = 70


def compose(
    article: Article,
    paragraphs: Sequence[str],
    origin: str,
    also: Collection[str] = (),
    draft: bool = False,
) -> str:
    """The file's text. `origin` says in a comment where the article came from.

    `also` names fields that are written though they could be derived, because the editor gave them
    or the article has been published under them: id, slug, aliases, lang.
    """
    evidence = _evidence(article.derived)
    lines = ["---", f"# {_comment(origin)}"]
    for name, value in (*_fields(article), *_identity(article, also, draft)):
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
        yield "topics", f"[{', '.join(map(_quoted_in_flow, article.topics))}]"
    if article.people:
        yield "people", "\n" + "\n".join(map(_person, article.people))


def _identity(article: Article, also: Collection[str], draft: bool) -> Iterable[tuple[str, str]]:
    """The fields that say under which name and for whom an article is published."""
    if "id" in also:
        yield "id", _scalar(article.id)
    if "slug" in also:
        yield "slug", _scalar(article.slug)
    if "aliases" in also:
        yield "aliases", f"[{', '.join(map(_in_quotes, article.aliases))}]"
    if "lang" in also:
        yield "lang", _scalar(article.lang)
    if draft:
        yield "draft", "true"


def _person(person: Person) -> str:
    fields = person._asdict()
    parts = ", ".join(f"{key}: {_quoted_in_flow(value)}" for key, value in fields.items() if value)
    return f"  - {{{parts}}}"


def _quoted_in_flow(text: str) -> str:
    return _in_quotes(text) if "," in text else _scalar(text)


def _in_quotes(text: str) -> str:
    """A text as JSON writes it, which YAML reads alike."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in quotes."""
    safe = _PLAIN.fullmatch(text) and text.lower() not in _UNSAFE_WORDS and text == text.strip()
    return text if safe else _in_quotes(text)


def _evidence(derived: Iterable[Derived]) -> dict[str, str]:
    comments: dict[str, str] = {}
    for item in derived:
        if item.field != "people":
            words = _comment(item.evidence)
            words = words[: EVIDENCE_LENGTH - 1] + "…" if len(words) > EVIDENCE_LENGTH else words
            comments[item.field] = f"from: {words}" if item.certain else f"a guess, from: {words}"
    return comments


def _comment(text: str) -> str:
    """A text that can stand in a comment, whatever a file may be called."""
    return _one_line(_CONTROL.sub(" ", text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def escape_paragraph(text: str) -> str:
    """A plain paragraph as Markdown that renders as just these words."""
    escaped = _SPECIAL.sub(lambda match: "\\" + match[0], _one_line(text))
    return _LEADING.sub(_escape_leading, escaped)


def _escape_leading(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"
