"""The tasks of a job: blocks of plugins that run one after the other.

A tap hands its records to the mappings behind it and to a target; any other plugin runs a command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.declarations.meltano.plugins import facts_of, mapping_facts
from pytest_etl_diagram.documents.tree import Listing, Mapping, items, mapping, text
from pytest_etl_diagram.model import Dependency, Place, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.declarations.meltano.plugins import Told
    from pytest_etl_diagram.declarations.meltano.reading import Project, Row
    from pytest_etl_diagram.documents.tree import Tree

ROLES = {
    "extractor": "extract",
    "mapper": "transform",
    "loader": "load",
    "transformer": "transform",
}
_VALIDATES = re.compile(
    r"(?:^|[^a-z])(?:test|check|validat|checkpoint|freshness|scan)", re.IGNORECASE
)
_VALIDATORS = re.compile(r"great[_-]?expectations|soda|re[_-]?data|elementary", re.IGNORECASE)
_DBT = re.compile(r"^dbt(?:$|[-:_])", re.IGNORECASE)
MAX_NESTED = 20
FIRST = (
    "operator", "mapper", "inherit_from", "variant", "pip_url", "args", "mode", "keys", "select",
    "replication_method", "replication_key",
)  # fmt: skip
"""The facts that come first, in this order; the others follow by name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A plugin that a task names, with its command, and where."""

    name: str
    command: str
    place: Place

    @property
    def text(self) -> str:
        """How the task writes it."""
        return f"{self.name}:{self.command}" if self.command else self.name


@dataclass(slots=True)
class Chain:
    """The stages of a pipeline so far, and what runs last."""

    stages: list[Stage] = field(default_factory=list)
    dependencies: list[Dependency] = field(default_factory=list)
    plugins: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, stage: Stage) -> None:
        """Add a stage behind the last one."""
        if self.last:
            self.dependencies.append(Dependency(self.last, stage.name))
        self.stages.append(stage)
        self.last = stage.name


def tasks_of(project: Project, job: Row, above: tuple[str, ...] = ()) -> Iterator[Named]:
    """Yield what a job's tasks name, in order; a job among them stands for its own tasks."""
    entry = job.content.entry("tasks")
    if entry is None or not items(entry.value):
        project.problem(job.place(), f"the job {job.name!r} has no 'tasks'; it would do nothing")
        return
    for word, line in _words(entry.value):
        if word in project.jobs and word not in project.plugins:
            if word == job.name or word in above or len(above) > MAX_NESTED:
                project.problem(job.place(line), f"the job {word!r} runs itself")
            else:
                yield from tasks_of(project, project.jobs[word], (*above, job.name))
            continue
        name, _, command = word.partition(":")
        yield Named(name, command, job.place(line))


def _words(tree: Tree) -> Iterator[tuple[str, int]]:
    for item in items(tree):
        if isinstance(item, Listing):
            yield from _words(item)
        else:
            for word in text(item).split():
                yield word, item.line


def chain_of(project: Project, named: Iterable[Named]) -> Chain:
    """Return the stages of what tasks name; a plugin that isn't there is a problem and a stage."""
    chain = Chain()
    tap = ""
    before: Named | None = None
    for each in named:
        sort, facts = _facts(project, each)
        if sort == "extractor":
            _check_loaded(project, before if tap else None)
            tap = each.name
        elif sort in ("loader", "mapper") and not tap:
            words = f"{each.text!r} has no tap before it; put its extractor in front"
            project.problem(each.place, words)
        elif sort not in ("loader", "mapper"):
            _check_loaded(project, before if tap else None)
            tap = ""
        name = _name(each.text, tap, {stage.name for stage in chain.stages})
        chain.add(_stage(name, each, sort, facts))
        chain.plugins.append(each.name)
        tap = "" if sort == "loader" else tap
        before = each
    _check_loaded(project, before if tap else None)
    return chain


def _check_loaded(project: Project, last: Named | None) -> None:
    if last is not None:
        words = f"{last.text!r} has no loader behind it, which Meltano refuses; add a target"
        project.problem(last.place, words)


def _facts(project: Project, named: Named) -> tuple[str, Told]:
    """Return what a plugin is, and its facts."""
    if named.name in project.plugins:
        facts = facts_of(project, named.name)
        sort = facts["operator"][0]
        if named.command:
            facts.update(_command(project, named))
        return sort, facts
    if named.name in project.mappings:
        return "mapper", mapping_facts(*project.mappings[named.name])
    words = f"the task names {named.name!r}, which is no plugin of the project; add it to 'plugins'"
    project.problem(named.place, words)
    return _guess(named.name), {}


def _guess(name: str) -> str:
    return {"tap-": "extractor", "target-": "loader"}.get(name.partition("-")[0] + "-", "")


def _command(project: Project, named: Named) -> Told:
    """Return what a command of the plugin's own runs (`commands: {name: args}`)."""
    _, row = project.plugins[named.name]
    given = mapping(row.content.get("commands")).get(named.command)
    if given is None:
        return {}
    args = given.get("args") if isinstance(given, Mapping) else given
    told = " ".join(shown(args).split())
    return {"args": (told, row.place(given.line))} if told else {}


def _name(text: str, tap: str, taken: set[str]) -> str:
    """Return a stage's name: the first of its name has it plain, others tell their tap."""
    name = text
    if name in taken and tap and tap != text:
        name = f"{text} ({tap})"
    number = 2
    while name in taken:
        name = f"{text} ({number})"
        number += 1
    return name


def stage_of(project: Project, named: Named) -> Stage:
    """Return the stage of a plugin alone."""
    sort, facts = _facts(project, named)
    return _stage(named.text, named, sort, facts)


def _stage(name: str, named: Named, sort: str, facts: Told) -> Stage:
    order = [*(fact for fact in FIRST if fact in facts), *sorted(facts.keys() - set(FIRST))]
    kept = {fact: facts[fact] for fact in order if facts[fact][0]}
    return Stage(
        name=name,
        facts=tuple((fact, told[0]) for fact, told in kept.items()),
        role=role_of(named, sort),
        place=named.place,
        places=tuple((fact, told[1]) for fact, told in kept.items()),
    )


def role_of(named: Named, sort: str) -> str:
    """Return the role of a plugin: a test of dbt and a tool for checks validate."""
    if sort in ROLES:
        return ROLES[sort]
    if not sort:
        return "unknown"
    if _VALIDATORS.search(named.name) or _VALIDATES.search(named.command):
        return "validate"
    if sort == "transformer" or _DBT.search(named.name):
        return "transform"
    return ""
