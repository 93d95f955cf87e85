"""What is particular to lineages: pipelines, and the data between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import CONFIGURATION, FactTable
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.networks.network import Network, plain_reach, plain_rule
from pytest_etl_diagram.drift.networks.pairs import with_successors
from pytest_etl_diagram.drift.node_rules import PIPELINES, WHOLE_PIPELINE
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.relations import Relation

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.networks.network import Tied
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph, Node

_ASSET = ByPresence("endpoint-added", "endpoint-changed", "endpoint-removed")
_EXTERNAL = ByPresence("external-added", "external-changed", "external-changed")
_DATA = frozenset({"data"})

WRITES = Relation(
    "writes",
    ByPresence("endpoint-added", "target-changed", "endpoint-removed"),
    _DATA,
    target="asset",
)
RELATIONS = (
    WRITES,
    Relation(
        "reads",
        ByPresence("endpoint-added", "source-changed", "endpoint-removed"),
        _DATA,
        source="asset",
        of_target=True,
    ),
    Relation(
        "started by",
        always("asset-trigger-changed"),
        frozenset({"triggers"}),
        source="asset",
        of_target=True,
    ),
    Relation("triggers", _EXTERNAL, frozenset({"triggers"})),
    Relation("waits for", _EXTERNAL, frozenset({"depends", "conditional"}), of_target=True),
    Relation("takes from", always("data-flow-changed"), _DATA, of_target=True),
)
"""What edges say; the first that fits."""


def _is_asset(node: Node) -> bool:
    return node.role not in PIPELINES


def _tie_rule(tied: Tied) -> str:
    """Return the relation's rule, unless others go on to read what is no longer written."""
    if tied.relation is WRITES and not tied.gained:
        read = {edge.source for edge in tied.new.edges}
        written = {edge.target for edge in tied.new.edges if edge.kind == "data"}
        if any(edge.target in read - written for edge in tied.lost):
            return "asset-no-longer-written"
    return plain_rule(tied)


def _tie_reach(tied: Tied) -> tuple[str, ...]:
    """Return what is downstream of the pipeline, and was by way of what is no longer tied."""
    was = () if tied.relation.of_target else downstream(tied.old, tied.old_subject)
    return tuple(dict.fromkeys((*was, *plain_reach(tied))))


def _paired(old: Graph, new: Graph) -> Pairing:
    """Pair data with data and pipelines with pipelines; one with all ties of another is that."""
    return with_successors(pair(old, new, _is_asset), old, new, _are_pipelines)


def _are_pipelines(old: Node, new: Node) -> bool:
    return old.role == new.role and old.role in PIPELINES


PROGRAM = FactTable(by_presence={"source": always("component-moved")}, general=CONFIGURATION)
DATA = FactTable(general=_ASSET)


def _is_external(node: Node) -> bool:
    return node.fact("external") is not None


def _is_told_by_ties(node: Node) -> bool:
    return _is_asset(node) or _is_external(node)


def _rules(node: Node) -> ByPresence:
    """Return the rules of a box; a pipeline of others isn't renamed here: another one is meant."""
    if _is_asset(node):
        return _ASSET
    return _EXTERNAL if _is_external(node) else WHOLE_PIPELINE


LINEAGE = Network(
    RELATIONS,
    _rules,
    lambda node: DATA if _is_asset(node) else PROGRAM,
    lambda node: node.role,
    "layout-only",
    told_by_ties=_is_told_by_ties,
    tie_reach=_tie_reach,
    tie_rule=_tie_rule,
    paired=_paired,
)
