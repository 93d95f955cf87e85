"""Where the scalars of a YAML text stand, for telling what in it is a comment."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import yaml

from pytest_etl_diagram.documents.limits import MAX_PARTS, MAX_PURE_SIZE
from pytest_etl_diagram.documents.pure_yaml import PureLoader
from pytest_etl_diagram.documents.yaml import FAST

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = re.compile(
    r"\{\{(?:(?!\{\{|\}\})[^\n])*\}\}|\{%(?:(?!\{%|%\})[^\n])*%\}"  # to the next beginning only
)
_BLOCK_STYLES = ("|", ">")


def scalars(text: str) -> list[tuple[int, int]]:
    """Return where each scalar begins and ends in a YAML text, in its order.

    One of several lines (`|`, `>`) begins below the line of its sign. A template is read with
    its expressions covered; of what isn't YAML even then, there are only those before the fault,
    and of any text no more than MAX_PARTS.
    """
    if FAST is None and len(text) > MAX_PURE_SIZE:
        return []
    found: list[tuple[int, int]] = []
    for attempt in (text, _TEMPLATE.sub(lambda match: "x" * len(match[0]), text)):
        found = []
        try:
            found.extend(itertools.islice(_spans(attempt), MAX_PARTS))
        except (yaml.YAMLError, ValueError, OverflowError):
            continue
        break
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for token in yaml.scan(text, Loader=FAST or PureLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in _BLOCK_STYLES:
                start = text.find("\n", start) + 1 or len(text)
            yield start, max(start, end)
