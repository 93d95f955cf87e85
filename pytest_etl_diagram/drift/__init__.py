"""Drift: what changed between two graphs, how bad it is, and what it reaches.

`compare` is the way in. This layer knows graphs and nothing of where they come
from or how a drift is reported.
"""

from __future__ import annotations

from pytest_etl_diagram.drift.assignment import best_assignment
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.gathering import gather
from pytest_etl_diagram.drift.impact import downstream, fingerprint
from pytest_etl_diagram.drift.rules import LEVELS, RULES, Rule, rule
from pytest_etl_diagram.drift.tied import is_tie
from pytest_etl_diagram.drift.wholes import file_moved, graph_likeness, layout_only

__all__ = [
    "LEVELS",
    "RULES",
    "Rule",
    "best_assignment",
    "compare",
    "default_of",
    "downstream",
    "file_moved",
    "fingerprint",
    "gather",
    "graph_likeness",
    "is_tie",
    "layout_only",
    "rule",
]
