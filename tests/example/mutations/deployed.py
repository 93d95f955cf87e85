"""Deployments: Compose, Kubernetes and the values of the Airflow chart."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import COMPOSE, CRON, STREAM_POD, VALUES

COMPOSED = f"{COMPOSE}::deployment[etl-example]"
CHART = f"{VALUES}::deployment[airflow-values]"
CLUSTER = "deploy/kubernetes/kustomization.yaml::deployment[kubernetes]"
EXECUTOR = "executor: LocalExecutor"

DEPLOYED = (
    Mutation(
        "executor",
        COMPOSED,
        (Edit(COMPOSE, "CORE__EXECUTOR: CeleryExecutor", "CORE__EXECUTOR: LocalExecutor"),),
        (Told("executor-changed", "airflow settings", "CORE__EXECUTOR: LocalExecutor"),),
    ),
    Mutation(
        "major version of the database",
        COMPOSED,
        (Edit(COMPOSE, "image: postgres:16.6-bookworm", "image: postgres:17.2-bookworm"),),
        (Told("image-major-changed", "postgres", "postgres:17"),),
    ),
    Mutation(
        "image without a version",
        COMPOSED,
        (Edit(COMPOSE, "image: redis:7.2.6-bookworm", "image: redis:latest"),),
        (Told("image-unpinned", "redis", "redis:latest"),),
    ),
    Mutation(
        "volume of the database",
        COMPOSED,
        (Edit(COMPOSE, "    volumes:\n      - postgres-data:/var/lib/postgresql/data\n", ""),),
        (Told("volume-removed", "postgres", "\n  postgres:"),),
    ),
    Mutation(
        "health check of the cache",
        COMPOSED,
        (
            Edit(
                COMPOSE,
                '    healthcheck:\n      test: ["CMD", "redis-cli", "ping"]\n'
                "      interval: 10s\n      timeout: 5s\n      retries: 5\n",
                "",
            ),
        ),
        (Told("healthcheck-removed", "redis", "\n  redis:"),),
    ),
    Mutation(
        "replicas of the stream",
        COMPOSED,
        (Edit(COMPOSE, "      replicas: 2\n", "      replicas: 1\n"),),
        (Told("replicas-reduced", "streaming-etl", "replicas: 1"),),
    ),
    Mutation(
        "stream no longer waits for its broker",
        COMPOSED,
        (
            Edit(
                COMPOSE,
                "      kafka:\n        condition: service_healthy\n      kafka-topics:\n",
                "      kafka-topics:\n",
            ),
        ),
        (
            Told(
                "service-dependency-removed",
                "streaming-etl",
                '      replicas: 2\n      resources:\n        limits:\n          cpus: "1.0"\n'
                "          memory: 512M\n    restart: unless-stopped\n    depends_on:",
            ),
        ),
    ),
    Mutation(
        "schedule of the job",
        CLUSTER,
        (Edit(CRON, "30 4 * * *", "30 * * * *"),),
        (Told("schedule-changed", "inventory-sync", "30 * * * *"),),
    ),
    Mutation(
        "jobs may overlap",
        CLUSTER,
        (Edit(CRON, "concurrencyPolicy: Forbid", "concurrencyPolicy: Allow"),),
        (Told("concurrency-changed", "inventory-sync", "concurrencyPolicy: Allow"),),
    ),
    Mutation(
        "limit of the autoscaling",
        CLUSTER,
        (Edit(STREAM_POD, "maxReplicas: 6 ", "maxReplicas: 3 "),),
        (Told("autoscaling-changed", "streaming-etl", "maxReplicas: 3"),),
    ),
    Mutation(
        "consumer group",
        CLUSTER,
        (
            Edit(
                "deploy/kubernetes/configmap.yaml",
                "KAFKA_GROUP_ID: sales-events-etl",
                "KAFKA_GROUP_ID: sales-events",
            ),
        ),
        (Told("consumer-group-changed", "streaming-etl", "KAFKA_GROUP_ID: sales-events"),),
    ),
    Mutation(
        "executor of the chart",
        CHART,
        (Edit(VALUES, "executor: CeleryExecutor", EXECUTOR),),
        (
            Told("executor-changed", "airflow settings", EXECUTOR),
            Told("service-removed", "redis", EXECUTOR),
            Told("service-removed", "worker", EXECUTOR),
            Told("endpoint-removed", "{secret:airflow-result-backend}", EXECUTOR),
            Told("concurrency-changed", "airflow settings", 'worker_concurrency: "8"'),
        ),
    ),
    Mutation(
        "workers of the chart",
        CHART,
        (Edit(VALUES, "workers:\n  replicas: 2", "workers:\n  replicas: 0"),),
        (Told("scaled-to-zero", "worker", "replicas: 0"),),
    ),
)
