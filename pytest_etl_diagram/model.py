"""The data every layer shares: graphs, workflows, problems, places.

Only frozen, slotted dataclasses of strings, numbers and tuples stand here, so
that a value means the same in every layer and can be compared, hashed and
pickled. Nothing in this module knows pytest, libcst, Mermaid or Airflow.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class Place:
    """Where something was made, before anybody asked for its line.

    `path` is relative to the root folder, with forward slashes. `mark` is the
    ordinal of the syntax node (see `syntax.lines`); -1 means the whole file.
    """

    path: str
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Location:
    """A place with its line, counted from 1 (0: the whole file)."""

    path: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept (a part of) a file from being understood.

    `path` is relative to the root folder, with forward slashes; `line` counts
    from 1, 0 means the whole file. `message` says what is wrong and what to do.
    `fatal` problems fail the file's item; others are only reported.
    """

    path: str
    line: int
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a workflow, as a front end understood it.

    `name` is the orchestrator's own full name of it (`group.task`), `group`
    the full id of its innermost group or "". `role` is one of ROLES, or "" to
    let the diagram decide from operator and name. `uncertain` stages are made
    under a condition that is not known statically.
    """

    name: str
    group: str = ""
    facts: tuple[Fact, ...] = ()
    role: str = ""
    uncertain: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """`target` runs after `source` (both full stage names)."""

    source: str
    target: str
    label: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A group of stages: full `id`, the `name` to show, the full id of `parent` or ""."""

    id: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """One pipeline of an orchestrator: an Airflow DAG.

    `facts` are the workflow's own (schedule, catchup, …); `assets` the data
    assets whose updates start it.
    """

    name: str
    facts: tuple[Fact, ...] = ()
    assets: tuple[str, ...] = ()
    groups: tuple[StageGroup, ...] = ()
    stages: tuple[Stage, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A graph with where it came from.

    `source` is the path of the file relative to the root folder, with forward
    slashes ("" for a diagram of the whole project). `places` maps node ids to
    where the node was made; the entry with id "" is the diagram's own place.
    """

    kind: str
    name: str
    source: str
    graph: Graph
    places: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """One change of architecture between a committed and a current graph.

    `rule` is the id of a row of the catalogue, `level` its level (`breaking`,
    `warning` or `info`). `subject` is the name of the stage, dependency
    (`a → b`), group or setting that changed. `before` and `after` are the two
    values, "" where there was or is none. `why` says why it matters, `nodes`
    are ids of the nodes concerned (for finding places), `downstream` the names
    of the stages reachable from them.
    """

    rule: str
    level: str
    subject: str
    before: str = ""
    after: str = ""
    why: str = ""
    nodes: tuple[str, ...] = ()
    downstream: tuple[str, ...] = ()
    fingerprint: str = ""
