"""What changed in a diagram since the base revision, whatever is committed by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.policy.model import Remark
    from pytest_etl_diagram.report.entries import Comparison

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
    committed = history.base.get(history.path_of(item.outline))
    if committed == drawing:
        return Since()
    from pytest_etl_diagram.collection.telling_since import compared  # noqa: PLC0415 -- said above

    return compared(item, committed)
