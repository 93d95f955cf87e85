"""Mermaid ids: from the name alone, so that a newcomer never renames another stage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.ids import MAX_LENGTH, make_id

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
