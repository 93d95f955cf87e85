"""The problems of a file, as they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.flows.tree import Flow

MAX_TOLD = 20
"""So many problems of one line are told one by one."""


def told(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems; of what is only reported, each line's first ones and how many more."""
    more: dict[tuple[str, int], int] = {}
    for problem in problems:
        at = problem.path, problem.line
        more[at] = more.get(at, -MAX_TOLD) + (not problem.fatal)
        if problem.fatal or more[at] <= 0:
            yield problem
    for (path, line), count in more.items():
        if count > 0:
            yield Problem(path, line, f"has {count:,} more such problems", fatal=False)


def missed(source: str, named: Iterable[str], flows: Iterable[Flow]) -> Iterator[Problem]:
    """Yield a problem for each function that a setting names and that isn't drawn."""
    drawn = {flow.name for flow in flows}
    for name in named:
        if name not in drawn:
            words = (
                f"etl_diagrams_entry_points names {name}, which is no function here or does "
                "nothing that can be drawn; correct the setting"
            )
            yield Problem(source, 0, words)


def spent_words(error: BaseException) -> str:
    """Say which budget the evaluation of a file has used up."""
    if isinstance(error, RecursionError):
        return "nested too deeply to evaluate, or holds itself; split it"
    what = "needs too much memory to evaluate" if isinstance(error, MemoryError) else str(error)
    return f"{what}; simplify it, or exclude the file (etl_diagrams_exclude)"
