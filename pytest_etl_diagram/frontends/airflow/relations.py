"""Dependencies: `>>`, `<<`, `set_upstream`, `chain` and their like, as Airflow sets them.

After `DAGNode._set_relatives`, `TaskGroup._set_relatives`, `TaskGroup.get_roots`,
`TaskGroup.get_leaves` and `chain` of Airflow 3.1: what a group's roots and leaves
are is decided at the moment the dependency is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    External,
    Instance,
    List,
    Native,
    SetValue,
    Unknown,
    Value,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Group, Label, Task


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of a dependency besides its ends."""

    label: str = ""
    uncertain: bool = False


SHIFTS = {">>": False, "<<": True}
"""Operator → whether the right side is upstream."""


def shift(it: Interpreter, op: str, left: Value, other: object, *, reflected: bool) -> object:
    """Do `left >> other` (or, reflected, `other >> left`); return the right operand."""
    if op not in SHIFTS:
        return NotImplemented
    upstream = SHIFTS[op] != reflected
    if isinstance(other, (str, int, float)) or other is None:
        return NotImplemented
    set_relatives(it, left, other, upstream=upstream)
    return left if reflected else other


def set_relatives(
    it: Interpreter, node: object, others: object, *, upstream: bool, label: str = ""
) -> None:
    """Make `others` (one thing, or several) upstream or downstream of `node`.

    `node` may be a task, an XComArg, a group or a label.
    """
    for other, doubt in flatten(it, others):
        with_doubt = it.uncertain
        it.uncertain += doubt
        try:
            if isinstance(node, objects.Label):
                _label_side(it, node, other, upstream=upstream)
            elif isinstance(other, objects.Label):
                _label_side(it, other, node, upstream=not upstream)
            else:
                if isinstance(node, objects.Group):
                    _remember(node, other, upstream=upstream)
                if isinstance(other, objects.Group):
                    _remember(other, node, upstream=not upstream)
                _link_all(it, node, other, upstream=upstream, label=label)
        finally:
            it.uncertain = with_doubt


MAX_NESTING = 50  # lists in lists


def flatten(it: Interpreter, value: object, depth: int = 0) -> Iterator[tuple[object, bool]]:
    """Yield what a side of a dependency consists of, and whether each part is a maybe."""
    if depth > MAX_NESTING:
        raise Raised(("RecursionError", "Exception"), "a list of tasks that holds itself")
    parts, doubt = _parts(it, value)
    if parts is None:
        if isinstance(value, Value):
            yield value, False
        return
    for part in parts:
        for inner, maybe in flatten(it, part, depth + 1):
            yield inner, maybe or doubt


def _parts(it: Interpreter, value: object) -> tuple[Iterable[object] | None, bool]:
    """Return what a collection of tasks holds, and whether that is a maybe; None: no collection."""
    if isinstance(value, Choice):
        return value.options, True
    if isinstance(value, (list, tuple, SetValue)):
        return it.items(value), isinstance(value, List) and value.maybe and not value.over
    if isinstance(value, (Value, str, int, float, dict)) or value is None:
        return None, False
    return it.items(value), False


def _remember(group: Group, other: object, *, upstream: bool) -> None:
    """Keep a group's own upstream tasks: an empty group passes them on."""
    if upstream:
        group.upstream_tasks.extend(t for t in ends(other, upstream=True) if t)


def _link_all(it: Interpreter, node: object, other: object, *, upstream: bool, label: str) -> None:
    befores = ends(other, upstream=True) if upstream else ends(node, upstream=True)
    afters = ends(node, upstream=False) if upstream else ends(other, upstream=False)
    if not (befores or _known(other if upstream else node)) or not (
        afters or _known(node if upstream else other)
    ):
        _link_unknown(it, node, other, befores or afters, upstream=upstream)
        return
    for before in befores:
        for after in afters:
            link(it, before, after, label)


def _known(value: object) -> bool:
    return not isinstance(value, (Unknown, External)) and type(value) is not Instance


def _link_unknown(
    it: Interpreter, node: object, other: object, tasks: list[Task], *, upstream: bool
) -> None:
    """Keep a place for something that isn't understood but takes part in a dependency."""
    unknown = node if not _known(node) else other
    dag = next((t.dag for t in tasks if t.dag is not None), None)
    if dag is None or not isinstance(unknown, Value):
        return
    stand_in = creation.placeholder(it, dag, text_of(unknown))
    is_before = (unknown is other) == upstream
    for task in tasks:
        link(it, stand_in, task, "") if is_before else link(it, task, stand_in, "")


def ends(value: object, *, upstream: bool) -> list[Task]:
    """Return the tasks that a dependency touches: the leaves of what runs first, else the roots."""
    if isinstance(value, objects.Task):
        return [value.real]
    if isinstance(value, objects.XComArg):
        return [task.real for task in value.tasks]
    if isinstance(value, objects.Group):
        return _group_leaves(value) if upstream else roots(value)
    return []


def _group_leaves(group: Group) -> list[Task]:
    """Return a group's leaves; of an empty group, what it would pass on."""
    inner: Group | None = group
    while inner is not None:
        found = leaves(inner)
        if found:
            return found
        if inner.upstream_tasks:
            return inner.upstream_tasks
        inner = inner.parent
    return []


def roots(group: Group) -> list[Task]:
    """Return the tasks of a group that nothing of the group runs before."""
    tasks = list(group.walk())
    inside = set(tasks)
    return [task for task in tasks if inside.isdisjoint(task.upstream)]


def leaves(group: Group) -> list[Task]:
    """Return the tasks of a group that nothing of the group runs after; teardowns don't count."""
    tasks = list(group.walk())
    inside = set(tasks)
    found: list[Task] = []
    for task in tasks:
        if inside.isdisjoint(task.downstream):
            found.extend([task] if not task.is_teardown else _before_teardown(task, inside))
    return list(dict.fromkeys(found))


def _before_teardown(task: Task, inside: set[Task]) -> Iterator[Task]:
    for before in task.upstream:
        if before not in inside:
            continue
        if before.is_teardown:
            yield from _before_teardown(before, inside)
        elif not (task.is_teardown and before.is_setup) and not any(
            after in inside and after is not task and not after.is_teardown
            for after in before.downstream
        ):
            yield before


def link(it: Interpreter, before: Task, after: Task, label: str) -> None:
    """Make one task run before another; a task without a DAG joins the other's."""
    before, after = before.real, after.real
    if before is after and before.repeated:
        return  # one of many before the next one: they are drawn as one
    it.step()
    dag = before.dag or after.dag
    for task in (before, after):
        if task.dag is None and dag is not None:
            creation.add_task(it, dag, task)
    if before.dag is not after.dag:
        it.complain("a dependency between tasks of two DAGs, which Airflow refuses")
        return
    old = before.downstream.get(after)
    uncertain = it.uncertain > 0 and (old is None or old.uncertain)
    new = Link(label or (old.label if old else ""), uncertain)
    before.downstream[after] = new
    after.upstream[before] = new


def _label_side(it: Interpreter, label: Label, other: object, *, upstream: bool) -> None:
    """Put one side to a label; once both sides are known, the dependency is set."""
    if isinstance(other, objects.Label):
        return
    (label.upstream if upstream else label.downstream).append(other)
    for before in label.upstream:
        for after in label.downstream:
            set_relatives(it, before, after, upstream=False, label=label.label)


def link_method(it: Interpreter, node: Value, name: str) -> Native | None:
    """Return `set_upstream` or `set_downstream` of a node, None for another name."""
    del it
    if name not in ("set_upstream", "set_downstream"):
        return None

    def relate(it: Interpreter, args: Args) -> None:
        modifier = args.get(1, "edge_modifier")
        label = text_of(modifier) if modifier is not None else ""
        others = args.get(0, "task_or_task_list", args.keywords.get("other"))
        set_relatives(it, node, others, upstream=name == "set_upstream", label=label)

    return Native(name, relate)


def edge_tasks(tasks: list[Task], which: str) -> Iterable[Task]:
    """Return a DAG's `tasks`, its `roots` or its `leaves`."""
    if which == "roots":
        return [t for t in tasks if not t.upstream]
    if which == "leaves":
        return [t for t in tasks if not t.downstream]
    return tasks
