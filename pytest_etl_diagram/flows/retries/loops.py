"""Loops that try again, as somebody wrote them by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.retries.caught import caught
from pytest_etl_diagram.flows.retries.paths import GOES_ON, key_of, target_keys, ways
from pytest_etl_diagram.flows.retries.playing import Playing
from pytest_etl_diagram.flows.retries.policies import policy_of
from pytest_etl_diagram.flows.retries.quiet import Quiet
from pytest_etl_diagram.flows.retries.shape import shape_of
from pytest_etl_diagram.flows.tree import Policy
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope


@dataclass(frozen=True, slots=True)
class LoopRetry:
    """A loop that tries again.

    - `before`: what each round does ahead of its try; `attempt`: the try, without handlers where
      the loop has none of its own (`with attempt:`).
    - `retried`: the handlers after which it is tried again; `others`: those that end it.
    - `exhausted`: what is done after the last try failed; `goes_on`: what follows the loop runs
      then, else it was left by a raise or a return.
    """

    policy: Policy
    attempt: tree.Try
    before: tree.Block = ()
    retried: tuple[tree.Handler, ...] = ()
    others: tuple[tree.Handler, ...] = ()
    exhausted: tree.Block = ()
    goes_on: bool = False

    @property
    def body(self) -> tree.Block:
        """One try as statements: guarded by the handlers that end it, where there are some."""
        tried = self.attempt
        if self.others:
            return (*self.before, _without_retried(tried, self.others))
        return (*self.before, *tried.body, *tried.orelse, *tried.final)


def _without_retried(tried: tree.Try, others: tuple[tree.Handler, ...]) -> tree.Try:
    return tree.Try(tried.body, others, tried.orelse, tried.final, tried.mark)


def retry_loop(
    it: Interpreter,
    node: tree.For | tree.While,
    scope: Scope,
    function: tree.Function | None = None,
) -> LoopRetry | None:
    """Return what a loop tries again and how, None for a loop of another kind.

    `scope` holds the variables as they are when the loop begins, `function` is
    the definition in whose body it stands.
    """
    shape = shape_of(node)
    if shape is not None:
        found = by_hand(Playing(it, node, shape, scope, function))
        return None if found.policy.attempts == "0" else found
    return by_library(Quiet(it), node, scope) if isinstance(node, tree.For) else None


def by_library(it: Quiet, node: tree.For, scope: Scope) -> LoopRetry | None:
    """Return the retry of `for attempt in Retrying(…): with attempt: …`, None for other loops."""
    tried = next((n for n in node.body if isinstance(n, tree.With)), None)
    if tried is None or key_of(tried.items[0][0]) not in target_keys(node.target):
        return None
    policy = policy_of(it.value(node.iterable, scope))
    if policy is None:
        return None
    before = node.body[: node.body.index(tried)]
    return LoopRetry(policy, tree.Try(tried.body, (), (), (), tried.mark), before)


def by_hand(playing: Playing, more: int = 0) -> LoopRetry:
    """Return the retry of a loop of somebody's own; `more` tries are made after it."""
    shape = playing.shape
    rounds, _ = playing.played(endless=False)
    retries, attempts = playing.bound(rounds.tries, more)
    pause = playing.pause()
    on = caught(playing.it, shape.retried, playing.scope)
    exhausted = rounds.left if rounds.signal else playing.node.orelse
    stays = rounds.signal in ("", "break")
    return LoopRetry(
        Policy(retries, attempts, pause.backoff, pause.wait, on),
        shape.attempt,
        shape.before,
        shape.retried,
        shape.others,
        exhausted,
        goes_on=stays and bool(ways(exhausted) & {*GOES_ON, "break"}),
    )
