"""`default_args`: where a new task belongs, and what it gets there, as Airflow merges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    Dict,
    FunctionValue,
    Unknown,
    Value,
    choose,
)
from pytest_etl_diagram.frontends.airflow import objects
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group


def first_option(value: object) -> object:
    """Return a value, or the first of a choice: a thing can be in one place only."""
    return value.options[0] if isinstance(value, Choice) else value


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


def context_of(it: Interpreter, keywords: dict[str, object]) -> tuple[Dag | None, Group | None]:
    """Return the DAG and the group that a new task with these arguments belongs to."""
    state = world(it)
    given = first_option(keywords.get("dag"))
    dag = given if isinstance(given, objects.Dag) else state.current_dag()
    named = first_option(keywords.get("task_group"))
    group = named if isinstance(named, objects.Group) else state.current_group(dag)
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


def fill_from_defaults(it: Interpreter, init: object, args: Args) -> Args:
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
