"""What a change of a pipeline reaches: the pipelines after it, nearest first."""

from __future__ import annotations

from pytest_etl_diagram.diagrams.lineage import Downstream, build
from pytest_etl_diagram.model import DataAsset, Lineage


def table(name):
    return DataAsset("Snowflake", "table", name)


INGEST = Lineage(
    "ingest",
    "dag",
    "dags/ingest.py",
    writes=(table("orders"),),
    triggers=("refresh",),
    runs=(("etl/load.py", "load"), ("etl/jobs.py", "Job.run")),
)
MARTS = Lineage("marts", "dag", "dags/marts.py", (table("orders"),), (table("marts"),))
REPORT = Lineage("report", "job", "report.py", (table("marts"),))
REFRESH = Lineage("refresh", "dag", "dags/refresh.py")
FINANCE = Lineage("finance", "dag", "dags/finance.py", waits_for=("marts", "elsewhere"))
APART = Lineage("apart", "pipeline", "apart.yaml", (table("other"),), (table("third"),))
ALL = (INGEST, MARTS, REPORT, REFRESH, FINANCE, APART)


def test_what_reads_waits_and_is_triggered_comes_nearest_first_then_by_name():
    found = Downstream(ALL).of("dags/ingest.py", "ingest")
    assert found == ("marts", "refresh", "finance", "report")


def test_the_last_one_has_none():
    assert Downstream(ALL).of("report.py", "report") == ()


def test_what_is_no_pipeline_has_none():
    assert Downstream(ALL).of("utils.py", "helper") == ()


def test_a_function_that_a_dag_runs_reaches_the_dag_first():
    found = Downstream(ALL).of("etl/load.py", "load")
    assert found == ("ingest", "marts", "refresh", "finance", "report")


def test_an_entry_point_that_a_dag_runs_is_a_part_of_it():
    job = Lineage("Job.run", "job", "etl/jobs.py", (), (table("orders"),))
    found = Downstream((*ALL, job)).of("etl/jobs.py", "Job.run")
    assert found == ("ingest", "marts", "refresh", "finance", "report")


def test_a_cycle_ends_and_leaves_out_where_it_began():
    one = Lineage("one", "job", "one.py", (table("b"),), (table("a"),))
    two = Lineage("two", "job", "two.py", (table("a"),), (table("b"),))
    assert Downstream((one, two)).of("one.py", "one") == ("two",)


def test_a_dag_that_is_elsewhere_counts():
    marked = Lineage("marked", "dag", "dags/marked.py", awaited_by=("elsewhere",))
    assert Downstream((marked,)).of("dags/marked.py", "marked") == ("elsewhere",)


def test_one_is_told_by_its_file_where_two_have_its_name():
    one = Lineage("main", "job", "one.py", (), (table("a"),))
    two = Lineage("main", "job", "two.py", (table("a"),), (table("b"),))
    last = Lineage("last", "job", "last.py", (table("b"),))
    assert Downstream((one, two, last)).of("one.py", "main") == ("main", "last")
    assert Downstream((one, two, last)).of("two.py", "main") == ("last",)


def test_the_order_of_files_changes_nothing():
    assert build(ALL, "shop") == build(tuple(reversed(ALL)), "shop")
    turned = Downstream(tuple(reversed(ALL))).of("dags/ingest.py", "ingest")
    assert turned == Downstream(ALL).of("dags/ingest.py", "ingest")


def test_pipelines_without_any_tie_make_no_diagram():
    assert build((REFRESH, Lineage("other", "dag", "dags/other.py")), "shop") == ()


def test_pipelines_without_a_tie_stand_beside_the_others():
    alone = Lineage("alone", "dag", "dags/alone.py")
    (drawn,) = build((*ALL, alone), "shop")
    assert "alone" in {node.name for node in drawn.graph.nodes}


def test_a_new_main_does_not_rename_the_one_that_is_there():
    one = Lineage("main", "job", "one.py", (), (table("a"),))
    two = Lineage("main", "job", "two.py", (table("a"),))
    (before,) = build((one,), "shop")
    (after,) = build((one, two), "shop")
    assert {node.id for node in before.graph.nodes} <= {node.id for node in after.graph.nodes}
