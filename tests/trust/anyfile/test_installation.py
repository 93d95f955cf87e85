"""Files of an interpreter's library as a project: a run ends, and its snapshots are found equal."""

from __future__ import annotations

import re

from tests.trust.anyfile.libraries import files_of, libraries

SHARE = 30
"""So many files, from all over the library."""
HINT = b"\n# airflow DAG\n"
HARD = ("badsyntax", "bad_coding", "badsyn", "tokenizedata", "lib2to3/tests/data")
"""Parts of the paths of files that are there to trouble parsers."""


def test_files_of_a_library_are_drawn_or_told_with_their_lines(project):
    """They are called otherwise, so that none is taken for a test, and none imports another."""
    files = files_of(libraries()[0])
    hard = [path for path in files if any(part in path.as_posix() for part in HARD)]
    for number, path in enumerate([*files[5 :: max(1, len(files) // SHARE)], *hard[:SHARE]]):
        target = project.root / "dags" / f"x{number}.py"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes() + HINT)
    project.write_dag("dags/good.py", "good")
    first = project.run("-p", "no:python", "--snapshot-update", "-rA")
    second = project.run("-p", "no:python", "-rA")
    for result in (first, second):
        told = result.stdout.str() + result.stderr.str()
        assert "INTERNALERROR" not in told
        assert "fault in pytest-etl-diagram" not in told
    assert "updated" in first.stdout.str() or "generated" in first.stdout.str()
    assert _told(second) == _told(first)
    sources = [line for line in _told(second) if "::source" in line]
    assert sources
    assert all(re.search(r"::source - dags/x\d+\.py:[1-9]", line) for line in sources)
    drifted = [line for line in _told(second) if line not in sources and "::project" not in line]
    assert not [line for line in drifted if "architecture[" not in line and "lineage[" not in line]


def _told(result):
    return sorted(line for line in result.outlines if line.startswith("FAILED "))


def test_what_a_run_writes_is_not_seen_by_code_that_lists_the_project(project):
    project.write(
        "dags/listed.py",
        "import os\nfrom airflow import DAG\nfrom airflow.operators.bash import BashOperator\n"
        "with DAG('listed') as dag:\n    for name in os.listdir('.'):\n"
        "        BashOperator(task_id=name.strip('._'), bash_command='x')\n",
    )
    project.run("--snapshot-update", "-p", "cacheprovider").assert_outcomes(passed=1)
    project.run("-p", "cacheprovider").assert_outcomes(passed=1)
