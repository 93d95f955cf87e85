"""The interpreter: the state of one evaluation, and the ways to work on values."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import (
    assignment,
    calling,
    expressions,
    iteration,
    natives,
    objects,
    operators,
    sets,
    statements,
)
from pytest_etl_diagram.evaluate.budgets import (
    BYTES,
    BYTES_OF_ITEM,
    CHEAP,
    MAX_STEPS,
    OF_NOTE,
    PARTS,
)
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Scope, Signal
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    Dict,
    FunctionValue,
    Instance,
    List,
    ModuleValue,
    Native,
    SetValue,
    Unknown,
    Value,
    choose,
    text_of,
)
from pytest_etl_diagram.evaluate.values.weight import ENDLESS, HOLDING, Measureless, weight_of
from pytest_etl_diagram.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pytest_etl_diagram.evaluate.alone import Uses
    from pytest_etl_diagram.evaluate.library import Library
    from pytest_etl_diagram.evaluate.modules import Modules
    from pytest_etl_diagram.syntax import tree


LONG = frozenset((str, bytes, tuple, List, Dict))
"""Types of values whose memory counts where they are long."""


class Memo(dict[Any, Any]):
    """What a front end keeps in `Interpreter.state` of values, each worked out at its first need.

    It must make no difference which module needed it first.
    """


class Interpreter:
    """Evaluates one file and whatever of the project it imports.

    - `loaded`: the modules evaluated so far, by path; `dependencies`: their paths.
    - `stars`: by the path of a module, the libraries it imports everything from.
    - `problems`, `unplaced`: what is wrong, with its line or, cheaper, its place.
    - `path`, `mark`: the place of the call or statement that runs.
    - `uncertain`: how many unknown conditions are around it.
    - `repeated`: the unknown collections looped over around it.
    - `guarded`: how many `try` are around it: there, a missing name is an exception.
    - `broke`: the innermost loop may have ended by a `break` under an unknown condition.
    - `state`: what front ends keep, under their name: a `Memo`, or what is of this evaluation.
    - `uses`: the modules that it shares with other evaluations (see `sharing`); None: it doesn't.
    """

    def __init__(
        self,
        library: Library,
        modules: Modules,
        builtins: Mapping[str, object],
        variables: Mapping[str, object],
    ) -> None:
        """Take the library models, the project's modules, the builtins and known variables."""
        self.library = library
        self.modules = modules
        self.builtins = builtins
        self.variables = variables
        self.loaded: dict[str, ModuleValue] = {}
        self.stars: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        self.unplaced: dict[tuple[Place, str, bool], None] = {}  # in order
        self.dependencies: set[str] = set()
        self.search_path: list[str] = []  # what the code added to sys.path, below the root folder
        self.state: dict[str, object] = {}
        self.uses: Uses | None = None
        self.classes: list[ClassValue] = []  # those of the project, in order of their making
        self.steps = 0
        self.depth = 0
        self.uncertain = 0
        self.guarded = 0
        self.lenient = False  # checks that raise are taken as passed
        self.broke = False
        self.repeated: list[str] = []
        self.path = ""
        self.mark = -1

    def here(self) -> Place:
        """Return the place of the call that runs."""
        return Place(self.path, self.mark)

    def complain(self, message: str, place: Place | None = None, *, fatal: bool = False) -> None:
        """Note something that can't be known or isn't right; the run goes on."""
        self.spend(OF_NOTE)
        self.unplaced[place or self.here(), message, fatal] = None

    def step(self) -> None:
        """Count one step of work."""
        self.spend(1)

    def has_measure(self, value: object, holding: type | tuple[type, ...] = HOLDING) -> bool:
        """Tell whether a value can be gone through with all that it holds; count that work."""
        try:
            weight = weight_of(value, holding)
        except Measureless as error:
            self.spend(error.weight // PARTS)
            return False
        self.spend(weight // PARTS)
        return True

    def look_through(self, value: object) -> None:
        """Count the work of an operation on a text, which may look at all of it."""
        if isinstance(value, (str, bytes)) and len(value) > CHEAP:
            self.spend(len(value) // BYTES)

    def text_of(self, value: object) -> str:
        """Return how a value shows, and count the work of that."""
        return text_of(value) if self.has_measure(value) else ENDLESS

    def sized(self, value: object) -> object:
        """Return what an operation made, and count the memory that a long one takes.

        Of tuples that is the work of hashing them, too: they may be keys anywhere. One that can't
        be hashed, as it is nested too deeply for the stack, isn't known.
        """
        nests = type(value) is tuple and tuple in map(type, value)
        if nests and not self.has_measure(value, tuple):
            return Unknown(ENDLESS)
        row: Any = value.text if type(value) is Unknown else value
        if type(row) in LONG and len(row) > CHEAP:
            size = 1 if isinstance(row, (str, bytes)) else BYTES_OF_ITEM
            self.spend(len(row) * size // BYTES)
        return value

    def spend(self, steps: int) -> None:
        """Count work in bulk."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise Exhausted(f"needs over {MAX_STEPS:,} steps to evaluate")

    # -- syntax ---------------------------------------------------------------

    def eval(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression."""
        return expressions.EVALUATE[type(node)](self, node, scope)

    def run(self, block: tree.Block, scope: Scope) -> Signal:
        """Run statements until one of them ends the block early."""
        for node in block:
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise Exhausted(f"needs over {MAX_STEPS:,} steps to evaluate")
            signal = statements.RUN[type(node)](self, node, scope)
            if signal is not None:
                return signal
        return None

    def assign(self, target: tree.Expr, value: object, scope: Scope) -> None:
        """Bind a target: a name, an attribute, an item, or several by unpacking."""
        assignment.assign(self, target, value, scope)

    # -- values ---------------------------------------------------------------

    def truth(self, value: object) -> bool | None:
        """Return bool(value), None where that isn't known."""
        if isinstance(value, Value):
            return value.truth(self)
        if isinstance(value, (List, Dict)) and value.maybe:
            return None
        return bool(value)

    def attribute(self, value: object, name: str) -> object:
        """Return `value.name`."""
        if isinstance(value, Choice):
            return self.each(value, lambda option: self.attribute(option, name))
        if isinstance(value, SetValue):
            method = sets.attribute(self, value, name)
            if method is not None:
                return Native(name, lambda _it, args: method(args))
        if isinstance(value, Value):
            return value.attribute(self, name)
        return natives.attribute(self, value, name)

    def call(self, value: object, args: Args) -> object:
        """Return `value(*args)`."""
        if isinstance(value, Choice):
            return self.each(value, lambda option: self.call(option, args))
        if isinstance(value, Value):
            return value.call(self, args)
        return natives.call(self, value, args)

    def call_method(self, value: object, name: str, *positional: object) -> object:
        """Return `value.name(*positional)`."""
        return self.call(self.attribute(value, name), Args(positional))

    def item(self, value: object, index: object) -> object:
        """Return `value[index]`."""
        if isinstance(value, Choice):
            return self.each(value, lambda option: self.item(option, index))
        if isinstance(value, Value):
            return value.item(self, index)
        return natives.item(self, value, index)

    def binary(self, op: str, left: object, right: object) -> object:
        """Return `left op right`."""
        return operators.binary(self, op, left, right)

    def each(self, choice: Choice, work: Callable[[object], object]) -> object:
        """Do `work` on each option of a choice; options it fails on are dropped."""
        results: list[object] = []
        last: Raised | None = None
        with self.unsure():
            for option in choice.options:
                self.step()
                try:
                    results.append(work(option))
                except Raised as error:  # each may raise on its own
                    last = error
        if not results and last is not None:
            raise last
        return choose(results)

    @contextlib.contextmanager
    def unsure(self) -> Iterator[None]:
        """Mark what is made inside as depending on an unknown condition."""
        saved = self.uncertain
        self.uncertain += 1
        try:
            yield
        finally:
            self.uncertain = saved

    def items(self, value: object) -> Iterable[object]:
        """Return the items of an iterable; of an unknown one, a single one that stands for all."""
        found = iteration.items(self, value)
        return [Unknown(iteration.over(value))] if found is None else found

    def spread(self, value: object) -> tuple[Iterable[object], str, bool]:
        """Return the items, the unknown collection they stand for ("": none), maybe or not."""
        return iteration.spread(self, value)

    # -- objects --------------------------------------------------------------

    def call_function(self, function: FunctionValue, args: Args) -> object:
        """Run a function of the project."""
        return calling.call_function(self, function, args)

    def instantiate(self, cls: ClassValue, args: Args) -> object:
        """Make an object of a class of the project."""
        return calling.instantiate(self, cls, args)

    def class_attribute(self, cls: ClassValue, name: str) -> object:
        """Return an attribute of a class."""
        return objects.class_attribute(self, cls, name)

    def instance_attribute(self, instance: Instance, name: str) -> object:
        """Return an attribute of an object."""
        return objects.instance_attribute(self, instance, name)

    def module_name(self, path: str) -> str:
        """Return the name of the module of a file: `__module__` of what it defines."""
        module = self.loaded.get(path)
        return path if module is None else module.name

    def module_attribute(self, module: ModuleValue, name: str) -> object:
        """Return a variable of a module, or the module of that name below it."""
        if name in module.variables:
            return module.variables[name]
        below = self.modules.submodule(self, module, name)
        if below is not None:
            return below
        for star in reversed(self.stars.get(module.path, [])):
            return self.library.resolve(f"{star}.{name}")
        if name == "__name__":
            return module.name
        if name == "__dict__":
            return module.variables
        if self.guarded:
            raise Raised(("AttributeError", "Exception"), f"{module.name} has no {name}")
        return Unknown("{" + f"{module.name}.{name}" + "}")
