"""Pairs of graphs to lay over each other: written by hand, at random, and of hostile text."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from hypothesis import strategies as st

from pytest_etl_diagram.mermaid.theme import LOOKS
from pytest_etl_diagram.mermaid.validity import faults
from tests.mermaid import graphs as hostile

sys.path.append(str(Path(__file__).parents[1] / "drift"))  # whose modules import each other so
drift_graphs = import_module("drift_graphs")
drift_sequence_graphs = import_module("drift_sequence_graphs")
drift_cases = import_module("drift_cases")
graph = drift_graphs.graph

FLOWCHARTS = ("dag", "pipeline", "activity", "architecture", "deployment", "lineage")


def _drawable(one) -> bool:
    return not any(True for _ in faults(one, LOOKS))


def flowcharts(kind: str):
    """Make pairs of small flowcharts of one kind that have much in common."""
    one = drift_graphs.graphs((kind,)).filter(_drawable)
    return st.tuples(one, one)


_sequence = drift_sequence_graphs.sequences().filter(_drawable)
sequences = st.tuples(_sequence, _sequence)
hostile_flowcharts = st.tuples(hostile.graphs(), hostile.graphs())
hostile_sequences = st.tuples(hostile.sequences(), hostile.sequences())

CASES = tuple(
    (f"{place}-{rule}", graph(before), graph(after))
    for place, (rule, before, after, *_) in enumerate(drift_cases.CASES)
)
"""For every rule of the catalogue the smallest change that trips it: (name, old, new)."""
