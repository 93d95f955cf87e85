"""dag-factory's YAML files in projects without the Python file that loads them.

Where a Python file of the project mentions dag-factory, its DAGs are drawn from there, as those of
Airflow. A repository that holds the configuration alone has a pipeline for each of its DAGs, built
by the same code as dag-factory's front end from the YAML file itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, mapping, text
from pytest_etl_diagram.evaluate.builtins import make_builtins
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.library import Library
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT, Modules
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised
from pytest_etl_diagram.evaluate.values import Args, Dict, ModuleValue
from pytest_etl_diagram.frontends import airflow, front_ends
from pytest_etl_diagram.frontends.dag_factory.building import build
from pytest_etl_diagram.frontends.dag_factory.loaders import from_file
from pytest_etl_diagram.frontends.dag_factory.settings import SECONDS
from pytest_etl_diagram.frontends.documents import Wrong
from pytest_etl_diagram.model import Place, Problem
from pytest_etl_diagram.sources.text import read_code
from pytest_etl_diagram.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.frontends.airflow.objects import Dag
    from pytest_etl_diagram.frontends.dag_factory.config import Config
    from pytest_etl_diagram.model import Stage, Workflow
    from pytest_etl_diagram.syntax import tree as syntax_tree

LOADER = "dagfactory"
"""What a Python file that loads such YAML files holds: the name of dag-factory's package."""
WRITTEN = {
    "schedule": ("schedule", "schedule_interval"),
    "callable": ("python_callable_name", "python_callable"),
    "mapped": ("expand",),
    "operator": ("operator", "decorator"),
    **{fact: (key, fact) for key, fact in SECONDS.items()},
}
"""Facts that have another name in the file: the keys that they may come from."""
_DEFAULTS = "default_args"


@dataclass(slots=True)
class _World:
    """What the files of one run share: the libraries' models, and whether anybody loads them."""

    library: Library
    modules: Modules
    is_loaded: bool


def read(files: Files, source: str) -> Found:
    """Return the DAGs that a YAML file configures, if no Python file of the project loads it."""
    content = files.yaml(source)
    dags = [entry for document in content.documents[:1] for entry in _dags(document)]
    if not dags:
        return Found()
    world = files.once(_world)
    if world.is_loaded:
        return Found()
    builtins = {**make_builtins(), **world.library.builtins}
    it = Interpreter(world.library, world.modules, builtins, {})
    it.path = source
    config = from_file(it, f"{VIRTUAL_ROOT}/{source}", Args(()), legacy=_is_legacy(dags))
    built, problems = _build(it, config, source, dags)
    problems = [*content.problems, *problems]
    module = ModuleValue(source, source, Dict(built))
    lines = {entry.key: entry for entry in dags}
    default = mapping(mapping(content.documents[0]).get("default"))
    try:
        found = airflow.workflows(it, module)
    except (Exhausted, RecursionError) as error:
        return Found(problems=(*problems, Problem(source, 0, f"is too large: {error}")))
    workflows = tuple(_placed(each, lines, default, source) for each in found)
    problems += _noted(it, source)
    dependencies = tuple(path for path in sorted(it.dependencies) if path != source)
    return Found(workflows, (), tuple(dict.fromkeys(problems)), dependencies)


def _dags(document: object) -> Iterator[Entry]:
    """Yield the entries of a file that are DAGs: what has tasks of its own."""
    if not isinstance(document, Mapping):
        return
    for entry in document.entries:
        tasks = mapping(entry.value).get("tasks")
        if entry.key != "default" and isinstance(tasks, (Listing, Mapping)):
            yield entry


def _is_legacy(dags: list[Entry]) -> bool:
    """Tell whether dag-factory 0.x reads a file: it takes periods in seconds, tasks by name."""
    for entry in dags:
        rows = [mapping(entry.value), mapping(mapping(entry.value).get(_DEFAULTS))]
        if any(row.get("schedule_interval", *SECONDS) is not None for row in rows):
            return True
    return False


def _build(
    it: Interpreter, config: Config | None, source: str, dags: list[Entry]
) -> tuple[dict[str, Dag], list[Problem]]:
    """Return the DAGs of a configuration, and why others can't be built."""
    built: dict[str, Dag] = {}
    problems: list[Problem] = []
    for entry in dags:
        if config is None or entry.key not in config.dags:
            continue
        it.path, it.mark = source, -1
        try:
            built[entry.key] = build(it, config, entry.key)
        except (Wrong, Raised, Exhausted, RecursionError) as error:
            words = f"DAG {entry.key!r}: {error}; dag-factory can't build it"
            problems.append(Problem(source, entry.line, words))
    it.path, it.mark = source, -1
    return built, problems


def _noted(it: Interpreter, source: str) -> list[Problem]:
    """Return what the evaluation noted; lines of Python code aren't worked out here."""
    noted = [
        Problem(place.path or source, max(place.line, 0), words, fatal)
        for place, words, fatal in it.unplaced
    ]
    return [*it.problems, *noted]


def _world(files: Files) -> _World:
    """Return what the files of a run share."""
    library = Library()
    for front_end in front_ends():
        front_end.register(library)

    def parsed(path: str) -> syntax_tree.Module:
        return parse(path, read_code(files.disk, path))

    is_loaded = bool(files.disk.holding((".py",), LOADER))
    return _World(library, Modules(files.disk.imports, parsed), is_loaded)


# -- lines ----------------------------------------------------------------------------------------


def _placed(workflow: Workflow, dags: dict[str, Entry], default: Mapping, source: str) -> Workflow:
    """Return a DAG with the places of its settings and tasks in the YAML file.

    `default` are the settings of all its DAGs.
    """
    entry = dags[workflow.name]
    rows = _rows(mapping(entry.value).get("tasks"))
    around = mapping(entry.value)
    levels = tuple(level for one in (around, default) for level in (one, _default_args(one)))
    lineage = workflow.lineage
    return replace(
        workflow,
        place=Place(source, line=entry.line),
        places=_places(workflow.facts, levels, source),
        stages=tuple(_stage(stage, rows, levels, source) for stage in workflow.stages),
        lineage=lineage and replace(lineage, sort="pipeline", source=source),
    )


def _default_args(settings: Mapping) -> Mapping:
    return mapping(settings.get(_DEFAULTS))


def _rows(tasks: object) -> dict[str, tuple[int, Mapping]]:
    """Return the line and the settings of each task by its own id."""
    if isinstance(tasks, Mapping):
        return {entry.key: (entry.line, mapping(entry.value)) for entry in tasks.entries}
    found: dict[str, tuple[int, Mapping]] = {}
    for item in tasks.items if isinstance(tasks, Listing) else ():
        row = mapping(item)
        named = row.entry("task_id")
        if named is not None:
            found[text(named.value)] = (named.line, row)
    return found


def _stage(
    stage: Stage,
    rows: dict[str, tuple[int, Mapping]],
    levels: tuple[Mapping, ...],
    source: str,
) -> Stage:
    own = stage.name if stage.name in rows else stage.name.rpartition(".")[2]
    if own not in rows:
        return replace(stage, place=Place(source, line=levels[0].line))
    line, row = rows[own]
    places = _places(stage.facts, (row, *levels), source)
    waits = row.entry("dependencies")
    if waits is not None:
        places = (*places, ("depends_on", Place(source, line=waits.line)))
    return replace(stage, place=Place(source, line=line), places=places)


def _places(
    facts: tuple[tuple[str, str], ...], levels: tuple[Mapping, ...], source: str
) -> tuple[tuple[str, Place], ...]:
    """Return where facts are written: in the innermost level that has one."""
    found: list[tuple[str, Place]] = []
    for name, _ in facts:
        keys = WRITTEN.get(name, (name,))
        entries = (level.entry(key) for level in levels for key in keys)
        entry = next((entry for entry in entries if entry is not None), None)
        if entry is not None:
            found.append((name, Place(source, line=entry.line)))
    return tuple(found)
