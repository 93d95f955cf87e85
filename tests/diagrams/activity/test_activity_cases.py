"""Each heading in cases/*.md is one behaviour: a flow in `notation`, and its drawing.

The drawings are Mermaid without colours, so that a forge shows them. To write
them anew after a wanted change, and then review them by eye:

    ETL_DIAGRAM_REGENERATE=1 pytest tests/diagrams/activity
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams.activity import diagram
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from tests.diagrams.activity.notation import flow
from tests.mermaid.real import meant, understood

HERE = Path(__file__).parent / "cases"
_CASE = re.compile(
    r"^## (.+)\n\n```python\n((?:(?!```).*\n)*)```\n\n```mermaid\n((?:(?!```).*\n)*)```\n",
    re.MULTILINE,
)
_LEFT_OUT = re.compile(r"\n *(?:classDef|direction|accTitle:) .*")


@dataclass(frozen=True)
class Case:
    path: Path
    behaviour: str
    source: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.behaviour}"


CASES = [
    Case(path, *found)
    for path in sorted(HERE.glob("*.md"))
    for found in _CASE.findall(path.read_text(encoding="utf-8"))
]


def drawn(case: Case) -> str:
    """Return the drawing of a case; notes are drawn in the cases about them."""
    notes = case.path.stem == "notes"
    return _LEFT_OUT.sub("", write(diagram(flow(case.source), notes=notes).graph))


@pytest.fixture(scope="session", autouse=True)
def _regenerated() -> None:
    if os.environ.get("ETL_DIAGRAM_REGENERATE"):
        for case in CASES:
            text = case.path.read_text(encoding="utf-8")
            before = f"```python\n{case.source}```\n\n```mermaid\n"
            text = text.replace(f"{before}{case.expected}```", f"{before}{drawn(case)}```")
            case.path.write_text(text, encoding="utf-8", newline="\n")


def test_every_heading_is_a_case():
    headings = [
        line for path in HERE.glob("*.md") for line in path.read_text("utf-8").splitlines()
        if line.startswith("## ")
    ]  # fmt: skip
    assert sorted(headings) == sorted(f"## {case.behaviour}" for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_flow_is_drawn_as_expected(case):
    expected = drawn(case) if os.environ.get("ETL_DIAGRAM_REGENERATE") else case.expected
    assert drawn(case) == expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_drawing_reads_back_and_mermaid_understands_it(case):
    graph = diagram(flow(case.source)).graph
    assert read(write(graph)) == graph
    assert understood(write(graph)) == meant(graph)
