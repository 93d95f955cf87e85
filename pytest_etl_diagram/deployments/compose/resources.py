"""What is said at the top level of volumes and networks: where they come from, what drives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import Runner
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.tree import is_true, member, text_of
from pytest_etl_diagram.model import Unit

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.running import Told
    from pytest_etl_diagram.deployments.compose.tree import Key, Table

RESOURCES = "shared resources"
"""The name of the box."""

_DEFAULT_DRIVERS = ("", "default", "local", "bridge")
_FLAGS = ("external", "internal", "attachable")


def resources_of(model: Model) -> tuple[Runner, ...]:
    """Return a box with the volumes, networks, secrets and configs of which something is said.

    Those that are just declared are facts of the services that use them; without others there is
    no box.
    """
    found: dict[str, Told] = {}
    for section in ("volumes", "networks", "secrets", "configs"):
        told = [(key, words) for key in model.section(section) if (words := _words(key))]
        if told:
            value = ", ".join(sorted(f"{key.name} ({words})" for key, words in told))
            found[section] = value, min((k.place for k, _ in told), key=lambda p: (p.path, p.line))
    if not found:
        return ()
    unit = Unit(
        RESOURCES,
        "config",
        "metadata",
        tuple((name, value) for name, (value, _) in found.items()),
        next(place for _, place in found.values()),
        tuple((name, place) for name, (_, place) in found.items()),
    )
    return (Runner(unit),)


def _words(key: Key) -> str:
    node = table_of(key)
    words = [flag for flag in _FLAGS if is_true(node.get(flag))]
    name, driver = text_of(node.get("name")), text_of(node.get("driver"))
    if name and name != key.name:
        words.append(f"name: {name}")
    if driver not in _DEFAULT_DRIVERS:
        words.append(f"driver: {driver}")
    words.extend(_options(node))
    return ", ".join(words)


def _options(node: Table) -> list[str]:
    """Return where a volume's data really is; mount options (`o`) may hold a password."""
    found = ((name, text_of(member(node, "driver_opts", name))) for name in ("type", "device"))
    return [f"{name}: {value}" for name, value in found if value]
