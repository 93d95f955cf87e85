"""Case folders of rules: the files of a small project before and after one change.

`tests/drift/<rule id>/{before/, after/, report.txt}`. What only a snapshot can show that
somebody moved or edited has `snapshot.md` in both instead. `report.txt` is what fails: the texts of
all drawings of the first kind, in the order of KINDS, in which this rule and no other is
tripped. A rule with several faces has further folders `<rule id>@<what it shows>`. To write
`report.txt` anew after a wanted change, and then review it by eye, run with
ETL_DIAGRAM_REGENERATE=1.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.wholes import file_moved
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.model import Diagram
from pytest_etl_diagram.report.places import gathered, located
from pytest_etl_diagram.report.text import failure
from pytest_etl_diagram.snapshot import diff_lines
from tests.cases import diagrams, project_and_readings

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Drift

HERE = Path(__file__).parent
KINDS = ("dag", "pipeline", "deployment", "lineage", "activity", "architecture", "sequence")
_SNAPSHOT = "snapshot.md"
COMMAND = "pytest --etl-diagrams --snapshot-update"

FOLDERS = sorted(folder for folder in HERE.iterdir() if (folder / "before").is_dir())


@dataclass(frozen=True)
class Told:
    """What is told of one kind of drawing: the rules of all drifts, and the texts."""

    rules: frozenset[str]
    text: str


def rule_of(folder: Path) -> str:
    """Return the rule that a case is about."""
    return folder.name.partition("@")[0]


def told(folder: Path) -> dict[str, Told]:
    """Return what the change of a case folder gives in each kind of drawing that drifted."""
    if (folder / "before" / _SNAPSHOT).exists():
        return _told_of_snapshots(folder)
    _, old = _drawn(folder / "before")
    project, new = _drawn(folder / "after")
    found: dict[str, Told] = {}
    for kind in KINDS:
        pairs = list(_pairs(old[kind], new[kind]))
        texts = [_failure(before, after, project) for before, after in pairs]
        rules = {drift.rule for before, after in pairs for drift in _drifts(before, after)}
        if rules:
            found[kind] = Told(frozenset(rules), "\n\n".join(filter(None, texts)) + "\n")
    return found


def _told_of_snapshots(folder: Path) -> dict[str, Told]:
    before, after = (_diagram(folder / side / _SNAPSHOT) for side in ("before", "after"))
    rules = frozenset(drift.rule for drift in _drifts(before, after))
    return {after.kind: Told(rules, _failure(before, after, Project(folder, (folder,))) + "\n")}


def _diagram(file: Path) -> Diagram:
    document = parse(file.read_text(encoding="utf-8"))
    return Diagram(document.kind, document.name, document.source, document.graph)


def _drawn(root: Path) -> tuple[Project, dict[str, list[Diagram]]]:
    project, readings = project_and_readings(root, KINDS)
    return project, {kind: list(diagrams(readings, (kind,))) for kind in KINDS}


def _pairs(old: list[Diagram], new: list[Diagram]):
    """Pair the drawings of one kind by file and name; the only two that are left are one."""
    by_key = {(diagram.source, diagram.name): diagram for diagram in new}
    left = [diagram for diagram in old if (diagram.source, diagram.name) not in by_key]
    for diagram in old:
        if diagram not in left:
            yield diagram, by_key.pop((diagram.source, diagram.name))
    if len(left) == len(by_key) == 1:
        yield left[0], next(iter(by_key.values()))


def _drifts(old: Diagram, new: Diagram) -> tuple[Drift, ...]:
    drifts = compare(old.graph, new.graph)
    if old.source == new.source:
        return drifts
    return (*drifts, file_moved(old.source, new.source, new.graph.title))


def _failure(old: Diagram, new: Diagram, project: Project) -> str:
    drifts = _drifts(old, new)
    if not drifts:
        return ""
    hits = gathered(located(new, drifts, project.locate), new.kind)
    diff = diff_lines(render(old), render(new), f"{new.kind}.{new.name}.md")
    return failure(new, hits, diff, COMMAND)
