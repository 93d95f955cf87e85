"""The data that flows read and write, as assets that pipelines share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from pytest_etl_diagram.flows.pipelines import is_configuration
from pytest_etl_diagram.flows.recording import pieces
from pytest_etl_diagram.flows.tree import Loop, Step
from pytest_etl_diagram.model import DataAsset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.flows.tree import Block, Endpoint, Flow

KINDS: Final = {
    "database": "table",
    "warehouse": "table",
    "storage": "object",
    "files": "file",
    "topic": "topic",
    "queue": "queue",
    "http": "url",
    "cache": "object",
}
"""What data of a kind of system is; what tells people (chat, mail) is no data."""
STAGE: Final = "@"
"""What the name of a stage begins with, in which a warehouse keeps files."""
UNKNOWN: Final = frozenset({"database"})
"""Systems of which nothing more is known."""
Function: TypeAlias = tuple[str, str]
"""A function of the project: its file, and its name or `Class.method`."""
CARRYING: Final = frozenset({"topic", "queue"})


def data_of(steps: Iterable[Step], direction: str) -> tuple[DataAsset, ...]:
    """Return what steps themselves read (`read`) or write (`write`); no settings, no alarms."""
    return assets((end for step in steps for end in ends_of(step)), direction)


def ends_of(step: Step) -> Iterator[Endpoint]:
    """Yield what a step itself reads and writes of data."""
    if step.role != "notify":
        yield from (end for end in step.endpoints if not is_configuration(end))


def assets(endpoints: Iterable[Endpoint], direction: str) -> tuple[DataAsset, ...]:
    """Return what endpoints read (`read`) or write (`write`), each once, sorted."""
    found = {
        DataAsset("" if end.system in UNKNOWN else end.system, _kind(end), end.name)
        for end in endpoints
        if end.direction == direction and end.kind in KINDS
    }
    return tuple(sorted(found, key=lambda each: (each.system, each.kind, each.name)))


def _kind(end: Endpoint) -> str:
    """Return what an endpoint is: files in a warehouse's own stage are no table."""
    return "object" if end.name.startswith(STAGE) else KINDS[end.kind]


def endpoints_of(block: Block) -> tuple[Endpoint, ...]:
    """Return what the steps of a block read and write, however deep."""
    return tuple(end for step in steps_of(block) for end in ends_of(step))


def parted(block: Block) -> tuple[list[Step], dict[Function, list[Step]]]:
    """Return the steps of a block, apart from those of the pipelines that it runs.

    These are given by the functions that run them, the innermost.
    """
    own: list[Step] = []
    others: dict[Function, list[Step]] = {}
    waiting: list[tuple[Block, list[Step]]] = [(block, own)]
    while waiting:
        inside, steps = waiting.pop()
        for piece in pieces(inside):
            if not isinstance(piece, Step):
                continue
            steps.append(piece)
            is_other = starts_another(piece)
            below = others.setdefault(function_of_step(piece), []) if is_other else steps
            waiting.append((piece.inner, below))
    return own, others


def starts_another(step: Step) -> bool:
    """Tell whether a step runs another pipeline, with drawings of its own."""
    return any(name == "pipeline" for name, _ in step.facts)


def function_of_step(step: Step) -> Function:
    """Return the function of the project that a step calls: its file, and its name."""
    return step.module, f"{step.component}.{step.name}" if step.component else step.name


def steps_of(block: Block) -> Iterator[Step]:
    """Yield the steps of a block and of what they do inside."""
    return (piece for piece in pieces(block, inner=True) if isinstance(piece, Step))


def functions_of(flow: Flow) -> Iterator[Function]:
    """Yield the functions of the project that run in a flow."""
    return (function_of_step(step) for step in steps_of(flow.body) if step.module)


def is_stream(flow: Flow) -> bool:
    """Tell whether a flow reads a topic or queue without end.

    In a loop of its own, or one over the messages; or by an engine for streams (Spark, Flink).
    """
    loops = (piece for piece in pieces(flow.body, inner=True) if isinstance(piece, Loop))
    return any(_listens(loop) for loop in loops) or any(
        end.kind in CARRYING and end.direction == "read" and step.lazy
        for step in steps_of(flow.body)
        for end in step.endpoints
    )


def _listens(loop: Loop) -> bool:
    """Tell whether a loop takes messages: whatever its condition, or each of its items."""
    block = loop.body if loop.kind == "while" else loop.body[:1]
    inner = steps_of(block) if loop.kind == "while" else (p for p in block if isinstance(p, Step))
    return any(
        end.kind in CARRYING and end.direction == "read" for s in inner for end in s.endpoints
    )
