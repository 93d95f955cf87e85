"""The peak of memory of cold and warm runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import table
from tests.benchmarks.projects import ON
from tests.benchmarks.runs import RunError, measure, pytest_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 300 * table.MEGABYTE


def rows(plan: Plan) -> Iterator[table.Row]:
    """Yield both rows; a peak hardly varies, so one run of each will do."""
    try:
        project = plan.synthetic()
        commands = [
            pytest_command("cold", project.root, ON, before=project.forget),
            pytest_command("warm", project.root, ON),
        ]
        timings = measure(commands, 1)
    except RunError as error:
        yield table.without_figures("peak memory", error)
        return
    for timing in timings:
        yield table.memory(f"peak memory, {timing.name}, {project.name}", timing, LIMIT)
