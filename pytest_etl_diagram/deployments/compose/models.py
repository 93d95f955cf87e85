"""The whole that a set of Compose files describes."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.documents import section_of
from pytest_etl_diagram.deployments.compose.including import read_layers
from pytest_etl_diagram.deployments.compose.loading import Reader, folder_of
from pytest_etl_diagram.deployments.compose.merging import settled_table
from pytest_etl_diagram.deployments.compose.names import is_base, stem_of
from pytest_etl_diagram.deployments.compose.tree import Table, text_of
from pytest_etl_diagram.deployments.compose.variables import project_variables
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Key
    from pytest_etl_diagram.documents.files import Files

PROJECT_NAME = "COMPOSE_PROJECT_NAME"
"""The variable that names the project, whatever the file says."""


@dataclass(frozen=True, slots=True)
class Model:
    """What some Compose files describe together.

    `source` is the file that stands for them, `folder` what paths are shown relative to.
    """

    name: str
    source: str
    folder: str
    whole: Table

    def section(self, name: str) -> tuple[Key, ...]:
        """Return the services, networks, …: each with a table of its attributes."""
        section = section_of(self.whole, name)
        return () if section is None else section.keys

    def service(self, name: str) -> Table | None:
        """Return a service's attributes, None without it."""
        return next((table_of(key) for key in self.section("services") if key.name == name), None)


def table_of(key: Key) -> Table:
    """Return the attributes of a service, network, …."""
    return key.node if isinstance(key.node, Table) else Table((), key.place)


def read_model(files: Files, notes: Notes, sources: tuple[str, ...], source: str) -> Model:
    """Return what some files describe, each on top of the one before.

    `source` is the one of them that the whole is named by.
    """
    folder = folder_of(sources[0])
    variables = project_variables(files, notes, folder)
    read = read_layers(Reader(files, variables, notes), sources, folder)
    whole = Table((), Place(source)) if read is None else settled_table(read)
    told = variables.get(PROJECT_NAME) or text_of(whole.get("name"))
    return Model(_name(told, source, sources), source, folder, whole)


def _name(told: str, source: str, sources: tuple[str, ...]) -> str:
    """Return the project's name: as told, else the folder's; that of the file for variants."""
    if source != sources[0]:
        return stem_of(source)
    if told:
        return told
    folder = posixpath.basename(folder_of(source))
    return folder if folder and is_base(source) else stem_of(source)
