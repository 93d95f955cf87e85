"""What the page shows, as JSON knows it: words and orders are settled here, looks there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.model import LEVELS, Location
from pytest_etl_diagram.report.html.difference import rows
from pytest_etl_diagram.report.html.drawings import drawings
from pytest_etl_diagram.report.html.findings import findings, pipelines
from pytest_etl_diagram.report.overlay import overlay
from pytest_etl_diagram.report.shells import item_argument, quote_for_all
from pytest_etl_diagram.report.words import at, counted

if TYPE_CHECKING:
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Comparison, Entry

STATUSES_WORST_FIRST = ("error", "drifted", "missing", "updated", "passed")


def page_data(contents: Contents, *, notice: str = "") -> dict[str, Any]:
    """Return the data of the page; `notice` is a sentence that it shows at its top."""
    entries = sorted(contents.entries, key=_worst_first)
    drifts = [hit.drift for entry in entries for hit in entry.drifts if not hit.allowed]
    return {
        "version": contents.tool_version,
        "root": contents.root,
        "fail_on": contents.fail_on,
        "base": contents.base,
        "accept": contents.accept_command,
        "notice": notice,
        "drifts": counted(drifts),
        "statuses": list(STATUSES_WORST_FIRST),
        "levels": list(LEVELS),
        "diagrams": [_diagram(entry, contents) for entry in entries],
        "orphans": sorted(contents.orphans),
        "gone": sorted(contents.gone),
        "problems": [
            {"at": at(Location(one.path, one.line)), "message": one.message, "fatal": one.fatal}
            for one in sorted(
                contents.problems, key=lambda p: (not p.fatal, p.path, p.line, p.message)
            )
        ],
    }


def accept_command(contents: Contents, nodeid: str) -> str:
    """Return the command that writes the snapshot of one diagram, run in the root folder.

    It is the command for all snapshots where pytest, or some shell, can't be given the one.
    """
    path, _, name = nodeid.partition("::")
    argument = item_argument(path, name)
    quoted = quote_for_all(argument) if argument else ""
    return f"{contents.accept_command} {quoted}" if quoted else contents.accept_command


def _worst_first(entry: Entry) -> tuple[int, int, int, str, str, str]:
    hits = [
        hit
        for comparison in (entry.committed, entry.base)
        for hit in (comparison.drifts if comparison else ())
    ]
    worst = min((LEVELS.index(hit.drift.level) for hit in hits), default=len(LEVELS))
    status = STATUSES_WORST_FIRST.index(entry.status)
    return (status, worst, -len(hits), entry.nodeid, entry.kind, entry.name)


def _diagram(entry: Entry, contents: Contents) -> dict[str, Any]:
    comparisons = (("the committed snapshot", entry.committed), (contents.base, entry.base))
    return {
        "id": entry.nodeid,
        "kind": entry.kind,
        "name": entry.name,
        "source": entry.source,
        "snapshot": entry.snapshot,
        "status": entry.status,
        "message": entry.message,
        "is_new": entry.is_new and bool(contents.base),
        "accept": accept_command(contents, entry.nodeid),
        "text": _unix(entry.drawing),
        "drawings": drawings(_unix(entry.drawing)),
        "stages": sorted({node.name for node in entry.graph.nodes}) if entry.graph else [],
        "comparisons": [
            _comparison(comparison, entry, against)
            for against, comparison in comparisons
            if comparison
        ],
    }


def _comparison(comparison: Comparison, entry: Entry, against: str) -> dict[str, Any]:
    old, new = _unix(comparison.text), _unix(entry.drawing)
    return {
        "against": against,
        "is_base": comparison is not entry.committed,
        "text": old,
        "drawings": drawings(old),
        "snapshot": comparison.snapshot,
        "overlay": overlay(comparison.graph, entry.graph, comparison.renamed)
        if entry.graph
        else "",
        "findings": findings(comparison.drifts, entry.kind),
        "pipelines": pipelines(comparison.drifts),
        "rows": rows(old, new),
    }


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
