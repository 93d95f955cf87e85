"""Small projects, and what is told of their structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.flows.structure import joined, structure
from tests.reading import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from pytest_etl_diagram.flows.tree import Component, Link


@dataclass(frozen=True)
class Told:
    """What a file tells: its components by name, and its links as lines."""

    components: Mapping[str, Component]
    links: tuple[Link, ...]
    dependencies: frozenset[str]

    def lines(self, kind: str) -> set[str]:
        """Return links as `Pipeline loader Loader`: source, label if any, target."""
        return {_line(link) for link in self.links if link.kind == kind}


def _line(link: Link) -> str:
    target = link.target if link.resolved else f"{link.target}?"
    return " ".join(part for part in (link.source, link.label, target) if part)


@pytest.fixture
def tell(tmp_path: Path) -> Callable[..., Told]:
    """Return a function that writes files and returns what `main.py` (or `entry`) tells."""

    def told(
        files: Mapping[str, str], entry: str = "main.py", elsewhere: Collection[str] = ()
    ) -> Told:
        project = Files(tmp_path)
        for name, text in files.items():
            project.write(name, text)
        it, module = project.evaluate(files[entry], entry)
        components, links = structure(it, module, elsewhere)
        if not elsewhere:
            links = joined(components, links)
        by_name = {each.name if each.is_class else f"{each.name}.py": each for each in components}
        return Told(by_name, links, frozenset(it.dependencies))

    return told
