"""Commands, entry points and the tests of health checks, alike in text and list form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line, shown_words, split_words
from pytest_etl_diagram.deployments.compose.tree import Row, Text, texts_of

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Node


def words_of(node: Node | None) -> tuple[str, ...]:
    """Return a command's words: a text is split as a shell would."""
    if isinstance(node, Row):
        return texts_of(node)
    return split_words(node.text) if isinstance(node, Text) else ()


def shown_test(node: Node | None) -> str:
    """Return the test of a health check in one line, "" for what has none."""
    if isinstance(node, Row):
        words = texts_of(node)
        if words[:1] == ("CMD-SHELL",):
            return in_one_line(" ".join(words[1:]))
        return shown_words(words[1:] if words[:1] == ("CMD",) else words)
    return in_one_line(node.text) if isinstance(node, Text) else ""
