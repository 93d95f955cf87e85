"""The images that are known, and what runs in them: a table only."""

from __future__ import annotations

from typing import Final, NamedTuple


class Row(NamedTuple):
    """Images of one system.

    `names` are patterns (`fnmatch`) of the last part of an image's name, or of the last two where
    they have a slash. The first row that fits counts.
    """

    area: str
    sort: str
    system: str
    names: tuple[str, ...]


def _rows(area: str, sort: str, table: dict[str, str]) -> tuple[Row, ...]:
    return tuple(Row(area, sort, system, tuple(names.split())) for system, names in table.items())


KNOWN: Final = (
    # First what watches or manages another system: its name holds that system's (`kafka-exporter`)
    *_rows(
        "monitoring",
        "service",
        {
            "StatsD exporter": "statsd-exporter statsd statsd/statsd telegraf",
            "Prometheus exporter": "*-exporter *_exporter *exporter",
            "Prometheus": (
                "prometheus prom/prometheus pushgateway */pushgateway thanos mimir cortex "
                "victoria-metrics vmagent vmsingle"
            ),
            "Alertmanager": "alertmanager",
            "Grafana": "grafana grafana-oss grafana-enterprise",
            "Loki": "loki",
            "Promtail": "promtail",
            "Grafana Alloy": "alloy grafana-agent agent-operator",
            "Tempo": "tempo",
            "Kibana": "kibana kibana-oss opensearch-dashboards",
            "Logstash": "logstash logstash-oss",
            "Beats": (
                "filebeat metricbeat heartbeat auditbeat packetbeat filebeat-oss elastic-agent"
            ),
            "Fluentd": "fluentd fluentd-kubernetes-daemonset fluentd-elasticsearch",
            "Fluent Bit": "fluent-bit fluentbit aws-for-fluent-bit",
            "Vector": "timberio/vector",
            "OpenTelemetry": (
                "opentelemetry-collector opentelemetry-collector-contrib otelcol otel-collector"
            ),
            "Jaeger": "jaegertracing/* jaeger all-in-one",
            "Zipkin": "zipkin openzipkin/*",
            "Datadog": "datadog/agent datadog/* gcr.io/datadoghq/agent datadoghq/agent",
            "New Relic": "newrelic/*",
            "cAdvisor": "cadvisor",
            "Metrics": "kube-state-metrics metrics-server node-problem-detector",
            "InfluxDB": "influxdb chronograf kapacitor",
            "Graphite": "graphite graphite-statsd carbon",
            "Sentry": "sentry getsentry/*",
            "Uptime": "uptime-kuma healthchecks blackbox",
            "Dozzle": "dozzle portainer portainer-ce",
        },
    ),
    *_rows(
        "metadata",
        "service",
        {
            "Kafka UI": (
                "kafka-ui kafdrop akhq kafka-manager cmak kafka-hq kowl "
                "kafka-topics-ui schema-registry-ui kafka-connect-ui redpandadata/console "
                "cp-enterprise-control-center cp-enterprise-control-center-next-gen "
                "conduktor-console lenses"
            ),
            "Schema registry": (
                "cp-schema-registry schema-registry apicurio-registry* "
                "confluent-schema-registry karapace"
            ),
            "Database UI": (
                "pgadmin4 pgadmin adminer phpmyadmin mongo-express cloudbeaver dbeaver "
                "redis-commander redisinsight redis-insight sqlpad pgweb pghero "
                "elasticsearch-head tabix neo4j-browser hue"
            ),
            "ZooKeeper": "zookeeper cp-zookeeper",
            "Vault": "vault openbao",
            "Consul": "consul",
            "etcd": "etcd",
            "Keycloak": "keycloak oauth2-proxy dex ldap openldap authelia",
            "Hive metastore": "hive-metastore metastore hive-metastore-*",
            "OpenMetadata": (
                "openmetadata openmetadata/* openmetadata-server openmetadata-ingestion"
            ),
            "DataHub": "datahub-* acryldata/* linkedin/datahub*",
            "Marquez": "marquez marquez-web marquezproject/*",
            "Amundsen": "amundsen* amundsendev/*",
            "Atlas": "atlas apache/atlas",
            "Nessie": (
                "nessie projectnessie/* iceberg-rest iceberg-rest-fixture polaris "
                "lakekeeper tabulario/iceberg-rest gravitino"
            ),
            "MLflow": "mlflow mlflow/* *mlflow*",
            "PgBouncer": "pgbouncer pgpool pgbouncer-*",
            "git-sync": "git-sync git-sync/* gitea gitlab-ce",
            "Docker socket proxy": "docker-socket-proxy docker-proxy",
            "Mail": "mailhog mailpit smtp mailcatcher maildev",
            "Memcached": "memcached",
        },
    ),
    *_rows(
        "metadata",
        "gateway",
        {
            "Proxy": (
                "nginx nginx-* nginx-unprivileged traefik haproxy envoy caddy httpd kong "
                "nginx-ingress-controller nginx-proxy"
            ),
        },
    ),
    *_rows(
        "orchestration",
        "service",
        {
            "Flower": "flower mher/flower",
            "Airflow": (
                "airflow airflow-* *-airflow *airflow* astro-runtime ap-airflow "
                "docker-airflow amazon-mwaa* mwaa-local"
            ),
            "Dagster": "dagster* *dagster* dagster-*",
            "Prefect": "prefect prefect-* prefecthq/* *prefect*",
            "Luigi": "luigi luigid *luigi*",
            "Mage": "mageai mageai/*",
            "Kestra": "kestra kestra/*",
            "Temporal": "temporalio/* temporal auto-setup temporal-*",
            "Argo": "argoexec argocli workflow-controller argocd argo-*",
            "Azkaban": "azkaban*",
            "Oozie": "oozie",
            "Windmill": "windmill",
            "n8n": "n8n n8nio/*",
            "Cadence": "ubercadence/*",
            "DolphinScheduler": "dolphinscheduler-*",
            "Cron": "ofelia supercronic cron",
        },
    ),
    *_rows(
        "processing",
        "service",
        {
            "Kafka Connect": (
                "cp-kafka-connect* cp-server-connect* kafka-connect* strimzi/kafka-connect "
                "debezium/connect* debezium-connect connect"
            ),
            "Debezium": "debezium/server debezium-server server-debezium debezium-ui",
            "ksqlDB": "ksqldb-* cp-ksqldb-* cp-ksql-*",
            "MirrorMaker": "mirrormaker* cp-replicator* kafka-mirror-maker",
            "Kafka REST": "cp-kafka-rest* kafka-rest* strimzi/kafka-bridge",
            "Jupyter": (
                "jupyter/* jupyter-* *-notebook jupyterlab jupyterhub minimal-notebook "
                "notebook zeppelin"
            ),
            "Spark": "spark spark-* *-spark *spark*",
            "Flink": "flink flink-* *-flink *flink*",
            "Livy": "livy *livy*",
            "Airbyte": "airbyte/* airbyte-*",
            "NiFi": "nifi nifi-* apache/nifi*",
            "Meltano": "meltano meltano/*",
            "Singer": "singer-*",
            "Benthos": "benthos redpandadata/connect jeffail/benthos bento",
            "dbt": "dbt dbt-* dbt-labs/* fishtownanalytics/* *-dbt",
            "Beam": "beam_* apache/beam*",
            "Storm": "storm",
            "Hadoop": (
                "hadoop-nodemanager hadoop-resourcemanager *resourcemanager *nodemanager "
                "*historyserver"
            ),
            "Dask": "dask daskdev/* dask-*",
            "Ray": "ray rayproject/*",
            "Great Expectations": (
                "great_expectations great-expectations soda soda-core sodadata/*"
            ),
            "Dremio": "dremio-oss",
            "Cube": "cubejs/*",
            "Tika": "tika",
        },
    ),
    *_rows(
        "targets",
        "service",
        {
            "Superset": "superset *superset*",
            "Metabase": "metabase metabase/*",
            "Redash": "redash redash/*",
            "Lightdash": "lightdash lightdash/*",
            "Streamlit": "streamlit *streamlit*",
        },
    ),
    *_rows(
        "metadata",
        "store",
        {
            "Redis": (
                "redis redis/* redis-stack* valkey* bitnami/redis* keydb dragonfly "
                "dragonflydb redis-cluster redis-sentinel"
            ),
        },
    ),
    *_rows(
        "sources",
        "store",
        {
            "PostgreSQL": (
                "postgres postgresql postgresql-* postgis */postgis spilo* postgres-* "
                "pgvector crunchy-postgres* alloydbomni cloudnative-pg/* example-postgres "
                "supabase/postgres"
            ),
            "MySQL": "mysql mysql-server percona percona-server mysql-* vitess* example-mysql",
            "MariaDB": "mariadb mariadb-*",
            "SQL Server": "mssql/server mssql-server* azure-sql-edge mssql*",
            "Oracle": (
                "oracle-xe oracle-free database/express database/free database/enterprise "
                "oracle-xe-* oracle-database* oracledb*"
            ),
            "Db2": "db2 db2_community/* db2*",
            "MongoDB": (
                "mongo mongodb mongodb-* mongodb-community-server percona-server-mongodb "
                "example-mongodb"
            ),
            "Cassandra": "cassandra cassandra-* dse-server",
            "ScyllaDB": "scylla",
            "CockroachDB": "cockroach",
            "Couchbase": "couchbase couchdb",
            "DynamoDB": "dynamodb-local dynamodb",
            "Neo4j": "neo4j neo4j-* memgraph* arangodb janusgraph",
            "Firestore": "firestore*",
            "RethinkDB": "rethinkdb",
            "Kafka": (
                "kafka cp-kafka cp-server kafka-native bitnami/kafka wurstmeister/kafka "
                "strimzi/kafka fast-data-dev kafka-* cp-kafka-* debezium/kafka "
                "confluent-local"
            ),
            "Redpanda": "redpanda redpanda-*",
            "RabbitMQ": "rabbitmq rabbitmq-*",
            "NATS": "nats nats-* nats-streaming",
            "Pulsar": "pulsar pulsar-* pulsar-all apachepulsar/*",
            "ActiveMQ": "activemq* artemis*",
            "MQTT": "mosquitto eclipse-mosquitto emqx vernemq hivemq4",
            "Pub/Sub": "pubsub* gcloud-pubsub-emulator",
            "SQS": "elasticmq* elasticmq-native",
            "Kinesis": "kinesalite kinesis*",
            "SFTP": "sftp atmoz/sftp ftp* vsftpd *sftp*",
            "Mock API": "mockserver wiremock wiremock/* httpbin json-server mockoon* prism",
        },
    ),
    *_rows(
        "targets",
        "store",
        {
            "ClickHouse": "clickhouse clickhouse-server clickhouse-keeper clickhouse/*",
            "Elasticsearch": "elasticsearch elasticsearch-oss elasticsearch/*",
            "OpenSearch": "opensearch opensearchproject/opensearch",
            "Solr": "solr",
            "Meilisearch": "meilisearch typesense",
            "TimescaleDB": "timescaledb timescaledb-ha timescale/* questdb",
            "Trino": "trino trinodb/*",
            "Presto": "presto prestodb/* prestosql/* presto-*",
            "Hive": "hive apache/hive hiveserver2 hive-server",
            "Druid": "druid",
            "Pinot": "pinot apachepinot/*",
            "Doris": "doris* starrocks/* *starrocks*",
            "Greenplum": "greenplum* gpdb*",
            "Vertica": "vertica*",
            "Exasol": "exasol*",
            "DuckDB": "duckdb* motherduck*",
            "HBase": "hbase*",
            "HDFS": "hadoop hadoop-namenode hadoop-datanode *namenode *datanode hdfs*",
            "Milvus": "milvus milvusdb/* qdrant qdrant/* weaviate semitechnologies/* chroma",
            "MinIO": "minio minio/minio bitnami/minio",
            "S3": (
                "localstack localstack-* localstack/* moto* s3mock s3ninja seaweedfs garage ceph*"
            ),
            "Azure Blob Storage": "azurite azure-storage/azurite",
            "Google Cloud Storage": "fake-gcs-server fake-gcs",
            "BigQuery": "bigquery-emulator",
        },
    ),
    *_rows("targets", "job", {"MinIO": "minio/mc mc"}),
)
"""The first row whose pattern fits an image says what it is."""
