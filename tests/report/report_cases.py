"""A pipeline as a team would have it, and what happens to it one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import pairwise

from pytest_etl_diagram.model import Diagram, Edge, Graph, Location, Node, Place

SOURCE = "dags/daily_sales_dag.py"
SNAPSHOT = f"__etl_diagrams__/{SOURCE}/dag.daily_sales_etl.md"
COMMAND = f"pytest --etl-diagrams --snapshot-update '{SOURCE}::dag[daily_sales_etl]'"

RETRIES = (("retries", "3"), ("retry_delay", "5m"))
PYTHON = (("operator", "PythonOperator"), *RETRIES)

STAGES = (
    Node(
        "t_wait_for_source_data",
        "wait_for_source_data",
        "dependency",
        facts=(
            ("operator", "ExternalTaskSensor"),
            *RETRIES,
            ("timeout", "1h"),
            ("external", "source_data_ready.mark_complete"),
        ),
    ),
    Node("t_extract_sales_data", "extract_sales_data", "extract", facts=PYTHON),
    Node("t_clean_sales_data", "clean_sales_data", "transform", facts=PYTHON),
    Node("t_aggregate_sales", "aggregate_sales", "transform", facts=PYTHON),
    Node("t_enrich_sales", "enrich_sales", "transform", facts=PYTHON),
    Node("t_load_to_snowflake", "load_to_snowflake", "load", facts=PYTHON),
    Node("t_data_quality_checks", "data_quality_checks", "validate", facts=PYTHON),
    Node("t_send_success_notification", "send_success_notification", "notify", facts=PYTHON),
)

SCHEDULE = Node(
    "s_schedule",
    "schedule",
    "schedule",
    facts=(("schedule", "0 2 * * *"), ("catchup", "False"), ("on_failure_callback", "page")),
)


def chain(nodes: tuple[Node, ...]) -> tuple[Edge, ...]:
    return tuple(Edge(a.id, b.id) for a, b in pairwise(nodes))


def sales(*stages: Node, schedule: Node = SCHEDULE) -> Graph:
    """Draw the pipeline with the given stages in one chain."""
    stages = stages or STAGES
    return Graph("dag", "daily_sales_etl", nodes=(schedule, *stages), edges=chain(stages))


def without(node: Node, *names: str) -> Node:
    return replace(node, facts=tuple(fact for fact in node.facts if fact[0] not in names))


def with_fact(node: Node, name: str, value: str) -> Node:
    """Change a fact where it stands, or put it last."""
    facts = {**dict(node.facts), name: value}
    return replace(node, facts=tuple(facts.items()))


def stage(name: str) -> Node:
    return next(node for node in STAGES if node.name == name)


def instead_of(name: str, *stages: Node) -> tuple[Node, ...]:
    """Return the chain with one stage replaced by others, or by none."""
    at = STAGES.index(stage(name))
    return (*STAGES[:at], *stages, *STAGES[at + 1 :])


def shape(graph: Graph) -> list[str]:
    """Draw a graph as snapshots do, one line a node and an edge."""
    nodes = [
        f'    {n.id}["{"<br/>".join([n.name, *(f"{k}: {v}" for k, v in n.facts)])}"]:::{n.role}'
        for n in graph.nodes
    ]
    return [*nodes, *(f"    {edge.source} --> {edge.target}" for edge in graph.edges)]


@dataclass(frozen=True)
class Case:
    """A change of the pipeline and the text it gives (`golden/<name>.txt`)."""

    name: str
    now: Graph

    @property
    def diagram(self) -> Diagram:
        """The current diagram: the DAG on line 20, each stage four lines after the last."""
        lines = {node.id: 24 + 4 * at for at, node in enumerate(_in_order(self.now))}
        places = [(node_id, Place(SOURCE, line)) for node_id, line in lines.items()]
        own = [("", Place(SOURCE, 20)), ("s_schedule", Place(SOURCE, 20))]
        return Diagram("dag", "daily_sales_etl", SOURCE, self.now, (*own, *places))

    @property
    def diff_lines(self) -> list[str]:
        names = (f"{SNAPSHOT} (committed)", f"{SNAPSHOT} (now)")
        return list(unified_diff(shape(sales()), shape(self.now), *names, lineterm="", n=0))


def _in_order(graph: Graph) -> list[Node]:
    following = {edge.source: edge.target for edge in graph.edges}
    nodes = {node.id: node for node in graph.nodes if node.role != "schedule"}
    here = next(node_id for node_id in nodes if node_id not in following.values())
    ordered = []
    while here:
        ordered.append(nodes.pop(here))
        here = following.get(here)
    return ordered


def locate(place: Place) -> Location:
    return Location(place.path, max(place.mark, 0))


LOAD, CHECKS, CLEAN = (
    stage(name) for name in ("load_to_snowflake", "data_quality_checks", "clean_sales_data")
)
DEDUPLICATE = Node(
    "t_deduplicate_sales", "deduplicate_sales", "transform", facts=(("operator", "DbtRunOperator"),)
)

CASES = (
    Case("retries_removed_everywhere", sales(*(without(n, "retries") for n in STAGES))),
    Case("stage_inserted", sales(*instead_of(CLEAN.name, CLEAN, DEDUPLICATE))),
    Case("quality_check_removed", sales(*instead_of(CHECKS.name))),
    Case(
        "stage_removed_and_not_bridged",
        Graph(
            "dag",
            "daily_sales_etl",
            nodes=(SCHEDULE, *instead_of(LOAD.name)),
            edges=(*chain(STAGES[:5]), *chain(STAGES[6:])),
        ),
    ),
    Case(
        "schedule_and_alert_changed",
        sales(schedule=with_fact(without(SCHEDULE, "on_failure_callback"), "schedule", "@hourly")),
    ),
    Case(
        "trigger_rule_and_timeout",
        sales(
            without(STAGES[0], "timeout"),
            *instead_of(LOAD.name, with_fact(LOAD, "trigger_rule", "all_done"))[1:],
        ),
    ),
    Case(
        "default_args_lost",
        sales(*(without(n, *dict(RETRIES)) for n in STAGES[:3]), *STAGES[3:]),
    ),
    Case(
        "stages_swapped",
        sales(*STAGES[:5], CHECKS, LOAD, *STAGES[7:]),
    ),
    Case(
        "stage_renamed_with_fewer_retries",
        sales(
            *instead_of(
                LOAD.name,
                replace(
                    with_fact(LOAD, "retries", "1"), id="t_load_snowflake", name="load_snowflake"
                ),
            )
        ),
    ),
)
