"""What a block does in all: what a step shows of its `inner` where that isn't drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.steps.exceptions import (
    Thrown,
    catch,
    catches_all,
    of_exit,
    of_names,
)
from pytest_etl_diagram.diagrams.steps.terms import (
    endpoint_facts,
    endpoint_text,
    policy_told,
)
from pytest_etl_diagram.diagrams.steps.ways import COMES_BACK, GOES_ON, ways_out
from pytest_etl_diagram.flows.recording import parts, pieces
from pytest_etl_diagram.flows.tree import Branch, Exit, Note, Parallel, Retry, Step, Try

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.flows.tree import Block, Handler, Piece
    from pytest_etl_diagram.model import Fact, Place

    Told = tuple[Fact, Place | None]

ANY_EXCEPTION = "any"

_NAMED = {"validate": "validates", "notify": "alerts"}
"""Roles of steps that a sum names."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of all that a block does, the exceptions that leave it, whether it ends otherwise.

    `facts` say where in the code each of them is told first. `thrown` holds what is raised in so
    many words; that any call may fail goes without saying.
    """

    facts: Mapping[Fact, Place | None]
    thrown: tuple[Thrown, ...]
    comes_back: bool


class Summaries:
    """The sums of the blocks inside steps, each worked out once.

    A function that is called in many places is one block, held in many steps:
    it is known by its identity, since to compare two blocks costs as much.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[int, tuple[Step, Summary]] = {}

    def of(self, step: Step) -> Summary:
        """Return the sum of what a step does inside."""
        key = id(step.inner)
        if key not in self._known:
            self._known[key] = (step, self._sum(step.inner))
        return self._known[key][1]

    def shown(self, step: Step) -> Mapping[Fact, Place | None]:
        """Return the facts that a step shows of what it does inside, each with its place.

        An alert that only passes on to another (`send_alert` to `post`) is one alert.
        """
        facts = self.of(step).facts
        alerts = [fact for fact in facts if fact[0] == "alerts"]
        if step.role == "notify" and len(alerts) == 1:
            return {fact: place for fact, place in facts.items() if fact not in alerts}
        return facts

    def comes_back(self, step: Step) -> bool:
        """Tell whether what stands behind a step is ever reached.

        A step that ends in no way at all serves for ever: what follows it is
        what is done when it is stopped.
        """
        found = self.of(step)
        return found.comes_back or not found.thrown

    def swallows(self, handler: Handler) -> bool:
        """Tell whether after a handler all goes on as if nothing had been.

        So it is where it may end by its end, by `continue`, `break`, a bare
        `return` or one of something empty; an alert doesn't change that. Who
        raises, returns a result (`status: failed`) or sends what failed to a
        dead-letter queue doesn't swallow.
        """
        if not ways_out(handler.body, self.comes_back) & GOES_ON:
            return False
        steps = [piece for piece in pieces(handler.body) if isinstance(piece, Step)]
        return not any(
            step.role == "error" or any(name == "dead_letter" for name, _ in self.of(step).facts)
            for step in steps
        )

    def _sum(self, block: Block) -> Summary:
        thrown = {each.label: each for each in self._thrown(block, ())}
        facts: dict[Fact, Place | None] = {}
        for fact, place in self._facts(block):
            facts.setdefault(fact, place)
        for each in thrown.values():
            facts["raises", each.label or ANY_EXCEPTION] = each.place
        ways = ways_out(block, self.comes_back)
        return Summary(facts, tuple(thrown.values()), bool(ways & COMES_BACK))

    def _facts(self, block: Block) -> Iterator[Told]:
        for piece in pieces(block):
            if isinstance(piece, Step):
                yield from self._of_step(piece)
            elif isinstance(piece, Parallel):
                yield ("parallel", piece.label), piece.place
                yield from ((fact, piece.place) for fact in piece.facts if fact[0] == "workers")
            elif isinstance(piece, Retry):
                yield from policy_told(piece.policy, piece.place)
            elif isinstance(piece, Branch) and _refuses(piece):
                yield ("checks", piece.test), piece.place
            elif isinstance(piece, Try):
                yield from (
                    (("swallows", ", ".join(handler.names) or ANY_EXCEPTION), handler.place)
                    for handler in piece.handlers
                    if self.swallows(handler)
                )

    def _of_step(self, step: Step) -> Iterator[Told]:
        inside = {fact: place for fact, place in self.shown(step).items() if fact[0] != "raises"}
        yield from ((fact, step.place) for fact in _own_facts(step, inside))
        if step.policy is not None:
            yield from policy_told(step.policy, step.place)
        yield from inside.items()

    def _thrown(self, block: Block, again: tuple[Thrown, ...]) -> Iterator[Thrown]:
        """Yield what leaves a block; `again` is what a `raise` without an exception throws."""
        for piece in block:
            if isinstance(piece, Exit):
                if piece.kind == "raise":
                    yield from _raised(piece, again)
                return
            if isinstance(piece, Step):
                yield from self.of(piece).thrown
            elif isinstance(piece, Try):
                yield from self._thrown_by_try(piece, again)
            else:
                for part in parts(piece):
                    yield from self._thrown(part, again)

    def _thrown_by_try(self, piece: Try, again: tuple[Thrown, ...]) -> Iterator[Thrown]:
        flying = list(self._thrown(piece.body, again))
        for handler in piece.handlers:
            caught: list[Thrown] = []
            passed: list[Thrown] = []
            for each in flying:
                hit, rest = catch(handler.names, each)
                caught += [each] if hit else []
                passed += [rest] if rest is not None else []
            flying = passed
            yield from self._thrown(handler.body, _again(handler, caught))
        yield from flying
        yield from self._thrown(piece.orelse, again)
        yield from self._thrown(piece.final, again)


def _own_facts(step: Step, inside: Iterable[Fact]) -> Iterator[Fact]:
    if step.role == "error":
        yield from _dead_letters(step, inside)
    else:
        yield from endpoint_facts(step.endpoints)
    if step.role in _NAMED:
        yield _NAMED[step.role], step.name
    elif step.role == "transform" and not (step.component or step.module):
        yield "transforms", _link(step)
    yield from (fact for fact in step.facts if fact[0] == "workers")


def _raised(piece: Exit, again: tuple[Thrown, ...]) -> Iterator[Thrown]:
    """Yield what a `raise` throws; what is only passed on stands where it was raised first."""
    if piece.label or piece.names:
        yield of_exit(piece)
    else:
        yield from (replace(each, place=each.place or piece.place) for each in again)


def _refuses(branch: Branch) -> bool:
    """Tell whether a decision is a check: one of its ways does nothing but raise."""
    return any(
        arm.body and all(isinstance(p, (Note, Exit)) for p in arm.body) and _raises(arm.body[-1])
        for arm in branch.arms
    )


def _raises(piece: Piece) -> bool:
    return isinstance(piece, Exit) and piece.kind == "raise"


def collected(block: Block) -> Iterator[Told]:
    """Yield what is asked in a check that neither raises nor calls: it notes what is wrong."""
    for piece in pieces(block):
        if isinstance(piece, Branch) and not any(
            isinstance(each, (Step, Exit)) for arm in piece.arms for each in pieces(arm.body)
        ):
            yield ("checks", piece.test), piece.place


def _link(step: Step) -> str:
    """Return a link of a chain over data: `drop_duplicates (subset: sale_id)`."""
    settings = ", ".join(f"{name}: {value}" for name, value in step.facts)
    return f"{step.name} ({settings})" if settings else step.name


def _again(handler: Handler, caught: Iterable[Thrown]) -> tuple[Thrown, ...]:
    """Return what a handler raises again: what it is known to catch, or what it says to catch."""
    known = tuple(caught)
    return known if known and catches_all(handler.names) else (*known, of_names(handler.names))


def _dead_letters(step: Step, inside: Iterable[Fact]) -> Iterator[Fact]:
    """Yield where a dead-letter send goes, its name where nothing says so."""
    written = [endpoint_text(end) for end in step.endpoints if end.direction == "write"]
    if not written and all(name != "dead_letter" for name, _ in inside):
        written = [step.name]
    yield from (("dead_letter", text) for text in written)
