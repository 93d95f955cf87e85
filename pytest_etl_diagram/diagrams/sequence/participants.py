"""Who takes part in a sequence: the pipeline, its components, outside systems, who starts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Node, Place

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Endpoint, Flow, Step

_TELLING = frozenset({"validate", "notify"})
"""Roles that a component has when all that is asked of it has that role."""

_PLAIN_FILES = frozenset({"__init__", "__main__"})
"""Files that are called by their folder's name."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Whoever runs code: a class or the functions of a module; `id` is its node's."""

    id: str
    component: str
    module: str

    def runs(self, step: Step) -> bool:
        """Tell whether a step is a method of this class, or a function of the same file."""
        if step.component:
            return step.component == self.component
        return bool(step.module) and step.module == self.module


@dataclass(slots=True)
class _Seen:
    """What is known of a participant so far."""

    node: Node
    roles: set[str] = field(default_factory=set)
    place: Place | None = None


class Cast:
    """The participants that a flow's steps have named so far, and their ids."""

    def __init__(self, flow: Flow) -> None:
        """Start with the pipeline itself, and with what triggers it."""
        self._seen: dict[str, _Seen] = {}
        self._ids: dict[tuple[str, str], str] = {}
        name = flow.owner or flow.name.rpartition(".")[2]
        pipeline = self._component(name, flow.source, "component", flow.place)
        self.pipeline = Participant(pipeline, flow.owner, flow.source)
        started = flow.started or flow.place
        self.callers = tuple(self._caller(fact, started) for fact in flow.trigger)

    def _caller(self, fact: tuple[str, str], place: Place | None) -> str:
        name, value = mask(fact[0]), mask(fact[1])
        node_id = make_id("s_", name)
        self._seen[node_id] = _Seen(Node(node_id, name, "start", "", ((name, value),)), place=place)
        return node_id

    def of_step(self, step: Step, caller: Participant) -> Participant | None:
        """Return who does a step, None for what isn't a class or function of the project."""
        for known in (caller, self.pipeline):
            if known.runs(step):
                return known
        if step.component and (step.module or not step.resolved):
            name, role = step.component, "component" if step.resolved else "unknown"
        elif step.module:
            name, role = _stem(step.module), "component"
        else:
            return None
        node_id = self._component(name, step.module, role, step.place)
        self._seen[node_id].roles.add(step.role)
        return Participant(node_id, step.component, step.module)

    def system(self, endpoint: Endpoint, place: Place | None) -> str:
        """Return the id of the outside system that an endpoint is part of."""
        name = mask(endpoint.system or endpoint.kind)
        node_id = make_id("e_", name)
        self._seen.setdefault(node_id, _Seen(Node(node_id, name, "store"), place=place))
        return node_id

    def _component(self, name: str, module: str, role: str, place: Place | None) -> str:
        """Return the id of a component; the first of a name has the plain one."""
        name = mask(name)
        if (name, module) not in self._ids:
            taken = any(other == name for other, _ in self._ids)
            own = f"{name} ({mask(module)})" if taken else name
            shown = f"{own} (unresolved)" if role == "unknown" else own
            node_id = self._ids[name, module] = make_id("c_", own)
            self._seen.setdefault(node_id, _Seen(Node(node_id, shown, role), place=place))
        return self._ids[name, module]

    def nodes(self, ids: set[str]) -> tuple[Node, ...]:
        """Return the nodes of the participants with these ids."""
        return tuple(_with_role(seen) for node_id, seen in self._seen.items() if node_id in ids)

    def places(self, ids: set[str]) -> dict[str, Place]:
        """Return where each of these participants came in first."""
        return {i: s.place for i, s in self._seen.items() if i in ids and s.place is not None}


def _with_role(seen: _Seen) -> Node:
    """Give a component the role of all its steps when that tells something."""
    node = seen.node
    if node.role == "component" and len(seen.roles) == 1 and seen.roles <= _TELLING:
        return Node(node.id, node.name, min(seen.roles))
    return node


def _stem(module: str) -> str:
    """Return what a module is called: its file's name, its folder's for a package."""
    path = PurePosixPath(module)
    return path.parent.name if path.stem in _PLAIN_FILES and path.parent.name else path.stem
