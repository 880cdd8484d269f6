"""Values in the store: what was put there comes back, and nothing else does."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from sitegen.model.record import Record
from sitegen.problems import Location, Problem
from sitegen.render.templates import Templates
from sitegen.store.trace import Trace
from sitegen.store.values import StoreDamaged, packed, shape, unpacked
from sitegen.unchanged import Receipt
from tests.store.test_damage import KINDS, NOTES, sum_of

WARNING = Problem(Location("a.md", 1), "a-code", "a message", "a hint", "warning")
VALUES: list[tuple[Any, Any]] = [
    (Receipt, Receipt("a", 1.5, None, 1, 2, 3, 4, (WARNING,))),
    (dict[str, Record], {"a.md": Record(None, problems=(WARNING,)), "b.md": Record(None)}),
    (tuple[str, Templates], ("a", Templates({"a.html": "b"}, "c"))),
    (Trace, Trace("a", "b", "c", "d")),
    (frozenset[str], frozenset({"a", "b"})),
]


@pytest.mark.parametrize(("kind", "value"), VALUES, ids=lambda value: "")
def test_what_was_put_there_comes_back(kind: Any, value: Any) -> None:
    back = unpacked("a", kind, *packed("a", kind, value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(("kind", "value"), VALUES, ids=lambda value: "")
def test_no_byte_can_change(kind: Any, value: Any) -> None:
    data, checksum = packed("a", kind, value)
    for at in range(len(data)):
        for changed in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
            with pytest.raises(StoreDamaged):
                unpacked("a", kind, changed, checksum)
    for changed in ("text", None, 5, 1.5, "", b""):
        with pytest.raises(StoreDamaged):
            unpacked("a", kind, changed, checksum)
    for changed in (None, "5", str(checksum), checksum + 1, -1, 0, 2**63, b"", float("nan")):
        with pytest.raises(StoreDamaged):
            unpacked("a", kind, data, changed)
    with pytest.raises(StoreDamaged):
        unpacked("b", kind, data, checksum)  # a value of the same type from elsewhere


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("key", KINDS)
def test_a_right_sum_is_not_enough(key: str, name: str) -> None:
    kind, data = KINDS[key], NOTES[name]
    try:
        value = unpacked(key, kind, data, sum_of(key, key, data))
    except StoreDamaged:
        return
    assert unpacked(key, kind, *packed(key, kind, value)) == value or value != value


def other(name: str, kind: Any, change: str) -> Any:
    """A named tuple as another version has it."""
    fields = dict(kind.__annotations__)
    first, *_, last = fields
    match change:
        case "more":
            fields["more"] = int
        case "less":
            del fields[last]
        case "renamed":
            fields["renamed"] = fields.pop(last)
        case "another type":
            fields[first] = int
    made: Any = NamedTuple(name, list(fields.items()))  # type: ignore[misc]
    made.__module__, made.__qualname__ = kind.__module__, kind.__qualname__
    return made


@pytest.mark.parametrize("change", ["more", "less", "renamed", "another type"])
@pytest.mark.parametrize("kind", [Receipt, Record, Trace, Templates], ids=lambda it: it.__name__)
def test_another_version_of_a_type_is_another_type(kind: Any, change: str) -> None:
    """The way there and back: an older program meets a newer one's store too."""
    theirs = other(kind.__name__, kind, change)
    assert repr(theirs) == repr(kind)
    for outer in (lambda it: it, lambda it: dict[str, it], lambda it: tuple[str, it]):
        assert shape(outer(theirs)) != shape(outer(kind))


def test_a_version_of_a_type_within_a_type_counts() -> None:
    theirs, ours = (dict[str, of] for of in (other("Location", Location, "more"), Location))
    assert shape(tuple[theirs, ...]) != shape(tuple[ours, ...])
    assert "evidence" in shape(dict[str, Record])
    assert "column" in shape(Receipt)


def test_fields_that_are_the_same_have_one_shape() -> None:
    assert shape(other("Trace", Trace, "")) == shape(Trace)
