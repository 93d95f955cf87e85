"""Overlays of real code before and after a change: the case folders of the drift rules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.mermaid.parts import HOST
from pytest_etl_diagram.report.overlay import overlay
from tests.cases import diagrams, project_and_readings
from tests.mermaid.real import understood

DRIFT = Path(__file__).parents[1] / "drift"
KINDS = ("dag", "pipeline", "deployment", "lineage", "activity", "architecture", "sequence")
EVERY = int(os.environ.get("ETL_DIAGRAM_EVERY", "10"))
"""Each tenth folder is enough for a run of the tests; 1 tries them all."""

FOLDERS = sorted(
    folder
    for folder in DRIFT.iterdir()
    if (folder / "before").is_dir() and not (folder / "before" / "snapshot.md").exists()
)[::EVERY]
MARKS = (
    *(":::came", ":::went", ":::changed", "cameGroup", "wentGroup", "changedGroup"),
    *('|"#43;', '|"\u2212', '|"#126;', " #43; ", " \u2212 ", " #126; ", ">#126; "),
)
"""What marks a box, a group or an arrow, and what is said in a sequence."""


def drawn(root):
    _, readings = project_and_readings(root, KINDS)
    found = diagrams(readings, KINDS)
    return {(each.kind, each.source, each.name): each.graph for each in found}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mermaid_understands_the_overlay_of_a_real_change_and_it_is_marked(folder):
    old, new = drawn(folder / "before"), drawn(folder / "after")
    for key in old.keys() & new.keys():
        text = overlay(old[key], new[key])
        assert understood(text)
        assert len(text.encode("utf-16-le")) // 2 <= HOST.characters
        drifted = {drift.rule for drift in compare(old[key], new[key])} - {"layout-only"}
        assert not drifted or any(mark in text for mark in MARKS)
