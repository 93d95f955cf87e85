"""The environment of a container: facts of architecture, addresses, and never a secret."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.environment import Setting, read_environment


def told(**variables):
    return read_environment(Setting(name, value) for name, value in variables.items())


@pytest.mark.parametrize(
    ("name", "value", "fact"),
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor", ("executor", "CeleryExecutor")),
        ("AIRFLOW__CORE__PARALLELISM", "64", ("parallelism", "64")),
        ("AIRFLOW__CORE__MAX_ACTIVE_RUNS_PER_DAG", "3", ("max_active_runs_per_dag", "3")),
        ("AIRFLOW__CELERY__WORKER_CONCURRENCY", "8", ("worker_concurrency", "8")),
        ("AIRFLOW__LOGGING__REMOTE_LOGGING", "true", ("remote_logging", "True")),
        (
            "AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER",
            "s3://logs/airflow",
            ("remote_base_log_folder", "s3://logs/airflow"),
        ),
        ("SOURCE_TOPIC", "sales-events", ("source_topic", "sales-events")),
        ("KAFKA_GROUP_ID", "etl", ("kafka_group_id", "etl")),
        ("CONNECT_CONFIG_STORAGE_TOPIC", "_configs", ("connect_config_storage_topic", "_configs")),
        ("BATCH_SIZE", "500", ("batch_size", "500")),
        ("KAFKA_AUTO_OFFSET_RESET", "latest", ("kafka_auto_offset_reset", "latest")),
        ("OFFSET_RESET", "earliest", ("offset_reset", "earliest")),
        ("STARTING_OFFSETS", "earliest", ("starting_offsets", "earliest")),
        (
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION",
            "false",
            ("dags_are_paused_at_creation", "False"),
        ),
        ("AIRFLOW__SCHEDULER__CATCHUP_BY_DEFAULT", "False", ("catchup_by_default", "False")),
        (
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
            "false",
            ("kafka_auto_create_topics_enable", "False"),
        ),
        ("SPARK_MODE", "worker", ("spark_mode", "worker")),
        ("KAFKA_PROCESS_ROLES", "broker,controller", ("kafka_process_roles", "broker,controller")),
    ],
)
def test_settings_of_architecture_are_facts(name, value, fact):
    assert told(**{name: value}).facts == (fact,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AIRFLOW__LOGGING__REMOTE_LOGGING", "False"),
        ("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "None"),
        ("AIRFLOW__CORE__EXECUTOR", ""),
        ("AIRFLOW__CORE__EXECUTOR_CMD", "cat /executor"),
        ("AIRFLOW__CORE__FERNET_KEY", "canary"),
        ("AIRFLOW__CORE__LOAD_EXAMPLES", "true"),
        ("AIRFLOW__WEBSERVER__SECRET_KEY", "canary"),
        ("AIRFLOW_VAR_LIMIT", "12"),
        ("LOG_LEVEL", "DEBUG"),
        ("POSTGRES_PASSWORD", "canary"),
        ("POSTGRES_USER", "canary"),
        ("GREETING", "canary"),
        ("SECRET_TOPIC", "canary"),
        ("TOPIC", '{"password": "canary"}'),
    ],
)
def test_other_values_are_not_told(name, value):
    assert read_environment([Setting(name, value)]).facts == ()


def test_a_fact_knows_its_line():
    setting = Setting("AIRFLOW__CORE__EXECUTOR", "LocalExecutor", 7, "compose.yaml")
    ((name, place),) = read_environment([setting]).places
    assert (name, place.path, place.line) == ("executor", "compose.yaml", 7)


def test_of_a_name_that_stands_twice_the_last_counts():
    twice = (Setting("SOURCE_TOPIC", "a", 1), Setting("SOURCE_TOPIC", "b", 2))
    assert read_environment(twice).facts == (("source_topic", "b"),)


@pytest.mark.parametrize(
    ("name", "value", "hosts"),
    [
        ("DATABASE_URL", "postgresql://u:p@db/x", ["db"]),
        ("POSTGRES_HOST", "postgres", ["postgres"]),
        ("KAFKA_BOOTSTRAP_SERVERS", "kafka1:9092,kafka2:9092", ["kafka1", "kafka2"]),
        ("SPARK_MASTER", "spark://spark-master:7077", ["spark-master"]),
        ("KAFKA_ZOOKEEPER_CONNECT", "zookeeper:2181", ["zookeeper"]),
        ("ELASTICSEARCH_HOSTS", '["http://es:9200"]', ["es"]),
        ("WHATEVER", "redis://redis:6379", ["redis"]),
        ("SNOWFLAKE_ACCOUNT", "xy12345", ["xy12345"]),
        ("RAW_BUCKET", "raw-data", ["raw-data"]),
        ("POSTGRES_DB", "postgres", []),
        ("POSTGRES_USER", "postgres", []),
        ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://kafka:9092", []),
        ("NO_PROXY", "postgres,redis", []),
        ("KAFKA_NODE_ID", "1", []),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD", "cat /run/secrets/db", []),
    ],
)
def test_a_setting_leads_to_these_hosts(name, value, hosts):
    assert [each.host for _, each in told(**{name: value}).addresses] == hosts


@pytest.mark.parametrize(
    ("name", "value", "connection"),
    [
        ("AIRFLOW_CONN_SHOP_DB", "postgres://u:p@shop-db:5432/shop", ("shop_db", "shop-db")),
        (
            "AIRFLOW_CONN_SHOP_DB",
            '{"conn_type": "postgres", "host": "shop-db", "password": "canary"}',
            ("shop_db", "shop-db"),
        ),
        ("AIRFLOW_CONN_API", "http://https%3A%2F%2Fapi.example.com%2F", ("api", "api.example.com")),
        ("AIRFLOW_CONN_AWS_DEFAULT", "aws://", ("aws_default", "")),
        ("AIRFLOW_CONN_X", "{env:AIRFLOW_CONN_X}", ("x", None)),
        ("AIRFLOW_CONN_X", "", ("x", None)),
        ("AIRFLOW_CONN_X", "{not json", ("x", None)),
    ],
)
def test_a_variable_of_airflow_configures_a_connection(name, value, connection):
    ((found, address),) = told(**{name: value}).connections
    assert (found, None if address is None else address.host) == connection
    assert "canary" not in repr(address)


@pytest.mark.parametrize(
    ("name", "orchestrates"),
    [
        ("AIRFLOW__CORE__EXECUTOR", True),
        ("AIRFLOW_CONN_X", True),
        ("AIRFLOW_HOME", False),
        ("EXECUTOR", False),
    ],
)
def test_settings_of_airflow_orchestrate(name, orchestrates):
    assert told(**{name: "x"}).orchestrates is orchestrates
