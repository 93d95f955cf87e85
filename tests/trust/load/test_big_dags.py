"""A DAG of 302 tasks and one of 5,000: drawn in parts that hosts show, and told exactly."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.impact import FEWEST_NAMED, MOST_NAMED
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.model import Diagram
from pytest_etl_diagram.snapshot import diff_lines
from tests.benchmarks.loads import HEAD, dense, pipeline
from tests.mermaid.real import understood

from .graphs import graph, without_retries

MERMAID_EDGES = 500
MERMAID_CHARACTERS = 50_000
MANY = 5_000

LOOPS = {
    "one loop": (
        MANY,
        f"    for i in range({MANY}):\n        BashOperator(task_id=f't{{i}}')\n",
    ),
    "a loop that chains": (
        MANY,
        (
            f"    last = None\n    for i in range({MANY}):\n"
            "        task = BashOperator(task_id=f't{i}')\n"
            "        if last is not None:\n            last >> task\n        last = task\n"
        ),
    ),
    "a loop in a loop": (
        70 * 72,
        (
            "    for i in range(70):\n        for j in range(72):\n"
            "            BashOperator(task_id=f't{i}_{j}')\n"
        ),
    ),
    "a comprehension": (
        MANY,
        f"    tasks = [BashOperator(task_id=f't{{i}}') for i in range({MANY})]\n",
    ),
    "a loop over what another one filled": (
        MANY,
        (
            f"    names = []\n    for i in range({MANY}):\n        names.append(f't{{i}}')\n"
            "    for name in names:\n        BashOperator(task_id=name)\n"
        ),
    ),
    "a task that is called again and again": (
        MANY,
        (
            "    from airflow.decorators import task\n"
            "    @task\n    def step(rows):\n        return rows\n    rows = step(0)\n"
            f"    for i in range({MANY - 1}):\n        rows = step(rows)\n"
        ),
    ),
    "a dict of what waits for what": (
        MANY,
        (
            f"    above = {{f't{{i}}': f't{{i - 1}}' for i in range(1, {MANY})}}\n"
            f"    tasks = {{f't{{i}}': BashOperator(task_id=f't{{i}}') for i in range({MANY})}}\n"
            "    for name, other in above.items():\n        tasks[other] >> tasks[name]\n"
        ),
    ),
}
"""Ways to make thousands of tasks, and how many."""


def dags_of(folder, text):
    path = folder / "big.py"
    path.write_text(text, encoding="utf-8")
    reading = Project(folder, (folder,)).read(path)
    return reading.problems, [each for each in reading.diagrams if each.kind == "dag"]


@pytest.mark.parametrize(("tasks", "body"), LOOPS.values(), ids=LOOPS)
def test_all_tasks_that_loops_make_are_drawn(tmp_path, tasks, body):
    problems, (dag,) = dags_of(tmp_path, f'{HEAD}with DAG("big"):\n{body}')
    assert not problems
    assert len(dag.graph.nodes) == tasks


def test_a_loop_past_the_budget_is_one_problem_that_names_its_line(tmp_path):
    loop = "    for i in range(10**9):\n        BashOperator(task_id=f't{i}')\n"
    text = f"{HEAD}with DAG('big'):\n{loop}"
    problems, dags = dags_of(tmp_path, text)
    assert [(problem.line, problem.fatal) for problem in problems] == [(5, True)]
    assert "a loop of over 10,000 iterations" in problems[0].message
    assert not dags


@pytest.mark.parametrize("shape", ["a chain", "fanned out and in", "dense layers"])
def test_a_dag_of_302_tasks_is_read_whole(tmp_path, shape):
    (text,) = pipeline(302, shape).values()
    problems, (dag,) = dags_of(tmp_path, text)
    assert not problems
    assert sum(node.fact("operator") == "BashOperator" for node in dag.graph.nodes) == 302
    assert parse(render(dag)).graph == dag.graph


@pytest.mark.parametrize("tasks", [302, MANY])
@pytest.mark.parametrize("shape", ["chain", "wide", "unconnected"])
def test_every_part_is_within_what_hosts_draw(tasks, shape):
    for page in drawings(graph(tasks, shape)):
        assert len(page.text) < MERMAID_CHARACTERS
        assert page.text.count("--> ") < MERMAID_EDGES


@pytest.mark.parametrize(("shape", "tasks"), [("chain", MANY), ("dense", 302)])
def test_real_mermaid_understands_the_parts(shape, tasks):
    pages = drawings(graph(tasks, shape))
    for page in (pages[0], pages[-1]):
        shown = understood(page.text)
        assert len(shown.nodes) == page.text.count(":::")
        assert not shown.undefined_classes


@pytest.mark.parametrize(("tasks", "shape"), [(MANY, "chain"), (1_000, "wide"), (302, "dense")])
def test_the_whole_dag_comes_back_from_its_parts(tasks, shape):
    whole = graph(tasks, shape)
    assert parse(render(Diagram("dag", "big", "dags/big.py", whole))).graph == whole


@pytest.mark.parametrize("at", [0, MANY - 1])
def test_one_removed_retry_of_5000_tasks_is_one_drift_with_a_short_diff(at):
    whole = graph(MANY)
    changed = without_retries(whole, at)
    (drift,) = compare(whole, changed)
    assert (drift.rule, drift.subject) == ("retries-removed", f"t{at:04}")
    assert len(drift.downstream) == MANY - 1 - at
    texts = [render(Diagram("dag", "big", "dags/big.py", each)) for each in (whole, changed)]
    signs = [line[:1] for line in diff_lines(*texts, "big.md")[2:] if line[:1] in "+-"]
    assert signs == ["-", "+"]


def test_where_everything_changed_each_change_names_the_nearest_of_what_it_reaches():
    old, new = graph(MANY), graph(MANY, retries="5")
    drifts = compare(old, new)
    assert len(drifts) == MANY
    first = next(drift for drift in drifts if drift.subject == "t0000")
    assert first.downstream == tuple(f"t{number:04}" for number in range(1, 1 + FEWEST_NAMED))


def test_where_a_dag_of_302_changed_every_change_names_all_that_it_reaches():
    drifts = compare(graph(302), graph(302, retries="5"))
    assert sum(len(drift.downstream) for drift in drifts) == 302 * 301 // 2 < MOST_NAMED


def test_a_task_among_dense_layers_keeps_all_its_ties(tmp_path):
    (text,) = pipeline(302, "dense layers").values()
    _, (dag,) = dags_of(tmp_path, text)
    ties = {(f"t_t{a}", f"t_t{b}") for a, b in dense(302)}
    assert ties <= {(edge.source, edge.target) for edge in dag.graph.edges}
