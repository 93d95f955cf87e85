"""A file of the project, evaluated with all that it imports, and everything in it called once."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.calling import defaults_of
from pytest_etl_diagram.evaluate.imports import load
from pytest_etl_diagram.evaluate.modules import run_module
from pytest_etl_diagram.evaluate.scope import Exhausted, Scope
from pytest_etl_diagram.evaluate.values import (
    BoundMethod,
    ClassValue,
    Dict,
    FunctionValue,
    ModuleValue,
)
from pytest_etl_diagram.flows.structure.arguments import args_of
from pytest_etl_diagram.flows.structure.bare import holds_functions_only
from pytest_etl_diagram.flows.structure.definitions import (
    body_of,
    is_test,
    methods,
    named,
    script,
    top_level,
    typing_only,
)
from pytest_etl_diagram.flows.structure.imports import modules_of
from pytest_etl_diagram.flows.structure.probe import Probe
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import STATEMENTS, walk

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.flows.structure.imports import Imported


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file of the project, with the classes and functions that it defines at its top level."""

    path: str
    body: tree.Block
    classes: tuple[tuple[tree.Class, ClassValue], ...]
    functions: tuple[tree.Function, ...]


def explore(
    it: Interpreter, module: ModuleValue, elsewhere: Container[str], imported: Imported
) -> tuple[Probe, list[File]]:
    """Evaluate a module once more, and call what it and the files that it loads define.

    What is imported inside of functions is loaded too. Of tests, and of the files
    that are looked at `elsewhere`, only what is made of their classes is seen.
    The module's own file comes first, the others by their paths. Where nothing more can
    be seen, nothing is evaluated or called once more.
    """
    probe = Probe(it, imported)
    probe.path = module.path
    if holds_functions_only(it, probe):
        probe.loaded |= it.loaded
        asked = (path for path in it.loaded if _is_asked(path, elsewhere))
        return probe, [file_of(probe, path) for path in _in_order(asked, module)]
    own = ModuleValue(module.name, module.path, Dict({"__name__": module.name}))
    probe.loaded[module.path] = own
    with contextlib.suppress(Exhausted, RecursionError, MemoryError):  # said by who read it first
        run_module(probe, own, it.modules.parse(module.path))
    probe.depth = probe.uncertain = probe.guarded = 0
    files: dict[str, File] = {}
    waiting = [module.path]
    while waiting:
        for path in waiting:
            _load_imports(probe, probe.loaded[path], elsewhere)
            files[path] = file_of(probe, path)
        waiting = [p for p in probe.loaded if p not in files and _is_asked(p, elsewhere)]
    found = [files[path] for path in _in_order(files, module)]
    for file in found:
        _call_all(probe, file)
    return probe, found


def _in_order(paths: Iterable[str], module: ModuleValue) -> list[str]:
    return [module.path, *sorted(path for path in paths if path != module.path)]


def _is_asked(path: str, elsewhere: Container[str]) -> bool:
    """Tell whether a file is looked at here."""
    return path.endswith(".py") and path not in elsewhere and not is_test(path)


def file_of(probe: Probe, path: str) -> File:
    """Return what a file defines; of one that isn't loaded, by the names of its classes only."""
    body = body_of(probe, path)
    made = {cls.name: cls for cls in probe.classes if cls.path == path}
    defined = {node.name: node for node in top_level(body)}
    if path not in probe.loaded:
        made = {name: probe.unread(name, path) for name in defined}
    classes = ((node, made[name]) for name, node in defined.items() if name in made)
    return File(
        path,
        body,
        tuple((node, cls) for node, cls in classes if isinstance(node, tree.Class)),
        tuple(node for node in defined.values() if isinstance(node, tree.Function)),
    )


def _load_imports(probe: Probe, module: ModuleValue, elsewhere: Container[str]) -> None:
    """Load all that a file imports, wherever it does.

    Of what is imported for type checkers only, that is what nobody else looks at.
    """
    scratch = Scope(Dict(), module, None)
    imported = probe.imports.read(probe, module)
    typing = set(map(id, walk(tuple(typing_only(body_of(probe, module.path))), STATEMENTS)))
    for node in imported:
        for dotted in modules_of(probe, module, node):
            if id(node) not in typing or _is_explored(probe, module, dotted, elsewhere):
                probe.load(partial(load, probe, dotted, module.path))
        if isinstance(node, tree.ImportFrom) and id(node) not in typing:
            probe.load(partial(probe.run, (node,), scratch))


def _is_explored(probe: Probe, module: ModuleValue, dotted: str, elsewhere: Container[str]) -> bool:
    path = probe.modules.locate(dotted, module.path, tuple(probe.search_path))
    return path is not None and _is_asked(path, elsewhere)


def _call_all(probe: Probe, file: File) -> None:
    """Call the methods of each class and each function, and run what a program runs.

    Decorators are passed over: what they add is no part of what the function does.
    """
    scope = probe.module_scope(file.path)
    for node, cls in file.classes:
        sample = probe.sample(cls)
        for method in methods(node):
            if sample is not None and method.name != "__init__":
                probe.probe(partial(_call, probe, method, scope, cls, sample))
    for function in file.functions:
        probe.probe(partial(_call, probe, function, scope))
    for block in script(file.body):
        probe.probe(partial(probe.run, block, scope))


def _call(
    probe: Probe,
    node: tree.Function,
    scope: Scope,
    cls: ClassValue | None = None,
    sample: object = None,
) -> object:
    function = FunctionValue(node, scope, scope.module.path, defaults_of(probe, node.params, scope))
    function.owner = cls
    kinds = {named(decorator) for decorator in node.decorators}
    if cls is None or "staticmethod" in kinds:
        return probe.call(function, args_of(probe, node.params, scope))
    args = args_of(probe, node.params[1:], scope)
    return probe.call(BoundMethod(function, cls if "classmethod" in kinds else sample), args)
