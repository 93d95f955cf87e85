"""What expressions come to, as numbers: those known, and samples for those that aren't.

To learn how a pause grows, or how often a loop runs, the loop is played with
numbers. An unknown that the loop doesn't change stands for one number
throughout: a prime, by which it is recognised in a result.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    BoundMethod,
    External,
    FunctionValue,
    Instance,
    Native,
    Unknown,
    Value,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.retries.arithmetic import (
    COMPARISONS,
    EXTREMES,
    NUMERIC,
    POWERS,
    ROUNDED,
    calculated,
    name_of,
)
from pytest_etl_diagram.flows.retries.paths import calls, key_of, leaf_of_call, walk
from pytest_etl_diagram.flows.retries.quiet import NOTHING, Quiet, copy_of
from pytest_etl_diagram.flows.retries.randomness import drawn, is_random, limits
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope

PRIMES = (37, 149, 1009, 10007, 100003, 1000003, 10000019, 100000007)
"""Samples of unknowns: far apart, as a limit comes after what it limits."""

MOVING = frozenset({"next", "time", "monotonic", "perf_counter", "now", "utcnow"})
"""Functions that give something else whenever they are called."""


class Quantities:
    """The variables of a loop that is played.

    - `changing`: what the loop binds; `noise`: what has no value when every try fails.
    - `attributes`: the numbers of attributes that the loop changes (`self.tries`).
    - `symbols`: the samples of unknowns by their text; `drew`: random numbers were used,
      drawn as `draw` says; `listed`: numbers were looked up in a list.
    """

    def __init__(self, it: Interpreter, scope: Scope, symbols: dict[str, float]) -> None:
        """Take the world, the variables, and the samples so far."""
        self.it = it if isinstance(it, Quiet) else Quiet(it)
        self.scope = copy_of(scope)
        self.symbols = symbols
        self.changing: set[str] = set()
        self.noise: set[str] = set()
        self.attributes: dict[str, float] = {}
        self._keys: dict[tree.Expr, frozenset[str]] = {}
        self.draw = "neutral"
        self.drew = False
        self.listed = False

    # -- variables ------------------------------------------------------------

    def bind(self, key: str, value: object) -> None:
        """Bind a variable or an attribute, to NOTHING where its value isn't known."""
        self.noise.discard(key)
        if "." in key:
            self.attributes.pop(key, None)
            if isinstance(value, (int, float)):
                self.attributes[key] = value
            else:
                self.noise.add(key)
            return
        self.scope.variables[key] = value
        if value is NOTHING:
            self.noise.add(key)

    def is_noise(self, node: tree.Expr) -> bool:
        """Tell whether an expression reads something that has no value when a try fails."""
        return bool(self.noise) and not self.noise.isdisjoint(self.keys(node))

    def varies(self, node: tree.Expr) -> bool:
        """Tell whether an expression reads what the loop binds."""
        return not self.changing.isdisjoint(self.keys(node))

    def keys(self, node: tree.Expr) -> frozenset[str]:
        """Return the variables and attributes that an expression reads."""
        if node not in self._keys:
            self._keys[node] = frozenset(key_of(part) for part in walk([node])) - {""}
        return self._keys[node]

    def value(self, node: tree.Expr) -> object:
        """Return the value of an expression: a number, another plain value, or NOTHING."""
        if isinstance(node, tree.Await):
            return self.value(node.value)
        known: float | None = None
        if not isinstance(node, (tree.Name, tree.Attribute)) and not self._is_other_call(node):
            known = self.number(node)
        elif key_of(node) in self.attributes:
            known = self.attributes[key_of(node)]
        if known is not None:
            return known
        return NOTHING if self.is_noise(node) else self._plain(node)

    def _plain(self, node: tree.Expr) -> object:
        """Return the value of an expression, NOTHING where that would do something else, too."""
        if not all(self._is_harmless(call) for call in walk([node]) if isinstance(call, tree.Call)):
            return NOTHING
        found = self.it.value(node, self.scope)
        if not isinstance(found, (Unknown, External)) or key_of(node):
            return found
        moves = any(leaf_of_call(call) in MOVING for call in calls([node]))
        return NOTHING if moves or self.varies(node) else found  # another one in every round

    def _is_other_call(self, node: tree.Expr) -> bool:
        """Tell whether a call isn't known to give a number."""
        if not isinstance(node, tree.Call):
            return False
        function = self.it.value(node.func, self.scope)
        if isinstance(function, (FunctionValue, BoundMethod)):
            return False
        name = name_of(function)
        return not (name in NUMERIC or is_random(name))

    def _is_harmless(self, call: tree.Call) -> bool:
        """Tell whether a call can be evaluated: it runs no code of the project, makes no task."""
        if not (key_of(call.func) or isinstance(call.func, (tree.Attribute, tree.Call))):
            return False
        if isinstance(call.func, tree.Attribute) and not key_of(call.func):
            return True  # a method of what another call gave, which is looked at by itself
        function = self.it.value(call.func, self.scope)
        return isinstance(function, (Native, type)) or (
            isinstance(function, (External, Unknown))
            and not stripped(text_of(function)).rpartition(".")[2][:1].isupper()
        )

    # -- numbers --------------------------------------------------------------

    def number(self, node: tree.Expr) -> float | None:
        """Return an expression's number, None where there's none: then it's left out of account."""
        if isinstance(node, tree.Const):
            return node.value if isinstance(node.value, (int, float)) else None
        if isinstance(node, tree.Await):
            return self.number(node.value)
        if isinstance(node, tree.Binary):
            return calculated(node.op, self.number(node.left), self.number(node.right))
        if isinstance(node, tree.Unary):
            return self._unary(node)
        if isinstance(node, tree.Boolean):
            return self._either(node)
        if isinstance(node, tree.IfElse):
            truth = self.truth(node.test)
            ways = (node.body, node.orelse) if truth is not False else (node.orelse, node.body)
            first = self.number(ways[0])
            return self.number(ways[1]) if first is None and truth is None else first
        if isinstance(node, tree.Compare):
            return self.truth(node)
        if isinstance(node, tree.Call):
            return self._call(node)
        return self._look_up(node)

    def _look_up(self, node: tree.Expr) -> float | None:
        key = key_of(node)
        if key in self.attributes:
            return self.attributes[key]
        if self.is_noise(node):
            return None
        if isinstance(node, tree.Subscript):
            row = self.it.value(node.value, self.scope)
            self.listed = self.listed or isinstance(row, (list, tuple))
        return self.sample(self._plain(node))

    def sample(self, value: object) -> float | None:
        """Return a value's number: its own, a duration's seconds, or an unknown's sample."""
        if isinstance(value, (int, float)):
            return value
        if isinstance(value, timedelta):
            return value.total_seconds()
        if value is NOTHING or not isinstance(value, Value):
            return None
        if isinstance(value, (FunctionValue, BoundMethod, Native, Instance)):
            return None
        return self.symbols.setdefault(value.text, PRIMES[len(self.symbols) % len(PRIMES)])

    def _unary(self, node: tree.Unary) -> float | None:
        if node.op == "not":
            return self.truth(node)
        found = self.number(node.operand)
        return found if found is None or node.op == "+" else -found

    def _either(self, node: tree.Boolean) -> float | None:
        left, right = self.number(node.left), self.number(node.right)
        if left is None or right is None:
            return right if left is None else left
        return right if bool(left) == (node.op == "and") else left

    def _call(self, node: tree.Call) -> float | None:
        function = self.it.value(node.func, self.scope)
        name = name_of(function)
        given = [a.value for a in node.args if not a.star]
        if is_random(name):
            return self._random(name, given)
        if name in EXTREMES and len(given) > 1:
            given.sort(key=self.varies, reverse=True)  # what grows is sampled before its limit
            known = [n for n in map(self.number, given) if n is not None]
            return EXTREMES[name](known) if known else None
        if name in ROUNDED and given:
            found = self.number(given[0])
            if found is not None:
                return abs(found) if name == "abs" else found
        if name in POWERS and len(given) == 2:  # noqa: PLR2004  base and exponent
            return calculated("**", self.number(given[0]), self.number(given[1]))
        if isinstance(function, (FunctionValue, BoundMethod)):
            return self.project_call(function, node)
        return None if self.is_noise(node) else self.sample(self._plain(node))

    def _random(self, name: str, given: list[tree.Expr]) -> float:
        self.drew = True
        numbers = [n for n in map(self.number, given) if n is not None]
        return drawn(limits(name, numbers), self.draw)

    def project_call(self, function: FunctionValue | BoundMethod, node: tree.Call) -> float | None:
        """Return what a function of the project gives; who plays statements knows it."""
        del self, function, node
        return None

    # -- tests ----------------------------------------------------------------

    def truth(self, node: tree.Expr) -> bool | None:
        """Return whether a test holds, None where that isn't known."""
        if isinstance(node, tree.Unary) and node.op == "not":
            inner = self.truth(node.operand)
            return None if inner is None else not inner
        if isinstance(node, tree.Boolean):
            left, right = self.truth(node.left), self.truth(node.right)
            decisive = node.op == "or"
            if decisive in (left, right):
                return decisive
            return None if None in (left, right) else not decisive
        if isinstance(node, tree.Compare):
            return self._compare(node)
        if self.is_noise(node):
            return None
        key = key_of(node)
        if key in self.attributes:
            return bool(self.attributes[key])
        if isinstance(node, tree.Call) and not self._is_harmless(node):
            return None
        return self.it.truth(self.it.value(node, self.scope))

    def _compare(self, node: tree.Compare) -> bool | None:
        left, known = node.left, True
        for op, right in node.rest:
            found = self._relation(op, left, right)
            if not found:
                return found
            left = right
        return known

    def _relation(self, op: str, left: tree.Expr, right: tree.Expr) -> bool | None:
        if op in {"is", "is not"}:
            if not (isinstance(right, tree.Const) and right.value is None) or self.is_noise(left):
                return None
            found = self.value(left)
            if isinstance(found, Unknown):
                return None
            return (found is None) == (op == "is")
        compare = COMPARISONS.get(op)
        before = len(self.symbols)
        a, b = self.number(left), self.number(right)
        if compare is None or a is None or b is None:
            return None
        sampled = len(self.symbols) > before or self._has_sample(left) or self._has_sample(right)
        if sampled and not (self.varies(left) or self.varies(right)):
            return None  # two unknowns, or one and a constant: nothing is known
        return compare(a, b)

    def _has_sample(self, node: tree.Expr) -> bool:
        """Tell whether an expression's number is that of an unknown."""
        if not self.symbols:
            return False
        return any(
            isinstance(self.it.value(part, self.scope), Unknown)
            for part in walk([node])
            if isinstance(part, (tree.Name, tree.Attribute, tree.Subscript, tree.Call))
            and not (isinstance(part, tree.Call) and not self._is_harmless(part))
        )
