"""Readings as JSON text, to be kept from one run to the next.

It imports only where the classes stand that a reading is made of, nothing that evaluates or
draws: a run that finds all it needs in the store loads no more.
"""

from __future__ import annotations

from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.flows import tree
from pytest_etl_diagram.model import (
    DataAsset,
    Deployment,
    Diagram,
    Edge,
    Frame,
    Graph,
    Group,
    Lineage,
    Message,
    Node,
    Place,
    Problem,
    Section,
    Tie,
    Unit,
)
from pytest_etl_diagram.model.plain import Codec, PlainError

CLASSES: tuple[type, ...] = (
    Reading,
    Diagram,
    Graph,
    Node,
    Edge,
    Group,
    Message,
    Section,
    Frame,
    Place,
    Problem,
    DataAsset,
    Lineage,
    Deployment,
    Unit,
    Tie,
    tree.Structure,
    tree.Component,
    tree.Link,
    tree.Flow,
    tree.Endpoint,
    tree.Policy,
    tree.Step,
    tree.Note,
    tree.Arm,
    tree.Branch,
    tree.Loop,
    tree.Handler,
    tree.Try,
    tree.Retry,
    tree.Parallel,
    tree.Region,
    tree.Exit,
)
"""Every class that a reading can hold. A text means something only with the same ones in the
same order, so it is stored under a key that changes with the code of this package."""

_CODEC = Codec(CLASSES)


def dump_reading(reading: Reading) -> str:
    """Return a reading as JSON text, which can be stored as UTF-8.

    Raises PlainError for one that is nested too deeply for Python's stack.
    """
    return _CODEC.dumps(reading)


def load_reading(text: str) -> Reading:
    """Return the reading of a text of `dump_reading`; raises PlainError for any other text."""
    reading = _CODEC.loads(text)
    if not isinstance(reading, Reading):
        raise PlainError(f"{type(reading).__qualname__} is no reading")
    return reading
