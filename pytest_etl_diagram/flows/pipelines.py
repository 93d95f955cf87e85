"""What makes a flow a pipeline: it reads from somewhere, passes data on, and writes somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.recording import pieces
from pytest_etl_diagram.flows.tree import Exit, Note, Step

if TYPE_CHECKING:
    from collections.abc import Collection

    from pytest_etl_diagram.flows.tree import Block, Endpoint, Flow

READING = frozenset(("extract",))
WRITING = frozenset(("load", "error"))
CONFIGURATION = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".env", ".properties")
"""Ends of the names of files that hold settings."""

FEWEST_STEPS = 2
"""A task of a DAG with fewer steps has nothing to show."""


def is_pipeline(flow: Flow, *, task: bool = False) -> bool:
    """Tell whether a flow is a pipeline; a `task` of a DAG needs only one end of it."""
    if not task:
        return reads_and_writes(flow.body)
    steps = _steps(flow.body)
    return any(_reads(step) or _writes(step) for step in steps) and len(steps) >= FEWEST_STEPS


def reads_and_writes(block: Block) -> bool:
    """Tell whether a block, with what its calls do inside, reads from somewhere and writes."""
    steps = _steps(block)
    return any(_reads(step) for step in steps) and any(_writes(step) for step in steps)


def _steps(block: Block) -> list[Step]:
    return [piece for piece in pieces(block, inner=True) if isinstance(piece, Step)]


def _reads(step: Step) -> bool:
    if _is_pipeline(step):
        return True
    if any(end.direction == "read" and not is_configuration(end) for end in step.endpoints):
        return True
    return step.role in READING and _is_of_a_component(step)


def is_configuration(end: Endpoint) -> bool:
    """Tell whether a file is read for settings and not for data, by its name."""
    return end.kind == "files" and end.name.lower().rstrip("}").endswith(CONFIGURATION)


def _writes(step: Step) -> bool:
    if _is_pipeline(step):
        return True
    if any(endpoint.direction == "write" for endpoint in step.endpoints):
        return step.role != "notify"
    return step.role in WRITING and _is_of_a_component(step)


def _is_of_a_component(step: Step) -> bool:
    """Tell whether a role by name counts: an object's that isn't read any further."""
    return bool(step.component) and not step.endpoints


def only_starts(flow: Flow, names: Collection[str]) -> bool:
    """Tell whether a flow does nothing but start other entry points, called `names`."""
    found = [piece for piece in pieces(flow.body) if not isinstance(piece, Note)]
    steps = [piece for piece in found if isinstance(piece, Step)]
    others = [piece for piece in found if not isinstance(piece, (Step, Exit))]
    return bool(steps) and not others and all(_starts(step, names) for step in steps)


def _starts(step: Step, names: Collection[str]) -> bool:
    return _is_pipeline(step) or (not step.component and step.name in names)


def _is_pipeline(step: Step) -> bool:
    """Tell whether a step starts another pipeline, with drawings of its own."""
    return any(name == "pipeline" for name, _ in step.facts)
