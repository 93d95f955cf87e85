"""What the edges of an architecture say."""

from __future__ import annotations

from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.relations import Relation

COLLABORATION = Relation(
    "works with",
    ByPresence("collaborator-added", "collaborator-changed", "collaborator-removed"),
    frozenset({"holds", "uses"}),
    named=True,
    relabelled="layout-only",
)
"""That one has another do something for it."""

_DATA = frozenset({"data"})

RELATIONS = (
    Relation("bases", always("base-changed"), frozenset({"implements"})),
    COLLABORATION,
    Relation(
        "writes",
        ByPresence("endpoint-added", "target-changed", "endpoint-removed"),
        _DATA,
        target="store",
    ),
    Relation(
        "reads",
        ByPresence("endpoint-added", "source-changed", "endpoint-removed"),
        _DATA,
        source="store",
        of_target=True,
    ),
    Relation("takes from", always("data-flow-changed"), _DATA, of_target=True),
    Relation(
        "configured by",
        always("configuration-changed"),
        frozenset({"configures"}),
        of_target=True,
    ),
    Relation("runs", always("orchestration-changed"), frozenset({"triggers"}), source="dag"),
)
"""What edges say; the first that fits."""
