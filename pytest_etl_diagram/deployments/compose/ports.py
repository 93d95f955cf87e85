"""Ports: every way of writing one in one form, `[host ip:][published:]target[/protocol]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.splitting import at_colons
from pytest_etl_diagram.deployments.compose.tree import Table, Text, text_of

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Node

_EVERYWHERE = ("", "0.0.0.0")  # noqa: S104 - what is the same as no address
_PORT = re.compile(r"(?:\d+(?:-\d+)?|.*\{[^{}]*\}.*)")
_NUMBER = re.compile(r"\d+")
_LONGEST_SHORT_FORM = 3


def canonical_port(node: Node) -> Text | None:
    """Return a port of the short or long syntax in its one form, None for what isn't one."""
    if isinstance(node, Text):
        written = _short(node.text)
    elif isinstance(node, Table):
        written = _long(node)
    else:
        written = None
    return None if written is None else Text(written, node.place)


def by_number(port: str) -> tuple[tuple[int, ...], str]:
    """Return what ports are sorted by: their numbers, then the rest."""
    return tuple(int(number) for number in _NUMBER.findall(port.rpartition("]")[2])), port


def target_of(port: str) -> str:
    """Return the port inside the container of a port in its one form, with its protocol."""
    return at_colons(port.partition(" ")[0])[-1]


def canonical_exposed(text: str) -> str:
    """Return a port of `expose` without the protocol that is the default."""
    return text.removesuffix("/tcp")


def _short(text: str) -> str | None:
    body, _, protocol = text.partition("/")
    parts = at_colons(body)
    if not 1 <= len(parts) <= _LONGEST_SHORT_FORM:
        return None
    address, published, target = ["", "", *parts][-_LONGEST_SHORT_FORM:]
    return _form(address, published, target, protocol)


def _long(node: Table) -> str | None:
    published, target = text_of(node.get("published")), text_of(node.get("target"))
    form = _form(text_of(node.get("host_ip")), published, target, text_of(node.get("protocol")))
    direct = text_of(node.get("mode")) == "host"
    return f"{form} (host)" if form is not None and direct else form


def _form(address: str, published: str, target: str, protocol: str) -> str | None:
    if not _PORT.fullmatch(target) or (published and not _PORT.fullmatch(published)):
        return None
    parts = [*([] if address in _EVERYWHERE else [address]), published, target]
    if parts[0] == "":
        del parts[0]
    return ":".join(parts) + ("" if protocol in ("", "tcp") else f"/{protocol}")
