"""What every report is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Problem
    from pytest_etl_diagram.report.entries import Entry


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole run: its diagrams, snapshots without one (paths), and what wasn't understood.

    `root` is the root folder as the report shows it. All paths are relative to
    it, with forward slashes.
    """

    entries: tuple[Entry, ...]
    orphans: tuple[str, ...]
    problems: tuple[Problem, ...]
    root: str
    tool_version: str
