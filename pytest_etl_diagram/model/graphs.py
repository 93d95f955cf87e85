"""Graphs: what snapshots hold and drifts compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model.places import Place

Fact = tuple[str, str]
"""One setting of a node that a drawing shows: (name, value), e.g. ("retries", "3")."""

ROLES = (
    "schedule",
    "dependency",
    "extract",
    "transform",
    "load",
    "validate",
    "notify",
    "asset",
    "unknown",
    "other",
    "start",
    "outcome",
    "decision",
    "error",
    "handler",
    "guard",
    "retry",
    "wait",
    "loop",
    "fork",
    "note",
    "component",
    "interface",
    "store",
    "config",
    "dag",
    "service",
    "job",
    "gateway",
    "pipeline",
    "stream",
)
"""What a node is for; decides its colour and shape.

`schedule` is the node that says when a DAG runs, `asset` a data asset that
triggers it, `dependency` a task that waits for or triggers another pipeline,
`unknown` a stage that could not be worked out. `extract` to `notify` and
`other` are kinds of stage.

Of an activity: `start` is its entry (in a sequence: who calls), `outcome` a
way in which it ends, `decision` a question, `error` a raise or a dead-letter
send, `handler` an except clause, `guard` the head of a guarded region,
`retry` a question that a retry asks (`Success?`), `wait` the pause of a
retry, `loop` the head of a loop, `fork` where parallel work starts or ends,
`note` a line of the log.

Of an architecture: `component` is a class without a better role, `interface`
an abstract one, `store` an outside system, `config` a configuration file,
`dag` a whole DAG.

Of a deployment: `service` runs, `job` runs and ends, `gateway` lets others in,
`store` keeps data, `config` is a ConfigMap, Secret or file.

Of a lineage: `dag`, `pipeline` (described by a file of data), `stream` and
`job` are whole pipelines, `asset` is data between them.
"""

EDGE_KINDS = (
    "depends",
    "conditional",
    "triggers",
    "raises",
    "repeats",
    "data",
    "implements",
    "holds",
    "configures",
    "uses",
    "connects",
    "routes",
    "monitors",
)
"""What an edge means.

`depends`: the target runs after the source. `conditional`: so it is, but only
in some configurations (made under a condition that is not known statically).
`triggers`: the source (a schedule, an asset, a DAG) starts the target.
`raises`: an exception goes from the source to the target. `repeats`: the way
back of a loop or retry. `data`: what the source gives goes into the target.
`implements`: the source inherits from the target. `holds`: the source has the
target as a part. `configures`: the target reads the source's settings.
`uses`: the source calls the target or makes it, without keeping it.
`connects`: the source opens connections to the target. `routes`: the source
passes requests on to the target. `monitors`: the source watches the target.
"""

MESSAGE_KINDS = ("call", "return", "note")
"""What a message of a sequence is: a call, what a call gives back, or a remark on one
participant (whose source and target are the same)."""

FRAME_KINDS = ("alt", "opt", "loop", "par", "critical", "break")
"""What a frame of a sequence says of the messages in it.

`alt`: one section of several happens. `opt`: the section may happen. `loop`: it is repeated.
`par`: the sections happen at once. `critical`: the first section is guarded, the others are what
happens on an exception. `break`: the section happens and ends what is around the frame.
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One box of a drawing.

    `id` is a Mermaid id (`[A-Za-z0-9_]`, with its kind prefix), unique in the
    graph, of nodes and groups together. `name` is what the orchestrator calls
    the stage. `group` is the id of the innermost group or "". `facts` are
    shown in this order; no fact name occurs twice.
    """

    id: str
    name: str
    role: str = "other"
    group: str = ""
    facts: tuple[Fact, ...] = ()

    def fact(self, name: str) -> str | None:
        """Return the value of the fact called `name`, None without one."""
        for key, value in self.facts:
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow, from the node with id `source` to the node with id `target`."""

    source: str
    target: str
    kind: str = "depends"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A box around nodes: `name` is its title, `parent` a group id or ""."""

    id: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One arrow of a sequence, from the participant `source` to the participant `target`.

    Both are ids of nodes. `kind` is one of MESSAGE_KINDS.
    """

    source: str
    target: str
    text: str
    kind: str = "call"


@dataclass(frozen=True, slots=True)
class Section:
    """One compartment of a frame: what is said of it, and what happens in it."""

    label: str
    body: tuple[Message | Frame, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A box around a part of a sequence. `kind` is one of FRAME_KINDS.

    `alt`, `par` and `critical` may have several sections, the others have one.
    """

    kind: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing's content: what snapshots hold and drifts compare.

    Nodes, edges and groups are in canonical order whatever order they were
    given in: nodes and groups by id, edges by source, target, kind and label,
    without duplicates. Two graphs of the same content are therefore equal.
    A sequence drawing has participants (its nodes) and a `sequence`, which
    keeps its order; it has no edges and no groups.
    """

    kind: str
    title: str
    direction: str = "LR"
    groups: tuple[Group, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    sequence: tuple[Message | Frame, ...] = ()

    def __post_init__(self) -> None:
        """Put groups, nodes and edges into canonical order."""
        put = object.__setattr__
        put(self, "groups", tuple(sorted(set(self.groups), key=lambda g: (g.id, g.name, g.parent))))
        put(self, "nodes", tuple(sorted(set(self.nodes), key=lambda n: (n.id, n.name, n.facts))))
        put(
            self,
            "edges",
            tuple(sorted(set(self.edges), key=lambda e: (e.source, e.target, e.kind, e.label))),
        )


@dataclass(frozen=True, slots=True)
class Diagram:
    """A graph with where it came from.

    `source` is the path of the file relative to the root folder, with forward
    slashes ("" for a diagram of the whole project). `places` maps node ids to
    where the node was made, and `id#fact` to where that fact of it stands, `id#fact value`
    to where one of its values does, `id#relation.other` to where it is tied to another
    node; the entry with id "" is the diagram's own place.
    """

    kind: str
    name: str
    source: str
    graph: Graph
    places: tuple[tuple[str, Place], ...] = ()
