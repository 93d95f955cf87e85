# ruff: noqa: E501  snippets stand on lines of their own length
"""What happens to a module whose statements fail, and other ways of running."""

from __future__ import annotations

import pytest


def test_a_statement_that_raises_is_noted_and_the_next_ones_run(project):
    it, module = project.evaluate("x = 1\nraise ValueError('no')\ny = 2\n")
    assert (module.variables["x"], module.variables["y"]) == (1, 2)
    ((place, words, fatal),) = it.unplaced
    assert (place.path, fatal) == ("dags/case.py", False)
    assert words == "raises ValueError: no, as far as can be told statically"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{}['x']", "raises KeyError: 'x', as far as can be told statically"),
        ("int('x')", "raises ValueError: invalid literal for int() with base 10: 'x', as far as can be told statically"),
        ("a, b = 1, 2, 3", "raises ValueError: can't unpack 3 values into 2, as far as can be told statically"),
        ("assert 1 > 2", "raises AssertionError: an assertion fails, as far as can be told statically"),
        ("1 / 0", "raises ZeroDivisionError: division by zero, as far as can be told statically"),
    ],
)  # fmt: skip
def test_the_problem_says_what_is_raised(source, words, project):
    it, _ = project.evaluate(source + "\n")
    assert [w for _, w, _ in it.unplaced] == [words]


def test_a_file_never_sees_itself_as_main(project):
    assert project.value("x = 'script' if __name__ == '__main__' else 'module'\n", "x") == "module"


def test_the_docstring_and_the_file_name_are_known(project):
    value = project.value("'''About.'''\nimport os\nx = __doc__, os.path.basename(__file__)\n", "x")
    assert value == ("About.", "case.py")


def test_the_place_of_the_project_does_not_reach_a_value(project):
    value = project.value(
        "import os, pathlib\nx = [__file__, str(pathlib.Path(__file__).resolve()), os.getcwd()]\n",
        "x",
    )
    assert str(project.root) not in str(value)


def test_nothing_is_executed(project, tmp_path):
    project.evaluate(
        f"import os, subprocess, pathlib\nos.system('touch {tmp_path}/a')\n"
        f"subprocess.run(['touch', '{tmp_path}/b'])\npathlib.Path('{tmp_path}/c').write_text('x')\n"
        f"open('{tmp_path}/d', 'w').write('x')\nexec(\"open('{tmp_path}/e', 'w')\")\nos.mkdir('{tmp_path}/f')\n"
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dags"]
