"""Each folder `<front end>/<case>` is one behaviour: its name says which.

A case holds the files of a small project, read from its own root, and
`expected.md`: the snapshot of every diagram found, and the problems. To write
`expected.md` anew after a wanted change, and then review it by eye:

    ETL_DIAGRAM_REGENERATE=1 pytest tests/frontends
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.mermaid import document

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.glob("*/*") if path.is_dir() and path.name[0] not in "_.")


def drawn(case: Path) -> str:
    """Return what `expected.md` should hold."""
    project = Project(case)
    blocks: list[str] = []
    problems: list[str] = []
    for path in sorted(case.rglob("*.py")):
        reading = project.read(path)
        blocks += [document.render(diagram) for diagram in reading.diagrams]
        problems += [
            f"- {p.path}:{p.line}: {p.message}{'' if p.fatal else ' (reported only)'}"
            for p in reading.problems
        ]
    if problems:
        blocks.append("\n".join(["# Problems", "", *dict.fromkeys(problems), ""]))
    return "\n".join(blocks) or "Nothing.\n"


@pytest.mark.parametrize("case", FOLDERS, ids=[f"{p.parent.name}/{p.name}" for p in FOLDERS])
def test_the_case_is_drawn_as_expected(case):
    expected = case / "expected.md"
    if os.environ.get("ETL_DIAGRAM_REGENERATE"):
        expected.write_text(drawn(case), encoding="utf-8", newline="\n")
    assert drawn(case) == expected.read_text(encoding="utf-8")
