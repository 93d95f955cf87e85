"""What is downstream of a pipeline: the pipelines that its failure or change reaches."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.lineage.web import Pipeline, web

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_etl_diagram.diagrams.lineage.web import End
    from pytest_etl_diagram.model import Lineage

_Known = tuple[str, str]
"""The source and the name of a diagram."""


class Downstream:
    """What is downstream of each pipeline of a project, whose ties are worked out once."""

    def __init__(self, lineages: Iterable[Lineage]) -> None:
        """Take the lineage of all its pipelines."""
        found = web(lineages)
        self._following: dict[End, list[End]] = {}
        for tie in found.ties:
            self._following.setdefault(tie.source, []).append(tie.target)
        self._called: dict[_Known, list[Pipeline]] = {}
        self._running: dict[_Known, list[Pipeline]] = {}
        for pipeline, each in found.pipelines.items():
            self._called.setdefault((each.source, each.name), []).append(pipeline)
            for function in each.runs:
                self._running.setdefault(function, []).append(pipeline)

    def of(self, source: str, name: str) -> tuple[str, ...]:
        """Return the names of the pipelines downstream of one, nearest first, then by name.

        `source` and `name` are those of a diagram. That of a pipeline stands for the pipeline;
        that of a function or method that a DAG runs for the DAG, which is then the first one
        downstream. What is neither has nothing downstream.
        """
        same = self._called.get((source, name))
        if same:
            return _names(self._steps(same), same)
        return _names(self._steps(self._running.get((source, name), ())), ())

    def _steps(self, starts: Iterable[Pipeline]) -> dict[End, int]:
        """Return the pipelines on the way from some of them, with how many come before each.

        Data between two pipelines is no step: what is started by an asset is as near as what is
        triggered.
        """
        steps: dict[End, int] = dict.fromkeys(starts, 0)
        waiting = deque(steps)
        while waiting:
            here = waiting.popleft()
            for target in self._following.get(here, ()):
                count = steps[here] + isinstance(target, Pipeline)
                if target not in steps or count < steps[target]:
                    steps[target] = count
                    waiting.append(target)
        return steps


def _names(steps: Mapping[End, int], without: Collection[Pipeline]) -> tuple[str, ...]:
    left = ((end, count) for end, count in steps.items() if end not in without)
    named = sorted((count, end.name) for end, count in left if isinstance(end, Pipeline))
    return tuple(dict.fromkeys(name for _, name in named))
