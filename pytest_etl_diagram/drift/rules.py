"""The one table of rules: every kind of drift, its level, and why it matters.

A newcomer adds one row to the module of its theme under `catalogue`, and one
case to the tests, which demand a case for every row.
"""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.anything import ANYTHING
from pytest_etl_diagram.drift.catalogue.components import COMPONENTS
from pytest_etl_diagram.drift.catalogue.dependencies import DEPENDENCIES
from pytest_etl_diagram.drift.catalogue.endpoints import ENDPOINTS
from pytest_etl_diagram.drift.catalogue.failures import FAILURES
from pytest_etl_diagram.drift.catalogue.flow import FLOW
from pytest_etl_diagram.drift.catalogue.images import IMAGES
from pytest_etl_diagram.drift.catalogue.messages import MESSAGES
from pytest_etl_diagram.drift.catalogue.pipelines import PIPELINES
from pytest_etl_diagram.drift.catalogue.resilience import RESILIENCE
from pytest_etl_diagram.drift.catalogue.row import Rule
from pytest_etl_diagram.drift.catalogue.schedule import SCHEDULE
from pytest_etl_diagram.drift.catalogue.services import SERVICES
from pytest_etl_diagram.drift.catalogue.stages import STAGES
from pytest_etl_diagram.drift.catalogue.wiring import WIRING
from pytest_etl_diagram.model import LEVELS

__all__ = ["RULES", "Rule", "rank", "rule"]


def _worst_first(rows: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Sort rows by level; within a level they keep the order of their theme."""
    return tuple(sorted(rows, key=lambda row: LEVELS.index(row.level)))


RULES = _worst_first(
    (
        *STAGES,
        *DEPENDENCIES,
        *FAILURES,
        *RESILIENCE,
        *PIPELINES,
        *SERVICES,
        *IMAGES,
        *ENDPOINTS,
        *WIRING,
        *FLOW,
        *MESSAGES,
        *COMPONENTS,
        *SCHEDULE,
        *ANYTHING,
    )
)
"""Every rule, worst first; drifts are reported in this order."""

_BY_ID = {row.id: row for row in RULES}
_RANK = {row.id: place for place, row in enumerate(RULES)}


def rule(rule_id: str) -> Rule:
    """Return the rule called `rule_id`; raises KeyError for a name not in the table."""
    return _BY_ID[rule_id]


def rank(rule_id: str) -> int:
    """Return the place of a rule in the order of reporting, 0 being the worst."""
    return _RANK[rule_id]
