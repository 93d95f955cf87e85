"""The variables that are put into Compose files: those of the `.env` beside them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.committed import is_committed
from pytest_etl_diagram.deployments.compose.notes import Notes
from pytest_etl_diagram.documents.dotenv import Variable, read_dotenv
from pytest_etl_diagram.documents.interpolation import interpolate, is_secret_name, placeholder
from pytest_etl_diagram.errors import SourceError

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files


@dataclass(frozen=True, slots=True)
class Variables(Mapping[str, str]):
    """Values by name; that of a secret is never known, not even by the default that a file gives.

    So no password gets into a drawing, and another one changes none.
    """

    known: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return the value of a variable, a placeholder for a secret's."""
        return placeholder(name) if is_secret_name(name) else self.known[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self.known)

    def __len__(self) -> int:
        """Return how many variables are known."""
        return len(self.known)


def project_variables(
    files: Files, notes: Notes, folder: str, sources: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the variables of a project's folder: of its `.env`, or of `sources` in its place.

    The environment of the machine is none of the project's. A `.env` that isn't committed says
    nothing, either: the drawing would be another one where it is missing.
    """
    found: dict[str, str] = {}
    for source in sources or (posixpath.join(folder, ".env"),):
        if is_committed(files, source):
            for variable in read_variables(files, notes, source):
                found[variable.name] = value_of(variable, found)
    return found


def files_told(files: Files, folder: str) -> tuple[str, ...]:
    """Return the Compose files that the `.env` of a folder names (`COMPOSE_FILE`), in their order.

    None where it names none, or one that isn't a file of the project.
    """
    variables = project_variables(files, Notes(), folder)
    separator = variables.get("COMPOSE_PATH_SEPARATOR") or ":"
    named = [name for name in variables.get("COMPOSE_FILE", "").split(separator) if name]
    found = [paths.inside(paths.kept(folder, name)) for name in named]
    sources = tuple(source for source in found if source is not None and files.exists(source))
    return sources if len(sources) == len(named) else ()


def read_variables(files: Files, notes: Notes, source: str) -> tuple[Variable, ...]:
    """Return the variables of a `.env` file, noting what is wrong with it."""
    notes.read.add(source)
    try:
        variables, problems = read_dotenv(files.text(source), source)
    except SourceError as error:
        variables, problems = (), ()
        notes.unreadable(error)
    notes.problems.extend(problems)
    return variables


def value_of(variable: Variable, known: Mapping[str, str]) -> str:
    """Return a variable's value with those before it put in, a placeholder for a bare name."""
    if variable.value is None:
        return placeholder(variable.name)
    return variable.value if variable.literal else interpolate(variable.value, Variables(known))
