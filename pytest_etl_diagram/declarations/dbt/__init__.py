"""dbt: a project is one pipeline, drawn from its dbt_project.yml.

Its stages are sources and seeds (extract), models (transform), snapshots (load), singular tests
(validate) and exposures. Generic tests are a fact of what they test, `checks`, each a member of it,
so that a test that is taken out shows as a quality check removed. Folders are groups.

    project     dbt_project.yml, packages, the warehouse's kind
    code        SQL and Python files: what they read, their own settings
    context     what templates call: ref, source, config, var, macros
    properties  schema.yml and the like → described; checks has the words of tests
    settings    which settings hold, and the facts that they are
    nodes       files and properties put together
    linking     what is read → dependencies; stages and lineage have the rest

Semantic models, metrics, analyses and functions aren't drawn: they move no data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.code import read_code
from pytest_etl_diagram.declarations.dbt.context import Context, Macros
from pytest_etl_diagram.declarations.dbt.described import Described
from pytest_etl_diagram.declarations.dbt.finding import below, is_installed
from pytest_etl_diagram.declarations.dbt.lineage import lineage_of
from pytest_etl_diagram.declarations.dbt.linking import Links
from pytest_etl_diagram.declarations.dbt.nodes import REFERABLE, Nodes, put_together
from pytest_etl_diagram.declarations.dbt.project import PATHS, Project, read_project
from pytest_etl_diagram.declarations.dbt.properties import read_properties
from pytest_etl_diagram.declarations.dbt.settings import ProjectSettings, is_disabled, together
from pytest_etl_diagram.declarations.dbt.stages import (
    exposure_stage,
    groups_of,
    source_stage,
    stage_of,
)
from pytest_etl_diagram.declarations.dbt.values import words
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.model import Place, Problem, Stage, Workflow

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

YAML = (".yml", ".yaml")


def read(files: Files, source: str) -> Found:
    """Return the pipeline of a dbt project, nothing for that of an installed package."""
    if is_installed(source):
        return Found()
    project = read_project(files, source)
    if not isinstance(project, Project):
        return Found(problems=project)
    workflow = _workflow(files, project)
    problems = tuple(sorted(set(project.problems), key=lambda p: (p.path, p.line, p.message)))
    dependencies = tuple(sorted(set(project.dependencies)))
    workflows = (workflow,) if workflow.stages else ()
    return Found(workflows, problems=problems, dependencies=dependencies)


def _workflow(files: Files, project: Project) -> Workflow:
    context = Context(project, Macros(files, project))
    resources = list(read_code(files, project, context))
    usual = ProjectSettings(project.sections, project.source, context.render)
    described = _described(files, project, context, usual)
    nodes = put_together(project, resources, described, usual)
    nodes.disabled |= described.disabled
    names = _names(nodes, described)
    stages = [stage_of(node, names[key]) for key, node in nodes.drawn.items()]
    stages += [source_stage(table) for table in described.sources.values()]
    stages += [
        exposure_stage(each, names["exposure", name]) for name, each in described.exposures.items()
    ]
    links = Links(project, nodes, names)
    for (kind, name), node in nodes.drawn.items():
        links.link(names[kind, name], node.resource.uses, is_test=kind == "test")
    for name, exposure in described.exposures.items():
        links.link(names["exposure", name], exposure.uses)
    links.check_cycles()
    _check_others(project, nodes, names)
    drawn = {stage.name for stage in stages}
    stages += [stage for name, stage in links.others.items() if name not in drawn]
    return Workflow(
        name=project.name,
        groups=groups_of(stages),
        stages=tuple(sorted(stages, key=_order)),
        dependencies=tuple(links.dependencies.values()),
        place=Place(project.source, line=project.line),
        lineage=lineage_of(project, described.sources.values(), nodes.drawn.values()),
    )


def _order(stage: Stage) -> str:
    return stage.name


def _described(
    files: Files, project: Project, context: Context, usual: ProjectSettings
) -> Described:
    """Return what all properties files say, with the project's settings below it."""
    found = Described()
    folders: dict[str, tuple[str, ...]] = {}
    for kind in PATHS:
        for folder in project.paths[kind]:
            for path in below(files, folder, YAML):
                if path not in folders:
                    folders[path] = tuple(path.removeprefix(f"{folder}/").split("/")[:-1])
                    tests = _of_tests(usual, (project.name, *folders[path]))
                    read_properties(files, path, context.render, found, tests)
    project.dependencies += folders
    project.problems += found.problems
    for key, table in list(found.sources.items()):
        way = (project.name, *folders[table.place.path], table.source, table.name)
        table.settings = together([*usual.of("source", way), table.settings])
        if is_disabled(table.settings):
            del found.sources[key]
            found.disabled.add(".".join(key))
    for name, exposure in list(found.exposures.items()):
        way = (project.name, *folders[exposure.place.path], name)
        exposure.settings = together([*usual.of("exposure", way), exposure.settings])
        if is_disabled(exposure.settings):
            del found.exposures[name]
    return found


def _of_tests(usual: ProjectSettings, way: tuple[str, ...]) -> dict[str, str]:
    """Return the settings that the project gives for the tests of a folder, in words."""
    settings = together(usual.of("test", way))
    return {name: words(setting.value) for name, setting in settings.items()}


def _names(nodes: Nodes, described: Described) -> dict[tuple[str, str], str]:
    """Return the names of the stages: tests and exposures that are called as a model say so."""
    names = {}
    for kind, name in nodes.drawn:
        taken = kind not in REFERABLE and name in nodes.referable
        names[kind, name] = f"{kind}:{name}" if taken else name
    for source, table in described.sources:
        names["source", f"{source}.{table}"] = f"{source}.{table}"
    taken_names = set(names.values())
    for name in described.exposures:
        names["exposure", name] = f"exposure:{name}" if name in taken_names else name
    return names


def _check_others(project: Project, nodes: Nodes, names: dict[tuple[str, str], str]) -> None:
    """Report generic tests that compare with a model which the project doesn't have."""
    if project.packages.unread:
        return
    known = {name for _, name in names} | nodes.disabled | set(nodes.latest)
    known |= set(project.packages.models)
    for node in nodes.drawn.values():
        if node.said is None:
            continue
        for check in node.said.checks:
            other = check.other.removeprefix(f"{project.name}.")
            if check.other and other not in known and "{" not in other:
                words = f"the test {check.text} compares with {other!r}, which isn't there"
                problem = Problem(node.said.place.path, check.line, words, fatal=False)
                project.problems.append(problem)
