"""An evaluation that calls every function of a project once, to see what is made of what.

What a function does with arguments that nobody knows says little of data, but
much of structure: which classes it makes, and what it gives them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_STEPS
from pytest_etl_diagram.evaluate.faults import FAULTS
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Return, Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    External,
    FunctionValue,
    Generator,
    Instance,
    Unknown,
)
from pytest_etl_diagram.flows.structure import settings
from pytest_etl_diagram.flows.structure.annotations import Given, given
from pytest_etl_diagram.flows.structure.arguments import args_for
from pytest_etl_diagram.flows.structure.imports import Imports
from pytest_etl_diagram.flows.structure.unread import Unread
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.evaluate.scope import Signal
    from pytest_etl_diagram.flows.structure.imports import Imported

STEPS_OF_ONE = 2_000
"""What the call of one function may cost."""
STEPS_OF_ALL = 40_000
"""What all calls together may cost."""
STEPS_OF_LOADING = 20_000
"""What all files may cost that the module itself doesn't load when it is loaded."""
MAX_DEPTH = 8
"""How deep calls are followed: what is made of what is soon told."""
MAX_RECURSION = 2
"""How often a function may be inside of itself."""
MAX_ITEMS = 20
"""How often a loop runs: what it makes the first times it makes again."""
RAISED = (Raised, *FAULTS)
"""What ends a statement: an exception, or that a model of a library can't take its arguments."""
MAKERS = (ClassValue, FunctionValue, External)
"""What a table of classes or functions has as its values."""


class Probe(Interpreter):
    """An interpreter that notes which objects are made, and which settings are read by whom.

    - `made`: the objects of the project's classes, in order of their making.
    - `running`: the functions that run, the innermost last.
    - `imports`: the modules that the project imports.
    - `settings`: the configuration files, and what is read of them.
    - `spent`, `loading`: the steps that calls, and that loading files took so far.
    """

    def __init__(self, it: Interpreter, imported: Imported) -> None:
        """Take the library, the modules and the variables of another interpreter."""
        super().__init__(it.library, it.modules, it.builtins, it.variables)
        self.search_path = list(it.search_path)
        self.made: list[Instance] = []
        self.running: list[FunctionValue] = []
        self.imports = Imports(imported)
        self.settings = settings.Settings()
        self.dependencies = settings.Opened(self)
        self.spent = 0
        self.loading = 0
        self._probing = False
        self._used = 0
        self._unread: dict[tuple[str, str], Unread] = {}
        self._samples: dict[int, Instance | None] = {}

    def probe(self, work: Callable[[], object]) -> object | None:
        """Return what `work` gives, None where it comes to no end within its budget."""
        if self._probing:
            return work()
        left = min(STEPS_OF_ONE, STEPS_OF_ALL - self.spent)
        if left <= 0:
            return None
        self._probing = True
        try:
            return self._within(left, lambda: _finished(work()))
        finally:
            self._probing = False
            self.spent += self._used
            self.running.clear()

    def quietly(self, work: Callable[[], object], steps: int = STEPS_OF_ONE) -> object | None:
        """Return what a small piece of work gives, None where it raises or costs too much."""
        if not self._probing:
            return self._within(steps, work)
        try:
            return work()
        except RAISED:
            return None

    def _within(self, steps: int, work: Callable[[], object]) -> object | None:
        """Do a piece of work with a budget of its own; what it does until that ends, stays."""
        before, self.steps = self.steps, MAX_STEPS - steps
        state = self.uncertain, self.guarded, self.repeated, self.broke, self.depth
        try:
            return work()
        except (Exhausted, RecursionError, MemoryError, *RAISED):
            return None
        finally:
            self._used = self.steps - (MAX_STEPS - steps)
            self.uncertain, self.guarded, self.repeated, self.broke, self.depth = state
            self.steps = before

    def sample(self, cls: ClassValue) -> Instance | None:
        """Return an object of a class, whose arguments are what their annotations say."""
        if id(cls) not in self._samples:
            self._samples[id(cls)] = None  # for a class whose objects hold each other
            made = self.probe(lambda: self.instantiate(cls, args_for(self, cls)))
            self._samples[id(cls)] = made if isinstance(made, Instance) else None
        return self._samples[id(cls)]

    def unread(self, name: str, path: str) -> ClassValue:
        """Return a class of a file: the class itself where the file is evaluated."""
        if path in self.loaded:
            found = self.loaded[path].variables.get(name)
            if isinstance(found, ClassValue):
                return found
        return self._unread.setdefault((path, name), Unread(name, path))

    def load(self, work: Callable[[], object]) -> None:
        """Do what loads more files: not at the cost of the probe that it may be for."""
        probing, self._probing = self._probing, False
        left = STEPS_OF_LOADING - self.loading
        try:
            if left > 0:
                self._within(left, work)
                self.loading += self._used
        finally:
            self._probing = probing

    def module_scope(self, path: str) -> Scope:
        """Return the scope of the module of a file."""
        module = self.loaded[path]
        return Scope(module.variables, module, None, "module")

    def reader(self) -> settings.Reader:
        """Return whose code runs: a class, a function, or a module itself."""
        for function in reversed(self.running):
            if function.owner is not None:
                return function.owner.name, function.owner.path
            if isinstance(function.node, tree.Function):
                return function.name, function.path
        return "", self.path

    # -- what an interpreter does, watched ------------------------------------

    def run(self, block: tree.Block, scope: Scope) -> Signal:
        """Run statements; in a probe, one that raises doesn't end those after it."""
        if not self._probing or self.guarded:
            return super().run(block, scope)
        for node in block:
            with contextlib.suppress(*RAISED):
                if isinstance(node, tree.While):
                    signal = self._once(node, scope)
                else:
                    signal = super().run((node,), scope)
                if signal is not None:
                    return signal
        return None

    def _once(self, node: tree.While, scope: Scope) -> Signal:
        """Run the body of a `while` once: how often it runs is no matter of structure."""
        with self.unsure():
            signal = self.run(node.body, scope)
        return signal if isinstance(signal, Return) else None

    def spread(self, value: object) -> tuple[Iterable[object], str, bool]:
        """Return the items of a collection; in a probe, the first ones."""
        if not self._probing:
            return super().spread(value)
        if isinstance(value, Choice):
            value = Choice(tuple(_first_items(option) for option in value.options))
        items, over, maybe = super().spread(value)
        return islice(items, MAX_ITEMS), over, maybe

    def instantiate(self, cls: ClassValue, args: Args) -> object:
        """Make an object, and note it."""
        made = super().instantiate(cls, args)
        if isinstance(made, Instance):
            self.made.append(made)
        return made

    def call_function(self, function: FunctionValue, args: Args) -> object:
        """Run a function; what it gives without being known is what its annotation promises."""
        node = function.node
        again = sum(each.node is node for each in self.running) >= MAX_RECURSION
        again = again or len(self.running) >= MAX_DEPTH
        found: object = Unknown("{" + function.name + "()}")
        if not (again and self._probing):
            self.running.append(function)
            try:
                found = self._limited(lambda: super(Probe, self).call_function(function, args))
            finally:
                del self.running[-1:]
        return self._promised(function, found)

    def _promised(self, function: FunctionValue, found: object) -> object:
        """Return what a call gave, or what the annotation says where that isn't known."""
        node = function.node
        if not isinstance(node, tree.Function) or isinstance(found, Given):
            return found
        if not isinstance(found, Unknown) and not (found is None and is_stub(node.body)):
            return found
        scope = self.module_scope(function.path)
        promised = None if node.returns is None else given(self, node.returns, scope)
        return Unknown("{" + function.name + "()}") if promised is None else promised

    def _limited(self, work: Callable[[], object]) -> object:
        """Do the work of a call inside of a probe, which leaves something for what follows it."""
        if not self._probing:
            return work()
        left = MAX_STEPS - self.steps
        spared = left // 4
        self.steps += spared
        try:
            return work()
        except Exhausted:
            if not spared:
                raise
            return Unknown("{…}")
        finally:
            self.steps -= spared

    def call(self, value: object, args: Args) -> object:
        """Call a value; a document that is read is watched from then on.

        Of classes of which one is chosen, the objects are forgotten: which of them
        gets which arguments isn't known.
        """
        found = super().call(value, args)
        settings.called(self, value, args, found)
        if isinstance(value, Choice) and isinstance(found, Choice):
            vague = {
                id(each) for each in found.options if getattr(each, "cls", None) in value.options
            }
            self.made = [each for each in self.made if id(each) not in vague]
        return found

    def attribute(self, value: object, name: str) -> object:
        """Return an attribute; the getters of settings note what they are asked for."""
        return settings.watched(self, value, name, super().attribute(value, name))

    def binary(self, op: str, left: object, right: object) -> object:
        """Return `left op right`; what a text divides is a folder."""
        if op == "/" and isinstance(left, Unknown) and isinstance(right, str):
            return Unknown(f"{left.text}/{right}")
        return super().binary(op, left, right)

    def item(self, value: object, index: object) -> object:
        """Return an item; of a table of classes or functions, by an unknown key, any of them."""
        if isinstance(value, dict) and isinstance(index, Unknown):
            options = tuple(each for each in value.values() if isinstance(each, MAKERS))
            if options and len(options) == len(value):
                return Choice(options) if len(options) > 1 else options[0]
        found = super().item(value, index)
        settings.item_of(self, value, index, found)
        return found


def is_stub(body: tree.Block) -> bool:
    """Tell whether a function's body says nothing: a docstring, `pass` or `...`."""
    return all(
        isinstance(statement, tree.Evaluate) and isinstance(statement.value, tree.Const)
        for statement in body
    )


def _finished(value: object) -> object:
    """Return a value; a generator runs to its end."""
    return list(value.iterator()) if isinstance(value, Generator) else value


def _first_items(value: object) -> object:
    """Return the beginning of what has no end or is long, and what isn't as it is."""
    if isinstance(value, (range, Iterator)):
        return list(islice(value, MAX_ITEMS))
    return value
