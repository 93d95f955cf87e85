"""Values as JSON text: what was written comes back the same, and nothing else is built."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.model import plain
from pytest_etl_diagram.model.plain import Codec, PlainError


@dataclass(frozen=True, slots=True)
class Point:
    x: object
    y: object = 0
    label: str = ""
    parts: tuple[object, ...] = ()
    seen: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pair:
    left: object
    right: object


@dataclass(frozen=True, slots=True)
class Lonely:
    only: object


@dataclass(frozen=True, slots=True)
class Empty:
    pass


@dataclass(frozen=True, slots=True)
class Numbers:
    """Defaults that equal what isn't the same: only the first two may be left out."""

    zero: float = 0.0
    nested: tuple[object, ...] = (1,)
    flag: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ordered:
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(sorted(self.names)))


CODEC = Codec((Point, Pair, Lonely, Empty, Numbers, Ordered))


def spelled(value):
    """Return a text that is the same one only for the same value, types and all fields included."""
    if isinstance(value, frozenset):
        return f"frozenset({sorted(map(spelled, value))})"
    if isinstance(value, tuple):
        return f"({', '.join(map(spelled, value))})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {spelled(part)}' for key, part in value.items())}}}"
    if is_dataclass(value):
        parts = [spelled(getattr(value, each.name)) for each in fields(value)]
        return f"{type(value).__name__}({', '.join(parts)})"
    return hex(value) if type(value) is int else repr(value)


VALUES = {
    "none": None,
    "true is not one": (True, 1, 1.0, False, 0, 0.0, -0.0),
    "large numbers": (2**63, -(2**63), 2**63 - 1, 10**5000, -(10**5000)),
    "floats": (1e300, 5e-324, 0.1, float("inf"), float("-inf"), float("nan")),
    "texts": ("", "a", '"\\/\n\0\x7f\u2028', "Größe → 😀"),
    "lone surrogates": ("\udc80", "a\ud800", "\udfff\ud800"),
    "a pair of surrogates is not the character": ("\ud83d\ude00", "😀"),
    "texts that look like rows": ("[0]", '{"int":"0x1"}', "0", "null"),
    "tuples": ((), ((),), (((),), ()), ("a", ("b",))),
    "tuples that look like rows": ((0, 1), (3, 0), (0,)),
    "sets": (frozenset(), frozenset({"a", 1, None, (1, 2), Pair(1, 2), frozenset({2.5})})),
    "dicts": ({}, {"b": 1, "a": {"": ()}}, {"int": "0x1"}),
    "days": (date(2026, 12, 31), date.min, date.max),
    "dataclasses": (Point(1), Pair(Point(1, 2), Lonely(Empty())), Point("x", label="l")),
    "fields left out and not": (
        Point(1, 0, "", (), None),
        Point(1, 0, "", (), 5),
        Point(1, 0, "a"),
    ),
    "fields that don't count for equality": (Point(1, seen=Point(2, seen="z")), Point(1)),
    "what only equals a default": (
        Numbers(-0.0, (True,), flag=0, count=False),
        Numbers(0, (1.0,)),
        Numbers(),
        Point(1, False),  # noqa: FBT003
        Point(1, 0.0),
    ),
    "objects whose class orders what it is given": (Ordered(("b", "a")), Ordered()),
    "the same again and again": (Pair(Point(1), Point(1)), Pair(Point(1), Point(1)), "a", "a"),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_what_was_written_comes_back_the_same(value):
    text = CODEC.dumps(value)
    assert text.encode("utf-8")
    assert spelled(CODEC.loads(text)) == spelled(value)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())


comparable = scalars.filter(lambda value: value == value)  # noqa: PLR0124 -- not so nan
"""What is told from other elements of a set: there may be several nan in one, by chance."""


@st.composite
def values(draw, depth=4, *, hashable=False):
    """Draw a value of all that a codec knows, with parts in parts."""
    sorts = ["scalar", "tuple", "set", "object"] + ["dict"] * (not hashable)
    sort = draw(st.sampled_from(sorts)) if depth else "scalar"
    if sort == "scalar":
        return draw(comparable if hashable else scalars)
    inside = values(depth - 1, hashable=hashable or sort == "set")
    parts = draw(st.lists(inside, max_size=4))
    if sort == "tuple":
        return tuple(parts)
    if sort == "set":
        return frozenset(parts)
    if sort == "dict":
        return {draw(st.text()): part for part in parts}
    return (Empty, Lonely, Pair, Numbers, Point)[len(parts)](*parts)


@given(values())
def test_any_value_comes_back_the_same(value):
    text = CODEC.dumps(value)
    assert spelled(CODEC.loads(text)) == spelled(value)
    assert CODEC.dumps(CODEC.loads(text)) == text


@given(
    st.recursive(
        st.none()
        | st.integers(-2, 12)
        | st.text(max_size=3)
        | st.sampled_from([True, 0.5, {"int": "0xf"}, {"float": "nan"}, {"int": 1}]),
        lambda row: st.lists(row, max_size=5),
    )
)
def test_of_any_json_a_value_is_built_or_a_plain_error_raised(rows):
    try:
        value = CODEC.loads(json.dumps(rows))
    except PlainError:
        return
    assert spelled(CODEC.loads(CODEC.dumps(value))) == spelled(value)


def test_text_does_not_depend_on_the_order_in_which_a_set_is_walked():
    one = frozenset(["a", "b", *(f"x{number}" for number in range(50))])
    other = frozenset([*(f"x{number}" for number in reversed(range(50))), "b", "a"])
    assert CODEC.dumps(one) == CODEC.dumps(other)


def test_what_occurs_again_is_written_once():
    text = CODEC.dumps(tuple(Pair("dags/sales.py", Point(number)) for number in (1, 2, 1, 2)))
    assert text.count("dags/sales.py") == 1
    assert len(json.loads(text)) == len(
        ["path", 1, 2, "Point 1", "Point 2", "Pair 1", "Pair 2", "all"]
    )


def test_defaults_at_the_end_are_left_out():
    assert json.loads(CODEC.dumps(Point(7))) == [7, [4, 0]]
    assert json.loads(CODEC.dumps(Point(7, 0, "a"))) == [7, 0, "a", [4, 0, 1, 2]]


def test_depth_is_no_limit():
    value = ()
    for _ in range(50_000):
        value = (value,)
    back = CODEC.loads(CODEC.dumps(value))
    depth = 0
    while back:
        (back,) = back
        depth += 1
    assert depth == 50_000


def test_a_value_that_holds_itself_is_refused(monkeypatch):
    monkeypatch.setattr(plain, "_MAX_PARTS", 1000)
    value = {}
    value["self"] = value
    with pytest.raises(PlainError, match="holds itself"):
        CODEC.dumps(value)


class Text(str):
    __slots__ = ()


class Row(NamedTuple):
    x: int


class Level(IntEnum):
    LOW = 1


@dataclass(frozen=True, slots=True)
class Special(Lonely):
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ([1], "list"),
        ({1}, "set"),
        (b"x", "bytes"),
        (datetime(2026, 1, 1), "datetime"),  # noqa: DTZ001
        (1j, "complex"),
        (object(), "object"),
        (Text("x"), "Text"),
        (Row(1), "Row"),
        (Level.LOW, "Level"),
        (Special(1), "Special"),
        ({1: 2}, "dict"),
        ({Text("x"): 2}, "dict"),
    ],
)
@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: (one,), lambda one: Point(1, one)])
def test_what_is_not_known_is_refused_by_its_name(value, name, wrap):
    with pytest.raises(TypeError, match=name):
        CODEC.dumps(wrap(value))


def test_a_class_that_can_not_be_written_is_refused():
    @dataclass
    class Loose:
        x: int

    @dataclass(frozen=True)
    class Slotless:
        x: int

    with pytest.raises(TypeError, match="Loose is no frozen dataclass"):
        Codec((Loose,))
    with pytest.raises(TypeError, match="int is no frozen dataclass"):
        Codec((int,))
    with pytest.raises(TypeError, match="Slotless has no slots"):
        Codec((Slotless,))


WRONG_TEXTS = {
    "nothing": "",
    "no JSON": "[1",
    "more than one value": "[1] [2]",
    "a mark of the byte order": "\ufeff[1]",
    "numbers that JSON doesn't have": "[NaN]",
    "infinity": "[Infinity]",
    "a number of too many digits": f"[{'9' * 5000}]",
    "no rows": "[]",
    "a number": "1",
    "an object": '{"a":1}',
    "an empty row": "[1,[]]",
    "an unknown tag": "[1,[99,0]]",
    "a tag that is true": "[1,[true,0]]",
    "a tag that is a text": '[1,["0",0]]',
    "an index of what comes later": "[[0,1],1]",
    "an index of itself": "[[0,0]]",
    "an index from the end": "[1,[0,-1]]",
    "an index that is true": "[1,1,[0,true]]",
    "an index that is no number": '[1,[0,"0"]]',
    "an index that is not whole": "[1,[0,0.0]]",
    "a nested row": "[1,[0,[0]]]",
    "a day that isn't": "[2026,2,30,[3,0,1,2]]",
    "a day of texts": '["a",[3,0,0,0]]',
    "too few fields": "[1,[5,0]]",
    "too many fields": "[1,[5,0,0,0]]",
    "a key that is no text": "[1,[2,0,0]]",
    "a key without a value": '["a",[2,0]]',
    "an element that has no hash": "[[2],[1,0]]",
    "an unknown spelling": '[{"bytes":"00"}]',
    "two spellings": '[{"int":"0x1","float":"nan"}]',
    "no spelling": "[{}]",
    "a spelling that is no text": '[{"int":1}]',
    "a whole number misspelled": '[{"int":"0xg"}]',
    "a float misspelled": '[{"float":"1.5"}]',
    "a text misspelled": '[{"str":"f"}]',
    "a text that isn't UTF-8": '[{"str":"ff"}]',
    "nested arrays": "[" * 100_000,
    "nested objects": '{"a":' * 100_000,
    "closed nested arrays": "[" * 100_000 + "]" * 100_000,
}


@pytest.mark.parametrize("text", WRONG_TEXTS.values(), ids=WRONG_TEXTS)
def test_any_other_text_is_refused(text):
    with pytest.raises(PlainError):
        CODEC.loads(text)


def test_building_runs_no_code_of_a_class():
    class LoudError(Exception):
        pass

    @dataclass(frozen=True, slots=True)
    class Trap:
        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise LoudError

    codec = Codec((Trap,))
    assert codec.loads(codec.dumps(Trap(1))) == Trap(1)
    assert codec.loads("[-1,[4,0]]").x == -1
