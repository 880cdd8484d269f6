"""A title as a short address: ASCII, lower case, whole words."""

from __future__ import annotations

import re

from sitegen.wire.vocabulary import words

SLUG_LENGTH = 60

# Words that carry nothing in an address. "not", "no", "against", "us" and their like stay.
STOPWORDS = words(
    "a an the and or of to in on at by for with from as is are was were be been has have had that "
    "this these those it its his her their s over into about amid after before during says said"
)


_POSSESSIVE = re.compile(r"['’ʼ`]s\b")
_APOSTROPHE = re.compile(r"['’‘ʼ`]")


_WORD = re.compile(r"[a-z0-9]+")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A slug already, as the names of most files are."""


def slug(title: str) -> str:
    """A title as an address: at most 60 characters, ended at a word; never empty."""
    words = title[:1000].split("-") if _PLAIN.fullmatch(title) else _transliterated(title)
    kept = [word for word in words if word and word not in STOPWORDS] or [w for w in words if w]
    if not kept:
        return "article"
    short = kept[0][:SLUG_LENGTH]
    for word in kept[1:]:
        if len(short) + 1 + len(word) > SLUG_LENGTH:
            break
        short += f"-{word}"
    return short


def name_slug(name: str) -> str:
    """A name as an address, whole: "Anadolu Ajansı" is anadolu-ajansi; "" for nothing but marks."""
    if name.isascii():
        return "-".join(_WORD.findall(_APOSTROPHE.sub("", name).lower()))
    return "-".join(filter(None, _transliterated(name)))


def _transliterated(title: str) -> list[str]:
    from slugify import slugify  # heavy at import

    # slugify turns an apostrophe into a hyphen: "Egypt's" would be "egypt-s".
    plain = _APOSTROPHE.sub("", _POSSESSIVE.sub("", title[:1000]))
    return slugify(plain, allow_unicode=False).split("-")
