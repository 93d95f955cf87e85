"""Small projects for tests: write files, read one, look at a variable or a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.modules import run_module
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Graph

FILE = "dags/case.py"


class Files:
    """A project folder of a test."""

    def __init__(self, root: Path) -> None:
        """Take the empty root folder."""
        self.root = root
        self.variables: Mapping[str, object] = {}

    def write(self, name: str, text: str) -> Path:
        """Write a file; return its path."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def read(self, name: str) -> Reading:
        """Read a file of the project."""
        return Project(self.root, (), self.variables).read(self.root / name)

    def read_text(self, text: str, name: str = FILE) -> Reading:
        """Read a file of that text."""
        self.write(name, text)
        return self.read(name)

    def graph(self, text: str, name: str = FILE) -> Graph:
        """Return the one drawing of a file of that text, which must be without problems."""
        reading = self.read_text(text, name)
        assert reading.problems == ()
        (diagram,) = reading.diagrams
        return diagram.graph

    def evaluate(self, text: str, name: str = FILE) -> tuple[Interpreter, ModuleValue]:
        """Evaluate a file of that text; return the interpreter and the module."""
        self.write(name, text)
        project = Project(self.root, (), self.variables)
        it = Interpreter(project._library, project._modules, project._builtins, self.variables)
        own = name.rpartition("/")[2].removesuffix(".py")
        module = ModuleValue(own, name, Dict({"__name__": own}))
        it.loaded[name] = module
        run_module(it, module, project._parse(name))
        return it, module

    def value(self, text: str, name: str) -> object:
        """Return the variable `name` after evaluating a file of that text."""
        _, module = self.evaluate(text)
        return module.variables[name]
