"""Drawings of deployments: areas, the DAGs that run there, and what they connect to."""

from __future__ import annotations

from pytest_etl_diagram.diagrams.deployment import diagram
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Deployment, Lineage, Place, Tie, Unit

SCHEDULER = Unit(
    "scheduler",
    "service",
    "orchestration",
    (("image", "apache/airflow:3.1.8"),),
    Place("compose.yaml", line=3),
    (("image", Place("compose.yaml", line=4)), ("depends_on", Place("compose.yaml", line=6))),
)
SHOP_DB = Unit("shop-db", "store", "sources", (("image", "postgres:16"),))
COMPOSE = Deployment(
    "shop",
    "compose.yaml",
    (SCHEDULER, SHOP_DB),
    (Tie("shop-db", "scheduler", "depends", "service_healthy"),),
    (("shop", "shop-db"),),
    place=Place("compose.yaml", line=1),
    orchestrates=True,
)
DAG = Lineage("sales", "dag", "dags/sales.py", connections=("shop",), place=Place("dags/sales.py"))


def drawn(deployment, *lineages):
    graph = diagram(deployment, lineages).graph
    assert read(write(graph)) == graph
    return graph


def node(graph, name):
    return next(each for each in graph.nodes if each.name == name)


def edges(graph, kind):
    names = {each.id: each.name for each in graph.nodes}
    return [(names[e.source], names[e.target], e.label) for e in graph.edges if e.kind == kind]


def test_units_stand_in_the_boxes_of_their_areas():
    graph = drawn(COMPOSE)
    assert [(group.id, group.name) for group in graph.groups] == [
        ("g_orchestration", "Orchestration"),
        ("g_sources", "Sources"),
    ]
    shown = node(graph, "scheduler")
    assert (shown.role, shown.group) == ("service", "g_orchestration")
    assert shown.facts == (("image", "apache/airflow:3.1.8"),)
    assert edges(graph, "depends") == [("shop-db", "scheduler", "service_healthy")]


def test_dags_are_drawn_where_airflow_runs():
    graph = drawn(COMPOSE, DAG)
    assert (node(graph, "sales").role, node(graph, "sales").group) == ("dag", "g_orchestration")
    assert edges(graph, "uses") == [("sales", "shop-db", "shop")]


def test_without_airflow_no_dag_is_drawn():
    other = Deployment("x", "compose.yaml", (SHOP_DB,), connections=(("shop", "shop-db"),))
    assert [each.name for each in drawn(other, DAG).nodes] == ["shop-db"]


def test_a_connection_that_nothing_configures_is_a_store_of_its_own():
    dag = Lineage("sales", "dag", "dags/sales.py", connections=("snowflake_dw",))
    graph = drawn(COMPOSE, dag)
    store = node(graph, "{conn:snowflake_dw}")
    assert (store.role, store.group) == ("store", "g_targets")
    assert store.facts == (("system", "Snowflake"),)
    assert edges(graph, "uses") == [("sales", "{conn:snowflake_dw}", "snowflake_dw")]


def test_a_connection_whose_id_is_not_known_is_named_by_its_placeholder():
    dag = Lineage("sales", "dag", "dags/sales.py", connections=("{var:conn}",))
    assert edges(drawn(COMPOSE, dag), "uses") == [("sales", "{var:conn}", "{var:conn}")]


def test_connections_to_the_same_unit_are_one_edge():
    both = Deployment(
        "x",
        "compose.yaml",
        (SHOP_DB,),
        connections=(("a", "shop-db"), ("b", "shop-db")),
        orchestrates=True,
    )
    dag = Lineage("sales", "dag", "dags/sales.py", connections=("b", "a"))
    assert edges(drawn(both, dag), "uses") == [("sales", "shop-db", "a, b")]


def test_what_only_a_file_configures_is_drawn_if_a_pipeline_uses_it():
    lake = Unit("lake", "store", "targets", (("system", "S3"),))
    made = Deployment(
        "x", "compose.yaml", (SHOP_DB,), connections=(("lake", "lake"),), configured=(lake,)
    )
    assert [each.name for each in drawn(made).nodes] == ["shop-db"]
    pipeline = Lineage("export", "pipeline", "export.yaml", connections=("lake",))
    graph = drawn(made, pipeline)
    assert node(graph, "lake").facts == (("system", "S3"),)
    assert (node(graph, "export").role, node(graph, "export").group) == (
        "pipeline",
        "g_processing",
    )
    assert edges(graph, "uses") == [("export", "lake", "lake")]


def test_other_pipelines_are_drawn_only_if_they_use_what_is_configured():
    stream = Lineage("events", "stream", "events.py", connections=("elsewhere",))
    job = Lineage("sync", "job", "sync.py")
    assert [each.name for each in drawn(COMPOSE, stream, job).nodes] == ["scheduler", "shop-db"]


def test_what_holds_for_the_whole_stands_in_a_box():
    settings = Unit(
        "settings",
        "config",
        "metadata",
        (("executor", "LocalExecutor"),),
        places=(("executor", Place("airflow.cfg", line=4)),),
    )
    made = Deployment("x", "airflow.cfg", (settings,))
    box = node(drawn(made), "settings")
    assert (box.role, box.group) == ("config", "g_metadata")
    assert box.facts == (("executor", "LocalExecutor"),)
    assert dict(diagram(made).places)["u_settings#executor"] == Place("airflow.cfg", line=4)


def test_a_place_is_known_for_the_whole_for_units_and_for_single_facts():
    assert dict(diagram(COMPOSE, (DAG,)).places) == {
        "": Place("compose.yaml", line=1),
        "u_scheduler": Place("compose.yaml", line=3),
        "u_scheduler#image": Place("compose.yaml", line=4),
        "u_scheduler#depends_on": Place("compose.yaml", line=6),
        "d_sales": Place("dags/sales.py"),
    }


def test_the_names_of_secrets_are_shown():
    unit = Unit("etl", "service", "processing", (("secrets", "db_password"), ("password", "x")))
    shown = node(drawn(Deployment("x", "compose.yaml", (unit,))), "etl")
    assert shown.facts == (("secrets", "db_password"), ("password", "***"))


def test_secrets_are_masked_wherever_they_stand():
    url = "postgresql://u:canary-secret@db/x"
    made = Deployment(
        url,
        "compose.yaml",
        (Unit(url, "service", "processing", (("command", f"run --db {url}"),)),),
        (Tie(url, url, "connects", url),),
    )
    assert "canary" not in write(diagram(made).graph)


def test_names_that_only_a_secret_tells_apart_are_one_box():
    tokens = ("ghp_" + "a1B2" * 9, "ghp_" + "c3D4" * 9)
    units = tuple(
        Unit(name, "store", "sources", place=Place("x", line=line))
        for line, name in enumerate(tokens, 1)
    )
    found = diagram(Deployment("shop", "compose.yaml", units))
    assert [each.name for each in found.graph.nodes] == ["***"]
    assert read(write(found.graph)) == found.graph


def test_a_place_is_known_for_ties_and_for_what_is_switched_off():
    at = [Place("compose.yaml", line=line) for line in range(5)]
    ties = (
        Tie("shop-db", "scheduler", "depends", "service_healthy", at[1]),
        Tie("scheduler", "shop-db", "connects", "postgresql", at[2]),
    )
    deployment = Deployment(
        "shop", "compose.yaml", (SCHEDULER, SHOP_DB), ties, absent=(("redis", at[4]),)
    )
    places = dict(diagram(deployment).places)
    scheduler = node(drawn(deployment), "scheduler").id
    assert places[f"{scheduler}#depends_on.shop-db"] == at[1]
    assert places[f"{scheduler}#connects_to.shop-db"] == at[2]
    assert places[f"{scheduler}#connects_to"] == at[2]
    assert places["u_redis"] == at[4]
