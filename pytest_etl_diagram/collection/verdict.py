"""Whether a diagram is what was committed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.gists import digest
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.snapshot import matches_snapshot, read_snapshot

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.policy.model import Remark
    from pytest_etl_diagram.report.entries import Comparison


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a diagram: one of report.STATUSES, and the text of the failure.

    `drawing` is the new text of the snapshot. `committed` compares with the snapshot, or
    with that of a predecessor, where they differ. `used` are the remarks that counted.
    `former` is the format version of a snapshot that is of an older one than what is written,
    `is_refused` tells that the snapshot must not be replaced.
    """

    status: str
    drawing: str
    committed: Comparison | None = None
    text: str = ""
    used: frozenset[Remark] = frozenset()
    former: int | None = None
    is_refused: bool = False


def judge(item: DiagramItem) -> Verdict:
    """Compare the diagram of `item` with its snapshot, or write it if the run is to.

    Equal hashes are all that it takes where nothing has changed.
    """
    try:
        committed = _committed(item)
    except SnapshotFormatError as error:
        from pytest_etl_diagram.collection.judging import refused  # noqa: PLC0415 -- rare

        return refused(item, str(error))
    if committed is not None and digest(committed) == item.outline.digest:
        matches_snapshot(item, committed, committed)
        return Verdict("passed", committed)
    from pytest_etl_diagram.collection.judging import judge_difference  # noqa: PLC0415 -- said above

    return judge_difference(item, committed)


def _committed(item: DiagramItem) -> str | None:
    """Return the text of the snapshot, None without one; raises SnapshotFormatError."""
    folders = item.readings.territory.disk.folders
    if not folders.is_inside(os.path.realpath(item.snapshot)):
        raise SnapshotFormatError("a link leads from there out of the project; remove that link")
    return read_snapshot(item.snapshot)
