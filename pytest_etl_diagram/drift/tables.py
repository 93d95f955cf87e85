"""The tables of facts by kind of drawing and role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.deployment_facts import OUTSIDE, UNIT
from pytest_etl_diagram.drift.fact_tables import COMPONENT, START, STEP, STORE, WORKFLOW
from pytest_etl_diagram.drift.pipeline_facts import BY_ROLE, PLAIN

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.fact_tables import FactTable
    from pytest_etl_diagram.model import Node

TABLES = (WORKFLOW, STEP, START, COMPONENT, STORE, UNIT, OUTSIDE, PLAIN, *BY_ROLE.values())
"""Every table."""


def workflow_table(kind: str, node: Node) -> FactTable:
    """Return the table of a stage of a pipeline, by the kind of its drawing and its role."""
    return BY_ROLE.get(node.role, PLAIN) if kind == "pipeline" else WORKFLOW
