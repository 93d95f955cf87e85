"""Ids of vertices and boxes: from names and surroundings, never from a counter."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable


def ids(
    prefix: str, named: Iterable[tuple[str, tuple[str, ...]]], taken: Iterable[str] = ()
) -> list[str]:
    """Return an id for each (key, surroundings), in their order, none of them among `taken`.

    Of equal keys the first has the plain id, others get a suffix from the hash
    of their surroundings; which of those with equal surroundings it is goes
    into the hash only where nothing else tells them apart.
    """
    used = set(taken)
    times: Counter[tuple[str, tuple[str, ...]]] = Counter()
    found: list[str] = []
    for key, around in named:
        plain = make_id(prefix, mask(key))
        own = plain
        while own in used:
            own = f"{plain}_{_digest(around, times[plain, around])}"
            times[plain, around] += 1
        used.add(own)
        found.append(own)
    return found


def _digest(around: tuple[str, ...], number: int) -> str:
    text = "\n".join((*map(mask, around), *([str(number)] if number else [])))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
