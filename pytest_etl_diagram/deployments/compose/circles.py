"""Circles of things that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def circle(waits: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return names each of which waits for the next, and the last for the first; () for none.

    `waits` tells what each waits for. The same circle is found whatever the order of `waits`, and
    begins with its first name by the alphabet.
    """
    done: set[str] = set()
    for start in sorted(waits):
        path: list[str] = [start]
        left = [sorted(waits[start], reverse=True)] if start not in done else []
        while left:
            if not left[-1]:
                left.pop()
                done.add(path.pop())
                continue
            name = left[-1].pop()
            if name in path:
                return from_first(path[path.index(name) :])
            if name in waits and name not in done:
                path.append(name)
                left.append(sorted(waits[name], reverse=True))
    return ()


def from_first(names: Sequence[str]) -> tuple[str, ...]:
    """Return a circle of names as one that begins with its first name by the alphabet."""
    at = names.index(min(names))
    return (*names[at:], *names[:at])
