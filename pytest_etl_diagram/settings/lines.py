"""Where an entry of pytest's settings stands."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

_NOWHERE = "."
"""The place of what stands in no file, but on the command line."""

_BEFORE, _AFTER = r"""(?:^|[=:\["'])[ \t]*""", r"""[ \t]*(?:$|["'])"""
"""What stands around an entry: it is alone on its line, behind the value's name, or in quotes."""


def places_of(config: pytest.Config, name: str, entries: Sequence[str]) -> tuple[Location, ...]:
    """Return the place of each of the `entries` of the ini value `name`, in their order.

    The path is relative to the root folder; line 0 where the entry isn't found as it is, which
    is so on the command line and for text that its file writes with escapes.
    """
    if config.inipath is None:
        return tuple(Location(_NOWHERE) for _ in entries)
    path = _relative(config.inipath, config.rootpath)
    text = _text(config.inipath)
    named = re.compile(rf"""^[ \t]*(["']?){re.escape(name)}\1[ \t]*[=:]""", re.MULTILINE)
    begin = named.search(text)
    at = len(text) if begin is None else begin.end() - 1
    places = []
    for entry in entries:
        pattern = re.compile(f"{_BEFORE}({re.escape(entry)}){_AFTER}", re.MULTILINE)
        found = pattern.search(text, at)
        places.append(
            Location(path, 0 if found is None else text.count("\n", 0, found.start(1)) + 1)
        )
        at = at if found is None else found.end(1)
    return tuple(places)


def _relative(path: Path, root: Path) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
