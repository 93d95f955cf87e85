"""Where drifts stand: at the line that a reviewer has to look at, in whatever file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.report.places import located
from tests.cases import diagrams, project_and_readings
from tests.diagrams.lines.changes import CHANGES

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("activity", "sequence", "architecture", "lineage")


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return root


def edited(files: dict[str, str], edits: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    changed = dict(files)
    for name, old, new in edits:
        assert changed[name].count(old) == 1, old
        changed[name] = changed[name].replace(old, new)
    return changed


def drifts(tmp_path: Path, change):
    """Yield each kind of drawing and drift with its location, and the text of its line."""
    _, before = project_and_readings(written(tmp_path / "before", change.files), KINDS)
    after = written(tmp_path / "after", edited(change.files, change.edits))
    project, found = project_and_readings(after, KINDS)
    old = {(each.kind, each.source, each.name): each for each in diagrams(before, KINDS)}
    for new in diagrams(found, KINDS):
        key = new.kind, new.source, new.name
        was = old.get(key)
        for hit in located(new, compare(was.graph, new.graph), project.locate) if was else ():
            assert hit.location.path, hit.drift
            lines = (after / hit.location.path).read_text(encoding="utf-8").splitlines()
            line = lines[hit.location.line - 1].strip() if hit.location.line else ""
            yield new.kind, hit.drift.rule, line


@pytest.mark.parametrize("name", CHANGES)
def test_a_drift_stands_where_the_change_is(name, tmp_path):
    change = CHANGES[name]
    found = list(drifts(tmp_path, change))
    for (kind, rule), line in change.told.items():
        told = {at for of, its, at in found if (of, its) == (kind, rule)}
        assert told == {line}, found
