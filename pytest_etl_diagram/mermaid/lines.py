"""Reading a drawing line by line, and comparing it with what would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pytest_etl_diagram.errors import SnapshotFormatError

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from pytest_etl_diagram.mermaid.validity import Fault

Page = TypeVar("Page")
"""What the lines so far have said."""


def split_lines(text: str) -> list[str]:
    """Return the lines of `text`, whose ends may be CRLF."""
    return text.replace("\r\n", "\n").split("\n")


def take_lines(
    page: Page,
    lines: Sequence[str],
    statements: Sequence[tuple[re.Pattern[str], Callable[[Page, re.Match[str]], str]]],
    start: int,
) -> dict[str, int]:
    """Have each line taken down in `page` by the first of the `statements` that it is.

    Each taker returns what its line is about; the result has the number of the
    first line about each. Lines are numbered from `start`. Raises
    SnapshotFormatError for a line that is none of the statements.
    """
    places: dict[str, int] = {}
    for number, line in enumerate(lines, start):
        places.setdefault(_take(page, line, statements, number), number)
    return places


def _take(
    page: Page,
    line: str,
    statements: Sequence[tuple[re.Pattern[str], Callable[[Page, re.Match[str]], str]]],
    number: int,
) -> str:
    for pattern, take in statements:
        if match := pattern.fullmatch(line):
            try:
                return take(page, match)
            except SnapshotFormatError as error:
                message = f"line {number}: {error}"
                raise SnapshotFormatError(message) from error
    message = f"line {number}: not a line that this plugin writes: {line!r}"
    raise SnapshotFormatError(message)


def refuse(faults: Iterable[Fault], places: dict[str, int], start: int) -> None:
    """Raise SnapshotFormatError for the first of the `faults`, if any, naming its line."""
    for fault in faults:
        message = f"line {places.get(fault.about, start)}: {fault.message}"
        raise SnapshotFormatError(message)


def require_same(found: list[str], expected: list[str], start: int = 1) -> None:
    """Raise SnapshotFormatError naming the first line of `found` that is not as expected."""
    for number, (line, wanted) in enumerate(zip(found, expected, strict=False), start):
        if line != wanted:
            message = f"line {number}: {line!r} stands where {wanted!r} would be written"
            raise SnapshotFormatError(message)
    if len(found) != len(expected):
        message = f"line {start + min(len(found), len(expected))}: too many or too few lines"
        raise SnapshotFormatError(message)
