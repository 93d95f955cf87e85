"""The roots of projects: what a drawing of a whole project is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.packaging import read_packaging

if TYPE_CHECKING:
    from pathlib import Path

NAMELESS = "project"
"""What a project is called that doesn't say its name; its folder's name differs by checkout."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder whose pipelines make one project, and the project's name."""

    name: str
    folder: Path


def root_of(folder: Path, rootdir: Path) -> Root:
    """Return the root at `folder`: called by its path, `rootdir` itself by its project's name."""
    if folder != rootdir:
        return Root(folder.relative_to(rootdir).as_posix(), folder)
    return Root(read_packaging(rootdir, rootdir).name or NAMELESS, rootdir)
