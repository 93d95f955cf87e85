"""`os.environ`, `sys.argv`: what is said from outside; a placeholder where no setting tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pytest_etl_diagram.evaluate.conversion import adopt
from pytest_etl_diagram.evaluate.values import (
    Args,
    List,
    Native,
    Unknown,
    Value,
    inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def look_up(it: Interpreter, kind: str, name: object, default: object) -> object:
    """Return the value of a setting that lives outside the code.

    From `etl_diagrams_variables` where it is given there, its literal default
    otherwise, else the placeholder `{kind:name}`. `default` is MISSING where
    the code gives none.
    """
    if isinstance(name, str) and name in it.variables:
        return adopt(it.variables[name])
    if default is not MISSING and default is not None:
        return default
    return Unknown("{" + f"{kind}:{it.text_of(name).strip('{}')}" + "}")


MISSING = object()


def _getenv(it: Interpreter, args: Args) -> object:
    return look_up(it, "env", args.get(0, "key"), args.get(1, "default", MISSING))


class Environ(Value):
    """`os.environ`."""

    text = "{environ}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `get` and its like."""
        del it
        if name in ("get", "pop", "setdefault"):
            return Native(name, _getenv)
        if name == "copy":
            return Native(name, lambda _it, _args: self)
        return Unknown(inside(self.text, f".{name}"))

    def item(self, it: Interpreter, index: object) -> object:
        """Return a variable of the environment."""
        return look_up(it, "env", index, MISSING)

    def contains(self, it: Interpreter, value: object) -> bool | None:
        """Tell whether a variable is set, where the settings say so."""
        return True if value in it.variables else None


class EnvReader(Value):
    """`environs.Env()`: `env("X")`, `env.int("X", 3)`."""

    text = "{env}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a typed reader; `read_env` reads nothing that is known."""
        del it
        if name in ("read_env", "seal"):
            return Native(name, lambda _it, _args: None)
        if name == "prefixed":
            return Native(name, lambda _it, _args: self)
        return Native(name, _getenv)

    def call(self, it: Interpreter, args: Args) -> object:
        """Return a variable of the environment."""
        return _getenv(it, args)


class Arguments(Value):
    """`sys.argv`: nobody knows it, so it is empty but for what the file itself puts there."""

    text = "{sys.argv}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a method of the list."""
        return it.attribute(_arguments(it), name)

    def item(self, it: Interpreter, index: object) -> object:
        """Return an argument."""
        return it.item(_arguments(it), index)

    def set_item(self, it: Interpreter, index: object, value: object) -> None:
        """Set an argument."""
        it.call_method(_arguments(it), "__setitem__", index, value)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """Return the list with others."""
        own = _arguments(it)
        return it.binary(op, other, own) if reflected else it.binary(op, own, other)

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the arguments."""
        return list(_arguments(it))

    def truth(self, it: Interpreter) -> bool | None:
        """Tell whether there are any."""
        return it.truth(_arguments(it))


def _arguments(it: Interpreter) -> List:
    return cast("List", it.state.setdefault(Arguments.text, List()))


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "os.getenv": _getenv,
    "decouple.config": _getenv,
    "environs.Env": lambda _it, _args: EnvReader(),
}
VALUES: Mapping[str, object] = {"os.environ": Environ(), "sys.argv": Arguments()}
