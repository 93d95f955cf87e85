"""Reading files of data (YAML, Dockerfiles, …) into pipelines and deployments."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pytest_etl_diagram import declarations, deployments
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.diagrams.world import World
from pytest_etl_diagram.sources.hints import HEAD_SIZE, matching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.diagrams.kinds import Kind
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.formats import Format, Found
    from pytest_etl_diagram.sources.hints import DocumentHint
    from pytest_etl_diagram.sources.observing import Disk


def formats() -> tuple[Format, ...]:
    """Return every format of files of data."""
    return (*declarations.formats(), *deployments.formats())


def document_hints() -> tuple[DocumentHint, ...]:
    """Return what speaks for a file being one of these formats."""
    return tuple(hint for each in formats() for hint in each.hints)


class Documents:
    """The files of data of a project, each parsed once a run."""

    def __init__(self, disk: Disk, kinds: Iterable[Kind]) -> None:
        """Take the disk, and the kinds of diagram of one file to draw."""
        self._disk = disk
        self._formats = formats()
        self._kinds = tuple(kind for kind in kinds if kind.documents)

    @cached_property
    def _files(self) -> Files:
        # imported for the first file of data: a project without any needs no parser of YAML
        from pytest_etl_diagram.documents.files import Files  # noqa: PLC0415

        return Files(self._disk.rootdir, self._disk)

    def read(self, source: str) -> Reading:
        """Read one file; what is wrong with it comes back as problems."""
        found = [each.read(self._files, source) for each in self._asked(source)]
        workflows = tuple(workflow for each in found for workflow in each.workflows)
        world = World(source, declared=workflows)
        return Reading(
            source,
            tuple(diagram for kind in self._kinds for diagram in kind.draw(world)),
            tuple(dict.fromkeys(problem for each in found for problem in each.problems)),
            _dependencies(found, source),
            deployments=tuple(deployment for each in found for deployment in each.deployments),
            lineages=tuple(w.lineage for w in workflows if w.lineage is not None),
        )

    def _asked(self, source: str) -> list[Format]:
        """Return the formats that a file may be of; one that can't be read is for all of its name.

        Reading it then fails with a message that says why.
        """
        try:
            head: bytes | None = self._disk.head(source, HEAD_SIZE)
        except OSError:
            head = None
        return [each for each in self._formats if matching(each.hints, source, head)]


def _dependencies(found: Iterable[Found], source: str) -> tuple[str, ...]:
    named = {path for each in found for path in each.dependencies}
    return tuple(sorted(named - {source}))
