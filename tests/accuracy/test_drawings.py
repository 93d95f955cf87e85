"""Every drawing of Airflow's example files: understood by the real Mermaid, and read back."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.writing import write
from tests.mermaid.real import meant, understood

from .available import examples as example_files
from .corpus import locate

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_etl_diagram.model import Diagram

DIGEST = """
import hashlib, sys
from pathlib import Path
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.mermaid.document import render
digest = hashlib.sha256()
for line in sys.stdin:
    base, path = map(Path, line.rstrip("\\n").split("\\t"))
    for diagram in Project(base).read(path).diagrams:
        digest.update(render(diagram).encode())
print(digest.hexdigest())
"""


@pytest.fixture(scope="module")
def places() -> list[tuple[Path, Path]]:
    files, root = example_files()
    return [locate(root, file) for file in files]


@pytest.fixture(scope="module")
def diagrams(places: list[tuple[Path, Path]]) -> list[Diagram]:
    projects = {base: Project(base) for base, _ in places}
    return [d for base, path in places for d in projects[base].read(path).diagrams]


def test_mermaid_understands_every_drawing_as_meant(diagrams: list[Diagram]) -> None:
    assert len(diagrams) == 192
    for diagram in diagrams:
        assert understood(write(diagram.graph)) == meant(diagram.graph), diagram.name


def test_every_snapshot_gives_its_graph_back(diagrams: list[Diagram]) -> None:
    for diagram in diagrams:
        assert parse(render(diagram)).graph == diagram.graph, diagram.name
        assert len(drawings(diagram.graph)) == 1, diagram.name


def test_hash_seed_does_not_change_a_byte(places: list[tuple[Path, Path]]) -> None:
    lines = "".join(f"{base}\t{path}\n" for base, path in places)
    found = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            input=lines,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
