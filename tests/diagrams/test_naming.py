"""Stages whose names hold secrets stay different stages."""

from __future__ import annotations

from pytest_etl_diagram.diagrams.dag import diagram
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Dependency, Stage, Workflow


def test_names_that_only_a_secret_tells_apart_are_numbered():
    names = [f"load --token={word}" for word in ("aaaa1111", "bbbb2222")]
    workflow = Workflow(
        "sales",
        stages=(Stage("extract"), *map(Stage, names)),
        dependencies=(Dependency("extract", names[0]), Dependency(*names)),
    )
    graph = diagram(workflow, "sales.yaml").graph
    assert [node.name for node in graph.nodes] == [
        "extract",
        "load --token=***",
        "load --token=*** (2)",
    ]
    assert len(graph.edges) == 2
    assert read(write(graph)) == graph
