"""How the fields of tasks and DAGs show in a drawing: which, in which order, in which words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Choice,
    ClassValue,
    External,
    FunctionValue,
    Instance,
    Native,
    SetValue,
    Unknown,
    Value,
    stripped,
    text_of,
)
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.frontends.airflow.assets import Asset, AssetCondition
from pytest_etl_diagram.frontends.standard.functions import Partial

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.frontends.airflow.objects import Dag, Task
    from pytest_etl_diagram.model import Fact

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))

MAX_SECONDS = 10**300
"""From here on a duration is none: it fits into no float."""


def duration(seconds: float) -> str:
    """Return a duration in words: 5400 seconds are `1h 30m`."""
    if not -MAX_SECONDS < seconds < MAX_SECONDS:  # nor is nan
        return str(seconds)
    if seconds < 0:
        return "-" + duration(-seconds)
    parts = []
    rest = seconds
    for size, unit in UNITS[:-1]:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{int(count)}{unit}")
    if rest or not parts:
        parts.append(f"{rest:g}s")
    return " ".join(parts)


def shown(value: object) -> str:
    """Return a setting's value in words."""
    if isinstance(value, timedelta):
        return duration(value.total_seconds())
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Choice):
        return " | ".join(shown(option) for option in value.options)
    if isinstance(value, SetValue):
        return ", ".join(sorted(shown(item) for item in value.items))
    if isinstance(value, (list, tuple)):
        weight_of(value)
        return ", ".join(shown(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _object(value)


def _moment(value: datetime) -> str:
    day = value.date().isoformat()
    clock = "" if (value.hour, value.minute, value.second) == (0, 0, 0) else f" {value:%H:%M:%S}"
    zone = value.tzname() if value.tzinfo is not None else None
    return day + clock + ("" if zone in (None, "UTC") else f" {zone}")


def _object(value: object) -> str:
    if isinstance(value, (FunctionValue, BoundMethod, ClassValue, Partial, Native)):
        return stripped(text_of(value)).rpartition(".")[2]
    if isinstance(value, External):
        return value.leaf
    if isinstance(value, Instance) and isinstance(value.cls, (ClassValue, External)):
        if value.args is None and isinstance(value.cls, ClassValue) and not value.attrs:
            return value.cls.name
        return _call(value)
    if isinstance(value, Instance) or not isinstance(value, Value):
        return text_of(value)
    return value.text


def _call(value: Instance) -> str:
    """Return an object as the call that made it, with its plain arguments."""
    name = value.cls.leaf if isinstance(value.cls, External) else text_of(value.cls).strip("{}")
    args = value.args or Args()
    parts = [shown(a) for a in args.positional]
    parts += [f"{key}={shown(a)}" for key, a in args.keywords.items()]
    return f"{name}({', '.join(parts)})" if parts else name


def _seconds(value: object) -> str:
    """Return a sensor's timeout or interval, given in seconds or as a timedelta."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return shown(value)
    return duration(value)


def _trigger_rule(value: object) -> str:
    """Return a trigger rule; old names of Airflow's rules are kept by their new ones."""
    text = shown(value)
    return {"dummy": "always", "none_failed_or_skipped": "none_failed_min_one_success"}.get(
        text, text
    )


def _callback(value: object) -> str:
    """Return a callback by name: a notifier's arguments may be secrets."""
    if isinstance(value, (list, tuple)):
        return ", ".join(_callback(item) for item in value)
    if isinstance(value, Instance):
        return shown(value).partition("(")[0]
    if isinstance(value, Unknown) and value.text.endswith("()}"):
        return value.text[1:-3].rpartition(".")[2]  # what a library's function returns
    return shown(value)


def _deadline(value: object) -> str:
    """Return when a run is late: `1h after DAGRUN_QUEUED_AT`; its callback may hold secrets."""
    if isinstance(value, (list, tuple)):
        return ", ".join(_deadline(item) for item in value)
    if not isinstance(value, Instance) or value.args is None:
        return _callback(value)
    by_place = dict(zip(("reference", "interval"), value.args.positional, strict=False))
    given = {**by_place, **value.args.keywords}
    told = [shown(given[name]) for name in ("interval", "reference") if name in given]
    return " after ".join(told) or _callback(value)


TASK_FIELDS: Mapping[str, Callable[[object], str]] = {
    "retries": shown,
    "retry_delay": _seconds,
    "retry_exponential_backoff": shown,
    "max_retry_delay": _seconds,
    "execution_timeout": _seconds,
    "timeout": _seconds,
    "mode": shown,
    "poke_interval": _seconds,
    "soft_fail": shown,
    "trigger_rule": _trigger_rule,
    "pool": shown,
    "pool_slots": shown,
    "queue": shown,
    "priority_weight": shown,
    "weight_rule": shown,
    "depends_on_past": shown,
    "wait_for_downstream": shown,
    "max_active_tis_per_dag": shown,
    "on_failure_callback": _callback,
    "on_retry_callback": _callback,
    "on_success_callback": _callback,
    "on_execute_callback": _callback,
    "on_skipped_callback": _callback,
    "email_on_failure": shown,
    "email_on_retry": shown,
    "sla": _seconds,
}
"""Fields of a task that are architecture, in the order in which they show."""
SENSOR_FIELDS = frozenset({"timeout", "mode", "poke_interval", "soft_fail"})
RENAMED = {"task_concurrency": "max_active_tis_per_dag"}
DAG_FIELDS: Mapping[str, Callable[[object], str]] = {
    "catchup": shown,
    "start_date": shown,
    "end_date": shown,
    "max_active_runs": shown,
    "max_active_tasks": shown,
    "dagrun_timeout": _seconds,
    "on_failure_callback": _callback,
    "on_success_callback": _callback,
    "sla_miss_callback": _callback,
    "deadline": _deadline,
}
RENAMED_DAG_FIELDS = {"concurrency": "max_active_tasks"}
SCHEDULES = ("schedule", "timetable", "schedule_interval")


def task_facts(task: Task) -> tuple[Fact, ...]:
    """Return the facts of a task: what was given, or differs from Airflow's default."""
    fields = {RENAMED.get(name, name): value for name, value in task.fields.items()}
    facts: list[Fact] = []
    if task.operator:
        facts.append(("operator", task.operator))
    if task.mapped:
        facts.append(("mapped", task.mapped))
    if task.group is not None and task.group.mapped:
        facts.append(("group_mapped", task.group.mapped))
    if task.repeated:
        facts.append(("repeated", " and ".join(task.repeated)))
    facts += [(kind, "True") for kind in ("setup", "teardown") if getattr(task, f"is_{kind}")]
    facts += _callable(task, fields)
    is_sensor = "sensor" in task.operator.lower()
    for name, show in TASK_FIELDS.items():
        if name not in fields or fields[name] is None:
            continue
        if name in SENSOR_FIELDS and not (is_sensor or name in task.given):
            continue
        facts.append((name, show(fields[name])))
    facts += _elsewhere(fields)
    facts += _datasets(fields)
    unknown = unknowns(task)
    if unknown:
        facts.append(("dynamic", ", ".join(unknown)))
    if task.uncertain:
        facts.append(("conditional", "True"))
    return tuple(facts)


def unknowns(task: Task) -> list[str]:
    """Return the placeholders of what decides a task and can't be known statically.

    Those of its id that aren't shown as what it is repeated over, and those of
    arguments that were spread from something unknown.
    """
    named = PLACEHOLDER.findall(task.task_id) if "{" in task.task_id else ()
    said = (p for p in named if p not in task.repeated)
    return list(dict.fromkeys([*said, *task.open_ended]))


def _callable(task: Task, fields: Mapping[str, object]) -> list[Fact]:
    function = fields.get("python_callable")
    if function is None:
        return []
    name = shown(function)
    own = task.task_id.rpartition(".")[2]
    if task.operator.startswith("@") and own.startswith(name):
        return []  # a decorated function gives the task its name: it would be said twice
    return [("callable", name)]


def _elsewhere(fields: Mapping[str, object]) -> list[Fact]:
    """Return which tasks of other DAGs a sensor waits for, or which DAG a task starts."""
    facts: list[Fact] = []
    dag = fields.get("external_dag_id")
    if dag is not None:
        inner = next(
            (
                fields[name]
                for name in ("external_task_id", "external_task_ids", "external_task_group_id")
                if fields.get(name) is not None
            ),
            None,
        )
        facts.append(("external", shown(dag) if inner is None else f"{shown(dag)}.{shown(inner)}"))
    if fields.get("trigger_dag_id") is not None:
        facts.append(("triggers", shown(fields["trigger_dag_id"])))
    return facts


def _datasets(fields: Mapping[str, object]) -> list[Fact]:
    facts: list[Fact] = []
    for name in ("inlets", "outlets"):
        value = fields.get(name)
        items = value if isinstance(value, (list, tuple)) else [value]
        listed = sorted({shown(i) for i in items if isinstance(i, (Asset, AssetCondition))})
        if listed:
            facts.append((name, ", ".join(listed)))
    return facts


def dag_facts(dag: Dag) -> tuple[Fact, ...]:
    """Return the facts of a DAG that were given: schedule first."""
    settings = {RENAMED_DAG_FIELDS.get(n, n): v for n, v in dag.settings.items()}
    for name in ("start_date", "end_date"):
        if name not in settings and name in dag.default_args:
            settings[name] = dag.default_args[name]
    facts: list[Fact] = []
    for name in SCHEDULES:
        if name in settings:
            facts.append(("schedule", schedule(settings[name])))
            break
    for name, show in DAG_FIELDS.items():
        if name in settings and settings[name] is not None:
            facts.append((name, show(settings[name])))
    tags = settings.get("tags")
    if tags:
        items = tags if isinstance(tags, (list, tuple)) else [tags]
        facts.append(("tags", ", ".join(sorted(shown(t) for t in items))))
    if settings.get("dynamic"):
        facts.append(("dynamic", shown(settings["dynamic"])))
    return tuple(facts)


def schedule(value: object) -> str:
    """Return a schedule in words: a cron text, a preset, a period, a timetable, assets."""
    if isinstance(value, (list, tuple)):
        return " & ".join(shown(v) for v in value) if value else "None"
    if isinstance(value, timedelta):
        return f"every {duration(value.total_seconds())}"
    return shown(value)
