"""Rules of the facts of pipelines that a file of data describes, by the role of a stage.

The same setting means another thing by where it stands: a `table` is read by a source
and written by a target. What an orchestrator knows is judged as for its own pipelines,
but without its defaults.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.check_facts import (
    HARD,
    LISTS,
    OUTCOMES,
    SOFT,
    checks_rule,
    fails_rule,
    outcome_rule,
)
from pytest_etl_diagram.drift.error_facts import ERROR_HANDLING, error_handling_rule
from pytest_etl_diagram.drift.fact_names import innermost_of
from pytest_etl_diagram.drift.fact_tables import (
    ALERT,
    CHECK,
    CONCURRENCY,
    CONFIGURATION,
    DEAD_LETTER,
    EXTERNAL,
    SETTINGS,
    SETTINGS_BY_MEMBERS,
    SETTINGS_BY_VALUE,
    SOURCE,
    TARGET,
    TIMEOUT,
    WORKERS,
    FactTable,
    more_or_fewer_tries,
    retries_rule,
    switched,
)
from pytest_etl_diagram.drift.presence import ByPresence, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.drift.fact_tables import Value

    ByValue = Callable[[Value, Value], str]
    Rules = dict[str, ByPresence]


def _named(rules: ByPresence, names: str) -> Rules:
    return dict.fromkeys(names.split(), rules)


_ENDPOINT = """
    connection conn_id connection_id reads writes table tables path paths topic topics queue queues
    url urls bucket object objects collection index schema database dataset system host endpoint
    format uri dsn jdbc_url connection_string bootstrap_servers brokers addresses server account
    project project_id catalog namespace port bucket_name object_name sobject
"""
"""What says where data is read or written."""

_QUERY = "query sql query_file sql_file where filter filters columns fields select statement"
"""What says which part of it is read."""

_CONTENT = frozenset("filter filters where sla".split())
"""Settings below which nothing is a setting of its own: `filter.active` is a column."""

_PRESENCE: Rules = {
    **SETTINGS,
    **_named(always("connection-changed"), "connection conn_id connection_id"),
    **_named(
        always("write-mode-changed"),
        "mode strategy incremental_strategy write_mode load_mode replication_method",
    ),
    **_named(always("materialization-changed"), "materialized materialization"),
    **_named(always("keys-changed"), "keys unique_key primary_key merge_keys"),
    **_named(
        always("batch-size-changed"),
        "batch_size batchsize chunk_size chunksize fetch_size fetchsize page_size pagesize "
        "max_batch_size min_batch_size bulk_size write_batch_size batch_interval "
        "micro_batch_interval trigger_interval commit_interval",
    ),
    **_named(
        always("partitioning-changed"),
        "partition_by partitions partition_columns partitioned_by cluster_by bucket_by "
        "distribution_key",
    ),
    **_named(
        always("watermark-changed"),
        "watermark watermark_column incremental incremental_column incremental_key cursor "
        "cursor_field cursor_column replication_key start_from lookback lookback_days offset "
        "starting_offset starting_offsets start_offset startup_mode auto_offset_reset "
        "snapshot_mode",
    ),
    **_named(always("columns-changed"), "columns"),
    **_named(always("consumer-group-changed"), "consumer_group group_id"),
    **_named(
        TIMEOUT,
        "timeout_seconds timeout_minutes timeout_hours query_timeout max_runtime max_duration",
    ),
    **_named(
        CONCURRENCY,
        "parallelism concurrency max_parallel threads num_threads max_concurrency",
    ),
    **_named(WORKERS, "workers num_workers max_workers"),
    **_named(
        always("retry-delay-changed"),
        "retry_delay_seconds retry_delay_minutes retry_interval retry_wait delay delay_seconds",
    ),
    **_named(
        always("backoff-changed"),
        "retry.strategy retry.mode retry_policy.strategy backoff backoff_factor "
        "backoff_multiplier exponential_backoff max_delay",
    ),
    **_named(always("schedule-changed"), "timezone time_zone"),
}

_MEMBERS: Rules = {
    **_named(ALERT, "alerts alert notifications notify email emails recipients channels"),
    **_named(
        DEAD_LETTER,
        "dead_letter_table dead_letter_path dead_letter_bucket dead_letter_target error_table "
        "reject_table rejects rejected quarantine_table quarantine_path",
    ),
    **_named(DEAD_LETTER, "dead_letter dead_letter_queue dead_letter_topic dlq quarantine"),
    **_named(EXTERNAL, "depends_on depends dependencies needs after upstream upstreams"),
    **SETTINGS_BY_MEMBERS,
    "reads": SOURCE,
    "writes": TARGET,
}


def _on_failure(before: Value, after: Value) -> str:
    """Read `on_failure`, which says what becomes of the run, or who is told."""
    if {(value or "").lower() for value in (before, after)} & (SOFT | HARD):
        return error_handling_rule("on_failure", before, after)
    if before and after:
        return "alert-changed"
    return "alert-removed" if before else "alert-added"


def _email(before: Value, after: Value) -> str:
    """Read `email_on_failure`: whether mails are sent, or to whom."""
    switches = {"true", "false"}
    if {(value or "true").lower() for value in (before, after)} <= switches:
        return SETTINGS_BY_VALUE["email_on_failure"](before, after)
    if before and after:
        return "alert-changed"
    return "alert-removed" if before else "alert-added"


def _attempts(before: Value, after: Value) -> str:
    """Compare numbers of tries, the first one counted."""
    was, is_now = before or "1", after or "1"
    if not (was.isdecimal() and is_now.isdecimal()):
        return ""
    return more_or_fewer_tries(max(int(was) - 1, 0), max(int(is_now) - 1, 0))


_VALUES: dict[str, ByValue] = {
    **SETTINGS_BY_VALUE,
    **dict.fromkeys("retry max_retries num_retries retry_count".split(), retries_rule),
    **dict.fromkeys("attempts max_attempts retry_attempts".split(), _attempts),
    **dict.fromkeys("enabled active is_active".split(), switched(on=True)),
    **dict.fromkeys("disabled paused is_paused suspended".split(), switched(on=False)),
    **{name: partial(error_handling_rule, name) for name in ERROR_HANDLING},
    "on_failure": _on_failure,
    "email_on_failure": _email,
}
"""The rules of facts whose values decide, but for those of checks."""


def _existence(rules: ByPresence, *, on: bool) -> ByValue:
    """Return the rule of a switch of something that is gone where it is off."""
    of_switch = switched(on=on)
    named = {"switched-on": rules.added, "switched-off": rules.removed, "": ""}
    return lambda before, after: named[of_switch(before, after)]


def _switches(rules: ByPresence) -> dict[str, ByValue]:
    return {
        **dict.fromkeys("enabled active is_active".split(), _existence(rules, on=True)),
        **dict.fromkeys("disabled paused suspended".split(), _existence(rules, on=False)),
    }


_EVERY = {**_VALUES, **dict.fromkeys(LISTS.split(), checks_rule)}


def _table(
    own: Mapping[str, ByPresence],
    by_value: Mapping[str, ByValue] = _EVERY,
    general: ByPresence = CONFIGURATION,
) -> FactTable:
    """Return the table of one role: its `own` rules, then those that hold for every one."""
    presence = {**_PRESENCE, **{k: rules for k, rules in own.items() if k not in _MEMBERS}}
    members = {**_MEMBERS, **{k: rules for k, rules in own.items() if k in _MEMBERS}}
    return FactTable(
        by_presence={k: rules for k, rules in presence.items() if k not in by_value},
        by_value=by_value,
        by_members=members,
        general=general,
        key=innermost_of({*presence, *by_value, *members}, outermost=_CONTENT),
    )


def _by_value(switches: ByPresence, outcomes: frozenset[str] = frozenset()) -> dict[str, ByValue]:
    return {
        **_EVERY,
        **_switches(switches),
        **{name: partial(outcome_rule, name) for name in outcomes},
        "fail": fails_rule,
    }


PLAIN = _table({})
EXTRACT = _table(
    {
        **_named(SOURCE, _ENDPOINT),
        **_named(always("source-changed"), f"{_QUERY} operator"),
        **_named(CHECK, "freshness loaded_at_field loaded_at_query"),
        "writes": TARGET,
        "connection": always("source-changed"),
    }
)
LOAD = _table(
    {
        **_named(TARGET, _ENDPOINT),
        **_named(always("target-changed"), "operator connection"),
        "reads": SOURCE,
    }
)
TRANSFORM = _table(
    _named(always("transformation-changed"), f"{_QUERY} delay delay_seconds max_delay"),
    general=always("transformation-changed"),
)
_SINGLE_CHECKS = """
    not_null non_null unique required required_columns row_count min_rows max_rows range ranges
    accepted_values allowed_values freshness regex not_empty no_duplicates null_check
"""
"""Settings of a step that are a check each."""

VALIDATE = _table(
    {
        **_named(always("quality-check-changed"), f"{_ENDPOINT} {_QUERY} operator mode keys"),
        **_named(always("quality-check-changed"), "partition_by incremental watermark"),
        **_named(CHECK, _SINGLE_CHECKS),
    },
    _by_value(CHECK, OUTCOMES),
    always("quality-check-changed"),
)
NOTIFY = _table(_named(always("alert-changed"), f"{_ENDPOINT} operator"), _by_value(ALERT), ALERT)
WAIT = _table(
    {
        **_named(always("external-changed"), _ENDPOINT),
        **_named(CONFIGURATION, "mode"),
    }
)

BY_ROLE = {
    "extract": EXTRACT,
    "load": LOAD,
    "transform": TRANSFORM,
    "validate": VALIDATE,
    "notify": NOTIFY,
    "dependency": WAIT,
}
"""The tables of stages by their roles; PLAIN is that of all others."""
