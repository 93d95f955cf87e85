"""What runs after what: by order, or by what steps say that they wait for and take."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.shapes import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_etl_diagram.declarations.generic.drafts import Draft
    from pytest_etl_diagram.declarations.generic.facts import Named

Row = tuple[int, ...]
"""Stages that run side by side, as indices."""
Block = tuple[Row, ...]
"""Rows that run one after the other: all steps, all checks."""
Pair = tuple[int, int]

_ALIASES = {
    "extract": "extract",
    "source": "extract",
    "load": "load",
    "target": "load",
    "sink": "load",
    "destination": "load",
}
"""What steps call all sources or targets together, where none of them has that name."""


@dataclass(frozen=True, slots=True)
class Order:
    """What runs after what (pairs of indices), and what is wrong with it."""

    pairs: tuple[Pair, ...]
    wrong: tuple[Wrong, ...] = ()


def known_names(drafts: Sequence[Draft], names: Sequence[str]) -> dict[str, Row]:
    """Return the stages by every name that others may call them, their own ones first."""
    own: dict[str, list[int]] = {}
    given: dict[str, list[int]] = {}
    by_role: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        own.setdefault(names[index], []).append(index)
        by_role.setdefault(draft.role, []).append(index)
        for name in draft.gives:
            given.setdefault(name, []).append(index)
    alike = {name: by_role[role] for name, role in _ALIASES.items() if role in by_role}
    return {name: tuple(found) for name, found in {**alike, **given, **own}.items()}


def order_of(drafts: Sequence[Draft], names: Sequence[str], blocks: Sequence[Block]) -> Order:
    """Return what runs after what.

    The rows of a block follow each other, and the first one what nothing has waited for so far.
    Where a step says what it takes, it follows that instead, and extractions follow none. Where
    any step of a block says what it waits for, the others wait for no other step of that block.
    """
    known = known_names(drafts, names)
    wrong: list[Wrong] = []
    pairs: dict[Pair, None] = {}
    open_ends: Row = ()
    checks: dict[int, list[int]] = {}
    for block in blocks:
        members = tuple(index for row in block for index in row)
        explicit = any(drafts[index].needs is not None for index in members)
        flows = any(_taken(drafts[index].inputs, index, known) for index in members)
        before = open_ends
        for row in block:
            for index in row:
                earlier = _earlier(index, drafts, known)
                starts = explicit or (flows and drafts[index].role == "extract")
                earlier = earlier or (open_ends if starts else before)
                if drafts[index].role == "load" and drafts[index].needs is None:
                    earlier = _checked(earlier, checks)
                elif drafts[index].role == "validate":
                    for one in earlier:
                        checks.setdefault(one, []).append(index)
                beside = _taken(drafts[index].beside, index, known)
                pairs.update(((one, index), None) for one in (*earlier, *beside) if one != index)
                wrong.extend(_dangling(drafts[index], names[index], known))
            before = row
        waited = {source for source, _ in pairs}
        open_ends = tuple(index for index in (*open_ends, *members) if index not in waited)
    wrong.extend(_circles(tuple(pairs), drafts, names))
    return Order(tuple(pairs), tuple(wrong))


def _checked(earlier: Row, checks: Mapping[int, Sequence[int]]) -> Row:
    """Return the checks of what a load takes, where there are some, in the place of that."""
    return tuple(dict.fromkeys(found for one in earlier for found in checks.get(one, (one,))))


def _earlier(index: int, drafts: Sequence[Draft], known: Mapping[str, Row]) -> Row:
    """Return what a stage says that it follows."""
    draft = drafts[index]
    needed = [one for need in draft.needs or () for one in known.get(need.name, ())]
    return (*needed, *_taken(draft.inputs, index, known))


def _taken(inputs: Sequence[Named], index: int, known: Mapping[str, Row]) -> Row:
    """Return the stages that give what a stage takes: of several the last one before it."""
    found = []
    for each in inputs:
        giving = [one for one in _giving(each.name, known) if one != index]
        if giving:
            before = [one for one in giving if one < index]
            found.append(before[-1] if before else giving[0])
    return tuple(dict.fromkeys(found))


def _giving(name: str, known: Mapping[str, Row]) -> Row:
    """Return the stages that give what has this name: one output of several of a stage, too.

    Such a one is written as `split.valid`, `split:valid` or `split_valid`.
    """
    if name in known:
        return known[name]
    ends = [n for n, letter in enumerate(name) if letter in "._:/" and name[:n] in known]
    return known[name[: ends[-1]]] if ends else ()


def _dangling(draft: Draft, name: str, known: Mapping[str, Row]) -> Iterator[Wrong]:
    for need in draft.needs or ():
        if need.name not in known and "{" not in need.name:
            yield Wrong(
                need.line,
                f"{name} waits for {need.name}, which is no step of this pipeline; correct the "
                "name, or add that step",
            )


def _circles(
    pairs: Sequence[Pair], drafts: Sequence[Draft], names: Sequence[str]
) -> Iterator[Wrong]:
    """Yield a problem for the first circle of stages that wait for each other."""
    following: dict[int, list[int]] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
    left = dict.fromkeys(index for pair in pairs for index in pair)
    waiting = Counter(target for _, target in pairs)
    free = [index for index in left if not waiting[index]]
    while free:
        index = free.pop()
        left.pop(index)
        for target in following.get(index, ()):
            waiting[target] -= 1
            if not waiting[target]:
                free.append(target)
    if not left:
        return
    path = _way_round(left, following)
    words = " → ".join(names[index] for index in path)
    yield Wrong(
        drafts[path[0]].line,
        f"steps wait for each other: {words}; take one of these dependencies away",
    )


def _way_round(left: Mapping[int, None], following: Mapping[int, list[int]]) -> Row:
    """Return a circle among stages each of which waits for another of them or follows one."""
    preceding = {target: s for s in left for target in following.get(s, ()) if target in left}
    path = [min(left)]
    while path[-1] not in path[:-1]:
        path.append(preceding[path[-1]])
    circle = path[path.index(path[-1]) :][::-1]
    start = circle.index(min(circle))
    return (*circle[start:-1], *circle[:start], circle[start])
