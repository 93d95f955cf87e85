"""What is tried again: attempt, `Success?`, `retries < 3?`, a pause, and back to the attempt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.activity.scopes import InAttempt, InLoop, Leaving, Spot, leave
from pytest_etl_diagram.diagrams.activity.sketch import Landing, Sketch, Vertex, Way
from pytest_etl_diagram.diagrams.steps import policy_facts
from pytest_etl_diagram.diagrams.steps.exceptions import of_names
from pytest_etl_diagram.flows.recording import pieces
from pytest_etl_diagram.flows.tree import Exit, Parallel, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.diagrams.activity.sketch import Sink
    from pytest_etl_diagram.flows.tree import Block, Piece, Policy, Retry
    from pytest_etl_diagram.model import Fact, Place

    Lower = Callable[[Sketch, Block, Spot], None]

POLICY = ("retries", "attempts", "backoff", "wait", "on")
"""The facts of a policy, which are said together."""

_PAUSE = frozenset({"backoff", "wait"})
_UNNAMED = "attempt"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is tried again: by which name the nodes of its retry go, how, and where it stands.

    `facts` are those of the policy that no step shows; `said` is where the policy is said.
    """

    name: str
    policy: Policy
    spot: Spot
    scope: InAttempt
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
    said: Place | None = None

    def vertex(self, key: str, name: str, role: str, facts: tuple[Fact, ...] = ()) -> Vertex:
        """Return a node of the retry; its id is made of the attempt's name."""
        around, group = self.spot.around, self.spot.group
        return Vertex(f"{self.name}_{key}", name, role, around, group, facts, self.place)


def attempt_of(step: Step, policy: Policy, spot: Spot, said: Place | None = None) -> Attempt:
    """Return the attempt that is one step, tried again as is `said` elsewhere or at the step."""
    named = replace(spot, around=(*spot.around, step.component))
    scope = InAttempt(spot.scope, policy.on)
    place = policy.place or said or step.place
    return Attempt(step.name, policy, named, scope, place=step.place, said=place)


def lower_retry(sketch: Sketch, piece: Retry, spot: Spot, lower: Lower) -> None:
    """Draw a retry around a block.

    In a block with one step it is that step that is tried, as if the retry came
    from a decorator: it shows the policy, and is asked for its success at once.
    In a block with several that comes last, and `Success?` shows the policy. In
    a block that does nothing there is nothing to try again.
    """
    doing = [each for each in _reached(piece.body) if isinstance(each, (Step, Parallel))]
    if not doing:
        scope = InLoop(spot.scope)
        lower(sketch, piece.body, replace(spot, scope=scope))
        sketch.open += [*scope.broken, *scope.again]
    elif len(doing) == 1 and isinstance(doing[0], Step):
        attempt = attempt_of(doing[0], piece.policy, spot, piece.place)
        inside = replace(spot, scope=attempt.scope, retried=attempt)
        retried(sketch, attempt, lambda: lower(sketch, piece.body, inside))
    else:
        at_end = InAttempt(spot.scope, piece.policy.on, returns=False)
        facts = policy_facts(piece.policy)
        said = piece.policy.place or piece.place
        attempt = Attempt(_UNNAMED, piece.policy, spot, at_end, facts, piece.place, said)
        inside = replace(spot, scope=at_end, retried=None)
        retried(sketch, attempt, lambda: _several(sketch, attempt, piece.body, inside, lower))


def _reached(block: Block) -> Iterator[Piece]:
    """Yield the pieces of a block up to an exit, with those that they hold."""
    for piece in block:
        if isinstance(piece, Exit):
            return
        yield from pieces((piece,))


def retried(sketch: Sketch, attempt: Attempt, draw: Callable[[], None]) -> None:
    """Draw an attempt, by `draw`, and what makes it be tried again.

    Where the tries are used up, the last exception goes on outward.
    """
    first = Landing()
    sketch.open.append(first)
    draw()
    scope = attempt.scope
    ways = [*sketch.take(), *scope.done]
    if first.vertex < 0 or first.vertex in sketch.outcomes.values():
        sketch.open = [*ways, *scope.failed]
        return
    if attempt.said is not None:
        sketch.say(first.vertex, tuple((name, attempt.said) for name in POLICY))
    sketch.open = [*scope.failed] or [Way(first.vertex, "raises")]
    _again(sketch, attempt, first)
    sketch.open = ways


def ask(sketch: Sketch, attempt: Attempt) -> None:
    """Draw the question whether an attempt was a success; go on from its Yes."""
    if sketch.open:
        asked = sketch.place(attempt.vertex("Success", "Success?", "retry", attempt.facts))
        attempt.scope.failed.append(Way(asked, label="No"))
        sketch.open = [Way(asked, label="Yes")]


def _several(sketch: Sketch, attempt: Attempt, body: Block, spot: Spot, lower: Lower) -> None:
    """Draw an attempt of several steps; what returns inside does so behind `Success?`."""
    lower(sketch, body, spot)
    scope = attempt.scope
    normal = bool(sketch.open or scope.done)
    sketch.open += scope.done
    scope.done.clear()
    for waiting in scope.parked.values():
        sketch.open += waiting
    ask(sketch, attempt)
    answers = sketch.take()
    for leaving in scope.parked:
        sketch.open = [*answers]
        leave(sketch, leaving, scope.outer)
    sketch.open = answers if normal else []


def _again(sketch: Sketch, attempt: Attempt, first: Landing) -> None:
    """Draw what follows a try that failed: is there another one, the pause, the way back."""
    policy = attempt.policy
    exhausted: Sink = []
    counted, bound = (
        ("retries", policy.retries) if policy.retries else ("attempts", policy.attempts)
    )
    if bound:
        asked = sketch.place(attempt.vertex(counted, f"{counted} < {bound}?", "retry"))
        exhausted, sketch.open = [Way(asked, label="No")], [Way(asked, label="Yes")]
    pause = tuple(fact for fact in policy_facts(policy) if fact[0] in _PAUSE)
    if pause:
        sketch.place(attempt.vertex("wait", "wait", "wait", pause))
    sketch.repeat(first)
    if exhausted:
        sketch.open = exhausted
        leaving = Leaving("raise", thrown=of_names(policy.on), place=attempt.place)
        leave(sketch, leaving, attempt.scope.outer)
