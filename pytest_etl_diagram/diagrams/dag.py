"""The `dag` diagram: one orchestrator's workflow, an Airflow DAG."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.diagrams.lengths import cut
from pytest_etl_diagram.diagrams.naming import with_shown_stages
from pytest_etl_diagram.diagrams.roles import role_of
from pytest_etl_diagram.masking import mask, mask_fact
from pytest_etl_diagram.model import Diagram, Edge, Graph, Group, Node

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Fact, Place, Stage, StageGroup, Workflow

KIND = "dag"
SCHEDULE_ID = "s_schedule"


def build(workflows: list[Workflow], source: str) -> tuple[Diagram, ...]:
    """Return a drawing of each workflow that the file `source` defines."""
    return tuple(diagram(workflow, source) for workflow in workflows)


def diagram(workflow: Workflow, source: str) -> Diagram:
    """Return the drawing of a workflow that the file `source` defines."""
    workflow = with_shown_stages(workflow)
    stages = tuple(_node(stage) for stage in workflow.stages)
    start, triggers = _start(workflow)
    graph = Graph(
        KIND,
        mask(workflow.name),
        "LR",
        tuple(
            Group(_group_id(g.id), cut(mask(g.name)), _group_id(g.parent)) for g in workflow.groups
        ),
        (*stages, *start),
        (*_edges(workflow), *triggers),
    )
    return Diagram(KIND, mask(workflow.name), source, graph, _places(workflow))


def _group_id(name: str) -> str:
    return make_id("g_", mask(name)) if name else ""


_masked_once = lru_cache(maxsize=8192)(mask)


def _stage_id(name: str) -> str:
    return make_id("t_", _masked_once(name))


def _node(stage: Stage) -> Node:
    facts = _masked(stage.facts)
    operator = dict(facts).get("operator", "")
    role = stage.role or role_of(stage.name, operator)
    return Node(_stage_id(stage.name), cut(mask(stage.name)), role, _group_id(stage.group), facts)


def _masked(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple((cut(name), cut(mask_fact(name, value))) for name, value in facts)


def _edges(workflow: Workflow) -> tuple[Edge, ...]:
    uncertain = {stage.name for stage in workflow.stages if stage.uncertain}
    return tuple(
        Edge(
            _stage_id(d.source),
            _stage_id(d.target),
            "conditional"
            if d.uncertain or d.source in uncertain or d.target in uncertain
            else "depends",
            cut(mask(d.label)),
        )
        for d in workflow.dependencies
    )


def _start(workflow: Workflow) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the schedule's node and those of the assets that trigger it."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    if workflow.facts or workflow.assets:
        nodes.append(Node(SCHEDULE_ID, "schedule", "schedule", "", _masked(workflow.facts)))
    for asset in workflow.assets:
        name = mask(asset)
        nodes.append(Node(make_id("a_", name), cut(name), "asset"))
        edges.append(Edge(make_id("a_", name), SCHEDULE_ID, "triggers"))
    return tuple(nodes), tuple(edges)


def _places(workflow: Workflow) -> tuple[tuple[str, Place], ...]:
    places: dict[str, Place] = {}
    if workflow.place is not None:
        places[""] = places[SCHEDULE_ID] = workflow.place
    own = dict(workflow.places)
    if "title" in own:
        places["#title"] = own.pop("title")
    places.update((f"{SCHEDULE_ID}#{fact}", place) for fact, place in own.items())
    if "schedule" in own:
        places.update((make_id("a_", mask(asset)), own["schedule"]) for asset in workflow.assets)
    for group in workflow.groups:
        _add(places, _group_id(group.id), group)
    for stage in workflow.stages:
        _add(places, _stage_id(stage.name), stage)
    return tuple(sorted(places.items()))


def _add(places: dict[str, Place], own: str, part: Stage | StageGroup) -> None:
    """Add the places of a part of the workflow and of its facts."""
    if part.place is not None:
        places[own] = part.place
    for fact, place in part.places:
        places[f"{own}#{fact}"] = place
