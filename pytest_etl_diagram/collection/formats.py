"""What to say of snapshots that are, or were until this run, of an older format version."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.collection.entries import Packed


def format_lines(packed: Iterable[Packed], command: str) -> Iterator[str]:
    """Yield how many snapshots are of which format, and that they were rewritten or what does so.

    `packed` are the results of the items, `command` is what accepts all diagrams.
    """
    found = [each for each in packed if "former" in each]
    counts = Counter((each["former"], each["status"] == "updated") for each in found)
    now = header.FORMAT_VERSION
    for (version, is_rewritten), count in sorted(counts.items()):
        snapshots, them = ("1 snapshot", "it") if count == 1 else (f"{count} snapshots", "them")
        if is_rewritten:
            yield f"{snapshots} of format {version} rewritten in format {now}"
        else:
            read = f"{snapshots} of format {version} read as format {now}"
            yield f"{read}; rewrite {them} with  {command}"
