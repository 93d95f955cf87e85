"""Making tasks: their ids, their place in a DAG, their dependencies by XComArgs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    Unknown,
    Value,
    choose,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import objects, relations
from pytest_etl_diagram.frontends.airflow.defaults import (
    as_mapping,
    context_of,
    defaults_for,
    first_option,
)
from pytest_etl_diagram.frontends.airflow.references import Reference
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task

OPERATOR_NAME = re.compile(r"(Operator|Sensor)(Async|V\d)?$|^(Base\w*Transfer|\w+To\w+Transfer)$")
OPERATOR_CLASSES = frozenset({"ExternalTaskMarker", "SkipMixin", "BaseNotifierOperator"})
MOVED_OPERATORS = {"DummyOperator": "EmptyOperator"}
"""Names that Airflow keeps for an operator that has another one now."""
DEFAULT_FIELDS: dict[str, object] = {
    "retries": 0, "trigger_rule": "all_success", "pool": "default_pool", "queue": "default",
    "depends_on_past": False, "email": None, "owner": "airflow", "start_date": None,
    "end_date": None, "doc_md": None, "sla": None, "params": Dict(), "inlets": List(),
    "outlets": List(), "wait_for_downstream": False, "priority_weight": 1,
}  # fmt: skip
"""What an unset field of a task reads as (Airflow's BaseOperator)."""
NOT_TEMPLATED = frozenset(
    "dag task_group default_args python_callable params on_failure_callback on_success_callback "
    "on_retry_callback on_execute_callback start_date end_date".split()
)
"""Arguments in which an XComArg makes no dependency: Airflow looks at template fields."""


UNKNOWN_PART = "{"
"""What an id has in it where a part of it isn't known: Airflow allows no such sign."""

_NUMBERED = re.compile(r"(.*)__(\d{1,9})", re.DOTALL)
"""The id of a task whose name was taken."""


def is_operator_name(name: str) -> bool:
    """Tell whether a class of this name is an operator or a sensor."""
    return name in OPERATOR_CLASSES or OPERATOR_NAME.search(name) is not None


HOLDERS = (Value, list, tuple, dict)
"""What may hold the result of a task."""

# -- tasks --------------------------------------------------------------------


def new_task(cls: object) -> Task:
    """Return a task of an operator class that isn't initialised yet."""
    task = objects.Task(cls)
    task.operator = operator_name(cls)
    return task


def operator_name(cls: object) -> str:
    """Return the operator's name as Airflow shows it: `custom_operator_name`, or the class's."""
    if isinstance(cls, ClassValue):
        found = cls.find("custom_operator_name")
        if found is not None and isinstance(found[0], ClassValue) and isinstance(found[1], str):
            return found[1]
        return cls.name
    if isinstance(cls, External):
        return MOVED_OPERATORS.get(cls.leaf, cls.leaf)
    return text_of(cls).strip("{}").rpartition(".")[2]


def make_task(it: Interpreter, cls: object, args: Args) -> Task:
    """Make and initialise a task of a library's operator class."""
    task = new_task(cls)
    task.place = it.here()
    init_task(it, task, args)
    return task


def init_task(it: Interpreter, task: Task, args: Args) -> None:
    """Run `BaseOperator.__init__`: merge defaults, take the id, join DAG and group."""
    if task.ready:
        return
    task.place = task.place or it.here()
    keywords = dict(args.keywords)
    dag, group = context_of(it, keywords)
    defaults = defaults_for(it, dag, group, keywords.get("default_args"))
    if "default_args" in keywords:
        task.default_args = as_mapping(it, keywords.pop("default_args"))
        task.given.add("default_args")
    for name in ("dag", "task_group"):
        keywords.pop(name, None)
    task.given |= set(keywords)
    task.fields = {**defaults, **task.fields, **keywords}
    task.fields.pop("task_id", None)
    if args.open_ended:
        task.open_ended.append(args.open_ended)
    if defaults.maybe:
        task.open_ended.append("{default_args}")
    _settle(it, task, keywords.get("task_id", Unknown("{task_id}")), dag, group)
    for name, value in task.fields.items():
        if name not in NOT_TEMPLATED and isinstance(value, HOLDERS):
            depend_on(it, task, value)


def _settle(
    it: Interpreter, task: Task, task_id: object, dag: Dag | None, group: Group | None
) -> None:
    """Give a task its full id and put it into its group and DAG."""
    state = world(it)
    label = text_of(task_id)
    task.task_id = group.child_id(label) if group is not None else label
    task.repeated = tuple(it.repeated)
    task.uncertain = it.uncertain > 0
    task.ready = True
    task.group = group
    if dag is not None:
        add_task(it, dag, task)
    state.setups.add(task.real)


def add_task(it: Interpreter, dag: Dag, task: object) -> None:
    """Put a task into a DAG; a second one of its id is refused, as Airflow does."""
    task = first_option(task)
    if not isinstance(task, objects.Task):
        return
    there = dag.tasks.get(task.task_id)
    if there is not None and there is not task:
        unsure = there.uncertain or task.uncertain or it.uncertain or it.lenient
        if unsure or UNKNOWN_PART in task.task_id:
            task.twin = there
            _alternative(there, task)
            return
        refuse(it, dag, f"task id {task.task_id!r} is used twice")
        return
    task.dag = dag
    dag.tasks[task.task_id] = task
    numbered = _NUMBERED.fullmatch(task.task_id)
    if numbered:
        dag.highest[numbered[1]] = max(dag.highest.get(numbered[1], 0), int(numbered[2]))
    group = task.group if task.group is not None else dag.root
    task.group = group
    group.children.setdefault(task.task_id, task)


def _alternative(there: Task, task: Task) -> None:
    """Keep what two tasks of one id, made under two conditions, differ in."""
    for name, value in task.fields.items():
        there.fields[name] = choose((there.fields[name], value)) if name in there.fields else value
    if task.operator not in there.operator.split(" | "):
        there.operator = f"{there.operator} | {task.operator}"


def refuse(it: Interpreter, dag: Dag, why: str) -> None:
    """Note that Airflow would refuse the DAG, which then isn't drawn."""
    dag.refused = dag.refused or why
    it.complain(f"DAG {dag.dag_id!r}: {why}, which Airflow refuses; rename one", fatal=True)


def get_task(it: Interpreter, dag: Dag, task_id: object) -> object:
    """`dag.get_task(task_id)`."""
    found = dag.tasks.get(text_of(task_id))
    if found is None and it.guarded:
        raise Raised(("TaskNotFound", "Exception"), text_of(task_id))
    return found if found is not None else Unknown("{" + text_of(task_id) + "}")


def placeholder(it: Interpreter, dag: Dag, name: str) -> Task:
    """Return the stand-in of something unknown that takes part in a dependency."""
    if name not in dag.tasks:
        task = new_task(External(name))
        task.operator = ""
        task.place = it.here()
        task.task_id = name
        task.ready = True
        task.uncertain = it.uncertain > 0
        task.group = dag.root
        add_task(it, dag, task)
    return dag.tasks[name]


def unique_id(dag: Dag | None, group: Group | None, label: object) -> str:
    """Return the id of a decorated task, numbered where it is taken (`name__1`).

    After `airflow.sdk.bases.decorator.get_unique_task_id`.
    """
    label = text_of(label)
    if dag is None:
        return label
    full = group.child_id(label) if group is not None else label
    if full not in dag.tasks:
        return label
    number = dag.highest.get(re.split(r"__\d+$", full)[0], 0) + 1
    return f"{re.split(r'__[0-9]+$', label)[0]}__{number}"


def set_field(it: Interpreter, task: Task, name: str, value: object) -> None:
    """Take over an attribute that is set on a task after (or while) it is made."""
    real = task.real
    if name in ("is_setup", "is_teardown"):
        setattr(real, name, it.truth(value) is True)
    elif name == "dag" and isinstance(value, objects.Dag) and real.ready:
        add_task(it, value, real)
    elif name == "task_id" and isinstance(value, str) and not real.ready:
        real.task_id = value
    else:
        if real.ready and name in SETTABLE:
            real.fields[name] = value
            _forget_place(real, name)
            real.given.add(name)
        if _is_templated(real, name):
            depend_on(it, real, value)


def _forget_place(task: Task, name: str) -> None:
    """Note that a field isn't what the call that made the task says."""
    known = dict.fromkeys(task.given, task.place) if task.written is None else task.written
    task.written = {each: at for each, at in known.items() if at is not None and each != name}
    task.filled -= {name}


SETTABLE = frozenset(
    "retries retry_delay max_retry_delay retry_exponential_backoff execution_timeout trigger_rule "
    "pool pool_slots queue priority_weight weight_rule depends_on_past wait_for_downstream sla "
    "on_failure_callback on_retry_callback on_success_callback on_execute_callback "
    "on_skipped_callback email_on_failure email_on_retry inlets outlets timeout mode "
    "poke_interval soft_fail max_active_tis_per_dag".split()
)


def _is_templated(task: Task, name: str) -> bool:
    cls = task.cls
    if not isinstance(cls, ClassValue):
        return name not in NOT_TEMPLATED
    found = cls.find("template_fields")
    listed = found[1] if found is not None and isinstance(found[0], ClassValue) else None
    return isinstance(listed, (list, tuple)) and name in listed


def depend_on(it: Interpreter, task: Task, value: object) -> None:
    """Make the tasks whose results `value` holds run before `task`."""
    if task.dag is None:
        return
    for source in referenced(value, 6):
        if source.real is not task.real and (source.dag is task.dag or source.dag is None):
            relations.link(it, source.real, task.real, "")


def referenced(value: object, depth: int) -> Iterator[Task]:
    """Yield the tasks whose results a value holds, deeply, as `iter_xcom_references` does."""
    if isinstance(value, Reference):
        yield from value.tasks
    elif isinstance(value, Choice):
        for option in value.options:
            yield from referenced(option, depth - 1)
    elif depth and isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, HOLDERS):  # plain settings are skipped: lists of them are long
                yield from referenced(item, depth - 1)
    elif depth and type(value) is Instance and value.args is not None:
        yield from referenced(value.args.positional, depth - 1)
        yield from referenced(value.args.keywords, depth - 1)
