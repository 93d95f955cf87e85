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


STARTED = "schedule [schedule]: schedule: sales"

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
    ("stage-moved", "group g\na\nb {g}", "group g\na {g}\nb {g}", "group: no group", "group: g"),
    ("role-changed", "a [load]", "a [transform]", "role: load", "role: transform"),
    ("group-added", "a", "group g\na", "", "g"),
    ("group-removed", "group g\na", "a", "g", ""),
    ("group-changed", "group g\ngroup h", "group g\ngroup h in g", "h", "h in g"),
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
        "no longer starts the pipeline",
        "",
    ),
    (
        "asset-trigger-changed",
        "schedule [schedule]\nsales [asset]",
        "schedule [schedule]\nsales [asset]\nsales => schedule",
        "",
        "triggers",
    ),
    (
        "asset-trigger-changed",
        f"{STARTED}\nsales [asset]\nsales => schedule",
        f"{STARTED}, b\nsales [asset]\nb [asset]\nsales => schedule\nb => schedule",
        "schedule: sales",
        "schedule: sales, b",
    ),
    (
        "schedule-removed",
        f"{STARTED}\nsales [asset]\nsales => schedule",
        "schedule [schedule]",
        "schedule: sales",
        "",
    ),
    (
        "quality-check-removed",
        "check [validate]: operator: SQLCheckOperator",
        "check [other]: operator: EmptyOperator",
        "operator: SQLCheckOperator",
        "operator: EmptyOperator",
    ),
    (
        "stage-emptied",
        "load [load]: operator: PythonOperator; callable: load",
        "load [other]: operator: EmptyOperator",
        "operator: PythonOperator",
        "operator: EmptyOperator",
    ),
    (
        "setup-teardown-changed",
        "a: teardown: True; trigger_rule: all_done_setup_success",
        "a",
        "teardown: True",
        "",
    ),
    (
        "retries-removed",
        "a: retries: 3; retry_delay: 5m; retry_exponential_backoff: True",
        "a",
        "retries: 3",
        "",
    ),
    (
        "retries-increased",
        "a",
        "a: retries: 3; retry_delay: 1m; retry_exponential_backoff: True",
        "",
        "retries: 3",
    ),
    (
        "stage-conditional",
        "a\nb: operator: BashOperator\na -> b",
        "a\nb: operator: BashOperator; conditional: True\na ~> b",
        "",
        "conditional: True",
    ),
    (
        "stage-unconditional",
        "a\nb: operator: BashOperator; conditional: True\na ~> b",
        "a\nb: operator: BashOperator\na -> b",
        "conditional: True",
        "",
    ),
    (
        "stage-renamed",
        "a\nload_sales [load]: operator: PythonOperator; callable: run\na -> load_sales",
        "a\ncopy_sales [other]: operator: PythonOperator; callable: run\na -> copy_sales",
        "load_sales",
        "copy_sales",
    ),
    (
        "stage-renamed",
        "copy_{var:crm}: operator: BashOperator; repeated: {var:crm}",
        "copy_{var:replicas}: operator: BashOperator; repeated: {var:replicas}",
        "copy_{var:crm}",
        "copy_{var:replicas}",
    ),
    (
        "alert-changed",
        "schedule [schedule]: on_failure_callback: page\na: on_failure_callback: page",
        "schedule [schedule]\na: on_failure_callback: page",
        "on_failure_callback: page",
        "",
    ),
    (
        "alert-changed",
        "schedule [schedule]: on_failure_callback: page\na: on_failure_callback: log",
        "schedule [schedule]: on_failure_callback: page\na",
        "on_failure_callback: log",
        "",
    ),
    (
        "alert-removed",
        "schedule [schedule]: on_failure_callback: page\na: on_failure_callback: page\nb",
        "schedule [schedule]\na: on_failure_callback: page\nb",
        "on_failure_callback: page",
        "",
    ),
)

FACTS = (
    ("operator-changed", "operator: BashOperator", "operator: PythonOperator"),
    ("callable-changed", "callable: clean", "callable: clean_up"),
    ("mapped-changed", "", "mapped: expand(x)"),
    ("mapped-changed", "repeated: {var:tables}", "repeated: {var:views}"),
    ("mapped-changed", "group_mapped: expand(x)", ""),
    ("operator-changed", "operator: EmptyOperator", "operator: DummyOperator"),
    ("operator-changed", "operator: EmptyOperator", "operator: BashOperator"),
    ("stage-emptied", "operator: BashOperator", "operator: EmptyOperator"),
    ("stage-conditional", "", "conditional: True"),
    ("stage-unconditional", "conditional: True", ""),
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
    ("timeout-changed", "timeout: 1h", ""),
    ("timeout-changed", "", "timeout: 2h"),
    ("fact-left-to-default", "timeout: 7d", ""),
    ("timeout-added", "", "execution_timeout: 2h"),
    ("trigger-rule-changed", "", "trigger_rule: all_done"),
    ("trigger-rule-changed", "trigger_rule: all_success", "trigger_rule: one_success"),
    ("soft-fail-added", "", "soft_fail: True"),
    ("alert-removed", "on_failure_callback: page", ""),
    ("alert-removed", "email_on_failure: True", "email_on_failure: False"),
    ("alert-changed", "", "email_on_failure: False"),
    ("alert-changed", "on_failure_callback: page", "on_failure_callback: log"),
    ("alert-changed", "on_failure_callback: page, log", "on_failure_callback: page"),
    ("alert-added", "", "on_failure_callback: page"),
    ("alert-added", "on_failure_callback: page", "on_failure_callback: page, log"),
    ("callback-changed", "on_success_callback: count", ""),
    ("deadline-removed", "sla: 2h", ""),
    ("deadline-removed", "deadline: 2h after queued", ""),
    ("external-changed", "external: sales.done", "external: sales.begun"),
    ("external-changed", "triggers: report", ""),
    ("outlets-changed", "outlets: s3://a, s3://b", "outlets: s3://a"),
    ("outlets-changed", "outlets: s3://a", "outlets: s3://b"),
    ("outlets-added", "", "outlets: s3://a"),
    ("outlets-added", "outlets: s3://a", "outlets: s3://a, s3://b"),
    ("sensor-mode-changed", "mode: reschedule", ""),
    ("sensor-mode-changed", "mode: poke", "mode: reschedule"),
    ("fact-left-to-default", "mode: poke", ""),
    ("pool-changed", "pool: warehouse", ""),
    ("depends-on-past-changed", "depends_on_past: True", ""),
    ("max-active-changed", "max_active_tis_per_dag: 1", ""),
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
    ("fact-changed", "queue: gpu", "queue: default"),
    ("fact-changed", "poke_interval: 1m", "poke_interval: 10m"),
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
    ("schedule-removed", "schedule: @daily", "schedule: @once"),
    ("schedule-added", "schedule: @once", "schedule: @daily"),
    ("layout-only", "schedule: @daily", "schedule: 0 0 * * *"),
    ("schedule-added", "schedule: None", "schedule: @daily"),
    ("catchup-changed", "catchup: False", "catchup: True"),
    ("catchup-changed", "catchup: False", ""),
    ("start-date-changed", "start_date: 2024-01-01", "start_date: 2025-01-01"),
    ("fact-became-dynamic", "start_date: 2024-01-01", "start_date: {now.add()}"),
    ("fact-became-dynamic", "start_date: 2024-01-01", "start_date: {now - 2 days}"),
    ("end-date-changed", "", "end_date: 2025-01-01"),
    ("max-active-changed", "max_active_runs: 1", ""),
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
