"""The `sequence` diagram: who calls whom, in which order, in one run of a flow."""

from __future__ import annotations

from pytest_etl_diagram.diagrams.sequence.building import KIND, diagram

__all__ = ["KIND", "diagram"]
