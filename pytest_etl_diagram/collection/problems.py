"""How a problem is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Location
from pytest_etl_diagram.report.words import at, visible

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Problem


def problem_line(problem: Problem) -> str:
    """Return a problem on one line that is safe to print, with its place first."""
    return f"{at(Location(problem.path, problem.line))}: {visible(problem.message)}"
