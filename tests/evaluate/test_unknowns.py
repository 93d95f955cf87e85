# ruff: noqa: E501  snippets stand on lines of their own length
"""What can't be known statically: placeholders that name it, and branches that are united."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.evaluate.values import Choice, Dict, List, Unknown, text_of

IMPORTS = """
import os, uuid, random
from datetime import datetime
from airflow.models import Variable
from airflow.configuration import conf
from airflow.hooks.base import BaseHook
from somewhere import something
import elsewhere.deep as deep
"""

SHOWN = {
    "Variable.get('tables')": "{var:tables}",
    "Variable.get('tables', deserialize_json=True)['a']": "{var:tables[a]}",
    "Variable.get('t', default_var='d')": "d",
    "os.environ['STAGE']": "{env:STAGE}",
    "os.environ.get('STAGE')": "{env:STAGE}",
    "os.environ.get('STAGE', 'dev')": "dev",
    "os.getenv('STAGE')": "{env:STAGE}",
    "os.getenv('STAGE', default='dev')": "dev",
    "conf.get('core', 'dags_folder')": "{conf:core.dags_folder}",
    "BaseHook.get_connection('pg').host": "{conn:pg.host}",
    "f\"load_{os.environ['STAGE']}\"": "load_{env:STAGE}",
    "'load_' + os.environ['STAGE']": "load_{env:STAGE}",
    "'load_%s' % os.environ['STAGE']": "load_{env:STAGE}",
    "'load_{}'.format(os.environ['STAGE'])": "load_{env:STAGE}",
    "'_'.join(['a', os.environ['STAGE']])": "a_{env:STAGE}",
    "os.environ['STAGE'].lower()": "{env:STAGE}",
    "os.path.join('a', os.environ['STAGE'])": "a/{env:STAGE}",
    "something": "{somewhere.something}",
    "something.field": "{somewhere.something.field}",
    "deep.call()": "{elsewhere.deep.call()}",
    "nowhere_defined": "{nowhere_defined}",
}


@pytest.mark.parametrize("source", SHOWN)
def test_an_unknown_is_shown_as_a_placeholder_that_names_it(source, project):
    assert text_of(project.value(f"{IMPORTS}\nx = {source}\n", "x")) == SHOWN[source]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"STAGE": "prod"}, "prod-{var:tables}"),
        ({"STAGE": "prod", "tables": "t"}, "prod-t"),
        ({"variables": {"tables": "t"}, "environment": {"STAGE": "s"}}, "s-t"),
    ],
)
def test_known_variables_take_the_place_of_their_placeholders(given, shown, project):
    from pytest_etl_diagram.diagrams.project import _flat  # noqa: PLC0415

    project.variables = _flat(given)
    value = project.value(
        f"{IMPORTS}\nx = f\"{{os.environ['STAGE']}}-{{Variable.get('tables')}}\"\n", "x"
    )
    assert text_of(value) == shown


def options(value: object) -> set[object]:
    return set(value.options) if isinstance(value, Choice) else {value}


BRANCHES = {
    "if U:\n    x = 1\nelse:\n    x = 2": {1, 2},
    "if U:\n    x = 1\nelif V:\n    x = 2\nelse:\n    x = 3": {1, 2, 3},
    "x = 0\nif U:\n    x = 1": {0, 1},
    "x = 1 if U else 2": {1, 2},
    "if U:\n    x = 1\nelse:\n    x = 1": {1},
    "if U:\n    raise ValueError\nelse:\n    x = 1": {1},
    "if U:\n    x = 1\nelse:\n    raise ValueError": {1},
    "def f():\n    if U:\n        return 1\n    return 2\nx = f()": {1, 2},
    "def f():\n    if U:\n        return 1\n    elif V:\n        return 2\nx = f()": {1, 2, None},
    "def f(n):\n    return n * 10\nx = f(1 if U else 2)": {10, 20},
    "d = {'a': 1, 'b': 2}\nx = d['a' if U else 'b']": {1, 2},
    "match U:\n    case 1:\n        x = 'one'\n    case 2:\n        x = 'two'\n    case _:\n        x = 'more'": {
        "one",
        "two",
        "more",
    },
    "x = 0\nwhile U:\n    x = 1": {0, 1},
    "x = 'd'\ntry:\n    x = 'a'\nexcept Exception:\n    x = 'b'": {"a"},
}


@pytest.mark.parametrize("source", BRANCHES)
def test_both_branches_of_an_unknown_condition_count(source, project):
    value = project.value(f"import os\nU, V = os.environ['U'], os.environ['V']\n{source}\n", "x")
    assert options(value) == BRANCHES[source]


DECIDED = {
    "'a' == 'b'": False,
    "os.environ.get('A', 'x') == 'x'": True,
    "(1 if U else 2) > 0": True,
    "bool('a' if U else 'b')": True,
    "U and False": False,
    "False and U": False,
    "True or U": True,
    "isinstance('a' if U else 'b', str)": True,
    "(1 if U else 2) in (1, 2, 3)": None,
    "U == 'a'": None,
    "not U": None,
    "len(U) > 2": None,
    "U in ('a', 'b')": None,
    "any([U, True])": True,
    "all([U, False])": False,
    "[x for x in [1] if U] == [1]": None,
}


@pytest.mark.parametrize("source", DECIDED)
def test_a_condition_is_decided_only_where_every_possibility_agrees(source, project):
    it, module = project.evaluate(f"import os\nU = os.environ['U']\nx = {source}\n")
    assert it.truth(module.variables["x"]) is DECIDED[source]


MAYBES = {
    "x = []\nif U:\n    x.append(1)": [1],
    "x = [1]\nif U:\n    x += [2]": [1, 2],
    "x = [n for n in [1, 2] if U]": [1, 2],
    "x = list(filter(lambda n: n == U, [1, 2]))": [1, 2],
    "x = [1]\nif U:\n    x.remove(1)": None,
    "x = [*U, 1]": None,
    "x = sorted(n for n in [2, 1] if U)": [1, 2],
}


@pytest.mark.parametrize("source", MAYBES)
def test_a_list_that_depends_on_an_unknown_is_a_maybe_and_keeps_its_items(source, project):
    value = project.value(f"import os\nU = os.environ['U']\n{source}\n", "x")
    assert isinstance(value, List)
    assert value.maybe
    if MAYBES[source] is not None:
        assert list(value) == MAYBES[source]


def test_a_dict_that_depends_on_an_unknown_is_a_maybe(project):
    value = project.value(
        "import os\nx = {'a': 1}\nif os.environ['U']:\n    x['b'] = 2\n    x['a'] = 3\n", "x"
    )
    assert isinstance(value, Dict)
    assert value.maybe
    assert options(value["a"]) == {1, 3}


def test_a_list_made_under_an_unknown_condition_is_sure_of_itself(project):
    value = project.value(
        "import os\nif os.environ['U']:\n    x = []\n    x.append(1)\n    y = len(x)\n", "y"
    )
    assert value == 1


@pytest.mark.parametrize(
    "source",
    ["x.add(2)", "x |= {2}", "x.update([2])", "x.discard(1)", "x.clear()"],
)
def test_a_set_that_depends_on_an_unknown_decides_nothing(source, project):
    it, module = project.evaluate(
        f"import os\nx = {{1}}\nif os.environ['U']:\n    {source}\ny = 2 in x or 1 not in x\n"
    )
    assert it.truth(module.variables["y"]) is None


def test_a_loop_over_an_unknown_runs_once_for_all_its_items(project):
    value = project.value(
        "from airflow.models import Variable\nx = []\n"
        "for t in Variable.get('tables'):\n    x.append(f'load_{t}')\n",
        "x",
    )
    assert [text_of(v) for v in value] == ["load_{var:tables}"]


def test_an_unknown_dict_gives_its_name_to_its_keys(project):
    value = project.value(
        "from airflow.models import Variable\n"
        "x = [(k, v) for k, v in Variable.get('conf', deserialize_json=True).items()]\n",
        "x",
    )
    assert [tuple(map(text_of, pair)) for pair in value] == [("{var:conf}", "{var:conf[1]}")]


@pytest.mark.parametrize(
    "source",
    ["uuid.uuid4()", "random.choice([1, 2])", "datetime.now()", "open('/etc/passwd').read()",
     "input()", "eval('1')", "exec('x = 1')", "os.getcwd", "__import__('os').listdir('/')"],
)  # fmt: skip
def test_what_differs_from_run_to_run_is_unknown(source, project):
    it, module = project.evaluate(f"{IMPORTS}\nx = {source}\n")
    assert (
        it.truth(module.variables["x"]) is None
        or isinstance(module.variables["x"], Unknown)
        or (text_of(module.variables["x"]).startswith("{"))
    )


def test_an_unknown_is_never_longer_than_its_name_needs(project):
    value = project.value("import a\nx = a" + ".b" * 200 + "\n", "x")
    assert len(text_of(value)) <= 64
