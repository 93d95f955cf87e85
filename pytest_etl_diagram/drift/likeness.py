"""How much two stages of different names look like one that was renamed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.facts import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_etl_diagram.model import Edge, Fact, Graph, Node

ENOUGH = 0.6
"""The likeness from which two stages may be one; found by trying renames and replacements."""

SIMILAR_NAMES = 0.6
"""From this share of common characters two names may be one name edited."""

NEARLY_THE_SAME = 0.8
"""From this share on they are, whatever the roles."""

_VAGUE = frozenset({"transform", "other"})
"""Roles that only the name tells apart."""

NEVER_RENAMED = frozenset({"schedule", "asset", "store", "config", "dag"})
"""Roles whose name is what they are: another asset is another asset."""

_TELLS_NOTHING = frozenset("operator restart replicas limits requests networks ports".split())
"""Facts that two stages may share by chance, even if nothing else has them."""

_UNKNOWN = "{}"
"""What stands for each part of a name that isn't known from the code."""

Neighbour = tuple[str, str]
"""A neighbour's side ("before" or "after") and its id in the new graph."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What two graphs tell about their stages: who stands beside whom, and how rare a fact is."""

    old_neighbours: Mapping[str, Collection[Neighbour]]
    new_neighbours: Mapping[str, Collection[Neighbour]]
    fact_counts: Mapping[Fact, int]
    stages: int


def surroundings(old: Graph, new: Graph, new_ids: Mapping[str, str]) -> Surroundings:
    """Gather neighbours and facts; `new_ids` maps the old ids of paired stages to the new."""
    return Surroundings(
        old_neighbours=_neighbours(old.edges, new_ids),
        new_neighbours=_neighbours(new.edges, {new_id: new_id for new_id in new_ids.values()}),
        fact_counts=Counter(fact for graph in (old, new) for n in graph.nodes for fact in n.facts),
        stages=len(old.nodes) + len(new.nodes),
    )


def likeness(old: Node, new: Node, around: Surroundings) -> float:
    """Return 0 for two stages that can't be one, else up to 1 by facts, neighbours and name.

    Deliberately cautious, because a removed stage that is taken for a renamed
    one is overlooked: the operator must be the same, and either both names and
    roles are alike, or the names are nearly the same, or both stages have a fact that nothing
    else has (the same callable, the same awaited pipeline), or they are the same in all but
    the name and stand between the same others.
    """
    if is_its_name(old) or is_its_name(new) or old.fact("operator") != new.fact("operator"):
        return 0.0
    names = name_likeness(old.name, new.name)
    telling = _share_telling_fact(old, new, around.fact_counts)
    if not (telling or _is_edited(old, new, names) or _took_the_place(old, new, around)):
        return 0.0
    shares = [
        (0.4, fact_overlap(_beside_its_name(old), _beside_its_name(new), around.fact_counts)),
        (0.2, names),
        *_neighbour_share(old, new, around),
    ]
    score = sum(weight * share for weight, share in shares) / sum(weight for weight, _ in shares)
    return score if score >= ENOUGH else 0.0


def _is_edited(old: Node, new: Node, names: float) -> bool:
    """Tell whether a name may be the other one edited; a stage's role often comes from its name.

    A check isn't a check any more where its name no longer says so.
    """
    if old.role == new.role:
        return names >= SIMILAR_NAMES
    return names >= NEARLY_THE_SAME and "validate" not in (old.role, new.role)


def _took_the_place(old: Node, new: Node, around: Surroundings) -> bool:
    """Tell whether only the name differs of two stages between the same others.

    Facts that most stages have, such as what all of them inherit, say nothing.
    """
    was, is_now = around.old_neighbours.get(old.id, ()), around.new_neighbours.get(new.id, ())
    if set(was) != set(is_now) or {side for side, _ in was} != {"before", "after"}:
        return False
    own = [
        fact
        for fact in old.facts
        if fact[0] not in _TELLS_NOTHING and around.fact_counts[fact] * 2 <= around.stages
    ]
    roles = {old.role, new.role}
    return bool(own) and old.facts == new.facts and (len(roles) == 1 or roles <= _VAGUE)


def _beside_its_name(node: Node) -> Node:
    """Leave out the facts that only say again what is unknown in a node's name."""
    facts = tuple(f for f in node.facts if not (PLACEHOLDER.fullmatch(f[1]) and f[1] in node.name))
    return replace(node, facts=facts)


def is_its_name(node: Node) -> bool:
    """Tell whether a stage's name is what it is; a store that is deployed here has an image."""
    return node.role in NEVER_RENAMED and node.fact("image") is None


@lru_cache(maxsize=8192)
def name_likeness(old: str, new: str) -> float:
    """Return the share of common characters, the greatest of three.

    Of whole names, of what follows the last dot, or of what is known from the code in both: where
    a part isn't (`copy_{var:tables}`), its source may have another name.
    """
    tails = (old.rpartition(".")[2], new.rpartition(".")[2])
    known = (PLACEHOLDER.sub(_UNKNOWN, old), PLACEHOLDER.sub(_UNKNOWN, new))
    both = _UNKNOWN in known[0] and _UNKNOWN in known[1]
    pairs = ((old, new), tails, *((known,) if both and known[0] != _UNKNOWN else ()))
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)


def _neighbours(edges: Iterable[Edge], known: Mapping[str, str]) -> dict[str, set[Neighbour]]:
    """Return the neighbours of each node; those that aren't paired are no evidence."""
    neighbours: dict[str, set[Neighbour]] = {}
    for edge in edges:
        if edge.source in known:
            neighbours.setdefault(edge.target, set()).add(("before", known[edge.source]))
        if edge.target in known:
            neighbours.setdefault(edge.source, set()).add(("after", known[edge.target]))
    return neighbours


def _share_telling_fact(old: Node, new: Node, counts: Mapping[Fact, int]) -> bool:
    """Tell whether the two, and only they, have a telling fact in common."""
    common = set(old.facts) & set(new.facts)
    both = 2
    return any(counts[fact] == both for fact in common if fact[0] not in _TELLS_NOTHING)


def fact_overlap(old: Node, new: Node, counts: Mapping[Fact, int]) -> float:
    """Return the common share of the facts, a fact weighing less the more stages have it."""
    was, is_now = set(old.facts), set(new.facts)
    if not was | is_now:
        return 1.0
    weight = {fact: 1 / counts[fact] for fact in was | is_now}
    return sum(weight[f] for f in was & is_now) / sum(weight.values())


def _neighbour_share(old: Node, new: Node, around: Surroundings) -> list[tuple[float, float]]:
    """Return weight and common share of the neighbours; nothing where none is known."""
    was = set(around.old_neighbours.get(old.id, ()))
    is_now = set(around.new_neighbours.get(new.id, ()))
    return [(0.4, len(was & is_now) / len(was | is_now))] if was | is_now else []
