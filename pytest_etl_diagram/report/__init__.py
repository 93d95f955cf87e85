"""Reports: what a run found, as text for a person and as files for other tools.

This layer knows drifts and graphs, not pytest.
"""

from __future__ import annotations

from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import STATUSES, Comparison, Entry, from_json, to_json
from pytest_etl_diagram.report.github import workflow_commands
from pytest_etl_diagram.report.look import WIDTH, Look
from pytest_etl_diagram.report.places import gathered, located
from pytest_etl_diagram.report.text import DIFF_TITLE, failure, layout_only, missing, since
from pytest_etl_diagram.report.words import counted, counted_levels, listed, named, visible
from pytest_etl_diagram.report.writing import FORMATS, append, write

__all__ = [
    "DIFF_TITLE",
    "FORMATS",
    "STATUSES",
    "WIDTH",
    "Comparison",
    "Contents",
    "Entry",
    "Look",
    "append",
    "counted",
    "counted_levels",
    "failure",
    "from_json",
    "gathered",
    "layout_only",
    "listed",
    "located",
    "missing",
    "named",
    "since",
    "to_json",
    "visible",
    "workflow_commands",
    "write",
]
