"""Values that carry a policy: what a retry library makes of functions, and its own objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Choice,
    External,
    FunctionValue,
    Instance,
    Native,
    Unknown,
    Value,
    Wrapper,
    text_of,
)
from pytest_etl_diagram.frontends.standard.functions import Partial

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.flows.tree import Policy

POLICY = "__retry__"
"""The attribute of a function that holds the policy by which a library calls it."""
WRAPPED = "__wrapped__"


class Retried(Value):
    """Something callable that isn't a function of the project, called by a policy."""

    def __init__(self, function: object, policy: Policy) -> None:
        """Take what is called, and how it is tried again."""
        self.function = function
        self.policy = policy

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the function's attribute."""
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function."""
        return it.call(self.function, args)


CALLABLE = (
    FunctionValue, BoundMethod, Partial, Retried, Native, External, Unknown, Wrapper, Choice,
)  # fmt: skip


class Client(Unknown):
    """A client that a library made with a policy, and of which nothing else is known."""

    __slots__ = ("policy",)

    def __init__(self, text: str, policy: Policy) -> None:
        """Take the text to show and the policy."""
        super().__init__(text)
        self.policy = policy


class Unread(Unknown):
    """A decorator that isn't read; `leaves` is the policy that it leaves on a function."""

    __slots__ = ("leaves",)

    def __init__(self, text: str, leaves: Policy) -> None:
        """Take the text to show and the policy."""
        super().__init__(text)
        self.leaves = leaves


class Decorator(Value):
    """`retry(...)` of a library: applied to a function it makes one that is tried again.

    `remake` gives the policy with other settings (`fetch.retry_with(stop=…)`).
    """

    def __init__(self, text: str, policy: Policy, remake: Callable[[Args], Policy]) -> None:
        """Take the text to show, the policy, and how to change it."""
        self._text = text
        self.policy = policy
        self.remake = remake

    @property
    def text(self) -> str:
        """Show the library's name."""
        return self._text

    def attribute(self, it: Interpreter, name: str) -> object:
        """`Retrying(...).wraps(function)`, `.call(function, …)`."""
        if name == "wraps":
            return Native(name, self.call)
        return super().attribute(it, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Return the function, tried again by the policy."""
        function = args.get(0, "func")
        made = with_policy(function, self.policy)
        if isinstance(made, FunctionValue):
            made.attributes["retry_with"] = Native(
                "retry_with",
                lambda again, given: with_policy(function, said_here(again, self.remake(given))),
            )
        del it
        return made


class RetryObject(Instance):
    """An object of a retry library's class.

    Called with a function and its arguments it calls that (`Retrying(...)(fetch, url)`), or
    `decorates` it (google's `Retry(...)(fetch)`).
    """

    def __init__(self, cls: External, args: Args, policy: Policy, *, decorates: bool) -> None:
        """Take the class, the arguments it is made with, and what they mean."""
        super().__init__(cls)
        self.args = args
        self.policy = policy
        self.decorates = decorates

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """`.wraps(function)` decorates, `.call(function, …)` calls."""
        if name in ("wraps", "call"):
            return Native(name, self._decorate if name == "wraps" else self._call)
        return super().external_attribute(it, name)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return one of its methods."""
        return self.external_attribute(it, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Decorate a function, or call it."""
        return self._decorate(it, args) if self.decorates else self._call(it, args)

    def _decorate(self, it: Interpreter, args: Args) -> object:
        del it
        return with_policy(args.get(0, "func"), self.policy)

    def _call(self, it: Interpreter, args: Args) -> object:
        rest = Args(args.positional[1:], args.keywords, open_ended=args.open_ended)
        return it.call(with_policy(args.get(0, "fn"), self.policy), rest)


def said_here(it: Interpreter, policy: Policy) -> Policy:
    """Return a policy as said by the call that runs, unless it is known to be said elsewhere."""
    return policy if policy.place is not None else replace(policy, place=it.here())


def with_policy(function: object, policy: Policy) -> object:
    """Return a callable that is tried again by a policy; what can't be called stays the same.

    A function of the project is copied: undecorated it is still to be had.
    """
    if isinstance(function, FunctionValue):
        copied = FunctionValue(function.node, function.scope, function.path, function.defaults)
        copied.name, copied.owner = function.name, function.owner
        copied.attributes = {**function.attributes, POLICY: policy, WRAPPED: function}
        return copied
    if isinstance(function, Wrapper) and isinstance(function.function, FunctionValue):
        return Wrapper(function.kind, with_policy(function.function, policy), function.setter)
    return Retried(function, policy) if isinstance(function, CALLABLE) else function


def carried(value: object) -> tuple[Policy, object] | None:
    """Return the policy that a library's decorator left on a callable, and the callable."""
    if isinstance(value, Retried):
        return value.policy, value.function
    if isinstance(value, FunctionValue) and POLICY in value.attributes:
        policy: Policy = value.attributes[POLICY]  # type: ignore[assignment]  # only set above
        return policy, value.attributes[WRAPPED]
    return None
