"""What front ends of files of data are: which files they know, and what they find in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model import Deployment, Problem, Workflow
    from pytest_etl_diagram.sources.hints import DocumentHint


@dataclass(frozen=True, slots=True)
class Found:
    """What a format found in one file, or in the set of files that it stands for.

    `dependencies` are the other files that were read, relative to the root folder. `problems`
    say what is wrong, with the line; fatal ones fail the file's item.
    """

    workflows: tuple[Workflow, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    problems: tuple[Problem, ...] = ()
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A way in which files of data say what runs: one row a format.

    `hints` tell by name and bytes which files may be of it. `read` is given such a file (relative
    to the root folder) and finds what is in it, nothing where it turns out to be of another kind.
    Of a set of files (a folder of manifests) it finds the whole in the one that stands for the
    set, and nothing in the others.
    """

    name: str
    hints: tuple[DocumentHint, ...]
    read: Callable[[Files, str], Found]
