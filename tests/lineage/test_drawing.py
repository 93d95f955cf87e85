"""What is drawn of lineages, and what is left out."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.lineage import build
from pytest_etl_diagram.model import DataAsset, Lineage, Place


def lines(*lineages):
    """Return the arrows of a drawing as `source kind target`, by the nodes' names."""
    names = {}
    arrows = []
    for drawn in build(lineages, "shop"):
        names |= {node.id: node.name for node in drawn.graph.nodes}
        arrows += [f"{names[e.source]} {e.kind} {names[e.target]}" for e in drawn.graph.edges]
    return sorted(arrows)


def table(name):
    return DataAsset("Snowflake", "table", name)


def file(name):
    return DataAsset("files", "file", name)


def job(name, reads=(), writes=(), **more):
    return Lineage(name, "job", f"{name}.py", tuple(reads), tuple(writes), **more)


def test_a_pipeline_is_not_said_to_read_what_only_itself_writes():
    load = job("load", [table("staging"), table("raw")], [table("staging")])
    assert lines(load) == ["load data staging", "raw data load"]


def test_it_is_where_another_one_writes_it_too():
    load = job("load", [table("staging")], [table("staging")])
    assert lines(load, job("fill", [], [table("staging")])) == [
        "fill data staging",
        "load data staging",
        "staging data load",
    ]


def test_of_a_crowd_of_tables_that_nobody_takes_only_the_system_is_told():
    models = [table(f"model_{number}") for number in range(30)]
    shop = Lineage("shop", "pipeline", "dbt_project.yml", (table("raw"),), tuple(models))
    assert lines(shop, job("report", [models[7]])) == [
        "model_7 data report",
        "raw data shop",
        "shop data model_7",
        "shop data {Snowflake}",
    ]


def test_a_file_that_a_pipeline_hands_to_itself_is_left_out():
    load = job("load", [table("raw"), file("tmp/rows.csv")], [file("./tmp/rows.csv")])
    assert lines(load) == ["raw data load"]


def test_a_file_that_another_one_reads_is_not():
    load = job("load", [file("rows.csv")], [file("rows.csv")])
    assert lines(load, job("send", [file("rows.csv")])) == [
        "load data rows.csv",
        "rows.csv data send",
    ]


def test_unnamed_data_of_a_system_ties_no_pipelines():
    unnamed = DataAsset("Snowflake", "table", "")
    assert lines(job("write", [], [unnamed]), job("read", [unnamed])) == [
        "write data {Snowflake}",
        "{Snowflake} data read",
    ]
    (drawn,) = build((job("write", [], [unnamed]), job("read", [unnamed])), "shop")
    assert len(drawn.graph.nodes) == 4


def test_unnamed_data_of_a_system_is_left_out_where_some_is_named():
    load = job("load", [table("raw"), table(""), DataAsset("S3", "object", "")])
    assert lines(load) == ["raw data load", "{S3} data load"]


def test_unnamed_files_are_left_out_beside_anything_else():
    assert lines(job("load", [table("raw"), file("")])) == ["raw data load"]
    assert lines(job("load", [file("")], [table("raw")])) == [
        "load data raw",
        "{files} data load",
    ]


def test_data_of_no_system_and_no_name_is_left_out():
    assert lines(job("load", [DataAsset("", "table", "")], [table("a")])) == ["load data a"]


@pytest.mark.parametrize("path", ["/opt/airflow/jobs/load.py", "jobs/load.py", "./jobs/load.py"])
def test_a_dag_starts_the_script_whose_file_it_runs(path):
    load = Lineage("main", "job", "jobs/load.py", writes=(table("a"),))
    dag = Lineage("nightly", "dag", "dags/nightly.py", starts=(path,))
    assert "nightly triggers main" in lines(dag, load)


def test_a_script_that_may_be_two_is_none():
    jobs = [Lineage("main", "job", f"{n}/load.py", writes=(table(n),)) for n in ("one", "two")]
    dag = Lineage("nightly", "dag", "dags/nightly.py", starts=("load.py",))
    assert "nightly triggers main" not in lines(dag, *jobs)


def test_a_dag_starts_the_dbt_project_of_a_folder():
    shop = Lineage("shop", "pipeline", "dbt/shop/dbt_project.yml", writes=(table("a"),))
    other = Lineage("other", "pipeline", "dbt/other/dbt_project.yml", writes=(table("b"),))
    dag = Lineage("nightly", "dag", "dags/nightly.py", starts=("/opt/dbt/shop/dbt_project.yml",))
    found = [line for line in lines(dag, shop, other) if "triggers" in line]
    assert found == ["nightly triggers shop"]


def test_one_that_is_started_by_one_that_is_started_is_not_started_twice():
    last = job("last", [], [table("a")])
    middle = job("middle", runs=(("last.py", "last"),))
    first = job("first", runs=(("last.py", "last"), ("middle.py", "middle")))
    assert [line for line in lines(first, middle, last) if "triggers" in line] == [
        "first triggers middle",
        "middle triggers last",
    ]


def test_what_is_told_of_one_entry_point_in_several_files_is_put_together():
    alone = job("load", [table("raw")], place=Place("load.py", 3))
    as_run = job("load", [], [table("marts")])
    (drawn,) = build((as_run, alone), "shop")
    assert lines(as_run, alone) == ["load data marts", "raw data load"]
    assert dict(drawn.places)["j_load"] == Place("load.py", 3)


def test_dags_of_one_name_are_told_by_their_files():
    dags = [Lineage("etl", "dag", f"dags/{n}.py", writes=(table(n),)) for n in ("a", "b")]
    (drawn,) = build(tuple(dags), "shop")
    facts = [node.facts for node in drawn.graph.nodes if node.role == "dag"]
    assert sorted(facts) == [(("source", "dags/a.py"),), (("source", "dags/b.py"),)]


def test_a_name_means_a_pipeline_of_the_same_sort_before_another():
    dag = Lineage("orders", "dag", "dags/orders.py")
    yaml = Lineage("orders", "pipeline", "orders.yaml")
    (drawn,) = build((dag, yaml, Lineage("x", "pipeline", "x.yaml", waits_for=("orders",))), "s")
    assert [edge.source for edge in drawn.graph.edges] == ["p_orders"]


def test_secrets_in_names_are_masked():
    load = job("load", [DataAsset("", "asset", "own://user:hunter22secret@host/orders")])
    (drawn,) = build((load,), "shop")
    assert "hunter22secret" not in repr(drawn)
