"""What is said about a file from outside of it, for those who trace it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.endpoints import Table


@dataclass(frozen=True, slots=True)
class FlowOptions:
    """How to look for the entry points of one file, and what its calls mean.

    - `by_convention`: functions may be entry points by their names; False in test files.
    - `named`: qualified names of functions that the settings make entry points.
    - `commands`: (command, qualified name) of the console scripts that start here.
    - `endpoints`: the table of I/O calls, None for the built-in one.
    """

    by_convention: bool = True
    named: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    endpoints: Table | None = None
