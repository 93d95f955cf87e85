"""Images: the parts of their names, and what runs in which area."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.images import classify, image_words, read_image

DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "name", "tag", "digest"),
    [
        ("postgres", "postgres", "", ""),
        ("postgres:16.6-bookworm", "postgres", "16.6-bookworm", ""),
        ("apache/airflow:3.1.8", "apache/airflow", "3.1.8", ""),
        ("localhost:5000/team/etl", "localhost:5000/team/etl", "", ""),
        ("registry.example.com:443/team/etl:2", "registry.example.com:443/team/etl", "2", ""),
        (f"quay.io/org/app@{DIGEST}", "quay.io/org/app", "", DIGEST),
        (f"app:1@{DIGEST}", "app", "1", DIGEST),
        ("{env:AIRFLOW_IMAGE_NAME}", "{env:AIRFLOW_IMAGE_NAME}", "", ""),
        ("{env:REGISTRY}/app:{env:TAG}", "{env:REGISTRY}/app", "{env:TAG}", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_is_parted_into_name_tag_and_digest(text, name, tag, digest):
    assert read_image(text) == (name, tag, digest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("apache/airflow:3.1.8", "apache/airflow:3.1.8"),
        (f"app:1@{DIGEST}", "app:1@sha256:0123456789ab"),
        ("{env:REGISTRY}/app:{env:TAG}", "{env:REGISTRY}/app:{env:TAG}"),
    ],
)
def test_an_image_is_shown_as_written_with_a_short_digest(text, words):
    assert image_words(text) == words


@pytest.mark.parametrize(
    ("image", "area", "sort", "system"),
    [
        ("apache/airflow:3.1.8", "orchestration", "service", "Airflow"),
        ("etl-example-airflow:0.1.0", "orchestration", "service", "Airflow"),
        ("quay.io/astronomer/astro-runtime:11", "orchestration", "service", "Airflow"),
        ("mher/flower:2", "orchestration", "service", "Flower"),
        ("dagster/dagster-celery-k8s:1", "orchestration", "service", "Dagster"),
        ("prefecthq/prefect:3-latest", "orchestration", "service", "Prefect"),
        ("temporalio/auto-setup:1.2", "orchestration", "service", "Temporal"),
        ("postgres:16", "sources", "store", "PostgreSQL"),
        ("docker.io/library/postgres:16", "sources", "store", "PostgreSQL"),
        ("docker.io/bitnami/postgresql:11", "sources", "store", "PostgreSQL"),
        ("mcr.microsoft.com/mssql/server:2022-latest", "sources", "store", "SQL Server"),
        ("gvenzl/oracle-xe:21", "sources", "store", "Oracle"),
        ("mongo:7", "sources", "store", "MongoDB"),
        ("apache/kafka:3.9.0", "sources", "store", "Kafka"),
        ("confluentinc/cp-kafka:7.6", "sources", "store", "Kafka"),
        ("confluentinc/cp-server:7.6", "sources", "store", "Kafka"),
        ("docker.redpanda.com/redpandadata/redpanda:v24", "sources", "store", "Redpanda"),
        ("rabbitmq:3-management", "sources", "store", "RabbitMQ"),
        ("clickhouse/clickhouse-server:24", "targets", "store", "ClickHouse"),
        ("timescale/timescaledb-ha:pg16", "targets", "store", "TimescaleDB"),
        ("trinodb/trino:440", "targets", "store", "Trino"),
        ("minio/minio:RELEASE.2024", "targets", "store", "MinIO"),
        ("minio/mc", "targets", "job", "MinIO"),
        ("localstack/localstack:3", "targets", "store", "S3"),
        ("mcr.microsoft.com/azure-storage/azurite", "targets", "store", "Azure Blob Storage"),
        ("redis:7.2", "metadata", "store", "Redis"),
        ("confluentinc/cp-zookeeper:7.6", "metadata", "service", "ZooKeeper"),
        ("confluentinc/cp-schema-registry:7.6", "metadata", "service", "Schema registry"),
        ("provectuslabs/kafka-ui", "metadata", "service", "Kafka UI"),
        ("dpage/pgadmin4", "metadata", "service", "Database UI"),
        ("hashicorp/vault:1.15", "metadata", "service", "Vault"),
        ("marquezproject/marquez-web:0.4", "metadata", "service", "Marquez"),
        ("nginx:1.25", "metadata", "gateway", "Proxy"),
        ("confluentinc/cp-kafka-connect-base:7.6", "processing", "service", "Kafka Connect"),
        ("debezium/connect:2.5", "processing", "service", "Kafka Connect"),
        ("confluentinc/ksqldb-server:0.29", "processing", "service", "ksqlDB"),
        ("bitnami/spark:3.5", "processing", "service", "Spark"),
        ("flink:1.18-scala_2.12", "processing", "service", "Flink"),
        ("airbyte/server:0.50", "processing", "service", "Airbyte"),
        ("ghcr.io/dbt-labs/dbt-postgres:1.7", "processing", "service", "dbt"),
        ("jupyter/pyspark-notebook", "processing", "service", "Jupyter"),
        ("prom/prometheus:v3.1.0", "monitoring", "service", "Prometheus"),
        ("prom/statsd-exporter:v0.28.0", "monitoring", "service", "StatsD exporter"),
        ("danielqsj/kafka-exporter", "monitoring", "service", "Prometheus exporter"),
        (
            "quay.io/prometheuscommunity/postgres-exporter",
            "monitoring",
            "service",
            "Prometheus exporter",
        ),
        ("grafana/grafana-oss:11", "monitoring", "service", "Grafana"),
        ("grafana/loki:3", "monitoring", "service", "Loki"),
        ("docker.elastic.co/kibana/kibana:8.13.0", "monitoring", "service", "Kibana"),
        ("docker.elastic.co/beats/filebeat:8.13.0", "monitoring", "service", "Beats"),
        ("otel/opentelemetry-collector-contrib", "monitoring", "service", "OpenTelemetry"),
        ("gcr.io/cadvisor/cadvisor:v0.49", "monitoring", "service", "cAdvisor"),
        ("metabase/metabase", "targets", "service", "Metabase"),
        ("{env:REGISTRY}/postgres:16", "sources", "store", "PostgreSQL"),
        ("example.com/team/our-own:1", "processing", "service", ""),
    ],
)
def test_an_image_says_what_runs(image, area, sort, system):
    assert classify("x", image) == (area, sort, system)


@pytest.mark.parametrize(
    ("command", "area", "sort"),
    [
        ("airflow scheduler", "orchestration", "service"),
        ("celery worker", "orchestration", "service"),
        ("triggerer", "orchestration", "service"),
        ("airflow db migrate", "orchestration", "job"),
        ("dagster-daemon run", "orchestration", "service"),
        ("spark-submit --master spark://spark:7077 job.py", "processing", "service"),
        ("dbt run", "processing", "service"),
        ("python -m streaming.main", "processing", "service"),
    ],
)
def test_a_command_says_what_an_own_image_does(command, area, sort):
    assert classify("x", "team/own:1", command)[:2] == (area, sort)


@pytest.mark.parametrize(
    ("name", "area", "sort"),
    [
        ("airflow-scheduler", "orchestration", "service"),
        ("airflow-postgres", "metadata", "store"),
        ("airflow-dag-processor", "orchestration", "service"),
        ("postgres-exporter", "monitoring", "service"),
        ("kafka-consumer", "processing", "service"),
        ("schemaRegistry", "metadata", "service"),
        ("orders_db", "sources", "store"),
        ("warehouse", "targets", "store"),
        ("kafka2", "sources", "store"),
        ("sales", "processing", "service"),
    ],
)
def test_the_words_of_a_name_say_what_an_image_that_is_built_is(name, area, sort):
    assert classify(name, "")[:2] == (area, sort)


@pytest.mark.parametrize(
    ("name", "image", "area"),
    [
        ("source-db", "postgres:16", "sources"),
        ("oltp", "mysql:8", "sources"),
        ("warehouse", "postgres:16", "targets"),
        ("analytics_db", "postgres:16", "targets"),
        ("postgres-dwh", "postgres:16", "targets"),
        ("airflow-db", "postgres:16", "metadata"),
        ("raw-lake", "minio/minio", "targets"),
        ("landing", "minio/minio", "sources"),
        ("postgres", "postgres:16", "sources"),
        ("minio", "minio/minio", "targets"),
    ],
)
def test_the_name_of_a_store_says_whether_it_is_a_source_or_a_target(name, image, area):
    assert classify(name, image).area == area


@pytest.mark.parametrize(
    ("image", "command", "sort"),
    [
        ("apache/kafka:3.9.0", "kafka-topics.sh --bootstrap-server kafka:9092 --create", "job"),
        ("postgres:16", "psql -h db -f /seed.sql", "job"),
        ("postgres:16", "postgres -c wal_level=logical", "store"),
        ("redis:7", "redis-server --appendonly yes", "store"),
        (
            "confluentinc/cp-kafka:7",
            "bash -c 'kafka-storage format; /etc/confluent/docker/run'",
            "store",
        ),
        ("apache/airflow:3.1.8", "bash -c 'airflow db migrate && airflow users create'", "job"),
        ("apache/airflow:3.1.8", "scheduler", "service"),
    ],
)
def test_what_only_talks_to_a_store_from_its_image_is_a_job(image, command, sort):
    assert classify("x", image, command).sort == sort
