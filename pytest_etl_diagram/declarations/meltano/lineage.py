"""What ties a Meltano pipeline to others: what its taps read, and what its targets write."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.systems import kind_of, system_of
from pytest_etl_diagram.declarations.meltano.plugins import facts_of, parents
from pytest_etl_diagram.documents.tree import items, mapping, text
from pytest_etl_diagram.model import DataAsset, Lineage, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.declarations.meltano.reading import Project
    from pytest_etl_diagram.documents.files import Files

KINDS = {"topic": "topic", "queue": "queue", "storage": "object", "files": "file"}
SCHEMAS = ("default_target_schema", "config.schema", "dataset", "config.load_schema")
"""The facts of targets that say where they put their tables."""
DBT = "transform/dbt_project.yml"


def lineage_of(
    files: Files, project: Project, name: str, plugins: Sequence[str], place: Place
) -> Lineage:
    """Return the data of a pipeline that runs these plugins in this order."""
    reads: dict[DataAsset, None] = {}
    writes: dict[DataAsset, None] = {}
    tap = ""
    for plugin in plugins:
        sort = project.plugins[plugin][0] if plugin in project.plugins else ""
        if sort == "extractor":
            tap = plugin
            for stream in streams(project, tap):
                reads[_asset(project, tap, stream)] = None
        elif sort == "loader" and tap:
            schema = _schema(project, plugin, tap)
            for stream in streams(project, tap):
                table = stream.rpartition("-")[2]
                joined = f"{schema}.{table}" if schema else table
                writes[_asset(project, plugin, joined)] = None
    return Lineage(
        name,
        "pipeline",
        project.source,
        tuple(sorted(reads, key=_order)),
        tuple(sorted(writes, key=_order)),
        triggers=_dbt(files, project, plugins),
        place=place,
    )


def streams(project: Project, tap: str) -> tuple[str, ...]:
    """Return the streams that a tap is told to select, `*` where it takes whatever there is."""
    for row in parents(project, tap):
        select = row.content.get("select")
        if select is None:
            continue
        patterns = [text(item) for item in items(select)]
        named = {p.partition(".")[0] for p in patterns if not p.startswith("!")}
        known = sorted(stream for stream in named if not set(stream) & set("*?["))
        if known:
            return tuple(known)
    return ("*",)


def _asset(project: Project, plugin: str, name: str) -> DataAsset:
    """Return data in the system that a plugin's name tells: `tap-postgres` is PostgreSQL."""
    names = [row.name for row in parents(project, plugin)]
    names.append(text(parents(project, plugin)[-1].content.get("inherit_from")))
    stems = [n.removeprefix("tap-").removeprefix("target-") for n in names if n]
    system = next(filter(None, map(system_of, stems)), stems[-1])
    return DataAsset(system, KINDS.get(kind_of(system), "table"), name)


def _schema(project: Project, target: str, tap: str) -> str:
    """Return the schema that a target loads into; Meltano's usual one is called as the tap."""
    facts = facts_of(project, target)
    given = next((facts[name][0] for name in SCHEMAS if name in facts), "")
    if given and "{" not in given:
        return given
    own = facts_of(project, tap).get("load_schema", facts_of(project, tap).get("namespace"))
    return own[0] if own is not None else tap.replace("-", "_")


def _order(asset: DataAsset) -> tuple[str, str]:
    return asset.system, asset.name


def _dbt(files: Files, project: Project, plugins: Sequence[str]) -> tuple[str, ...]:
    """Return the dbt project that the pipeline runs: Meltano keeps it in `transform`."""
    if not any(plugin.startswith("dbt") for plugin in plugins):
        return ()
    source = posixpath.join(project.folder, DBT)
    if not files.exists(source):
        return ()
    project.dependencies.append(source)
    documents = files.yaml(source).documents
    name = text(mapping(documents[0]).get("name")) if documents else ""
    return (name,) if name else ()
