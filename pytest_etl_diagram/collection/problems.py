"""How a problem is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Problem


def problem_line(problem: Problem) -> str:
    """Return a problem on one line, with its place first."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"{place}: {problem.message}"
