"""Bytes to text, and text to clean text: encodings, garbled letters, characters XML forbids."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from sitegen.text.direction import TURNING
from sitegen.wire.trouble import Doubt, WireError


class Decoded(NamedTuple):
    """A file's text, the encoding that it was in, and what was repaired or looks wrong."""

    text: str
    encoding: str
    notes: tuple[Doubt, ...] = ()


_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zipped document (.docx, .odt, .epub or .zip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
_ROUNDS = 16
"""How many times over a text may be garbled, which in life it is twice."""
_EXPORT = "export it as plain text in UTF-8"

_ORDINARY = bytes((9, 10, *range(32, 127)))
"""The bytes of a text with nothing in it to repair or to doubt."""
# XML 1.0, section 2.2: all but tab, newline, carriage return and these is a Char. A carriage
# return, a form feed and their like are line ends and are gone before this looks.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = re.compile(_FORBIDDEN.pattern[:-1] + "\x7f-\x9f]")
# Invisible and without meaning between words: zero-width space, word joiner, BOM, soft hyphen; and
# what turns the direction of all that follows.
_INVISIBLE = re.compile(f"[\u200b\u2060\ufeff\u00ad{TURNING}]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def decode(data: bytes) -> Decoded:
    """Read a file's bytes as text; raises WireError, with the line, for what is not text."""
    if not data.strip():
        raise WireError("the file is empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise WireError(f"the file is {kind}, not text", hint=_EXPORT)
    return _sound(data) or _repaired(data)


def _sound(data: bytes) -> Decoded | None:
    """UTF-8 with nothing in it to repair or to doubt, as nearly all of it is; None for others.

    Only what is no plain ASCII is looked at: all that could be wrong is made of nothing else.
    """
    odd = data.translate(None, _ORDINARY)
    try:
        if odd and _DOUBTFUL.search(odd.decode()):
            return None
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return Decoded(text, "utf-8") if text.strip() else None


def _repaired(data: bytes) -> Decoded:
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, encoding, error) from None
    clean = clean_text(text)
    notes = clean.notes
    text, before = clean.text, ""
    # A repair may bring back a character that has no place. What fields can't hold, C1 controls and
    # DEL, goes only then: garbled letters are put back from the former. And what is left may be
    # garbled letters again; each round is shorter.
    for _ in range(_ROUNDS):
        if text == before:
            break
        before = text
        mended, repaired = mend(text)
        clean = clean_text(mended, _CONTROLS)
        text, notes = clean.text, (*notes, *repaired, *clean.notes)
    else:
        raise WireError("the letters are garbled beyond repair", hint="save the original as UTF-8")
    if not text.strip():
        raise WireError("the file is empty")
    return Decoded(text, encoding, tuple(dict.fromkeys(notes)))  # each told once


def _encoding(data: bytes) -> str:
    """By the byte order mark, else by where the zero bytes stand, else UTF-8."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return "utf-8"
    # Without that mark, UTF-16 is unmistakable where nearly every second byte is zero.
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even <= 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd <= 0.02 * half:
        return "utf-16-be"
    return "utf-8"


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> WireError:
    if not encoding.startswith("utf-8"):
        name = encoding[:6].upper()
        return WireError(f"the file begins as {name} and then is not", hint=_EXPORT)
    if data.count(b"\0") or _share_of_controls(data) > 0.1:
        return WireError("the file is not text", hint=_EXPORT)
    offset = error.start + (3 if encoding == "utf-8-sig" else 0)
    line = data.count(b"\n", 0, offset) + 1
    byte = data[offset]
    return WireError(
        f"line {line} is not UTF-8 (byte 0x{byte:02X})", line, "save the file as UTF-8"
    )


def _share_of_controls(data: bytes) -> float:
    sample = data[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return controls / len(sample)


def clean_text(text: str, forbidden: re.Pattern[str] = _FORBIDDEN) -> Decoded:
    """One kind of line end, no invisible characters, none that XML 1.0 forbids; told by line."""
    if "\0" in text and text.count("\0") > max(8, len(text) // 20):
        raise WireError("the file is not text", hint=_EXPORT)
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    notes: list[Doubt] = []
    if forbidden.search(text):
        lines = _lines_of(forbidden, text)
        count = len(forbidden.findall(text))
        what = "a control character" if count == 1 else f"{count} control characters"
        message = f"removed {what} from {_named(lines)}"
        notes.append(Doubt(lines[0], "control-characters", message))
        text = forbidden.sub("", text)
    if "\ufffd" in text:
        lines = _lines_of(re.compile("\ufffd"), text)
        message = f"letters were lost before this text came: U+FFFD on {_named(lines)}"
        notes.append(Doubt(lines[0], "lost-letters", message, "compare with the original"))
    return Decoded(text, "", tuple(notes))


def _lines_of(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)]


def _named(lines: list[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown = ", ".join(map(str, lines[:5]))
    return f"lines {shown}" + (f" and {len(lines) - 5} more" if len(lines) > 5 else "")


# --- UTF-8 read as Windows-1252 -------------------------------------------------------------


def _as_byte(character: str) -> bytes:
    """The byte that Windows-1252 shows as this character; its five gaps pass as Latin-1."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _shown(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_TAIL = "[" + "".join(re.escape(_shown(byte)) for byte in range(0x80, 0xC0)) + "]"
_GARBLED = re.compile(
    f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}"
)
_REMAINS = re.compile("\u00e2\u20ac|\u00c3[\u00a0-\u00bf]|\u00ef\u00bf\u00bd")
_DOUBTFUL = re.compile(
    "|".join(pattern.pattern for pattern in (_CONTROLS, _INVISIBLE, _LINE_ENDS, _GARBLED, _REMAINS))
    + "|\ufffd"
)


def mend(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Put back letters of UTF-8 that were once read as Windows-1252, where that is exact."""
    if text.isascii() or not (_GARBLED.search(text) or _REMAINS.search(text)):
        return text, ()
    notes: list[Doubt] = []
    mended = text
    for _ in range(_ROUNDS):
        better = _GARBLED.sub(_restored, mended)
        if better == mended:
            break
        mended = better  # some texts were garbled twice
    if mended != text:
        lines = [n for n, (old, new) in enumerate(_pairs(text, mended), 1) if old != new]
        first = next(m[0] for m in _GARBLED.finditer(text) if _restored(m) != m[0])
        example = f"{first!r} to {_GARBLED.sub(_restored, first)!r}"
        message = f"repaired garbled letters on {_named(lines)}, such as {example}"
        notes.append(Doubt(lines[0], "mojibake-repaired", message))
    if _REMAINS.search(mended):
        lines = _lines_of(_REMAINS, mended)
        message = f"garbled letters on {_named(lines)} that cannot be repaired"
        notes.append(Doubt(lines[0], "mojibake", message, "save the original as UTF-8"))
    return mended, tuple(notes)


def _pairs(old: str, new: str) -> zip[tuple[str, str]]:
    return zip(old.split("\n"), new.split("\n"), strict=False)


def _restored(match: re.Match[str]) -> str:
    try:
        return b"".join(map(_as_byte, match[0])).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return match[0]
