"""For every rule about declared pipelines and lineages the smallest change that trips it alone.

A row is one of `drift_cases`.
"""

from __future__ import annotations


def declared(line: str) -> str:
    """Write a pipeline that a file of data describes, of one stage."""
    return f"kind pipeline\n{line}"


def row(rule: str, role: str, before: str, after: str) -> tuple[str, str, str, str, str]:
    """Return a case of one fact of a stage in some role."""
    facts = (f": {fact}" if fact else "" for fact in (before, after))
    old, new = (declared(f"a [{role}]{fact}") for fact in facts)
    return (rule, old, new, before, after)


FACTS = tuple(
    row(*each)
    for each in (
        ("operator-changed", "transform", "operator: sql", "operator: python"),
        ("source-changed", "extract", "operator: postgres", "operator: mysql"),
        ("target-changed", "load", "operator: parquet", "operator: snowflake"),
        ("source-changed", "extract", "table: orders", "table: orders_v2"),
        ("source-changed", "extract", "reads: PostgreSQL: orders", "reads: PostgreSQL: sales"),
        ("source-changed", "extract", "query: SELECT a", "query: SELECT b"),
        ("source-changed", "extract", "connection: shop", "connection: shop_replica"),
        ("endpoint-removed", "extract", "reads: x: a, x: b", "reads: x: a"),
        ("target-changed", "load", "table: orders", "table: orders_v2"),
        ("target-changed", "load", "writes: S3: a", "writes: S3: b"),
        ("write-mode-changed", "load", "mode: upsert", "mode: append"),
        ("materialization-changed", "transform", "materialized: table", "materialized: view"),
        ("keys-changed", "load", "keys: id", "keys: day, id"),
        ("keys-changed", "load", "keys: id", ""),
        ("columns-changed", "load", "columns.total: INTEGER", "columns.total: VARCHAR"),
        ("batch-size-changed", "extract", "batch_size: 1000", "batch_size: 50000"),
        ("batch-size-changed", "extract", "options.batchSize: 1000", ""),
        ("partitioning-changed", "load", "partition_by: day", "partition_by: month"),
        ("watermark-changed", "extract", "incremental_column: updated_at", ""),
        ("consumer-group-changed", "extract", "group_id: orders", "group_id: orders-2"),
        ("transformation-changed", "transform", "condition: a > 1", "condition: a > 2"),
        ("quality-check-changed", "validate", "threshold: 1", "threshold: 5"),
        ("quality-check-changed", "validate", "operator: unique", "operator: not_null"),
        ("quality-check-softened", "validate", "severity: error", "severity: warn"),
        ("quality-check-softened", "validate", "", "on_failure: continue"),
        ("quality-check-softened", "validate", "blocking: True", "blocking: False"),
        ("quality-check-softened", "validate", "fail: when < 1", ""),
        ("quality-check-changed", "validate", "severity: warn", "severity: error"),
        ("quality-check-removed", "validate", "enabled: true", "enabled: false"),
        ("quality-check-removed", "load", "checks: unique(id), not_null(id)", "checks: unique(id)"),
        ("quality-check-added", "load", "", "checks: unique(id)"),
        ("quality-check-softened", "load", "checks: a(id)", "checks: a(id) [severity: warn]"),
        ("error-handling-changed", "load", "on_error: fail", "on_error: skip"),
        ("error-handling-changed", "extract", "on_failure: stop", "on_failure: continue"),
        ("error-handling-changed", "load", "max_errors: 10", "max_errors: 100"),
        ("error-handling-changed", "load", "on_error: skip", "on_error: quarantine"),
        ("error-handling-stricter", "load", "on_error: skip", "on_error: fail"),
        ("error-handling-stricter", "load", "on_failure: continue", "on_failure: stop"),
        ("error-handling-stricter", "load", "continue_on_error: True", "continue_on_error: False"),
        ("error-handling-stricter", "load", "fail_fast: false", "fail_fast: true"),
        ("error-handling-stricter", "load", "max_bad_records: 100", "max_bad_records: 0"),
        ("retries-removed", "load", "retries: 3", ""),
        ("retries-reduced", "load", "retry.attempts: 3", "retry.attempts: 2"),
        ("retries-removed", "load", "retry.count: 3", "retry.count: 0"),
        ("retries-removed", "load", "max_attempts: 3", "max_attempts: 1"),
        ("retry-delay-changed", "load", "retry.delay: 5", "retry.delay: 1"),
        ("timeout-removed", "load", "timeout_seconds: 60", ""),
        ("workers-changed", "load", "num_workers: 4", "num_workers: 8"),
        ("concurrency-changed", "load", "threads: 4", "threads: 8"),
        ("deadline-removed", "load", "sla: 2h", ""),
        ("trigger-rule-changed", "load", "", "trigger_rule: all_done"),
        ("alert-changed", "notify", "channel: #data", "channel: #other"),
        ("alert-removed", "notify", "", "enabled: false"),
        ("external-changed", "dependency", "table: orders", "table: sales"),
        ("schedule-changed", "schedule", "schedule: 0 2 * * *", "schedule: 0 3 * * *"),
        ("schedule-removed", "schedule", "schedule: 0 2 * * *", ""),
        ("schedule-changed", "schedule", "timezone: UTC", "timezone: Europe/Berlin"),
        ("alert-removed", "schedule", "notifications.on_failure.channel: #data", ""),
        ("switched-off", "schedule", "enabled: true", "enabled: false"),
        ("switched-off", "other", "", "paused: true"),
        ("switched-on", "other", "enabled: no", "enabled: yes"),
        ("configuration-changed", "load", "compression: gzip", "compression: zstd"),
        ("configuration-removed", "load", "compression: gzip", ""),
        ("configuration-added", "load", "", "compression: gzip"),
        ("fact-became-dynamic", "extract", "table: orders", "table: {env:TABLE}"),
    )
)  # fmt: skip

NODES = (
    ("quality-check-added", declared("a"), declared("a\nb [validate]"), "", "validate on its own"),
    ("quality-check-removed", declared("a\nb [validate]\na -> b"), declared("a"), None, None),
    ("alert-removed", declared("a\nb [notify]\na -> b"), declared("a"), None, None),
    ("stage-removed", declared("a\nb [load]\na -> b"), declared("a"), None, None),
    ("dependency-removed", declared("a\nb\na -> b"), declared("a\nb"), "depends", ""),
)


def lineage(*lines: str) -> str:
    """Write a lineage of three pipelines with a table that two of them share."""
    return "\n".join(("kind lineage", "load [dag]", "report [pipeline]", "mail [job]", *lines))


SHARED = ("orders [asset]: system: PostgreSQL", "orders ===> report")
WRITTEN = (*SHARED, "load ===> orders")
UNNAMED = "'{Snowflake}' [asset]"

LINEAGES = (
    (
        "pipeline-removed",
        lineage(*WRITTEN, "'clean up' [job]", "orders ===> 'clean up'"),
        lineage(*WRITTEN),
        "job; reads PostgreSQL: orders",
        "",
    ),
    (
        "pipeline-added",
        lineage(*WRITTEN),
        lineage(*WRITTEN, "new [stream]", "orders ===> new"),
        "",
        "stream; reads PostgreSQL: orders",
    ),
    (
        "pipeline-renamed",
        lineage("old [dag]", *SHARED, "old ===> orders"),
        lineage("new [dag]", *SHARED, "new ===> orders"),
        "name: old",
        "name: new",
    ),
    (
        "asset-no-longer-written",
        lineage(*WRITTEN),
        lineage(*SHARED),
        "writes: PostgreSQL: orders",
        "",
    ),
    (
        "endpoint-removed",
        lineage(*SHARED, "out [asset]", "report ===> out"),
        lineage(*SHARED),
        "writes: out",
        "",
    ),
    (
        "target-changed",
        lineage(*WRITTEN),
        lineage(*SHARED, "sales [asset]", "load ===> sales"),
        "writes: PostgreSQL: orders",
        "writes: sales",
    ),
    (
        "source-changed",
        lineage(*WRITTEN),
        lineage(*WRITTEN, "sales [asset]", "sales ===> report").replace("orders ===> report\n", ""),
        "reads: PostgreSQL: orders",
        "reads: sales",
    ),
    ("endpoint-added", lineage(*SHARED), lineage(*WRITTEN), "", "writes: PostgreSQL: orders"),
    (
        "connection-removed",
        lineage(*SHARED, UNNAMED, "load ===> '{Snowflake}'"),
        lineage(*SHARED, UNNAMED),
        "writes: {Snowflake}",
        "",
    ),
    (
        "endpoint-changed",
        lineage(*SHARED, UNNAMED, "load ===> '{Snowflake}'"),
        lineage(*SHARED, UNNAMED, "load ===> orders"),
        "writes: {Snowflake}",
        "writes: PostgreSQL: orders",
    ),
    (
        "fact-became-dynamic",
        lineage(*WRITTEN),
        lineage(*WRITTEN, UNNAMED, "'{Snowflake}' ===> report").replace("orders ===> report\n", ""),
        "reads: PostgreSQL: orders",
        "reads: {Snowflake}",
    ),
    (
        "fact-became-dynamic",
        lineage(*WRITTEN),
        lineage(*WRITTEN).replace("system: PostgreSQL", "kind: table"),
        "system: PostgreSQL",
        "",
    ),
    (
        "endpoint-changed",
        lineage(*WRITTEN),
        lineage(*WRITTEN).replace("PostgreSQL", "Redshift"),
        "system: PostgreSQL",
        "system: Redshift",
    ),
    (
        "asset-trigger-changed",
        lineage(*WRITTEN, "orders => mail"),
        lineage(*WRITTEN),
        "started by: PostgreSQL: orders",
        "",
    ),
    ("external-changed", lineage("load -> mail"), lineage(), "waits for: load", ""),
    (
        "external-changed",
        lineage("load => mail"),
        lineage("load => report"),
        "triggers: mail",
        "triggers: report",
    ),
    ("external-added", lineage(), lineage("load => mail"), "", "triggers: mail"),
    (
        "component-moved",
        lineage("run [job]: source: a.py"),
        lineage("run [job]: source: b.py"),
        "source: a.py",
        "source: b.py",
    ),
    ("heading-changed", f"title shop\n{lineage()}", lineage(), "title: shop", "title: sales"),
)

DECLARED = (*FACTS, *NODES, *LINEAGES)
