"""The JSON report, format_version 1; `schema.json` beside this module describes it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.mermaid.unseen import HIDDEN, NEVER_DRAWN, SELECTORS
from pytest_etl_diagram.policy.levels import THRESHOLDS, is_failing

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Graph, LocatedDrift
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Comparison, Entry

FORMAT_VERSION = 1
"""Grows when a reader of older reports would misunderstand a new one."""


_UNSEEN = re.compile(f"[{NEVER_DRAWN}{HIDDEN}{SELECTORS}]")


def render(contents: Contents) -> str:
    """Return the report as JSON, sorted so that equal contents give equal text."""
    report = {
        "format_version": FORMAT_VERSION,
        "root": contents.root,
        "tool": {"name": "pytest-etl-diagram", "version": contents.tool_version},
        "fail_on": contents.fail_on,
        "base": contents.base,
        "diagrams": [
            _diagram(entry, contents) for entry in sorted(contents.entries, key=_entry_order)
        ],
        "orphans": sorted(contents.orphans),
        "gone": sorted(contents.gone),
        "problems": [
            {"path": problem.path, "line": problem.line, "message": problem.message}
            for problem in sorted(contents.problems, key=lambda p: (p.path, p.line, p.message))
        ],
    }
    return as_text(report)


def as_text(report: dict[str, Any]) -> str:
    r"""Return a report as JSON; what can't be seen is an escape (`\u202e`), so that all is seen.

    Most of what JSON lets stand as it is (C1 controls, halves of characters) would steer a
    terminal, or keep the file from being UTF-8.
    """
    return _UNSEEN.sub(_escaped, json.dumps(report, indent=2, ensure_ascii=False)) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the report."""
    text = files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _entry_order(entry: Entry) -> tuple[str, str, str]:
    return (entry.nodeid, entry.kind, entry.name)


def _diagram(entry: Entry, contents: Contents) -> dict[str, Any]:
    return {
        "nodeid": entry.nodeid,
        "kind": entry.kind,
        "name": entry.name,
        "source": entry.source,
        "snapshot": entry.snapshot,
        "status": entry.status,
        "message": entry.message,
        "graph": None if entry.graph is None else _graph(entry.graph),
        "drift": [_drift(hit, contents.fail_on) for hit in entry.drifts],
        "base": None if entry.base is None else _base(entry.base, contents.base_fail_on),
    }


def _base(base: Comparison, fail_on: str) -> dict[str, Any]:
    return {"drift": [_drift(hit, fail_on) for hit in base.drifts]}


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


def _drift(hit: LocatedDrift, fail_on: str) -> dict[str, Any]:
    drift = hit.drift
    return {
        "rule": drift.rule,
        "level": drift.level,
        **_change(hit),
        "why": drift.why,
        "downstream": list(drift.downstream),
        "pipelines": list(drift.pipelines),
        "allowed": hit.allowed,
        "fails": fail_on in THRESHOLDS and is_failing(hit, fail_on),
        "members": [_change(part) for part in hit.parts],
    }


def _change(hit: LocatedDrift) -> dict[str, Any]:
    return {
        "subject": hit.drift.subject,
        "before": hit.drift.before,
        "after": hit.drift.after,
        "location": {"path": hit.location.path, "line": hit.location.line},
        "fingerprint": hit.drift.fingerprint,
    }
