"""Whether a diagram is what was committed, and the words if it isn't."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.commands import accept_command
from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.drift import compare
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid import FORMAT_VERSION, format_version, parse, render
from pytest_etl_diagram.report import failure, layout_only, missing
from pytest_etl_diagram.snapshot import diff_lines, matches_snapshot, read_snapshot

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.model import Drift

_HARMLESS = "info"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a diagram: one of report.STATUSES, its drifts, and the text of the failure.

    `drawing` is the new text of the snapshot.
    """

    status: str
    drawing: str
    drifts: tuple[Drift, ...] = ()
    text: str = ""


def judge(item: DiagramItem) -> Verdict:
    """Compare the diagram of `item` with its snapshot, or write it if the run is to."""
    drawing = render(item.diagram)
    committed = read_snapshot(item.snapshot)
    if _is_newer(committed or ""):
        return _difference(item, committed or "", drawing, "")
    if item.hidden and committed != drawing:
        return Verdict("error", drawing, text=_incomplete(item))
    if matches_snapshot(item, drawing):
        return Verdict("passed" if committed == drawing else "updated", drawing)
    command = accept_command(item.config, item.nodeid)
    if committed is None:
        return Verdict("missing", drawing, text=missing(item.diagram, drawing, command))
    return _difference(item, committed, drawing, command)


def _difference(item: DiagramItem, committed: str, drawing: str, command: str) -> Verdict:
    """Say how a diagram differs from what was committed; no command if none would help."""
    name = item.snapshot.relative_to(item.config.rootpath).as_posix()
    try:
        document = parse(committed)
    except SnapshotFormatError as error:
        advice = f"\n\nWrite it anew with:  {command}" if command else ""
        return Verdict("error", drawing, text=f"{name}: {error}{advice}")
    drifts = _reaching(item, compare(document.graph, item.diagram.graph))
    diff = diff_lines(committed, drawing, name)
    if not drifts:
        return Verdict("drifted", drawing, text=layout_only(item.diagram, diff, command))
    text = failure(item.diagram, drifts, item.readings.project.locate, diff, command)
    return Verdict("drifted", drawing, drifts, text)


def _reaching(item: DiagramItem, drifts: tuple[Drift, ...]) -> tuple[Drift, ...]:
    """Add to drifts that may harm what follows which pipelines that is."""
    if all(drift.level == _HARMLESS for drift in drifts):
        return drifts
    pipelines = item.readings.downstream_of(item.path, item.diagram)
    return tuple(
        drift if drift.level == _HARMLESS else replace(drift, pipelines=pipelines)
        for drift in drifts
    )


def _incomplete(item: DiagramItem) -> str:
    """Say why a diagram that differs can't be judged, nor written."""
    reasons = "\n".join(f"  {problem_line(problem)}" for problem in item.hidden)
    return (
        f"{item.name} differs from its snapshot, or has none, but files that may hold parts of it "
        f"can't be read; make them readable, or leave them out (etl_diagrams_exclude):\n{reasons}"
    )


def _is_newer(committed: str) -> bool:
    """Tell whether a newer version wrote a snapshot, which this one must not replace."""
    version = format_version(committed)
    return version is not None and version > FORMAT_VERSION
