# ruff: noqa: E501  snippets stand on lines of their own length
"""Imports: which file of the project a name comes from."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.evaluate.values import text_of

FILES = {
    "src/in_src.py": "X = 'src'\n",
    "plugins/in_plugins.py": "X = 'plugins'\n",
    "in_root.py": "X = 'root'\n",
    "dags/beside.py": "X = 'beside'\n",
    "dags/package/__init__.py": "from .part import Y\nfrom . import part as renamed\nX = 'package'\n_hidden = 1\n",
    "dags/package/part.py": "from .. import beside\nfrom ..beside import X as Z\nY = 'part'\n",
    "dags/package/deep/__init__.py": "",
    "dags/package/deep/leaf.py": "from ..part import Y\nfrom ... import beside\nX = Y + ' leaf'\n",
    "dags/namespace/module.py": "X = 'namespace'\n",
    "dags/stars.py": "__all__ = ['A', '_b']\nA = 'a'\n_b = 'b'\nC = 'c'\n",
    "dags/plain_stars.py": "A = 'a'\n_b = 'b'\n",
    "dags/broken.py": "def (:\n",
    "libraries/tools/naming.py": "X = 'libraries'\n",
    "libraries/json.py": "X = 'not the standard one'\n",
    "scripts/more/added.py": "X = 'added'\n",
    "dags/raises.py": "X = 'before'\nraise RuntimeError('no')\nY = 'after'\n",
}

NAMES = {
    "from in_src import X": "src",
    "from src.in_src import X": "src",
    "from in_plugins import X": "plugins",
    "from in_root import X": "root",
    "from beside import X": "beside",
    "from dags.beside import X": "beside",
    "from .beside import X": "beside",
    "from . import beside\nX = beside.X": "beside",
    "import beside\nX = beside.X": "beside",
    "import dags.beside\nX = dags.beside.X": "beside",
    "import dags.beside as b\nX = b.X": "beside",
    "from package import X": "package",
    "from package import Y as X": "part",
    "from package.part import Y as X": "part",
    "from package import part\nX = part.Y": "part",
    "import package.part\nX = package.part.Y": "part",
    "from package import renamed\nX = renamed.Y": "part",
    "from package.part import Z as X": "beside",
    "from package.deep.leaf import X": "part leaf",
    "from namespace.module import X": "namespace",
    "import namespace.module as m\nX = m.X": "namespace",
    "from stars import *\nX = A + _b": "ab",
    "from plain_stars import *\nX = A": "a",
    "def f():\n    from beside import X\n    return X\nX = f()": "beside",
    "try:\n    from nothing.here import X\nexcept ImportError:\n    from beside import X": None,
    "import importlib\nX = importlib.import_module('beside').X": "beside",
    "X = __import__('beside').X": "beside",
    "from raises import X": "before",
    "from tools.naming import X": "libraries",
    "import sys\nsys.path.insert(0, 'scripts/more')\nfrom added import X": "added",
    "import sys\nsys.path += ['/opt/airflow/dags/package']\nfrom part import Y as X": "part",
    "from json import X": "{json.X}",
    "import importlib\nX = importlib.import_module('.part', 'package').Y": "part",
}


@pytest.mark.parametrize("source", NAMES)
def test_a_name_of_the_project_is_found(source, project):
    for name, text in FILES.items():
        project.write(name, text)
    value = project.value(source + "\n", "X")
    if NAMES[source] is not None:
        assert text_of(value) == NAMES[source]


def test_a_deployment_may_lie_anywhere_in_its_repository(project):
    project.write("team/airflow/plugins/operators/load.py", "X = 'plugin'\n")
    project.write("team/airflow/dags/operators/README.md", "not a package\n")
    project.write("team/airflow/dags/case.py", "from operators.load import X\n")
    reading = project.read("team/airflow/dags/case.py")
    assert reading.dependencies == ("team/airflow/plugins/operators/load.py",)


def test_of_two_modules_of_a_name_beside_the_file_none_is_taken(project):
    project.write("one/tools.py", "X = 1\n")
    project.write("two/tools.py", "X = 2\n")
    assert text_of(project.value("from tools import X\n", "X")) == "{tools.X}"


def test_hidden_names_and_unlisted_names_are_not_taken_by_a_star(project):
    for name, text in FILES.items():
        project.write(name, text)
    _, module = project.evaluate("from stars import *\nfrom plain_stars import *\n")
    assert "C" not in module.variables
    assert sorted(n for n in module.variables if not n.startswith("__")) == ["A", "_b"]


def test_a_module_is_evaluated_once(project):
    project.write(
        "dags/counter.py", "seen = []\ndef add(x):\n    seen.append(x)\n    return list(seen)\n"
    )
    project.write("dags/other.py", "import counter\ncounter.add('other')\n")
    assert project.value("import counter, other\nx = counter.add('case')\n", "x") == [
        "other",
        "case",
    ]


def test_a_module_that_does_not_parse_is_a_problem_that_fails_nothing(project):
    project.write("dags/broken.py", FILES["dags/broken.py"])
    reading = project.read_text(
        "from airflow import DAG\nfrom broken import X\nwith DAG('d'):\n    pass\n"
    )
    assert [(p.path, p.line, p.fatal) for p in reading.problems] == [("dags/broken.py", 1, False)]
    assert [d.name for d in reading.diagrams] == ["d"]


def test_the_files_read_are_dependencies(project):
    for name, text in FILES.items():
        project.write(name, text)
    reading = project.read_text("from package.part import Y\nimport in_src\nimport os\n")
    assert reading.dependencies == (
        "dags/beside.py",
        "dags/package/part.py",
        "src/in_src.py",
    )


def test_a_project_file_does_not_hide_airflow(project):
    project.write("dags/airflow.py", "DAG = None\n")
    graph = project.graph("from airflow import DAG\nwith DAG('d'):\n    pass\n")
    assert graph.title == "d"


@pytest.mark.parametrize(
    "source", ["iter([1])", "iter({'a': 1})", "zip([1], [2])", "map(str, [1])"]
)
def test_no_text_of_a_value_says_where_it_lies_in_memory(project, source):
    assert " at 0x" not in text_of(project.value(f"X = f'{{{source}}}'\nY = {source}\n", "X"))
    assert " at 0x" not in text_of(project.value(f"Y = {source}\n", "Y"))
