"""Which names in a drift's texts stand for what is tied to something, done or held, in all kinds.

Where one of these isn't there, there is nothing; only a setting can be one that isn't set.
"""

from __future__ import annotations

from pytest_etl_diagram.drift.architectures.relations import RELATIONS
from pytest_etl_diagram.drift.fact_tables import STEP
from pytest_etl_diagram.drift.networks import is_tie as is_tie_of_a_network

_OF_A_RUN = frozenset({*STEP.by_members, "guard"})
_TIES = {
    "activity": _OF_A_RUN,
    "sequence": _OF_A_RUN,
    "architecture": frozenset(relation.word for relation in RELATIONS),
}
"""The names in the kinds of drawing that are no networks."""


def is_tie(name: str, kind: str) -> bool:
    """Tell whether what stands for the name of a setting says what something is tied to."""
    return name in _TIES[kind] if kind in _TIES else is_tie_of_a_network(name, kind)
