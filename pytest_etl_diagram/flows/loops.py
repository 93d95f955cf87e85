"""How loops are traced: once, with what changes in them no longer known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Jump, Return
from pytest_etl_diagram.evaluate.values import (
    BoundMethod,
    ClassValue,
    Dict,
    FunctionValue,
    Generator,
    Instance,
    List,
    choose,
    inside,
    text_of,
)
from pytest_etl_diagram.flows.recording import does_anything, is_meaningful, repeated, tidy
from pytest_etl_diagram.flows.retries import retry_loop
from pytest_etl_diagram.flows.stable import blocks_of, is_stable
from pytest_etl_diagram.flows.tree import Arm, Branch, Exit, Handler, Loop, Note, Retry, Step, Try
from pytest_etl_diagram.flows.values import Product, steps_of
from pytest_etl_diagram.flows.words import describe
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.evaluate.scope import Scope, Signal
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Block, Piece

MAX_UNROLLED = 20
"""A list of so many stages at most is taken down one after the other."""

_CHANGING = ((bool, "flag"), (int, "count"), (float, "count"), (str, "text"), (type(None), "value"))
"""What a variable is called that a loop changes, by the type of its first value."""


def replaced(step: Step, **changes: Any) -> Step:  # noqa: ANN401  whatever fields a step has
    """Return a step with some fields changed."""
    return replace(step, **changes)


def names_in(target: tree.Expr) -> Iterator[str]:
    """Yield the names that a target binds."""
    if isinstance(target, tree.Name):
        yield target.id
    elif isinstance(target, tree.Display):
        for element in target.elements:
            yield from names_in(element)
    elif isinstance(target, tree.Starred):
        yield from names_in(target.value)


def changed_names(block: tree.Block) -> frozenset[str]:
    """Return the names that statements bind again and again in a loop's body."""
    names: set[str] = set()
    waiting = list(block)
    while waiting:
        node = waiting.pop()
        if isinstance(node, tree.Assign):
            targets: tuple[tree.Expr, ...] = node.targets
        elif isinstance(node, (tree.Augment, tree.Annotate, tree.For)):
            targets = (node.target,)
        else:
            targets = ()
        for target in targets:
            names.update(names_in(target))
        for part in blocks_of(node):
            waiting.extend(part)
    return frozenset(names)


def forget_changes(block: tree.Block, scope: Scope) -> None:
    """Make unknown what a loop's body changes: its first value isn't that of every round."""
    for name in sorted(changed_names(block)):
        if name in scope.variables:
            scope.variables[name] = _changing(scope.variables[name])


def _changing(value: object) -> object:
    for kind, word in _CHANGING:
        if type(value) is kind:
            return Product("{" + word + "}")
    if isinstance(value, (List, Dict)):
        value.maybe = True
    return value


def run_for(it: Tracer, node: tree.For, scope: Scope) -> Signal:
    """Trace `for`: a retry, a row of stages, or a loop whose body is run once."""
    retried = _retried(it, node, scope)
    if retried is not None:
        return retried.signal
    iterable = it.eval(node.iterable, scope)
    stages = _stages(iterable)
    if stages is not None:
        return _in_a_row(it, node, stages, scope)
    over = describe(it, node.iterable, scope).removeprefix("each of ")
    forget_changes(node.body, scope)
    it.path, it.mark = scope.module.path, node.mark
    with it.recording() as head:
        it.assign(node.target, item_of(it, iterable), scope)
    with it.unsure():
        body, _ = it.taken_down(node.body, scope)
    if isinstance(iterable, Product):  # every round asks it for one more
        over = _messages(head) or over
        body = (*head, *body)
    else:
        it.block.extend(head)
    orelse, _ = it.taken_down(node.orelse, scope)
    kind = "async for" if node.is_async else "for"
    _note(it, Loop(kind, over, body, orelse, Place(scope.module.path, node.mark)))
    return None


def _messages(head: list[Piece]) -> str:
    """Return what a loop over a topic or a queue goes through."""
    for piece in head:
        for end in piece.endpoints if isinstance(piece, Step) else ():
            if end.kind in ("topic", "queue"):
                return f"message of {end.name}" if end.name else "message"
    return ""


def _note(it: Tracer, loop: Loop) -> None:
    if is_meaningful(loop.body) or is_meaningful(loop.orelse):
        it.record(repeated(loop))


def _stages(iterable: object) -> list[object] | None:
    """Return the items of a known list of components or functions: stages in a row."""
    if not isinstance(iterable, (List, tuple)) or not 0 < len(iterable) <= MAX_UNROLLED:
        return None
    if isinstance(iterable, List) and (iterable.maybe or iterable.over):
        return None
    return list(iterable) if all(_is_stage(item) for item in iterable) else None


def _is_stage(item: object) -> bool:
    if isinstance(item, tuple):
        return any(_is_stage(part) for part in item)
    if isinstance(item, Instance):
        return isinstance(item.cls, ClassValue) and _acts(item.cls)
    return isinstance(item, (FunctionValue, BoundMethod))


def _acts(cls: ClassValue) -> bool:
    """Tell whether objects of a class do anything: records of data have no methods."""
    return any(
        isinstance(getattr(value, "function", value), FunctionValue) and not name.startswith("__")
        for each in cls.mro
        if isinstance(each, ClassValue)
        for name, value in each.namespace.items()
        if isinstance(name, str)
    )


def _in_a_row(it: Tracer, node: tree.For, stages: list[object], scope: Scope) -> Signal:
    it.stages.update(id(s.node) for s in stages if isinstance(s, FunctionValue))
    for stage in stages:
        it.assign(node.target, stage, scope)
        signal = it.run(node.body, scope)
        if signal is not None:
            break
    return it.run(node.orelse, scope)


def parts_of(value: object, count: int) -> list[object]:
    """Return so many parts of what isn't known, or of a list of one item that stands for all."""
    if isinstance(value, (list, tuple)):
        return [choose(value)] * count if value else [Product("{…}")] * count
    kind = value.kind if isinstance(value, Product) else ""
    text, steps = text_of(value), steps_of(value)
    made = value.made if isinstance(value, Product) else {}
    return [Product(inside(text, f"[{i}]"), kind, made, steps) for i in range(count)]


def item_of(it: Tracer, iterable: object) -> object:
    """Return one value that stands for every item."""
    if isinstance(iterable, Generator):
        return choose(list(iterable.iterator()) or [Product("{item}")])
    if isinstance(iterable, range):  # its numbers count, they aren't alternatives
        return Product("{" + f"range({iterable.start}, {iterable.stop})[i]" + "}")
    if isinstance(iterable, Instance) and iterable.defines("__next__"):
        return it.call_method(iterable, "__next__")
    found = list(_few(it.items(iterable)))
    if not found:
        return Product(inside(text_of(iterable), "[i]"), steps=steps_of(iterable))
    return _joined(found)


def _joined(values: list[object]) -> object:
    """Return one value for several; of tuples of one length, a tuple of such values."""
    rows = [value for value in values if isinstance(value, tuple)]
    if len(rows) < len(values) or len({len(row) for row in rows}) > 1:
        return choose(values)
    return tuple(_joined(list(column)) for column in zip(*rows, strict=True))


def _few(items: Iterable[object]) -> Iterator[object]:
    for count, item in enumerate(items):
        if count >= MAX_UNROLLED:
            return
        yield item


def run_while(it: Tracer, node: tree.While, scope: Scope) -> Signal:
    """Trace `while`: a retry, or a loop whose test and body are run once."""
    retried = _retried(it, node, scope)
    if retried is not None:
        return retried.signal
    forget_changes(node.body, scope)
    with it.recording() as taken, it.unsure():
        value = it.eval(node.test, scope)
        stable = is_stable(it, node.test, scope)
        truth = it.truth(value) if stable else None
        over = "" if truth else describe(it, node.test, scope)
        signal = it.run(node.body, scope)
    if truth is False:
        return it.run(node.orelse, scope)
    orelse, _ = it.taken_down(node.orelse, scope)
    place = Place(scope.module.path, node.mark)
    _note(it, Loop("while", over, tidy(taken), orelse, place))
    del signal
    return None


@dataclass(frozen=True, slots=True)
class _Retried:
    """A loop that was taken down as a retry: how it ended."""

    signal: Signal


def _retried(it: Tracer, node: tree.For | tree.While, scope: Scope) -> _Retried | None:
    """Take a loop down as a retry where it is one."""
    definition = it.frames[-1].function.node if it.frames else None
    function = definition if isinstance(definition, tree.Function) else None
    found = retry_loop(it, node, scope, function)
    if found is None:
        return None
    place = Place(scope.module.path, node.mark)
    forget_changes(node.body, scope)
    before = it.taken_down(found.before, scope)[0]
    attempt = replace(found.attempt, handlers=found.others)
    taken, signal = it.taken_down((attempt,), scope)
    tried = without_jumps((*before, *taken))
    if not does_anything(tried):
        return None
    for handler in found.retried:
        if handler.name:
            scope.bind(handler.name, Product("{error}"))
    exhausted = without_jumps(it.taken_down(found.exhausted, scope)[0])
    retry = Retry(found.policy, tried, place)
    if _only_raises_again(exhausted) and not found.goes_on:
        it.record(retry)
    else:
        it.record(Try((retry,), (Handler(found.policy.on, exhausted, place),), (), (), place))
    if found.goes_on and isinstance(signal, Return):
        scope.maybe_returns.append(signal.value)
    return _Retried(None if found.goes_on or isinstance(signal, Jump) else signal)


def _only_raises_again(block: Block) -> bool:
    """Tell whether nothing is done after the last try but to let its exception go on."""
    return all(
        isinstance(piece, Note)
        or (isinstance(piece, Exit) and piece.kind == "raise" and not piece.names)
        for piece in block
    )


def without_jumps(block: Block) -> Block:
    """Return a block without the jumps that leave or repeat the loop it was the body of."""
    found: list[Piece] = []
    for piece in block:
        if isinstance(piece, Exit) and piece.kind in ("break", "continue"):
            continue
        if isinstance(piece, Branch):
            arms = tuple(Arm(arm.label, without_jumps(arm.body)) for arm in piece.arms)
            if any(arm.body for arm in arms):
                found.append(Branch(piece.test, arms, piece.place))
            continue
        found.append(piece)
    return tuple(found)
