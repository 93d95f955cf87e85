"""Whatever stands in a file, its structure is told within a budget, and nothing else changes."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from textwrap import dedent

import pytest

from pytest_etl_diagram.flows.structure.imports import Imports
from pytest_etl_diagram.flows.structure.libraries import LIBRARIES, known_library
from pytest_etl_diagram.flows.structure.probe import (
    STEPS_OF_ALL,
    STEPS_OF_LOADING,
    STEPS_OF_ONE,
    Probe,
)
from pytest_etl_diagram.flows.structure.world import explore
from tests.reading import Files

STANDARD = Path(sysconfig.get_path("stdlib"))
MODULES = [
    "argparse", "bdb", "configparser", "csv", "dataclasses", "fileinput", "ftplib", "functools",
    "getopt", "html", "mailcap", "netrc", "optparse", "pprint", "queue", "sched", "shelve",
    "smtplib", "string", "tarfile", "telnetlib", "timeit", "types", "uuid", "weakref",
    "xmlrpc", "zipfile",
]  # fmt: skip

ENDLESS = {
    "a loop": "while True:\n        n = n + 1",
    "a loop over what has no end": "for n in itertools.count():\n        f(n)",
    "a large loop": "for n in range(10**9):\n        f(n)",
    "large loops in each other": "[f(a) for a in range(10**5) for b in range(10**5)]",
    "a function that calls itself": "return main(n) + main(n)",
    "functions that call each other": "return g(n) + g(n)",
    "a loop over one of two large ranges": (
        "for n in range(10**9) if n else itertools.count():\n        f(n)"
    ),
    "a call that no model takes": "{}.setdefault([], n)",
    "a generator": "while True:\n        yield f(n)",
    "a large number": "return 10**10**10",
    "a loop inside of a try": "try:\n        while True: f(n)\n    except ValueError: ...",
}


@pytest.mark.parametrize("case", ENDLESS)
def test_what_has_no_end_hides_nothing_else(tell, case):
    text = f"""import itertools
class Loader:
    def load(self): ...
class Pipeline:
    def __init__(self, loader=None):
        self.loader = loader
    def run(self): ...
def f(n):
    return n
def g(n):
    return main(n) + main(n)
def main(n=0):
    Pipeline(Loader())
    {ENDLESS[case]}
def other():
    return Pipeline(Loader())
"""
    told = tell({"main.py": text})
    assert told.lines("holds") == {"Pipeline loader Loader"}


def test_many_functions_keep_the_budget(tmp_path):
    body = "    for a in range(99):\n        for b in range(99):\n            f(a)\n"
    made = "class Made: ...\n"  # only where objects can be made is everything called
    text = made + "def f(n): ...\n" + "".join(f"def f{n}():\n{body}" for n in range(60))
    it, module = Files(tmp_path).evaluate(text, "main.py")
    probe, _ = explore(it, module, (), {})
    assert STEPS_OF_ALL <= probe.spent <= STEPS_OF_ALL + STEPS_OF_ONE


def test_loading_further_files_keeps_the_budget(tmp_path):
    project = Files(tmp_path)
    work = "for a in range(999):\n    for b in range(99):\n        c = a\n"
    for number in range(3):
        project.write(f"m{number}.py", work)
    imports = "".join(f"    import m{number}\n" for number in range(3))
    it, module = project.evaluate(f"def main():\n{imports}", "main.py")
    probe, _ = explore(it, module, (), {})
    assert probe.loading <= STEPS_OF_LOADING + 1


def test_the_evaluation_that_asks_stays_as_it_is(tmp_path):
    project = Files(tmp_path)
    project.write("other.py", "class Other:\n    def run(self): ...\n")
    text = dedent("""
        SEEN = []
        def main():
            from other import Other
            SEEN.append(Other())
            open("missing.yaml")
        class Pipeline:
            def run(self): ...
    """)
    it, module = project.evaluate(text, "main.py")
    before = dict(it.loaded), list(it.classes), dict(it.unplaced), list(it.problems), it.steps
    probe = explore(it, module, (), {})[0]
    assert (it.loaded, it.classes, it.unplaced, it.problems, it.steps) == before
    assert module.variables["SEEN"] == []
    assert isinstance(probe, Probe)


def test_a_file_that_cant_be_parsed_takes_nothing_else_away(tell):
    text = (
        "from broken import Thing\nclass Pipeline:\n    def __init__(self, x: Thing): self.x = x\n"
    )
    told = tell({"main.py": text + "    def run(self): ...\n", "broken.py": "class Thing(:\n"})
    assert set(told.components) == {"Pipeline", "main.py", "broken.py"}


@pytest.mark.parametrize("name", MODULES)
def test_modules_of_the_standard_library_are_explored(tell, name):
    path = STANDARD / f"{name}.py"
    path = path if path.exists() else STANDARD / name / "__init__.py"
    if not path.exists():
        pytest.skip("not in this Python")
    assert tell({"main.py": path.read_text(encoding="utf-8")}).components["main.py"].module


KNOWN = {
    "pandas.DataFrame": True,
    "json.JSONDecoder": True,
    "telnetlib.Telnet": True,
    "distutils.core": True,
    "tomllib.load": True,
    "compression.zstd": True,
    "warehouse_sdk.SnowLoader": False,
    "loaders.snowflake.SnowflakeLoader": False,
    "": False,
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_libraries_are_the_same_in_every_python(name):
    assert known_library(name) is KNOWN[name]


def test_the_table_of_libraries_has_no_names_of_a_project_s_own():
    usual = set("extractors loaders pipelines utils config common core etl jobs".split())
    assert not usual & LIBRARIES


def test_the_longest_imported_module_is_where_a_name_comes_from(tmp_path):
    it, module = Files(tmp_path).evaluate(
        "import a.b\nfrom a import c\nfrom .d import e\n", "m/n.py"
    )
    imports = Imports({})
    imports.read(it, module)
    assert imports.source_of("a.b.C") == "a.b"
    assert imports.source_of("a.c.C") == "a"
    assert imports.source_of("m.d.e") == "m.d"
    assert imports.is_relative("m.d")
    assert not imports.is_relative("a.b")
    assert imports.source_of("x.Y") == ""
