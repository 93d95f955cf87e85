"""Files of data are items as DAG files are: pipelines, deployments, and the lineage of all."""

import pytest

PIPELINES = """\
pipelines:
  orders:
    schedule: "@daily"
    source: {type: postgres, connection: shop, table: orders}
    transformations:
      - {name: clean, type: filter}
    quality_checks:
      - {name: has_rows, type: row_count}
    target: {type: snowflake, connection: warehouse, table: sales, mode: upsert, keys: [id]}
"""
COMPOSE = """\
name: shop
services:
  airflow-scheduler:
    image: apache/airflow:2.9.1
    command: scheduler
    environment:
      AIRFLOW__CORE__EXECUTOR: LocalExecutor
      AIRFLOW_CONN_WAREHOUSE: postgresql://etl:hunter2@warehouse:5432/dw
  warehouse:
    image: postgres:16
"""
WORKER = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  replicas: 2
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec:
      containers: [{name: worker, image: "worker:1.0"}]
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: worker}
spec:
  selector: {app: worker}
  ports: [{port: 80}]
"""
LOADS = """\
from airflow import DAG
from airflow.providers.postgres.operators.postgres import PostgresOperator

with DAG("loads") as dag:
    PostgresOperator(task_id="load", postgres_conn_id="warehouse", sql="SELECT 1")
"""
PIPELINE_ITEM = "config/pipelines.yaml::pipeline[orders]"
COMPOSE_ITEM = "docker-compose.yml::deployment[shop]"
MANIFESTS_ITEM = "deploy/k8s/service.yaml::deployment[k8s]"


@pytest.fixture
def shop(project):
    """A project with a pipeline, a Compose file and a folder of manifests, accepted."""
    project.write("config/pipelines.yaml", PIPELINES)
    project.write("docker-compose.yml", COMPOSE)
    project.write("deploy/k8s/worker.yaml", WORKER)
    project.write("deploy/k8s/service.yaml", SERVICE)
    project.accept()
    return project


def change(project, path, old, new):
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def failed(result):
    return [line.split()[1] for line in result.outlines if line.startswith("FAILED")]


def items(project, *args):
    return [item for item in project.collected(*args) if "lineage[" not in item]


def test_each_pipeline_and_each_set_of_files_is_an_item(shop):
    assert items(shop) == [PIPELINE_ITEM, MANIFESTS_ITEM, COMPOSE_ITEM]


def test_snapshots_lie_where_their_sources_do(shop):
    assert [path for path in shop.snapshots() if not path.startswith("lineage")] == [
        "config/pipelines.yaml/pipeline.orders.md",
        "deploy/k8s/deployment.k8s.md",
        "docker-compose.yml/deployment.shop.md",
    ]


@pytest.mark.parametrize(
    ("path", "words", "item", "told"),
    [
        (
            "config/pipelines.yaml",
            ("mode: upsert", "mode: append"),
            PIPELINE_ITEM,
            ["*write-mode-changed*", "*config/pipelines.yaml:9*"],
        ),
        (
            "docker-compose.yml",
            ("postgres:16", "postgres:17"),
            COMPOSE_ITEM,
            ["*image-major-changed*", "*docker-compose.yml:10*"],
        ),
        (
            "deploy/k8s/worker.yaml",
            ("replicas: 2", "replicas: 1"),
            MANIFESTS_ITEM,
            ["*replicas-reduced*", "*deploy/k8s/worker.yaml:5*"],
        ),
    ],
)
def test_change_fails_its_item_with_rule_and_line(shop, path, words, item, told):
    change(shop, path, *words)
    result = shop.run()
    assert [name for name in failed(result) if "lineage[" not in name] == [item]
    result.stdout.fnmatch_lines(told)


@pytest.mark.parametrize("item", [PIPELINE_ITEM, MANIFESTS_ITEM, COMPOSE_ITEM])
def test_node_id_runs_the_item_alone(shop, item):
    assert shop.collected(item) == [item]
    shop.run(item).assert_outcomes(passed=1)


def test_folder_runs_what_lies_in_it(shop):
    assert shop.collected("deploy") == [MANIFESTS_ITEM]


@pytest.mark.parametrize(
    ("kinds", "count"), [("dag", 0), ("pipeline", 1), ("deployment", 2), ("pipeline deployment", 3)]
)
def test_kinds_that_are_not_wanted_are_not_drawn(shop, kinds, count):
    shop.ini(etl_diagrams_kinds=kinds)
    assert len(shop.collected()) == count


def test_file_that_is_gone_leaves_an_orphan(shop):
    (shop.root / "config/pipelines.yaml").unlink()
    result = shop.run("--snapshot-update")
    assert result.ret == 0
    assert "config/pipelines.yaml/pipeline.orders.md" not in shop.snapshots()


def test_folder_of_manifests_is_no_orphan_while_any_is_there(shop):
    result = shop.run("config")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*deployment.k8s.md*")
    shop.run("--snapshot-update", "deploy/k8s/worker.yaml")
    assert "deploy/k8s/deployment.k8s.md" in shop.snapshots()


@pytest.mark.parametrize("item", [PIPELINE_ITEM, MANIFESTS_ITEM, COMPOSE_ITEM])
def test_run_of_one_item_takes_nothing_else_for_gone(shop, item):
    result = shop.run(item)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*without a diagram*")


def test_folder_of_manifests_that_is_gone_leaves_an_orphan(shop):
    for path in (shop.root / "deploy/k8s").iterdir():
        path.unlink()
    assert shop.run().ret == 1
    shop.run("--snapshot-update")
    assert "deploy/k8s/deployment.k8s.md" not in shop.snapshots()


def test_wrong_yaml_is_one_failing_item_with_its_line_and_the_others_run(shop):
    change(shop, "config/pipelines.yaml", "    transformations:\n", "    transformations: [\n")
    result = shop.run()
    assert "config/pipelines.yaml::source" in failed(result)
    assert MANIFESTS_ITEM not in failed(result)
    result.stdout.fnmatch_lines(["config/pipelines.yaml:6: *"])
    assert "config/pipelines.yaml/pipeline.orders.md" in shop.snapshots()
    shop.run("--snapshot-update")
    assert "config/pipelines.yaml/pipeline.orders.md" in shop.snapshots()


def test_doubled_key_fails_and_the_pipeline_is_still_compared(shop):
    change(shop, "config/pipelines.yaml", '    schedule: "@daily"\n', "    schedule: x\n" * 2)
    result = shop.run()
    assert failed(result) == [PIPELINE_ITEM, "config/pipelines.yaml::source"]
    result.stdout.fnmatch_lines(["config/pipelines.yaml:4: *schedule*"])


def test_dags_show_in_the_deployment_of_their_orchestrator(shop):
    shop.write("dags/loads.py", LOADS)
    shop.accept()
    drawing = shop.snapshot("docker-compose.yml/deployment.shop.md").read_text(encoding="utf-8")
    assert "loads" in drawing
    assert '|"warehouse"|' in drawing
    change(shop, "dags/loads.py", 'postgres_conn_id="warehouse"', 'postgres_conn_id="other"')
    assert COMPOSE_ITEM in failed(shop.run(COMPOSE_ITEM))


def test_dag_that_cannot_be_read_leaves_the_deployment_undecided(shop):
    shop.write("dags/loads.py", LOADS)
    shop.accept()
    shop.write("dags/loads.py", "from airflow import DAG\nwith DAG(\n")
    result = shop.run(COMPOSE_ITEM)
    result.stdout.fnmatch_lines(["*can't be read*", "*dags/loads.py:*"])
    before = shop.snapshot("docker-compose.yml/deployment.shop.md").read_bytes()
    shop.run("--snapshot-update")
    assert shop.snapshot("docker-compose.yml/deployment.shop.md").read_bytes() == before


def test_files_of_tests_are_no_architecture(project):
    project.write("tests/docker-compose.yml", COMPOSE)
    project.write("tests/data/pipelines.yaml", PIPELINES)
    assert project.collected() == []


def test_failure_names_the_pipelines_downstream(shop):
    shop.write(
        "config/report.yaml",
        """\
        pipelines:
          report:
            source: {type: snowflake, connection: warehouse, table: sales}
            target: {type: s3, path: s3://reports/sales.csv}
        """,
    )
    shop.accept()
    change(shop, "config/pipelines.yaml", "mode: upsert", "mode: append")
    shop.run(PIPELINE_ITEM).stdout.fnmatch_lines(["Pipelines downstream: report"])


def test_xdist_gives_the_same_items(shop):
    change(shop, "docker-compose.yml", "postgres:16", "postgres:17")
    change(shop, "deploy/k8s/worker.yaml", "replicas: 2", "replicas: 1")
    result = shop.run_apart("-n", "2")
    found = [name for name in failed(result) if "lineage[" not in name]
    assert sorted(found) == [MANIFESTS_ITEM, COMPOSE_ITEM]


def test_project_says_what_an_operator_of_a_library_moves(project):
    project.write(
        "endpoints.json",
        """\
        {"systems": {"Acme": "warehouse"},
         "calls": {"airflow-operator": {"AcmeLoad": {"writes": "Acme", "name": "into"}}}}
        """,
    )
    project.write(
        "dags/acme.py",
        """\
        from acme.airflow import AcmeLoad
        from airflow import DAG

        with DAG("acme") as dag:
            AcmeLoad(task_id="load", into="orders")
        """,
    )
    project.ini(etl_diagrams_endpoints="endpoints.json", etl_diagrams_kinds="lineage")
    project.accept()
    (drawing,) = project.snapshots()
    assert "orders<br/>system: Acme" in project.snapshot(drawing).read_text(encoding="utf-8")
