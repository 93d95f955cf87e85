"""Docker Compose: what its files deploy, with all that is put on top of each other and included."""

from __future__ import annotations

from pytest_etl_diagram.deployments.compose.names import HINTS
from pytest_etl_diagram.deployments.compose.reading import read
from pytest_etl_diagram.documents.formats import Format

FORMAT = Format("Docker Compose", HINTS, read)
"""The row of Compose files."""
