"""What a value refers to: a class or function of the project, or a class that is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    ClassValue,
    External,
    FunctionValue,
    Instance,
    Unknown,
)
from pytest_etl_diagram.flows.structure.annotations import Given
from pytest_etl_diagram.flows.structure.definitions import body_of, top_level
from pytest_etl_diagram.flows.structure.libraries import known_library
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.structure.probe import Probe

EXCEPTIONS = ("Error", "Exception", "Warning")
"""How the names of classes end that are raised, not called for work."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A class or function by its name and file; one that is missing has no file."""

    name: str
    module: str
    resolved: bool = True


def reference(it: Probe, value: object) -> Reference | None:
    """Return what a class, a function or an object refers to; None for what is no part of it."""
    if isinstance(value, (Given, Instance)):
        return reference(it, value.cls)
    if isinstance(value, ClassValue):
        return Reference(value.name, value.path)
    if isinstance(value, FunctionValue):
        return _function(value)
    if isinstance(value, Unknown):
        value = it.imports.missing(value)
    return _missing_class(it, value.name) if isinstance(value, External) else None


def _function(value: FunctionValue) -> Reference | None:
    """Return what a function of a module refers to; of one that wraps another, to that."""
    wrapped = value.attributes.get("__wrapped__")
    if isinstance(wrapped, FunctionValue):
        return _function(wrapped)
    is_own = value.owner is None and value.scope.kind == "module"
    return Reference(value.name, value.path) if is_own and value.name.isidentifier() else None


def _missing_class(it: Probe, name: str) -> Reference | None:
    """Return the class in a qualified name that the project imports and nobody has.

    `sdk.SnowLoader` and `sdk.SnowLoader.create` mean the same class.
    """
    source = it.imports.source_of(name)
    if not source or _is_library(it, name, source):
        return None
    for part in name[len(source) + 1 :].split("."):
        if part[:1].isupper() and not part.isupper() and part.isidentifier():
            return None if part.endswith(EXCEPTIONS) else _defined(it, source, part)
    return None


def _is_library(it: Probe, name: str, source: str) -> bool:
    """Tell whether a name is a library's, and not of a folder of the project that is called so."""
    if it.imports.is_relative(source) or not known_library(name):
        return False
    return it.modules.locate(name.partition(".")[0], it.path) is None


def _defined(it: Probe, source: str, name: str) -> Reference | None:
    """Return the class of that name in a module: a missing one, or one that wasn't evaluated."""
    paths = [module.path for module in it.loaded.values() if module.name == source]
    for path in paths:
        for node in top_level(body_of(it, path)):
            if node.name == name:
                return Reference(name, path) if isinstance(node, tree.Class) else None
    return Reference(name, "", resolved=False)
