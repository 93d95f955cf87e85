"""Options of airflow.cfg that say nothing: those with Airflow's defaults, and those out of use."""

from __future__ import annotations

DEFAULTS = {
    "core.parallelism": ("32",),
    "core.max_active_tasks_per_dag": ("16",),
    "core.dag_concurrency": ("16",),
    "core.max_active_runs_per_dag": ("16",),
    "core.default_timezone": ("utc",),
    "core.default_task_retries": ("0",),
    "core.max_map_length": ("1024",),
    "core.dags_are_paused_at_creation": ("true",),
    "core.xcom_backend": (
        "airflow.models.xcom.BaseXCom",
        "airflow.sdk.execution_time.xcom.BaseXCom",
    ),
    "core.auth_manager": (
        "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
        "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
        "airflow.auth.managers.fab.fab_auth_manager.FabAuthManager",
    ),
    "celery.worker_concurrency": ("16",),
    "celery.worker_prefetch_multiplier": ("1",),
    "celery.pool": ("prefork",),
    "api.auth_backend": ("airflow.api.auth.backend.deny_all", "airflow.api.auth.backend.default"),
    "api.auth_backends": ("airflow.api.auth.backend.session",),
    "kubernetes.namespace": ("default",),
    "kubernetes_executor.namespace": ("default",),
    "operators.default_queue": ("default",),
    "celery_kubernetes_executor.kubernetes_queue": ("kubernetes",),
    "local_kubernetes_executor.kubernetes_queue": ("kubernetes",),
}
"""`section.option` → the defaults of some version; a generated file lists all of them."""

_USED_BY = {
    "celery": "celery",
    "celery_kubernetes_executor": "celerykubernetes",
    "local_kubernetes_executor": "localkubernetes",
    "kubernetes": "kubernetes",
    "kubernetes_executor": "kubernetes",
    "dask": "dask",
}
"""Sections that hold only with an executor that has this word in its name."""

_SWITCHES = {
    "metrics.statsd_host": "metrics.statsd_on",
    "metrics.statsd_port": "metrics.statsd_on",
    "metrics.otel_host": "metrics.otel_on",
    "traces.otel_host": "traces.otel_on",
    "logging.remote_base_log_folder": "logging.remote_logging",
    "logging.remote_log_conn_id": "logging.remote_logging",
    "core.remote_base_log_folder": "core.remote_logging",
    "core.remote_log_conn_id": "core.remote_logging",
}
"""Options that hold only while another one is on."""


def says_something(name: str, value: str, known: dict[str, str]) -> bool:
    """Tell whether the option `name` (`core.parallelism`) with this value is architecture.

    `known` are all options of the file, for what depends on another one.
    """
    if not value or value.lower() in {default.lower() for default in DEFAULTS.get(name, ())}:
        return False
    section = name.partition(".")[0]
    if section in _USED_BY and _USED_BY[section] not in known.get("core.executor", "").lower():
        return False
    switch = _SWITCHES.get(name)
    return switch is None or known.get(switch, "").lower() in ("true", "1", "t", "yes")
