"""Drift: what changed between two graphs, how bad it is, and what it reaches.

`compare` is the way in. This layer knows graphs and nothing of where they come
from or how a drift is reported.
"""

from __future__ import annotations

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.impact import downstream, fingerprint
from pytest_etl_diagram.drift.networks import TIES
from pytest_etl_diagram.drift.rules import LEVELS, RULES, Rule, rule

__all__ = [
    "LEVELS",
    "RULES",
    "TIES",
    "Rule",
    "compare",
    "default_of",
    "downstream",
    "fingerprint",
    "rule",
]
