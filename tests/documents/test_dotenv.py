"""`.env` files: names, values and lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.documents.dotenv import Variable, read_dotenv

READ = {
    "A=1": [Variable("A", "1", 1)],
    "\n# c\n  export A = x  # why": [Variable("A", "x", 3)],
    "A: 1": [Variable("A", "1", 1)],
    "A=a#b": [Variable("A", "a#b", 1)],
    "A=": [Variable("A", "", 1)],
    "A= # c": [Variable("A", "", 1)],
    "A": [Variable("A", None, 1)],
    "A='x # y'  # c": [Variable("A", "x # y", 1, literal=True)],
    'A="x\\ny \\"z\\""': [Variable("A", 'x\ny "z"', 1)],
    "A='1\n2'\nB=3": [Variable("A", "1\n2", 1, literal=True), Variable("B", "3", 3)],
    'A="1\n2"\n\nB=3': [Variable("A", "1\n2", 1), Variable("B", "3", 4)],
    "A=1\nB=2\nA=3": [Variable("B", "2", 2), Variable("A", "3", 3)],
    "A=${B:-c}": [Variable("A", "${B:-c}", 1)],
    "A=x=y": [Variable("A", "x=y", 1)],
    "a.b-c=1": [Variable("a.b-c", "1", 1)],
}


@pytest.mark.parametrize("text", READ)
def test_variables_are_read(text):
    assert read_dotenv(text, ".env") == (tuple(READ[text]), ())


PROBLEMS = {
    "A=1\n1B=2\nC=3": (2, "is no NAME=value", ["A", "C"]),
    "A x": (1, "no = after the name A", []),
    'A="open\nB=2': (1, "the quote of A is never closed", ["B"]),
    "A=1\n- B=2": (2, "is no NAME=value", ["A"]),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_what_is_wrong_is_told_and_the_rest_read(text):
    line, words, names = PROBLEMS[text]
    variables, problems = read_dotenv(text, ".env")
    assert [(problem.line, words in problem.message) for problem in problems] == [(line, True)]
    assert [variable.name for variable in variables] == names


def test_no_problem_tells_a_value():
    _, problems = read_dotenv("hunter2\n'hunter2\nA hunter2\nB='hunter2", ".env")
    assert len(problems) == 3
    assert all("hunter2" not in problem.message for problem in problems)


@given(text=st.text("AB=:'\"\\\n #x1", max_size=30))
def test_nothing_is_raised(text):
    read_dotenv(text, ".env")


@given(
    names=st.lists(st.sampled_from("ABCD"), unique=True), gap=st.sampled_from(["\n", "\n\n# x\n"])
)
def test_lines_are_where_the_names_stand(names, gap):
    text = gap.join(f"{name}='1\n2'" for name in names)
    for variable in read_dotenv(text, ".env")[0]:
        assert text.split("\n")[variable.line - 1].startswith(f"{variable.name}=")
