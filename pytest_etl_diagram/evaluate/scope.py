"""Scopes, and what ends a statement early."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.values import ClassValue, ModuleValue


class Scope:
    """The variables of a module, a class body or a running function.

    - `globals_`, `nonlocals`: the names that such statements declared.
    - `owner`, `receiver`: of a method, its class and the object it runs on.
    - `receive`: of a generator that runs, what its values are handed to.
    - `maybe_returns`: what returns under unknown conditions gave.
    """

    __slots__ = (
        "globals_",
        "kind",
        "maybe_returns",
        "module",
        "nonlocals",
        "owner",
        "parent",
        "receive",
        "receiver",
        "variables",
    )

    def __init__(
        self,
        variables: dict[str, object],
        module: ModuleValue,
        parent: Scope | None = None,
        kind: str = "function",
    ) -> None:
        """Take the variables and the lexically enclosing scope (None: there is none).

        `kind` is "module", "class", "function" or "comprehension".
        """
        self.kind = kind
        self.variables = variables
        self.module = module
        self.parent = parent
        self.globals_: frozenset[str] = frozenset()
        self.nonlocals: frozenset[str] = frozenset()
        self.owner: ClassValue | None = None
        self.receiver: object = None
        self.receive: Callable[[object], None] | None = None
        self.maybe_returns: list[object] = []

    def bind(self, name: str, value: object) -> None:
        """Set a variable where Python would."""
        if name in self.globals_:
            self.module.variables[name] = value
        elif name in self.nonlocals:
            scope = self.parent
            while scope is not None and name not in scope.variables:
                scope = scope.parent
            (scope or self).variables[name] = value
        else:
            self.variables[name] = value


class Return:
    """The signal of a `return`, with its value."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        """Take the returned value."""
        self.value = value


class Jump:
    """The signal of a `break` or a `continue`."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        """Take "break" or "continue"."""
        self.kind = kind


BREAK = Jump("break")
CONTINUE = Jump("continue")
Signal = Return | Jump | None


class Unwind(Exception):  # noqa: N818  a signal, not an error
    """Carries a signal out of a generator whose consumer ended early."""

    def __init__(self, signal: Signal) -> None:
        """Take the signal that the consumer's body ended with."""
        super().__init__()
        self.signal = signal


class Raised(Exception):  # noqa: N818  the user's exception, not ours
    """An exception that the evaluated code raises.

    `names` are the names of its class and that class's bases, most special
    first, as far as they are known.
    """

    def __init__(self, names: tuple[str, ...], message: str, value: object = None) -> None:
        """Take the exception's class names, its words, and the value that `except … as` binds."""
        super().__init__(message)
        self.names = names
        self.message = message
        self.value = value


class Exhausted(Exception):  # noqa: N818  a budget, not an error of ours
    """A budget was used up; the message says which."""
