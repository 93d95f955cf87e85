"""Reading a set of manifests: its files with one numbering, its resources, its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.manifests import beside
from pytest_etl_diagram.deployments.kubernetes.numbering import Numbering
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.kubernetes.resources import Fault
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree


class Reader:
    """What is read for one set: the files, and what is wrong in them.

    `faults` are collected by everybody who finds one; `problems` says them with files and lines.
    """

    def __init__(self, files: Files) -> None:
        """Take the project's files."""
        self.files = files
        self.numbering = Numbering()
        self.faults: list[Fault] = []
        self.dependencies: set[str] = set()
        self._problems: list[Problem] = []

    def documents(self, source: str) -> tuple[Tree, ...]:
        """Return the documents of a file with the set's line numbers."""
        found = self.files.yaml(source)
        if source not in self.dependencies:
            self._problems.extend(found.problems)
            self.dependencies.add(source)
        return tuple(self.numbering.numbered(each, source) for each in found.documents)

    def text(self, source: str, item: Tree, path: str) -> str | None:
        """Return the text of a file that `item` in `source` names; None with a fault."""
        target = beside(source, path)
        try:
            content = self.files.text(target)
        except SourceError as error:
            self.faults.append((item.line, f"{target}: {error.message}", True))
            return None
        self.dependencies.add(target)
        return content

    def line_name(self, line: int) -> str:
        """Return a line in words: `deploy/etl.yaml:12`."""
        source, inside = self.numbering.split(line)
        return f"{source}:{inside}"

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong, by file and line."""
        for line, message, fatal in self.faults:
            source, inside = self.numbering.split(line)
            self._problems.append(Problem(source, inside, message, fatal))
        self.faults.clear()
        return tuple(sorted(set(self._problems), key=lambda p: (p.path, p.line, p.message)))
