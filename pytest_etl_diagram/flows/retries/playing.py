"""Playing a loop that tries again, for what it does when every try fails."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Unknown, inside, text_of
from pytest_etl_diagram.flows.retries import growth
from pytest_etl_diagram.flows.retries.bounds import Origins, bound_by_name, bounds_of
from pytest_etl_diagram.flows.retries.failing import Failing
from pytest_etl_diagram.flows.retries.paths import around, bound_names
from pytest_etl_diagram.flows.retries.quiet import NOTHING, Quiet
from pytest_etl_diagram.flows.retries.rounds import Rounds, play
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.retries.shape import Shape


class Playing:
    """A loop that is played, with the variables that it begins with.

    `given` are the variables as handed over, `scope` those that were made up for as well;
    `symbols` are the samples of what isn't known, by its text.
    """

    def __init__(
        self,
        it: Interpreter,
        node: tree.For | tree.While,
        shape: Shape,
        scope: Scope,
        function: tree.Function | None,
    ) -> None:
        """Take the loop, its shape, the variables so far and the function that it stands in."""
        self.it = it if isinstance(it, Quiet) else Quiet(it)
        self.node = node
        self.shape = shape
        self.function = function
        self.given = scope
        self.symbols: dict[str, float] = {}
        self.scope = self._prelude(scope)

    def _prelude(self, scope: Scope) -> Scope:
        """Return the variables that the loop begins with, where `scope` doesn't have them all.

        Those that the function binds before the loop and `scope` lacks are played.
        """
        body = () if self.function is None else self.function.body
        missing = {name for name in bound_names(body) if name not in scope.variables}
        if not missing:
            return scope
        run = Failing(self.it, scope, self.symbols)
        for statement in around(body, self.node)[0]:
            bound = bound_names((statement,))
            if any(key.partition(".")[0] in missing for key in bound):
                run.play((statement,))
        return run.scope

    def with_samples(self, symbols: dict[str, float]) -> Playing:
        """Return the same loop with other samples for what isn't known."""
        other = copy.copy(self)
        other.symbols = symbols
        other.scope = other._prelude(self.given)  # noqa: SLF001  one of its own kind
        return other

    def played(self, *, endless: bool, draw: str = "neutral") -> tuple[Rounds, bool]:
        """Play the loop; return what came of it, and whether random numbers were used."""
        shape = self.shape
        run = Failing(self.it, self.scope, self.symbols, shape.statement, shape.retried[0])
        run.draw = draw
        rounds = play(run, self.node, endless=endless)
        return rounds, run.drew

    def pause(self) -> growth.Pause:
        """Return how it pauses between tries."""
        rounds, drew = self.played(endless=True)
        if not rounds.pauses:
            return growth.Pause()
        row = [p for p in rounds.pauses if p is not None]
        if not row or (len(row) < len(rounds.pauses) and not rounds.listed):
            return growth.Pause(first=Unknown(growth.VARIES))
        found = growth.classify(row, listed=rounds.listed)
        if drew:
            found = self._random(found, listed=rounds.listed)
        return growth.named(found, self.symbols)

    def _random(self, found: growth.Pause, *, listed: bool) -> growth.Pause:
        low, high = (self.played(endless=True, draw=draw)[0].pauses for draw in ("low", "high"))
        least, most = ([p or 0.0 for p in row] for row in (low, high))
        greatest = growth.classify(most, listed=listed)
        if found.kind in ("", "fixed") and greatest.kind == "fixed":
            return growth.Pause("random", least[0], most[0])
        chosen = found if found.kind in ("exponential", "linear") else greatest
        return growth.with_jitter(chosen)

    def bound(self, tries: int | None, more: int) -> tuple[str, str]:
        """Return (retries, attempts) of a loop that tries so often, and `more` times after it.

        One of them is given, none where there is no end (None) or it can't be told.
        """
        bounds = bounds_of(self.node, Origins(self.function, self.scope))
        if tries is not None:
            retries = bound_by_name(self.it, self.scope, bounds)
            return (retries, "") if retries else ("", self._counted(tries, more))
        if not isinstance(self.node, tree.For):
            return "", ""
        row = self.it.value(self.node.iterable, self.scope)
        unknown = isinstance(row, Unknown) and row is not NOTHING
        return "", text_of(row) if unknown else ""

    def _counted(self, tries: int, more: int) -> str:
        """Return how often a loop tries in words.

        It is played again with other samples: what changes with one of them is bounded by it.
        """
        samples = self.symbols.items()
        steps = {text: sample + 2**index for index, (text, sample) in enumerate(samples)}
        other = self.with_samples({text: sample + steps[text] for text, sample in samples})
        again = other.played(endless=False)[0].tries if steps else tries
        if again == tries:
            return str(tries + more)
        for text, step in steps.items():
            if again is not None and again - tries == step:
                return _shifted(text, tries + more - int(self.symbols[text]))
        return ""


def _shifted(text: str, by: int) -> str:
    """Return a placeholder with a number added to it."""
    return inside(text, f" {'+' if by > 0 else '-'} {abs(by)}") if by else text
