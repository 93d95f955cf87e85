"""One call of a function of the project: what is called, on what, with what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_DEPTH
from pytest_etl_diagram.evaluate.values import Args, ClassValue, FunctionValue, Instance
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Policy


@dataclass(slots=True)
class Invocation:
    """One call of a function of the project."""

    function: FunctionValue
    args: Args
    place: Place
    policy: Policy | None = None

    @property
    def receiver(self) -> object:
        """Return the object that a method is called on, None for a function."""
        if self.function.owner is None or not self.args.positional:
            return None
        first = self.args.positional[0]
        return first if isinstance(first, (Instance, ClassValue)) else None

    @property
    def cls(self) -> ClassValue | None:
        """Return the class that a method is called on: the object's own."""
        receiver = self.receiver
        if isinstance(receiver, ClassValue):
            return receiver
        if isinstance(receiver, Instance) and isinstance(receiver.cls, ClassValue):
            return receiver.cls
        return self.function.owner


def is_own(it: Tracer, invocation: Invocation) -> bool:
    """Tell whether a function belongs to the entry point itself: to its class or its file."""
    if it.frames and not it.frames[-1].own:
        return False
    owner = invocation.function.owner
    if owner is None:
        return invocation.function.path == it.source
    return it.home is not None and (owner in it.home.mro) and invocation.receiver is not None


def is_followed(it: Tracer, function: FunctionValue) -> bool:
    """Tell whether a body is gone into: not again into itself, and within the budgets."""
    if it.exhausted or len(it.frames) >= MAX_DEPTH:
        return False
    return all(frame.function.node is not function.node for frame in it.frames)


def is_abstract_method(function: FunctionValue) -> bool:
    """Tell whether a decorator says that a method is abstract."""
    node = function.node
    if not isinstance(node, tree.Function):
        return False
    return any(last_name(each) in _ABSTRACT for each in node.decorators)


_ABSTRACT = frozenset(("abstractmethod", "abstractproperty", "abstractclassmethod"))


def place_of(function: FunctionValue, decorator: tree.Expr) -> Place:
    """Return where a decorator of a function stands; one without arguments: at the function."""
    mark = decorator.mark if isinstance(decorator, tree.Call) else function.node.mark
    return Place(function.path, mark)


def said_at(function: FunctionValue, policy: Policy) -> Policy:
    """Return the policy that a decorator of the project gives a function, with its place.

    Which of several decorators it is isn't known: then that is the function.
    """
    if policy.place is not None or not isinstance(function.node, tree.Function):
        return policy
    decorators = function.node.decorators
    if len(decorators) == 1:
        return replace(policy, place=place_of(function, decorators[0]))
    return replace(policy, place=Place(function.path, function.node.mark))


def last_name(node: tree.Expr) -> str:
    """Return the last name of a dotted expression or of what it calls, "" for others."""
    if isinstance(node, tree.Call):
        return last_name(node.func)
    if isinstance(node, tree.Attribute):
        return node.name
    return node.id if isinstance(node, tree.Name) else ""
