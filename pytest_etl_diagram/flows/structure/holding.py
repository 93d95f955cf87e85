"""Which classes have which others as parts, and under which attribute."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, text_of
from pytest_etl_diagram.flows.structure.annotations import declared, given, held
from pytest_etl_diagram.flows.structure.definitions import methods
from pytest_etl_diagram.flows.structure.references import reference
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import STATEMENTS, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.flows.structure.references import Reference
    from pytest_etl_diagram.flows.structure.world import File

Parts = dict[str, dict["Reference", None]]
"""By attribute, what it holds, in the order in which it was seen."""


def parts(probe: Probe, files: list[File]) -> dict[ClassValue, Parts]:
    """Return the parts of the objects of each class.

    Seen are the objects that were made, of whatever class, and of the classes of
    `files` the class attributes and what annotations say.
    """
    found: defaultdict[ClassValue, Parts] = defaultdict(dict)
    for instance in probe.made:
        if isinstance(instance.cls, ClassValue):
            for name, value in instance.attrs.items():
                _add(probe, found[instance.cls], name, value)
    for node, cls in (each for file in files for each in file.classes):
        for name, value in (*cls.namespace.items(), *declared(probe, cls).items()):
            _add(probe, found[cls], name, value)
        for name, value in _annotated(probe, node, cls.path):
            if name not in found[cls]:
                _add(probe, found[cls], name, value)
    return found


def _add(probe: Probe, known: Parts, name: object, value: object) -> None:
    """Add what an attribute holds; `vars(self)[key] = …` may set one whose name isn't known."""
    for cls in held(value):
        part = reference(probe, cls)
        if part is not None:
            known.setdefault(text_of(name), {})[part] = None


def _annotated(probe: Probe, node: tree.Class, path: str) -> Iterator[tuple[str, object]]:
    """Yield the attributes that methods annotate where they set them: `self.x: Loader = …`."""
    scope = probe.module_scope(path)
    for method in methods(node):
        receiver = method.params[0].name if method.params else ""
        for statement in walk(method.body, STATEMENTS):
            if not isinstance(statement, tree.Annotate):
                continue
            target = statement.target
            if not (isinstance(target, tree.Attribute) and isinstance(target.value, tree.Name)):
                continue
            if target.value.id == receiver:
                yield target.name, given(probe, statement.annotation, scope)
