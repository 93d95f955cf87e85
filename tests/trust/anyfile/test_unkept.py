"""What can't be kept for the next run counts in this one, and attributes may have any name."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams import stored
from pytest_etl_diagram.model.plain import PlainError
from tests.trust.anyfile.way import passed, reader


@pytest.mark.parametrize("error", [PlainError("nested too deeply"), TypeError("no plain text")])
def test_a_reading_that_cannot_be_written_is_no_fault_of_the_run(sales, monkeypatch, error):
    def refuse(_reading):
        raise error

    sales.write_dag("dags/more.py", "more")
    monkeypatch.setattr(stored, "dump_reading", refuse)
    result = sales.run("--snapshot-update")
    result.assert_outcomes(passed=2)
    assert "INTERNALERROR" not in result.stdout.str()


def test_an_attribute_whose_name_is_not_known_is_shown_as_that(tmp_path):
    (tmp_path / "case.py").write_text(
        "import os\n"
        "class Store:\n    def run(self):\n        open('a').write('b')\n"
        "Job = type('Job', (), {os.environ['PART']: Store(), 1: Store()})\n"
        "class Main:\n    def run(self):\n        vars(self)[os.environ['PART']] = Store()\n"
        "        vars(self)[1] = Store()\n        Store().run()\n"
        "Main().run()\nMain.__dict__[os.environ['A']] = Store()\n"
        "def main():\n    Main().run()\n"
    )
    assert passed(reader(tmp_path), tmp_path / "case.py").texts


def test_what_one_file_does_to_the_arguments_of_the_program_is_not_seen_by_another(tmp_path):
    (tmp_path / "a.py").write_text("import sys\nsys.argv.append('--full')\n")
    (tmp_path / "b.py").write_text(
        "import sys\nfrom airflow import DAG\n"
        "from airflow.operators.bash import BashOperator\n"
        "with DAG('d'):\n"
        "    for number, _ in enumerate(sys.argv):\n"
        "        BashOperator(task_id=f'added{number}', bash_command='x')\n"
        "    BashOperator(task_id='own', bash_command='x')\n"
    )
    project = reader(tmp_path)
    passed(project, tmp_path / "a.py")
    (text,) = [t for t in passed(project, tmp_path / "b.py").texts if "Airflow DAG" in t]
    assert "own" in text
    assert "added" not in text
