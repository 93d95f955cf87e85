"""What to say of a diagram that isn't what was committed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.commands import accept_command
from pytest_etl_diagram.collection.looks import look_of
from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.collection.ruling import ruled, ruled_successor
from pytest_etl_diagram.collection.verdict import Verdict
from pytest_etl_diagram.errors import SnapshotFormatError, WriteError
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.versions import (
    format_version,
    is_newer,
    is_older,
    is_ours,
    migrated,
)
from pytest_etl_diagram.policy.levels import is_failing
from pytest_etl_diagram.report.text import failure, layout_only, missing
from pytest_etl_diagram.snapshot import diff_lines, matches_snapshot

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.collection.ruling import Ruled


def judge_difference(item: DiagramItem, committed: str | None) -> Verdict:
    """Compare the diagram of `item` with another `committed` one, or none; write it if wanted."""
    if committed is not None and not is_ours(committed):
        return refused(item, _foreign(item))
    if committed is not None and is_newer(committed):
        return replace(_difference(item, committed, render(item.diagram), ""), is_refused=True)
    drawing = render(item.diagram)
    if item.hidden and committed != drawing:
        return Verdict("error", drawing, text=_incomplete(item))
    history = item.readings.history
    before = history.predecessor(item.diagram, item.siblings()) if committed is None else None
    try:
        if matches_snapshot(item, drawing, committed):
            if before is not None:
                history.succeed(before)
            return _accepted(drawing, committed)
    except WriteError as error:
        return Verdict("error", drawing, text=f"{_name(item)} can't be written: {error.reason}")
    command = accept_command(item.config, item.nodeid)
    if before is not None:
        return _judged(item, drawing, ruled_successor(item, before), command)
    if committed is None:
        return Verdict("missing", drawing, text=missing(item.diagram, drawing, command))
    return _difference(item, committed, drawing, command)


def refused(item: DiagramItem, reason: str) -> Verdict:
    """Return the verdict on a snapshot that is neither compared nor replaced."""
    text = f"{_name(item)}: {reason}"
    return Verdict("error", render(item.diagram), text=text, is_refused=True)


def _accepted(drawing: str, committed: str | None) -> Verdict:
    if committed == drawing:
        return Verdict("passed", drawing)
    former = format_version(committed) if committed is not None and is_older(committed) else None
    return Verdict("updated", drawing, former=former)


def _difference(item: DiagramItem, committed: str, drawing: str, command: str) -> Verdict:
    """Say how a diagram differs from what was committed; no command if none would help."""
    try:
        document = parse(committed)
        text = migrated(committed)
    except SnapshotFormatError as error:
        advice = f"\n\nWrite it anew with:  {command}" if command else ""
        return Verdict("error", drawing, text=f"{_name(item)}: {error}{advice}")
    if text != committed and document.graph == item.diagram.graph:
        return Verdict("passed", drawing, former=format_version(committed))
    return _judged(item, drawing, ruled(item, document.graph, text), command)


def _judged(item: DiagramItem, drawing: str, result: Ruled, command: str) -> Verdict:
    """Decide under the project's threshold, and write the text of a failure."""
    comparison, used = result
    fail_on = item.readings.settings.policy.fail_on
    verdict = Verdict("passed", drawing, comparison, used=used)
    if not any(is_failing(hit, fail_on) for hit in comparison.drifts):
        return verdict
    look = look_of(item.config)
    diff = diff_lines(comparison.text, drawing, _name(item), comparison.snapshot)
    if comparison.graph == item.diagram.graph and not comparison.snapshot:
        text = layout_only(item.diagram, diff, command, look)
    else:
        text = failure(item.diagram, comparison.drifts, diff, command, look)
    return replace(verdict, status="drifted", text=text)


def _name(item: DiagramItem) -> str:
    return item.snapshot.relative_to(item.config.rootpath).as_posix()


def _incomplete(item: DiagramItem) -> str:
    """Say why a diagram that differs can't be judged, nor written."""
    reasons = "\n".join(f"  {problem_line(problem)}" for problem in item.hidden)
    return (
        f"{item.name} differs from its snapshot, or has none, but files that may hold parts of it "
        f"can't be read; make them readable, or leave them out (etl_diagrams_exclude):\n{reasons}"
    )


def _foreign(item: DiagramItem) -> str:
    command = accept_command(item.config, item.nodeid)
    return (
        "a file that this plugin didn't write (heading and source line are missing) stands where "
        f"a snapshot belongs, and is left as it is; move it away, then write the snapshot with:  "
        f"{command}"
    )
