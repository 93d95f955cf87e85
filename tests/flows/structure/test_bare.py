"""Files of nothing but functions aren't evaluated once more, and tell the same without that."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.flows.structure import structure, world
from pytest_etl_diagram.flows.structure.world import explore
from tests.reading import Files

FUNCTIONS = "def load(rows): print(rows)\ndef main(): load([1])\n"
MAIN = 'if __name__ == "__main__": main()\n'

BARE = {
    "functions that call each other": {"main.py": FUNCTIONS + MAIN},
    "functions of another file": {
        "main.py": "from steps import load\ndef main(): load([1])\nmain()\n",
        "steps.py": "import json\ndef load(rows): return json.dumps(rows)\n",
    },
    "a file imported inside of a function that ran": {
        "main.py": "def main():\n    import steps\n    steps.load([1])\nmain()\n",
        "steps.py": FUNCTIONS,
    },
    "settings in a dict": {"main.py": f"ARGS = {{'retries': 3}}\n{FUNCTIONS}TASKS = [ARGS]\n"},
    "a function in a dict that no function reads": {"main.py": FUNCTIONS + "ALL = {'a': load}\n"},
}
"""Files of which evaluating them has shown everything."""
MORE = {
    "a class": {"main.py": FUNCTIONS + "class Loader:\n    def load(self): ...\n"},
    "a class inside of a function": {
        "main.py": "def main():\n    class Loader:\n        def load(self): ...\n    Loader()\n"
    },
    "a class of another file": {
        "main.py": "import steps\ndef main(): steps.Loader().load()\n",
        "steps.py": "class Loader:\n    def load(self): ...\n",
    },
    "a file that a function reads": {
        "main.py": "import json\ndef main():\n    return json.load(open('settings.json'))['a']\n",
        "settings.json": '{"a": 1}',
    },
    "a file that a library is given": {
        "main.py": "import yaml, conf\ndef main(): conf.load('settings.yaml')\n",
        "settings.yaml": "a: 1\n",
    },
    "a library that nobody knows": {
        "main.py": "from warehouse_sdk import Loader\ndef main(): Loader().load()\n"
    },
    "a file imported inside of a function": {
        "main.py": "def main():\n    import steps\n    steps.load([1])\n",
        "steps.py": FUNCTIONS,
    },
    "a register that functions fill": {
        "main.py": f"{FUNCTIONS}ALL = {{}}\n"
        "def keep(): ALL['load'] = load\ndef run(): ALL['load']([])\n"
    },
    "a register of functions": {
        "main.py": f"{FUNCTIONS}ALL = {{'load': load}}\ndef run(name): ALL[name]([])\n"
    },
}
"""Files of which calling their functions may show more."""


def explored(tmp_path, files):
    """Return the evaluated world of `main.py`, the module, and the files that were looked at."""
    project = Files(tmp_path)
    for name, text in files.items():
        project.write(name, text)
    it, module = project.evaluate(files["main.py"], "main.py")
    return it, module, explore(it, module, (), {})[0].loaded


@pytest.mark.parametrize("case", BARE)
def test_bare_functions_are_not_evaluated_again(tmp_path, case):
    it, _, loaded = explored(tmp_path, BARE[case])
    assert loaded == it.loaded


@pytest.mark.parametrize("case", MORE)
def test_a_file_with_more_to_see_is_evaluated_again(tmp_path, case):
    it, _, loaded = explored(tmp_path, MORE[case])
    assert loaded["main.py"] is not it.loaded["main.py"]


@pytest.mark.parametrize("case", [*BARE, *MORE])
def test_structure_is_the_same_as_if_all_was_evaluated_again(tmp_path, monkeypatch, case):
    it, module, _ = explored(tmp_path, {**BARE, **MORE}[case])
    told = structure(it, module)
    monkeypatch.setattr(world, "holds_functions_only", lambda *_: False)
    assert structure(it, module) == told
