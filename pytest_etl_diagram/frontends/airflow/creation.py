"""Making DAGs, task groups and tasks, with `default_args` merged as Airflow merges them."""

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
    FunctionValue,
    Instance,
    List,
    Unknown,
    Value,
    choose,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import relations
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task

DAG_PARAMETERS = ("dag_id", "description", "schedule")
"""The parameters of DAG(...) that are also given by position."""
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


def is_operator_name(name: str) -> bool:
    """Tell whether a class of this name is an operator or a sensor."""
    return name in OPERATOR_CLASSES or OPERATOR_NAME.search(name) is not None


def first_option(value: object) -> object:
    """Return a value, or the first of a choice: a thing can be in one place only."""
    return value.options[0] if isinstance(value, Choice) else value


# -- DAGs ---------------------------------------------------------------------


def init_dag(it: Interpreter, dag: Dag, args: Args) -> None:
    """Run `DAG.__init__`."""
    settings = {**dict(zip(DAG_PARAMETERS, args.positional, strict=False)), **args.keywords}
    dag.settings = {**dag.settings, **settings}
    dag_id = dag.settings.get("dag_id", Unknown("{dag_id}"))
    dag.dag_id = text_of(dag_id)
    dag.default_args = as_mapping(it, dag.settings.get("default_args"))
    dag.place = dag.place or it.here()
    if args.open_ended:
        dag.settings.setdefault("dynamic", args.open_ended)
    state = world(it)
    if dag not in state.dags:
        state.dags.append(dag)


def as_mapping(it: Interpreter, value: object) -> Dict:
    """Return a copy of `default_args`; of an unknown one, an empty maybe."""
    if isinstance(value, Choice):
        merged = Dict()
        parts = [as_mapping(it, option) for option in value.options]
        for key in dict.fromkeys(k for part in parts for k in part):
            merged[key] = choose(part[key] for part in parts if key in part)
        merged.maybe = True
        return merged
    if isinstance(value, dict):
        copied = Dict(value)
        copied.maybe = getattr(value, "maybe", False)
        return copied
    result = Dict()
    if isinstance(value, Value):
        inner = it.attribute(value, "items") if not isinstance(value, Unknown) else None
        items = it.items(it.call(inner, Args())) if inner is not None else ()
        for pair in items:
            if isinstance(pair, tuple) and len(pair) == 2:  # noqa: PLR2004  key and value
                result[pair[0]] = pair[1]
        result.maybe = not result
    return result


# -- groups -------------------------------------------------------------------


def init_group(it: Interpreter, group: Group, args: Args) -> None:
    """Run `TaskGroup.__init__`: find its parent, take its id, join the DAG."""
    from pytest_etl_diagram.frontends.airflow.objects import (  # noqa: PLC0415  the objects call us
        Dag,
        Group,
    )

    state = world(it)
    dag = first_option(args.keywords.get("dag"))
    given = first_option(args.keywords.get("parent_group"))
    parent = given if isinstance(given, Group) else None
    if parent is None:
        parent = state.current_group(dag if isinstance(dag, Dag) else state.current_dag())
    group.dag = (
        dag if isinstance(dag, Dag) else (parent.dag if parent else None) or state.current_dag()
    )
    group.parent = parent
    group.label = text_of(args.get(0, "group_id", "group"))
    group.prefixes = it.truth(args.get(1, "prefix_group_id", True)) is not False  # noqa: FBT003
    inherited = parent.default_args if parent is not None else Dict()
    group.default_args = Dict({**inherited, **as_mapping(it, args.keywords.get("default_args"))})
    group.place = group.place or it.here()
    suffixes = it.truth(args.keywords.get("add_suffix_on_collision", False)) is True
    group.group_id = _group_id(it, group, parent, suffixes=suffixes)
    if parent is not None:
        parent.children[group.group_id] = group


def _group_id(it: Interpreter, group: Group, parent: Group | None, *, suffixes: bool) -> str:
    """Return the full id; `@task_group` numbers a second group of one name, others are refused."""
    if parent is None or group.dag is None:
        return group.label
    wanted = parent.child_id(group.label)
    used = groups_of(group.dag)
    if wanted not in used:
        return wanted
    if not suffixes:
        if not it.uncertain:
            _refuse(it, group.dag, f"group id {wanted!r} is used twice")
        return wanted
    base = re.split(r"__\d+$", group.label)[0]
    numbers = [
        int(found.group(1))
        for name in used
        if (found := re.match(rf"^{re.escape(parent.child_id(base))}__(\d+)$", name))
    ]
    group.label = f"{base}__{max(numbers, default=0) + 1}"
    return parent.child_id(group.label)


def groups_of(dag: Dag) -> dict[str, Group]:
    """Return all groups of a DAG by their full id, without its root."""
    found: dict[str, Group] = {}

    def visit(group: Group) -> None:
        for child in group.children.values():
            if isinstance(child, type(dag.root)):
                found[child.group_id] = child
                visit(child)

    visit(dag.root)
    return found


def add_to_group(it: Interpreter, group: Group, node: object) -> object:
    """`group.add(task)`."""
    from pytest_etl_diagram.frontends.airflow.objects import Group, Task  # noqa: PLC0415

    node = first_option(node)
    if isinstance(node, Task):
        if node.group is not None and node.group is not group:
            node.group.children.pop(node.task_id, None)
        node.group = group
        group.children[node.task_id] = node
        if group.dag is not None and node.dag is None:
            add_task(it, group.dag, node)
    elif isinstance(node, Group):
        if node.parent is not None:
            node.parent.children.pop(node.group_id, None)
        node.parent = group
        node.group_id = group.child_id(node.label)
        group.children[node.group_id] = node
    return node


# -- tasks --------------------------------------------------------------------


def new_task(cls: object) -> Task:
    """Return a task of an operator class that isn't initialised yet."""
    from pytest_etl_diagram.frontends.airflow.objects import Task  # noqa: PLC0415

    task = Task(cls)
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


def context_of(it: Interpreter, keywords: dict[str, object]) -> tuple[Dag | None, Group | None]:
    """Return the DAG and the group that a new task with these arguments belongs to."""
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group  # noqa: PLC0415

    state = world(it)
    given = first_option(keywords.get("dag"))
    dag = given if isinstance(given, Dag) else state.current_dag()
    named = first_option(keywords.get("task_group"))
    group = named if isinstance(named, Group) else state.current_group(dag)
    if dag is None and group is not None:
        dag = group.dag
    if group is not None and group.dag is not dag:
        group = dag.root if dag is not None else None
    return dag, group


def defaults_for(it: Interpreter, dag: Dag | None, group: Group | None, own: object) -> Dict:
    """Return the merged default_args: DAG, then group, then the task's own."""
    merged = Dict()
    parts = [dag.default_args if dag else None, group.default_args if group else None]
    for part in (*parts, as_mapping(it, own) if own is not None else None):
        if part is not None:
            merged.update(part)
            merged.maybe = merged.maybe or getattr(part, "maybe", False)
    return merged


def fill_from_defaults(it: Interpreter, task: Task, init: object, args: Args) -> Args:
    """Give an operator's own `__init__` what default_args hold for its parameters.

    As `BaseOperatorMeta._apply_defaults` does for each class of the hierarchy.
    """
    if not isinstance(init, FunctionValue):
        return args
    dag, group = context_of(it, args.keywords)
    defaults = defaults_for(it, dag, group, args.keywords.get("default_args"))
    keywords = dict(args.keywords)
    for param in init.node.params[1:]:
        if param.kind in ("any", "key") and param.name not in keywords and param.name in defaults:
            keywords[param.name] = defaults[param.name]
    return Args(args.positional, keywords, open_ended=args.open_ended)


def init_task(it: Interpreter, task: Task, args: Args) -> None:
    """Run `BaseOperator.__init__`: merge defaults, take the id, join DAG and group."""
    if task.ready:
        return
    task.place = task.place or it.here()
    keywords = dict(args.keywords)
    dag, group = context_of(it, keywords)
    defaults = defaults_for(it, dag, group, keywords.pop("default_args", None))
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
        if name not in NOT_TEMPLATED:
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
    from pytest_etl_diagram.frontends.airflow.objects import Task  # noqa: PLC0415

    task = first_option(task)
    if not isinstance(task, Task):
        return
    there = dag.tasks.get(task.task_id)
    if there is not None and there is not task:
        if there.uncertain or task.uncertain or it.uncertain:
            task.twin = there
            _alternative(there, task)
            return
        _refuse(it, dag, f"task id {task.task_id!r} is used twice")
        return
    task.dag = dag
    dag.tasks[task.task_id] = task
    group = task.group if task.group is not None else dag.root
    task.group = group
    group.children.setdefault(task.task_id, task)


def _alternative(there: Task, task: Task) -> None:
    """Keep what two tasks of one id, made under two conditions, differ in."""
    for name, value in task.fields.items():
        there.fields[name] = choose((there.fields[name], value)) if name in there.fields else value
    if task.operator not in there.operator.split(" | "):
        there.operator = f"{there.operator} | {task.operator}"


def _refuse(it: Interpreter, dag: Dag, why: str) -> None:
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
    prefix = re.escape(re.split(r"__\d+$", full)[0])
    numbers = [
        int(found.group(1))
        for task_id in dag.tasks
        if (found := re.match(rf"^{prefix}__(\d+)$", task_id))
    ]
    return f"{re.split(r'__[0-9]+$', label)[0]}__{max(numbers, default=0) + 1}"


def set_field(it: Interpreter, task: Task, name: str, value: object) -> None:
    """Take over an attribute that is set on a task after (or while) it is made."""
    from pytest_etl_diagram.frontends.airflow.objects import Dag  # noqa: PLC0415

    real = task.real
    if name in ("is_setup", "is_teardown"):
        setattr(real, name, it.truth(value) is True)
    elif name == "dag" and isinstance(value, Dag) and real.ready:
        add_task(it, value, real)
    elif name == "task_id" and isinstance(value, str) and not real.ready:
        real.task_id = value
    else:
        if real.ready and name in SETTABLE:
            real.fields[name] = value
            real.given.add(name)
        if _is_templated(real, name):
            depend_on(it, real, value)


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
    from pytest_etl_diagram.frontends.airflow.mapping import MappedArgument  # noqa: PLC0415
    from pytest_etl_diagram.frontends.airflow.objects import XComArg  # noqa: PLC0415

    if isinstance(value, XComArg):
        yield from value.tasks
    elif isinstance(value, MappedArgument):
        yield from value.tasks
    elif isinstance(value, Choice):
        for option in value.options:
            yield from referenced(option, depth - 1)
    elif depth and isinstance(value, (list, tuple)):
        for item in value:
            yield from referenced(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from referenced(item, depth - 1)
    elif depth and type(value) is Instance and value.args is not None:
        yield from referenced(value.args.positional, depth - 1)
        yield from referenced(value.args.keywords, depth - 1)


def as_setup(it: Interpreter, task: Task, args: Args) -> Task:
    """`task.as_setup()`."""
    del it, args
    task.is_setup = True
    return task


def as_teardown(it: Interpreter, task: Task, args: Args) -> Task:
    """`task.as_teardown(setups=…)`: the setups run before it."""
    from pytest_etl_diagram.frontends.airflow.objects import Task, XComArg  # noqa: PLC0415

    task.is_teardown = True
    task.fields["trigger_rule"] = "all_done_setup_success"
    for setup, _ in relations.flatten(it, args.keywords.get("setups")):
        operator = setup.task if isinstance(setup, XComArg) else setup
        if isinstance(operator, Task):
            operator.real.is_setup = True
            relations.set_relatives(it, operator, task, upstream=False)
    return task
