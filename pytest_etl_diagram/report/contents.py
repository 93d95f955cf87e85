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
    it, with forward slashes. `fail_on` is the threshold of the run (`any`, `warning`
    or `breaking`), `base` the git revision that it was compared with ("" for none),
    `gone` are the paths of the snapshots of that revision whose diagram is gone.
    `accept_command` writes all snapshots. `base_fail_on` is the threshold for what changed
    since the base, or `never`. `prefix` is the path of the root folder in its repository, ""
    or ending in a slash.
    """

    entries: tuple[Entry, ...]
    orphans: tuple[str, ...]
    problems: tuple[Problem, ...]
    root: str
    tool_version: str
    fail_on: str = "any"
    base: str = ""
    gone: tuple[str, ...] = ()
    accept_command: str = "pytest --etl-diagrams --snapshot-update"
    base_fail_on: str = "never"
    prefix: str = ""
