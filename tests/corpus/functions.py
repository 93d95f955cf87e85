"""Every function of a body of Python, traced and drawn as if it were a pipeline.

Imports aren't followed: each file is evaluated for itself, so that any file can be
taken out of a package.
"""

from __future__ import annotations

import importlib.util
import sysconfig
from pathlib import Path

from pytest_etl_diagram.diagrams import activity, sequence
from pytest_etl_diagram.diagrams.project import Project, deep_stack
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.modules import run_module
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values import ClassValue, Dict, ModuleValue
from pytest_etl_diagram.flows import retries
from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.flows.entries import Entry, function_of
from pytest_etl_diagram.flows.reading import trace
from pytest_etl_diagram.sources.text import decode
from pytest_etl_diagram.syntax import parse

STANDARD = "the standard library"
PACKAGES = ("hypothesis", "libcst", "_pytest")
"""Large packages that the tests need anyway."""

_LEFT_OUT = frozenset(("site-packages", "test", "tests", "__pycache__", "lib2to3"))


def files_of(body):
    """Return the files of a package, or of the standard library, by name."""
    if body == STANDARD:
        root = Path(sysconfig.get_path("stdlib"))
    else:
        root = Path(importlib.util.find_spec(body).origin).parent
    found = (path for path in root.rglob("*.py") if not _LEFT_OUT & set(path.parts[1:-1]))
    if body != STANDARD:
        found = (path for path in root.rglob("*.py") if "__pycache__" not in path.parts)
    return root, sorted(found)


def diagrams_of(root, path, empty):
    """Yield (function, drawing) for every function and method of a file; `empty` is a folder."""
    name = path.relative_to(root).as_posix()
    try:
        parsed = parse(name, decode(path.read_bytes(), name))
    except SourceError:
        return
    project = Project(empty)
    retries.register(project._library)
    project._parsed[name] = parsed
    with deep_stack():
        it = Interpreter(project._library, project._modules, project._builtins, {})
        module = ModuleValue(path.stem, name, Dict({"__name__": path.stem}))
        it.loaded[name] = module
        try:
            run_module(it, module, parsed)
        except Exhausted:
            return
        for entry in _functions(module):
            flow = trace(it, module, entry, built_in()).flow
            for kind in (activity, sequence):
                yield entry.name, kind.diagram(flow)


def _functions(module):
    for name, value in list(module.variables.items()):
        if isinstance(value, ClassValue) and value.path == module.path:
            for method, inner in list(value.namespace.items()):
                function = function_of(inner)
                if function is not None:
                    yield Entry(f"{value.name}.{method}", function, value)
            continue
        function = function_of(value)
        if function is not None and function.path == module.path:
            yield Entry(str(name), function)
