"""What changed in a diagram since the base revision, whatever is committed by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.looks import look_of
from pytest_etl_diagram.collection.ruling import ruled, ruled_successor
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid import parse
from pytest_etl_diagram.policy import is_failing
from pytest_etl_diagram.report import named, since

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.collection.ruling import Ruled
    from pytest_etl_diagram.policy import Remark
    from pytest_etl_diagram.report import Comparison

NEVER = "never"
"""The threshold that no change since the base passes."""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the base revision, its text for people, and whether that fails.

    `is_new` tells that the revision has no snapshot of the diagram. `used` are the
    remarks that counted.
    """

    text: str = ""
    comparison: Comparison | None = None
    is_new: bool = False
    fails: bool = False
    used: frozenset[Remark] = frozenset()


def since_base(item: DiagramItem, drawing: str) -> Since:
    """Compare the diagram of `item` with its snapshot at the base revision, if there is one."""
    settings, history = item.readings.settings, item.readings.history
    if not settings.base or item.hidden:
        return Since()
    committed = history.base.get(history.path_of(item.diagram))
    if committed == drawing:
        return Since()
    if committed is not None:
        try:
            return _told(item, ruled(item, parse(committed).graph, committed))
        except SnapshotFormatError as error:
            name = named(item.diagram)
            return Since(f"{name} can't be compared with {settings.base}: {error}")
    before = history.base_predecessor(item.diagram, item.siblings())
    if before is not None:
        return _told(item, ruled_successor(item, before))
    return Since(f"{named(item.diagram)} is new since {settings.base}", is_new=True)


def _told(item: DiagramItem, result: Ruled) -> Since:
    comparison, used = result
    settings = item.readings.settings
    text = since(item.diagram, comparison.drifts, settings.base, look_of(item.config))
    fails = settings.base_fail_on != NEVER and any(
        is_failing(hit, settings.base_fail_on) for hit in comparison.drifts
    )
    return Since(text, comparison, fails=fails, used=used)
