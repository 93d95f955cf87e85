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
    LocatedDrift,
    Location,
    Message,
    Node,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES = ("passed", "drifted", "missing", "updated", "error")
"""What became of a diagram's item."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A drawing of former times beside the current one of a diagram.

    `graph` is the old one, `text` the whole snapshot that it was read from, `drifts`
    are what changed since, as it is told: worst first, allowed ones last. `snapshot` is the
    path of the old snapshot where it isn't the diagram's own (it had another name), else "".
    `renamed` are the renames that the code declares: ids of nodes and their old names.
    """

    graph: Graph
    text: str
    drifts: tuple[LocatedDrift, ...] = ()
    snapshot: str = ""
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One diagram of a report.

    `source` and `snapshot` are paths relative to the root folder, with forward
    slashes. `status` is one of STATUSES: a diagram whose drifts are all allowed or
    below the threshold has `passed`. `graph` is the current one, None where
    the source could not be read; `drawing` is the text of its snapshot as it would be
    written now. `committed` compares with the snapshot where that differs, `base`
    with that of the run's base revision where that differs. `message` says why for
    the status `error`. `is_new` tells that the base revision has no snapshot of it.
    """

    nodeid: str
    kind: str
    name: str
    source: str
    snapshot: str
    status: str
    graph: Graph | None = None
    drawing: str = ""
    committed: Comparison | None = None
    base: Comparison | None = None
    message: str = ""
    is_new: bool = False

    @property
    def drifts(self) -> tuple[LocatedDrift, ...]:
        """Return the drifts from the committed snapshot."""
        return self.committed.drifts if self.committed else ()


def to_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as dicts, lists, strings and numbers, whole, for another process.

    This is a means of transport between equal versions; the report's own format
    is that of `json_report`.
    """
    plain: dict[str, Any] = _plain(asdict(entry))
    return plain


def from_json(plain: Mapping[str, Any]) -> Entry:
    """Return the entry that `to_json` was given."""
    read = {"graph": _graph, "committed": _comparison, "base": _comparison}
    return Entry(**{**plain, **{k: plain[k] and make(plain[k]) for k, make in read.items()}})


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


def _comparison(plain: Mapping[str, Any]) -> Comparison:
    drifts = tuple(_located(one) for one in plain["drifts"])
    renamed = tuple((new, old) for new, old in plain["renamed"])
    made = {"graph": _graph(plain["graph"]), "drifts": drifts, "renamed": renamed}
    return Comparison(**{**plain, **made})


def _located(plain: Mapping[str, Any]) -> LocatedDrift:
    drift = plain["drift"]
    tuples = {name: tuple(drift[name]) for name in ("nodes", "downstream", "pipelines", "places")}
    return LocatedDrift(
        Drift(**{**drift, **tuples}),
        Location(**plain["location"]),
        plain["allowed"],
        tuple(_located(part) for part in plain["parts"]),
    )
