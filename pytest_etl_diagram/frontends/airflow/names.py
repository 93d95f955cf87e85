"""Which name of Airflow means what: one row a name, wherever a version keeps it.

Airflow moved nearly every module between 1.10, 2 and 3 (`airflow.models.DAG`,
`airflow.DAG`, `airflow.sdk.DAG`), but hardly any class changed its name. So a
name is known by its last part, below the package `airflow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    External,
    Native,
    Unknown,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import (
    assets,
    chains,
    creation,
    factories,
    groups,
    libraries,
    mapping,
    taskflow,
)
from pytest_etl_diagram.frontends.airflow.asset_dags import AssetDecorator
from pytest_etl_diagram.frontends.airflow.objects import (
    ContextList,
    Dag,
    Group,
    Label,
    Task,
    XComArg,
)
from pytest_etl_diagram.frontends.standard.environment import MISSING, look_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _dag(it: Interpreter, args: Args) -> object:
    dag = Dag(External("airflow.models.dag.DAG"))
    groups.init_dag(it, dag, args)
    return dag


def _group(it: Interpreter, args: Args) -> object:
    group = Group(External("airflow.utils.task_group.TaskGroup"))
    groups.init_group(it, group, args)
    return group


def _label(it: Interpreter, args: Args) -> object:
    del it
    return Label(text_of(args.get(0, "label", "")))


def _variable(it: Interpreter, args: Args) -> object:
    default = args.keywords.get("default", args.get(1, "default_var", MISSING))
    if default is None:
        default = MISSING
    return look_up(it, "var", args.get(0, "key"), default)


def _config(it: Interpreter, args: Args) -> object:
    name = f"{text_of(args.get(0, 'section'))}.{text_of(args.get(1, 'key'))}"
    return look_up(it, "conf", name, args.keywords.get("fallback", MISSING))


def _connection(it: Interpreter, args: Args) -> object:
    del it
    return Unknown("{conn:" + text_of(args.get(0, "conn_id")) + "}")


def _context_wrapper(it: Interpreter, args: Args) -> object:
    tasks = []
    for part in it.items(args.get(0, "tasks", ())):
        if isinstance(part, XComArg):
            tasks.append(part.task)
        elif isinstance(part, Task):
            tasks.append(part.real)
    return ContextList(tasks)


def _literal(it: Interpreter, args: Args) -> object:
    """Return the wrapped value: `literal("x")` isn't rendered as a template."""
    del it
    return args.get(0, "value")


def _ignored(it: Interpreter, args: Args) -> object:
    del it, args
    return None


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "chain": chains.chain,
    "chain_linear": chains.chain_linear,
    "cross_downstream": chains.cross_downstream,
    "DAG": _dag,
    "TaskGroup": _group,
    "dag": factories.dag_decorator,
    "task_group": factories.task_group,
    "setup": taskflow.mark_setup,
    "teardown": taskflow.mark_teardown,
    "task_decorator_factory": taskflow.task_decorator_factory,
    "Label": _label,
    "EdgeModifier": _label,
    "Dataset": assets.make_asset,
    "Asset": assets.make_asset,
    "Model": assets.make_asset,
    "DatasetAlias": assets.make_alias,
    "AssetAlias": assets.make_alias,
    "AssetAll": assets.make_condition("&"),
    "DatasetAll": assets.make_condition("&"),
    "AssetAny": assets.make_condition("|"),
    "DatasetAny": assets.make_condition("|"),
    "context_wrapper": _context_wrapper,
    "ContextWrapper": _context_wrapper,
    "literal": _literal,
    "apply_defaults": lambda _it, args: args.get(0, "func"),
    "XComArg": lambda _it, args: _x_com_arg(args),
    "PlainXComArg": lambda _it, args: _x_com_arg(args),
}
DECORATORS = frozenset({"dag", "task_group", "setup", "teardown", "task", "asset"})
DECORATOR_HOMES = frozenset({"decorators", "sdk", "python"})  # airflow.operators.python.task in 2.0
"""Decorators share their names with modules: below packages of these names they are meant."""
METHODS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "Variable.get": _variable,
    "Variable.set": _ignored,
    "Variable.setdefault": _variable,
    "conf.get": _config,
    "conf.getboolean": _config,
    "conf.getint": _config,
    "conf.getfloat": _config,
    "BaseHook.get_connection": _connection,
    "Connection.get": _connection,
    "Connection.get_connection_from_secrets": _connection,
}
TASK = taskflow.TaskDecorator()
ASSET = AssetDecorator()
PYTHON_TASKS = {"python_task": "", "virtualenv_task": "virtualenv", "branch_task": "branch"}


def _x_com_arg(args: Args) -> object:
    operator = args.get(0, "operator")
    if isinstance(operator, Task):
        return XComArg((operator.real,), text_of(args.get(1, "key", "")))
    return operator


def resolve(name: str) -> object | None:
    """Return what a qualified name below `airflow` means, None for what has no row here."""
    package, _, leaf = name.rpartition(".")
    owner = package.rpartition(".")[2]
    at_home = package == "airflow.models.dag" or not DECORATOR_HOMES.isdisjoint(package.split("."))
    if leaf in DECORATORS and not at_home:
        return None
    if leaf == "task":
        return TASK
    if leaf == "asset":
        return ASSET
    if leaf in PYTHON_TASKS:
        return taskflow.TaskDecorator(PYTHON_TASKS[leaf])
    if owner in ("TriggerRule", "WeightRule"):
        return leaf.lower()
    if f"{owner}.{leaf}" in METHODS:
        return Native(name, METHODS[f"{owner}.{leaf}"])
    if leaf in FUNCTIONS:
        return Native(name, FUNCTIONS[leaf])
    return None


def resolve_operator(name: str) -> object | None:
    """Return `Operator.partial` for an operator class of any library, None for other names."""
    owner, _, leaf = name.rpartition(".")
    if leaf == "partial" and creation.is_operator_name(owner.rpartition(".")[2]):
        return mapping.partial_of(External(owner))
    return None


def class_attribute(it: Interpreter, cls: ClassValue, name: str, value: object) -> object | None:
    """Return `MyOperator.partial` for an operator class of the project, None for the rest."""
    del it
    if (
        name == "partial"
        and value is None
        and any(creation.is_operator_name(leaf_of(base)) for base in cls.external_bases())
    ):
        return mapping.partial_of(cls)
    return None


def call_external(it: Interpreter, external: External, args: Args) -> object | None:
    """Return the task that calling an operator class makes, None where it isn't one."""
    leaf = external.leaf
    if creation.is_operator_name(leaf) or ("task_id" in args.keywords and leaf[:1].isupper()):
        return creation.make_task(it, external, args)
    if external.name.startswith("airflow.") and leaf == "DAG":
        return _dag(it, args)
    return libraries.made(it, external, args)


def decorate(it: Interpreter, decorator: object, subject: object) -> object | None:
    """Return what an unmodelled decorator makes: a task, where its name says `task`."""
    del it
    name = text_of(decorator).strip("{}")
    if isinstance(decorator, External) and ".decorators." in name and name.endswith("_task"):
        flavour = name.rpartition(".")[2].removesuffix("_task")
        return taskflow.decorated(subject, f"@task.{flavour}", {})
    return None


def owns(dotted: str) -> bool:
    """Tell whether a module below `airflow` is Airflow's own and not the project's.

    Airflow's own repository has example DAGs and tests below its package:
    those are read like any project.
    """
    parts = dotted.split(".")
    return not any(p in ("example_dags", "tests", "system", "tests_common") for p in parts)
