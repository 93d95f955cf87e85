"""What ties a dbt project to other pipelines: the tables that it reads and those that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.values import words
from pytest_etl_diagram.model import DataAsset, Lineage, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.declarations.dbt.described import SourceTable
    from pytest_etl_diagram.declarations.dbt.nodes import Node
    from pytest_etl_diagram.declarations.dbt.project import Project
    from pytest_etl_diagram.declarations.dbt.values import Settings

_MADE = frozenset({"model", "seed", "snapshot"})
EPHEMERAL = "ephemeral"


def lineage_of(project: Project, tables: Iterable[SourceTable], nodes: Iterable[Node]) -> Lineage:
    """Return the tables that a project reads, and those that it makes, ephemeral models aside."""
    reads = {_asset(project, _source_name(table)) for table in tables}
    writes = {
        _asset(project, _own_name(node.settings, node.resource.name))
        for node in nodes
        if node.resource.kind in _MADE and _said(node.settings, "materialized") != EPHEMERAL
    }
    return Lineage(
        project.name,
        "pipeline",
        project.source,
        tuple(sorted(reads, key=_order)),
        tuple(sorted(writes, key=_order)),
        place=Place(project.source, line=project.line),
    )


def _asset(project: Project, name: str) -> DataAsset:
    return DataAsset(project.system, "table", name)


def _order(asset: DataAsset) -> str:
    return asset.name


def _said(settings: Settings, name: str) -> str:
    return words(settings[name].value) if name in settings else ""


def _source_name(table: SourceTable) -> str:
    """Return a source's table by its schema, which is called as the source where none is given."""
    schema = _said(table.settings, "schema") or table.source
    name = _said(table.settings, "identifier") or table.name
    return _joined(_said(table.settings, "database"), schema, name)


def _own_name(settings: Settings, name: str) -> str:
    """Return the table that a resource makes, with its schema where the project sets one."""
    database = _said(settings, "database") or _said(settings, "target_database")
    schema = _said(settings, "schema") or _said(settings, "target_schema")
    return _joined(database if schema else "", schema, _said(settings, "alias") or name)


def _joined(*parts: str) -> str:
    return ".".join(part for part in parts if part)
