"""What a drawing is called: its kind in words, and its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.escape import MARKDOWN, TITLE, escape, settle, unescape

if TYPE_CHECKING:
    from pytest_etl_diagram.mermaid.escape import Spot

WORDS = {
    "dag": "Airflow DAG",
    "activity": "Activity of",
    "sequence": "Sequence of",
    "architecture": "Architecture of",
    "pipeline": "Pipeline",
    "deployment": "Deployment of",
    "lineage": "Lineage of",
}
"""Kinds with words of their own; every other is called `<kind> diagram`.

A heading has them without their ` of`: `# Activity: load_sales`.
"""

_HEADINGS = {kind: words.removesuffix(" of") for kind, words in WORDS.items()}
_KINDS = {words: kind for kind, words in _HEADINGS.items()}
_DIAGRAM = " diagram"


def accessible_title(kind: str, title: str) -> str:
    """Return the value of `accTitle:`: `Activity of sales` or `services diagram: shop`."""
    words = WORDS.get(kind) or f"{_words(kind, TITLE)}:"
    return settle(f"{words} {escape(title, TITLE)}".rstrip(" "))


def read_accessible_title(value: str) -> tuple[str, str]:
    """Return (kind, title) of what `accessible_title` wrote, or raise SnapshotFormatError."""
    if ": " in f"{value} ":
        return _read(f"{value} ")
    for kind, words in WORDS.items():
        if value == words or value.startswith(f"{words} "):
            return kind, unescape(value[len(words) + 1 :])
    message = f"no title of ours: {value!r}"
    raise SnapshotFormatError(message)


def heading(kind: str, name: str) -> str:
    """Return the Markdown heading of a diagram: `# Airflow DAG: sales`."""
    return f"# {_words(kind, MARKDOWN)}: {escape(name, MARKDOWN)}".rstrip(" ")


def read_heading(line: str) -> tuple[str, str]:
    """Return (kind, name) of what `heading` wrote, or raise SnapshotFormatError."""
    if not line.startswith("# "):
        message = f"no heading of ours: {line!r}"
        raise SnapshotFormatError(message)
    return _read(f"{line[2:]} ")


def _words(kind: str, spot: Spot) -> str:
    return _HEADINGS.get(kind) or f"{escape(kind, spot)}{_DIAGRAM}"


def _read(text: str) -> tuple[str, str]:
    words, colon, title = text.partition(": ")
    if not colon or not (words in _KINDS or words.endswith(_DIAGRAM)):
        message = f"no title of ours: {text.rstrip()!r}"
        raise SnapshotFormatError(message)
    kind = _KINDS.get(words) or unescape(words.removesuffix(_DIAGRAM))
    return kind, unescape(title.removesuffix(" "))
