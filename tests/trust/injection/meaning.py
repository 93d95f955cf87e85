"""What the real Mermaid understands of one drawing, beside what its graph means."""

from __future__ import annotations

from pytest_etl_diagram.mermaid.reading import read_drawing
from pytest_etl_diagram.mermaid.sequence_reading import read_sequence
from tests.mermaid.real import MermaidError, meant, understood

__all__ = ["MermaidError", "differs"]


def differs(text: str) -> bool:
    """Tell whether Mermaid understands a drawing otherwise; raises MermaidError if it refuses."""
    is_flowchart = text.startswith("flowchart")
    graph = read_drawing(text) if is_flowchart else read_sequence(text)[0]
    return understood(text) != meant(graph)
