"""For every rule the smallest change that trips it and nothing else.

A row is (rule, committed graph, current graph, what is shown before, after).
`drift_graphs.graph` says how a graph is written.
"""

from __future__ import annotations

from drift_activity_cases import ACTIVITIES
from drift_architecture_cases import ARCHITECTURES
from drift_deployment_cases import DEPLOYMENTS
from drift_pipeline_cases import DECLARED
from drift_sequence_cases import SEQUENCES


def stage(facts: str) -> str:
    """Write a graph of one stage with facts."""
    return f"a: {facts}" if facts else "a"


def dag(facts: str) -> str:
    """Write a graph of one pipeline with settings of its own and one stage."""
    return f"schedule [schedule]: {facts}\na" if facts else "schedule [schedule]\na"


STRUCTURE = (
    ("stage-added", "a", "a\nb: operator: EmptyOperator", "", "EmptyOperator on its own"),
    ("stage-removed", "a\nb\na -> b", "a", "other after a", ""),
    ("quality-check-removed", "a\nb [validate]\nb -> a", "a", "validate before a", ""),
    (
        "stage-renamed",
        "a\nload_sales [load]: callable: load; retries: 3\na -> load_sales",
        "a\nload_orders [load]: callable: load; retries: 3\na -> load_orders",
        "load_sales",
        "load_orders",
    ),
    ("stage-moved", "group g\na\nb {g}", "group g\na {g}\nb {g}", "group: ", "group: g_g"),
    ("role-changed", "a [load]", "a [transform]", "role: load", "role: transform"),
    ("group-added", "a", "group g\na", "", "g (g_g)"),
    ("group-removed", "group g\na", "a", "g (g_g)", ""),
    ("group-changed", "group g\ngroup h", "group g\ngroup h in g", "h (g_h)", "h (g_h in g_g)"),
    ("dependency-added", "a\nb", "a\nb\na -> b", "", "depends"),
    ("dependency-removed", "a\nb\na -> b", "a\nb", "depends", ""),
    (
        "dependency-indirect",
        "a\nb\nc\na -> b\nb -> c\na -> c",
        "a\nb\nc\na -> b\nb -> c",
        "depends",
        "",
    ),
    ("dependency-reversed", "a\nb\na -> b", "a\nb\nb -> a", "a → b", "b → a"),
    ("dependency-conditional", "a\nb\na -> b", "a\nb\na ~> b", "depends", "conditional"),
    ("dependency-unconditional", "a\nb\na ~> b", "a\nb\na -> b", "conditional", "depends"),
    ("dependency-kind-changed", "a\nb\na -> b", "a\nb\na => b", "depends", "triggers"),
    (
        "dependency-label-changed",
        "a\nb\na -> b | ok",
        "a\nb\na -> b | good",
        "depends: ok",
        "depends: good",
    ),
    (
        "asset-trigger-changed",
        "schedule [schedule]\nsales [asset]\nsales => schedule",
        "schedule [schedule]",
        "asset before schedule",
        "",
    ),
    (
        "asset-trigger-changed",
        "schedule [schedule]\nsales [asset]",
        "schedule [schedule]\nsales [asset]\nsales => schedule",
        "",
        "triggers",
    ),
)

FACTS = (
    ("operator-changed", "operator: BashOperator", "operator: PythonOperator"),
    ("callable-changed", "callable: clean", "callable: clean_up"),
    ("mapped-changed", "", "mapped: expand(x)"),
    ("mapped-changed", "repeated: {var:tables}", "repeated: {var:views}"),
    ("setup-teardown-changed", "teardown: True", ""),
    ("retries-removed", "retries: 3", ""),
    ("retries-removed", "retries: 3", "retries: 0"),
    ("retries-reduced", "retries: 3", "retries: 1"),
    ("retries-increased", "", "retries: 2"),
    ("retry-delay-changed", "retry_delay: 5m", "retry_delay: 30s"),
    ("backoff-changed", "retry_exponential_backoff: True", ""),
    ("backoff-changed", "", "max_retry_delay: 1h"),
    ("timeout-removed", "execution_timeout: 1h", ""),
    ("timeout-removed", "execution_timeout: 1h", "execution_timeout: None"),
    ("timeout-changed", "timeout: 1h", "timeout: 1h 30m"),
    ("timeout-added", "", "execution_timeout: 2h"),
    ("trigger-rule-changed", "", "trigger_rule: all_done"),
    ("trigger-rule-changed", "trigger_rule: all_success", "trigger_rule: one_success"),
    ("soft-fail-added", "", "soft_fail: True"),
    ("alert-removed", "on_failure_callback: page", ""),
    ("alert-removed", "email_on_failure: True", "email_on_failure: False"),
    ("alert-changed", "", "email_on_failure: False"),
    ("alert-changed", "on_failure_callback: page", "on_failure_callback: log"),
    ("alert-added", "", "on_failure_callback: page"),
    ("callback-changed", "on_success_callback: count", ""),
    ("sla-removed", "sla: 2h", ""),
    ("external-changed", "external: sales.done", "external: sales.begun"),
    ("external-changed", "triggers: report", ""),
    ("outlets-changed", "outlets: s3://a, s3://b", "outlets: s3://a"),
    ("pool-changed", "pool: warehouse", ""),
    ("depends-on-past-changed", "depends_on_past: True", ""),
    ("concurrency-changed", "max_active_tis_per_dag: 1", ""),
    ("fact-became-dynamic", "retries: 3", "retries: {var:retries}"),
    ("fact-became-dynamic", "pool: p", "pool: p_{env:STAGE}"),
    ("fact-became-dynamic", "", "dynamic: pool"),
    ("fact-left-to-default", "retry_delay: 5m", ""),
    ("fact-left-to-default", "retries: 0", ""),
    ("fact-left-to-default", "trigger_rule: all_success", ""),
    ("fact-left-to-default", "email_on_failure: True", ""),
    ("fact-added", "", "queue: slow"),
    ("fact-added", "", "retries: 0"),
    ("fact-added", "", "trigger_rule: all_success"),
    ("fact-added", "", "sla: 2h"),
    ("fact-added", "", "retries: {var:retries}"),
    ("fact-changed", "queue: slow", "queue: fast"),
    ("fact-changed", "retries: {var:retries}", "retries: 3"),
    ("fact-changed", "path: {{ ds }}", "path: {{ ts }}"),
    ("fact-removed", "never_heard_of: 1", ""),
    ("layout-only", "pool: p; queue: q", "queue: q; pool: p"),
)
"""(rule, facts of a stage before, facts after)"""

SETTINGS = (
    ("schedule-changed", "schedule: 0 2 * * *", "schedule: 0 6 * * *"),
    ("schedule-removed", "schedule: 0 2 * * *", "schedule: None"),
    ("schedule-removed", "schedule: @daily", ""),
    ("schedule-added", "schedule: None", "schedule: @daily"),
    ("catchup-changed", "catchup: False", "catchup: True"),
    ("catchup-changed", "catchup: False", ""),
    ("start-date-changed", "start_date: 2024-01-01", "start_date: 2025-01-01"),
    ("end-date-changed", "", "end_date: 2025-01-01"),
    ("concurrency-changed", "max_active_runs: 1", ""),
    ("timeout-removed", "dagrun_timeout: 1d", ""),
    ("alert-removed", "sla_miss_callback: page", ""),
    ("tags-changed", "tags: sales", "tags: sales, daily"),
)
"""(rule, settings of the pipeline before, settings after)"""

WHOLE = (
    ("title-changed", "title sales\na", "title orders\na", "title: sales", "title: orders"),
    ("kind-changed", "kind dag\na", "kind pipeline\na", "kind: dag", "kind: pipeline"),
    ("layout-only", "direction LR\na", "direction TB\na", "direction: LR", "direction: TB"),
    (
        "schedule-removed",
        "a\nschedule [schedule]: schedule: @daily",
        "a",
        "schedule on its own",
        "",
    ),
    ("schedule-added", "a", "a\nschedule [schedule]: schedule: @daily", "", "schedule on its own"),
)

CASES = (
    *STRUCTURE,
    *((rule, stage(old), stage(new), None, None) for rule, old, new in FACTS),
    *((rule, dag(old), dag(new), None, None) for rule, old, new in SETTINGS),
    *WHOLE,
    *ACTIVITIES,
    *ARCHITECTURES,
    *SEQUENCES,
    *DECLARED,
    *DEPLOYMENTS,
)
