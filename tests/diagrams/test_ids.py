"""Mermaid ids: from the name alone, so that a newcomer never renames another stage."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams import ids
from pytest_etl_diagram.diagrams.ids import MAX_LENGTH, drawn_apart, make_id
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.model import Diagram

NAMES = st.text(min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("load_to_snowflake", "t_load_to_snowflake"),
        ("step_01", "t_step_01"),
        ("UPPER", "t_UPPER"),
        ("add__1", "t_add__1"),
    ],
)
def test_a_plain_name_is_its_id(name, made):
    assert make_id("t_", name) == made


@pytest.mark.parametrize(
    "name", ["group.task", "a-b", "a b", "é", "{var:x}", "x" * 200, "a_0a1b2c"]
)
def test_another_name_gets_a_suffix_from_its_own_hash(name):
    made = make_id("t_", name)
    assert re.fullmatch(r"t_[A-Za-z0-9_]+_[0-9a-f]{6}", made)
    assert len(made) <= MAX_LENGTH + 9


@given(name=NAMES)
def test_an_id_is_of_letters_digits_and_underscores(name):
    assert re.fullmatch(r"g_[A-Za-z0-9_]+", make_id("g_", name))


@given(names=st.sets(NAMES, min_size=2, max_size=20))
def test_different_names_have_different_ids(names):
    assert len({make_id("t_", name) for name in names}) == len(names)


def test_names_that_differ_only_in_what_an_id_cannot_hold_are_told_apart():
    names = ["a.b", "a-b", "a b", "a_b", "a:b", "a/b"]
    assert len({make_id("t_", name) for name in names}) == len(names)


def test_a_plain_name_never_equals_the_id_of_another_name():
    taken = make_id("", "group.task")
    assert make_id("", taken) != taken


TASKS = (
    "from airflow import DAG\nfrom airflow.operators.empty import EmptyOperator\n"
    "with DAG('d', schedule=None):\n"
)


def test_a_newcomer_renames_no_stage(project):
    few = project.graph(TASKS + "".join(f"    EmptyOperator(task_id='a{s}b')\n" for s in ".-"))
    many = project.graph(TASKS + "".join(f"    EmptyOperator(task_id='a{s}b')\n" for s in "._-"))
    assert {n.id for n in few.nodes} < {n.id for n in many.nodes}


def _alike():
    """Return two names of letters, dots and dashes whose ids are the same."""
    found = {}
    for signs in product(".-", repeat=14):
        name = f"a{''.join(signs)}b"
        other = found.setdefault(make_id("t_", name), name)
        if other != name:
            return other, name
    raise AssertionError


ALIKE = _alike()


def test_names_whose_hashes_begin_alike_both_get_longer_ones_whichever_comes_first():
    made = drawn_apart(lambda: {name: make_id("t_", name) for name in (*ALIKE, "a.b")})
    again = drawn_apart(lambda: {name: make_id("t_", name) for name in ("a.b", *reversed(ALIKE))})
    assert made == again
    assert len(set(made.values())) == len(made)
    assert all(re.fullmatch(r"t_a_+b_[0-9a-f]{16}", made[name]) for name in ALIKE)
    assert made["a.b"] == make_id("t_", "a.b")


def test_no_id_is_the_longer_one_of_another_name():
    taken = drawn_apart(lambda: [make_id("t_", name) for name in ALIKE])[0].removeprefix("t_")
    made = drawn_apart(lambda: [make_id("t_", name) for name in (*ALIKE, taken)])
    assert len(set(made)) == len(made)


def test_names_have_ids_of_their_own_however_far_their_hashes_are_alike(monkeypatch):
    monkeypatch.setattr(ids, "LENGTHS", (1, 2, 64))
    names = [f"a.{number}" for number in range(300)]
    made = drawn_apart(lambda: [make_id("t_", name) for name in names])
    assert len(set(made)) == len(names)
    assert made == drawn_apart(lambda: [make_id("t_", name) for name in reversed(names)])[::-1]


def test_what_goes_wrong_in_a_drawing_leaves_nothing_behind():
    def draw():
        make_id("t_", ALIKE[0])
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        drawn_apart(draw)
    assert re.fullmatch(r"t_a_+b_[0-9a-f]{6}", make_id("t_", ALIKE[1]))


def test_stages_whose_ids_would_be_the_same_are_drawn_apart_and_read_back(project):
    tasks = "".join(f"    EmptyOperator(task_id={name!r}) >> last\n" for name in ALIKE)
    graph = project.graph(f"{TASKS}    last = EmptyOperator(task_id='last')\n{tasks}")
    assert len({node.id for node in graph.nodes}) == len(graph.nodes)
    assert {edge.source for edge in graph.edges} < {node.id for node in graph.nodes}
    assert {node.name for node in graph.nodes} > {*ALIKE}
    assert parse(render(Diagram("dag", "d", "dags/d.py", graph))).graph == graph


def test_a_newcomer_that_lengthens_the_id_of_another_stage_does_not_replace_it(project):
    one, both = (
        project.graph(TASKS + "".join(f"    EmptyOperator(task_id={name!r})\n" for name in names))
        for names in (ALIKE[:1], ALIKE)
    )
    assert [(drift.rule, drift.subject) for drift in compare(one, both)] == [
        ("stage-added", ALIKE[1]),
        ("layout-only", ALIKE[0]),
    ]
