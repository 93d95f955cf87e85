"""The snapshots of the git revision that a run is compared with, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.errors import RevisionError
from pytest_etl_diagram.mermaid.header import header
from pytest_etl_diagram.report.words import visible
from pytest_etl_diagram.snapshot import decode_snapshot
from pytest_etl_diagram.sources.revisions import files_at

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from pytest_etl_diagram.collection.entries import Packed
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.settings import Settings


def base_snapshots(settings: Settings) -> Mapping[str, str]:
    """Return the texts of the snapshots at the base revision by their paths; none without one.

    The paths are relative to the root folder. Only files with this plugin's header
    count. Raises pytest.UsageError where the revision can't be read.
    """
    if not settings.base:
        return {}
    below = settings.snapshots.relative_to(settings.rootdir).as_posix()
    try:
        found = files_at(settings.base, settings.rootdir, below, ".md")
    except RevisionError as error:
        raise pytest.UsageError(f"--etl-diagrams-base: {settings.base!r} {error}") from error
    texts = {path: decode_snapshot(data) for path, data in found.items()}
    return {path: text for path, text in texts.items() if header(text) is not None}


def gone_since(
    base: Mapping[str, str],
    drawn: Container[str],
    kinds: Container[str],
    is_known: Callable[[str], bool],
) -> tuple[str, ...]:
    """Return the snapshots of the base revision whose diagram is gone, sorted.

    `drawn` are the paths of the snapshots that diagrams have now, or had before under another
    name. Of kinds that the run doesn't draw, and of sources of which it doesn't know all
    diagrams (`is_known`; "" is the whole project), nothing is said.
    """
    gone = []
    for path in sorted(base):
        source, kind, _ = header(base[path]) or ("", "", "")
        if path not in drawn and kind in kinds and is_known(source):
            gone.append(path)
    return tuple(gone)


def succeeded(packed: Mapping[str, Packed], comparison: str) -> frozenset[str]:
    """Return the snapshots that diagrams had under another name, of one of their comparisons.

    `packed` are the results of the items, `comparison` is `committed` or `base`.
    """
    entries = (result.get("entry") or {} for result in packed.values())
    compared = (entry.get(comparison) or {} for entry in entries)
    return frozenset(each["snapshot"] for each in compared if each.get("snapshot"))


def since_lines(contents: Contents, packed: Mapping[str, Packed]) -> list[str]:
    """Return what the summary says of the base revision: a headline, then each change in full.

    Nothing where the run has no base revision.
    """
    if not contents.base:
        return []
    counts = (
        (sum(entry.base is not None for entry in contents.entries), "changed"),
        (sum(entry.is_new for entry in contents.entries), "new"),
        (len(contents.gone), "gone"),
    )
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    texts = [packed[nodeid].get("since") for nodeid in sorted(packed)]
    gone = [f"{visible(path)} is gone" for path in contents.gone]
    title = f"Since {visible(contents.base)}: {told or 'no diagram changed'}"
    return [title, *(text for text in texts if text), *gone]
