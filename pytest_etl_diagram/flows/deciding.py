"""What a call of the project's own is in the flow: nothing, what it does, a box, or a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    FunctionValue,
    Generator,
    Instance,
    Unknown,
    choose,
)
from pytest_etl_diagram.flows.annotations import sample
from pytest_etl_diagram.flows.invocations import is_abstract_method, is_own
from pytest_etl_diagram.flows.naming import role_by_words, step_role
from pytest_etl_diagram.flows.pipelines import reads_and_writes
from pytest_etl_diagram.flows.recording import does_anything, pieces
from pytest_etl_diagram.flows.settings import argument_facts, checked_facts, parameter_names
from pytest_etl_diagram.flows.splicing import spliced
from pytest_etl_diagram.flows.tree import Handler, Step, Try
from pytest_etl_diagram.flows.values import (
    MADE_BY,
    Product,
    merged,
    steps_of,
    steps_of_args,
)
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.sources.hints import is_entry_name
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.invocations import Invocation
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Block

MAX_BOXES = 3
"""Functions drawn as boxes stand in each other at most so deep; deeper ones are summed up."""

BY_WORK = frozenset(("extract", "transform", "load"))
"""Roles that a function has for what it does, whatever its name."""

KEPT_ROLES = frozenset(("notify", "validate", "error"))
"""A private function of these roles is a step of its own: what it is for matters."""


def take_down(it: Tracer, invocation: Invocation, inner: Block, value: object) -> object:
    """Write down what a call was: nothing, what it does, a box, or a step that sums it up."""
    name = invocation.function.name
    own = is_own(it, invocation)
    if _is_transparent(it, invocation, inner):
        flat = spliced(inner)
        if flat is not None:
            it.block.extend(flat)
            return value
        if it.tail == (invocation.place.path, invocation.place.mark):
            it.block.extend(inner)
            it.took_tail = True
            return value
        return step_of(it, invocation, inner, value, expand=own)
    is_stage = id(invocation.function.node) in it.stages
    if not is_stage and not _is_step(invocation, inner, value):
        return value
    role = role_by_words(name)
    boxes = sum(frame.own for frame in it.frames)
    expand = own and does_anything(inner) and boxes <= MAX_BOXES and role not in ("notify", "error")
    return step_of(it, invocation, inner, value, expand=expand)


def _is_transparent(it: Tracer, invocation: Invocation, inner: Block) -> bool:
    """Tell whether a call stands for what it does: private, nested or special functions."""
    del it
    function = invocation.function
    name = function.name
    if invocation.policy is not None or not does_anything(inner):
        return False
    if isinstance(function.node, tree.Lambda) or function.scope.kind == "function":
        return True
    if name.startswith("__") and name.endswith("__"):
        return name != "__call__"
    return name.startswith("_") and role_by_words(name) not in KEPT_ROLES


def _is_step(invocation: Invocation, inner: Block, value: object) -> bool:
    """Tell whether a call is worth a step: it does something, takes data, or has a role.

    A private function that does nothing outside the program is a step only where its
    name says what for.
    """
    function = invocation.function
    if invocation.policy is not None or does_anything(inner):
        return True
    if isinstance(function.node, tree.Lambda) or function.name.startswith("__"):
        return False
    role = role_by_words(function.name)
    has_data = bool(steps_of_args(_without_receiver(invocation)))
    if function.name.startswith("_"):
        return role in KEPT_ROLES or (bool(role) and has_data)
    if has_data or _is_abstract(function) or role in KEPT_ROLES:
        return True
    return bool(role) and invocation.cls is not None and value is not None


def _without_receiver(invocation: Invocation) -> Args:
    given = invocation.args
    if invocation.receiver is None:
        return given
    return Args(given.positional[1:], given.keywords)


def _is_abstract(function: FunctionValue) -> bool:
    """Tell whether a method has no body of its own but is to have one.

    `@abstractmethod`, `...` and `raise NotImplementedError` say so; `pass` and a docstring
    alone are a hook that does nothing.
    """
    node = function.node
    if not isinstance(node, tree.Function) or function.owner is None:
        return False
    constants = [
        each.value.value
        for each in node.body
        if isinstance(each, tree.Evaluate) and isinstance(each.value, tree.Const)
    ]
    raises = [each for each in node.body if isinstance(each, tree.Raise)]
    if len(constants) + len(raises) < len(node.body):
        return False
    return bool(raises) or Ellipsis in constants or is_abstract_method(function)


def step_of(
    it: Tracer, invocation: Invocation, inner: Block, value: object, *, expand: bool
) -> object:
    """Take a call down as a step; return its value, which from now on comes from the step."""
    function = invocation.function
    cls = invocation.cls
    receiver = invocation.receiver
    component = "" if cls is None or is_own(it, invocation) else cls.name
    rest = _without_receiver(invocation)
    if _is_abstract(function):
        inner, value = (), _promised(it, function)
    facts = argument_facts(function, rest, None if is_own(it, invocation) else receiver)
    role = _role(step_role(function.name, component), inner)
    if role == "validate":
        known = dict(facts)
        extra = checked_facts(rest, parameter_names(function))
        facts = (*facts, *(fact for fact in extra if fact[0] not in known))
    if _starts_a_pipeline(it, invocation, inner):
        it.left_out = it.left_out or not it.through
        inner = inner if it.through else ()
        facts = (("pipeline", f"{component}.{function.name}"), *facts)
    step = Step(
        it.new_id(),
        function.name.strip("_") or function.name,
        role,
        component,
        (cls.path if cls is not None else function.path),
        facts=facts,
        inner=inner,
        expand=expand,
        policy=invocation.policy,
        takes=merged(steps_of_args(rest), steps_of(receiver) if component else ()),
        gives=value is not None,
        place=invocation.place,
        home=Place(function.path, function.node.mark),
    )
    if step.policy is not None and step.policy.swallows:
        handler = Handler(step.policy.on, (), step.place)
        it.record(Try((step,), (handler,), (), (), step.place))
    else:
        it.record(step)
    return _given_by(it, step, value)


def _role(role: str, inner: Block) -> str:
    """Return the role of a step: by its name, unless what it does says otherwise.

    What is called after loading and only reads extracts. A name that tells nothing leaves
    it to the steps inside, where all are of one kind.
    """
    ends = [end for each in _inner_steps(inner) for end in each.endpoints]
    only_reads = bool(ends) and all(end.direction == "read" for end in ends)
    if role == "load" and only_reads:
        return "extract"
    if role != "other":
        return role
    roles = {each.role for each in _inner_steps(inner)} - {"other"}
    return roles.pop() if len(roles) == 1 and roles <= BY_WORK else role


def _inner_steps(inner: Block) -> Iterator[Step]:
    return (piece for piece in pieces(inner, inner=True) if isinstance(piece, Step))


def _starts_a_pipeline(it: Tracer, invocation: Invocation, inner: Block) -> bool:
    """Tell whether a call starts another pipeline, which has drawings of its own."""
    if invocation.cls is None or is_own(it, invocation):
        return False
    return is_entry_name(invocation.function.name) and reads_and_writes(inner)


def _promised(it: Tracer, function: FunctionValue) -> object:
    """Return what a method without a body of its own gives, by its annotation."""
    node = function.node
    returns = node.returns if isinstance(node, tree.Function) else None
    if isinstance(returns, tree.Const) and returns.value is None:
        return None
    return sample(it, returns, function.scope, "{" + f"{function.name}()" + "}")


def _given_by(it: Tracer, step: Step, value: object) -> object:
    """Return what a step gives, which from now on comes from that step."""
    text = "{" + f"{step.name}()" + "}"
    if isinstance(value, Instance):
        if id(value) in it.made:
            value.attrs[MADE_BY] = Product(text, steps=(step.id,))
        return value
    if isinstance(value, Product):
        found = Product(text, value.kind, value.made, (step.id,))
        found.origin = value.origin
        return found
    if isinstance(value, Choice):
        return choose([_given_by(it, step, option) for option in value.options])
    if type(value) is Unknown:
        return Product(text, steps=(step.id,))
    if isinstance(value, dict) and not does_anything(step.inner):
        return value
    if isinstance(value, (list, dict)) and not isinstance(value, Generator):
        return Product(text, steps=(step.id,)) if step.inner or not value else value
    if isinstance(value, (bool, int, float, str)) and step.inner:
        return Product(text, steps=(step.id,))
    return value
