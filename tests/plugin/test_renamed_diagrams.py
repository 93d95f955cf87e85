"""A diagram under another name, or in a moved file, is one drift and no missing snapshot."""

import json

import pytest

PATH = "dags/sales.py"


def drifts(project):
    project.run("--etl-diagrams-report=r.json")
    report = json.loads((project.root / "r.json").read_text(encoding="utf-8"))
    return {
        (diagram["name"], diagram["status"]): [drift["rule"] for drift in diagram["drift"]]
        for diagram in report["diagrams"]
        if diagram["kind"] == "dag"
    }, report["orphans"]


def test_a_renamed_dag_is_one_drift(sales):
    sales.write_dag(PATH, "daily_sales")
    assert drifts(sales) == ({("daily_sales", "drifted"): ["title-changed"]}, [])


def test_its_text_shows_the_old_snapshot_and_how_to_accept(sales):
    sales.write_dag(PATH, "daily_sales")
    text = sales.run().stdout.str()
    assert "WARNING title-changed: the pipeline has another name" in text
    assert f"--- __etl_diagrams__/{PATH}/dag.sales.md (committed)" in text
    assert f"+++ __etl_diagrams__/{PATH}/dag.daily_sales.md (now)" in text
    assert "pytest --etl-diagrams --snapshot-update 'dags/sales.py::dag[daily_sales]'" in text


@pytest.mark.parametrize("arguments", [(), (f"{PATH}::dag[daily_sales]",)])
def test_accepting_it_replaces_the_old_snapshot(sales, arguments):
    sales.write_dag(PATH, "daily_sales")
    sales.accept(*arguments)
    assert [path for path in sales.snapshots() if "dag." in path] == [f"{PATH}/dag.daily_sales.md"]


def test_a_moved_file_is_one_drift(sales):
    (sales.root / PATH).unlink()
    sales.write_dag("dags/finance/sales.py", "sales")
    assert drifts(sales) == ({("sales", "drifted"): ["file-moved"]}, [])


def test_accepting_a_moved_file_moves_the_snapshot(sales):
    (sales.root / PATH).unlink()
    sales.write_dag("dags/finance/sales.py", "sales")
    sales.accept()
    assert [path for path in sales.snapshots() if "dag." in path] == [
        "dags/finance/sales.py/dag.sales.md"
    ]


def test_what_else_changed_is_told_too(sales):
    sales.write_dag(PATH, "daily_sales", tasks=(("extract", 0), ("load", 0)))
    assert drifts(sales)[0] == {("daily_sales", "drifted"): ["retries-removed", "title-changed"]}


def test_a_copied_file_is_a_new_diagram(sales):
    sales.write_dag("dags/copy.py", "sales_copy")
    found, _ = drifts(sales)
    assert ("sales_copy", "missing") in found or not found.get(("sales_copy", "drifted"))


def test_another_dag_in_its_place_is_another_dag(sales):
    tasks = (("fetch", 0), ("clean", 1), ("check", 0), ("publish", 2))
    sales.write_dag(PATH, "events", tasks=tasks)
    _, orphans = drifts(sales)
    assert orphans == [f"__etl_diagrams__/{PATH}/dag.sales.md"]


def test_of_two_renamed_dags_each_finds_its_own(project):
    tasks = {"sales": (("extract", 3), ("load", 0)), "events": (("fetch", 1), ("store", 2))}
    for name, of_name in tasks.items():
        project.write_dag(f"dags/{name}.py", name, tasks=of_name)
    project.accept()
    for name in tasks:
        (project.root / f"dags/{name}.py").unlink()
    for name, of_name in tasks.items():
        project.write_dag(f"jobs/{name}.py", f"{name}_v2", tasks=of_name)
    rules = ["title-changed", "file-moved"]
    assert drifts(project) == (
        {("sales_v2", "drifted"): rules, ("events_v2", "drifted"): rules},
        [],
    )


def test_a_file_that_can_not_be_read_gives_nothing_away(sales):
    sales.write_dag(PATH, "daily_sales")
    with (sales.root / PATH).open("a", encoding="utf-8") as file:
        file.write("def broken(:\n")
    sales.run("--snapshot-update")
    assert f"{PATH}/dag.sales.md" in sales.snapshots()
