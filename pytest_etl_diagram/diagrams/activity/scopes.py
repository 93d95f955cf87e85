"""What a block stands in, and where what leaves it comes out.

Each scope stops some of what leaves: a loop `break` and `continue`, a call the
returns of what it calls, a guard the exceptions that its handlers name. What
nobody stops is an outcome of the flow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.diagrams.activity.sketch import Sink, Sketch, Vertex, changed
from pytest_etl_diagram.diagrams.steps.exceptions import Thrown, catch

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.activity.retrying import Attempt
    from pytest_etl_diagram.flows.tree import Handler
    from pytest_etl_diagram.model import Place

END = "end"
"""How a flow leaves that comes to its end, and the key of that outcome."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves a block: `kind` as in `tree.Exit`, a return's `label`, a raise's exception."""

    kind: str
    label: str = ""
    thrown: Thrown | None = None
    place: Place | None = field(default=None, compare=False)


Stopped: TypeAlias = tuple[list[Sink], "Leaving | None"]
"""Where something that leaves may come out, and what of it goes on outward."""


@dataclass(frozen=True, slots=True)
class InLoop:
    """A loop's body: ways out of the loop, and ways to its next turn."""

    outer: Scope | None
    broken: Sink = field(default_factory=list)
    again: Sink = field(default_factory=list)

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop `break` and `continue`."""
        if leaving.kind == "break":
            return [self.broken], None
        return ([self.again], None) if leaving.kind == "continue" else ([], leaving)


@dataclass(frozen=True, slots=True)
class InCall:
    """What a step does inside: all but an exception ends there and goes on behind the step."""

    outer: Scope | None
    returned: Sink = field(default_factory=list)

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop everything but exceptions."""
        return ([], leaving) if leaving.kind == "raise" else ([self.returned], None)


@dataclass(frozen=True, slots=True)
class InGuard:
    """The guarded region of a `try`, with a sink for each handler."""

    outer: Scope | None
    handlers: tuple[tuple[Handler, Sink], ...]

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop an exception at each handler that may catch it, up to the one that surely does."""
        sinks: list[Sink] = []
        flying = leaving.thrown
        if flying is None:
            return [], leaving
        for handler, sink in self.handlers:
            hit, rest = catch(handler.names, flying)
            sinks += [sink] if hit else []
            if rest is None:
                return sinks, None
            flying = rest
        return sinks, replace(leaving, thrown=flying)


@dataclass(frozen=True, slots=True)
class InHandler:
    """The body of a handler; `caught` is what a bare `raise` throws."""

    outer: Scope | None
    caught: Thrown

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop nothing."""
        return [], leaving


@dataclass(frozen=True, slots=True)
class InFinal:
    """Everything of a `try` that its `finally` follows: all that leaves waits for it."""

    outer: Scope | None
    parked: dict[Leaving, Sink] = field(default_factory=dict)

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop everything until the final block is done."""
        return [self.parked.setdefault(leaving, [])], None


@dataclass(frozen=True, slots=True)
class InAttempt:
    """What is tried again on exceptions of the names `on`.

    Unless it `returns` by itself, a return waits for the question whether the
    attempt was a success. The loop that tries is the retry itself, so that
    `break` ends it and `continue` tries again.
    """

    outer: Scope | None
    on: tuple[str, ...]
    returns: bool = True
    parked: dict[Leaving, Sink] = field(default_factory=dict)
    done: Sink = field(default_factory=list)
    failed: Sink = field(default_factory=list)

    def stop(self, leaving: Leaving) -> Stopped:
        """Stop everything but the exceptions on which it isn't tried again."""
        if leaving.kind == "return":
            return ([], leaving) if self.returns else ([self.parked.setdefault(leaving, [])], None)
        if leaving.thrown is None:
            return [self.done if leaving.kind == "break" else self.failed], None
        hit, rest = catch(self.on, leaving.thrown)
        sinks = [self.failed] if hit else []
        return sinks, None if rest is None else replace(leaving, thrown=rest)


Scope: TypeAlias = "InLoop | InCall | InGuard | InHandler | InFinal | InAttempt"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a flow a block stands: scope, box, and the labels that are around it.

    `retried` is the attempt around it that its only step is.
    """

    scope: Scope | None = None
    group: int = -1
    around: tuple[str, ...] = ()
    retried: Attempt | None = None


def route(leaving: Leaving, scope: Scope | None) -> Stopped:
    """Return where something that leaves a scope comes out; what is left is an outcome."""
    sinks: list[Sink] = []
    rest: Leaving | None = leaving
    while scope is not None and rest is not None:
        found, rest = scope.stop(rest)
        sinks += found
        scope = scope.outer
    return sinks, rest


def leave(sketch: Sketch, leaving: Leaving, scope: Scope | None) -> None:
    """Lead all open ways to where something that leaves a scope comes out."""
    ways = sketch.take()
    if leaving.kind == "raise":
        ways = changed(ways, kind="raises")
    sinks, rest = route(leaving, scope)
    for sink in sinks:
        sink.extend(ways)
    if rest is not None:
        sketch.open = ways
        end(sketch, rest)


def end(sketch: Sketch, leaving: Leaving) -> None:
    """End all open ways at the outcome of the flow that something has when nobody stops it."""
    if leaving.thrown is not None:
        words, role = ("raise", leaving.thrown.label), "error"
    elif leaving.kind == "return":
        words, role = ("return", leaving.label), "outcome"
    else:
        words, role = (END, ""), "outcome"
    named = [word for word in words if word]
    sketch.outcome(Vertex("_".join(named), " ".join(named), role, place=leaving.place))


def caught_in(scope: Scope | None) -> Thrown | None:
    """Return what a bare `raise` throws: what the innermost handler around it has caught."""
    while scope is not None:
        if isinstance(scope, InHandler):
            return scope.caught
        scope = scope.outer
    return None
