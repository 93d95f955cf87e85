"""Meltano: a pipeline for each job and each schedule of a tap and a target, from meltano.yml.

A job that schedules run is drawn once, under its own name, with when it runs. A project without
jobs and schedules has a pipeline for each extractor, if it has one loader; with several loaders
nobody knows which belongs to which, and all are drawn side by side.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.declarations.meltano.blocks import (
    Chain,
    Named,
    chain_of,
    stage_of,
    tasks_of,
)
from pytest_etl_diagram.declarations.meltano.lineage import lineage_of
from pytest_etl_diagram.declarations.meltano.plugins import inherited_by
from pytest_etl_diagram.declarations.meltano.reading import RUNS, Project, Row, read_project
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.documents.tree import Mapping, text
from pytest_etl_diagram.model import Place, Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Entry
    from pytest_etl_diagram.model import Fact

_OF_SCHEDULES = {"interval": "schedule", "start_date": "start_date"}


def read(files: Files, source: str) -> Found:
    """Return the pipelines of a Meltano project."""
    if RUNS in source.split("/"):
        return Found()
    project = read_project(files, source)
    found = sorted(_workflows(files, project), key=lambda workflow: workflow.name)
    workflows = tuple(workflow for workflow in found if workflow.stages)
    dependencies = tuple(dict.fromkeys(project.dependencies))
    return Found(workflows, (), tuple(dict.fromkeys(project.problems)), dependencies)


def _workflows(files: Files, project: Project) -> Iterator[Workflow]:
    by_job: dict[str, list[Row]] = {name: [] for name in project.jobs}
    for schedule in project.schedules.values():
        job = schedule.content.entry("job")
        if job is None:
            yield _extract_load(files, project, schedule)
        elif text(job.value) in by_job:
            by_job[text(job.value)].append(schedule)
        else:
            words = f"the schedule {schedule.name!r} runs the job {text(job.value)!r}"
            project.problem(schedule.place(job.line), f"{words}, which isn't there; add it")
    for name, schedules in by_job.items():
        row = project.jobs[name]
        chain = chain_of(project, tasks_of(project, row))
        yield _workflow(files, project, _Run(name, chain, tuple(schedules), row.place()))
    if not project.jobs and not project.schedules:
        yield from _unscheduled(files, project)


def _extract_load(files: Files, project: Project, schedule: Row) -> Workflow:
    """Return the pipeline of a schedule that names a tap and a target, as Meltano 1 had them."""
    named = []
    for key in ("extractor", "loader"):
        entry = schedule.content.entry(key)
        if entry is None or not text(entry.value):
            words = f"the schedule {schedule.name!r} has no '{key}'; name one, or a 'job'"
            project.problem(schedule.place(), words)
        else:
            named.append(Named(text(entry.value), "", schedule.place(entry.line)))
    entry = schedule.content.entry("transform")
    if entry is not None and text(entry.value) in ("run", "only"):
        named = [] if text(entry.value) == "only" else named
        named += [
            Named(name, "run", schedule.place(entry.line))
            for name, (sort, _) in sorted(project.plugins.items())
            if sort == "transformer"
        ][:1]
    chain = chain_of(project, named)
    name = schedule.name
    if name in project.jobs:
        name = f"schedule:{name}"
    return _workflow(files, project, _Run(name, chain, (schedule,), schedule.place()))


def _unscheduled(files: Files, project: Project) -> Iterator[Workflow]:
    """Yield pipelines of plugins alone, called as Meltano calls their state."""
    taps = _plugins(project, "extractor")
    targets = _plugins(project, "loader")
    if len(targets) == 1:
        for tap in taps:
            chain = chain_of(project, (tap, *targets))
            name = f"{tap.name}-to-{targets[0].name}"
            yield _workflow(files, project, _Run(name, chain, (), tap.place))
    elif taps and targets:
        name = posixpath.basename(project.folder) or "meltano"
        stages = tuple(stage_of(project, named) for named in (*taps, *targets))
        yield Workflow(name, stages=stages, place=Place(project.source, line=1))


def _plugins(project: Project, sort: str) -> list[Named]:
    """Return the plugins of a sort that aren't only there to inherit from."""
    inherited = {inherited_by(row) for _, row in project.plugins.values()}
    return [
        Named(name, "", row.place())
        for name, (found, row) in sorted(project.plugins.items())
        if found == sort and name not in inherited
    ]


@dataclass(frozen=True, slots=True)
class _Run:
    """A pipeline by its name: what runs, the schedules that start it, and where it stands."""

    name: str
    chain: Chain
    schedules: tuple[Row, ...]
    place: Place


def _workflow(files: Files, project: Project, run: _Run) -> Workflow:
    told = list(_schedule(run))
    return Workflow(
        name=run.name,
        facts=tuple(fact for fact, _ in told),
        stages=tuple(run.chain.stages),
        dependencies=tuple(run.chain.dependencies),
        place=run.place,
        places=tuple((fact[0], where) for fact, where in told),
        lineage=lineage_of(files, project, run.name, run.chain.plugins, run.place),
    )


def _schedule(run: _Run) -> Iterator[tuple[Fact, Place]]:
    """Yield when a pipeline runs: each moment once, of all its schedules."""
    for key, fact in _OF_SCHEDULES.items():
        found = [
            (shown(entry.value), row.place(entry.line))
            for row in run.schedules
            for entry in (row.content.entry(key),)
            if entry is not None and text(entry.value)
        ]
        if found:
            yield (fact, ", ".join(sorted({value for value, _ in found}))), found[0][1]
    names = sorted({entry.key for row in run.schedules for entry in _env(row)})
    if names:
        yield ("env", ", ".join(names)), run.place


def _env(schedule: Row) -> tuple[Entry, ...]:
    env = schedule.content.get("env")
    return env.entries if isinstance(env, Mapping) else ()
