"""Architectures by hand, and what is drawn of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.architecture import diagram
from pytest_etl_diagram.flows.tree import Component, Endpoint, Flow, Link, Step, Structure
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram, Node


def cls(name, module="", **about):
    """Return a class of a file."""
    module = module or f"{name.lower()}.py"
    return Component(name, module, place=Place(module, len(name)), **about)


def functions(module, *names, **about):
    """Return the functions of a file."""
    stem = module.rpartition("/")[2].removesuffix(".py")
    return Component(
        stem, module, is_class=False, methods=tuple(sorted(names)), place=Place(module), **about
    )


def link(kind, source, target, label=""):
    """Return a link between components; a text is the name of a class that nobody has."""
    if isinstance(target, str):
        return Link(kind, source.name, source.module, target, "", label, resolved=False)
    return Link(kind, source.name, source.module, target.name, target.module, label)


ROLES = {
    "Extractor": "extract",
    "SnowReader": "extract",
    "extract": "extract",
    "Cleaner": "transform",
    "clean": "transform",
    "Loader": "load",
    "load": "load",
    "Validator": "validate",
    "validate": "validate",
}
"""The roles of steps by the names of their classes or functions."""


def step(number, of=None, name="do", **about):
    """Return a step of a class, or of a function; without either, of a library."""
    if isinstance(of, str):
        return Step(number, name, ROLES.get(of, "other"), of, resolved=False, **about)
    if of is None:
        return Step(number, name, **about)
    component = of.name if of.is_class else ""
    role = ROLES.get(component or name, "other")
    return Step(number, name, role, component, of.module, **about)


def flow(owner, *body, name="run"):
    """Return the flow of a class's method, or of a function."""
    if owner.is_class:
        place = Place(owner.module, 0)
        return Flow(f"{owner.name}.{name}", owner.module, body, owner.name, place=place)
    return Flow(name, owner.module, body, place=Place(owner.module, 0))


def reads(system, name="", kind="database"):
    """Return what a step reads."""
    return Endpoint(system, kind, "read", name)


def writes(system, name="", kind="database"):
    """Return what a step writes."""
    return Endpoint(system, kind, "write", name)


def told(*components, links=(), flows=(), callables=(), source="main.py"):
    """Return what a file tells."""
    return Structure(source, components, tuple(links), tuple(flows), tuple(callables))


def drawn(*structures, layers=None, name="shop") -> Diagram:
    """Return the diagram of a project, which can be drawn and read back."""
    found = diagram(structures, name, layers)
    assert read(write(found.graph)) == found.graph
    return found


def edges(diagram: Diagram) -> set[str]:
    """Return the edges as `Pipeline holds Loader (loader)`."""
    names = {node.id: node.name for node in diagram.graph.nodes}
    return {
        f"{names[e.source]} {e.kind} {names[e.target]}" + (f" ({e.label})" if e.label else "")
        for e in diagram.graph.edges
    }


def nodes(diagram: Diagram) -> dict[str, Node]:
    """Return the nodes by their names."""
    found = {node.name: node for node in diagram.graph.nodes}
    assert len(found) == len(diagram.graph.nodes)
    return found


def layer(diagram: Diagram, name: str) -> str:
    """Return the title of the group that a node is in."""
    titles = {group.id: group.name for group in diagram.graph.groups}
    return titles.get(nodes(diagram)[name].group, "")
