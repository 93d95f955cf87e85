"""What a change of a file of data must show in its drawings, and what must never show.

The projects are case folders of `tests/declarations` and `tests/deployments`, or folders of
`documents`; their changes are the rows of the tables beside them (see `table.py`). Of a caught
row `gives` are rules one of which must be reported, at a line that holds the text `at`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.model import Location
from pytest_etl_diagram.report.places import LocatedDrift, located
from tests.cases import diagrams, problems, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.model import Diagram, Place

TESTS = Path(__file__).parent.parent
TABLES = sorted((Path(__file__).parent / "documents").glob("*.yaml"))
KINDS = ("pipeline", "deployment", "lineage")


@dataclass(frozen=True)
class Row:
    """A change of a project: `edits` are (file, old text, new text)."""

    project: str
    name: str
    edits: tuple[tuple[str, str, str], ...]
    gives: frozenset[str] = frozenset()
    at: str = ""

    def __str__(self) -> str:
        """Return the id of its test."""
        return f"{self.project}: {self.name}"


def rows(which: str) -> Iterator[Row]:
    """Yield the rows `caught` or `untouched` of all tables."""
    for path in TABLES:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in table.get(which, ()):
            edits = tuple(_edit(edit, row, table) for edit in row.get("edits", [row]))
            gives = frozenset(row.get("gives", ()))
            yield Row(table["project"], row["name"], edits, gives, row.get("at", ""))


def _edit(
    edit: Mapping[str, Any], row: Mapping[str, Any], table: Mapping[str, Any]
) -> tuple[str, str, str]:
    return edit.get("in", row.get("in", table["file"])), edit["replace"], edit["with"]


CAUGHT, UNTOUCHED = list(rows("caught")), list(rows("untouched"))


def draw(root: Path) -> Mapping[tuple[str, str, str], Diagram]:
    found = readings(root, KINDS)
    assert [each for each in problems(found) if each.fatal] == []
    return {(d.kind, d.source, d.name): d for d in diagrams(found, KINDS)}


def changes(row: Row, root: Path) -> list[LocatedDrift]:
    """Return the drifts that a row gives in a copy of its project."""
    shutil.copytree(TESTS / row.project, root, ignore=shutil.ignore_patterns("expected.md"))
    before = draw(root)
    for file, old, new in row.edits:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"stands {text.count(old)} times: {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    after = draw(root)
    assert before.keys() == after.keys()
    return [
        each
        for key, diagram in after.items()
        for each in located(diagram, compare(before[key].graph, diagram.graph), _locate)
    ]


def _locate(place: Place) -> Location:
    return Location(place.path, place.line)


@pytest.mark.parametrize("row", CAUGHT, ids=str)
def test_a_change_is_reported_by_its_rule_with_its_line(row: Row, tmp_path: Path):
    root = tmp_path / "project"
    found = changes(row, root)
    named = [each for each in found if each.drift.rule in row.gives]
    assert named, [(each.drift.rule, each.drift.subject) for each in found]
    told = []
    for each in named:
        lines = (root / each.location.path).read_text(encoding="utf-8").splitlines()
        assert 0 < each.location.line <= len(lines)
        told.append(lines[each.location.line - 1])
    assert any(row.at in line for line in told), told


@pytest.mark.parametrize("row", UNTOUCHED, ids=str)
def test_another_way_to_write_the_same_changes_no_drawing(row: Row, tmp_path: Path):
    found = changes(row, tmp_path / "project")
    assert [(each.drift.rule, each.drift.subject) for each in found] == []


def test_the_tables_name_rules_of_the_catalogue():
    assert {rule for row in CAUGHT for rule in row.gives} <= {rule.id for rule in RULES}
