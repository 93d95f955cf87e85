"""The columns by which a statement matches rows: of ON CONFLICT and of MERGE … ON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.endpoints.sql.tokens import Group, Token, name_at, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.flows.endpoints.sql.tokens import Item, Items


def index_of(items: Items, *words: str, start: int = 0) -> int:
    """Return the index of the first place where these keywords follow each other, -1 for none."""
    for index in range(start, len(items) - len(words) + 1):
        if all(items[index + n].key == word for n, word in enumerate(words)):
            return index
    return -1


def conflict(items: Items) -> tuple[str, tuple[str, ...]]:
    """Return mode and keys of `ON CONFLICT …` and `ON DUPLICATE KEY UPDATE`; "" without one."""
    if index_of(items, "ON", "DUPLICATE") >= 0:
        return "upsert", ()
    index = index_of(items, "ON", "CONFLICT")
    if index < 0:
        return "", ()
    keys: tuple[str, ...] = ()
    following = items[index + 2] if index + 2 < len(items) else None
    if isinstance(following, Group):
        keys = tuple(part[0].text for part in _parts(following.items, ",") if part[0].text)
    elif following is not None and following.key == "ON":  # ON CONSTRAINT name
        keys = (name_at(items, index + 4)[0],)
    does_nothing = index_of(items, "DO", "NOTHING", start=index) >= 0
    return ("ignore" if does_nothing else "upsert"), keys


def matched(condition: Items, target: Iterable[str]) -> tuple[str, ...]:
    """Return the target's columns that a condition compares: `t.id = s.id AND t.day = s.day`.

    `target` are the names under which the condition knows the target. An unknown part of the
    condition stands for itself: `{matches}`.
    """
    full = [name.upper() for name in target]
    names = {*full, *(name.rpartition(".")[2] for name in full)}
    found: list[str] = []
    for part in _conjuncts(condition):
        key = _key(part, names)
        if key and key not in found:
            found.append(key)
    return tuple(found)


def keys_of_condition(text: str, target: Iterable[str]) -> tuple[str, ...]:
    """Return what `matched` does for a condition that is given as text."""
    read = statements(text)
    return matched(read[0], target) if read else ()


def _conjuncts(items: Items) -> Iterator[Items]:
    for part in _parts(items, "AND"):
        if len(part) == 1 and isinstance(part[0], Group):
            yield from _conjuncts(part[0].items)
        else:
            yield part


def _key(part: Items, target: set[str]) -> str:
    left, after = name_at(part, 0)
    if left.startswith("{") and all(item.text.startswith("{") for item in part):
        return left
    signs = part[after : after + 2]
    width = 2 if len(signs) > 1 and signs[1].text == "=" else 1  # `==` as Spark has it
    if not left or not signs or signs[0].text != "=":
        return ""
    right, end = name_at(part, after + width)
    if not right or end != len(part):
        return ""
    for side in (left, right):
        owner, _, column = side.rpartition(".")
        if owner.upper() in target:
            return column
    return left.rpartition(".")[2]


def _parts(items: Items, separator: str) -> Iterator[tuple[Item, ...]]:
    """Split one level at a keyword or sign."""
    part: list[Item] = []
    for item in items:
        if (isinstance(item, Token) and item.text == separator) or item.key == separator:
            if part:
                yield tuple(part)
            part = []
        else:
            part.append(item)
    if part:
        yield tuple(part)
