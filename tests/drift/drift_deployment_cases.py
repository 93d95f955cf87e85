"""For every rule about deployments the smallest change that trips it and nothing else.

A row is one of `drift_cases`.
"""

from __future__ import annotations


def deployed(*lines: str) -> str:
    """Write a deployment of a web server and its database."""
    return "\n".join(
        (
            "kind deployment",
            "group metadata",
            "group monitoring",
            "group targets",
            "web [service]: image: airflow:3.1.8",
            "db [store] {metadata}: image: postgres:16.4",
            *lines,
        )
    )


def unit(facts: str) -> str:
    """Write a deployment with one more service that has some facts."""
    return deployed(f"x [service]: {facts}" if facts else "x [service]")


FACTS = (
    ("image-major-changed", "image: postgres:15", "image: postgres:16"),
    ("image-changed", "image: postgres:16", "image: mysql:8"),
    ("image-updated", "image: postgres:16.1", "image: postgres:16.2"),
    ("image-downgraded", "image: postgres:16.2", "image: postgres:16.1"),
    ("image-unpinned", "image: postgres:16", "image: postgres:latest"),
    ("image-pinned", "image: postgres", "image: postgres:16"),
    ("image-major-changed", "base: python:2.7-slim", "base: python:3.12-slim"),
    ("build-changed", "build: .", "build: ./app"),
    ("command-changed", "command: scheduler", "command: standalone"),
    ("command-changed", "entrypoint: run.sh", ""),
    ("replicas-reduced", "replicas: 3", "replicas: 2"),
    ("replicas-reduced", "replicas: 3", ""),
    ("replicas-increased", "", "replicas: 3"),
    ("scaled-to-zero", "", "replicas: 0"),
    ("autoscaling-added", "", "autoscaling: 2-6"),
    ("autoscaling-changed", "autoscaling: 2-6", "autoscaling: 2-4"),
    ("autoscaling-removed", "autoscaling: 2-6", ""),
    ("port-changed", "ports: 8080:8080", "ports: 9090:8080"),
    ("port-removed", "ports: 8080:8080, 5555:5555", "ports: 8080:8080"),
    ("port-added", "", "expose: 9000"),
    ("volume-removed", "volumes: ./dags:/dags, pg:/data", "volumes: ./dags:/dags"),
    ("volume-removed", "volumes: pg:/data", "volumes: logs:/logs"),
    ("volume-changed", "volumes: pg:/data", "volumes: pg16:/data"),
    ("volume-removed", "volumes: pg:/data", "volumes: emptyDir:/data"),
    ("volume-added", "volumes: emptyDir:/data", "volumes: pg:/data"),
    ("configuration-removed", "volumes: emptyDir:/tmp", ""),
    ("volume-access-changed", "volumes: pg:/data:ro", "volumes: pg:/data"),
    ("volume-access-changed", "volumes: a:/a (nfs)", "volumes: a:/a:ro (nfs)"),
    ("volume-changed", "volumes: pg:/data:ro", "volumes: pg16:/data"),
    ("volume-changed", "volumes: a (type: nfs, device: x)", "volumes: a (type: nfs, device: y)"),
    ("storage-changed", "storage: 10Gi", "storage: 20Gi"),
    ("volume-added", "volumes: pg:/data", "volumes: logs:/logs, pg:/data"),
    ("healthcheck-removed", "healthcheck: pg_isready", ""),
    ("healthcheck-removed", "healthcheck: pg_isready", "healthcheck: disabled"),
    ("healthcheck-removed", "healthcheck: pg_isready", "healthcheck: true"),
    ("healthcheck-removed", "healthcheck: pg_isready", "healthcheck: exit 0"),
    ("healthcheck-removed", "healthcheck: pg_isready", "healthcheck: pg_isready || exit 0"),
    ("healthcheck-added", "healthcheck: /bin/true", "healthcheck: pg_isready"),
    ("healthcheck-changed", "healthcheck: pg_isready", "healthcheck: pg_isready || exit 1"),
    ("probe-removed", "liveness: http /health", ""),
    ("healthcheck-changed", "liveness: http /health", "liveness: http /well"),
    ("healthcheck-added", "", "readiness: tcp 5432"),
    ("restart-policy-removed", "restart: always", ""),
    ("restart-policy-removed", "restart: always", "restart: no"),
    ("restart-policy-changed", "restart: always", "restart: on-failure"),
    ("restart-policy-added", "", "restart: always"),
    ("network-changed", "networks: back, front", "networks: back"),
    ("network-changed", "", "network_mode: host"),
    ("secrets-changed", "secrets: token", ""),
    ("secrets-changed", "env_from: configmap/a, secret/b", "env_from: configmap/a"),
    ("configuration-changed", "env_from: configmap/a, secret/b", "env_from: secret/b"),
    ("limits-removed", "limits: cpus: 1, memory: 2G", ""),
    ("limits-changed", "limits: cpus: 1, memory: 2G", "limits: cpus: 1, memory: 1G"),
    ("limits-added", "", "limits: cpus: 1"),
    ("requests-removed", "requests: cpu: 1", ""),
    ("requests-changed", "requests: cpu: 1", "requests: cpu: 2"),
    ("requests-added", "", "requests: cpu: 1"),
    ("executor-changed", "executor: CeleryExecutor", "executor: LocalExecutor"),
    ("concurrency-changed", "parallelism: 32", "parallelism: 64"),
    ("concurrency-changed", "worker_concurrency: 16", ""),
    ("max-active-changed", "max_active_runs_per_dag: 16", "max_active_runs_per_dag: 1"),
    ("workers-changed", "etl_num_workers: 4", "etl_num_workers: 8"),
    ("remote-logging-removed", "remote_logging: True", ""),
    ("remote-logging-changed", "remote_base_log_folder: s3://a", "remote_base_log_folder: s3://b"),
    ("profile-changed", "profiles: debug", ""),
    ("schedule-changed", "schedule: 0 2 * * *", "schedule: 0 3 * * *"),
    ("switched-off", "", "suspend: true"),
    ("switched-on", "suspend: true", ""),
    ("replication-reduced", "kafka_default_replication_factor: 3",
     "kafka_default_replication_factor: 1"),
    ("endpoint-changed", "source_topic: orders", "source_topic: sales"),
    ("consumer-group-changed", "kafka_group_id: a", "kafka_group_id: b"),
    ("batch-size-changed", "batch_size: 100", "batch_size: 500"),
    ("configuration-changed", "platform: linux/amd64", "platform: linux/arm64"),
    ("service-dependency-removed", "init: migrate", ""),
    ("service-dependency-removed", "init: wait (a nc db) → migrate", "init: wait (a nc db)"),
    ("service-dependency-added", "init: migrate", "init: wait (a nc db) → migrate"),
    ("service-dependency-changed", "init: wait → migrate", "init: migrate → wait"),
    ("service-dependency-changed", "init: wait", "init: migrate"),
    ("command-changed", "init: migrate (a:1 db upgrade)", "init: migrate (a:1 db migrate)"),
    ("image-updated", "init: migrate (a:1.1 db)", "init: migrate (a:1.2 db)"),
    ("configuration-removed", "privileged: true", ""),
    ("configuration-added", "", "privileged: true"),
    ("fact-became-dynamic", "replicas: 3", "replicas: {env:REPLICAS}"),
)  # fmt: skip
"""(rule, facts of a service before, facts after)"""

TIES = (
    (
        "service-dependency-removed",
        "db -> web | service_healthy",
        "",
        "depends on: db (service_healthy)",
        "",
    ),
    ("service-dependency-added", "", "db -> web", "", "depends on: db"),
    ("service-dependency-changed", "db -> web", "x -> web", "depends on: db", "depends on: x"),
    (
        "dependency-condition-dropped",
        "db -> web | service_healthy",
        "db -> web",
        "depends on: db (service_healthy)",
        "depends on: db",
    ),
    (
        "dependency-condition-added",
        "db -> web",
        "db -> web | service_completed_successfully",
        "depends on: db",
        "depends on: db (service_completed_successfully)",
    ),
    (
        "dependency-condition-changed",
        "db -> web | service_healthy",
        "db -> web | service_completed_successfully",
        "depends on: db (service_healthy)",
        "depends on: db (service_completed_successfully)",
    ),
    ("connection-removed", "web ==o db | postgresql", "", "connects to: db (postgresql)", ""),
    ("connection-added", "", "web ==o db | postgresql", "", "connects to: db (postgresql)"),
    ("connection-changed", "web ==o db", "web ==o x", "connects to: db", "connects to: x"),
    ("connection-changed", "web -.-o db | a", "web -.-o x | a", "uses: db (a)", "uses: x (a)"),
    (
        "dependency-condition-dropped",
        "db -> web | service_healthy",
        "db -> web | service_healthy, optional",
        "depends on: db (service_healthy)",
        "depends on: db (service_healthy, optional)",
    ),
    (
        "dependency-condition-added",
        "db -> web | optional",
        "db -> web",
        "depends on: db (optional)",
        "depends on: db",
    ),
    (
        "dependency-condition-changed",
        "db -> web | optional, service_healthy",
        "db -> web",
        "depends on: db (optional, service_healthy)",
        "depends on: db",
    ),
    ("route-added", "", "x <--> web | /", "", "routes to: web (/)"),
    ("route-changed", "x <--> web | /", "x <--> web | /air", "routes to: web (/)", None),
    ("route-removed", "x <--> web | /", "", "routes to: web (/)", ""),
    ("monitoring-removed", "x <-.-> web", "", "monitors: web", ""),
    ("monitoring-added", "", "x <-.-> web", "", "monitors: web"),
    ("monitoring-changed", "x <-.-> web", "x <-.-> db", "monitors: web", "monitors: db"),
    ("configuration-changed", "x -.- web", "", "configured by: x", ""),
    ("orchestration-changed", "x => web", "", "runs: web", ""),
    ("relation-changed", "x --o web", "", "tied to: holds web", ""),
)
"""(rule, ties before, ties after, what is shown before, after)"""

OUTSIDE = deployed("snow [store] {targets}", "web ==o snow | snowflake")

BOXES = (
    (
        "service-removed",
        deployed("redis [store] {metadata}: image: redis:7.2", "web ==o redis", "redis -> web"),
        deployed(),
        "store of redis:7.2, tied to web",
        "",
    ),
    ("service-added", deployed(), deployed("x [job]: image: a:1", "db -> x"), "",
     "job of a:1, tied to db"),
    (
        "service-renamed",
        deployed("cache [store] {metadata}: image: redis:7.2", "web ==o cache"),
        deployed("redis [store] {metadata}: image: redis:7.2", "web ==o redis"),
        "name: cache",
        "name: redis",
    ),
    ("monitoring-removed", deployed("prom [service] {monitoring}", "prom <-.-> web"), deployed(),
     "service, tied to web", ""),
    ("monitoring-added", deployed(), deployed("prom [service] {monitoring}"), "", "service"),
    ("route-removed", deployed("door [gateway]", "door <--> web"), deployed(),
     "gateway, tied to web", ""),
    ("configuration-removed", deployed("app [config]"), deployed(), "config", ""),
    ("pipeline-added", deployed(), deployed("daily [dag]"), "", "dag"),
    ("endpoint-removed", OUTSIDE, deployed(), "store, tied to web", ""),
    (
        "endpoint-changed",
        OUTSIDE,
        OUTSIDE.replace("snow ", "lake ").replace("snow |", "lake |"),
        "name: snow",
        "name: lake",
    ),
    (
        "connection-changed",
        OUTSIDE.replace("targets}\n", "targets}: host: dwh-1\n"),
        OUTSIDE.replace("targets}\n", "targets}: host: dwh-2\n"),
        "host: dwh-1",
        "host: dwh-2",
    ),
    (
        "connection-changed",
        deployed("x: connections: dwh", "y: image: a:1"),
        deployed("x", "y: image: a:1; connections: dwh"),
        "connects to: x",
        "connects to: y",
    ),
    (
        "connection-changed",
        deployed("x: connections: dwh", "y", "web -.-o x | dwh"),
        deployed("x", "y: connections: dwh", "web -.-o y | dwh"),
        "uses: x (dwh)",
        "uses: y (dwh)",
    ),
    (
        "connection-removed",
        deployed("x: connections: dwh, crm"),
        deployed("x: connections: dwh"),
        "connections: dwh, crm",
        "connections: dwh",
    ),
    (
        "volume-removed",
        deployed("x: volumes: state:/s"),
        deployed("x", "persistentvolumeclaim/state [store]: kind: PersistentVolumeClaim"),
        "volumes: state:/s",
        "",
    ),
    (
        "area-changed",
        deployed("x {metadata}"),
        deployed("x {targets}"),
        "area: metadata",
        "area: targets",
    ),
    ("role-changed", deployed("x [service]"), deployed("x [job]"), "role: service", "role: job"),
    ("heading-changed", f"title shop\n{deployed()}", deployed(), "title: shop", "title: sales"),
    ("layout-only", deployed("x: a: 1; b: 2"), deployed("x: b: 2; a: 1"), None, None),
)  # fmt: skip

DEPLOYMENTS = (
    *((rule, unit(old), unit(new), None, None) for rule, old, new in FACTS),
    *(
        (rule, deployed("x", old), deployed("x", new), before, after)
        for rule, old, new, before, after in TIES
    ),
    *BOXES,
)
