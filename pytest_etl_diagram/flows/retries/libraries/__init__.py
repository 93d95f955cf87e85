"""What retry libraries do to functions, sessions and clients, as models for the evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import FunctionValue, Native, Unknown
from pytest_etl_diagram.flows.retries.libraries import decorators, sessions, tasks, tenacity

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.library import Library
    from pytest_etl_diagram.evaluate.values import Args

__all__ = ["register"]

COROUTINE_TESTS = ("asyncio.iscoroutinefunction", "inspect.iscoroutinefunction")
"""By these a decorator chooses between its two wrappers."""


def register(library: Library) -> None:
    """Add the models of the retry libraries to `library`, after those of the front ends."""
    library.resolvers["tenacity"] = tenacity.resolve
    for name in decorators.DECORATORS:
        library.resolvers[name] = decorators.resolver(name)
    library.models.update(decorators.google_models())
    for name in COROUTINE_TESTS:
        library.models[name] = Native(name, _is_coroutine)
    library.external_calls.extend((sessions.called, tasks.called))
    library.allocators.append(sessions.allocate)
    library.decorators.append(tasks.decorate)


def _is_coroutine(it: Interpreter, args: Args) -> object:
    """`iscoroutinefunction(function)`."""
    del it
    function = args.get(0, "func")
    if isinstance(function, FunctionValue):
        return bool(getattr(function.node, "is_async", False))
    return Unknown("{iscoroutinefunction()}")
