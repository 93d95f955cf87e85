"""The levels of a gusty DAG: its folder, and the folders below, which are task groups."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import files
from pytest_etl_diagram.evaluate.values import Dict, List
from pytest_etl_diagram.frontends.documents import Wrong, load_document, names_in
from pytest_etl_diagram.frontends.gusty.tags import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

METADATA = "METADATA.yml"
IGNORE = ".gustyignore"


@dataclass(slots=True)
class Level:
    """A folder: `metadata` says how it is made, `specs` are its tasks; both fill while it is built.

    `structure` is the DAG or the task group, `tasks` its tasks by the names that
    dependencies use.
    """

    path: str
    parent: Level | None
    paths: list[str]
    metadata: Dict = field(default_factory=Dict)
    dependencies: list[str] = field(default_factory=list)
    external: object = None
    structure: object = None
    specs: list[Dict] = field(default_factory=list)
    tasks: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name: the DAG's or the group's id."""
        return posixpath.basename(self.path)


def find_levels(it: Interpreter, folder: str, suffixes: tuple[str, ...]) -> list[Level]:
    """Return the folder and those below, each after the one it lies in."""
    return list(_levels(it, folder, None, suffixes))


def _levels(
    it: Interpreter, folder: str, parent: Level | None, suffixes: tuple[str, ...]
) -> Iterator[Level]:
    names = files.listing(it, folder) or []
    paths = {name: posixpath.join(folder, name) for name in names}
    kinds = {name: files.kind(it, path) for name, path in paths.items()}
    if IGNORE in names:
        return
    specs = [
        paths[name]
        for name in names
        if kinds[name] == "file" and name.endswith(suffixes) and _counts(name)
    ]
    level = Level(folder, parent, specs)
    yield level
    for name in names:
        if kinds[name] == "folder" and _counts(name):
            yield from _levels(it, paths[name], level, suffixes)


def _counts(name: str) -> bool:
    return name != METADATA and not name.startswith(("_", "."))


def read_metadata(
    it: Interpreter,
    level: Level,
    settings: Mapping[str, object],
    functions: Mapping[str, object],
) -> None:
    """Fill a level's metadata: what `create_dag` was given, and METADATA.yml, which wins."""
    is_root = level.parent is None
    defaults = settings if is_root else settings.get("task_group_defaults")
    level.metadata = Dict(defaults if isinstance(defaults, dict) else {})
    own = _own(it, level, functions)
    if is_root:
        around, inner = level.metadata.get("default_args"), own.get("default_args")
        if isinstance(around, dict) and isinstance(inner, dict):
            own["default_args"] = Dict({**around, **inner})
    level.metadata.update(own)
    extra = names_in(settings.get("extra_tags"))
    if is_root and extra:
        level.metadata["tags"] = List(sorted({*names_in(level.metadata.get("tags")), *extra}))
    level.dependencies = names_in(own.get("dependencies"))
    level.external = own.get("external_dependencies")
    if is_root and not {"dependencies", "external_dependencies"} & set(own):
        level.external = settings.get("external_dependencies")


def _own(it: Interpreter, level: Level, functions: Mapping[str, object]) -> Dict:
    path = posixpath.join(level.path, METADATA)
    if files.kind(it, path) != "file":
        return Dict()
    text = files.read(it, path)
    try:
        found = value_of(it, load_document(text or ""), functions)
    except Wrong as error:
        raise Wrong(f"{METADATA} {error}") from error
    if found is not None and not isinstance(found, dict):
        raise Wrong(f"{METADATA} holds no mapping")
    return Dict(found or {})
