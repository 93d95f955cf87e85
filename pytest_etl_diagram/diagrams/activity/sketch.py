"""What is drawn so far: vertices, edges between them, and the ways that still lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.diagrams.steps.sums import Summaries
from pytest_etl_diagram.diagrams.steps.ways import matters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.flows.tree import Block
    from pytest_etl_diagram.model import Fact, FactPlaces, Place


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node without an id.

    `key` is what its id is made of, `around` tells it from others of the same
    key: the labels of what it stands in. `group` is the number of a Box, -1 for none.
    `said` is where facts are said that aren't at its own `place`.
    """

    key: str
    name: str
    role: str
    around: tuple[str, ...] = ()
    group: int = -1
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
    said: FactPlaces = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A group without an id; `parent` is the number of another, -1 for none."""

    name: str
    around: tuple[str, ...]
    parent: int


@dataclass(frozen=True, slots=True)
class Way:
    """An edge whose end isn't known yet."""

    source: int
    kind: str = "depends"
    label: str = ""


@dataclass(slots=True, eq=False)
class Landing:
    """A place to come back to: the vertex at which the ways end among which it stands."""

    vertex: int = -1


Sink: TypeAlias = list[Way | Landing]
"""Ways that come out at the same place."""


@dataclass(slots=True)
class Sketch:
    """A drawing in the making; `open` are the ways that what comes next goes on."""

    notes: bool = False
    vertices: list[Vertex] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    edges: list[tuple[Way, Landing]] = field(default_factory=list)
    open: Sink = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    summaries: Summaries = field(default_factory=Summaries)

    def matters(self, block: Block) -> bool:
        """Tell whether anything of a block is to be drawn."""
        return matters(block, notes=self.notes)

    def place(self, vertex: Vertex) -> int:
        """Lead all open ways to a new vertex, and go on from there."""
        self.vertices.append(vertex)
        number = len(self.vertices) - 1
        self.lead(self.take(), Landing(number))
        self.open = [Way(number)]
        return number

    def say(self, number: int, said: FactPlaces) -> None:
        """Note where facts of a vertex are said, rather than what is known of them."""
        vertex = self.vertices[number]
        self.vertices[number] = replace(vertex, said=(*said, *vertex.said))

    def box(self, box: Box) -> int:
        """Add a group and return its number."""
        self.boxes.append(box)
        return len(self.boxes) - 1

    def outcome(self, vertex: Vertex) -> None:
        """End all open ways at an outcome, which is drawn once for all that end alike."""
        if vertex.name in self.outcomes:
            self.lead(self.take(), Landing(self.outcomes[vertex.name]))
        else:
            self.outcomes[vertex.name] = self.place(vertex)
            self.open = []

    def take(self) -> Sink:
        """Return the open ways and leave none."""
        taken, self.open = self.open, []
        return taken

    def lead(self, ways: Iterable[Way | Landing], target: Landing) -> None:
        """Let ways end at a vertex."""
        for way in ways:
            if isinstance(way, Landing):
                way.vertex = target.vertex
            else:
                self.edges.append((way, target))

    def repeat(self, target: Landing) -> None:
        """Lead all open ways back."""
        self.lead(changed(self.take(), kind="repeats"), target)


def changed(ways: Iterable[Way | Landing], *, kind: str = "", label: str = "") -> Sink:
    """Return ways of another kind, or with more on their label."""
    return [
        way
        if isinstance(way, Landing)
        else replace(way, kind=kind or way.kind, label=", ".join(filter(None, (way.label, label))))
        for way in ways
    ]
