"""`import` statements: the project's own modules are evaluated, others named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import External, ModuleValue, Unknown

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope, Signal
    from pytest_etl_diagram.syntax import tree


def run_import(it: Interpreter, node: tree.Import, scope: Scope) -> Signal:
    """Run `import a.b`, which binds `a`, or `import a.b as c`, which binds `a.b`."""
    it.path, it.mark = scope.module.path, node.mark
    for dotted, alias in node.names:
        top = dotted.partition(".")[0]
        if alias:
            scope.bind(alias, load(it, dotted, scope.module.path))
        else:
            scope.bind(top, load(it, top, scope.module.path))
    return None


def run_import_from(it: Interpreter, node: tree.ImportFrom, scope: Scope) -> Signal:
    """Run `from module import names`."""
    it.path, it.mark = scope.module.path, node.mark
    dotted = node.module
    if node.level:
        dotted = it.modules.absolute(scope.module, node.level, node.module)
    source = load(it, dotted, scope.module.path)
    if not node.names:
        _import_star(it, source, dotted, scope)
    for name, alias in node.names:
        scope.bind(alias or name, it.attribute(source, name))
    return None


def _import_star(it: Interpreter, source: object, dotted: str, scope: Scope) -> None:
    if not isinstance(source, ModuleValue):
        it.stars.setdefault(scope.module.path, []).append(dotted)
        return
    listed = source.variables.get("__all__")
    names = [name for name in source.variables if isinstance(name, str)]
    for name in names:
        wanted = name in listed if isinstance(listed, (list, tuple)) else not name.startswith("_")
        if wanted:
            scope.bind(name, source.variables[name])
    for star in it.stars.get(source.path, ()):
        it.stars.setdefault(scope.module.path, []).append(star)


def load(it: Interpreter, dotted: str, importer: str) -> object:
    """Return the module `dotted`: the project's, evaluated, or a library's name."""
    if not dotted or it.library.owns(dotted):
        return External(dotted) if dotted else Unknown("{import}")
    found = it.modules.find(it, dotted, importer)
    name = dotted.strip("/").replace("/", ".")
    if found is None:
        refused, why = it.modules.paths.refusal(dotted, importer, tuple(it.search_path))
        if why:
            it.complain(f"imports {name}, but {refused} {why}; taken as unknown")
    return External(name) if found is None else found
