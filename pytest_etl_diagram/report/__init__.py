"""Reports: what a run found, as text for a person and as files for other tools.

This layer knows drifts and graphs, not pytest.
"""

from __future__ import annotations

from pytest_etl_diagram.report.entries import STATUSES, Entry, from_json, to_json
from pytest_etl_diagram.report.places import LocatedDrift, located
from pytest_etl_diagram.report.text import failure, layout_only, missing
from pytest_etl_diagram.report.words import counted
from pytest_etl_diagram.report.writing import FORMATS, check_suffix, write

__all__ = [
    "FORMATS",
    "STATUSES",
    "Entry",
    "LocatedDrift",
    "check_suffix",
    "counted",
    "failure",
    "from_json",
    "layout_only",
    "located",
    "missing",
    "to_json",
    "write",
]
