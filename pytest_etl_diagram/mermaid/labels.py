"""The text in a box: a node's name and facts, a line each.

    aggregate_sales<br/>PythonOperator<br/>callable: aggregate_sales<br/>retries: 3

The first line is the node's name, unless its first fact has that name. The fact
`operator` directly behind the name is its bare value. A bare line below a fact
goes on with that fact's value. A raw colon and blank always separate a fact's
name from its value: elsewhere in a line's head the colon is an entity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.escape import (
    ALIAS_HEAD,
    ALIAS_VALUE,
    HEAD,
    LINE,
    SAID,
    VALUE,
    escape,
    settle,
    unescape,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.mermaid.escape import Spot
    from pytest_etl_diagram.model import Fact

BREAK = "<br/>"
_SEPARATOR = ": "
_BARE = "operator"


@dataclass(frozen=True, slots=True)
class Places:
    """How text is escaped in a drawing: in a line of its own, before and behind the separator."""

    line: Spot
    head: Spot
    value: Spot


FLOWCHART = Places(LINE, HEAD, VALUE)
SEQUENCE = Places(SAID, ALIAS_HEAD, ALIAS_VALUE)


def text_label(text: str, places: Places = FLOWCHART) -> str:
    """Return the label, without quotes, that shows a text of one or more lines."""
    lines = BREAK.join(escape(line, places.line) for line in text.split("\n"))
    return settle(lines) or " "


def read_text_label(label: str) -> str:
    """Return the text that `text_label` was given."""
    return "" if label == " " else "\n".join(unescape(line) for line in label.split(BREAK))


def node_label(name: str, facts: tuple[Fact, ...], places: Places = FLOWCHART) -> str:
    """Return the label, without quotes, that shows a node's name and facts."""
    lines = [] if facts and facts[0][0] == name else [escape(name, places.head)]
    for index, (key, value) in enumerate(facts):
        if index == 0 and lines and key == _BARE:
            lines.append(escape(value, places.head))
        else:
            lines += _fact_lines(key, value, places)
    return settle(BREAK.join(lines)) or " "


def _fact_lines(key: str, value: str, places: Places) -> list[str]:
    first, *others = value.split("\n")
    head = f"{escape(key, places.head)}{_SEPARATOR}{escape(first, places.value)}"
    return [head, *(escape(line, places.head) for line in others)]


def read_node_label(label: str) -> tuple[str, tuple[Fact, ...]]:
    """Return (name, facts) of what `node_label` wrote."""
    first, *lines = ("" if label == " " else label).split(BREAK)
    key, separator, value = first.partition(_SEPARATOR)
    name = unescape(key)
    facts: list[Fact] = []
    if separator:
        facts.append((name, unescape(value)))
    elif lines and _SEPARATOR not in lines[0]:
        facts.append((_BARE, unescape(lines.pop(0))))
    for line in lines:
        key, separator, value = line.partition(_SEPARATOR)
        if separator:
            facts.append((unescape(key), unescape(value)))
        else:
            facts[-1] = (facts[-1][0], f"{facts[-1][1]}\n{unescape(line)}")
    return name, tuple(facts)
