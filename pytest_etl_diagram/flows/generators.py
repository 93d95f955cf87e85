"""Generators of the project: steps that give items, or contexts around a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Exhausted, Unwind
from pytest_etl_diagram.evaluate.values import Args, Generator, choose
from pytest_etl_diagram.flows.bodies import run_body
from pytest_etl_diagram.flows.deciding import step_of, take_down
from pytest_etl_diagram.flows.invocations import is_followed
from pytest_etl_diagram.flows.recording import tidy
from pytest_etl_diagram.flows.values import Product, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.flows.invocations import Invocation
    from pytest_etl_diagram.flows.tracer import Tracer


def read_generators(args: Args) -> Args:
    """Return arguments with every generator read, and what it gives in its place.

    Python would run it piece by piece where it is read; as a step it stands before
    the one that takes it.
    """

    def read(value: object) -> object:
        if not isinstance(value, TracedGenerator) or value.collected is not None:
            return value
        (item,) = value.iterator()
        text = "{" + f"{value.invocation.function.name}()" + "}"
        if isinstance(item, Product):
            return Product(text, item.kind, item.made, item.steps)
        return Product(text, steps=steps_of(item))

    keywords = {name: read(value) for name, value in args.keywords.items()}
    return Args([read(v) for v in args.positional], keywords, open_ended=args.open_ended)


class TracedGenerator(Generator):
    """A generator of the project that hasn't run.

    Read as a collection it is a step that gives items; as the context of a `with`
    its body runs around that of the `with`.
    """

    __slots__ = ("invocation", "it")

    def __init__(self, it: Tracer, invocation: Invocation) -> None:
        """Take the call."""
        super().__init__(self._around)
        self.it = it
        self.invocation = invocation

    def _around(self, receive: Callable[[object], None]) -> None:
        """Run the body in the open block; its `yield` hands over to the caller."""
        it = self.it
        frames = it.frames

        def hand_over(value: object) -> None:
            inner, it.frames = it.frames, frames
            place = it.path, it.mark
            try:
                receive(value)
            finally:
                it.frames = inner
                it.path, it.mark = place

        it.frames = list(frames)
        try:
            run_body(it, self.invocation, hand_over)
        finally:
            it.frames = frames

    def iterator(self) -> Iterator[object]:
        """Return what it yields: its call is taken down at the first time."""
        if self.collected is None:
            self.collected = iter(self._read())
            self.it.read.append(self)
        return self.collected

    def _read(self) -> list[object]:
        it, invocation = self.it, self.invocation
        found: list[object] = []
        if not is_followed(it, invocation.function):
            found.append(Product("{item}"))
            value = step_of(it, invocation, (), Product("{…}"), expand=False)
        else:
            with it.recording() as block:
                try:
                    run_body(it, invocation, found.append)
                except Unwind:
                    pass  # the consumer ended early: what came so far is what there is
                except Exhausted:
                    found.append(Product("{item}"))
            items: object = choose(found) if found else Product("{item}")
            value = take_down(it, invocation, tidy(block), items)
        if isinstance(value, Product):
            item = Product("{" + f"{invocation.function.name}()[i]" + "}", value.kind, value.made)
            item.steps = value.steps
            return [item]
        return [value]
