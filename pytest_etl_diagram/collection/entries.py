"""What became of an item, as its test report carries it from an xdist worker."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.collection.items import DiagramItem
from pytest_etl_diagram.policy.leftovers import unused
from pytest_etl_diagram.report.entries import Entry, to_json

if TYPE_CHECKING:
    import pytest

    from pytest_etl_diagram.collection.verdict import Verdict

Packed = dict[str, Any]
"""A `status`, the text of what changed `since` the base revision, and of what drifted, or for
report files of everything, the whole `entry`, in dicts, lists and strings. `used` holds what to
say of the remarks that counted, were they unused, `former` an older format version of the
snapshot, if it is of one."""


def pack_result(item: pytest.Item, *, with_entry: bool) -> Packed:
    """Return the result of one of our items, with its entry if report files are to be written.

    An item that is no diagram, or that didn't get as far as a verdict, is an error.
    """
    if not isinstance(item, DiagramItem) or item.verdict is None:
        return {"status": "error", "used": []}
    verdict = item.verdict
    used = [asdict(unused(each)) for each in verdict.used | item.since.used]
    packed: Packed = {"status": verdict.status, "since": item.since.text, "used": used}
    if verdict.former is not None:
        packed["former"] = verdict.former
    if with_entry or verdict.committed or item.since.text:
        packed["entry"] = to_json(_entry(item, verdict))
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
        verdict.drawing,
        verdict.committed,
        item.since.comparison,
        verdict.text if verdict.status == "error" else "",
        item.since.is_new,
    )
