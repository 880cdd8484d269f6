"""Values as the store keeps them: bytes, and a sum by which what was not put there shows."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import MsgspecError, msgpack

Value = TypeVar("Value")

_encode = msgpack.Encoder().encode


class StoreDamaged(Exception):
    """The store does not hold what was put there."""


def packed(key: str, kind: type[Value], value: Value) -> tuple[bytes, int]:
    """The bytes of a value of a type that is kept under a key, and their sum."""
    data = _encode(value)
    return data, _sum(key, kind, data)


def unpacked(key: str, kind: type[Value], data: object, checksum: object) -> Value:
    """The value that was kept under a key. Raises StoreDamaged for anything else."""
    if not isinstance(data, bytes) or checksum != _sum(key, kind, data):
        raise StoreDamaged(key)
    hashable: object = kind
    try:
        value: Value = _decoder(hashable).decode(data)
    except (MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise StoreDamaged(key) from error
    return value


def _sum(key: str, kind: object, data: bytes) -> int:
    """Differs for other bytes, under another key, and where a version has other fields."""
    return zlib.crc32(data, zlib.crc32(key.encode(), _sum_of_shape(kind)))


@lru_cache
def _sum_of_shape(kind: object) -> int:
    return zlib.crc32(shape(kind).encode())


@lru_cache
def _decoder(kind: Any) -> msgpack.Decoder[Any]:
    return msgpack.Decoder(kind)


def shape(kind: object) -> str:
    """A type with the fields of all named tuples in it, in their order, and their types.

    Named tuples are kept as their values alone, which one with other fields could take for its own.
    """
    found: dict[str, str] = {}
    waiting: list[Any] = [kind]
    while waiting:
        inner = waiting.pop()
        waiting += get_args(inner)
        if hasattr(inner, "_fields") and repr(inner) not in found:
            fields = get_type_hints(inner)
            found[repr(inner)] = repr(fields)
            waiting += fields.values()
    return repr((kind, sorted(found.items())))
