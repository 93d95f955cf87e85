"""The JSON report, format_version 1; `schema.json` beside this module describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Graph
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Entry
    from pytest_etl_diagram.report.places import LocatedDrift

FORMAT_VERSION = 1
"""Grows when a reader of older reports would misunderstand a new one."""


def render(contents: Contents) -> str:
    """Return the report as JSON, sorted so that equal contents give equal text."""
    report = {
        "format_version": FORMAT_VERSION,
        "root": contents.root,
        "tool": {"name": "pytest-etl-diagram", "version": contents.tool_version},
        "diagrams": [_diagram(entry) for entry in sorted(contents.entries, key=_entry_order)],
        "orphans": sorted(contents.orphans),
        "problems": [
            {"path": problem.path, "line": problem.line, "message": problem.message}
            for problem in sorted(contents.problems, key=lambda p: (p.path, p.line, p.message))
        ],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the report."""
    text = files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _entry_order(entry: Entry) -> tuple[str, str, str]:
    return (entry.nodeid, entry.kind, entry.name)


def _diagram(entry: Entry) -> dict[str, Any]:
    return {
        "nodeid": entry.nodeid,
        "kind": entry.kind,
        "name": entry.name,
        "source": entry.source,
        "snapshot": entry.snapshot,
        "status": entry.status,
        "graph": None if entry.graph is None else _graph(entry.graph),
        "drift": [_drift(hit) for hit in entry.drifts],
    }


def _graph(graph: Graph) -> dict[str, Any]:
    sequence = [asdict(part) for part in graph.sequence]
    return {
        "title": graph.title,
        "direction": graph.direction,
        "groups": [
            {"id": group.id, "name": group.name, "parent": group.parent} for group in graph.groups
        ],
        "nodes": [
            {
                "id": node.id,
                "name": node.name,
                "role": node.role,
                "group": node.group,
                "facts": dict(node.facts),
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "kind": edge.kind,
                "label": edge.label,
            }
            for edge in graph.edges
        ],
        **({"sequence": sequence} if sequence else {}),
    }


def _drift(hit: LocatedDrift) -> dict[str, Any]:
    drift = hit.drift
    return {
        "rule": drift.rule,
        "level": drift.level,
        "subject": drift.subject,
        "before": drift.before,
        "after": drift.after,
        "why": drift.why,
        "downstream": list(drift.downstream),
        "pipelines": list(drift.pipelines),
        "location": {"path": hit.location.path, "line": hit.location.line},
        "fingerprint": drift.fingerprint,
    }
