"""Playing a loop in which every try fails: how often it tries, and how long it pauses."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import calling
from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Dict,
    FunctionValue,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.retries.arithmetic import calculated
from pytest_etl_diagram.flows.retries.paths import (
    GOES_ON,
    bound_names,
    key_of,
    leaf_of_call,
    target_keys,
    walk,
    ways,
)
from pytest_etl_diagram.flows.retries.quantities import Quantities
from pytest_etl_diagram.flows.retries.quiet import NOTHING
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_NESTED = 3
"""Functions of the project are followed so deep for what they pause or give."""
PAUSES = frozenset({"sleep", "sleep_ms"})
SECONDS = frozenset({"secs", "seconds", "delay", "timeout", "duration", "interval"})
LEAVING = frozenset({"break", "return", "raise"})


def seconds_of(call: tree.Call, name: str) -> tree.Expr | None:
    """Return the argument of `time.sleep(seconds)` or `event.wait(seconds)`, None for others."""
    leaves = {leaf_of_call(call).lower(), name.rpartition(".")[2].lower()}
    if leaves.isdisjoint(PAUSES) and "wait" not in leaves:
        return None
    given = [a for a in call.args if not a.star and (not a.keyword or a.keyword in SECONDS)]
    if not given or ("wait" in leaves and len(call.args) != 1):
        return None
    return given[0].value


class Failing(Quantities):
    """The statements of a loop, played with every try failing.

    - `attempt`: the statement that fails, a `try` or a `with suppress(…)`; `handler`: where to.
    - `endless`: ways out of the loop aren't taken, to see how the pauses go on.
    - `stuck`: how often the loop goes round can't be told, as no round changes anything.
    - `pauses`: the pauses of this round; None is one of unknown length.
    - `tries`: how often it came to the attempt; `left`: the block that left the loop.
    """

    def __init__(
        self,
        it: Interpreter,
        scope: Scope,
        symbols: dict[str, float],
        attempt: tree.Statement | None = None,
        handler: tree.Handler | None = None,
    ) -> None:
        """Take the world, the variables, the samples so far, and what fails to where."""
        super().__init__(it, scope, symbols)
        self.attempt = attempt
        self.handler = handler
        self.endless = False
        self.stuck = False
        self.pauses: list[float | None] = []
        self.tries = 0
        self.left: tree.Block = ()
        self.given: object = NOTHING
        self.nested = 0

    def play(self, block: tree.Block) -> str:
        """Run statements; return "" or how they left the block."""
        for node in block:
            signal = self._statement(node)
            if signal in LEAVING and not self.left:
                self.left = block
            if signal:
                return signal
        return ""

    def _statement(self, node: tree.Statement) -> str:
        if node is self.attempt:
            return self._fail(node)
        if isinstance(node, tree.If):
            return self._if(node)
        if isinstance(node, tree.Try):
            return self._try(node)
        if isinstance(node, tree.With):
            return self.play(node.body)
        if isinstance(node, tree.Return):
            self.given = NOTHING if node.value is None else self.value(node.value)
            return "return"
        if isinstance(node, (tree.Raise, tree.Break, tree.Continue)):
            return type(node).__name__.lower()
        self._simple(node)
        return ""

    # -- simple statements ----------------------------------------------------

    def _simple(self, node: tree.Statement) -> None:
        if isinstance(node, tree.Evaluate):
            self._evaluate(node.value)
        elif isinstance(node, tree.Assign):
            for target in node.targets:
                self.assign(target, node.value)
        elif isinstance(node, tree.Annotate) and node.value is not None:
            self.assign(node.target, node.value)
        elif isinstance(node, tree.Augment) and key_of(node.target):
            found = calculated(node.op, self.number(node.target), self.number(node.value))
            self.bind(key_of(node.target), NOTHING if found is None else found)
        elif isinstance(node, (tree.For, tree.While, tree.Match)):
            for key in bound_names((node,)):
                self.bind(key, NOTHING)

    def _evaluate(self, node: tree.Expr) -> None:
        if isinstance(node, tree.Await):
            node = node.value
        if not isinstance(node, tree.Call):
            return
        function = self.it.value(node.func, self.scope)
        if isinstance(function, (FunctionValue, BoundMethod)):
            self.project_call(function, node)
            return
        length = seconds_of(node, stripped(text_of(function)))
        if length is None:
            for inner in (a.value for a in node.args):  # asyncio.run(pause()), wait_for(sleep(1))
                if isinstance(inner, tree.Call):
                    self._evaluate(inner)
            return
        self.pauses.append(self.number(length))

    def assign(self, target: tree.Expr, value: tree.Expr) -> None:
        """Bind a target to the value of an expression, one by one where both are rows."""
        if isinstance(value, tree.Display) and isinstance(target, tree.Display):
            self.put(target, [self.value(element) for element in value.elements])
        else:
            self.put(target, self.value(value))

    def put(self, target: tree.Expr, value: object) -> None:
        """Bind a target to a value."""
        if not isinstance(target, tree.Display):
            for key in target_keys(target):
                self.bind(key, value)
            return
        known = isinstance(value, (tuple, list)) and len(value) == len(target.elements)
        row = value if known and isinstance(value, (tuple, list)) else itertools.repeat(NOTHING)
        for element, one in zip(target.elements, row, strict=False):
            self.put(element, one)

    # -- decisions ------------------------------------------------------------

    def _if(self, node: tree.If) -> str:
        truth = self.truth(node.test)
        if truth is not None and not (self.endless and self.varies(node.test)):
            return self.play(node.body if truth else node.orelse)
        stay = [b for b in (node.body, node.orelse) if ways(b) & GOES_ON]
        if not stay:
            return "" if self.endless else self.play(node.body)
        if len(stay) == 1:
            return self.play(stay[0])
        waiting = [b for b in stay if self._waits(b)]
        if len(waiting) == 1:
            return self.play(waiting[0])
        if truth is not None:
            return self.play(node.body if truth else node.orelse)
        if waiting:
            return self._first_known(waiting)
        again = [b for b in stay if "continue" in ways(b)]
        if len(again) == 1:
            return self.play(again[0])
        return "" if self.is_noise(node.test) else self.play(node.body)

    def _waits(self, block: tree.Block) -> bool:
        """Tell whether a block pauses, or holds the attempt."""
        nodes = list(walk(block))
        return self.attempt in nodes or any(
            seconds_of(node, "") is not None for node in nodes if isinstance(node, tree.Call)
        )

    def _first_known(self, blocks: list[tree.Block]) -> str:
        """Play the first of some blocks whose pauses are known, else the first."""
        for block in blocks:
            trial = self._twin()
            trial.play(block)
            if None not in trial.pauses:
                return self.play(block)
        return self.play(blocks[0])

    def _twin(self) -> Failing:
        twin = Failing(self.it, self.scope, self.symbols, self.attempt, self.handler)
        twin.changing, twin.noise = self.changing, set(self.noise)
        twin.attributes = dict(self.attributes)
        twin.endless, twin.draw, twin.nested = self.endless, self.draw, self.nested
        return twin

    def _try(self, node: tree.Try) -> str:
        if self.attempt is not None and self.attempt in walk(node.body):
            signal = self.play(node.body)
        else:
            signal = self.play(node.body) or self.play(node.orelse)
        return self.play(node.final) or signal

    def _fail(self, node: tree.Statement) -> str:
        if not self.tries:
            for key in bound_names((node,)):
                if "." not in key and key not in self.scope.variables:
                    self.bind(key, NOTHING)
        self.tries += 1
        handler = self.handler
        if handler is None:
            return ""
        if handler.name:
            self.bind(handler.name, NOTHING)
        signal = self.play(handler.body)
        return (self.play(node.final) if isinstance(node, tree.Try) else "") or signal

    # -- functions of the project ---------------------------------------------

    def project_call(self, function: FunctionValue | BoundMethod, node: tree.Call) -> float | None:
        """Play a function of the project: its pauses are ours; return the number it gives."""
        inner = function.function if isinstance(function, BoundMethod) else function
        if not isinstance(inner, FunctionValue) or self.nested >= MAX_NESTED:
            return None
        args = self._args(node)
        if isinstance(function, BoundMethod):
            args.positional.insert(0, function.receiver)
        scope = Scope(Dict(), inner.scope.module, inner.scope)
        scope.owner = inner.owner
        calling.bind(inner, args, scope.variables)
        callee = Failing(self.it, scope, self.symbols)
        callee.noise = {name for name, value in scope.variables.items() if value is NOTHING}
        callee.changing = {p.name for p in inner.node.params} if self._varying(node) else set()
        callee.endless, callee.draw, callee.nested = self.endless, self.draw, self.nested + 1
        if isinstance(inner.node, tree.Lambda):
            callee.given = callee.value(inner.node.body)
        else:
            callee.play(inner.node.body)
        self.pauses += callee.pauses
        self.drew, self.listed = self.drew or callee.drew, self.listed or callee.listed
        return self.sample(callee.given)

    def _varying(self, node: tree.Call) -> bool:
        return any(self.varies(arg.value) for arg in node.args)

    def _args(self, node: tree.Call) -> Args:
        args = Args()
        for arg in node.args:
            value = self.value(arg.value)
            if arg.star:
                args.open_ended = text_of(value)
            elif arg.keyword:
                args.keywords[arg.keyword] = value
            else:
                args.positional.append(value)
        return args
