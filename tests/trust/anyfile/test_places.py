"""What is called like a file and is none, or has an odd name: the run ends, the others count."""

from __future__ import annotations

import os
import sys

import pytest

FOLDERS = ("dags/x.py", "dags/x.yaml", "Dockerfile", "docker-compose.yml", "airflow.cfg", ".env")


def test_folders_that_are_called_like_files_are_none(sales):
    for name in FOLDERS:
        (sales.root / name).mkdir()
    sales.run().assert_outcomes(passed=1)


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")
def test_links_that_lead_nowhere_or_in_circles_do_not_end_a_run(sales):
    (sales.root / "dags/gone.py").symlink_to("nothing.py")
    (sales.root / "dags/circle.py").symlink_to("circle.py")
    (sales.root / "dags/again").symlink_to(".")
    result = sales.run()
    assert result.parseoutcomes()["passed"] == 1
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


@pytest.mark.skipif(sys.platform != "linux", reason="file names have to be Unicode there")
@pytest.mark.parametrize("name", [b"odd\xff.py", b"two\nlines.py", b"a" * 250 + b".py"])
def test_a_file_of_an_odd_name_does_not_end_a_run(sales, name):
    data = (sales.root / "dags/sales.py").read_bytes().replace(b"sales", b"odd")
    with open(os.fsencode(sales.root / "dags") + b"/" + name, "wb") as file:  # noqa: PTH123
        file.write(data)
    result = sales.run("--snapshot-update")
    assert result.parseoutcomes()["passed"] >= 1
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_a_file_that_vanishes_after_it_was_found_is_its_own_problem(sales, monkeypatch):
    from pytest_etl_diagram.diagrams.project import Project  # noqa: PLC0415 -- with the patch

    whole = Project.read
    gone = sales.write_dag("dags/gone.py", "gone")

    def read(self, path):
        if path == gone:
            gone.unlink()
        return whole(self, path)

    monkeypatch.setattr(Project, "read", read)
    result = sales.run()
    assert result.parseoutcomes()["passed"] == 1
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
