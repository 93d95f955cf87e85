"""What a pool, an executor or a cluster is given to do beside the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Choice,
    FunctionValue,
    inside,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.coroutines import Coroutine
from pytest_etl_diagram.flows.endpoints import Placeholder, result_of
from pytest_etl_diagram.flows.loops import item_of
from pytest_etl_diagram.flows.naming import step_role
from pytest_etl_diagram.flows.recording import tidy
from pytest_etl_diagram.flows.tree import Parallel, Step
from pytest_etl_diagram.flows.values import Product, merged, steps_of, steps_of_args

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.called import Called
    from pytest_etl_diagram.flows.endpoints import ParallelCall
    from pytest_etl_diagram.flows.tracer import Tracer


def at_once(it: Tracer, called: Called, found: ParallelCall) -> object:
    """Take down what a pool, an executor or a cluster is given to do."""
    arms = []
    results: list[object] = []
    for job in found.arms or (found.function,):
        with it.recording() as block, it.unsure():
            results.append(_run_job(it, called, job, found))
        arms.append(tidy(block))
    facts = (("workers", found.workers),) if found.workers else ()
    filled = tuple(arm for arm in arms if arm)
    if filled:
        it.record(Parallel(found.label, filled, found.repeated, facts, called.place))
    sources = merged(*(steps_of(result) for result in results))
    made = result_of(called.call, it.table) or Placeholder("")
    jobs = [step.name for arm in filled for step in arm if isinstance(step, Step)]
    text = "{" + f"{jobs[0]}()" + "}" if jobs else inside(text_of(called.value), "()")
    return Product(text, made.type, made.made, sources or steps_of_args(called.args))


def _run_job(it: Tracer, called: Called, job: object, found: ParallelCall) -> object:
    """Trace one thing that runs beside the others."""
    function = it.original(job)
    if isinstance(function, Coroutine):
        it.block.extend(function.taken())
        return function.value
    args = _job_args(it, called, function, found)
    if isinstance(function, (FunctionValue, BoundMethod, Choice)):
        result = it.call(function, args)
        if isinstance(result, Coroutine):
            it.block.extend(result.taken())
            return result.value
        return result
    name = stripped(text_of(function)).removesuffix("()").rpartition(".")[2]
    step = Step(it.new_id(), name or "task", step_role(name, ""), place=called.place)
    it.record(step)
    return Product("{" + f"{name}()" + "}", steps=(step.id,))


def _job_args(it: Tracer, called: Called, function: object, found: ParallelCall) -> Args:
    """Return what the function is given: an item of what it is mapped over, or its arguments."""
    if found.repeated:
        over = it.original(found.over)
        item = item_of(it, over) if over is not None else Product("{item}")
        if isinstance(item, tuple):
            return Args(list(item))
        return Args([item])
    rest = [value for value in called.args.positional if value is not function]
    return Args(rest)
