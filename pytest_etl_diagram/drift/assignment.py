"""The assignment problem: which pairs give the highest sum when each side is used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best_assignment(scores: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Return the (row, column) pairs with the highest sum of scores, by row.

    Every row has the same number of columns and every score is at least 0; a
    pair of score 0 is left out. This is the Hungarian method with potentials
    (Kuhn 1955, in the O(n²m) form of Jonker and Volgenant); equal sums are
    decided by the order of rows and columns, so that the answer is stable.
    """
    if not scores or not scores[0]:
        return ()
    if len(scores) > len(scores[0]):
        turned = [list(column) for column in zip(*scores, strict=True)]
        return tuple(sorted((row, column) for column, row in best_assignment(turned)))
    row_of = _row_of_columns(scores)
    pairs = ((row, column) for column, row in enumerate(row_of) if row is not None)
    return tuple(sorted(pair for pair in pairs if scores[pair[0]][pair[1]] > 0))


def _row_of_columns(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """Give every row a column, by adding one row after the other along a shortest path."""
    width = len(scores[0])
    row_prices = [0.0] * len(scores)
    column_prices = [0.0] * (width + 1)
    row_of: list[int | None] = [None] * (width + 1)
    for row in range(len(scores)):
        row_of[width] = row
        came_from, last = _shortest_path(scores, row_of, row_prices, column_prices)
        while last != width:
            previous = came_from[last]
            row_of[last] = row_of[previous]
            last = previous
    return row_of[:width]


def _shortest_path(
    scores: Sequence[Sequence[float]],
    row_of: Sequence[int | None],
    row_prices: list[float],
    column_prices: list[float],
) -> tuple[list[int], int]:
    """Search a free column from the row in the extra last column; keeps the prices feasible.

    Returns the column before each column on the way, and the free column.
    """
    width = len(scores[0])
    cheapest = [float("inf")] * width
    came_from = [width] * width
    visited = [False] * (width + 1)
    here = width
    while (row := row_of[here]) is not None:
        visited[here] = True
        for column in range(width):
            if not visited[column]:
                cost = -scores[row][column] - row_prices[row] - column_prices[column]
                if cost < cheapest[column]:
                    cheapest[column], came_from[column] = cost, here
        free = [column for column in range(width) if not visited[column]]
        nearest = min(free, key=cheapest.__getitem__)
        step = cheapest[nearest]
        for column in range(width + 1):
            owner = row_of[column]
            if visited[column] and owner is not None:
                row_prices[owner] += step
                column_prices[column] -= step
            elif column < width:
                cheapest[column] -= step
        here = nearest
    return came_from, here
