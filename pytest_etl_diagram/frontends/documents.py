"""YAML documents of libraries that build DAGs, and the Python objects that they name.

Tags stay visible (`!join [a, b]` is a Tagged), as each library gives them its own meaning.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.imports import load
from pytest_etl_diagram.evaluate.values import External, ModuleValue, Unknown, text_of
from pytest_etl_diagram.frontends.standard.formats import MAX_DEPTH, MAX_PARTS, fits, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

PYTHON = "python/"
_NAME = ' in "<unicode string>",'  # what PyYAML calls a text that has no file


class Wrong(Exception):  # noqa: N818  the user's mistake, not ours
    """A configuration that the library refuses; the message says why."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A YAML node with a tag: `!datetime [2024, 1, 1]`; a scalar's value is its text."""

    tag: str
    value: object


class Loader(yaml.SafeLoader):
    """YAML's safe loader, which keeps tags that it doesn't know."""


def _tagged(loader: Loader, suffix: str, node: yaml.Node) -> Tagged:
    if isinstance(node, yaml.ScalarNode):
        return Tagged(suffix, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Tagged(suffix, loader.construct_sequence(node, deep=True))
    if isinstance(node, yaml.MappingNode):
        return Tagged(suffix, loader.construct_mapping(node, deep=True))
    return Tagged(suffix, None)


def _python(loader: Loader, suffix: str, node: yaml.Node) -> Tagged:
    return _tagged(loader, PYTHON + suffix, node)


Loader.add_multi_constructor("!", _tagged)
Loader.add_multi_constructor(f"tag:yaml.org,2002:{PYTHON}", _python)


def load_document(text: str) -> object:
    """Return the document of a YAML text, plain and with Tagged parts; raise Wrong for none."""
    try:
        document = yaml.load(text, Loader)  # noqa: S506  a safe loader
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        words = " ".join(str(error).replace(_NAME, "").split())
        raise Wrong(f"isn't YAML: {words}") from error
    if not fits(document, _parts):
        raise Wrong(f"has over {MAX_PARTS:,} parts, or parts over {MAX_DEPTH} deep")
    return document


def _parts(value: object) -> Iterable[object]:
    return (value.value,) if isinstance(value, Tagged) else parts(value)


def items_of(value: object) -> list[Any]:
    """Return the items of a list, none of anything else."""
    return list(value) if isinstance(value, list) else []


def names_in(value: object) -> list[str]:
    """Return the texts of a list's items, each once, none of anything else."""
    return list(dict.fromkeys(map(text_of, items_of(value))))


def imported(it: Interpreter, dotted: str) -> object:
    """Return what a dotted name means, as `import_string` does: mostly a class."""
    package, _, leaf = dotted.strip().rpartition(".")
    if not package:
        return External(leaf)
    if package == "builtins":
        return it.builtins.get(leaf, External(dotted))
    return it.attribute(load(it, package, it.path), leaf)


def callable_of(it: Interpreter, path: object, name: object) -> object:
    """Return the function `name` of the Python file at `path`.

    A function of a file that isn't in the repository is known by its name only.
    """
    words, function = text_of(path), text_of(name)
    inside = files.locate(it, words)
    stem = posixpath.basename(words).removesuffix(".py")
    found = None
    if inside is not None and inside.endswith(".py"):
        module = it.modules.load(it, inside, stem)
        found = module.variables.get(function) if isinstance(module, ModuleValue) else None
    return External(f"{stem}.{function}") if found is None else found


def operator_class(it: Interpreter, dotted: object) -> object:
    """Return the operator class that a configuration names; raise Wrong where there is none."""
    if not isinstance(dotted, str):
        return dotted
    if "." not in dotted:
        raise Wrong(f"the operator {dotted!r} has no module; write package.module.{dotted}")
    found = imported(it, dotted)
    if isinstance(found, Unknown):
        raise Wrong(f"the operator {dotted!r} isn't defined in its module")
    return found
