"""Long and deep flows, and the same bytes whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams.activity import diagram
from pytest_etl_diagram.flows.tree import (
    Arm,
    Branch,
    Flow,
    Handler,
    Loop,
    Parallel,
    Policy,
    Region,
    Retry,
    Step,
    Try,
)
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write

LONG, DEEP = 5_000, 40

WRAPPED = {
    "branch": lambda block: Branch("x", (Arm("Yes", block),)),
    "loop": lambda block: Loop("for", "x", block),
    "body": lambda block: Try(block, (Handler(("OSError",), ()),)),
    "handler": lambda block: Try((Step(0, "a"),), (Handler(("OSError",), block),)),
    "final": lambda block: Try((Step(0, "a"),), (), (), block),
    "retry": lambda block: Retry(Policy("3"), (Step(0, "a"), *block)),
    "parallel": lambda block: Parallel("gather", (block, (Step(0, "a"),))),
    "region": lambda block: Region("x", block),
    "expanded": lambda block: Step(0, "a", inner=block, expand=True),
    "called": lambda block: Step(0, "a", inner=block),
}


def test_a_block_may_be_long():
    body = tuple(Step(n, f"step_{n % 100}") for n in range(LONG))
    graph = diagram(Flow("main", "etl.py", body)).graph
    assert len(graph.nodes) == len({node.id for node in graph.nodes}) == LONG + 2


@pytest.mark.parametrize("kind", WRAPPED)
def test_a_flow_may_be_deep(kind):
    block = (Step(0, "load"),)
    for _ in range(DEEP):
        block = (WRAPPED[kind](block),)
    graph = diagram(Flow("main", "etl.py", block)).graph
    assert read(write(graph)) == graph


_SCRIPT = """
from tests.diagrams.activity.test_activity_cases import CASES, drawn
print("".join(map(drawn, CASES)))
"""


def test_a_drawing_doesnt_depend_on_the_hash_seed():
    texts = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    (text,) = texts
    assert text.count(b"flowchart TB") > 1
