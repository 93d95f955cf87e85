"""Drawing a Compose file given as text."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.reading import read
from pytest_etl_diagram.diagrams import deployment
from pytest_etl_diagram.documents.files import Files

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_etl_diagram.model import Diagram, Graph, Node, Place

SOURCE = "docker-compose.yml"


def draw(root: Path, text: str, **others: str) -> Diagram:
    """Return the drawing of a Compose file; `others` are files beside it, `__` for a dot."""
    root.mkdir(exist_ok=True)
    (root / SOURCE).write_text(dedent(text), encoding="utf-8")
    for name, content in others.items():
        (root / name.replace("__", ".")).write_text(dedent(content), encoding="utf-8")
    found = read(Files(root), SOURCE)
    assert [problem for problem in found.problems if problem.fatal] == []
    (only,) = found.deployments
    return deployment.diagram(only)


def nodes(graph: Graph) -> dict[str, Node]:
    """Return the nodes by their names."""
    return {node.name: node for node in graph.nodes}


def place_of(diagram: Diagram, name: str, fact: str = "") -> Place:
    """Return where a service, or a fact of it, stands."""
    node = nodes(diagram.graph)[name]
    return dict(diagram.places)[f"{node.id}#{fact}" if fact else node.id]
