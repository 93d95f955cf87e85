"""--etl-diagrams-report=report.html, from a project on disk to the picture in the browser."""

from __future__ import annotations

import pytest
from html_pages import data_of

from tests.plugin.conftest import PipelineProject


@pytest.fixture
def project(pytester, monkeypatch):
    made = PipelineProject(pytester, monkeypatch)
    made.write_dag("dags/sales.py", "sales")
    made.write_dag("dags/stock.py", "stock")
    made.accept()
    made.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("check_rows", 0), ("load", 0)))
    made.write_dag("dags/new.py", "fresh")
    return made


def written(project, *args):
    run = project.run_apart if args else project.run  # xdist's controller must not be ours
    run("--etl-diagrams-report=out/report.html", *args)
    return (project.root / "out" / "report.html").read_text(encoding="utf-8")


def test_one_process_and_xdist_write_the_same_report(project):
    assert data_of(written(project)) == data_of(written(project, "-n", "2"))


def test_report_of_a_run_works_in_the_browser(project, open_report):
    written(project, "-n", "2")
    report = open_report(project.root / "out" / "report.html")
    assert report.rows() == ["sales", "fresh", "stock"]
    report.open("sales")
    assert "retries-removed" in report.page.locator(".drifts").inner_text()
    assert "check_rows" in report.drawing().text_content()
    report.page.get_by_role("tab", name="Before").click()
    assert "check_rows" not in report.drawing().text_content()
