"""The lines of text that a drawing shows: as Mermaid has them, and as a graph means them."""

from __future__ import annotations

import html
import re
from typing import Any

from pytest_etl_diagram.mermaid.unseen import FLOOD, HIDDEN, NEVER_DRAWN

_WORDS = {
    "dag": "Airflow DAG",
    "activity": "Activity of",
    "sequence": "Sequence of",
    "architecture": "Architecture of",
    "pipeline": "Pipeline",
    "deployment": "Deployment of",
    "lineage": "Lineage of",
}


def meant_title(kind: str, title: str) -> str:
    words = _WORDS.get(kind, f"{_shown(kind)} diagram:")
    return f"{words} {_shown(title)}".strip(" ")


def understood_title(found: str) -> str:
    return _decoded(found).strip(" ")


def understood_lines(label: str) -> tuple[str, ...]:
    return _trimmed(_decoded(line) for line in label.split("<br/>"))


def _decoded(text: str) -> str:
    """Decode as Mermaid does when it draws, then as a browser does."""
    marks = text.replace("\ufb02\u00b0\u00b0", "&#").replace("\ufb02\u00b0", "&")
    return html.unescape(marks.replace("\u00b6\u00df", ";"))


def meant_node_lines(name: str, facts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    lines = [] if facts and facts[0][0] == name else [_shown(name)]
    for index, (key, value) in enumerate(facts):
        if index == 0 and lines and key == "operator":
            lines.append(_shown(value))
        else:
            first, *others = value.split("\n")
            lines += [_shown(f"{key}: {first}"), *map(_shown, others)]
    return _trimmed(lines)


def meant_lines(text: str) -> tuple[str, ...]:
    return _trimmed(_shown(line) for line in text.split("\n"))


def _trimmed(lines: Any) -> tuple[str, ...]:
    """Drop blanks at lines' ends: no browser draws them, and Mermaid drops the last."""
    return tuple(line.rstrip(" ") for line in lines)


_NOTED = re.compile(f"[{NEVER_DRAWN}{HIDDEN}]|{FLOOD}")


def _shown(text: str) -> str:
    """Return `text` with our notation for characters that no page can hold, or nobody see."""
    return _NOTED.sub(lambda found: "".join(f"\u2426{ord(c):x};" for c in found[0]), text)
