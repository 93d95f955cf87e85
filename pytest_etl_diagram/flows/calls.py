"""Calls of the project's own functions: decorators looked through, bodies gone into."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, FunctionValue
from pytest_etl_diagram.flows.bodies import run_body
from pytest_etl_diagram.flows.coroutines import Coroutine
from pytest_etl_diagram.flows.deciding import step_of, take_down
from pytest_etl_diagram.flows.generators import TracedGenerator, read_generators
from pytest_etl_diagram.flows.invocations import Invocation, is_followed, is_own, said_at
from pytest_etl_diagram.flows.recording import tidy
from pytest_etl_diagram.flows.retries import passes_to, policy_of, wrapped
from pytest_etl_diagram.flows.tree import Retry
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Policy


def call_project(it: Tracer, function: FunctionValue, args: Args) -> object:
    """Call a function of the project; take down what that means and return what it gives."""
    place = it.here()
    args = read_generators(args)
    retrying = wrapped(it, function)
    if retrying is not None:
        policy, inner = retrying
        return _call_inner(it, function, inner, args, policy)
    inner = passes_to(it, function)
    if inner is not None:
        return _call_inner(it, function, inner, args, None)
    return perform(it, Invocation(function, args, place, policy_of(function)))


def _call_inner(
    it: Tracer, wrapper: FunctionValue, inner: object, args: Args, policy: Policy | None
) -> object:
    """Call what a decorator wraps; a method stays its class's."""
    if not isinstance(inner, FunctionValue):
        if policy is None:
            return it.call(inner, args)
        with it.recording() as block:
            found = it.call(inner, args)
        it.block.append(Retry(policy, tidy(block), it.here()))
        return found
    inner.owner = inner.owner or wrapper.owner
    place = it.here()
    policy = None if policy is None else said_at(inner, policy)
    again = wrapped(it, inner)
    if again is not None:
        return _call_inner(it, inner, again[1], args, policy or again[0])
    on = passes_to(it, inner)
    if on is not None:
        return _call_inner(it, inner, on, args, policy)
    return perform(it, Invocation(inner, args, place, policy))


def perform(it: Tracer, invocation: Invocation) -> object:
    """Trace the body of a function and take the call down.

    A generator waits to be read, a coroutine to be awaited.
    """
    node = invocation.function.node
    if isinstance(node, tree.Function) and node.is_generator:
        return TracedGenerator(it, invocation)
    with it.recording() as taken:
        value = _performed(it, invocation)
    if isinstance(node, tree.Function) and node.is_async:
        return Coroutine(tuple(taken), value)
    it.block.extend(taken)
    return value


def _performed(it: Tracer, invocation: Invocation) -> object:
    if not is_followed(it, invocation.function):
        return step_of(it, invocation, (), Product("{…}"), expand=False)
    leaves = bool(it.frames) and it.frames[-1].own and not is_own(it, invocation)
    with it.recording() as block, it.within_budget() if leaves else nullcontext():
        value = run_body(it, invocation)
    return take_down(it, invocation, tidy(block), value)
