"""Four times the size is about four times the work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_etl_diagram.collection.predecessors import Predecessors
from pytest_etl_diagram.diagrams.lineage import Downstream
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.evaluate.values import ClassValue
from pytest_etl_diagram.mermaid.document import render
from pytest_etl_diagram.mermaid.joining import join
from pytest_etl_diagram.mermaid.parts import Limits
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.model import DataAsset, Diagram, Lineage

from .counting import MOST, growth
from .graphs import SHAPES, graph, grouped

TIGHT = Limits(edges=25, characters=4_000)
"""So that already small graphs are split into many parts."""

TASKS = 150


@pytest.mark.parametrize("shape", [*SHAPES, "grouped"])
def test_splitting_grows_in_proportion(shape):
    def work(size):
        whole = grouped(size) if shape == "grouped" else graph(size, shape)
        return lambda: drawings(whole, TIGHT)

    assert growth(work, TASKS) < MOST


@pytest.mark.parametrize("shape", ["chain", "wide", "grouped"])
def test_reading_parts_grows_in_proportion(shape):
    def work(size):
        whole = grouped(size) if shape == "grouped" else graph(size, shape)
        texts = [drawing.text for drawing in drawings(whole, TIGHT)]
        return lambda: join(texts, TIGHT)

    assert growth(work, TASKS) < MOST


DRIFTS = {
    "every setting changed": lambda size, shape: graph(size, shape, retries="5"),
    "every second task is gone": lambda size, shape: _every_second(graph(size, shape)),
    "every task is another one": lambda size, shape: graph(size, shape, name="u"),
    "every dependency is gone": lambda size, shape: replace(graph(size, shape), edges=()),
}
"""What became of a graph."""


def _every_second(whole):
    kept = whole.nodes[::2]
    ids = {node.id for node in kept}
    edges = tuple(edge for edge in whole.edges if {edge.source, edge.target} <= ids)
    return replace(whole, nodes=kept, edges=edges)


@pytest.mark.parametrize("shape", ["wide", "unconnected"])
@pytest.mark.parametrize("changed", DRIFTS.values(), ids=DRIFTS)
def test_comparing_grows_in_proportion(changed, shape):
    def work(size):
        old, new = graph(size, shape), changed(size, shape)
        return lambda: compare(old, new)

    assert growth(work, TASKS) < MOST


def _dag(number, source, name="dag"):
    return Diagram("dag", f"{name}_{number}", source, replace(graph(3), title=f"{name}_{number}"))


def _path(diagram):
    return f"__etl_diagrams__/{diagram.source}/dag.{diagram.name}.md"


def _found(old, new, exists):
    """Find the predecessors of `new` diagrams; returns them by their names."""
    texts = {_path(each): render(each) for each in old}

    def work():
        known = Predecessors(lambda: texts, exists)
        return {each.name: known.find(each, new[each.source], _path) for each in _all(new)}

    return work


def _all(by_source):
    return [each for diagrams in by_source.values() for each in diagrams]


def _renamed(size):
    old = [_dag(number, "a.py") for number in range(size)]
    return _found(old, {"a.py": [_dag(n, "a.py", "other") for n in range(size)]}, lambda _: True)


def _new(size):
    return _found([], {"a.py": [_dag(number, "a.py") for number in range(size)]}, lambda _: True)


def _moved(size):
    old = [_dag(number, f"old/{number}.py") for number in range(size)]
    new = {f"new/{n}.py": [_dag(n, f"new/{n}.py")] for n in range(size)}
    return _found(old, new, lambda source: source.startswith("new"))


def _beside_others(size):
    old = [_dag(number, f"old/{number}.py") for number in range(size)]
    new = {f"new/{n}.py": [_dag(n, f"new/{n}.py")] for n in range(size)}
    return _found(old, new, lambda _: True)


@pytest.mark.parametrize("work", [_new, _renamed, _moved, _beside_others])
def test_recognising_diagrams_grows_in_proportion(work):
    assert growth(work, 100) < MOST


def test_each_of_many_renamed_dags_of_a_file_has_one_predecessor():
    found = _renamed(100)()
    assert len({before.path for before in found.values()}) == 100


def test_of_many_moved_files_each_diagram_is_known_by_its_name():
    for name, before in _moved(400)().items():
        assert before.path.endswith(f"/dag.{name}.md")


def test_a_long_line_of_subclasses_grows_in_proportion():
    def work(size):
        bases = [ClassValue("A", (), {}, "a.py")]
        for _ in range(size):
            bases.append(ClassValue("A", (bases[-1],), {}, "a.py"))
        return lambda: ClassValue("B", (bases[-1],), {}, "a.py")

    assert growth(work, 100) < MOST


def _data(number):
    return (DataAsset("S3", "object", f"lake/{number}.parquet"),)


def _job(number, **ties):
    return Lineage(f"Job{number}.run", "job", f"jobs/job_{number}.py", **ties)


TIES = {
    "data": lambda n, _: _job(n, reads=_data(n), writes=_data(n + 1)),
    "what they run": lambda n, size: _job(
        n, runs=((f"jobs/job_{(n + 1) % size}.py", f"Job{(n + 1) % size}.run"),)
    ),
    "programs that they start": lambda n, size: _job(
        n, starts=(f"/opt/app/jobs/job_{(n + 1) % size}.py",)
    ),
    "names": lambda n, _: _job(n, triggers=(f"Job{n + 1}.run",), waits_for=(f"Job{n - 1}.run",)),
}
"""By what jobs hang together: each with the next one."""


@pytest.mark.parametrize("tied", TIES.values(), ids=TIES)
def test_what_hangs_together_is_found_in_proportion(tied):
    def work(size):
        lineages = [tied(number, size) for number in range(size)]
        return lambda: Downstream(lineages)

    assert growth(work, 60) < MOST


def test_what_is_downstream_of_each_of_many_pairs_is_found_in_proportion():
    def work(size):
        first = [_job(2 * n, writes=_data(n)) for n in range(size)]
        second = [_job(2 * n + 1, reads=_data(n)) for n in range(size)]

        def told():
            downstream = Downstream([*first, *second])
            return [downstream.of(job.source, job.name) for job in first]

        assert told()[1] == (second[1].name,)
        return told

    assert growth(work, 60) < MOST
