"""Coroutines: what is called with `async def` runs when it is awaited, or with others at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, BoundMethod, FunctionValue, List, Value
from pytest_etl_diagram.flows.recording import does_anything, tidy
from pytest_etl_diagram.flows.tree import Loop, Parallel
from pytest_etl_diagram.flows.values import Product, steps_of
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Block

LABELS = {"create_task": "tasks", "ensure_future": "tasks", "start_soon": "tasks"}
"""What starts a task, and how tasks started one after the other are called together."""

NO_WAIT = frozenset(("wait_for",))
"""Functions that take one coroutine and add a time limit."""


class Coroutine(Value):
    """A called `async` function that waits to be awaited: what it does, and what it gives."""

    __slots__ = ("block", "is_emitted", "value")

    text = "{coroutine}"

    def __init__(self, block: Block, value: object) -> None:
        """Take what was traced of its body, and its value."""
        self.block = block
        self.value = value
        self.is_emitted = False

    def taken(self) -> Block:
        """Return what it does, the first time; it runs once."""
        found = () if self.is_emitted else self.block
        self.is_emitted = True
        return found


def awaited(it: Tracer, value: object) -> object:
    """Let a coroutine run here; return what it gives."""
    if not isinstance(value, Coroutine):
        return value
    it.block.extend(value.taken())
    return value.value


def run_arguments(it: Tracer, args: Args) -> Args:
    """Let the coroutines among the arguments of a call run before it: `asyncio.run(main())`."""
    return Args(
        [awaited(it, value) for value in args.positional],
        {name: awaited(it, value) for name, value in args.keywords.items()},
        open_ended=args.open_ended,
    )


def gathered(it: Tracer, node: tree.Call, function: object, scope: Scope) -> object:
    """Trace `asyncio.gather(a(), b())` and its like: every argument is an arm of its own."""
    arms: list[Block] = []
    values: list[object] = []
    is_repeated = False
    for arg in node.args:
        with it.recording() as block:
            value = it.eval(arg.value, scope)
            if isinstance(value, (FunctionValue, BoundMethod)):  # `start_soon(fetch, url)`
                value = it.call(value, Args())
        own = tidy(block)
        coroutines = _coroutines(value)
        if coroutines:
            many = isinstance(value, List) and bool(value.over)
            is_repeated = is_repeated or many
            it.block.extend(own)
            arms += [coroutine.taken() for coroutine in coroutines]
            values += [coroutine.value for coroutine in coroutines]
        elif arg.star and len(own) == 1 and isinstance(own[0], Loop):
            is_repeated = True
            arms.append(own[0].body)
            values.append(value)
        else:
            arms.append(own)
            values.append(value)
    it.path, it.mark = scope.module.path, node.mark
    name = node.func.name if isinstance(node.func, tree.Attribute) else getattr(node.func, "id", "")
    filled = tuple(arm for arm in arms if does_anything(arm))
    if name in NO_WAIT:
        for arm in arms:
            it.block.extend(arm)
    elif filled:
        repeated = is_repeated and len(filled) == 1
        it.record(Parallel(LABELS.get(name, name), filled, repeated, (), it.here()))
    del function
    if len(values) == 1 and name != "gather":
        return values[0]
    return List(values) if values else Product("{" + name + "()}", steps=steps_of(values))


def _coroutines(value: object) -> list[Coroutine]:
    if isinstance(value, Coroutine):
        return [value]
    if isinstance(value, (list, tuple)):
        return [item for item in value if isinstance(item, Coroutine)]
    return []
