"""Drawing manifests, values and configurations that are given as texts."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments import airflow_cfg, helm, kubernetes
from pytest_etl_diagram.diagrams import deployment
from pytest_etl_diagram.documents.files import Files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytest_etl_diagram.documents.formats import Found
    from pytest_etl_diagram.model import Diagram

Changes = set[tuple[str, str, str, str]]
"""(node, fact, before, after); of a whole node or edge the fact is ""."""


def read(root: Path, texts: Mapping[str, str], source: str = "") -> Found:
    """Return what is found in `source` (else the first file) of a project of these files."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(text), encoding="utf-8")
    files = Files(root)
    source = source or next(iter(texts))
    readers = (airflow_cfg.read,) if source.endswith(".cfg") else (kubernetes.read, helm.read)
    found = [each(files, source) for each in readers]
    return next((each for each in found if each.deployments or each.problems), found[0])


def draw(root: Path, texts: Mapping[str, str], source: str = "") -> Diagram:
    """Return the only drawing of these files, in which nothing is wrong."""
    found = read(root, texts, source)
    assert [problem for problem in found.problems if problem.fatal] == []
    (only,) = found.deployments
    return deployment.diagram(only)


def told(diagram: Diagram) -> set[tuple[str, str, str]]:
    """Return all nodes, facts and edges of a drawing as (node, fact, value)."""
    names = {node.id: node.name for node in diagram.graph.nodes}
    found = {(node.name, "", node.group) for node in diagram.graph.nodes}
    found |= {(n.name, fact, value) for n in diagram.graph.nodes for fact, value in n.facts}
    return found | {
        (names[e.source], f"{e.kind} {names[e.target]}", e.label) for e in diagram.graph.edges
    }


def line(diagram: Diagram, name: str, fact: str = "") -> tuple[str, int]:
    """Return the file and line in which a node, or a fact of it, stands."""
    node = next(node for node in diagram.graph.nodes if node.name == name)
    place = dict(diagram.places)[f"{node.id}#{fact}" if fact else node.id]
    return place.path, place.line


def check_one_fact(folder, source, text, change):
    """Check that a change of a file alters one fact of one unit, at its line.

    `change` is (old text, new text, unit, fact, its value now or "", line or 0 for any).
    """
    old, new, unit, fact, value, at = change
    assert text.count(old) == 1
    before = told(draw(folder / "a", {source: text}))
    after = draw(folder / "b", {source: text.replace(old, new)})
    assert {entry[:2] for entry in before ^ told(after)} == {(unit, fact)}
    assert {entry for entry in told(after) if entry[:2] == (unit, fact)} == (
        {(unit, fact, value)} if value else set()
    )
    if at:
        assert line(after, unit, fact) == (source, at)
