"""What is particular to deployments: services, systems outside, and what ties them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.deployment_facts import OUTSIDE, UNIT
from pytest_etl_diagram.drift.images import image_name
from pytest_etl_diagram.drift.members import members
from pytest_etl_diagram.drift.networks.network import Network
from pytest_etl_diagram.drift.networks.pairs import with_successors
from pytest_etl_diagram.drift.node_rules import WHOLE_PIPELINE
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.relations import Relation

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph, Node

MONITORING = "g_monitoring"
"""The id of the group of what watches others."""

PROGRAM = "j_"
"""How the ids begin of jobs that are programs of the project, and no containers."""

_CLAIM = "PersistentVolumeClaim"

_RUN_HERE = ("image", "build", "base", "replicas", "volumes", "storage")
"""Facts of what is deployed itself, and isn't a system outside."""

_SERVICE = ByPresence("service-added", "service-renamed", "service-removed")
_OUTSIDE = ByPresence("endpoint-added", "endpoint-changed", "endpoint-removed")
_MONITOR = ByPresence("monitoring-added", "service-renamed", "monitoring-removed")
_BY_ROLE = {
    "gateway": ByPresence("route-added", "route-changed", "route-removed"),
    "config": ByPresence("configuration-added", "configuration-changed", "configuration-removed"),
    **dict.fromkeys(("dag", "pipeline", "stream"), WHOLE_PIPELINE),
}


def _is_outside(node: Node) -> bool:
    """Tell whether a box is a system that others run: nothing says how it is deployed."""
    return node.role == "store" and all(node.fact(name) is None for name in _RUN_HERE)


def _is_mounted(node: Node, other: Graph) -> bool:
    """Tell whether a box is a claim of storage that a service of the other drawing mounts.

    It is a box of its own only where nothing mounts it: what is mounted changed.
    """
    claim = node.name.rpartition("/")[2]
    return node.fact("kind") == _CLAIM and any(
        volume.partition(":")[0] == claim
        for each in other.nodes
        for volume in members(each.fact("volumes"))
    )


def _rules(node: Node) -> ByPresence:
    if node.role == "job" and node.id.startswith(PROGRAM):
        return WHOLE_PIPELINE
    if node.group == MONITORING:
        return _MONITOR
    return _OUTSIDE if _is_outside(node) else _BY_ROLE.get(node.role, _SERVICE)


def _described(node: Node) -> str:
    image = node.fact("image")
    return f"{node.role} of {image}" if image else node.role


_DECIDES_ROLE = ("command", "entrypoint", "restart", "replicas")
"""Facts that say whether a service ends, and what it does."""


def _is_replaced(old: Node, new: Node) -> bool:
    """Tell whether another program runs under a service's name, or it runs in another way."""
    was, is_now = (node.fact("image") or "" for node in (old, new))
    return image_name(was) != image_name(is_now) or any(
        old.fact(name) != new.fact(name) for name in _DECIDES_ROLE
    )


def _paired(old: Graph, new: Graph, declared: NodePairs) -> Pairing:
    """Pair as ever, then the systems outside that took over all ties of another one."""
    return with_successors(pair(old, new, declared), old, new, _are_outside)


def _are_outside(old: Node, new: Node) -> bool:
    return _is_outside(old) and _is_outside(new)


_AWAITED = ("service_healthy", "service_completed_successfully", "healthy", "completed")
"""States that are more than being started."""


_OPTIONAL = "optional"
"""What is said of a dependency that needn't be there."""


def _condition(before: str, after: str) -> str:
    """Return the rule for another condition of a dependency."""
    was, is_now = (_demands(label) for label in (before, after))
    if was == is_now or not (was < is_now or is_now < was):
        return "dependency-condition-changed"
    return "dependency-condition-added" if was < is_now else "dependency-condition-dropped"


def _demands(label: str) -> frozenset[str]:
    """Return what a dependency asks for: that the other one is there, and more than started."""
    demands = {"there"} if _OPTIONAL not in label.split(", ") else set()
    return frozenset(demands | ({"ready"} if any(s in label for s in _AWAITED) else set()))


_CONNECTION = ByPresence("connection-added", "connection-changed", "connection-removed")

RELATIONS = (
    Relation(
        "depends on",
        ByPresence(
            "service-dependency-added", "service-dependency-changed", "service-dependency-removed"
        ),
        frozenset({"depends", "conditional"}),
        of_target=True,
        label_rule=_condition,
    ),
    Relation("connects to", _CONNECTION, frozenset({"connects"})),
    Relation("uses", _CONNECTION, frozenset({"uses", "data"})),
    Relation(
        "routes to",
        ByPresence("route-added", "route-changed", "route-removed"),
        frozenset({"routes"}),
    ),
    Relation(
        "monitors",
        ByPresence("monitoring-added", "monitoring-changed", "monitoring-removed"),
        frozenset({"monitors"}),
    ),
    Relation(
        "configured by",
        always("configuration-changed"),
        frozenset({"configures"}),
        of_target=True,
    ),
    Relation("runs", always("orchestration-changed"), frozenset({"triggers"})),
)
"""What edges say; the first that fits."""

DEPLOYMENT = Network(
    RELATIONS,
    _rules,
    lambda node: OUTSIDE if _is_outside(node) else UNIT,
    _described,
    "area-changed",
    replaced=_is_replaced,
    told_by_others=_is_mounted,
    is_outside=_is_outside,
    paired=_paired,
)
