"""The `pipeline` diagram: one pipeline that a file of data describes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams import dag

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram, Workflow

KIND = "pipeline"


def diagram(workflow: Workflow, source: str) -> Diagram:
    """Return the drawing of a pipeline that the file `source` describes."""
    drawn = dag.diagram(workflow, source)
    return replace(drawn, kind=KIND, graph=replace(drawn.graph, kind=KIND))
