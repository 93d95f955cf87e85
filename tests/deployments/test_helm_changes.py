"""Values of Airflow's chart: each change alters what it says, at its line."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.cases import readings
from tests.deployments.kubernetes_drawing import check_one_fact, draw, line, read, told

SOURCE = "values.yaml"
BEFORE = """\
executor: CeleryExecutor
airflowVersion: 2.10.4
defaultAirflowRepository: acme/airflow
defaultAirflowTag: 2.10.4
scheduler:
  replicas: 2
workers:
  replicas: 4
  resources:
    limits: {cpu: 2, memory: 4Gi}
  keda:
    enabled: true
    minReplicaCount: 2
    maxReplicaCount: 8
redis:
  enabled: true
postgresql:
  enabled: false
data:
  metadataConnection:
    host: db.example.com
    pass: hunter2
logs:
  persistence:
    enabled: true
    size: 20Gi
config:
  core: {parallelism: 64}
"""
BOX = "airflow settings"
FACTS = {
    "fewer schedulers": ("replicas: 2", "replicas: 1", "scheduler", "replicas", "", 0),
    "more workers": ("replicas: 4", "replicas: 6", "worker", "replicas", "6", 8),
    "a higher limit": (
        "memory: 4Gi",
        "memory: 8Gi",
        "worker",
        "limits",
        "cpu: 2, memory: 8Gi",
        10,
    ),
    "more room for KEDA": (
        "maxReplicaCount: 8",
        "maxReplicaCount: 9",
        "worker",
        "autoscaling",
        "2-9",
        14,
    ),
    "smaller logs": ("size: 20Gi", "size: 5Gi", BOX, "logs", "volume 5Gi", 25),
    "more parallelism": ("parallelism: 64", "parallelism: 96", BOX, "parallelism", "96", 28),
    "a volume that workers have by default": (
        "workers:\n",
        "workers:\n  persistence: {enabled: false}\n",
        "worker",
        "storage",
        "",
        0,
    ),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_change_alters_one_fact_at_its_line(tmp_path, name):
    check_one_fact(tmp_path, SOURCE, BEFORE, FACTS[name])


def test_the_images_tag_changes_every_component(tmp_path):
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    text = BEFORE.replace("Tag: 2.10.4", "Tag: 2.11.0")
    after = draw(tmp_path / "b", {SOURCE: text})
    assert {entry[1:] for entry in told(after) - before} == {("image", "acme/airflow:2.11.0")}
    assert line(after, "scheduler", "image") == (SOURCE, 4)


def test_a_local_executor_takes_workers_and_broker_away(tmp_path):
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = draw(tmp_path / "b", {SOURCE: BEFORE.replace("CeleryExecutor", "LocalExecutor")})
    assert told(after) - before == {(BOX, "executor", "LocalExecutor")}
    assert {unit for unit, fact, _ in before - told(after) if not fact} == {"redis", "worker"}
    assert line(after, BOX, "executor") == (SOURCE, 1)


def test_an_executor_of_kubernetes_has_a_pod_a_task(tmp_path):
    text = BEFORE.replace("CeleryExecutor", "KubernetesExecutor")
    units = {unit for unit, fact, _ in told(draw(tmp_path, {SOURCE: text})) if not fact}
    assert "task-pod" in units
    assert not units & {"worker", "redis"}


def test_a_database_of_the_chart_is_a_unit(tmp_path):
    text = BEFORE.replace("enabled: false", "enabled: true").replace(
        "    host: db.example.com\n", ""
    )
    assert (BOX, "connects postgresql", "metadata database") in told(draw(tmp_path, {SOURCE: text}))


def test_the_major_version_decides_between_webserver_and_api_server(tmp_path):
    text = BEFORE.replace("airflowVersion: 2.10.4", "airflowVersion: 3.1.0")
    second = {unit for unit, fact, _ in told(draw(tmp_path / "a", {SOURCE: BEFORE})) if not fact}
    third = {unit for unit, fact, _ in told(draw(tmp_path / "b", {SOURCE: text})) if not fact}
    assert second - third == {"webserver"}
    assert third - second == {"api-server", "dag-processor"}


REWRITES = {
    "other order of keys": yaml.safe_dump(yaml.safe_load(BEFORE)),
    "flow style": yaml.safe_dump(yaml.safe_load(BEFORE), default_flow_style=True),
    "comments": BEFORE.replace("scheduler:", "# two of them\nscheduler:"),
    "quotes": BEFORE.replace("CeleryExecutor", '"CeleryExecutor"').replace("64", '"64"'),
    "another password": BEFORE.replace("hunter2", "hunter3"),
    "other units": BEFORE.replace("4Gi", "4096Mi").replace("cpu: 2", 'cpu: "2000m"'),
    "the charts defaults": BEFORE
    + "statsd: {enabled: true}\nflower: {enabled: false}\npgbouncer: {enabled: false}\n"
    "triggerer: {enabled: true, replicas: 1, persistence: {enabled: true, size: 100Gi}}\n"
    "webserver: {replicas: 1, service: {type: ClusterIP}}\n",
    "the newer place of workers": BEFORE.replace("  replicas: 4\n", "  celery: {replicas: 4}\n"),
    "Airflow's default of an option": BEFORE.replace(
        "core: {parallelism: 64}", "core: {parallelism: 64, max_active_runs_per_dag: 16}"
    ),
}


@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_draws_the_same(tmp_path, name):
    assert REWRITES[name] != BEFORE
    before = draw(tmp_path / "a", {SOURCE: BEFORE}).graph
    assert draw(tmp_path / "b", {SOURCE: REWRITES[name]}).graph == before


def test_values_of_a_place_depend_on_the_common_ones(tmp_path):
    texts = {"values-prod.yaml": "workers: {replicas: 9}\n", SOURCE: BEFORE}
    found = read(tmp_path, texts)
    assert found.dependencies == (SOURCE,)
    drawn = draw(tmp_path, texts)
    assert (BOX, "executor", "CeleryExecutor") in told(drawn)
    assert line(drawn, "worker", "replicas") == ("values-prod.yaml", 1)
    assert line(drawn, "scheduler", "replicas") == (SOURCE, 6)


def test_no_secret_is_drawn(tmp_path):
    assert "hunter2" not in repr(draw(tmp_path, {SOURCE: BEFORE}))


def test_unfinished_values_never_break_the_reading(tmp_path):
    """Whatever is cut off or replaced by something else, there is a drawing or a problem."""
    lines = BEFORE.split("\n")
    for number, text in enumerate(lines[:-1]):
        read(tmp_path, {SOURCE: "\n".join(lines[:number])})
        for value in ("[]", "{}", "5", "~", "[[1]]", "{a: {b: 1}}"):
            changed = f"{text.partition(':')[0]}: {value}"
            read(tmp_path, {SOURCE: "\n".join((*lines[:number], changed, *lines[number + 1 :]))})


@pytest.mark.parametrize("text", ["{%s}", "{ %s }"])
def test_values_in_flow_style_are_recognised(tmp_path, text):
    inside = "executor: CeleryExecutor, airflowVersion: 2.10.4, workers: {replicas: 4}"
    (tmp_path / SOURCE).write_text(text % inside)
    (found,) = (reading for reading in readings(tmp_path, ("deployment",)))
    assert [each.name for each in found.deployments] == ["values"]


@pytest.mark.parametrize(
    ("said", "name", "fact", "at"),
    [
        ("ingress:\n  web:\n    enabled: false\n", "u_ingress_webserver", "", 3),
        ("ingress:\n  web: {hosts: [a.example.com]}\n", "u_ingress_webserver", "", 2),
        ("ingress:\n  enabled: false\n", "u_ingress_webserver", "", 2),
        ("workers:\n  persistence:\n    enabled: false\n", "u_worker", "#storage", 3),
        ("redis:\n  persistence:\n    enabled: false\n", "u_redis", "#storage", 3),
        ("logs:\n  persistence:\n    enabled: false\n", "u_airflow_settings", "#logs", 3),
        (
            "workers:\n  keda:\n    enabled: true\n    minReplicaCount: 1\n",
            "u_worker",
            "#autoscaling least",
            4,
        ),
        (
            "workers:\n  keda:\n    enabled: true\n    maxReplicaCount: 9\n",
            "u_worker",
            "#autoscaling most",
            4,
        ),
    ],
)
def test_what_is_switched_off_and_each_end_of_a_range_have_their_lines(
    tmp_path, said, name, fact, at
):
    text = f"{said}scheduler: {{}}\nexecutor: CeleryExecutor\nairflowVersion: 2.10.4\n"
    named = re.compile(rf"{name}(?:_[0-9a-f]{{6}})?{fact}")
    places = draw(tmp_path, {SOURCE: text}).places
    assert [(p.path, p.line) for key, p in places if named.fullmatch(key)] == [(SOURCE, at)]
