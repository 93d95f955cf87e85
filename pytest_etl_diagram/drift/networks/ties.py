"""Drifts of the ties between boxes that both drawings have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.networks.bridges import bridges
from pytest_etl_diagram.drift.networks.network import Tied
from pytest_etl_diagram.drift.relations import relation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.networks.network import Network
    from pytest_etl_diagram.drift.networks.sides import Side
    from pytest_etl_diagram.drift.relations import Relation
    from pytest_etl_diagram.model import Drift, Edge, Node


def tie_drifts(was: Side, is_now: Side, network: Network) -> Iterator[Drift]:
    """Yield one drift for all ties of a box that say the same of it and differ."""
    nodes = {**was.nodes(), **is_now.nodes()}
    roles = {key: node.role for key, node in nodes.items()}
    changed: dict[tuple[str, Relation], tuple[list[Edge], list[Edge]]]
    changed = defaultdict(lambda: ([], []))
    for place, (side, other) in enumerate(((was, is_now), (is_now, was))):
        same = {*other.edges, *bridges(side, other)}
        for edge in side.kept():
            if edge not in same:
                relation = relation_of(edge, roles, network.relations)
                changed[relation.subject(edge), relation][place].append(edge)
    for (subject, relation), ends in changed.items():
        if not relation.of_target:
            ends[0].extend(_taken_along(subject, ends[1], was, is_now))
            ends[1].extend(_taken_along(subject, ends[0], is_now, was))
    old_ids = {common: own for own, common in was.ids.items()}
    for (subject, relation), (lost, gained) in changed.items():
        before = old_ids.get(subject, subject)
        tied = Tied(subject, before, relation, tuple(lost), tuple(gained), was.graph, is_now.graph)
        for rule_id, part in _by_rule(tied, network):
            yield _drift(rule_id, part, nodes, network)


def _taken_along(subject: str, only: list[Edge], side: Side, other: Side) -> list[Edge]:
    """Return the ties of a box to those that one side has alone, instead of which it has others.

    `only` are its ties that the other side has alone: a service connects to a managed database
    instead of one that is gone.
    """
    own = [edge for edge in {*side.edges} - {*other.edges} if edge.source == subject]
    alike = {said: [edge for edge in own if _says(edge) == said] for said in map(_says, only)}
    single = {said for said in alike if sum(_says(edge) == said for edge in only) == 1}
    kept = set(side.kept())
    return [
        edges[0]
        for said, edges in alike.items()
        if said in single and len(edges) == 1 and edges[0] not in kept
    ]


def _says(edge: Edge) -> tuple[str, str]:
    return edge.kind, edge.label


def _by_rule(tied: Tied, network: Network) -> Iterator[tuple[str, Tied]]:
    """Divide ties by what happened to them: another label can mean a thing of its own."""
    by_label = tied.relation.label_rule
    parts: dict[str, list[tuple[Edge, Edge]]] = defaultdict(list)
    if by_label is not None:
        for before, after in _relabelled(tied):
            parts[by_label(before.label, after.label)].append((before, after))
    told = {edge for pairs in parts.values() for pair in pairs for edge in pair}
    rest = replace(
        tied,
        lost=tuple(edge for edge in tied.lost if edge not in told),
        gained=tuple(edge for edge in tied.gained if edge not in told),
    )
    if rest.lost or rest.gained:
        yield network.tie_rule(rest), rest
    for rule_id, pairs in parts.items():
        lost, gained = zip(*pairs, strict=True)
        yield rule_id, replace(tied, lost=lost, gained=gained)


def _relabelled(tied: Tied) -> Iterator[tuple[Edge, Edge]]:
    """Yield the pairs of ties between the same boxes that differ in their labels only."""
    for before in tied.lost:
        same = [each for each in tied.gained if replace(each, label=before.label) == before]
        if len(same) == 1:
            yield before, same[0]


def _drift(rule_id: str, tied: Tied, nodes: Mapping[str, Node], network: Network) -> Drift:
    relation = tied.relation
    names = {key: node.name for key, node in nodes.items()}
    called = {key: network.called(node) for key, node in nodes.items()}

    def sort(edges: Iterable[Edge]) -> list[Edge]:
        return sorted(edges, key=lambda e: (names[relation.other(e)], e.kind, e.label))

    lost, gained = sort(tied.lost), sort(tied.gained)
    others = [relation.other(edge) for edge in (*gained, *lost)]
    outside = [other for other in others if network.is_outside(nodes[other])]
    return found(
        rule_id,
        names[tied.subject],
        relation.text(lost, called),
        relation.text(gained, called),
        nodes=(tied.subject, *others),
        downstream=network.tie_reach(tied),
        places=(*_places(tied, [names[other] for other in others]), *outside, tied.subject),
    )


def _places(tied: Tied, others: list[str]) -> Iterator[str]:
    """Yield where a box may say what it is tied to: with the other one's name, or at all."""
    word = f"{tied.subject}#{tied.relation.word.replace(' ', '_')}"
    yield from (f"{word}.{other}" for other in others)
    yield word
