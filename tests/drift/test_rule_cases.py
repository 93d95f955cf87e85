"""One change of real files trips one rule, and is told in a text that people have read."""

from __future__ import annotations

import os

import pytest
from rule_cases import FOLDERS, KINDS, rule_of, told

from pytest_etl_diagram.drift.rules import RULES


def test_no_rule_is_without_a_folder_and_no_folder_without_a_rule():
    assert {rule_of(folder) for folder in FOLDERS} == {rule.id for rule in RULES}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_change_trips_its_rule_and_no_other(folder):
    found = told(folder)
    alone = [kind for kind in KINDS if kind in found and found[kind].rules == {rule_of(folder)}]
    assert alone, {kind: sorted(one.rules) for kind, one in found.items()}
    report = folder / "report.txt"
    text = found[alone[0]].text
    if os.environ.get("ETL_DIAGRAM_REGENERATE"):
        report.write_text(text, encoding="utf-8", newline="\n")
    assert text == report.read_text(encoding="utf-8")
