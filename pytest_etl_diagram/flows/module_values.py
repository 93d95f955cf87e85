"""What the variables of modules hold: engines, clients and tables, made when a module is loaded.

A class that a module of the project is asked for and lacks is as missing as a whole module: it
goes by its qualified name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import External, Unknown, stripped
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.flows.tracer import Tracer


def module_value(it: Tracer, value: object, name: str, module: ModuleValue) -> object:
    """Return a variable's value from its assignment, made by the tracer; else the value itself.

    The variable may be imported: the module that holds the same value under any name counts.
    """
    missing = missing_class(it, value)
    if missing is not None:
        return missing
    for owner, variable in _holders(it, value, name, module):
        expression = _assigned(it, owner, variable)
        if expression is not None:
            scope = Scope(owner.variables, owner, None, "module")
            return it.quietly(expression, scope)
    return value


def missing_class(it: Tracer, value: object) -> External | None:
    """Return the class that a module of the project was asked for and lacks; None for others."""
    if type(value) is not Unknown:
        return None
    name = stripped(value.text)
    source, _, leaf = name.rpartition(".")
    is_class = leaf[:1].isupper() and not leaf.isupper() and leaf.isidentifier()
    known = is_class and any(module.name == source for module in it.loaded.values())
    return External(name) if known else None


def _holders(
    it: Tracer, value: object, name: str, module: ModuleValue
) -> Iterator[tuple[ModuleValue, str]]:
    if module.variables.get(name) is value:
        yield module, name
    for other in it.loaded.values():
        for variable, held in other.variables.items():
            if held is value and isinstance(variable, str):
                yield other, variable


def _assigned(it: Tracer, module: ModuleValue, name: str) -> tree.Expr | None:
    """Return the last expression that a module's own statements give a variable."""
    if not module.path.endswith(".py"):
        return None
    try:
        body = it.modules.parse(module.path).body
    except SourceError:
        return None
    found: tree.Expr | None = None
    for statement in body:
        if isinstance(statement, tree.Assign):
            if any(isinstance(t, tree.Name) and t.id == name for t in statement.targets):
                found = statement.value
        elif isinstance(statement, tree.Annotate) and isinstance(statement.target, tree.Name):
            found = statement.value if statement.target.id == name else found
    return found
