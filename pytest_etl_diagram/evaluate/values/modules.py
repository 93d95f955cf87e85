"""Modules of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values.base import Named

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class ModuleValue(Named):
    """A module of the project; `variables` fill while it is evaluated."""

    __slots__ = ("name", "path", "variables")

    def __init__(self, name: str, path: str, variables: dict[str, object]) -> None:
        """Take the module's dotted name and its file."""
        self.name = name
        self.path = path
        self.variables = variables

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a variable of the module, or a module below it."""
        return it.module_attribute(self, name)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set a variable of the module."""
        del it
        self.variables[name] = value
