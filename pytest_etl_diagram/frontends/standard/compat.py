"""`builtins`, `six` and `future`: Python's own functions under the names of two Pythons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.builtins import make_builtins

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import Args

HOMES = ("builtins", "six.moves", "six.moves.builtins", "future.builtins", "past.builtins")


def _method(name: str) -> Callable[[Interpreter, Args], object]:
    """Return the model of `six.iteritems(d)` and its like: a method of the first argument."""
    return lambda it, args: it.call_method(args.get(0, "d"), name)


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    **{f"six.iter{name}": _method(name) for name in ("items", "keys", "values")},
    **{f"six.view{name}": _method(name) for name in ("items", "keys", "values")},
}
VALUES: Mapping[str, object] = {
    **{f"{home}.{name}": value for home in HOMES for name, value in make_builtins().items()},
    "six.string_types": (str,),
    "six.integer_types": (int,),
    "six.text_type": str,
    "past.builtins.basestring": str,
    "past.builtins.unicode": str,
}
