"""Reading the flows and the structure out of an evaluated module."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import Args, Dict
from pytest_etl_diagram.flows.annotations import sample_of
from pytest_etl_diagram.flows.bodies import run_body
from pytest_etl_diagram.flows.callables import callables
from pytest_etl_diagram.flows.cloud_events import given_by_a_cloud
from pytest_etl_diagram.flows.coroutines import Coroutine
from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.flows.entries import Entry, entries, function_of
from pytest_etl_diagram.flows.invocations import Invocation, said_at
from pytest_etl_diagram.flows.pipelines import is_pipeline, only_starts
from pytest_etl_diagram.flows.recording import tidy
from pytest_etl_diagram.flows.retries import passes_to, wrapped
from pytest_etl_diagram.flows.structure import structure
from pytest_etl_diagram.flows.tracer import TooLong, Tracer
from pytest_etl_diagram.flows.tree import Flow, Loop, Retry, Step, Structure
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import (
        ClassValue,
        FunctionValue,
        Instance,
        ModuleValue,
    )
    from pytest_etl_diagram.flows.endpoints import Table
    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.flows.tree import Block
    from pytest_etl_diagram.model import Fact, Workflow
    from pytest_etl_diagram.syntax import tree


TRACED = "traced"
"""Where an interpreter's `state` keeps, by name, the entry points that were traced."""
IDS_OF_AN_ENTRY = 100_000
"""Ids of steps are told apart by it: an object may hold what another entry point's steps gave."""


@dataclass(frozen=True, slots=True)
class Traced:
    """An entry point with its flow, and the functions that its trace went into.

    `too_long` says why the flow isn't whole, "" where it is. `connections` are the ids of the
    orchestrator's connections that it opens, `made` where it makes objects (see `Structure`).
    `left_out` says that it starts other pipelines, which weren't traced with it.
    """

    entry: Entry
    flow: Flow
    reached: frozenset[int]
    too_long: str = ""
    connections: frozenset[str] = frozenset()
    made: tuple[tuple[str, str, str, Place], ...] = ()
    left_out: bool = False


def read_flows(
    it: Interpreter, module: ModuleValue, workflows: Sequence[Workflow], options: FlowOptions
) -> tuple[tuple[Flow, ...], Structure]:
    """Return the flows that start in a module, and what it tells of the architecture.

    Raises the evaluator's Exhausted where a budget is used up.
    """
    del workflows
    parsed = it.modules.parse(module.path)
    table = options.endpoints or built_in()
    possible = entries(it, module, parsed, options)
    built: list[tuple[ClassValue, Instance, Place]] = []
    functions = [trace(it, module, e, table, built) for e in possible if e.cls is None]
    methods = [trace(it, module, e, table, built) for e in possible if e.cls is not None]
    traced = sorted((*functions, *methods), key=lambda each: each.entry.name)
    it.state[TRACED] = {each.entry.name: each for each in traced}
    found = drawn(traced)
    for each in found:
        if each.too_long:
            it.complain(
                f"{each.entry.name}: {each.too_long}; it isn't drawn. Split it, or exclude the "
                "file (etl_diagrams_exclude)",
                each.flow.place,
            )
    flows = tuple(each.flow for each in found if not each.too_long)
    tasks = [
        ((task.dag_id, function.name, function.path), task.place)
        for task in callables(it, module)
        if (function := function_of(task.value)) is not None
    ]
    called = tuple(dict.fromkeys(call for call, _ in tasks))
    if not flows and not called:  # nothing starts here: that costs nothing more
        return (), Structure(module.path)
    components, links = structure(it, module)
    starts = tuple((*call, place) for call, place in tasks if place is not None)
    made = tuple(dict.fromkeys(each for one in traced for each in one.made))
    return flows, Structure(module.path, components, links, flows, called, starts, made)


def trace(
    it: Interpreter,
    module: ModuleValue,
    entry: Entry,
    table: Table,
    built: list[tuple[ClassValue, Instance, Place]] | None = None,
) -> Traced:
    """Trace one entry point.

    `built` are the objects that other entry points of the module make, and takes those of
    this one: a method is traced on the one object that its module makes of its class.
    """
    tracer = Tracer(it, table, module.path)
    tracer.home, tracer.through = entry.cls, entry.through
    if built is not None:
        tracer.built = built
        tracer.ids = (len(built) + 1) * IDS_OF_AN_ENTRY
    function = entry.function
    place = Place(module.path) if function is None else Place(function.path, function.node.mark)
    too_long = ""
    with tracer.recording() as block:
        try:
            if function is None:
                _run_main_block(tracer, module, entry.body)
            else:
                _run_function(tracer, entry)
        except TooLong as error:
            too_long = str(error)
        except RecursionError:
            too_long = "its calls are nested too deeply to trace"
    body = tidy(block)
    owner = entry.cls.name if entry.cls is not None else ""
    trigger = (*entry.trigger, *triggers(body, entry, tracer, module.path))
    idle = tuple(tracer.idle.items())
    flow = Flow(entry.name, module.path, body, owner, trigger, place, entry.started, idle)
    opened = frozenset(tracer.connections)
    made = tuple((cls.name, cls.path, maker, place) for cls, maker, place in tracer.makings)
    reached = frozenset(tracer.reached)
    return Traced(entry, flow, reached, too_long, opened, made, tracer.left_out)


def traced_entries(it: Interpreter, module: ModuleValue, options: FlowOptions) -> list[Entry]:
    """Return the possible entry points of a module, as they were traced where they were."""
    traced: Any = it.state.get(TRACED)
    if traced is None:
        return entries(it, module, it.modules.parse(module.path), options)
    return [each.entry for each in traced.values()]


def trace_through(it: Interpreter, module: ModuleValue, entry: Entry, table: Table) -> Traced:
    """Trace one entry point with the pipelines that it starts.

    What was traced for its drawing tells the same of a function that is given nothing and
    starts no others. A method is traced there on the one object that its module makes.
    """
    traced: Any = it.state.get(TRACED, {})
    known: Traced | None = traced.get(entry.name)
    if known is not None and not known.left_out and entry.cls is None and entry.given is None:
        own = known.entry
        if own.function is entry.function and own.body is entry.body and own.cls is None:
            return known
    return trace(it, module, replace(entry, through=True), table)


def triggers(body: Block, entry: Entry, tracer: Tracer, source: str) -> tuple[Fact, ...]:
    """Return what starts a flow as far as its body tells: a command line, a topic."""
    found: list[Fact] = []
    if tracer.parses_arguments and not any(name == "command" for name, _ in entry.trigger):
        found.append(("command", f"python {source}"))
    ends = [
        end
        for loop in body
        if isinstance(loop, Loop)
        for step in loop.body[:1]
        if isinstance(step, Step)
        for end in step.endpoints
    ]
    topics = [e.name for e in ends if e.direction == "read" and e.kind in ("topic", "queue")]
    return (*found, *(("topic", name) for name in topics[:1] if name))


def _run_main_block(tracer: Tracer, module: ModuleValue, body: tree.Block) -> None:
    scope = Scope(Dict(module.variables), module, None, "function")
    tracer.path = module.path
    tracer.run(body, scope)


def _run_function(tracer: Tracer, entry: Entry) -> None:
    """Run an entry point's body; what its decorators retry is tried again as a whole."""
    function, policies = _unwrapped(tracer, entry.function)
    given = entry.given or Args()
    if entry.given is None and entry.cls is None:
        file = tracer.modules.parse(function.path)
        given = given_by_a_cloud(function, file) or given
    if entry.cls is not None:
        function.owner = function.owner or entry.cls
        given = entry.given or Args([_object(tracer, entry.cls)])
    with tracer.recording() as block:
        tracer.entering = True
        value = run_body(tracer, Invocation(function, given, tracer.here()))
        if isinstance(value, Coroutine):
            tracer.block.extend(value.taken())
    body: Block = tidy(block)
    for policy in policies:
        said = said_at(function, policy)
        body = (Retry(said, body, Place(function.path, function.node.mark)),)
    tracer.block.extend(body)


def _object(tracer: Tracer, cls: ClassValue) -> object:
    """Return the one object of a class that the module makes, else one with anything given.

    One call makes it, however many entry points come by there.
    """
    known = {place: made for each, made, place in tracer.built if each is cls}
    return next(iter(known.values())) if len(known) == 1 else sample_of(tracer, cls)


def _unwrapped(tracer: Tracer, function: FunctionValue | None) -> tuple[FunctionValue, list]:  # type: ignore[type-arg]  # of policies
    policies = []
    found: object = function
    while True:
        retrying = wrapped(tracer, found)
        inner = retrying[1] if retrying is not None else passes_to(tracer, found)
        if retrying is not None:
            policies.append(retrying[0])
        inner_function = function_of(inner)
        if inner_function is None:
            break
        found = inner_function
    assert function is not None  # noqa: S101  only called for functions
    result = function_of(found)
    return result or function, policies


def drawn(traced: Sequence[Traced]) -> list[Traced]:
    """Return the entry points that have diagrams of their own.

    One has none where it is no pipeline, where it is a part of another one of its own
    kind, and where it only starts others.
    """
    whole = [
        each
        for each in traced
        if is_pipeline(each.flow, task=each.entry.task)
        and not any(_is_part(each, other) for other in traced if other is not each)
    ]
    names = {each.entry.name for each in whole}
    starting = [each for each in whole if only_starts(each.flow, names - {each.entry.name})]
    return [each for each in traced if each.entry.sure or (each in whole and each not in starting)]


def _is_part(each: Traced, other: Traced) -> bool:
    """Tell whether another pipeline of the same class or file runs through this one."""
    function = each.entry.function
    if function is None or id(function.node) not in other.reached:
        return False
    if each.entry.cls is not None and each.entry.cls is not other.entry.cls:
        return False
    is_main = other.entry.function is None
    return not is_main and is_pipeline(other.flow) and id(function.node) != _node(other)


def _node(traced: Traced) -> int:
    function = traced.entry.function
    return 0 if function is None else id(function.node)
