"""What is particular to lineages: pipelines, and the data between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import CONFIGURATION, FactTable
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.networks.network import Network, plain_reach, plain_rule
from pytest_etl_diagram.drift.networks.pairs import with_successors
from pytest_etl_diagram.drift.node_rules import PIPELINES, WHOLE_PIPELINE
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.relations import Relation, relation_of
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.networks.network import Tied
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Edge, Graph, Node

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


_UNNAMED = re.compile(r"\{\w[^{}:]*\}")
"""How data is called of which only the system is known: `{PostgreSQL}`."""


def _is_asset(node: Node) -> bool:
    return node.role not in PIPELINES


def _tie_rule(tied: Tied) -> str:
    """Return the relation's rule, unless others go on to read what is no longer written.

    Of data without a name nobody can tell whether it is still the same.
    """
    if tied.relation is WRITES and not tied.gained:
        read = {edge.source for edge in tied.new.edges}
        written = {edge.target for edge in tied.new.edges if edge.kind == "data"}
        if any(edge.target in read - written for edge in tied.lost):
            return "asset-no-longer-written"
    if tied.lost and _are_unnamed(tied.lost, tied):
        return "endpoint-changed" if tied.gained else "connection-removed"
    if tied.lost and tied.gained and _are_unnamed(tied.gained, tied):
        return "fact-became-dynamic"
    return plain_rule(tied)


def _are_unnamed(edges: tuple[Edge, ...], tied: Tied) -> bool:
    """Tell whether ties lead to nothing but data of which only the system is known."""
    nodes = {
        **{f"-{node.id}": node for node in tied.old.nodes},
        **{node.id: node for node in (*tied.old.nodes, *tied.new.nodes)},
    }
    others = [nodes[tied.relation.other(edge)] for edge in edges]
    return all(_is_asset(node) and _UNNAMED.fullmatch(node.name) for node in others)


def _tie_reach(tied: Tied) -> tuple[str, ...]:
    """Return what is downstream of the pipeline, and was by way of what is no longer tied."""
    was = () if tied.relation.of_target else downstream(tied.old, tied.old_subject)
    return tuple(dict.fromkeys((*was, *plain_reach(tied))))


def _paired(old: Graph, new: Graph, declared: NodePairs) -> Pairing:
    """Pair data with data and pipelines with pipelines; one with all ties of another is that."""
    return with_successors(pair(old, new, declared, _is_asset), old, new, _are_pipelines)


def _are_pipelines(old: Node, new: Node) -> bool:
    return old.role == new.role and old.role in PIPELINES


PROGRAM = FactTable(by_presence={"source": always("component-moved")}, general=CONFIGURATION)
_KNOWN = ByPresence("configuration-added", "endpoint-changed", "fact-became-dynamic")
"""In what system data lies: whether that is known from the code makes no other data of it."""

DATA = FactTable(by_presence={"system": _KNOWN}, general=_ASSET)


def _is_external(node: Node) -> bool:
    return node.fact("external") is not None


def _is_told_by_ties(node: Node) -> bool:
    return _is_asset(node) or _is_external(node)


def _described(node: Node) -> str:
    source = node.fact("source")
    return f"{node.role} in {source}" if source else node.role


def _called(node: Node) -> str:
    """Return the name of a pipeline, or of data with its system."""
    system = node.fact("system") if _is_asset(node) else None
    return f"{system}: {node.name}" if system else node.name


_OTHER_WAY = {"triggers": "triggered by", "waits for": "awaited by", "takes from": "gives to"}
"""What a relation is to the other end."""


def _ties_told(node: Node, edges: Iterable[Edge], graph: Graph) -> str:
    """Say what a pipeline reads, writes, waits for: `; reads S3: orders; writes S3: margin`."""
    nodes = {each.id: each for each in graph.nodes}
    roles = {each.id: each.role for each in graph.nodes}
    told: dict[str, list[str]] = {}
    for edge in edges:
        relation = relation_of(edge, roles, RELATIONS)
        own = relation.subject(edge) == node.id
        word = relation.word if own else _OTHER_WAY.get(relation.word, relation.word)
        other = relation.other(edge) if own else relation.subject(edge)
        told.setdefault(word, []).append(_called(nodes[other]))
    return "".join(f"; {word} {listed(sorted(names))}" for word, names in sorted(told.items()))


def _rules(node: Node) -> ByPresence:
    """Return the rules of a box; a pipeline of others isn't renamed here: another one is meant."""
    if _is_asset(node):
        return _ASSET
    return _EXTERNAL if _is_external(node) else WHOLE_PIPELINE


LINEAGE = Network(
    RELATIONS,
    _rules,
    lambda node: DATA if _is_asset(node) else PROGRAM,
    _described,
    "layout-only",
    ties=_ties_told,
    called=_called,
    told_by_ties=_is_told_by_ties,
    tie_reach=_tie_reach,
    tie_rule=_tie_rule,
    paired=_paired,
)
