"""Values as they were made: compared with what they are now at little cost, and put back.

What several evaluations have in common may be changed by each of them, as long as the next one
finds it as it was made. What can change is kept in flat rows, so that comparing takes a few calls
of Python's own.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.reaching import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.evaluate.reaching import Reached

TEXTS: frozenset[type] = frozenset((str, bytes, type(None)))
"""Types of what is the same if it is equal: of others, as 1 and True, that can't be said."""


class Rows:
    """Dicts or lists (`rows`), with all that they held in one flat row."""

    __slots__ = ("_kept", "_lengths", "_of", "_same", "rows")

    def __init__(
        self,
        rows: list[Any],
        of: Callable[[Any], Iterable[object]],
        same: Callable[[list[object], Iterable[object]], bool],
    ) -> None:
        """Take them, what gives the parts of one, and what compares these with what it held."""
        self.rows = rows
        self._of = of
        self._same = same
        self._lengths = list(map(len, rows))
        self._kept = list(chain.from_iterable(map(of, rows)))

    def are_intact(self) -> bool:
        """Tell whether each holds what it held, in its order."""
        if list(map(len, self.rows)) != self._lengths:
            return False
        return self._same(self._kept, chain.from_iterable(map(self._of, self.rows)))

    def each(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each dict or list with what it held."""
        end = 0
        for row, length in zip(self.rows, self._lengths, strict=True):
            start, end = end, end + length
            yield row, self._kept[start:end]


def _identical(kept: list[object], found: Iterable[object]) -> bool:
    return all(map(is_, kept, found))


def _equal(kept: list[object], found: Iterable[object]) -> bool:
    return kept == list(found)


class Seal:
    """How objects were when they were sealed, by the identity of all that they hold."""

    __slots__ = ("_attributes", "_keys", "_lists", "_values")

    def __init__(self, reached: Reached) -> None:
        """Take the objects, as they are."""
        plain: list[dict[Any, Any]] = []
        mixed: list[dict[Any, Any]] = []
        for each in reached.dicts:
            (plain if TEXTS.issuperset(map(type, each.values())) else mixed).append(each)
        self._values = (Rows(plain, dict.values, _equal), Rows(mixed, dict.values, _identical))
        named = TEXTS.issuperset(map(type, chain.from_iterable(reached.dicts)))
        same = _equal if named else _identical
        self._keys = (Rows(plain, iter, same), Rows(mixed, iter, same))
        self._lists = Rows(reached.lists, iter, _identical)
        self._attributes = [
            (name, objects, list(map(attrgetter(name), objects)))
            for kind, objects in reached.objects.items()
            for name in shape_of(kind).changing
        ]

    def ids(self) -> Iterable[int]:
        """Return the ids of the objects that are sealed."""
        rows = chain(*(rows.rows for rows in self._values), self._lists.rows)
        return chain(map(id, rows), *(map(id, objects) for _, objects, _ in self._attributes))

    def is_intact(self) -> bool:
        """Tell whether all objects hold what they held."""
        return all(rows.are_intact() for rows in (*self._values, *self._keys, self._lists)) and all(
            all(map(is_, map(attrgetter(name), objects), kept))
            for name, objects, kept in self._attributes
        )

    def mend(self) -> None:
        """Make all objects hold what they held."""
        for keys, values in zip(self._keys, self._values, strict=True):
            for (each, names), (_, held) in zip(keys.each(), values.each(), strict=True):
                each.clear()
                each.update(zip(names, held, strict=True))
        for row, items in self._lists.each():
            row[:] = items
        for name, objects, kept in self._attributes:
            for changed, value in zip(objects, kept, strict=True):
                if getattr(changed, name) is not value:
                    setattr(changed, name, value)
