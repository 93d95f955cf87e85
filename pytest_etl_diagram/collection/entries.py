"""What became of an item, as its test report carries it from an xdist worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.collection.items import DiagramItem
from pytest_etl_diagram.report import Entry, located, to_json

if TYPE_CHECKING:
    import pytest

    from pytest_etl_diagram.collection.verdict import Verdict

Packed = dict[str, Any]
"""A `status`, and for report files the whole `entry`, in dicts, lists and strings."""


def pack_result(item: pytest.Item, *, with_entry: bool) -> Packed:
    """Return the result of one of our items, with its entry if report files are to be written.

    An item that is no diagram, or that didn't get as far as a verdict, is an error.
    """
    if not isinstance(item, DiagramItem) or item.verdict is None:
        return {"status": "error"}
    packed: Packed = {"status": item.verdict.status}
    if with_entry:
        packed["entry"] = to_json(_entry(item, item.verdict))
    return packed


def _entry(item: DiagramItem, verdict: Verdict) -> Entry:
    diagram = item.diagram
    return Entry(
        item.nodeid,
        diagram.kind,
        diagram.name,
        diagram.source,
        item.snapshot.relative_to(item.config.rootpath).as_posix(),
        verdict.status,
        diagram.graph,
        located(diagram, verdict.drifts, item.readings.project.locate),
        verdict.text if verdict.status == "error" else "",
    )
