"""The packages that a dbt project installs, and the other projects whose models it reads.

What dbt has installed (`dbt_packages`) is never looked at: it isn't the project's, and mostly not
committed. Packages that lie in the repository are known by the names of their files.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.finding import below
from pytest_etl_diagram.declarations.folders import inside
from pytest_etl_diagram.documents.tree import Mapping, items, mapping, text

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model import Problem

WITHOUT_MODELS = frozenset(
    "audit_helper automate_dv codegen datavault4dbt dbt_audit_helper dbt_codegen dbt_constraints "
    "dbt_date dbt_expectations dbt_external_tables dbt_meta_testing dbt_ml_preprocessing "
    "dbt_privacy dbt_profiler dbt_unit_testing dbt_utils dbtvault fivetran_utils insert_by_period "
    "logging redshift_utils snowflake_utils spark_utils trino_utils tsql_utils".split()
)
"""Well-known packages that have macros only: a model that is missing isn't one of theirs."""
_FILES = ("packages.yml", "dependencies.yml")
_MODELS = ("model-paths", "source-paths", "seed-paths", "data-paths", "snapshot-paths")
_USUAL = ("models", "seeds", "data", "snapshots")
_ENDS = (".sql", ".py", ".csv")


@dataclass(slots=True)
class Packages:
    """Packages: `unread` are the names of those which may have models that nobody can look at.

    `models` maps the name of a model of a package that lies in the repository to the package.
    """

    unread: tuple[str, ...] = ()
    models: dict[str, str] = field(default_factory=dict)
    dependencies: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_packages(files: Files, folder: str) -> Packages:
    """Return the packages that the project in `folder` names."""
    found = Packages()
    unread: set[str] = set()
    for name in _FILES:
        source = posixpath.join(folder, name)
        if not files.exists(source):
            continue
        found.dependencies.append(source)
        read = files.yaml(source)
        found.problems += read.problems
        for document in read.documents[:1]:
            content = mapping(document)
            for row in (*items(content.get("packages")), *items(content.get("projects"))):
                if not _read_local(files, folder, mapping(row), found):
                    unread.add(_name(mapping(row)))
    found.unread = tuple(sorted(unread - WITHOUT_MODELS - {""}))
    return found


def _read_local(files: Files, folder: str, row: Mapping, found: Packages) -> bool:
    """Take the models of a package that lies in the repository; tell whether it does."""
    where = inside(folder, text(row.get("local"))) if row.get("local") is not None else None
    source = posixpath.join(where, "dbt_project.yml") if where is not None else ""
    if where is None or not files.exists(source):
        return False
    documents = files.yaml(source).documents
    content = mapping(documents[0] if documents else None)
    found.dependencies.append(source)
    name = text(content.get("name")) or posixpath.basename(where)
    given = [text(item) for key in _MODELS for item in items(content.get(key))]
    for path in given or _USUAL:
        inner = inside(where, path)
        for model in below(files, inner, _ENDS) if inner is not None else ():
            stem = posixpath.splitext(posixpath.basename(model))[0]
            found.models.setdefault(stem, name)
    return True


def _name(row: Mapping) -> str:
    """Return a package's name, as far as the way to it tells: `dbt-labs/dbt_utils`, a git URL."""
    for key in ("package", "git", "local", "name"):
        way = text(row.get(key)).rstrip("/")
        if way:
            return way.rpartition("/")[2].removesuffix(".git").replace("-", "_")
    return ""
