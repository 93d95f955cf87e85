"""Dynamic task mapping of operators: `partial` and `expand`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.model import Place


def expansion(value: object) -> str:
    """Return how the fact `mapped` shows what is expanded over."""
    if isinstance(value, Args):
        if value.keywords:
            return f"expand({', '.join(sorted(value.keywords))})"
        return "expand_kwargs"
    return text_of(value)


class OperatorPartial(Value):
    """`Operator.partial(...)`, waiting for `expand`."""

    def __init__(self, cls: object, args: Args, place: Place) -> None:
        """Take the operator's class and the arguments given so far, and where that was."""
        self.cls = cls
        self.args = args
        self.place = place

    @property
    def text(self) -> str:
        """Show the class."""
        return inside(text_of(self.cls), ".partial()")

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `expand` and `expand_kwargs`."""
        del it
        if name in ("expand", "expand_kwargs"):
            return Native(name, self._expand)
        return Unknown(inside(self.text, f".{name}"))

    def _expand(self, it: Interpreter, args: Args) -> object:
        task = creation.new_task(self.cls)
        task.place = it.here()
        task.written = {
            **dict.fromkeys(self.args.keywords, self.place),
            **dict.fromkeys(args.keywords, task.place),
        }
        task.mapped = expansion(args)
        keywords = {**self.args.keywords, **args.keywords}
        open_ended = self.args.open_ended or args.open_ended
        creation.init_task(it, task, Args((), keywords, open_ended=open_ended))
        for value in args.positional:
            creation.depend_on(it, task, value)
        return task


def partial_of(cls: object) -> Native:
    """Return `cls.partial`."""
    return Native("partial", lambda it, args: OperatorPartial(cls, args, it.here()))
