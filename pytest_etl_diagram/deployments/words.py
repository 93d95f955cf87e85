"""What the command and the name of a container say of it, where its image says nothing."""

from __future__ import annotations

import re
from typing import Final

Told = tuple[str, str, str]
"""Area, sort, system."""

_COMPONENTS: Final = "webserver|scheduler|triggerer|dag-processor|api-server|standalone"
_COMMANDS: Final[tuple[tuple[re.Pattern[str], Told], ...]] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"\bcelery\b.*\bflower\b", ("orchestration", "service", "Flower")),
        (r"\bairflow\b", ("orchestration", "service", "Airflow")),
        # A Celery that isn't Airflow's own is told its application: `celery -A shop worker`
        (
            rf"^(?:{_COMPONENTS}|celery (?:worker|flower))\b",
            ("orchestration", "service", "Airflow"),
        ),
        (r"\bcelery\b.*\b(?:worker|beat)\b", ("orchestration", "service", "Celery")),
        (r"\bdagster(?:-\w+)*\b", ("orchestration", "service", "Dagster")),
        (r"\bprefect\b", ("orchestration", "service", "Prefect")),
        (r"\bluigid\b", ("orchestration", "service", "Luigi")),
        (r"\bmage start\b", ("orchestration", "service", "Mage")),
        (r"\bmlflow (?:server|ui)\b", ("metadata", "service", "MLflow")),
        (r"\bconnect-(?:distributed|standalone)\b", ("processing", "service", "Kafka Connect")),
        (
            r"\bspark-(?:submit|class|shell)\b|\bpyspark\b|org\.apache\.spark",
            ("processing", "service", "Spark"),
        ),
        (r"\b(?:job|task)manager(?:\.sh)?\b", ("processing", "service", "Flink")),
        (r"\bdbt (?:run|build|test|seed|deps|docs|debug)\b", ("processing", "service", "dbt")),
        (r"\bmeltano\b", ("processing", "service", "Meltano")),
        (r"\bjupyter\b", ("processing", "service", "Jupyter")),
    )
)

_STORES: Final[dict[str, Told]] = {
    **dict.fromkeys(
        ("postgres", "postgresql", "pg", "postgis"), ("sources", "store", "PostgreSQL")
    ),
    **dict.fromkeys(("mysql", "mysqldb"), ("sources", "store", "MySQL")),
    "mariadb": ("sources", "store", "MariaDB"),
    **dict.fromkeys(("mssql", "sqlserver"), ("sources", "store", "SQL Server")),
    "oracle": ("sources", "store", "Oracle"),
    **dict.fromkeys(("mongo", "mongodb"), ("sources", "store", "MongoDB")),
    "cassandra": ("sources", "store", "Cassandra"),
    **dict.fromkeys(("kafka", "kafka1", "kafka2", "kafka3"), ("sources", "store", "Kafka")),
    "redpanda": ("sources", "store", "Redpanda"),
    **dict.fromkeys(("rabbitmq", "rabbit"), ("sources", "store", "RabbitMQ")),
    "pulsar": ("sources", "store", "Pulsar"),
    "nats": ("sources", "store", "NATS"),
    **dict.fromkeys(("redis", "valkey"), ("metadata", "store", "Redis")),
    "clickhouse": ("targets", "store", "ClickHouse"),
    **dict.fromkeys(("elasticsearch", "elastic"), ("targets", "store", "Elasticsearch")),
    "opensearch": ("targets", "store", "OpenSearch"),
    "minio": ("targets", "store", "MinIO"),
    "snowflake": ("targets", "store", "Snowflake"),
    "redshift": ("targets", "store", "Redshift"),
    "bigquery": ("targets", "store", "BigQuery"),
    "trino": ("targets", "store", "Trino"),
    "presto": ("targets", "store", "Presto"),
    "hive": ("targets", "store", "Hive"),
    "hdfs": ("targets", "store", "HDFS"),
    "s3": ("targets", "store", "S3"),
    **dict.fromkeys(("db", "database", "oltp"), ("sources", "store", "")),
    **dict.fromkeys(("warehouse", "dwh", "dw", "lake", "datalake"), ("targets", "store", "")),
}
_WATCHERS: Final[dict[str, Told]] = {
    **dict.fromkeys(("exporter", "statsd", "cadvisor"), ("monitoring", "service", "")),
    "prometheus": ("monitoring", "service", "Prometheus"),
    "alertmanager": ("monitoring", "service", "Alertmanager"),
    "grafana": ("monitoring", "service", "Grafana"),
    "loki": ("monitoring", "service", "Loki"),
    "promtail": ("monitoring", "service", "Promtail"),
    "kibana": ("monitoring", "service", "Kibana"),
    "logstash": ("monitoring", "service", "Logstash"),
    "filebeat": ("monitoring", "service", "Beats"),
    "fluentd": ("monitoring", "service", "Fluentd"),
    "jaeger": ("monitoring", "service", "Jaeger"),
    "otel": ("monitoring", "service", "OpenTelemetry"),
}
_MANAGERS: Final[dict[str, Told]] = {
    **dict.fromkeys(("zookeeper", "zoo"), ("metadata", "service", "ZooKeeper")),
    "vault": ("metadata", "service", "Vault"),
    "pgadmin": ("metadata", "service", "Database UI"),
    "adminer": ("metadata", "service", "Database UI"),
    "registry": ("metadata", "service", "Schema registry"),
    "metastore": ("metadata", "service", "Hive metastore"),
    "nginx": ("metadata", "gateway", "Proxy"),
    "proxy": ("metadata", "gateway", "Proxy"),
}
_ORCHESTRATORS: Final[dict[str, Told]] = {
    "airflow": ("orchestration", "service", "Airflow"),
    "dagster": ("orchestration", "service", "Dagster"),
    "prefect": ("orchestration", "service", "Prefect"),
    "luigi": ("orchestration", "service", "Luigi"),
    "flower": ("orchestration", "service", "Flower"),
    **dict.fromkeys(("scheduler", "triggerer", "celery"), ("orchestration", "service", "")),
}
_BUSY: Final = frozenset(
    "consumer producer etl elt worker processor processing ingest ingestion ingestor loader "
    "transform transformer stream streaming streamer job pipeline sink sync extractor app "
    "generator connector client importer exporting backfill migration migrate "
    "init setup seed".split()
)

_AREAS_OF_STORES: Final = (
    (
        "metadata",
        frozenset(
            "airflow metadata metastore meta celery dagster prefect superset metabase redash "
            "keycloak temporal kestra marquez openmetadata datahub mlflow nessie gitea".split()
        ),
    ),
    (
        "targets",
        frozenset(
            "target targets sink warehouse dwh dw edw analytics analytic lake datalake lakehouse "
            "mart datamart marts destination dest dst olap reporting bi gold silver serving".split()
        ),
    ),
    (
        "sources",
        frozenset(
            "source sources src oltp app application raw operational production prod origin "
            "upstream shop crm erp orders sales inbox input bronze landing".split()
        ),
    ),
)
_WORD: Final = re.compile(r"[a-z]+[0-9]*")


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, the same for `airflow-db` and `AirflowDb`."""
    return tuple(_WORD.findall(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()))


def is_busy(name: str) -> bool:
    """Tell whether a name is that of a program that works on data: `kafka-consumer`."""
    return not _BUSY.isdisjoint(words_of(name))


def known_by_command(command: str) -> Told | None:
    """Return what a command says of its container, None where it says nothing."""
    return next((told for pattern, told in _COMMANDS if pattern.search(command)), None)


def known_by_name(name: str) -> Told:
    """Return what the words of a name say.

    The last word counts most, as it says what the thing is: `airflow-postgres` is a database,
    `postgres-exporter` none.
    """
    words = words_of(name)
    for table in (_WATCHERS, _MANAGERS):
        for word in reversed(words):
            if word in table:
                return table[word]
    if words and _singular(words[-1]) in _STORES:
        return _STORES[_singular(words[-1])]
    for word in words:
        if word in _ORCHESTRATORS:
            return _ORCHESTRATORS[word]
    if is_busy(name):
        return "processing", "service", ""
    for word in reversed(words):
        if _singular(word) in _STORES:
            return _STORES[_singular(word)]
    return "processing", "service", ""


def area_of_store(name: str, usual: str) -> str:
    """Return the area of a store: the words of its name tell, else the one usual for its system."""
    words = frozenset(words_of(name))
    return next((area for area, known in _AREAS_OF_STORES if words & known), usual)


def _singular(word: str) -> str:
    return word if word in _STORES else word.rstrip("0123456789")
