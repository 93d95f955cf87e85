"""`dbt_project.yml`: the project's name, its folders, its variables and its settings."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.packages import Packages, read_packages
from pytest_etl_diagram.declarations.folders import inside
from pytest_etl_diagram.documents.tree import Mapping, items, mapping, text
from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files

PATHS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "model": (("model-paths", "source-paths"), ("models",)),
    "seed": (("seed-paths", "data-paths"), ("seeds",)),
    "snapshot": (("snapshot-paths",), ("snapshots",)),
    "test": (("test-paths",), ("tests",)),
    "macro": (("macro-paths",), ("macros",)),
    "analysis": (("analysis-paths",), ("analyses",)),
}
"""Kind of resource → the keys that name its folders (new, then old), and the default ones."""
OLD_DEFAULTS = {"seed": "data", "test": "test", "analysis": "analysis"}
"""What the default folders were called before dbt 1.0."""
SECTIONS = {
    "model": ("models",),
    "seed": ("seeds",),
    "snapshot": ("snapshots",),
    "test": ("data_tests", "tests"),
    "source": ("sources",),
    "exposure": ("exposures",),
}
"""Kind of resource → the keys of the project's settings for it."""


@dataclass(slots=True)
class Project:
    """A dbt project: `source` is its dbt_project.yml, `folder` the folder of that.

    `paths` are the folders by kind of resource, from the root folder on. `sections` are the
    settings for all resources of a kind. `system` is the warehouse, `adapter` dbt's name for it.
    """

    name: str
    source: str
    folder: str
    line: int
    paths: dict[str, tuple[str, ...]]
    variables: Mapping
    sections: dict[str, Mapping]
    adapter: str = ""
    system: str = ""
    packages: Packages = field(default_factory=Packages)
    dependencies: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_project(files: Files, source: str) -> Project | tuple[Problem, ...]:
    """Return the project of a dbt_project.yml, or why it is none."""
    read = files.yaml(source)
    content = read.documents[0] if read.documents else None
    if not isinstance(content, Mapping):
        words = "holds no dbt project; give at least its 'name'"
        return read.problems or (Problem(source, 0, words),)
    name = text(content.get("name"))
    if not name:
        return (*read.problems, Problem(source, content.line, "has no 'name'; dbt needs one"))
    folder = posixpath.dirname(source)
    entry = content.entry("name")
    project = Project(
        name=name,
        source=source,
        folder=folder,
        line=entry.line if entry else content.line,
        paths={},
        variables=mapping(content.get("vars")),
        sections={kind: mapping(content.get(*keys)) for kind, keys in SECTIONS.items()},
        problems=list(read.problems),
    )
    for kind in PATHS:
        project.paths[kind] = tuple(_paths(files, content, project, kind))
    _read_profile(files, project, text(content.get("profile")))
    project.packages = read_packages(files, folder)
    project.dependencies += project.packages.dependencies
    project.problems += project.packages.problems
    return project


def _paths(files: Files, content: Mapping, project: Project, kind: str) -> Iterator[str]:
    keys, defaults = PATHS[kind]
    given = content.get(*keys)
    line = given.line if given is not None else 0
    names = [text(item) for item in items(given)] if given is not None else list(defaults)
    if given is None and kind in OLD_DEFAULTS and _is_old(content):
        names = [OLD_DEFAULTS[kind]]
    for name in names:
        path = inside(project.folder, name)
        if path is None:
            words = f"{name!r} of '{keys[0]}' lies outside of the project and isn't read"
            project.problems.append(Problem(project.source, line, words, fatal=False))
        elif files.is_folder(path):
            yield path


def _is_old(content: Mapping) -> bool:
    """Tell whether a project was written for dbt before 1.0: by its names of folders."""
    return content.get("source-paths", "data-paths") is not None and not any(
        content.get(new) is not None for new in ("model-paths", "seed-paths")
    )


# -- the warehouse --------------------------------------------------------------------------------

ADAPTERS = {
    "fabric": "SQL Server",
    "fabricspark": "Spark catalog",
    "glue": "Glue",
    "materialize": "PostgreSQL",
    "redshift": "Redshift",
    "spark": "Spark catalog",
    "synapse": "SQL Server",
}
"""Adapters whose name isn't the scheme of their warehouse's URLs."""


def _read_profile(files: Files, project: Project, profile: str) -> None:
    """Take the adapter from a profiles.yml beside the project; nothing else of it is looked at."""
    source = posixpath.join(project.folder, "profiles.yml")
    if not files.exists(source):
        return
    project.dependencies.append(source)
    for document in files.yaml(source).documents[:1]:
        named = mapping(mapping(document).get(profile or project.name))
        outputs = mapping(named.get("outputs"))
        target = mapping(outputs.get(text(named.get("target"))))
        kinds = {text(mapping(entry.value).get("type")) for entry in outputs.entries}
        chosen = text(target.get("type")) or (kinds.pop() if len(kinds) == 1 else "")
        project.adapter = chosen if chosen.isidentifier() else ""
    project.system = ADAPTERS.get(project.adapter) or built_in().schemes.get(project.adapter, "")
