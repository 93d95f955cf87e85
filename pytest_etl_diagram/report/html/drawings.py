"""Where the drawings of a snapshot are in its text."""

from __future__ import annotations

from pytest_etl_diagram.mermaid.escape import unescape

_OPEN, _CLOSE, _TITLE = "```mermaid", "```", "## "

Drawing = tuple[str, int, int]
"""Its title ("" for the only one), and its first line and the one after its last, from 0."""


def drawings(text: str) -> list[Drawing]:
    """Return the drawings of a snapshot that this version of the plugin can read."""
    found: list[Drawing] = []
    title, start = "", -1
    for number, line in enumerate(text.split("\n")):
        if start >= 0 and line == _CLOSE:
            found.append((title, start, number))
            title, start = "", -1
        elif start < 0 and line == _OPEN:
            start = number + 1
        elif start < 0 and line.startswith(_TITLE):
            title = unescape(line.removeprefix(_TITLE))
    return found
