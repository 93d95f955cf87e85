"""What an evaluation may cost: past a budget, a file becomes a problem of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Exhausted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.evaluate.values.base import Plain


MAX_STEPS = 300_000  # statements, calls, operations and iterations of one file
MAX_DEPTH = 40  # calls inside calls
MAX_ITERATIONS = 2_000  # of one `while`, or of a `for` over what a generator yields
MAX_ITEMS_OF_LOOP = 10_000  # of one `for` over known items
MAX_ELEMENTS = 20_000  # iterations of one comprehension
MAX_ITEMS = 100_000  # taken from one collection
OF_NOTE = 10  # steps of something to be told: a line of it, and who reads that
CHEAP = 1_000  # characters or items that are for free
BYTES = 1_000  # bytes of memory that are a step to fill or look through
BYTES_OF_ITEM = 32  # bytes that an item of a long container takes
PARTS = 10  # parts of nested containers that are a step to go through
COPIED = 3  # parts of nested containers that are a step to copy
MADE = 25  # items of an iterator that are a step to make
MAX_LENGTH = 1_000_000  # characters of a string, items of a container
MAX_BITS = 13_000  # of an integer: CPython refuses to show one of over 4,300 digits
MAX_WIDTH = 10_000  # of a format specification
MAX_DIGITS = 2_500  # of a number's text: in base 36 these have under MAX_BITS
_WIDTH = re.compile(r"\d{4,}")
_WIDTH_ARGUMENT = re.compile(r"%[^a-zA-Z]*\*|:[^{}]*\{")  # `%*d`, `{:{}}`


def check_size(op: str, left: Plain, right: Plain) -> None:
    """Raise Exhausted where the result would be too large to be worth computing."""
    size: float = 0
    if op == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(times, int) and isinstance(text, (str, bytes, list, tuple)):
                size = len(text) * max(times, 0)
        if isinstance(left, int) and isinstance(right, int):
            size = (left.bit_length() + right.bit_length()) * (MAX_LENGTH / MAX_BITS)
    elif op == "**" and isinstance(left, int) and isinstance(right, int):
        size = left.bit_length() * max(right, 0) * (MAX_LENGTH / MAX_BITS)
    elif op == "<<" and isinstance(left, int) and isinstance(right, int):
        size = (left.bit_length() + max(right, 0)) * (MAX_LENGTH / MAX_BITS)
    elif op == "+" and isinstance(left, (str, bytes, list, tuple)):
        size = len(left) + (len(right) if isinstance(right, (str, bytes, list, tuple)) else 0)
    if size > MAX_LENGTH:
        raise Exhausted(f"`{op}` makes a value of over {MAX_LENGTH:,} characters or items")


def check_width(spec: str) -> None:
    """Raise Exhausted where a format specification asks for an enormous width."""
    for width in _WIDTH.findall(spec):
        if len(width) > len(str(MAX_WIDTH)) or int(width) > MAX_WIDTH:
            raise Exhausted(f"a format width of over {MAX_WIDTH:,} characters")


def check_template(template: str | bytes, sign: str, values: Iterable[object]) -> None:
    """Raise Exhausted where filling `values` in at each `sign` would make an enormous text."""
    text = str(template)
    check_width(text)
    pool = list(values)
    if _WIDTH_ARGUMENT.search(text) and any(
        isinstance(v, int) and abs(v) > MAX_WIDTH for v in pool
    ):
        raise Exhausted(f"a format width of over {MAX_WIDTH:,} characters")
    longest = max((len(v) for v in pool if isinstance(v, (str, bytes))), default=0)
    check_size("*", "x" * min(longest, MAX_LENGTH), text.count(sign))


def limited(items: Iterable[object], spend: Callable[[int], None]) -> Iterator[object]:
    """Yield the items; past the budget, which endless iterators reach, the file is given up.

    What tuples hold that are items counts: `combinations` makes many long ones. `spend` is told of
    the steps that making the items takes.
    """
    width = 0
    for count, found in enumerate(items):
        width += len(found) if type(found) is tuple else 0
        if count >= MAX_ITEMS or width > MAX_LENGTH:
            raise Exhausted(f"over {MAX_ITEMS:,} items of one collection")
        if count % MADE == MADE - 1:
            spend(1)
        yield found
