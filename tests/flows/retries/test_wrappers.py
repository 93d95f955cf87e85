"""Decorators of the project that try again, and those that do something else."""

from __future__ import annotations

import textwrap

import pytest

from pytest_etl_diagram.evaluate.values import BoundMethod, FunctionValue, Instance
from pytest_etl_diagram.flows.retries import passes_to, wrapped
from tests.flows.retries.decorators_that_pass_on import NOT_PASSING, PASSING
from tests.flows.retries.decorators_that_retry import CLASS, DECORATED, PARAMETERS
from tests.flows.retries.evaluating import Evaluated, said


@pytest.mark.parametrize("name", DECORATED)
def test_a_retrying_wrapper_has_a_policy_and_the_function_inside(name, tmp_path):
    text, words = DECORATED[name]
    world = Evaluated(tmp_path, textwrap.dedent(text))
    found = wrapped(world.it, world["f"])
    assert found is not None
    policy, inner = found
    assert said(policy) == words
    assert isinstance(inner, FunctionValue)
    assert inner.node.name == "f"
    assert wrapped(world.it, inner) is None
    assert passes_to(world.it, world["f"]) is None


def test_a_policy_does_not_depend_on_the_names_inside_a_decorator(tmp_path):
    renamed = PARAMETERS.replace("attempt", "retries_so_far").replace("function", "f0")
    renamed = renamed.replace("call", "g0").replace("error", "e0").replace("decorate", "d0")
    world = Evaluated(tmp_path, renamed + "@retry_with_backoff()\ndef f(): ...\n")
    policy, _ = wrapped(world.it, world["f"])
    assert said(policy) == "retries 3; exponential x2; 1s; on Exception"


METHODS = {
    "f": (PARAMETERS, "@retry_with_backoff(retries=2)", "retries 2"),
    "g": (CLASS, "@Retry(max_retries=2)", "retries 2"),
    "h": ("import tenacity", "@tenacity.retry(stop=tenacity.stop_after_attempt(2))", "attempts 2"),
}


@pytest.mark.parametrize("name", METHODS)
def test_a_method_stays_bound_and_knows_its_class(name, tmp_path):
    above, decorator, words = METHODS[name]
    text = f"""
class Base:
    def load(self): ...
class Loader(Base):
    {decorator}
    def load(self):
        return super().load()
loader = Loader()
"""
    world = Evaluated(tmp_path, above + text)
    policy, inner = wrapped(world.it, world["loader.load"])
    assert said(policy).startswith(words)
    assert isinstance(inner, BoundMethod)
    assert isinstance(inner.receiver, Instance)
    assert inner.function.owner.name == "Loader"


def test_stacked_decorators_are_taken_off_one_by_one(tmp_path):
    text = f"""
{PARAMETERS}
import tenacity
def logged(function):
    def call(*args, **kwargs):
        print("start")
        return function(*args, **kwargs)
    return call

@logged
@retry_with_backoff(retries=2)
@tenacity.retry(stop=tenacity.stop_after_attempt(5))
def f(): ...
"""
    world = Evaluated(tmp_path, text)
    it = world.it
    assert wrapped(it, world["f"]) is None
    ours, inner = wrapped(it, passes_to(it, world["f"]))
    theirs, function = wrapped(it, inner)
    assert (ours.retries, theirs.attempts) == ("2", "5")
    assert wrapped(it, function) is None
    assert passes_to(it, function) is None
    assert function.node.name == "f"


NOTHING = "\n@decorator\ndef f(x): ...\n"


@pytest.mark.parametrize("name", PASSING)
def test_a_wrapper_that_only_logs_or_takes_the_time_is_looked_through(name, tmp_path):
    world = Evaluated(tmp_path, textwrap.dedent(PASSING[name]) + NOTHING)
    inner = passes_to(world.it, world["f"])
    assert isinstance(inner, FunctionValue)
    assert inner.node.name == "f"
    assert wrapped(world.it, world["f"]) is None


@pytest.mark.parametrize("name", NOT_PASSING)
def test_a_wrapper_that_does_more_is_not_looked_through(name, tmp_path):
    world = Evaluated(tmp_path, textwrap.dedent(NOT_PASSING[name]) + NOTHING)
    assert passes_to(world.it, world["f"]) is None
    assert wrapped(world.it, world["f"]) is None


def test_an_ordinary_function_is_no_wrapper(tmp_path):
    world = Evaluated(tmp_path, "def f():\n    for i in range(3):\n        print(i)\n")
    assert wrapped(world.it, world["f"]) is None
    assert passes_to(world.it, world["f"]) is None


@pytest.mark.parametrize(("kind", "wait"), [("async def", "2s"), ("def", "1s")])
def test_a_decorator_takes_the_wrapper_that_suits_the_function(kind, wait, tmp_path):
    text = f"""
import inspect
def retry(function):
    async def later(*args):
        for _ in range(3):
            try:
                return await function(*args)
            except OSError:
                await asyncio.sleep(2)
    def now(*args):
        for _ in range(3):
            try:
                return function(*args)
            except OSError:
                time.sleep(1)
    return later if inspect.iscoroutinefunction(function) else now
@retry
{kind} f(): ...
"""
    world = Evaluated(tmp_path, text)
    policy, _ = wrapped(world.it, world["f"])
    assert policy.wait == wait
