"""Deployments out of what runs: ties from settings, systems outside, what is common to Airflow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_etl_diagram.deployments.assembly import Runner, assemble
from pytest_etl_diagram.deployments.connections import Connection, connection_address
from pytest_etl_diagram.deployments.environment import Setting
from pytest_etl_diagram.deployments.images import classify
from pytest_etl_diagram.deployments.monitoring import Watched
from pytest_etl_diagram.model import Place, Tie, Unit

AIRFLOW = "apache/airflow:3.1.8"
METADATA = "postgresql://u:canary@postgres/airflow"


def runner(name, image="", *, hosts=(), watches=(), command="", **variables):
    known = classify(name, image, command)
    facts = tuple((k, v) for k, v in (("image", image), ("command", command)) if v)
    settings = tuple(
        Setting(name, value, line, "compose.yaml")
        for line, (name, value) in enumerate(variables.items(), 1)
    )
    return Runner(Unit(name, known.sort, known.area, facts), hosts, settings, watches)


def deployed(*runners, ties=(), **more):
    return assemble("shop", "compose.yaml", runners, ties, None, **more)


def ties(deployment, *kinds):
    return [
        (tie.source, tie.target, tie.label)
        for tie in deployment.ties
        if tie.kind in (kinds or ("connects",))
    ]


def unit(deployment, name):
    return next(each for each in deployment.units if each.name == name)


@pytest.mark.parametrize(
    ("target", "variables", "label"),
    [
        ("postgres", {"DATABASE_URL": "postgresql://u:p@db:5432/x"}, "postgresql"),
        ("postgres", {"DB_HOST": "db", "DB_PORT": "5432"}, "postgresql"),
        ("postgres", {"DATABASE_URL": "postgresql://db/x", "PG_HOST": "db"}, "postgresql"),
        ("redis", {"CACHE": "rediss://db"}, "rediss"),
        ("apache/kafka", {"KAFKA_BOOTSTRAP_SERVERS": "db:9092"}, "kafka"),
        ("zookeeper", {"KAFKA_ZOOKEEPER_CONNECT": "db:2181"}, "zookeeper"),
        ("minio/minio", {"S3_ENDPOINT": "http://db:9000"}, "http"),
        ("own:1", {"SERVICE_HOST": "db"}, ""),
        ("bitnami/spark", {"SPARK_MASTER": "spark://db:7077"}, "spark"),
    ],
)
def test_a_setting_that_names_a_host_ties_to_its_unit_by_how_it_is_talked_to(
    target, variables, label
):
    made = deployed(runner("etl", "own:1", **variables), runner("db", target))
    assert ties(made) == [("etl", "db", label)]


@pytest.mark.parametrize(
    "host",
    [
        "db",
        "DB",
        "db.data",
        "db.data.svc",
        "db.data.svc.cluster.local",
        "db-0.db",
        "shop-db-container",
    ],
)
def test_a_unit_is_found_by_all_its_names(host):
    target = runner("db", "postgres", hosts=("db.data", "shop-db-container"))
    made = deployed(runner("etl", "own:1", DB_URL=f"postgresql://{host}/x"), target)
    assert ties(made) == [("etl", "db", "postgresql")]


@pytest.mark.parametrize(
    "variables",
    [
        {"URL": "http://etl:8080"},
        {"URL": "http://localhost:8080"},
        {"BIND": "0.0.0.0:80"},
        {"POSTGRES_USER": "db"},
        {"NO_PROXY": "db"},
    ],
)
def test_what_names_itself_or_just_a_word_ties_nothing(variables):
    assert ties(deployed(runner("etl", "own:1", **variables), runner("db", "postgres"))) == []


def test_a_command_ties_too():
    master = runner("spark-master", "bitnami/spark")
    job = runner("job", "own:1", command="spark-submit --master spark://spark-master:7077 job.py")
    assert ties(deployed(master, job)) == [("job", "spark-master", "spark")]


@pytest.mark.parametrize(
    ("variables", "name", "area", "system"),
    [
        ({"DB_URL": "mysql://u:canary@prod.example.com/x"}, "prod.example.com", "sources", "MySQL"),
        ({"TARGET_DB": "mysql://prod.example.com/x"}, "prod.example.com", "targets", "MySQL"),
        ({"POSTGRES_HOST": "{env:PGHOST}"}, "{env:PGHOST}", "sources", "PostgreSQL"),
        ({"SNOWFLAKE_ACCOUNT": "xy12345"}, "xy12345", "targets", "Snowflake"),
        ({"S3_BUCKET": "lake"}, "lake", "targets", "S3"),
        ({"RAW_PATH": "s3a://raw/in"}, "raw", "sources", "S3"),
        (
            {"EVENTS_API_URL": "https://api.example.com/v1"},
            "api.example.com",
            "sources",
            "HTTP API",
        ),
        ({"EVENTS_API_URL": "{env:API}"}, "{env:API}", "sources", "HTTP API"),
        ({"LOADER_URL": "http://loader:8080/in"}, "loader", "sources", "HTTP API"),
        ({"LOADER": "http://loader.data.svc"}, "loader.data.svc", "sources", "HTTP API"),
        ({"STATSD_HOST": "st.example.com"}, "st.example.com", "monitoring", "StatsD"),
        ({"KAFKA_BROKERS": "b1.example.com:9092"}, "b1.example.com", "sources", "Kafka"),
        ({"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "mysql://rds/x"}, "rds", "metadata", "MySQL"),
    ],
)
def test_a_system_outside_is_a_store(variables, name, area, system):
    made = deployed(runner("etl", "own:1", **variables))
    store = unit(made, name)
    assert (store.sort, store.area, dict(store.facts)) == ("store", area, {"system": system})
    assert "canary" not in repr(made)


@pytest.mark.parametrize(
    "variables",
    [
        {"BASE_URL": "https://shop.example.com"},
        {"DB_URL": "sqlite:////data/x.db"},
        {"DATA": "file:///data"},
        {"GREETING": "hello"},
        {"MESSAGING_BROKER": "package.messaging"},
        {"GF_SERVER_ROOT_URL": "https://grafana.example.com/api"},
    ],
)
def test_other_addresses_are_no_systems(variables):
    assert [each.name for each in deployed(runner("etl", "own:1", **variables)).units] == ["etl"]


def test_a_bucket_is_in_the_object_store_that_is_deployed():
    made = deployed(runner("etl", "own:1", S3_BUCKET="lake"), runner("minio", "minio/minio"))
    assert ties(made) == [("etl", "minio", "s3")]


def airflow(name, command, **variables):
    common = {
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": METADATA,
        "AIRFLOW__CELERY__BROKER_URL": "redis://:@redis:6379/0",
    }
    return runner(name, AIRFLOW, command=command, **(common | variables))


def celery(*more, **variables):
    return deployed(
        airflow("scheduler", "scheduler", **variables),
        airflow("worker", "celery worker", **variables),
        airflow("triggerer", "triggerer", **variables),
        runner("postgres", "postgres:16"),
        runner("redis", "redis:7"),
        *more,
    )


def test_what_all_components_of_airflow_share_stands_in_one_box():
    made = celery()
    box = unit(made, "airflow settings")
    assert (box.sort, box.area) == ("config", "metadata")
    assert box.facts == (("executor", "CeleryExecutor"),)
    assert box.places == (("executor", Place("compose.yaml", line=1)),)
    assert ties(made) == [
        ("airflow settings", "postgres", "metadata database"),
        ("airflow settings", "redis", "broker"),
    ]
    assert ties(made, "configures") == [
        ("airflow settings", name, "") for name in ("scheduler", "triggerer", "worker")
    ]
    assert made.orchestrates


def test_airflow_keeps_its_state_in_the_metadata():
    made = celery()
    assert {unit(made, name).area for name in ("postgres", "redis")} == {"metadata"}


def test_a_component_keeps_the_value_that_is_its_own():
    own = airflow("other", "celery worker", AIRFLOW__CELERY__WORKER_CONCURRENCY="32")
    made = celery(own, AIRFLOW__CELERY__WORKER_CONCURRENCY="8")
    assert ("worker_concurrency", "8") in unit(made, "airflow settings").facts
    assert ("worker_concurrency", "32") in unit(made, "other").facts
    assert "worker_concurrency" not in dict(unit(made, "worker").facts)


def test_a_component_keeps_the_way_that_only_it_has():
    made = celery(
        airflow("other", "celery worker", CACHE_URL="redis://cache"), runner("cache", "redis")
    )
    assert ("other", "cache", "redis") in ties(made)


def test_settings_of_the_whole_count_for_all_components():
    made = deployed(
        runner("scheduler", AIRFLOW, command="scheduler"),
        runner("db", "postgres"),
        settings=(
            Setting("AIRFLOW__CORE__SQL_ALCHEMY_CONN", "postgresql://db/x", 3, "airflow.cfg"),
        ),
        facts=(("executor", "LocalExecutor"),),
        places=(("executor", Place("airflow.cfg", line=2)),),
    )
    box = unit(made, "airflow settings")
    assert box.facts == (("executor", "LocalExecutor"),)
    assert box.place == Place("airflow.cfg", line=2)
    assert ties(made) == [("airflow settings", "db", "metadata database")]
    assert unit(made, "db").area == "metadata"


def test_without_airflow_there_is_no_such_box():
    made = deployed(runner("etl", "own:1", SOURCE_TOPIC="sales"), runner("db", "postgres"))
    assert [each.name for each in made.units] == ["db", "etl"]
    assert unit(made, "etl").facts == (("image", "own:1"), ("source_topic", "sales"))
    assert not made.orchestrates


def test_connections_lead_to_deployed_units_and_to_systems_outside():
    made = deployed(
        runner(
            "scheduler",
            AIRFLOW,
            command="scheduler",
            AIRFLOW_CONN_SHOP="postgres://u:canary@shop-db/x",
            AIRFLOW_CONN_SNOWFLAKE="{env:AIRFLOW_CONN_SNOWFLAKE}",
            AIRFLOW_CONN_WAREHOUSE='{"conn_type": "redshift", "host": "dw.example.com"}',
        ),
        runner("shop-db", "postgres"),
    )
    assert made.connections == (
        ("shop", "shop-db"),
        ("snowflake", "snowflake"),
        ("warehouse", "warehouse"),
    )
    assert ("connections", "shop") in unit(made, "shop-db").facts
    assert dict(unit(made, "shop-db").places)["connections shop"] == Place("compose.yaml", line=1)
    assert dict(unit(made, "snowflake").facts) == {"system": "Snowflake"}
    assert dict(unit(made, "warehouse").facts) == {"system": "Redshift", "host": "dw.example.com"}
    assert unit(made, "warehouse").area == "targets"
    assert unit(made, "warehouse").place == Place("compose.yaml", line=3)
    assert "canary" not in repr(made)


def test_an_init_command_configures_connections():
    command = "airflow connections add lake --conn-type aws --conn-host minio"
    made = deployed(runner("init", AIRFLOW, command=command), runner("minio", "minio/minio"))
    assert made.connections == (("lake", "minio"),)


def test_connections_of_files_are_drawn_only_if_they_are_used():
    told = Connection("lake", connection_address("s3://lake"), "targets", Place("c.yaml", line=2))
    made = deployed(runner("etl", "own:1"), connections=(told,))
    assert [each.name for each in made.units] == ["etl"]
    assert [(each.name, each.area) for each in made.configured] == [("lake", "targets")]
    assert made.connections == (("lake", "lake"),)


def test_the_environment_counts_more_than_a_file():
    told = Connection("lake", connection_address("s3://lake"), "targets")
    own = runner("scheduler", AIRFLOW, AIRFLOW_CONN_LAKE="s3://minio")
    made = deployed(own, runner("minio", "minio/minio"), connections=(told,))
    assert made.connections == (("lake", "minio"),)
    assert made.configured == ()


def test_a_connection_outside_does_not_take_the_name_of_a_unit():
    told = Connection("postgres", connection_address("postgres://prod.example.com"))
    made = deployed(runner("postgres", "postgres"), connections=(told,))
    assert made.connections == (("postgres", "postgres (connection)"),)


def test_what_is_watched_is_monitored_and_the_other_jobs_are_told():
    watches = (
        Watched("etl", "etl", "8000", 3, "prometheus.yml"),
        Watched("nodes", "10.0.0.1", "9100", 7, "prometheus.yml"),
        Watched("pods", "", "", 9, "prometheus.yml"),
        Watched("prometheus", "localhost", "9090", 11, "prometheus.yml"),
        Watched("remote_write", "mimir.example.com", "", 13, "prometheus.yml", "connects"),
    )
    made = deployed(
        runner("prometheus", "prom/prometheus", watches=watches), runner("etl", "own:1")
    )
    assert ties(made, "monitors") == [("prometheus", "etl", "")]
    assert ties(made) == [("prometheus", "mimir.example.com", "remote_write")]
    prometheus = unit(made, "prometheus")
    assert dict(prometheus.facts)["scrapes"] == "nodes, pods"
    assert dict(prometheus.places) == {
        "scrapes": Place("prometheus.yml", line=7),
        "scrapes nodes": Place("prometheus.yml", line=7),
        "scrapes pods": Place("prometheus.yml", line=9),
    }
    assert unit(made, "mimir.example.com").area == "monitoring"


def test_monitoring_monitors_what_it_connects_to():
    exporter = runner("exporter", "danielqsj/kafka-exporter", KAFKA_SERVER="kafka:9092")
    made = deployed(exporter, runner("kafka", "apache/kafka"))
    assert ties(made, "monitors") == [("exporter", "kafka", "kafka")]


@pytest.mark.parametrize(
    ("more", "area"),
    [
        ((), "monitoring"),
        ((runner("etl", "own:1", ELASTIC_URL="http://elasticsearch:9200"),), "targets"),
    ],
)
def test_a_search_engine_is_monitoring_where_nothing_else_uses_it(more, area):
    kibana = runner("kibana", "kibana:8", ELASTICSEARCH_HOSTS="http://elasticsearch:9200")
    made = deployed(kibana, runner("elasticsearch", "elasticsearch:8"), *more)
    assert unit(made, "elasticsearch").area == area


def test_a_job_that_sets_a_search_engine_up_says_nothing_of_its_area():
    kibana = runner("kibana", "kibana:8", ELASTICSEARCH_HOSTS="http://elasticsearch:9200")
    setup = runner("setup", "own:1", ELASTICSEARCH_HOST="elasticsearch")
    setup = replace(setup, unit=replace(setup.unit, sort="job"))
    made = deployed(kibana, setup, runner("elasticsearch", "elasticsearch:8"))
    assert unit(made, "elasticsearch").area == "monitoring"
    assert ties(made) == [
        ("kibana", "elasticsearch", "http"),
        ("setup", "elasticsearch", "elasticsearch"),
    ]


def test_a_database_that_is_given_the_environment_of_all_connects_to_nothing():
    made = deployed(runner("db", "postgres", REDIS_HOST="redis"), runner("redis", "redis"))
    assert ties(made) == []


@pytest.mark.parametrize(
    ("user", "image", "area"),
    [
        ("catalog", "hive-metastore:4", "metadata"),
        ("bi", "apache/superset:4", "metadata"),
        ("etl", "own:1", "sources"),
    ],
)
def test_a_store_that_only_a_program_with_a_state_of_its_own_uses_is_metadata(user, image, area):
    made = deployed(runner(user, image, DB_URL="postgresql://pg/x"), runner("pg", "postgres"))
    assert unit(made, "pg").area == area


def test_ties_between_the_same_units_are_one_with_all_labels():
    own = runner("etl", "own:1", A_URL="http://db:1", B_URL="grpc://db:2")
    made = deployed(own, runner("db", "own:2"), ties=(Tie("etl", "db", "connects", "x"),))
    assert ties(made) == [("etl", "db", "grpc, http, x")]


def test_ties_to_what_is_not_there_are_left_out():
    assert deployed(runner("etl", "own:1"), ties=(Tie("db", "etl", "depends"),)).ties == ()


def test_the_order_in_which_things_are_told_says_nothing():
    first = runner("etl", "own:1", A="redis://db", B="http://db:1", SOURCE_TOPIC="x")
    other = runner("etl", "own:1", SOURCE_TOPIC="x", B="http://db:1", A="redis://db")
    target = runner("db", "own:2")
    made, again = deployed(first, target), deployed(target, other)
    assert made.ties == again.ties
    assert [(u.name, u.facts) for u in made.units] == [(u.name, u.facts) for u in again.units]


def test_a_line_that_alone_tells_of_one_sort_of_connection_is_where_one_more_stood():
    etl = runner(
        "etl",
        "own:1",
        BROKERS="kafka:9092",
        CACHE_URL="redis://cache:6379",
        QUEUE_URL="redis://queue:6379",
    )
    stores = (runner("cache", "redis"), runner("queue", "redis"), runner("kafka", "apache/kafka"))
    places = dict(unit(deployed(etl, *stores), "etl").places)
    assert places == {"connects_to kafka": Place("compose.yaml", line=1)}
