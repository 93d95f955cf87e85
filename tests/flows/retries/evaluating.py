"""Evaluating a snippet in the world of the front ends and of the retry libraries."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import calling
from pytest_etl_diagram.evaluate.builtins import make_builtins
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.library import Library
from pytest_etl_diagram.evaluate.modules import Modules, run_module
from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import Args, Dict, FunctionValue, ModuleValue
from pytest_etl_diagram.flows import retries
from pytest_etl_diagram.flows.retries.paths import walk
from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.sources.imports import ImportPaths
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.text import read_source
from pytest_etl_diagram.syntax import parse, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_etl_diagram.flows.tree import Policy

FILE = "case.py"
IMPORTS = "import asyncio, functools, random, time\nfrom datetime import timedelta\n"


@cache
def library() -> Library:
    """Return the models of all front ends and of the retry libraries."""
    made = Library()
    for front_end in front_ends():
        front_end.register(made)
    retries.register(made)
    return made


class Evaluated:
    """A module of a test's project, evaluated."""

    def __init__(self, root: Path, text: str) -> None:
        """Write the text, below some imports, and evaluate it."""
        source = IMPORTS + textwrap.dedent(text)
        (root / FILE).write_text(source, encoding="utf-8", newline="\n")

        def parsed(path: str) -> tree.Module:
            return parse(path, read_source(root / path, root).text)

        builtins = {**make_builtins(), **library().builtins}
        self.it = Interpreter(library(), Modules(ImportPaths(Disk(root)), parsed), builtins, {})
        self.module = ModuleValue("case", FILE, Dict({"__name__": "case"}))
        self.it.loaded[FILE] = self.module
        run_module(self.it, self.module, parsed(FILE))

    def __getitem__(self, name: str) -> object:
        """Return a variable of the module, or `Class.method`."""
        owner, _, member = name.rpartition(".")
        if owner:
            return self.it.attribute(self[owner], member)
        return self.module.variables[name]

    def loops(self, name: str = "f") -> Iterator[retries.LoopRetry | None]:
        """Yield what each loop of a function is as a retry."""
        function = self[name]
        assert isinstance(function, FunctionValue)
        scope = Scope(Dict(), function.scope.module, function.scope)
        calling.bind(function, Args(), scope.variables)
        for node in walk(function.node.body):
            if isinstance(node, (tree.For, tree.While)):
                yield retries.retry_loop(self.it, node, scope, function.node)


def said(policy: Policy | None) -> str:
    """Return a policy in words: `retries 3; exponential x2; 1s; on A, B`."""
    if policy is None:
        return "no policy"
    words = [
        policy.retries and f"retries {policy.retries}",
        policy.attempts and f"attempts {policy.attempts}",
        policy.backoff,
        policy.wait,
        policy.on and "on " + ", ".join(policy.on),
    ]
    return "; ".join(word for word in words if word) or "without end"
