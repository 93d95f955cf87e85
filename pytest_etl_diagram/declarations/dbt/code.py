"""The resources that are files: SQL and Python models, seeds, snapshots, singular tests."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.declarations.dbt.context import SQL, Collected
from pytest_etl_diagram.declarations.dbt.finding import below
from pytest_etl_diagram.declarations.dbt.values import Resource, Setting, Use
from pytest_etl_diagram.declarations.jinja import JinjaError, parse_template
from pytest_etl_diagram.declarations.jinja import tree as jinja
from pytest_etl_diagram.declarations.jinja.values import Scope
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Place, Problem
from pytest_etl_diagram.syntax import lines, parse, tree
from pytest_etl_diagram.syntax.tree.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.declarations.dbt.context import Context
    from pytest_etl_diagram.declarations.dbt.project import Project
    from pytest_etl_diagram.documents.files import Files

SUFFIXES = {
    "model": (".sql", ".py"),
    "seed": (".csv",),
    "snapshot": (".sql",),
    "test": (".sql",),
}
"""Kind of resource → the ends of its files' names."""
GENERIC = "generic"
"""The folder below the tests that holds generic tests: macros."""


def read_code(files: Files, project: Project, context: Context) -> Iterator[Resource]:
    """Yield the resources of a project's files, in the order of their paths."""
    for kind, suffixes in SUFFIXES.items():
        for folder in project.paths[kind]:
            for path in below(files, folder, suffixes):
                inner = path.removeprefix(f"{folder}/").split("/")[:-1]
                if kind == "test" and inner[:1] == [GENERIC]:
                    continue
                project.dependencies.append(path)
                yield from _read(files, project, context, (kind, path, tuple(inner)))


def _read(
    files: Files, project: Project, context: Context, what: tuple[str, str, tuple[str, ...]]
) -> Iterator[Resource]:
    kind, path, folders = what
    name = posixpath.splitext(posixpath.basename(path))[0]
    resource = Resource(kind, name, path, Place(path), folders)
    try:
        if kind == "seed":
            yield resource
        elif path.endswith(".py"):
            resource.language = "python"
            _read_python(files.text(path), resource)
            yield resource
        elif kind == "snapshot":
            yield from _read_snapshots(files.text(path), context, resource)
        else:
            body = _parsed(files.text(path), path, project)
            if kind != "test" or not _is_generic(body):
                context.collected = Collected(path, resource.uses, resource.settings)
                _run(project, context, body, path)
                yield resource
    except SourceError as error:
        project.problems.append(Problem(error.path, error.line, error.message))
        if kind != "snapshot":
            yield resource
    except JinjaError as error:
        project.problems.append(Problem(path, error.line, f"isn't Jinja: {error.message}"))


def _parsed(text: str, path: str, project: Project) -> jinja.Body:
    if "{" not in text:
        return ()
    try:
        return parse_template(text)
    except JinjaError as error:
        words = f"isn't Jinja: {error.message}; what it reads isn't known"
        project.problems.append(Problem(path, error.line, words))
        return ()


def _run(project: Project, context: Context, body: jinja.Body, path: str) -> None:
    try:
        context.run().run(body, Scope())
    except JinjaError as error:
        words = f"{error.message}; what it reads isn't all known"
        project.problems.append(Problem(path, error.line, words))


def _is_generic(body: jinja.Body) -> bool:
    """Tell whether a file of tests defines a generic test, which models call by its name."""
    return any(isinstance(s, jinja.Block) and s.kind in ("test", "data_test") for s in body)


def _read_snapshots(text: str, context: Context, around: Resource) -> Iterator[Resource]:
    """Yield the snapshots of a file; what stands before one is evaluated with it."""
    scope = Scope()
    for statement in parse_template(text):
        if not isinstance(statement, jinja.Block) or statement.kind != "snapshot":
            context.collected = Collected(around.path)
            context.run().run((statement,), scope)
            continue
        place = Place(around.path, line=statement.line)
        made = Resource("snapshot", statement.name, around.path, place, around.folders)
        context.collected = Collected(around.path, made.uses, made.settings)
        context.run().run(statement.body, Scope(scope))
        yield made


# -- Python models --------------------------------------------------------------------------------

_CALLED = frozenset({"ref", "source", "config"})


def _read_python(text: str, resource: Resource) -> None:
    """Find what a Python model reads and sets: `dbt.ref("x")`, `dbt.config(…)`, as dbt does."""
    module = parse(resource.path, text)
    known: tuple[int, ...] = ()
    for node in walk(module.body):
        if not _is_of_dbt(node):
            continue
        known = known or lines(resource.path, text)
        place = Place(resource.path, line=known[node.mark])
        if node.func.name == "config":
            for arg in node.args:
                if arg.keyword:
                    resource.settings[arg.keyword] = Setting(_literal(arg.value), place)
            continue
        given = [_literal(arg.value) for arg in node.args if not arg.keyword]
        named = {arg.keyword: _literal(arg.value) for arg in node.args if arg.keyword}
        names = [name if isinstance(name, str) else "{python:?}" for name in given]
        both = (names[0], names[1]) if len(names) > 1 else ("", (names or ["{python:?}"])[0])
        version = named.get("v", named.get("version"))
        told = "" if version is None else str(version)
        is_unknown = "{python:?}" in both
        resource.uses.append(Use(node.func.name, both, place, told, is_unknown))


def _is_of_dbt(node: Any) -> bool:  # noqa: ANN401  any node of the tree
    """Tell whether a node is `dbt.ref(…)`, `dbt.source(…)` or `dbt.config(…)`."""
    return (
        isinstance(node, tree.Call)
        and isinstance(node.func, tree.Attribute)
        and node.func.name in _CALLED
        and isinstance(node.func.value, tree.Name)
        and node.func.value.id == "dbt"
    )


def _literal(node: Any) -> object:  # noqa: ANN401  any node of the tree
    """Return the value of a literal, None for what isn't one."""
    if isinstance(node, tree.Const):
        return node.value
    if isinstance(node, tree.Display):
        return [_literal(element) for element in node.elements]
    if isinstance(node, tree.DictDisplay):
        return {str(_literal(key)): _literal(value) for key, value in node.items if key is not None}
    return None


__all__ = ["SQL", "read_code"]
