"""The Markdown report, held against committed ones that people have read.

After a deliberate change write them anew with
`ETL_DIAGRAM_WRITE_GOLDEN=1 pytest tests/report/test_markdown_report.py` and read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from markdown_runs import RUNS

from pytest_etl_diagram.report.markdown import render

GOLDEN = Path(__file__).parent / "markdown_golden"


@pytest.mark.parametrize("name", RUNS)
def test_the_report_of_a_run_reads_as_committed(name):
    golden = GOLDEN / f"{name}.md"
    text = render(RUNS[name])
    if os.environ.get("ETL_DIAGRAM_WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_there_is_no_report_without_its_run():
    assert {file.stem for file in GOLDEN.iterdir()} == {*RUNS}
