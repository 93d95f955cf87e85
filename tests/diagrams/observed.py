"""Projects to read whole, and what a reading of one of their files depends on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.documents import document_hints
from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.territory import PlainFiles, Territory
from pytest_etl_diagram.sources.walk import find_candidates
from tests import cases

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.reading import Reading

TESTS = Path(__file__).parents[1]


EXAMPLE = TESTS.parent / "example_project"


def projects() -> list[Path]:
    """Return the folders of the cases, of every third one for a rule of drift, and the example."""
    groups = ("frontends", "lineage", "deployments", "declarations")
    drifts = sorted((TESTS / "drift").glob("*/before"))
    found = [case for group in groups for case in cases.folders(TESTS / group)]
    return [*found, *drifts[::3], EXAMPLE]


def name_of(root: Path) -> str:
    """Return how a test of a project is called."""
    return root.relative_to(TESTS.parent).as_posix()


def files(root: Path) -> list[Path]:
    """Return the files of a project that a run would read."""
    snapshots = root / "__etl_diagrams__"
    territory = Territory(
        root, (root,), (), snapshots, plain=PlainFiles(), documents=document_hints()
    )
    return find_candidates(territory, lambda _: False)


def project(root: Path) -> Project:
    """Return a project of which nothing is read, to be drawn in all kinds."""
    return Project(root, (root,), {}, Options(tuple(kinds()), notes=True))


def read_apart(root: Path) -> dict[Path, Reading]:
    """Read each file of a project as if it were the only one."""
    return {path: project(root).read(path) for path in files(root)}


def answers(root: Path, readings: dict[Path, Reading]) -> dict[Path, list[str]]:
    """Return the answers, as the disk is now, to what was asked for each reading."""
    disk = Disk(root, (root,))
    return {
        path: [disk.answer(question) for question in reading.questions]
        for path, reading in readings.items()
    }
