"""Schemes of URLs, and the systems that they lead to: tables only."""

from __future__ import annotations

from typing import Final, NamedTuple


class System(NamedTuple):
    """A system as a store outside of the deployment: its name, and the area that is usual."""

    name: str
    area: str


_ALIASES: Final = {
    "postgres": "postgresql",
    "pgsql": "postgresql",
    "psql": "postgresql",
    "mysql2": "mysql",
    "mongodb+srv": "mongodb",
    "mongo": "mongodb",
    "s3a": "s3",
    "s3n": "s3",
    "gcs": "gs",
    "adls": "abfs",
    "google": "gcp",
    "google_cloud_platform": "gcp",
    "google-cloud-platform": "gcp",
    "google_cloud_storage": "gs",
    "gcpbigquery": "bigquery",
    "abfss": "abfs",
    "wasbs": "abfs",
    "wasb": "abfs",
    "wasb_default": "abfs",
    "pyamqp": "amqp",
    "amqps": "amqp",
    "librabbitmq": "amqp",
    "sqlserver": "mssql",
    "mssql_odbc": "mssql",
    "hive2": "hive",
    "hiveserver2": "hive",
    "hive_cli": "hive",
    "ch": "clickhouse",
    "clickhousedb": "clickhouse",
    "cosmosdb": "cosmos",
    "elastic": "elasticsearch",
    "neo4j+s": "neo4j",
    "bolt": "neo4j",
    "otel": "otlp",
}
SYSTEMS: Final = {
    "postgresql": System("PostgreSQL", "sources"),
    "mysql": System("MySQL", "sources"),
    "mariadb": System("MariaDB", "sources"),
    "mssql": System("SQL Server", "sources"),
    "oracle": System("Oracle", "sources"),
    "db2": System("Db2", "sources"),
    "sqlite": System("SQLite", "sources"),
    "mongodb": System("MongoDB", "sources"),
    "cassandra": System("Cassandra", "sources"),
    "cockroachdb": System("CockroachDB", "sources"),
    "couchbase": System("Couchbase", "sources"),
    "neo4j": System("Neo4j", "sources"),
    "kafka": System("Kafka", "sources"),
    "amqp": System("RabbitMQ", "sources"),
    "nats": System("NATS", "sources"),
    "pulsar": System("Pulsar", "sources"),
    "sqs": System("SQS", "sources"),
    "mqtt": System("MQTT", "sources"),
    "redis": System("Redis", "metadata"),
    "rediss": System("Redis", "metadata"),
    "memcached": System("Memcached", "metadata"),
    "zookeeper": System("ZooKeeper", "metadata"),
    "salesforce": System("Salesforce", "sources"),
    "sftp": System("SFTP", "sources"),
    "ftp": System("FTP", "sources"),
    "ssh": System("SSH", "sources"),
    "http": System("HTTP API", "sources"),
    "https": System("HTTP API", "sources"),
    "api": System("HTTP API", "sources"),
    "rest": System("HTTP API", "sources"),
    "snowflake": System("Snowflake", "targets"),
    "redshift": System("Redshift", "targets"),
    "bigquery": System("BigQuery", "targets"),
    "databricks": System("Databricks", "targets"),
    "synapse": System("Synapse", "targets"),
    "clickhouse": System("ClickHouse", "targets"),
    "duckdb": System("DuckDB", "targets"),
    "md": System("MotherDuck", "targets"),
    "trino": System("Trino", "targets"),
    "presto": System("Presto", "targets"),
    "hive": System("Hive", "targets"),
    "athena": System("Athena", "targets"),
    "vertica": System("Vertica", "targets"),
    "teradata": System("Teradata", "targets"),
    "exasol": System("Exasol", "targets"),
    "druid": System("Druid", "targets"),
    "elasticsearch": System("Elasticsearch", "targets"),
    "opensearch": System("OpenSearch", "targets"),
    "s3": System("S3", "targets"),
    "minio": System("MinIO", "targets"),
    "aws": System("AWS", "targets"),
    "gs": System("Google Cloud Storage", "targets"),
    "gcp": System("Google Cloud", "targets"),
    "abfs": System("Azure Storage", "targets"),
    "hdfs": System("HDFS", "targets"),
    "webhdfs": System("HDFS", "targets"),
    "file": System("files", "sources"),
    "folder": System("files", "sources"),
    "fs": System("files", "sources"),
    "parquet": System("files", "targets"),
    "csv": System("files", "sources"),
    "iceberg": System("Iceberg", "targets"),
    "delta": System("Delta Lake", "targets"),
    "spark": System("Spark", "processing"),
    "livy": System("Livy", "processing"),
    "dynamodb": System("DynamoDB", "sources"),
    "kinesis": System("Kinesis", "sources"),
    "slack": System("Slack", "targets"),
    "slackwebhook": System("Slack", "targets"),
    "smtp": System("SMTP", "targets"),
    "email": System("SMTP", "targets"),
    "statsd": System("StatsD", "monitoring"),
    "otlp": System("OpenTelemetry", "monitoring"),
}
"""For each scheme, connection type or plain word what it leads to."""

PROTOCOLS: Final = {system.name: scheme for scheme, system in reversed(SYSTEMS.items())}
"""For each system the first scheme that leads to it: `postgresql` for `PostgreSQL`."""


def plain_scheme(scheme: str) -> str:
    """Return a scheme without driver and wrapping: `postgresql` of `db+postgresql+psycopg2`.

    A scheme in capitals is a listener's name of Kafka (`PLAINTEXT`, `SASL_SSL`, `INTERNAL`).
    """
    if scheme.isupper():
        return "kafka"
    name = scheme.lower().removeprefix("jdbc:").removeprefix("db+").removeprefix("sqla+")
    if name in _ALIASES:
        return _ALIASES[name]
    name = name.partition("+")[0].partition(":")[0]
    return _ALIASES.get(name, name)


def scheme_in_words(words: tuple[str, ...]) -> str:
    """Return the scheme that the words of a name tell (`KAFKA_BOOTSTRAP_SERVERS`), "" without."""
    for word in words:
        scheme = plain_scheme(word)
        if scheme in SYSTEMS and scheme not in _VAGUE:
            return scheme
    return ""


_VAGUE: Final = frozenset("http https api rest file folder fs csv parquet email spark".split())
