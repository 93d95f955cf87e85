"""The tracer: an interpreter that takes down what runs instead of what it comes to.

It evaluates a function's body as the interpreter does, but goes into both sides of
every decision that isn't decided by constants, once through every loop, and into
every handler, and writes each meaningful call into the block that is open.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.expressions import EVALUATE
from pytest_etl_diagram.evaluate.faults import FAULTS
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Scope, Signal
from pytest_etl_diagram.evaluate.statements import RUN
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    External,
    FunctionValue,
    Generator,
    Instance,
    ModuleValue,
    Native,
    Unknown,
    choose,
)
from pytest_etl_diagram.flows import calls, choices, expressions, external, loops, statements
from pytest_etl_diagram.flows.later_values import later_value
from pytest_etl_diagram.flows.module_values import missing_class, module_value
from pytest_etl_diagram.flows.naming import role_by_words
from pytest_etl_diagram.flows.natives import (
    CONVERTING,
    computed,
    converted,
    has_other_length,
    is_call,
)
from pytest_etl_diagram.flows.recording import tidy
from pytest_etl_diagram.flows.tree import Arm, Branch, Exit
from pytest_etl_diagram.flows.values import (
    PathMethod,
    Product,
    member,
)
from pytest_etl_diagram.flows.words import shown
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytest_etl_diagram.flows.endpoints import Table
    from pytest_etl_diagram.flows.tree import Block, Piece
    from pytest_etl_diagram.model import Place

_EVALUATE: Mapping[type, Callable[[Any, Any, Scope], object]] = {
    **EVALUATE,
    **expressions.TRACED,
}
_RUN: Mapping[type, Callable[[Any, Any, Scope], Signal]] = {**RUN, **statements.TRACED}
"""How expressions and statements are traced; what isn't special is evaluated."""

EXITS = frozenset(("sys.exit", "exit", "quit", "os._exit"))
"""Functions that end the program."""

MAX_TRACED_STEPS = 24_000
"""Past so many steps of evaluation the calls of a flow are no longer followed."""

MAX_CALL_STEPS = 4_000
"""A call of another component is followed for so many steps: no library takes them all."""


class TooLong(Exhausted):
    """Tracing an entry point takes too many steps."""


@dataclass(slots=True)
class Frame:
    """A function of the project that runs.

    `own` says that it belongs to the entry point: to its class, or to its file where
    that is a function. `caught` are the exceptions that its handlers have bound.
    """

    function: FunctionValue
    own: bool
    caught: list[object] = field(default_factory=list)


class Tracer(Interpreter):
    """Traces entry points of one file, in the world that the interpreter `it` has evaluated.

    - `block`: the open block, which recording appends to; `frames`: the functions that run.
    - `source`, `home`: the file and, for a method, the class of the entry point.
    - `samples`, `sampling`: the objects that are being made for the sake of annotations.
    - `type_names`: by module, what it imports for type checkers only.
    - `connections`: the ids of the orchestrator's connections that are opened.
    - `through`: what other pipelines do that are started is taken down, too; `left_out` says
      that it was not, where there is some.
    - `makings`: where objects of the project's classes are made, and by which class ("": none).
    - `idle`: by their tests, where decisions stand on which nothing depends.
    """

    def __init__(self, it: Interpreter, table: Table, source: str) -> None:
        """Take the evaluated world, the table of endpoints and the file."""
        super().__init__(it.library, it.modules, it.builtins, it.variables)
        self.loaded, self.stars, self.state = it.loaded, it.stars, it.state
        self.dependencies, self.search_path, self.classes = (
            it.dependencies,
            it.search_path,
            it.classes,
        )
        self.table = table
        self.source = source
        self.home: ClassValue | None = None
        self.block: list[Piece] = []
        self.frames: list[Frame] = []
        self.samples: list[ClassValue] = []
        self.sampling = 0
        self.type_names: dict[str, dict[str, object]] = {}
        self.ids = 0
        self.reached: set[int] = set()
        self.entering = False
        self.tail: tuple[str, int] | None = None
        self.took_tail = False
        self.parses_arguments = False
        self.arguments: dict[str, object] = {}
        self.made: dict[int, object] = {}
        self.asked = ""
        self.limit = MAX_TRACED_STEPS
        self.stages: set[int] = set()
        self.read: list[Generator] = []
        self.later: dict[tuple[int, str], object] = {}
        self.built: list[tuple[ClassValue, Instance, Place]] = []
        self.retyping: dict[int, tuple[object, object]] = {}
        self.given: dict[int, tuple[object, object]] = {}
        self.connections: set[str] = set()
        self.through = False
        self.left_out = False
        self.makings: dict[tuple[ClassValue, str, Place], None] = {}
        self.idle: dict[str, Place] = {}

    def original(self, given: object) -> object:
        """Return the value that an argument of a call of a library stands for."""
        known = self.given.get(id(given))
        return given if known is None else known[1]

    def new_id(self) -> int:
        """Return the id of the next step."""
        self.ids += 1
        return self.ids

    def record(self, piece: Piece) -> None:
        """Write a piece into the open block."""
        self.block.append(piece)

    @contextlib.contextmanager
    def recording(self) -> Iterator[list[Piece]]:
        """Open a block of its own; it is given to the caller and not to the outer one."""
        outer, self.block = self.block, []
        try:
            yield self.block
        finally:
            self.block = outer

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Let what runs inside leave nothing behind."""
        with self.recording():
            yield

    def quietly(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression without taking anything down."""
        with self.unrecorded():
            try:
                return self.eval(node, scope)
            except Raised:
                return Unknown("{…}")

    def new_frame(self, function: FunctionValue, *, own: bool) -> Frame:
        """Return the frame of a function that begins to run."""
        self.reached.add(id(function.node))
        return Frame(function, own)

    def tail_value(self, node: tree.Expr, scope: Scope) -> object:
        """Return what a `return` gives; a private function called last returns for its caller."""
        call = node.value if isinstance(node, tree.Await) else node
        outer = self.tail
        self.tail = (scope.module.path, call.mark) if isinstance(call, tree.Call) else None
        try:
            return self.eval(node, scope)
        finally:
            self.tail = outer

    @property
    def is_checking(self) -> bool:
        """Tell whether a function that validates runs: what it asks matters by itself."""
        return bool(self.frames) and role_by_words(self.frames[-1].function.name) == "validate"

    @property
    def exhausted(self) -> bool:
        """Tell whether calls are no longer followed."""
        return self.steps > self.limit

    @contextlib.contextmanager
    def within_budget(self) -> Iterator[None]:
        """Follow a call of another component no further than its budget."""
        outer = self.limit
        self.limit = min(outer, self.steps + MAX_CALL_STEPS)
        try:
            yield
        finally:
            self.limit = outer

    def known_class(self, value: Instance) -> bool:
        """Tell whether an object's class is of the project."""
        return isinstance(value.cls, ClassValue)

    def retyped(self, value: object, name: str, module: ModuleValue) -> object:
        """Return what a module's variable holds, made again so that its type is known."""
        known = self.retyping.get(id(value))
        if known is not None:
            return known[1]
        self.retyping[id(value)] = value, value  # a variable that needs itself
        found = module_value(self, value, name, module)
        self.retyping[id(value)] = value, found
        return found

    # -- syntax ---------------------------------------------------------------

    def eval(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression, its calls taken down."""
        return _EVALUATE[type(node)](self, node, scope)

    def run(self, block: tree.Block, scope: Scope) -> Signal:
        """Run statements; one that can't be evaluated doesn't end the flow."""
        for node in block:
            self.step()
            try:
                signal = _RUN[type(node)](self, node, scope)
            except (Raised, Exhausted, *FAULTS) as error:  # plain errors are the code's own
                if isinstance(error, TooLong):
                    raise
                statements.forget_targets(self, node, scope)
                continue
            if signal is not None:
                return signal
        return None

    def taken_down(self, block: tree.Block, scope: Scope) -> tuple[Block, Signal]:
        """Run statements into a block of their own."""
        with self.recording() as found:
            signal = self.run(block, scope)
        return tidy(found), signal

    def assign(self, target: tree.Expr, value: object, scope: Scope) -> None:
        """Bind a target; what isn't known is taken apart into its parts."""
        if isinstance(target, tree.Display) and has_other_length(target, value):
            parts = loops.parts_of(value, len(target.elements))
            for element, part in zip(target.elements, parts, strict=True):
                self.assign(element, part, scope)
            return
        super().assign(target, value, scope)

    # -- values ---------------------------------------------------------------

    def attribute(self, value: object, name: str) -> object:
        """Return `value.name`; of what isn't read, something that remembers both."""
        if isinstance(value, External):
            found = super().attribute(value, name)
            return Product("{sys.argv}") if (value.name, name) == ("sys", "argv") else found
        if type(value) is Instance and not isinstance(value.cls, ClassValue):
            return value.attrs[name] if name in value.attrs else member(value, name)
        try:
            found = super().attribute(value, name)
        except Raised:
            if value is None:
                raise
            return member(value, name)
        found = missing_class(self, found) or found
        if type(found) is Unknown or (
            isinstance(value, ClassValue) and isinstance(found, External)
        ):
            found = member(value, name)
        if isinstance(value, PurePosixPath) and isinstance(found, Native):
            return PathMethod(value, found)
        if isinstance(value, Product) and value.text == "{args}" and isinstance(found, Product):
            found.default = self.arguments.get(name)
        if found is None and isinstance(value, Instance):
            found = later_value(self, value, name)
        if isinstance(value, Instance) and isinstance(found, Product) and not found.hint:
            found.hint = name
        return found

    def call(self, value: object, args: Args) -> object:
        """Return `value(*args)`, taking down what it means."""
        if isinstance(value, Choice):
            return self._call_any(value, args)
        if _isnt_read(value):
            return external.call(self, value, args)
        if isinstance(value, Native):
            if value.name in EXITS and self._leaves(args):
                return None
            found = external.call_native(self, value, args)
            if found is None:
                found = computed(self, value, args, super().call(value, args))
            return found
        if value in CONVERTING and args.positional and isinstance(args.positional[0], Product):
            return converted(value, args.positional[0])
        return super().call(value, args)

    def _leaves(self, args: Args) -> bool:
        """Take `sys.exit(…)` down; with what another call gave, it only passes that on."""
        if any(isinstance(v, Product) and is_call(v.text) for v in args.positional):
            return False
        code = args.positional[0] if args.positional else 0
        fails = isinstance(code, Unknown) or (isinstance(code, (int, str)) and bool(code))
        if fails or len(self.frames) > 1:
            names = ("SystemExit", "BaseException")
            self.record(Exit("raise", "SystemExit", names, self.here()))
        else:
            self.record(Exit("return", f"exit {shown(code)}", (), self.here()))
        return True

    def attempt(self, function: Native, args: Args) -> object | None:
        """Return what the evaluator's model of a function gives, None where it fails."""
        try:
            return super().call(function, args)
        except (Raised, Exhausted):
            return None

    def _call_any(self, choice: Choice, args: Args) -> object:
        """Call one of several things: a branch, where it makes a difference."""
        arms: list[Arm] = []
        found: list[object] = []
        place, asked = self.here(), self.asked
        for option in choice.options:
            with self.recording() as block, self.unsure():
                found.append(self.call(option, args))
            arms.append(Arm(choices.option_name(option), tidy(block)))
        bodies = [choices.comparable(arm.body) for arm in arms]
        if all(body == bodies[0] for body in bodies):
            self.block.extend(arms[0].body)
        else:
            self.record(Branch(asked or "which", tuple(arms), place))
        return choose(found)

    def call_function(self, function: FunctionValue, args: Args) -> object:
        """Run a function of the project, and take down what the call means."""
        return calls.call_project(self, function, args)

    def instantiate(self, cls: ClassValue, args: Args) -> object:
        """Make an object: that is no step, whatever its class does for it."""
        place = self.here()
        with self.unrecorded():
            try:
                found = super().instantiate(cls, args)
            except Raised:
                found = Instance(cls)
        self.made[id(found)] = found
        if not self.samples or self.samples[-1] is not cls:
            maker = self.frames[-1].function.owner if self.frames else None
            self.makings[cls, "" if maker is None else maker.name, place] = None
        if not self.sampling and isinstance(found, Instance):
            self.built.append((cls, found, place))
        return found

    def step(self) -> None:
        """Count one step of work."""
        self.steps += 1
        if self.steps > 4 * MAX_TRACED_STEPS:
            raise TooLong(f"needs over {4 * MAX_TRACED_STEPS:,} steps to trace")


def _isnt_read(value: object) -> bool:
    """Tell whether something is called that the project doesn't define."""
    if type(value) is Instance:
        return not value.defines("__call__")
    return isinstance(value, (Product, External)) or type(value) is Unknown
