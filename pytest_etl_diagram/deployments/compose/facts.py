"""What is shown of a service: one row a fact, in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import shown_words
from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.commands import words_of
from pytest_etl_diagram.deployments.compose.healthchecks import healthcheck
from pytest_etl_diagram.deployments.compose.ports import by_number
from pytest_etl_diagram.deployments.compose.references import DEFAULT_NETWORK
from pytest_etl_diagram.deployments.compose.running import (
    gpus,
    limits,
    placement,
    replicas,
    requests,
    restart,
    strategy,
)
from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    is_true,
    items_of,
    keys_of,
    member,
    text_of,
    texts_of,
)
from pytest_etl_diagram.deployments.compose.volumes import shown_volume
from pytest_etl_diagram.deployments.images import image_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.deployments.compose.running import Told
    from pytest_etl_diagram.deployments.compose.tree import Node

NO_DRIVER_OF_ITS_OWN = ("", "json-file", "local")


def service_facts(service: Table, folder: str) -> dict[str, Told]:
    """Return the facts of a service, each with the place where it stands.

    `folder` is what paths are shown relative to. What is said as it is without saying, is no fact:
    "" with its place.
    """
    found = ((name, read(service, folder)) for name, read in _FACTS)
    return {name: told for name, told in found if told is not None}


def _attribute(name: str, show: Callable[[Node, str], str]) -> Callable[[Table, str], Told | None]:
    """Return a reader of the fact that one attribute tells."""

    def read(service: Table, folder: str) -> Told | None:
        key = service.key(name)
        return None if key is None else (show(key.node, folder), key.place)

    return read


def _listed(node: Node, _: str) -> str:
    return ", ".join(sorted(texts_of(node)))


def _numbered(node: Node, _: str) -> str:
    return ", ".join(sorted(texts_of(node), key=by_number))


def _command(node: Node, _: str) -> str:
    return shown_words(words_of(node))


def _networks(node: Node, _: str) -> str:
    return ", ".join(
        sorted(
            _with_aliases(key.name, texts_of(member(key.node, "aliases")))
            for key in keys_of(node)
            if key.name != DEFAULT_NETWORK or member(key.node, "aliases") is not None
        )
    )


def _with_aliases(name: str, aliases: tuple[str, ...]) -> str:
    return f"{name} (alias {', '.join(sorted(aliases))})" if aliases else name


def _mounted(node: Node, _: str) -> str:
    return ", ".join(sorted({text_of(member(item, "source")) for item in items_of(node)}))


def _env_files(node: Node, folder: str) -> str:
    """The files, in their order: of a variable that is in several, the last one counts."""
    found = (text_of(member(item, "path")) for item in items_of(node))
    return ", ".join(paths.shown(folder, path) for path in found)


def _volumes(service: Table, folder: str) -> Told | None:
    volumes, tmpfs = service.key("volumes"), service.key("tmpfs")
    key = volumes or tmpfs
    if key is None:
        return None
    found = {
        shown_volume(item, folder)
        for item in items_of(None if volumes is None else volumes.node)
        if isinstance(item, Table)
    }
    found |= {
        f"tmpfs:{text.partition(':')[0]}"
        for text in texts_of(None if tmpfs is None else tmpfs.node)
    }
    return ", ".join(sorted(found)), key.place


def _external_volumes_from(node: Node, _: str) -> str:
    return ", ".join(sorted(text for text in texts_of(node) if text.startswith("container:")))


def _logging(node: Node, _: str) -> str:
    driver = text_of(member(node, "driver"))
    return "" if driver in NO_DRIVER_OF_ITS_OWN else driver


_FACTS: tuple[tuple[str, Callable[[Table, str], Told | None]], ...] = (
    ("image", _attribute("image", lambda node, _: image_words(text_of(node)))),
    ("provider", _attribute("provider", lambda node, _: text_of(member(node, "type")))),
    ("entrypoint", _attribute("entrypoint", _command)),
    ("command", _attribute("command", _command)),
    ("replicas", lambda service, _: replicas(service)),
    ("ports", _attribute("ports", _numbered)),
    ("expose", _attribute("expose", _numbered)),
    ("volumes", _volumes),
    ("volumes_from", _attribute("volumes_from", _external_volumes_from)),
    ("networks", _attribute("networks", _networks)),
    ("network_mode", _attribute("network_mode", lambda node, _: text_of(node))),
    ("external_links", _attribute("external_links", _listed)),
    ("secrets", _attribute("secrets", _mounted)),
    ("configs", _attribute("configs", _mounted)),
    ("env_from", _attribute("env_file", _env_files)),
    ("healthcheck", _attribute("healthcheck", lambda node, _: healthcheck(node))),
    ("restart", lambda service, _: restart(service)),
    ("profiles", _attribute("profiles", _listed)),
    ("limits", lambda service, _: limits(service)),
    ("requests", lambda service, _: requests(service)),
    ("gpus", lambda service, _: gpus(service)),
    ("runtime", _attribute("runtime", lambda node, _: text_of(node))),
    ("placement", lambda service, _: placement(service)),
    ("strategy", lambda service, _: strategy(service)),
    ("platform", _attribute("platform", lambda node, _: text_of(node))),
    ("privileged", _attribute("privileged", lambda n, _: "true" if is_true(n) else "")),
    ("devices", _attribute("devices", _listed)),
    ("logging", _attribute("logging", _logging)),
    ("depends_on", _attribute("depends_on", lambda _, __: "")),
)

_BUILT = ("build", "base")
"""The facts that `builds` tells, after the image."""

SHOWN = tuple(dict.fromkeys(("image", *_BUILT, *(name for name, _ in _FACTS))))
"""The names of all facts in the order in which they are shown."""
