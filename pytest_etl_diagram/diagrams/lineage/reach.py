"""What is downstream of a pipeline: the pipelines that its failure or change reaches."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.lineage.web import Pipeline, web

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.diagrams.lineage.web import End, Web
    from pytest_etl_diagram.model import Lineage


def downstream_pipelines(lineages: tuple[Lineage, ...], source: str, name: str) -> tuple[str, ...]:
    """Return the names of the pipelines downstream of one, nearest first, then by name.

    `source` and `name` are those of a diagram. That of a pipeline stands for the pipeline; that
    of a function or method that a DAG runs for the DAG, which is then the first one downstream.
    What is neither has nothing downstream.
    """
    found = _web(lineages)
    same = [
        end for end, each in found.pipelines.items() if (each.source, each.name) == (source, name)
    ]
    if same:
        return _names(_steps(found, same), same)
    running = [end for end, each in found.pipelines.items() if (source, name) in each.runs]
    return _names(_steps(found, running), ())


@lru_cache(maxsize=4)
def _web(lineages: tuple[Lineage, ...]) -> Web:
    return web(lineages)


def _names(steps: Mapping[End, int], without: Iterable[Pipeline]) -> tuple[str, ...]:
    left = {end: count for end, count in steps.items() if end not in set(without)}
    named = sorted((count, end.name) for end, count in left.items() if isinstance(end, Pipeline))
    return tuple(dict.fromkeys(name for _, name in named))


def _steps(found: Web, starts: Iterable[End]) -> dict[End, int]:
    """Return the pipelines on the way from some of them, with how many come before each.

    Data between two pipelines is no step: what is started by an asset is as near as what is
    triggered.
    """
    following: dict[End, list[End]] = {}
    for tie in found.ties:
        following.setdefault(tie.source, []).append(tie.target)
    steps: dict[End, int] = dict.fromkeys(starts, 0)
    waiting = deque(steps)
    while waiting:
        here = waiting.popleft()
        for target in following.get(here, ()):
            count = steps[here] + isinstance(target, Pipeline)
            if target not in steps or count < steps[target]:
                steps[target] = count
                waiting.append(target)
    return steps
