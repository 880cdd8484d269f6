"""What an import tells a person of what it made of each file."""

from __future__ import annotations

from sitegen.author.imports import Import
from sitegen.model.article import Derived


def describe(done: Import, *, dry: bool = False) -> list[str]:
    """What an import made of a file, for a person; names that are no text are escaped."""
    lines = _described(done, dry)
    return [line.encode("utf-8", "backslashreplace").decode() for line in lines]


def _described(done: Import, dry: bool) -> list[str]:
    article = done.article
    if not done.text:
        lines = [f"{done.origin}: is there already as {done.path}"]
        return lines + ([_set_aside(done)] if done.set_aside else [])
    verb = "would become" if dry else "is now"
    lines = [f"{done.origin} {verb} {done.path}"]
    if done.set_aside:
        lines.append(_set_aside(done))
    evidence = {item.field: item for item in article.derived}
    source = article.source.name if article.source else ""
    for name, value in (
        ("title", article.title),
        ("date", article.date.text),
        ("dateline", article.dateline),
        ("source", source),
        ("countries", ", ".join(article.countries)),
        ("mentions", ", ".join(article.mentions)),
    ):
        if value or name in ("date", "source", "countries"):
            lines.append(f"  {name}: {value or 'unknown'}{_why(evidence.get(name))}")
    people = (item for item in article.derived if item.field == "people")
    lines += [f"  person: {item.value}{_why(item)}" for item in people]
    lines += [f"  cut off, line {cut.line}: {cut.reason}: {_short(cut.text)}" for cut in done.cuts]
    lines += [f"  look at line {doubt.line}: {doubt.message}" for doubt in done.doubts]
    lines += [f"  {other.kind} as {other.path}" for other in done.similar]
    return lines


def _set_aside(done: Import) -> str:
    return f"  the raw text is set aside as {done.set_aside}"


def _why(derived: Derived | None) -> str:
    if derived is None or not derived.evidence:
        return ""
    words = _short(derived.evidence)
    return f'  (from "{words}")' if derived.certain else f'  (a guess, from "{words}")'


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
