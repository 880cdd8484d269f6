"""The one way to hash: equal values have equal fingerprints in every process and on every day."""

from __future__ import annotations

import json
from hashlib import sha256

from msgspec import msgpack

_encode = msgpack.Encoder(order="deterministic").encode


def of_bytes(data: bytes) -> str:
    """The fingerprint of a file's bytes: 32 hexadecimal digits."""
    return sha256(data).hexdigest()[:32]


def of_text(text: str) -> str:
    """The fingerprint of a text, which is that of its UTF-8 bytes."""
    return of_bytes(text.encode())


def of_value(value: object) -> str:
    """The fingerprint of a value made of tuples, dicts with string keys, texts and numbers.

    Named tuples count by their type's name and what they hold.
    """
    try:
        data = _encode(value)
    except UnicodeEncodeError:  # a file's name that is not UTF-8
        data = json.dumps(value, sort_keys=True).encode()
    return of_bytes(type(value).__name__.encode() + data)
