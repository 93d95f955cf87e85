"""A Meltano project: `meltano.yml` and the files that it includes, as one."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pytest_etl_diagram.documents.tree import Listing, Mapping, is_null, items, mapping, text
from pytest_etl_diagram.model import Place, Problem
from pytest_etl_diagram.sources.globs import compile_globs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree

Value = TypeVar("Value")
RUNS = ".meltano"
"""Meltano's own folder, in which it installs plugins."""
SORTS = {
    "extractors": "extractor",
    "loaders": "loader",
    "mappers": "mapper",
    "transformers": "transformer",
    "utilities": "utility",
    "orchestrators": "orchestrator",
    "files": "files",
    "transforms": "transform",
    "models": "model",
    "dashboards": "dashboard",
}
"""Keys of `plugins` → what the plugins below are."""
_SECTIONS = ("plugins", "jobs", "schedules", "environments")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a list with a name: a plugin, a job, a schedule; `path` is its file."""

    name: str
    content: Mapping
    path: str

    def place(self, line: int = 0) -> Place:
        """Return a place in its file, that of its name without a line."""
        entry = self.content.entry("name")
        return Place(self.path, line=line or (entry.line if entry else self.content.line))


@dataclass(slots=True)
class Project:
    """What all files of a project say together.

    `plugins` are by name, each with what it is; `mappings` map a mapping's name to the mapper that
    it belongs to. `overrides` are what the environments say of plugins: (environment, plugin).
    """

    source: str
    folder: str
    plugins: dict[str, tuple[str, Row]] = field(default_factory=dict)
    mappings: dict[str, tuple[Row, Row]] = field(default_factory=dict)
    jobs: dict[str, Row] = field(default_factory=dict)
    schedules: dict[str, Row] = field(default_factory=dict)
    overrides: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    dependencies: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, words: str, *, fatal: bool = True) -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(place.path, place.line, words, fatal))


def read_project(files: Files, source: str) -> Project:
    """Return the project of a meltano.yml; what is wrong with it is among its problems."""
    project = Project(source, posixpath.dirname(source))
    read = files.yaml(source)
    project.problems += read.problems
    for document in read.documents[:1]:
        content = mapping(document)
        _take(project, content, source)
        for path in _included(files, project, content):
            project.dependencies.append(path)
            more = files.yaml(path)
            project.problems += more.problems
            for inner in more.documents[:1]:
                if any(mapping(inner).get(section) is not None for section in _SECTIONS):
                    _take(project, mapping(inner), path)
    return project


def _included(files: Files, project: Project, content: Mapping) -> Iterator[str]:
    """Yield the files that `include_paths` names, globs that start at meltano.yml's folder."""
    entry = content.entry("include_paths")
    patterns = [text(item).removeprefix("./") for item in items(entry.value if entry else None)]
    if entry is None or not patterns:
        return
    prefix = f"{project.folder}/" if project.folder else ""
    known = files.below(project.folder, (".yml", ".yaml"), (RUNS,))
    inner = [path for path in known if path != project.source]
    found: dict[str, None] = {}
    for pattern in patterns:
        globs = compile_globs((f"/{pattern}",))
        fitting = [p for p in inner if globs and globs.match(p.removeprefix(prefix))]
        found.update(dict.fromkeys(fitting))
        if not fitting:
            why = files.refusal(prefix + pattern) or "there is no such file"
            words = f"'include_paths' names {pattern!r}, and {why}"
            project.problem(Place(project.source, line=entry.line), words, fatal=False)
    yield from sorted(found)


def rows(project: Project, tree: Tree | None, what: str, path: str) -> Iterator[Row]:
    """Yield the entries of a list that have a name; others are problems."""
    if tree is None or is_null(tree):
        return
    if not isinstance(tree, Listing):
        project.problem(Place(path, line=tree.line), f"'{what}' is no list; write '- name: …'")
        return
    for item in tree.items:
        name = text(item.get("name")) if isinstance(item, Mapping) else ""
        if isinstance(item, Mapping) and name:
            yield Row(name, item, path)
        else:
            words = f"an entry of '{what}' has no 'name'; give it one"
            project.problem(Place(path, line=item.line), words)


def _take(project: Project, content: Mapping, path: str) -> None:
    for entry in mapping(content.get("plugins")).entries:
        sort = SORTS.get(entry.key)
        if sort is None:
            words = f"'plugins' has no section {entry.key!r}; Meltano knows {', '.join(SORTS)}"
            project.problem(Place(path, line=entry.line), words, fatal=False)
            continue
        for row in rows(project, entry.value, entry.key, path):
            _put(project, project.plugins, row, (sort, row), "plugin")
            for each in rows(project, row.content.get("mappings"), "mappings", path):
                project.mappings.setdefault(each.name, (row, each))
    for row in rows(project, content.get("jobs"), "jobs", path):
        _put(project, project.jobs, row, row, "job")
    for row in rows(project, content.get("schedules"), "schedules", path):
        _put(project, project.schedules, row, row, "schedule")
    for row in rows(project, content.get("environments"), "environments", path):
        plugins = mapping(mapping(row.content.get("config")).get("plugins"))
        for entry in plugins.entries:
            for each in rows(project, entry.value, entry.key, path):
                project.overrides.setdefault((row.name, each.name), []).append(each)


def _put(project: Project, known: dict[str, Value], row: Row, value: Value, what: str) -> None:
    if row.name in known:
        words = f"a second {what} {row.name!r}; rename one of them"
        project.problem(row.place(), words)
        return
    known[row.name] = value
