"""Deployments and lineages: one change of what is deployed is one drift."""

from __future__ import annotations

import pytest
from drift_deployment_cases import deployed
from drift_graphs import graph
from drift_pipeline_cases import WRITTEN, declared, lineage

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.model import Diagram, Location, Place
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.places import located


def rules(old: str, new: str) -> list[tuple[str, str]]:
    return [(drift.rule, drift.subject) for drift in compare(graph(old), graph(new))]


def lines(old: str, new: str, **places: int) -> list[tuple[str, int]]:
    """Return rule and line of each drift, with the lines at which nodes and facts stand."""
    now = graph(new)
    at = tuple((key.replace("__", "#"), Place("f.yaml", line=n)) for key, n in places.items())
    diagram = Diagram(now.kind, "x", "f.yaml", now, (*at, ("", Place("f.yaml", line=1))))
    hits = located(diagram, compare(graph(old), now), lambda p: Location(p.path, p.line))
    return [(hit.drift.rule, hit.location.line) for hit in hits]


REDIS = ("redis [store] {metadata}: image: redis:7.2", "redis -> web", "web ==o redis")


def test_a_removed_service_takes_its_ties_along_and_says_who_needed_it():
    (drift,) = compare(graph(deployed(*REDIS)), graph(deployed()))
    assert (drift.rule, drift.subject) == ("service-removed", "redis")
    assert drift.downstream == ("web",)
    assert drift.nodes == ("t_redis", "t_web")


def test_services_put_in_between_are_drifts_of_their_own():
    assert rules(deployed(), deployed(*REDIS, "cache: image: a:1", "cache -> redis")) == [
        ("service-added", "cache"),
        ("service-added", "redis"),
    ]


def test_a_service_that_is_only_a_name_any_more_is_removed():
    named = deployed("redis [store] {metadata}: system: Redis", "web ==o redis")
    assert rules(deployed(*REDIS), named) == [("service-removed", "redis")]
    assert rules(named, deployed(*REDIS)) == [("service-added", "redis")]


def test_a_connection_that_leads_outside_instead_is_one_drift():
    old = deployed("web ==o db | postgresql")
    new = deployed("rds [store] {targets}: system: PostgreSQL", "web ==o rds | postgresql")
    (drift,) = compare(graph(old), graph(new))
    assert (drift.rule, change(drift, "deployment")) == (
        "connection-changed",
        "connects to: db (postgresql) → rds (postgresql)",
    )


def test_a_managed_database_instead_of_a_service_is_linked_to_it():
    old = deployed(*REDIS)
    new = deployed("cloud [store] {targets}: system: Redis", "web ==o cloud")
    removed, moved = compare(graph(old), graph(new))
    assert (removed.rule, removed.subject) == ("service-removed", "redis")
    assert (moved.rule, change(moved, "deployment")) == (
        "connection-changed",
        "connects to: redis → cloud",
    )


def test_an_image_of_another_program_is_one_drift_wherever_that_is_drawn():
    old = deployed("x [store] {metadata}: image: redis:7.2")
    new = deployed("x [service] {targets}: image: nginx:1.27")
    assert rules(old, new) == [("image-changed", "x")]


def test_a_service_replaced_by_another_one_is_not_taken_for_renamed():
    old = deployed("postgres [store]: image: postgres:16; restart: always", "postgres -> web")
    new = deployed("mysql [store]: image: mysql:8; restart: always", "mysql -> web")
    assert rules(old, new) == [("service-removed", "postgres"), ("service-added", "mysql")]


def test_conditions_and_dependencies_that_changed_together_are_told_apart():
    old = deployed("x", "y", "db -> web | service_healthy", "x -> web")
    new = deployed("x", "y", "db -> web", "y -> web")
    assert rules(old, new) == [
        ("dependency-condition-dropped", "web"),
        ("service-dependency-changed", "web"),
    ]


def test_downstream_is_who_waits_connects_or_leads_there_and_not_who_watches():
    one = graph(
        deployed("door [gateway]", "x", "prom", "db -> web", "x ==o web", "door <--> x",
                 "prom <-.-> web")
    )  # fmt: skip
    assert downstream(one, "t_db") == ("web", "x", "door")
    assert downstream(one, "t_prom") == ()


FOLLOWING = {
    "what an autoscaler goes by": ("autoscaling: 2-6; scales_on: cpu 70%", "autoscaling-removed"),
    "the size of a volume": ("volumes: data:/data; storage: data 8Gi", "volume-removed"),
    "where logs go": (
        "remote_logging: True; remote_base_log_folder: s3://logs; remote_log_conn_id: aws",
        "remote-logging-removed",
    ),
    "what a sidecar is": ("log.image: log:1; log.ports: 9102", "image-changed"),
    "what no restart makes of a service": ("restart: always", "restart-policy-removed"),
}


@pytest.mark.parametrize(("facts", "rule"), FOLLOWING.values(), ids=FOLLOWING)
def test_what_only_says_more_about_a_fact_goes_with_it(facts, rule):
    told = f"image: a:1; {facts}"
    role = "job" if rule.startswith("restart") else "service"
    before, after = f"a [service] {{processing}}: {told}", f"a [{role}] {{processing}}: image: a:1"
    assert rules(deployed(before), deployed(after)) == [(rule, "a")]


def test_settings_are_told_with_their_defaults():
    drifts = compare(graph(deployed("x: replicas: 3; cap_add: a")), graph(deployed("x")))
    assert [change(drift, "deployment") for drift in drifts] == [
        "replicas: 3 → 1 (default)",
        "cap_add: a → not set",
    ]


def test_ties_are_told_by_what_they_are():
    old = deployed("db -> web | service_healthy", "web ==o db")
    told = [change(d, "deployment") for d in compare(graph(old), graph(deployed("db -> web")))]
    assert told == ["depends on: db (service_healthy) → db", "connects to: db → nothing"]


def test_a_fact_that_changed_is_where_it_stands_and_one_that_is_gone_at_its_service():
    new = deployed("x: replicas: 2")
    places = {"t_x": 10, "t_x__replicas": 14}
    assert lines(deployed("x: replicas: 3"), new, **places) == [("replicas-reduced", 14)]
    assert lines(deployed("x: replicas: 2; user: a"), new, **places) == [
        ("configuration-removed", 10)
    ]


def test_a_tie_is_where_the_service_says_so():
    old, new = deployed("db -> web | service_healthy"), deployed("db -> web")
    places = {"t_db": 3, "t_web": 10, "t_web__depends_on": 12}
    assert lines(old, new, **places) == [("dependency-condition-dropped", 12)]
    assert lines(old, deployed(), t_db=3, t_web=10) == [("service-dependency-removed", 10)]


def test_a_service_that_is_gone_is_at_who_needed_it_else_at_the_whole():
    assert lines(deployed(*REDIS), deployed(), t_web=10) == [("service-removed", 10)]
    assert lines(deployed("x"), deployed(), t_web=10) == [("service-removed", 1)]


def test_data_has_no_line_of_its_own_and_is_at_a_pipeline_that_has_to_do_with_it():
    old = lineage(*WRITTEN)
    places = lines(old, old.replace("PostgreSQL", "Redshift"), t_report=7)
    assert places == [("endpoint-changed", 7)]


def test_a_check_that_is_gone_is_at_the_stage_before_it():
    old = declared("a\nb [validate]\nc [validate]\nd\na -> b\nb -> c\nc -> d")
    new = declared("a\nb [validate]\nd\na -> b\nb -> d")
    assert lines(old, new, t_a=2, t_b=5, t_d=9) == [("quality-check-removed", 5)]


def test_a_dependency_of_a_declared_stage_is_at_the_one_that_waits():
    old, new = declared("a\nb\na -> b"), declared("a\nb")
    assert lines(old, new, t_a=2, t_b=5) == [("dependency-removed", 5)]
    assert lines(new, old, t_a=2, t_b=5, t_b__depends_on=7) == [("dependency-added", 7)]


def test_a_declared_pipeline_has_no_defaults_of_airflow():
    (drift,) = compare(graph(declared("a: retries: 3")), graph(declared("a")))
    assert change(drift, "pipeline") == "retries: 3 → not set"


def test_what_is_no_longer_written_reaches_its_readers():
    old = lineage(*WRITTEN, "out [asset]", "report ===> out", "out ===> mail")
    (drift,) = compare(graph(old), graph(old.replace("load ===> orders", "")))
    assert (drift.rule, drift.subject) == ("asset-no-longer-written", "load")
    assert drift.downstream == ("report", "mail")


def test_a_pipeline_that_is_gone_is_one_drift_with_all_its_data():
    old = lineage(*WRITTEN, "tmp [asset]", "load ===> tmp", "load => mail")
    new = "kind lineage\nreport [pipeline]\nmail [job]\norders [asset]: system: PostgreSQL\n"
    (drift,) = compare(graph(old), graph(f"{new}orders ===> report"))
    assert (drift.rule, drift.subject) == ("pipeline-removed", "load")
    assert drift.downstream == ("mail", "report")


def test_data_and_a_pipeline_of_one_name_are_not_mistaken():
    old, new = lineage("x [asset]", "load ===> x"), lineage("x [dag]")
    assert rules(old, new) == [("endpoint-removed", "load"), ("pipeline-added", "x")]
