"""Running a template: the state of one evaluation, its budgets, and the calls of macros."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja import evaluating, statements
from pytest_etl_diagram.declarations.jinja.tokens import JinjaError
from pytest_etl_diagram.declarations.jinja.values import (
    Given,
    MacroValue,
    Scope,
    Unknown,
    choice,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.declarations.jinja import tree

MAX_STEPS = 200_000
MAX_CALLS = 30


class Returned(Exception):  # noqa: N818  no error: a macro ends early
    """A macro's `return(…)`."""

    def __init__(self, value: object) -> None:
        """Take what it gives."""
        super().__init__()
        self.value = value


@dataclass(slots=True)
class _Frame:
    """A macro that runs: the conditions around its call, what it may have returned."""

    uncertain: int
    returns: list[object] = field(default_factory=list)


class Run:
    """One evaluation of a template.

    - `uncertain`: how many conditions that aren't known are around what runs.
    - `line`: that of the statement of the template itself that runs, also in macros it calls.
    - `macro`: finds the project's macros by name.
    """

    def __init__(
        self,
        names: Mapping[str, object],
        macro: Callable[[str], MacroValue | None] = lambda _: None,
    ) -> None:
        """Take the names that are known everywhere, and the project's macros."""
        self.names = names
        self.macro = macro
        self.uncertain = 0
        self.depth = 0
        self._frames: list[_Frame] = []
        self._ran: set[int] = set()
        self._line = 0
        self._steps = 0

    # -- statements -----------------------------------------------------------

    def run(self, body: tree.Body, scope: Scope) -> str | Unknown:
        """Run statements; return the text that they make, as far as it is known."""
        made: list[object] = []
        for statement in body:
            self.step()
            made.append(statements.RUN[type(statement)](self, statement, scope))
        return statements.joined(made)

    def step(self) -> None:
        """Count one step of work; raise JinjaError past the budget."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise JinjaError(self._line, f"needs over {MAX_STEPS:,} steps to evaluate")

    def eval(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression."""
        return evaluating.evaluate(self, node, scope)

    def at(self, line: int) -> int:
        """Return the line to tell of something that stands in `line`: of the template's own."""
        if not self._frames:
            self._line = line
        return self._line

    # -- calls ----------------------------------------------------------------

    def call_macro(self, value: MacroValue, given: Given, caller: MacroValue | None) -> object:
        """Return what a macro gives: its text, or what it returns."""
        if len(self._frames) >= MAX_CALLS:
            return unknown(f"{value.macro.name}()")
        self._ran.add(id(value.macro))
        scope = Scope(value.scope, self._bound(value, given))
        if caller is not None:
            scope.variables["caller"] = caller
        frame = _Frame(self.uncertain)
        depth = self.depth
        self._frames.append(frame)
        try:
            made: object = self.run(value.macro.body, scope)
        except Returned as returned:
            made = returned.value
        finally:
            self._frames.pop()
            self.uncertain, self.depth = frame.uncertain, depth
        return choice([*frame.returns, made]) if frame.returns else made

    def has_run(self, value: MacroValue) -> bool:
        """Tell whether a macro has been called."""
        return id(value.macro) in self._ran

    def _bound(self, value: MacroValue, given: Given) -> dict[str, object]:
        """Return the values of a macro's parameters."""
        bound: dict[str, object] = {}
        for place, (name, default) in enumerate(value.macro.params):
            if place < len(given.positional):
                bound[name] = given.positional[place]
            elif name in given.named:
                bound[name] = given.named[name]
            else:
                bound[name] = None if default is None else self.eval(default, value.scope)
        names = {name for name, _ in value.macro.params}
        bound["varargs"] = list(given.positional[len(value.macro.params) :])
        bound["kwargs"] = {k: v for k, v in given.named.items() if k not in names}
        return bound

    def give_back(self, value: object) -> None:
        """End the macro that runs with a value; under a condition it only may end."""
        if not self._frames:
            return
        frame = self._frames[-1]
        if self.uncertain == frame.uncertain:
            raise Returned(value)
        frame.returns.append(value)
