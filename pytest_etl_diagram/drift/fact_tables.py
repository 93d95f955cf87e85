"""Which rule a changed fact falls under, by kind of drawing: by presence, by value, by members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.members import by_members
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.drift.schedule_facts import schedule_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = str | None
"""A fact's value; None where it isn't given."""


GENERAL = ByPresence("fact-added", "fact-changed", "fact-removed")
"""For every other fact, of whatever name."""

CONFIGURATION = ByPresence("configuration-added", "configuration-changed", "configuration-removed")
"""The same where facts are settings that a file of data spells out."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """The rules of the facts in one kind of drawing.

    - `by_presence`: for most facts it is enough to know whether they were and are given.
    - `by_value`: facts whose value decides; "" leaves a change to the general rules.
    - `by_members`: facts that list several things, separated by `, `: whether only some came,
      only some went, or both (`changed`).
    - `general`: the rules of all others.
    - `default`: what a setting is where it isn't given; None where that isn't known.
    - `key`: under which name of the tables a fact is looked up (`options.batch_size`).
    - `tells_dynamic`: facts by value whose own rule tells that a value is no longer known.
    """

    by_presence: Mapping[str, ByPresence] = field(default_factory=dict)
    by_value: Mapping[str, Callable[[Value, Value], str]] = field(default_factory=dict)
    by_members: Mapping[str, ByPresence] = field(default_factory=dict)
    general: ByPresence = GENERAL
    default: Callable[[str], Value] = lambda _: None
    key: Callable[[str], str] = str
    tells_dynamic: frozenset[str] = frozenset()


TIMEOUT = ByPresence("timeout-added", "timeout-changed", "timeout-removed")
ALERT = ByPresence("alert-added", "alert-changed", "alert-removed")
DEAD_LETTER = ByPresence("dead-letter-added", "dead-letter-changed", "dead-letter-removed")
_BACKOFF = always("backoff-changed")
_CALLBACK = always("callback-changed")
CHECK = ByPresence("quality-check-added", "quality-check-changed", "quality-check-removed")
_VALIDATION = ByPresence("quality-check-added", "quality-check-changed", "validation-removed")
CONCURRENCY = always("concurrency-changed")
WORKERS = always("workers-changed")
MAX_ACTIVE = always("max-active-changed")
_DEADLINE = ByPresence(removed="deadline-removed")
_MAPPED = always("mapped-changed")
_PAST = always("depends-on-past-changed")
_POOL = always("pool-changed")
_SETUP = always("setup-teardown-changed")
EXTERNAL = ByPresence("", "external-changed", "external-changed")


def retries_rule(before: Value, after: Value) -> str:
    """Airflow's default is no retry, so one that isn't given counts as 0."""
    was, is_now = before or "0", after or "0"
    if not (was.isdecimal() and is_now.isdecimal()):
        return ""
    return more_or_fewer_tries(int(was), int(is_now))


def more_or_fewer_tries(was: float, is_now: float) -> str:
    """Return the rule for another number of retries, "" for the same one."""
    if is_now == was:
        return ""
    if is_now > was:
        return "retries-increased"
    return "retries-reduced" if is_now else "retries-removed"


def alert_rule(before: Value, after: Value) -> str:
    """Compare who is told of a failure; where somebody is left, it is told in another way."""
    rule_id = by_members(ALERT, before, after)
    return ALERT.changed if rule_id == ALERT.removed and after else rule_id


def switched(*, on: bool) -> Callable[[Value, Value], str]:
    """Return the rule of a switch that is `on` where it isn't given, or is off there."""

    def rule(before: Value, after: Value) -> str:
        was, is_now = (is_on(value, absent=on) for value in (before, after))
        if was is is_now:
            return ""
        return "switched-on" if is_now is on else "switched-off"

    return rule


def is_on(value: Value, *, absent: bool) -> bool:
    """Tell whether a switch is on; `absent` is what holds without a value."""
    return absent if value is None else value.lower() not in ("false", "no", "off", "0")


DOING_NOTHING = frozenset({"EmptyOperator", "DummyOperator"})


def _operator(before: Value, after: Value) -> str:
    empty = after in DOING_NOTHING and before is not None and before not in DOING_NOTHING
    return "stage-emptied" if empty else "operator-changed"


def _sensor_timeout(before: Value, after: Value) -> str:
    """Compare how long a sensor waits, which has an end without a word on it, too."""
    was, is_now = (value or default_of("timeout") for value in (before, after))
    return "" if was == is_now else TIMEOUT.changed


def _soft_fail(_: Value, after: Value) -> str:
    return "soft-fail-added" if after == "True" else ""


def _email_on_failure(before: Value, after: Value) -> str:
    """Mails are on by default but only sent where an address is set, which isn't known here."""
    return _EMAIL.get((before, after), "alert-changed")


_EMAIL = {
    ("True", "False"): "alert-removed",
    ("False", "True"): "alert-added",
    ("True", None): "",
    (None, "True"): "",
}

SETTINGS: Mapping[str, ByPresence] = {
    "operator": always("operator-changed"),
    "mapped": _MAPPED,
    "repeated": _MAPPED,
    "setup": _SETUP,
    "teardown": _SETUP,
    "callable": always("callable-changed"),
    "retry_delay": always("retry-delay-changed"),
    "retry_exponential_backoff": _BACKOFF,
    "max_retry_delay": _BACKOFF,
    "execution_timeout": TIMEOUT,
    "dagrun_timeout": TIMEOUT,
    "trigger_rule": always("trigger-rule-changed"),
    "pool": _POOL,
    "pool_slots": _POOL,
    "depends_on_past": _PAST,
    "wait_for_downstream": _PAST,
    "max_active_tis_per_dag": MAX_ACTIVE,
    "max_active_runs": MAX_ACTIVE,
    "max_active_tasks": MAX_ACTIVE,
    "sla_miss_callback": ALERT,
    "email_on_retry": always("alert-changed"),
    "on_retry_callback": _CALLBACK,
    "on_success_callback": _CALLBACK,
    "on_execute_callback": _CALLBACK,
    "on_skipped_callback": _CALLBACK,
    "sla": _DEADLINE,
    "deadline": _DEADLINE,
    "external": EXTERNAL,
    "triggers": EXTERNAL,
    "dynamic": ByPresence(added="fact-became-dynamic"),
    "catchup": always("catchup-changed"),
    "start_date": always("start-date-changed"),
    "end_date": always("end-date-changed"),
    "tags": always("tags-changed"),
    "timeout": TIMEOUT,
    "on_failure_callback": ALERT,
}
"""What schedulers of all sorts call by these names."""

SETTINGS_BY_VALUE: Mapping[str, Callable[[Value, Value], str]] = {
    "retries": retries_rule,
    "schedule": schedule_rule,
    "soft_fail": _soft_fail,
    "email_on_failure": _email_on_failure,
}

SETTINGS_BY_MEMBERS: Mapping[str, ByPresence] = {
    "outlets": ByPresence("outlets-added", "outlets-changed", "outlets-changed")
}

_AIRFLOWS_BY_VALUE: Mapping[str, Callable[[Value, Value], str]] = {
    **SETTINGS_BY_VALUE,
    "operator": _operator,
    "timeout": _sensor_timeout,
    "on_failure_callback": alert_rule,
}

WORKFLOW = FactTable(
    by_presence={
        **{name: rules for name, rules in SETTINGS.items() if name not in _AIRFLOWS_BY_VALUE},
        "group_mapped": _MAPPED,
        "conditional": ByPresence("stage-conditional", "fact-changed", "stage-unconditional"),
        "mode": always("sensor-mode-changed"),
    },
    by_value=_AIRFLOWS_BY_VALUE,
    by_members=SETTINGS_BY_MEMBERS,
    default=default_of,
)
"""An orchestrator's tasks and settings, as Airflow names them."""

SOURCE = ByPresence("endpoint-added", "source-changed", "endpoint-removed")
TARGET = ByPresence("endpoint-added", "target-changed", "endpoint-removed")

_STEP_SETTINGS = {
    "component-changed": "component",
    "write-mode-changed": "mode",
    "keys-changed": "keys",
    "consumer-group-changed": "group_id consumer_group",
    "partitioning-changed": "partition_by partition_cols partitions",
    "batch-size-changed": "batch_size chunk_size chunksize page_size block_size blocksize",
    "transformation-changed": "where how join_on",
    "concurrency-changed": "concurrency max_concurrency",
    "workers-changed": "workers",
    "backoff-changed": "backoff",
    "retry-delay-changed": "wait",
    "retried-errors-changed": "on",
    "fact-changed": "lazy",
}
"""Rule → the settings of steps that fall under it, come they, change or go."""

STEP = FactTable(
    by_presence={
        **{name: always(rule) for rule, names in _STEP_SETTINGS.items() for name in names.split()},
        **dict.fromkeys(("dead_letter_topic", "dlq_topic"), DEAD_LETTER),
        "timeout": TIMEOUT,
    },
    by_members={
        "reads": SOURCE,
        "writes": TARGET,
        "parallel": ByPresence("parallel-added", "parallel-changed", "parallel-removed"),
        "transforms": ByPresence("stage-added", "call-changed", "stage-removed"),
        "checks": CHECK,
        "validates": _VALIDATION,
        "alerts": ALERT,
        "dead_letter": DEAD_LETTER,
        "raises": ByPresence("raise-added", "raise-changed", "raise-removed"),
        "swallows": ByPresence("exception-swallowed", "exception-swallowed", "exception-surfaced"),
    },
)
"""The steps of an activity. `retries` and `attempts` are told by `drift.policies`."""

START = FactTable(general=always("trigger-changed"))
"""What starts an activity."""

UNRESOLVED = "unresolved"
"""What stands instead of the path of a class that isn't found."""


def _path(_: Value, after: Value) -> str:
    return "component-unresolved" if after == UNRESOLVED else "component-moved"


COMPONENT = FactTable(
    by_presence={"abstract": always("abstract-methods-changed")},
    by_value={"path": _path},
    by_members={"functions": always("functions-changed")},
)
"""The boxes of an architecture: classes, functions of a file, DAGs, configuration files."""

_OUTSIDE = ByPresence("endpoint-added", "endpoint-changed", "endpoint-removed")

STORE = FactTable(
    by_members=dict.fromkeys(
        "tables objects paths topics queues urls keys receivers channels".split(), _OUTSIDE
    ),
    general=_OUTSIDE,
)
"""What is read and written in an outside system: tables, topics, paths."""
