"""Rules of the facts of what is deployed: images, replicas, ports, volumes, health, settings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.defaults import UNIT_DEFAULTS
from pytest_etl_diagram.drift.fact_names import innermost_of
from pytest_etl_diagram.drift.fact_tables import (
    CONCURRENCY,
    CONFIGURATION,
    MAX_ACTIVE,
    TIMEOUT,
    WORKERS,
    FactTable,
    is_on,
    retries_rule,
    switched,
)
from pytest_etl_diagram.drift.images import image_rule
from pytest_etl_diagram.drift.init_steps import init_rule
from pytest_etl_diagram.drift.members import members
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.schedule_facts import schedule_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.drift.fact_tables import Value

_AUTOSCALING = ByPresence("autoscaling-added", "autoscaling-changed", "autoscaling-removed")
_COMMAND = always("command-changed")
_HEALTH = ByPresence("healthcheck-added", "healthcheck-changed", "healthcheck-removed")
_PROBE = ByPresence("healthcheck-added", "healthcheck-changed", "probe-removed")
_LIMITS = ByPresence("limits-added", "limits-changed", "limits-removed")
_REQUESTS = ByPresence("requests-added", "requests-changed", "requests-removed")
_LOGGING = always("remote-logging-changed")
_NETWORK = always("network-changed")
_PORTS = ByPresence("port-added", "port-changed", "port-removed")
_RESTART = ByPresence("restart-policy-added", "restart-policy-changed", "restart-policy-removed")
_ROUTE = ByPresence("route-added", "route-changed", "route-removed")
_STORAGE = always("storage-changed")


def _replicas(before: Value, after: Value) -> str:
    """Compare numbers of instances; not given is one."""
    was, is_now = before or UNIT_DEFAULTS["replicas"], after or UNIT_DEFAULTS["replicas"]
    if not (was.isdecimal() and is_now.isdecimal()) or int(was) == int(is_now):
        return ""
    if int(is_now) > int(was):
        return "replicas-increased"
    return "replicas-reduced" if int(is_now) else "scaled-to-zero"


def _copies(before: Value, after: Value) -> str:
    """Compare numbers of copies of data."""
    if before and before.isdecimal() and after and after.isdecimal() and int(after) < int(before):
        return "replication-reduced"
    return ""


def _volumes(before: Value, after: Value) -> str:
    """Compare mounted volumes: one is another one where its source or its target stayed.

    What goes with the container is no volume that anything could be lost from.
    """
    was, is_now = (set(filter(_outlives, members(value))) for value in (before, after))
    lost, gained = was - is_now, is_now - was
    stayed = {end for volume in gained for end in _ends(volume)}
    if any(stayed.isdisjoint(_ends(volume)) for volume in lost):
        return "volume-removed"
    if lost and set(map(_writable, lost)) == set(map(_writable, gained)):
        return "volume-access-changed"
    if lost:
        return "volume-changed"
    return "volume-added" if gained else ""


_ENDS = 2
_FLEETING = ("emptyDir:", "tmpfs:")


def _outlives(volume: str) -> bool:
    """Tell whether what is written to a volume outlives the container."""
    return not volume.startswith(_FLEETING)


def _ends(volume: str) -> list[str]:
    """Return source and target of `pgdata:/var/lib/postgresql/data:ro`."""
    return volume.partition(" (")[0].split(":")[:_ENDS]


def _writable(volume: str) -> str:
    """Return a volume as it is written where it isn't read-only."""
    mount, opening, options = volume.partition(" (")
    return f"{mount.removesuffix(':ro')}{opening}{options}"


def _env_from(before: Value, after: Value) -> str:
    """Compare what the environment is filled from: some of it may be secrets."""
    differing = set(members(before)) ^ set(members(after))
    return "secrets-changed" if any(name.startswith("secret/") for name in differing) else ""


def _remote_logging(_: Value, after: Value) -> str:
    return "remote-logging-changed" if is_on(after, absent=False) else "remote-logging-removed"


_ALWAYS_WELL = re.compile(
    r"(?:.*(?:\|\||;)\s*|.*\bsh -c ['\"]?)?(?:exit 0|(?:/usr)?(?:/bin/)?true|:|disabled|NONE)['\"]?"
)
"""Checks that no service can fail."""

_HOW_OFTEN = re.compile(r"; \w+: .*")


def _healthcheck(before: Value, after: Value) -> str:
    was, is_now = map(_is_asked, (before, after))
    if was and is_now:
        return _HEALTH.changed
    if was:
        return _HEALTH.removed
    return _HEALTH.added if is_now else ""


def _is_asked(check: Value) -> bool:
    """Tell whether a check finds anything out: `exit 0` doesn't."""
    return check is not None and not _ALWAYS_WELL.fullmatch(_HOW_OFTEN.sub("", check))


_PRESENCE = {
    "build": always("build-changed"),
    "target": always("build-changed"),
    "command": _COMMAND,
    "entrypoint": _COMMAND,
    "args": _COMMAND,
    "autoscaling": _AUTOSCALING,
    "keda": _AUTOSCALING,
    "worker_autoscale": _AUTOSCALING,
    "liveness": _PROBE,
    "readiness": _PROBE,
    "startup": _PROBE,
    "restart": _RESTART,
    "limits": _LIMITS,
    "requests": _REQUESTS,
    "storage": _STORAGE,
    "persistence": _STORAGE,
    "network_mode": _NETWORK,
    "executor": always("executor-changed"),
    "remote_base_log_folder": _LOGGING,
    "remote_log_conn_id": _LOGGING,
    "concurrency": CONCURRENCY,
    "workers": WORKERS,
    "max_active": MAX_ACTIVE,
    "concurrency_policy": CONCURRENCY,
    "completions": CONCURRENCY,
    "batch_size": always("batch-size-changed"),
    "topics": always("endpoint-changed"),
    "consumer_group": always("consumer-group-changed"),
    "timeout": TIMEOUT,
    "timezone": always("schedule-changed"),
    "hosts": _ROUTE,
    "paths": _ROUTE,
    "rules": _ROUTE,
    "selector": _ROUTE,
}
_VALUES: dict[str, Callable[[Value, Value], str]] = {
    "image": image_rule,
    "base": image_rule,
    "replicas": _replicas,
    "healthcheck": _healthcheck,
    "init": init_rule,
    "env_from": _env_from,
    "volumes": _volumes,
    "schedule": schedule_rule,
    "suspend": switched(on=False),
    "remote_logging": _remote_logging,
    "copies": _copies,
    "retries": retries_rule,
}
_MEMBERS = {
    "ports": _PORTS,
    "expose": _PORTS,
    "networks": _NETWORK,
    "secrets": always("secrets-changed"),
    "profiles": always("profile-changed"),
    "connections": ByPresence("connection-added", "connection-changed", "connection-removed"),
}

_ENDINGS = (
    (r"topics?", "topics"),
    (r"(?:consumer_)?group(?:_id)?", "consumer_group"),
    (r"batch_size", "batch_size"),
    (r"replication_factor|min_insync_replicas", "copies"),
    (r"default_task_retries|backoff_limit", "retries"),
    (r"default_timezone|time_zone", "timezone"),
    (r"concurrency|parallelism|prefetch_(?:count|multiplier)|num_partitions", "concurrency"),
    (r"num_workers|worker_instances", "workers"),
    (r"max_active_(?:runs|tasks|tis)(?:_per_dag)?", "max_active"),
)
"""How names of variables of the environment end, and what they are."""

_PATTERNS = tuple((re.compile(f"(?:.*_)?(?:{ending})"), name) for ending, name in _ENDINGS)
_NAMES = frozenset({*_PRESENCE, *_VALUES, *_MEMBERS})
_INNERMOST = innermost_of(_NAMES)


def _key(name: str) -> str:
    """Return under which name a fact is looked up: `kafka_source_topic` is one of `topics`."""
    found = _INNERMOST(name)
    last = found.rpartition(".")[2]
    if found in _NAMES:
        return found
    return next((key for pattern, key in _PATTERNS if pattern.fullmatch(last)), found)


UNIT = FactTable(
    by_presence=_PRESENCE,
    by_value=_VALUES,
    by_members=_MEMBERS,
    general=CONFIGURATION,
    default=UNIT_DEFAULTS.get,
    key=_key,
    tells_dynamic=frozenset({"image", "base"}),
)
"""What a deployment says of one of its units."""

OUTSIDE = replace(
    UNIT,
    by_presence={
        **UNIT.by_presence,
        "host": always("connection-changed"),
        "system": always("connection-changed"),
    },
)
"""What it says of a system that others run: another host is another system of the same name."""
