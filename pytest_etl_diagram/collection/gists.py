"""What a run has to know of a file where nothing has changed: names and hashes of its drawings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.model.plain import Codec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Diagram


@dataclass(frozen=True, slots=True)
class Outline:
    """A diagram without its graph: `digest` is that of the text of its drawing.

    It is "" for a graph that can't be drawn: its item says why.
    """

    kind: str
    name: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Gist:
    """What a file holds, without graphs.

    `answers` are what was asked of the disk for it: the sort of question, of what, and the answer.
    `told` is a hash of what the file adds to the drawings of other files and of the project, ""
    for nothing. `deploys` says that it deploys something, `orchestrates` that DAGs run there.
    `remarked` are the files, itself and those it depends on, with comments for this plugin.
    `hidden` are problems of other files that may hide a part of a diagram.
    """

    source: str
    outlines: tuple[Outline, ...] = ()
    problems: tuple[Problem, ...] = ()
    dependencies: tuple[str, ...] = ()
    answers: tuple[tuple[str, str, str], ...] = ()
    told: str = ""
    deploys: bool = False
    orchestrates: bool = False
    remarked: tuple[str, ...] = ()
    hidden: tuple[Problem, ...] = ()


CODEC = Codec((Gist, Outline, Problem))
"""How gists, and outlines by themselves, become text."""


def gist_of(
    reading: Reading, answers: Iterable[tuple[str, str, str]], remarked: Iterable[str]
) -> Gist:
    """Return the gist of what was read, but for what it tells; drawing is what takes time here."""
    return Gist(
        reading.source,
        outlines(reading.diagrams),
        reading.problems,
        reading.dependencies,
        tuple(answers),
        deploys=bool(reading.deployments),
        orchestrates=any(deployment.orchestrates for deployment in reading.deployments),
        remarked=tuple(remarked),
    )


def outlines(diagrams: Iterable[Diagram]) -> tuple[Outline, ...]:
    """Return the outlines of diagrams."""
    return tuple(
        Outline(diagram.kind, diagram.name, diagram.source, _drawn(diagram)) for diagram in diagrams
    )


def _drawn(diagram: Diagram) -> str:
    from pytest_etl_diagram.mermaid.document import render  # noqa: PLC0415 -- only what is new is drawn

    try:
        return digest(render(diagram))
    except Exception:  # noqa: BLE001 -- the item draws it again, and fails with what is wrong
        return ""


def digest(text: str) -> str:
    """Return the hash by which texts are compared."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fatal_problems(gist: Gist) -> tuple[Problem, ...]:
    """Return the problems that fail a file."""
    return tuple(problem for problem in gist.problems if problem.fatal)


def is_unclear(gist: Gist) -> bool:
    """Tell whether the source may hold diagrams that couldn't be read this time.

    A problem in another file counts: a helper module that doesn't parse hides
    the pipelines that are made with it.
    """
    return any(problem.fatal or problem.path != gist.source for problem in gist.problems)
