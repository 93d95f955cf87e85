"""A stand-in for the tracer and the builders, so that tests of collection don't depend on them.

A function is a pipeline if it calls `load`, and starts where the real tracer is told
that pipelines start. Classes are components. Given to pytest by `-p stub_tracer` in a
process of its own, or by `install` in this one.
"""

import ast

import pytest

from pytest_etl_diagram.collection import stamps
from pytest_etl_diagram.diagrams import kinds, project
from pytest_etl_diagram.flows.tree import Component, Flow, Step, Structure
from pytest_etl_diagram.model import Diagram, Graph, Node
from pytest_etl_diagram.sources.hints import is_entry_name


def read_flows(it, module, workflows, options):
    tree = ast.parse((it.modules.rootdir / module.path).read_bytes())
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for owner in classes:
        functions |= {f"{owner.name}.{method.name}": method for method in owner.body}
    flows = tuple(
        Flow(name, module.path, (Step(1, "load"),))
        for name, function in sorted(functions.items())
        if _starts(name, options) and "load(" in ast.unparse(function)
    )
    components = tuple(Component(owner.name, module.path) for owner in classes)
    return flows, Structure(module.path, components, (), flows)


def _starts(name, options):
    if name in options.named or name in dict(options.commands).values():
        return True
    return options.by_convention and is_entry_name(name.rpartition(".")[2])


def activities(world):
    return tuple(
        Diagram("activity", flow.name, flow.source, Graph("activity", flow.name, "TD", (), STEPS))
        for flow in world.flows
    )


STEPS = (Node("x_load", "load"),)


def architecture(world):
    parts = [component for structure in world.structures for component in structure.components]
    nodes = tuple(Node(f"c_{part.name}", part.name) for part in parts)
    graph = Graph("architecture", world.name, "LR", (), nodes)
    return (Diagram("architecture", world.name, "", graph),) if parts else ()


KINDS = (
    *(kind for kind in kinds.BUILT_IN if kind.name == "dag"),
    kinds.Kind("activity", activities),
    kinds.Kind("architecture", architecture, kinds.PROJECT),
)


def install(patch, rows=KINDS, tracer=read_flows):
    patch.setattr(project, "read_flows", tracer)
    patch.setattr(kinds, "BUILT_IN", rows)
    stand_ins = " ".join(each.__qualname__ for each in (tracer, *(row.build for row in rows)))
    patch.setattr(stamps, "tool_fingerprint", lambda: stand_ins)  # so that no other's are recalled
    forget_kinds()


def forget_kinds():
    kinds.kinds.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_configure():
    install(pytest.MonkeyPatch())
