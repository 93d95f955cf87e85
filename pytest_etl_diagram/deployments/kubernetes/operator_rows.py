"""What is drawn of the resources of operators: a table only, one row a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.kubernetes.details import (
    image,
    is_on,
    joined,
    named,
    quantity,
    words,
)
from pytest_etl_diagram.documents.tree import items, mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.documents.tree import Tree


@dataclass(frozen=True, slots=True)
class Part:
    """A fact of a row: its name, the path in `spec`, how it is shown, the default."""

    fact: str
    path: str
    shown: Callable[[Tree], str] = words
    default: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is drawn of a kind.

    `leads` are paths in `spec` whose values are addresses of what it connects to. `hosts` are
    endings that its operator puts behind the name for the Services that it makes.
    """

    area: str
    sort: str
    parts: tuple[Part, ...] = ()
    leads: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def _memory(tree: Tree) -> str:
    return quantity("memory", tree)


def _cores(tree: Tree) -> str:
    return quantity("cpu", tree)


def _switch(tree: Tree) -> str:
    return "True" if is_on(tree) else ""


def _lines(tree: Tree) -> str:
    return joined(words(item) for item in items(tree))


def _argv(tree: Tree) -> str:
    return in_one_line(" ".join(words(item) for item in items(tree)))


def _listeners(tree: Tree) -> str:
    return joined(
        f"{words(each.get('name'))} {words(each.get('port'))} {words(each.get('type'))}"
        f"{' tls' if is_on(each.get('tls')) else ''}"
        for each in map(mapping, items(tree))
    )


def _storage(tree: Tree) -> str:
    """Return a storage of Strimzi: `persistent-claim 100Gi`, or the sum of a JBOD's volumes."""
    storage = mapping(tree)
    disks = [_storage(item) for item in items(storage.get("volumes"))]
    if disks:
        return joined(disks)
    size = storage.get("size")
    amount = quantity("storage", size) if size is not None else ""
    return f"{words(storage.get('type'))} {amount} {words(storage.get('class'))}".strip()


def _pools(tree: Tree) -> str:
    return joined(
        f"{words(each.get('name'))} {words(each.get('count')) or '1'}"
        for each in map(mapping, items(tree))
    )


_SPARK = (
    Part("image", "image", image),
    Part("type", "type"),
    Part("mode", "mode", words, "cluster"),
    Part("spark_version", "sparkVersion"),
    Part("main_class", "mainClass"),
    Part("application", "mainApplicationFile"),
    Part("arguments", "arguments", _argv),
    Part("restart", "restartPolicy.type", words, "Never"),
    Part("driver_cores", "driver.cores", _cores),
    Part("driver_memory", "driver.memory"),
    Part("executors", "executor.instances"),
    Part("executor_cores", "executor.cores", _cores),
    Part("executor_memory", "executor.memory"),
    Part("service_account", "driver.serviceAccount"),
    Part("dynamic_allocation", "dynamicAllocation.enabled", _switch),
)
_FLINK_JOB = (
    Part("jar", "job.jarURI"),
    Part("entry_class", "job.entryClass"),
    Part("arguments", "job.args", _argv),
    Part("parallelism", "job.parallelism"),
    Part("upgrade_mode", "job.upgradeMode"),
    Part("state", "job.state", words, "running"),
)
_CONNECT = (
    Part("image", "image", image),
    Part("version", "version"),
    Part("replicas", "replicas", words, "1"),
    Part("group_id", "groupId"),
    Part("plugins", "build.plugins", named),
)

ROWS: dict[str, Row] = {
    "SparkApplication": Row("processing", "job", _SPARK),
    "ScheduledSparkApplication": Row(
        "processing",
        "job",
        (
            Part("schedule", "schedule"),
            Part("timezone", "timeZone"),
            Part("concurrency_policy", "concurrencyPolicy", words, "Allow"),
            Part("suspend", "suspend", _switch),
            *(Part(p.fact, f"template.{p.path}", p.shown, p.default) for p in _SPARK),
        ),
    ),
    "FlinkDeployment": Row(
        "processing",
        "service",
        (
            Part("image", "image", image),
            Part("flink_version", "flinkVersion"),
            Part("mode", "mode", words, "native"),
            *_FLINK_JOB,
            Part("job_manager_replicas", "jobManager.replicas", words, "1"),
            Part("job_manager_memory", "jobManager.resource.memory"),
            Part("task_manager_replicas", "taskManager.replicas", words, "1"),
            Part("task_manager_memory", "taskManager.resource.memory"),
            Part("task_manager_cpu", "taskManager.resource.cpu", _cores),
            Part("service_account", "serviceAccount"),
        ),
        hosts=("-rest",),
    ),
    "FlinkSessionJob": Row("processing", "job", (Part("cluster", "deploymentName"), *_FLINK_JOB)),
    "Kafka": Row(
        "sources",
        "store",
        (
            Part("version", "kafka.version"),
            Part("replicas", "kafka.replicas", words, "1"),
            Part("listeners", "kafka.listeners", _listeners),
            Part("storage", "kafka.storage", _storage),
            Part("zookeeper_replicas", "zookeeper.replicas"),
            Part("zookeeper_storage", "zookeeper.storage", _storage),
        ),
        hosts=("-kafka-bootstrap", "-kafka-brokers"),
    ),
    "KafkaNodePool": Row(
        "sources",
        "store",
        (
            Part("replicas", "replicas", words, "1"),
            Part("roles", "roles", _lines),
            Part("storage", "storage", _storage),
        ),
    ),
    "KafkaTopic": Row(
        "sources",
        "store",
        (
            Part("topic", "topicName"),
            Part("partitions", "partitions"),
            Part("replicas", "replicas"),
        ),
    ),
    "KafkaConnect": Row(
        "processing", "service", _CONNECT, ("bootstrapServers",), ("-connect-api",)
    ),
    "KafkaConnector": Row(
        "processing",
        "job",
        (
            Part("class", "class"),
            Part("tasks", "tasksMax", words, "1"),
            Part("topics", "config.topics"),
            Part("topics_pattern", "config.topics.regex"),
            Part("topic_prefix", "config.topic.prefix"),
            Part("state", "state", words, "running"),
            Part("suspend", "pause", _switch),
        ),
        (
            "config.connection.url",
            "config.database.hostname",
            "config.bootstrap.servers",
            "config.value.converter.schema.registry.url",
        ),
    ),
    "KafkaMirrorMaker2": Row("processing", "service", _CONNECT),
    "Cluster": Row(  # CloudNativePG
        "sources",
        "store",
        (
            Part("image", "imageName", image),
            Part("replicas", "instances", words, "1"),
            Part("storage", "storage.size", _memory),
        ),
        hosts=("-rw", "-ro", "-r"),
    ),
    "ScheduledBackup": Row(
        "metadata", "job", (Part("schedule", "schedule"), Part("cluster", "cluster.name"))
    ),
    "Elasticsearch": Row(
        "monitoring",
        "store",
        (Part("version", "version"), Part("node_sets", "nodeSets", _pools)),
        hosts=("-es-http",),
    ),
    "Kibana": Row(
        "monitoring",
        "service",
        (
            Part("version", "version"),
            Part("replicas", "count", words, "1"),
            Part("elasticsearch", "elasticsearchRef.name"),
        ),
        hosts=("-kb-http",),
    ),
    "Prometheus": Row(
        "monitoring",
        "service",
        (
            Part("image", "image", image),
            Part("version", "version"),
            Part("replicas", "replicas", words, "1"),
            Part("retention", "retention"),
        ),
        hosts=("-operated",),
    ),
    "Alertmanager": Row(
        "monitoring",
        "service",
        (Part("version", "version"), Part("replicas", "replicas", words, "1")),
    ),
    "Grafana": Row("monitoring", "service", (Part("version", "version"),)),
    "RayCluster": Row(
        "processing", "service", (Part("ray_version", "rayVersion"),), (), ("-head-svc",)
    ),
    "RayService": Row(
        "processing", "service", (Part("ray_version", "rayClusterConfig.rayVersion"),)
    ),
    "RayJob": Row(
        "processing",
        "job",
        (
            Part("command", "entrypoint", lambda tree: in_one_line(words(tree))),
            Part("suspend", "suspend", _switch),
        ),
    ),
}
