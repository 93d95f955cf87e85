"""What to say of a diagram that isn't what it was at the base revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.looks import look_of
from pytest_etl_diagram.collection.ruling import ruled, ruled_successor
from pytest_etl_diagram.collection.since import NEVER, Since
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.document import parse
from pytest_etl_diagram.mermaid.versions import migrated
from pytest_etl_diagram.policy.levels import is_failing
from pytest_etl_diagram.report.text import since
from pytest_etl_diagram.report.words import named

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.collection.ruling import Ruled


def compared(item: DiagramItem, committed: str | None) -> Since:
    """Compare the diagram of `item` with another one at the base revision, or with none."""
    settings, history = item.readings.settings, item.readings.history
    if committed is not None:
        try:
            return _told(item, ruled(item, parse(committed).graph, migrated(committed)))
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
