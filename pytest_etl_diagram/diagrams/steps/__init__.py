"""What steps and blocks of a flow amount to, whatever kind of diagram draws them.

`facts` are what a step shows, `sums` what it does inside, `ways` how a block
ends, `exceptions` which handler catches what.
"""

from __future__ import annotations

from pytest_etl_diagram.diagrams.steps.facts import facts_of, merged, places, told
from pytest_etl_diagram.diagrams.steps.sums import Summaries
from pytest_etl_diagram.diagrams.steps.terms import endpoint_text, policy_facts, policy_told

__all__ = [
    "Summaries",
    "endpoint_text",
    "facts_of",
    "merged",
    "places",
    "policy_facts",
    "policy_told",
    "told",
]
