"""Sequences as short lines of text, and flows with few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.sequence import diagram
from pytest_etl_diagram.flows.tree import Arm, Branch, Endpoint, Exit, Flow, Step
from pytest_etl_diagram.model import Frame, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.tree import Block

SOURCE = "etl/daily.py"
ARROWS = {"call": "->", "return": "-->"}


def flow(*body: Any, owner: str = "Daily", **parts: Any) -> Flow:
    """Return the flow of `Daily.run` in etl/daily.py, or of `main` where there is no owner."""
    return Flow(f"{owner}.run" if owner else "main", SOURCE, body, owner=owner, **parts)


def call(target: str, *inner: Any, **parts: Any) -> Step:
    """Return the step `Loader.load` of etl/loader.py, or `load`, a function of the flow's file."""
    component, _, name = target.rpartition(".")
    module = f"etl/{component.lower()}.py" if component else SOURCE
    return Step(0, name, component=component, inner=inner, **{"module": module, **parts})


def own(name: str, *inner: Any, **parts: Any) -> Step:
    """Return a method of the flow's own class."""
    return call(f"Daily.{name}", *inner, module=SOURCE, **parts)


def library(name: str, **parts: Any) -> Step:
    """Return a call of a library's function."""
    return Step(0, name, **parts)


def read(name: str = "sales", system: str = "PostgreSQL", **parts: Any) -> Step:
    """Return a library's call that reads a table."""
    return library("read_sql", endpoints=(Endpoint(system, "database", "read", name),), **parts)


def write(name: str = "sales", system: str = "Snowflake", **parts: Any) -> Step:
    """Return a library's call that writes a table; `mode` and `keys` are the endpoint's."""
    how = {key: parts.pop(key) for key in ("mode", "keys") if key in parts}
    endpoint = Endpoint(system, "warehouse", "write", name, **how)
    return library("write_pandas", endpoints=(endpoint,), **parts)


def when(test: str, yes: Block, no: Block = ()) -> Branch:
    """Return an `if`."""
    return Branch(test, (Arm("Yes", yes), Arm("No", no)))


def raises(name: str) -> Exit:
    return Exit("raise", name, (name,))


def returns(label: str = "") -> Exit:
    return Exit("return", label)


def drawn(one: Flow) -> list[str]:
    """Return the lines of a flow's sequence, as `lines_of` writes them."""
    graph = diagram(one).graph
    names = {node.id: node.name for node in graph.nodes}
    return list(lines_of(graph.sequence, names))


def lines_of(sequence: tuple[Message | Frame, ...], names: dict[str, str]) -> Iterator[str]:
    """Write messages as `Daily -> Loader: load()`, notes as `Daily: raise X`, frames indented."""
    for line in sequence:
        if isinstance(line, Frame):
            yield f"{line.kind} {line.sections[0].label}"
            for section in line.sections:
                if section is not line.sections[0]:
                    yield f"or {section.label}"
                yield from (f"  {inner}" for inner in lines_of(section.body, names))
        elif line.kind == "note":
            yield f"{names[line.source]}: {line.text}"
        else:
            arrow = ARROWS[line.kind]
            yield f"{names[line.source]} {arrow} {names[line.target]}: {line.text}"
