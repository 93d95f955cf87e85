"""What a run says of one diagram, and its way from an xdist worker to the controller."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.model import (
    Drift,
    Edge,
    Frame,
    Graph,
    Group,
    Location,
    Message,
    Node,
    Section,
)
from pytest_etl_diagram.report.places import LocatedDrift

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES = ("passed", "drifted", "missing", "updated", "error")
"""What became of a diagram's item."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One diagram of a report.

    `source` and `snapshot` are paths relative to the root folder, with forward
    slashes. `status` is one of STATUSES. `graph` is the current one, None where
    the source could not be read; `message` says why for the status `error`.
    """

    nodeid: str
    kind: str
    name: str
    source: str
    snapshot: str
    status: str
    graph: Graph | None = None
    drifts: tuple[LocatedDrift, ...] = ()
    message: str = ""


def to_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as dicts, lists, strings and numbers, whole, for another process.

    This is a means of transport between equal versions; the report's own format
    is that of `json_report`.
    """
    plain: dict[str, Any] = _plain(asdict(entry))
    return plain


def from_json(plain: Mapping[str, Any]) -> Entry:
    """Return the entry that `to_json` was given."""
    graph = plain["graph"]
    drifts = tuple(_located(one) for one in plain["drifts"])
    return Entry(**{**plain, "graph": graph and _graph(graph), "drifts": drifts})


def _plain(value: object) -> Any:  # noqa: ANN401  (whatever JSON knows)
    """Turn tuples into lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (tuple, list)) else value


def _graph(plain: Mapping[str, Any]) -> Graph:
    return Graph(
        plain["kind"],
        plain["title"],
        plain["direction"],
        tuple(Group(**group) for group in plain["groups"]),
        tuple(_node(node) for node in plain["nodes"]),
        tuple(Edge(**edge) for edge in plain["edges"]),
        tuple(_happening(part) for part in plain["sequence"]),
    )


def _happening(plain: Mapping[str, Any]) -> Message | Frame:
    if "sections" not in plain:
        return Message(**plain)
    sections = (
        Section(section["label"], tuple(_happening(part) for part in section["body"]))
        for section in plain["sections"]
    )
    return Frame(plain["kind"], tuple(sections))


def _node(plain: Mapping[str, Any]) -> Node:
    return Node(**{**plain, "facts": tuple((name, value) for name, value in plain["facts"])})


def _located(plain: Mapping[str, Any]) -> LocatedDrift:
    drift = plain["drift"]
    tuples = {name: tuple(drift[name]) for name in ("nodes", "downstream", "pipelines", "places")}
    return LocatedDrift(Drift(**{**drift, **tuples}), Location(**plain["location"]))
