"""What a run found, one thing after another, for formats that know no diagrams."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import RULES, Rule, rule
from pytest_etl_diagram.model import LEVELS, Location
from pytest_etl_diagram.policy.levels import THRESHOLDS, is_failing
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.words import listed, reached, shortened, subject_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Drift, LocatedDrift, Problem
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Entry

MISSING = Rule(
    "snapshot-missing",
    "breaking",
    "a diagram has no snapshot",
    "Nobody has accepted its drawing yet, so there is nothing to compare with.",
)
ERROR = Rule(
    "diagram-error",
    "breaking",
    "a diagram could not be compared",
    "Whether it drifted is not known.",
)
UNREAD = Rule(
    "source-unread",
    "breaking",
    "a file could not be read",
    "The pipelines in it are neither drawn nor compared.",
)
INCOMPLETE = Rule(
    "source-not-understood",
    "warning",
    "a part of a file was not understood",
    "What it does may be missing in the drawings.",
)
ORPHAN = Rule(
    "snapshot-orphaned",
    "warning",
    "a snapshot has no diagram any more",
    "The pipeline that it shows is gone or was renamed. Delete the file if that is meant.",
)

STATES = (MISSING, ERROR, UNREAD, INCOMPLETE, ORPHAN)
"""What is found beside drifts, written like the rules of the catalogue."""

ALL_RULES = (*RULES, *STATES)
"""The rules by which something can be found."""

LONGEST_MESSAGE = 1000
"""A message of more characters is cut in the middle; the log of the run has it whole."""

_FINGERPRINT_LENGTH = 12
_ENDS = (".", ":", ";", ",", "!", "?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: by which rule, where, and in words.

    `level` is that of the run, one of model.LEVELS. `location` has a path, relative to the
    root folder. `subject` names what it is about, and `change` says what was and what is; both
    are plain text without control characters. `why` says why it matters, `reached` are
    sentences about what follows. `fingerprint` knows the same finding again. `fails` tells
    whether it makes a full run fail. `diagram` is what people call the diagram, "" for none.
    `is_acceptable` tells whether writing the snapshot settles it. `allowed` and `parts` are
    those of a drift, `nodes` the ids of its nodes with their names.
    """

    rule: Rule
    level: str
    location: Location
    subject: str
    change: str
    why: str
    fingerprint: str
    fails: bool
    diagram: str = ""
    is_acceptable: bool = False
    reached: tuple[str, ...] = ()
    nodes: tuple[tuple[str, str], ...] = ()
    allowed: str = ""
    parts: tuple[LocatedDrift, ...] = ()

    @property
    def headline(self) -> str:
        """Return who it is about and what changed: `load: retries: 3 → 0 (default)`."""
        return ": ".join(filter(None, (self.subject, self.change)))


def findings(contents: Contents) -> tuple[Finding, ...]:
    """Return all that a run found, worst first, then by place and words.

    That are drifts from the snapshots with those that are allowed or below the threshold,
    drifts from the base revision that fail, and what is wrong with snapshots and sources.
    """
    found = [one for entry in contents.entries for one in _of_entry(entry, contents)]
    found += [_of_problem(problem) for problem in contents.problems]
    found += [_of_orphan(path) for path in contents.orphans]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, str, int, str, str, str, str]:
    where = finding.location
    return (
        LEVELS.index(finding.level),
        where.path,
        where.line,
        finding.rule.id,
        finding.headline,
        finding.diagram,
        finding.fingerprint,
    )


def _of_entry(entry: Entry, contents: Contents) -> Iterator[Finding]:
    """Yield what was found of one diagram."""
    if entry.status == "missing":
        yield _of_state(MISSING, entry, "there is no snapshot of it yet")
    if entry.status == "error":
        yield _of_state(ERROR, entry, entry.message)
    for hit in entry.drifts:
        yield _of_drift(hit, entry, fails=is_failing(hit, contents.fail_on))
    for hit in entry.base.drifts if entry.base else ():
        if contents.base_fail_on in THRESHOLDS and is_failing(hit, contents.base_fail_on):
            yield _of_drift(hit, entry, fails=True)


def _of_drift(hit: LocatedDrift, entry: Entry, *, fails: bool) -> Finding:
    drift = hit.drift
    return Finding(
        rule(drift.rule),
        drift.level,
        _located(hit.location, entry),
        subject_of(hit),
        change(drift, entry.kind),
        visible(drift.why),
        drift.fingerprint or _fingerprint(entry.nodeid, drift.rule, drift.subject),
        fails,
        _named(entry),
        is_acceptable=True,
        reached=tuple(_reached(hit)),
        nodes=_nodes(drift, entry),
        allowed=visible(hit.allowed),
        parts=tuple(replace(p, location=_located(p.location, entry)) for p in hit.parts),
    )


def _nodes(drift: Drift, entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return the ids of a drift's nodes with their names, of now or of the snapshot."""
    olds = [old.graph for old in (entry.base, entry.committed) if old]
    graphs = [*olds, *([entry.graph] if entry.graph else [])]
    names = {node.id: node.name for graph in graphs for node in graph.nodes}
    return tuple((node, visible(names.get(node, node))) for node in drift.nodes)


def _of_state(row: Rule, entry: Entry, message: str) -> Finding:
    return Finding(
        row,
        row.level,
        _located(Location(entry.source), entry),
        _named(entry),
        _joined(message),
        row.why,
        _fingerprint(entry.nodeid, row.id),
        fails=True,
        diagram=_named(entry),
        is_acceptable=row is not ERROR,
    )


def _of_problem(problem: Problem) -> Finding:
    row = UNREAD if problem.fatal else INCOMPLETE
    return Finding(
        row,
        row.level,
        Location(problem.path, problem.line),
        _joined(problem.message),
        "",
        row.why,
        _fingerprint(problem.path, row.id, problem.message),
        problem.fatal,
    )


def _of_orphan(path: str) -> Finding:
    return Finding(
        ORPHAN,
        ORPHAN.level,
        Location(path),
        visible(path),
        "no diagram belongs to it any more",
        ORPHAN.why,
        _fingerprint(path, ORPHAN.id),
        fails=True,
    )


def _located(location: Location, entry: Entry) -> Location:
    """Return where to look: at the snapshot where a diagram is of no file in particular."""
    return location if location.path else Location(entry.snapshot)


def _named(entry: Entry) -> str:
    return visible(f"{entry.kind} {entry.name}")


def _reached(hit: LocatedDrift) -> Iterator[str]:
    """Write what a drift reaches in its diagram, and beyond it."""
    beyond = reached([hit])
    if beyond:
        yield f"Downstream: {listed(beyond)}."
    if hit.drift.pipelines:
        yield f"Pipelines downstream: {listed(hit.drift.pipelines)}."


def _joined(message: str) -> str:
    """Put a text of several lines on one, each a sentence that ends."""
    lines = [visible(line.strip()) for line in message.splitlines()]
    return shortened(" ".join(map(ended, filter(None, lines))), LONGEST_MESSAGE)


def ended(text: str) -> str:
    """Put a full stop after a text that doesn't end in punctuation."""
    return text if text.endswith(_ENDS) else f"{text}."


def _fingerprint(*parts: str) -> str:
    """Return a short hash of what makes a finding the same in another run."""
    digest = hashlib.sha256(json.dumps(parts).encode("ascii"))
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]
