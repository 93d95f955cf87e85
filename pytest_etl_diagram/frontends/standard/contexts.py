"""`contextlib`: contexts that change nothing, several, or what is raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Generator,
    Native,
    Value,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class Suppress(Value):
    """`contextlib.suppress(*exceptions)`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Take the names of the exceptions."""
        self.names = names

    def swallows(self, names: tuple[str, ...]) -> bool:
        """Tell whether one of the names is suppressed."""
        return any(name in self.names or "Exception" in self.names for name in names)


def _suppress(it: Interpreter, args: Args) -> object:
    del it
    return Suppress(tuple(getattr(a, "__name__", text_of(a)) for a in args.positional))


class ExitStack(Value):
    """`contextlib.ExitStack()`: contexts entered one after the other, left together."""

    def __init__(self) -> None:
        """Start with no context."""
        self.entered: list[Value] = []

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `enter_context`, or something that does nothing."""
        del it
        if name == "enter_context":
            return Native(name, self._enter)
        return Native(name, lambda _it, _args: None)

    def _enter(self, it: Interpreter, args: Args) -> object:
        context = args.get(0, "cm")
        if isinstance(context, Generator):
            return next(context.iterator(), None)
        if isinstance(context, Value):
            self.entered.append(context)
            return context.enter(it)
        return context

    def exit(self, it: Interpreter) -> None:
        """Leave the contexts, the last one first."""
        while self.entered:
            self.entered.pop().exit(it)


def _exit_stack(it: Interpreter, args: Args) -> object:
    del it, args
    return ExitStack()


class NullContext(Value):
    """`contextlib.nullcontext(value)`."""

    def __init__(self, value: object) -> None:
        """Take what `as` binds."""
        self.value = value

    def enter(self, it: Interpreter) -> object:
        """Return the value."""
        del it
        return self.value


def _nullcontext(it: Interpreter, args: Args) -> object:
    del it
    return NullContext(args.get(0, "enter_result"))


def _closing(it: Interpreter, args: Args) -> object:
    """`contextlib.closing(thing)`: a context that gives the thing itself."""
    del it
    return NullContext(args.get(0, "thing"))


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "contextlib.aclosing": _closing,
    "contextlib.closing": _closing,
    "contextlib.suppress": _suppress,
    "contextlib.ExitStack": _exit_stack,
    "contextlib.nullcontext": _nullcontext,
}
VALUES: Mapping[str, object] = {}
