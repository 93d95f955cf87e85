"""What the pipelines of a file of Python take and give: its DAGs, and its plain entry points."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.data import (
    assets,
    data_of,
    functions_of,
    is_stream,
    parted,
    starts_another,
    steps_of,
)
from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.flows.entries import MAIN_BLOCK
from pytest_etl_diagram.flows.operators import operator_endpoints
from pytest_etl_diagram.flows.programs import programs
from pytest_etl_diagram.flows.reading import trace_through, traced_entries
from pytest_etl_diagram.flows.task_work import Work, work_of
from pytest_etl_diagram.frontends.airflow.workflows import dags
from pytest_etl_diagram.model import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.flows.tree import Endpoint, Flow
    from pytest_etl_diagram.frontends.airflow.objects import Dag
    from pytest_etl_diagram.model import DataAsset, Workflow


def read_lineages(
    it: Interpreter,
    module: ModuleValue,
    workflows: Sequence[Workflow],
    flows: Sequence[Flow],
    options: FlowOptions,
) -> tuple[Lineage, ...]:
    """Return what each pipeline of a module takes and gives.

    `workflows` are its DAGs, to whose lineage the work of their tasks is added; `flows` are its
    entry points that are drawn. What a DAG's task runs is no pipeline of its own.
    """
    by_id = {dag.dag_id: dag for dag in dags(it, module)}
    work = Work(it, module, options.endpoints or built_in())
    known = [
        _with_work(each.lineage, by_id.get(each.name), work)
        for each in workflows
        if each.lineage is not None
    ]
    return (*known, *_of_entries(it, module, flows, options))


def _with_work(lineage: Lineage, dag: Dag | None, work: Work) -> Lineage:
    """Return a DAG's lineage with what its tasks read, write, open, run and start."""
    if dag is None:
        return lineage
    ends: list[Endpoint] = []
    opened: set[str] = set()
    runs: set[tuple[str, str]] = set()
    for name in sorted(dag.tasks):
        task = dag.tasks[name]
        done = work_of(work, task)
        named = any(end.name for end in done.endpoints)
        ends += done.endpoints
        ends += () if named else operator_endpoints(work.it, task, work.table)
        opened |= done.connections
        runs |= done.runs
    return replace(
        lineage,
        reads=_both(lineage.reads, assets(ends, "read")),
        writes=_both(lineage.writes, assets(ends, "write")),
        connections=tuple(sorted({*lineage.connections, *opened})),
        runs=tuple(sorted(runs)),
        starts=tuple(sorted({path for task in dag.tasks.values() for path in programs(task)})),
    )


def _both(one: Iterable[DataAsset], other: Iterable[DataAsset]) -> tuple[DataAsset, ...]:
    return tuple(sorted({*one, *other}, key=lambda each: (each.system, each.kind, each.name)))


STARTERS: Final = frozenset({MAIN_BLOCK, "main", "run", "cli", "app", "start"})
"""Names of entry points that may do nothing but run others, which are then not drawn."""


def _of_entries(
    it: Interpreter, module: ModuleValue, flows: Sequence[Flow], options: FlowOptions
) -> Iterator[Lineage]:
    """Yield what entry points take and give, and what the pipelines do that they run.

    Those that run others are traced again, together with them: they know what they give them.
    """
    drawn = {flow.name for flow in flows}
    own = {flow.name: flow for flow in flows if all(name != "dag" for name, _ in flow.trigger)}
    starting = {name for name, flow in own.items() if _starts_others(flow)} | (STARTERS - drawn)
    table = options.endpoints or built_in()
    for entry in traced_entries(it, module, options):
        if entry.name not in starting or entry.task or entry.cls is not None:
            continue
        traced = trace_through(it, module, entry, table)
        if not traced.too_long:
            yield from _parts(traced.flow)
            own |= {entry.name: traced.flow} if entry.name in own else {}
    yield from (_of_flow(flow) for flow in own.values())


def _starts_others(flow: Flow) -> bool:
    return any(starts_another(step) for step in steps_of(flow.body))


def _parts(flow: Flow) -> Iterator[Lineage]:
    """Yield what the pipelines do that an entry point runs, given what it gives them."""
    _, others = parted(flow.body)
    for (source, name), steps in sorted(others.items()):
        yield Lineage(name, "job", source, data_of(steps, "read"), data_of(steps, "write"))


def _of_flow(flow: Flow) -> Lineage:
    """Return what one entry point takes and gives itself."""
    own, _ = parted(flow.body)
    return Lineage(
        flow.name,
        "stream" if is_stream(flow) else "job",
        flow.source,
        data_of(own, "read"),
        data_of(own, "write"),
        runs=tuple(sorted(set(functions_of(flow)))),
        place=flow.place,
    )
