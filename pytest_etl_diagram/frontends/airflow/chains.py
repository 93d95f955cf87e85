"""`chain`, `chain_linear`, `cross_downstream`; and whether a DAG has a cycle.

After the functions of `airflow.sdk.bases.operator` of Airflow 3.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Choice
from pytest_etl_diagram.frontends.airflow.relations import flatten, set_relatives

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Task


def chain(it: Interpreter, args: Args) -> None:
    """`chain(a, [b, c], [d, e], f)`: two neighbouring lists are linked pair by pair."""
    for before, after in zip(args.positional, args.positional[1:], strict=False):
        if not (_is_row(before) and _is_row(after)):
            _relate(it, before, after)
            continue
        pairs = list(it.items(before)), list(it.items(after))
        if len(pairs[0]) != len(pairs[1]):
            it.complain("chain() of two lists of different length, which Airflow refuses")
        for one, other in zip(*pairs, strict=False):
            _relate(it, one, other)


def _is_row(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _relate(it: Interpreter, before: object, after: object) -> None:
    if _is_row(before) or isinstance(before, Choice):
        for part, doubt in flatten(it, before):
            saved, it.uncertain = it.uncertain, it.uncertain + doubt
            set_relatives(it, part, after, upstream=False)
            it.uncertain = saved
    else:
        set_relatives(it, before, after, upstream=False)


def chain_linear(it: Interpreter, args: Args) -> None:
    """`chain_linear(a, [b, c], [d, e])`: every element runs after all of the one before."""
    for before, after in zip(args.positional, args.positional[1:], strict=False):
        _relate(it, before, after)


def cross_downstream(it: Interpreter, args: Args) -> None:
    """`cross_downstream([a, b], [c, d])`: all of the first before all of the second."""
    _relate(it, args.get(0, "from_tasks", ()), args.get(1, "to_tasks", ()))


def find_cycle(dag: Dag) -> list[str]:
    """Return the task ids of a cycle of certain dependencies, [] without one.

    Between tasks that stand for many there is none: one may wait for another's predecessor.
    """
    waiting = {
        task: {
            before
            for before, link in task.upstream.items()
            if not link.uncertain and not (before.repeated and task.repeated)
        }
        for task in dag.tasks.values()
    }
    free = [task for task, before in waiting.items() if not before]
    while free:
        task = free.pop()
        waiting.pop(task, None)
        for after in task.downstream:
            if after in waiting and task in waiting[after]:
                waiting[after].discard(task)
                if not waiting[after]:
                    free.append(after)
    if not waiting:
        return []
    path: list[Task] = [next(iter(waiting))]
    while True:
        before = next((b for b in waiting[path[-1]] if b in waiting), None)
        if before is None:
            return []
        if before in path:
            cycle = [*path[path.index(before) :], before]
            return [task.task_id for task in reversed(cycle)]
        path.append(before)
