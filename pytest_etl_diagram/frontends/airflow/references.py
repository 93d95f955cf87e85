"""Values that stand for what tasks return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Value

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Task


class Reference(Value):
    """A value that makes whatever uses it run after `tasks`."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        """Take the tasks whose results it stands for."""
        self.tasks = tasks


class MappedArgument(Reference):
    """What a mapped task group's function gets for an argument that it expands over."""

    def __init__(self, tasks: tuple[Task, ...], name: str) -> None:
        """Take the tasks whose results are expanded over, and the parameter's name."""
        super().__init__(tasks)
        self.name = name

    @property
    def text(self) -> str:
        """Show the parameter."""
        return "{" + self.name + "}"

    def truth(self, it: Interpreter) -> bool | None:
        """It is an object: true."""
        del it
        return True
