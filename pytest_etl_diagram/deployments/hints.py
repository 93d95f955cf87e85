"""Which files may describe deployments, by their names and bytes: what every run looks for.

Nothing is imported here but what hints are made of, so that a run pays for a format's code only
where there is a file of it.
"""

from __future__ import annotations

from pytest_etl_diagram.sources.hints import DocumentHint

COMPOSE_WORDS = r"(?:[\w.-]*[._-])?(?:docker[-_]?)?(?:compose|stack)(?:[._-][\w.-]*)?"
"""What Compose files are called, before the suffix."""

_OLD_COMPOSE = r"(?:^|/)docker[-_]?compose(?:[._-][\w.-]*)?\.ya?ml"

COMPOSE = (
    DocumentHint(_OLD_COMPOSE),
    DocumentHint(rf"(?:^|/){COMPOSE_WORDS}\.ya?ml", (rb"\b(?:services|include)[\"']?\s*:",)),
    DocumentHint(
        r"\.ya?ml",
        (rb"(?m)^[\"']?services[\"']?\s*:", rb"(?m)^\s+[\"']?(?:image|build)[\"']?\s*:"),
        strong=False,
    ),
)
"""Files by their names, and others that look like one."""

WORKLOADS = (
    "Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob Pod "
    "Rollout DeploymentConfig"
).split()
"""Kinds that run pods: Kubernetes' own, Argo Rollouts' and OpenShift's."""

_OTHERS = (
    "List Service Ingress Gateway HTTPRoute GRPCRoute TCPRoute NetworkPolicy "
    "HorizontalPodAutoscaler ScaledObject ScaledJob PodDisruptionBudget PersistentVolumeClaim "
    "ConfigMap Secret ExternalSecret SealedSecret ServiceAccount SparkApplication "
    "ScheduledSparkApplication FlinkDeployment FlinkSessionJob Kafka KafkaNodePool KafkaTopic "
    "KafkaConnect KafkaConnector KafkaMirrorMaker2 CronWorkflow Workflow WorkflowTemplate "
    "ClusterWorkflowTemplate ServiceMonitor PodMonitor Prometheus Alertmanager Grafana Cluster "
    "ScheduledBackup Elasticsearch Kibana RayCluster RayJob RayService"
).split()
"""Other kinds that something is drawn of."""

MANIFEST_KIND = (
    rb"kind['\"]?\s*:\s*['\"]?(?:%s)\b|\bcontainers['\"]?\s*:"
    % "|".join((*WORKLOADS, *_OTHERS)).encode()
)
"""What a manifest's bytes hold. A kind that nobody knows counts if it has containers."""

MANIFEST_VERSION = rb"apiVersion['\"]?\s*:"

KUBERNETES = (
    DocumentHint(r"(?:^|/)kustomization(?:\.ya?ml)?"),
    DocumentHint(r"\.ya?ml", (MANIFEST_VERSION, MANIFEST_KIND)),
    DocumentHint(r"\.json", (MANIFEST_VERSION, MANIFEST_KIND), strong=False),
)

_HELM_PARTS = (
    rb"(?m)(?:^|[{,])\s*['\"]?(?:webserver|apiServer|scheduler|triggerer|workers?|dagProcessor|web|airflow|"
    rb"executor|images|dags|config|data|logs|redis|postgresql|statsd)['\"]?\s*:"
)
HELM = (
    DocumentHint(r"[^/]*values[^/]*\.ya?ml", (_HELM_PARTS,), strong=False),
    DocumentHint(
        r"\.ya?ml",
        (rb"\b(?:executor|airflowVersion|defaultAirflow(?:Tag|Repository))['\"]?\s*:", _HELM_PARTS),
        strong=False,
    ),
)

AIRFLOW_CFG = (
    DocumentHint(r"(?:^|/)[\w.-]*airflow[\w.-]*\.cfg", (rb"(?m)^\[core\]",)),
    # whatever is wrong with its headers, a file of this name is Airflow's
    DocumentHint(r"(?:^|/)airflow\.cfg", (rb"(?m)^(?:\[core|executor[ \t]*=)",)),
)

DOCKERFILE_WORDS = r"(?:dockerfile|containerfile)"
_NO_DOCKERFILES = r"(?!.*\.(?:dockerignore|j2|jinja2?|md|py|sh|tpl|tmpl|txt|ya?ml)$)"

DOCKERFILE = (
    DocumentHint(
        rf"^{_NO_DOCKERFILES}(?:.*/)?(?:[\w.-]+\.{DOCKERFILE_WORDS}|{DOCKERFILE_WORDS}(?:[._-][\w.-]+)?)",
        (rb"(?im)^[ \t]*FROM[ \t]+\S",),
    ),
    # a FROM that got lost is told; other names may be of parts that a script puts together
    DocumentHint(r"(?:^|/)dockerfile", (rb"(?im)^[ \t]*(?:RUN|COPY|ENTRYPOINT|CMD)[ \t]+\S",)),
)
