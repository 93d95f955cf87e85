"""How the cost grows with the number of DAG modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import projects
from tests.benchmarks.runs import RunError, measure, pytest_command
from tests.benchmarks.table import Peer, Row, at_most, without_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 2.2
"""For twice the modules."""


def rows(plan: Plan) -> Iterator[Row]:
    """Yield a row for each size but the least, against the next smaller one, cold and warm."""
    try:
        grown = [(size, projects.synthetic(size)) for size in plan.sizes]
        timings = measure(
            [
                command
                for size, project in grown
                for command in (
                    pytest_command(
                        f"cold {size}", project.root, projects.ON, before=project.forget
                    ),
                    pytest_command(f"warm {size}", project.root, projects.ON),
                )
            ],
            plan.rounds,
        )
    except RunError as error:
        yield without_figures("growth", error)
        return
    by_name = {timing.name: timing for timing in timings}
    for state in ("cold", "warm"):
        for less, more in zip(plan.sizes, plan.sizes[1:], strict=False):
            small, big = by_name[f"{state} {less}"], by_name[f"{state} {more}"]
            limit = LIMIT * more / (2 * less)
            measured = f"growth, {state}, {more:,} modules"
            peer = Peer(small.median, f"{less:,} modules")
            yield at_most(measured, big.median, peer, limit, (small, big))
