"""How a service runs: how often, where, with how much, and what happens when it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.quantities import duration, number, size
from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    items_of,
    keys_of,
    member,
    text_of,
    texts_of,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Key, Node
    from pytest_etl_diagram.model import Place

Told = tuple[str, "Place"]
"""A fact in words, and where it stands."""

ONE = "1"
JOB_MODES = ("replicated-job", "global-job")
_NEVER = ("no", "false", "none", "")
_POLICY = (("delay", duration), ("max_attempts", str), ("window", duration))
_RESOURCES = (("cpus", number), ("memory", size), ("pids", str))
_OLD_LIMITS = (("cpus", "cpus"), ("mem_limit", "memory"), ("pids_limit", "pids"))
_OLD_REQUESTS = (("mem_reservation", "memory"),)
_COMPARISON = re.compile(r"([=!]=)")
_UPDATES = ("order", "parallelism", "failure_action", "delay")


def replicas(service: Table) -> Told | None:
    """Return how often a service runs, "" for once."""
    deploy = service.get("deploy")
    mode, count = _key(deploy, "mode"), _key(deploy, "replicas") or service.key("scale")
    if mode is not None and text_of(mode.node).startswith("global"):
        return "global", mode.place
    if count is None:
        return None
    times = text_of(count.node)
    return "" if times == ONE else times, count.place


def runs_as_job(service: Table) -> bool:
    """Tell whether Swarm runs a service to its end."""
    return text_of(member(service.get("deploy"), "mode")) in JOB_MODES


def restart(service: Table) -> Told | None:
    """Return when a service is started again, "" for never."""
    policy = _key(service.get("deploy"), "restart_policy")
    if policy is None:
        key = service.key("restart")
        if key is None:
            return None
        policy_name = text_of(key.node)
        return "" if policy_name in _NEVER else policy_name, key.place
    condition = text_of(member(policy.node, "condition")) or "any"
    if condition == "none":
        return "", policy.place
    settings = (
        f"{name}: {show(text_of(member(policy.node, name)))}"
        for name, show in _POLICY
        if text_of(member(policy.node, name))
    )
    return ", ".join([condition, *settings]), policy.place


def is_told_never_to_restart(service: Table) -> bool:
    """Tell whether it is written out that a service isn't started again when it ends."""
    condition = text_of(member(service.get("deploy"), "restart_policy", "condition"))
    key = service.key("restart")
    return condition == "none" or (key is not None and text_of(key.node) in _NEVER)


def limits(service: Table) -> Told | None:
    """Return how much of the machine a service may use."""
    return _resources(service, "limits", _OLD_LIMITS)


def requests(service: Table) -> Told | None:
    """Return how much of the machine is kept for a service."""
    return _resources(service, "reservations", _OLD_REQUESTS)


def gpus(service: Table) -> Told | None:
    """Return the graphics processors of a service."""
    key = service.key("gpus")
    devices = _key(member(service.get("deploy"), "resources", "reservations"), "devices")
    key = key or devices
    if key is None:
        return None
    if text_of(key.node):
        return text_of(key.node), key.place
    return ", ".join(sorted(_device(item) for item in items_of(key.node))), key.place


def placement(service: Table) -> Told | None:
    """Return on which machines a service may run."""
    key = _key(service.get("deploy"), "placement")
    if key is None:
        return None
    constraints = sorted(_spaced(text) for text in texts_of(member(key.node, "constraints")))
    spread = (
        f"spread: {text_of(member(item, 'spread'))}"
        for item in items_of(member(key.node, "preferences"))
    )
    most = text_of(member(key.node, "max_replicas_per_node"))
    words = [*constraints, *spread, *([f"max_replicas_per_node: {most}"] if most else [])]
    return ", ".join(words), key.place


def strategy(service: Table) -> Told | None:
    """Return how a service is brought up to date."""
    key = _key(service.get("deploy"), "update_config")
    if key is None:
        return None
    found = ((name, text_of(member(key.node, name))) for name in _UPDATES)
    return ", ".join(f"{name}: {value}" for name, value in found if value), key.place


def _resources(service: Table, name: str, old: tuple[tuple[str, str], ...]) -> Told | None:
    """Return resources by `deploy`, and by the attributes of the service that were there before."""
    key = _key(member(service.get("deploy"), "resources"), name)
    values = {each.name: text_of(each.node) for each in keys_of(None if key is None else key.node)}
    for attribute, resource in old:
        found = service.key(attribute)
        if found is not None and resource not in values:
            values[resource] = text_of(found.node)
            key = key or found
    if key is None:
        return None
    shown = (
        f"{resource}: {show(values[resource])}"
        for resource, show in _RESOURCES
        if values.get(resource)
    )
    return ", ".join(shown), key.place


def _spaced(constraint: str) -> str:
    """`node.role==worker` is `node.role == worker`."""
    return " ".join(_COMPARISON.sub(r" \1 ", constraint).split())


def _device(item: Node) -> str:
    count = text_of(member(item, "count"))
    ids = texts_of(member(item, "device_ids"))
    words = (text_of(member(item, "driver")), count, ", ".join(sorted(ids)))
    capabilities = ", ".join(sorted(texts_of(member(item, "capabilities"))))
    return " ".join(word for word in words if word) or capabilities


def _key(node: Node | None, name: str) -> Key | None:
    return node.key(name) if isinstance(node, Table) else None
