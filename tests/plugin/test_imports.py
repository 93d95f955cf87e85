"""What a run imports of this package, and how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import pytest_etl_diagram

PACKAGE = Path(pytest_etl_diagram.__file__).parent
DIST_INFO = {
    "METADATA": "Metadata-Version: 2.1\nName: pytest-etl-diagram\nVersion: 1.0\n",
    "entry_points.txt": "[pytest11]\netl_diagram = pytest_etl_diagram.plugin\n",
}

TELL = """
    import os, sys

    def pytest_unconfigure(config):
        process = os.environ.get("PYTEST_XDIST_WORKER", "main")
        with open(f"{config.rootpath}/loaded-{process}.txt", "w", encoding="utf-8") as file:
            for name, module in sorted(sys.modules.items()):
                loader = getattr(getattr(module, "__spec__", None), "loader", None)
                print(name, type(loader).__name__, file=file)
    """


def loaded(folder):
    """Return the modules of a run with TELL, with the names of what loaded them, by process."""
    files = sorted(folder.glob("loaded-*.txt"))
    return {
        file.stem: dict(line.split() for line in file.read_text("utf-8").splitlines())
        for file in files
    }


def below(modules, layer):
    """Return the names of the modules of a layer, without that of the package."""
    prefix = f"pytest_etl_diagram.{layer}."
    return {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}


LIGHT = {
    "evaluate": set(),
    "syntax": set(),
    "masking": set(),
    "drift": set(),
    "frontends": set(),
    "flows": {"options"},
    "declarations": {"hints"},
    "deployments": {"hints"},
    "documents": {"formats"},
    "diagrams": {"documents", "kinds", "reading", "world"},
    "mermaid": {"escape", "header", "titles", "unseen", "versions"},
    "policy": {"leftovers", "levels", "model", "words"},
    "report": {"contents", "entries", "look", "repository", "shells", "words", "writing"},
}
"""What switching diagrams on may import of each layer: rows, hints, words and shapes."""

PYTHON_ONLY = {
    "declarations": {"hints"},
    "deployments": {"hints"},
    "documents": {"encodings", "formats", "limits"},
    "drift": set(),
    "mermaid": {
        *LIGHT["mermaid"],
        *("document", "labels", "lines", "overview", "parts", "sequence_split"),
        *("sequence_writing", "split", "theme", "validity", "writing"),
    },
    "policy": {"comments", "leftovers", "levels", "model", "words"},
    "report": LIGHT["report"],
}
"""What a run that draws Python files anew may import of the layers that it needn't."""


@pytest.fixture(scope="module")
def switched_on():
    """The modules that are there when diagrams have been switched on."""
    code = "import sys, pytest_etl_diagram.collection.session; print(*sys.modules)"
    command = (sys.executable, "-c", code)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("library", ["libcst", "yaml", "sqlglot"])
def test_switching_on_imports_no_parser(switched_on, library):
    assert library not in switched_on


@pytest.mark.parametrize("layer", LIGHT)
def test_switching_on_imports_what_is_light_of_each_layer(switched_on, layer):
    assert below(switched_on, layer) <= LIGHT[layer]


@pytest.fixture
def drawn(project):
    """The modules of a run that evaluates two DAGs and finds them as committed."""
    project.write_dag("dags/sales.py", "sales")
    project.write_dag("dags/stock.py", "stock")
    project.accept()
    project.pytester.makeconftest(TELL)
    result = project.run_apart("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2)
    return loaded(project.root)["loaded-main"]


def test_drawing_python_imports_nothing_for_files_of_data_or_failures(drawn):
    assert "libcst" in drawn
    assert "yaml" not in drawn
    too_many = {layer: below(drawn, layer) - light for layer, light in PYTHON_ONLY.items()}
    assert {layer: names for layer, names in too_many.items() if names} == {}


# -- how they are imported ----------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with this package as an installer leaves it: pytest knows all of its files."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    info = folder / "pytest_etl_diagram-1.0.dist-info"
    info.mkdir()
    for name, text in DIST_INFO.items():
        (info / name).write_text(text, encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()},,\n" for path in files]
    (info / "RECORD").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def installed(project, site):
    """A project with a DAG, a test and a helper with asserts, where the package is installed."""
    project.monkeypatch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)
    project.monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    project.write_dag("dags/sales.py", "sales")
    rewritten = "import pytest\n\npytest.register_assert_rewrite('checks')\n"
    project.write("conftest.py", rewritten + dedent(TELL))
    project.write("checks.py", "def check(found):\n    assert found == [1, 3]\n")
    test = "import checks\n\ndef test_one():\n    assert [1] == [2]\n\n"
    project.write("test_it.py", f"{test}def test_two():\n    checks.check([1, 2])\n")
    return project


def test_pytest_rewrites_the_modules_of_a_plugin_that_is_installed(installed):
    installed.pytester.runpytest_subprocess("-p", "no:hypothesispytest")
    modules = loaded(installed.root)["loaded-main"]
    assert modules["pytest_etl_diagram.plugin"] == "AssertionRewritingHook"


@pytest.mark.parametrize(
    ("args", "processes"),
    [
        ((), ["loaded-main"]),
        (("--import-mode=importlib",), ["loaded-main"]),
        (("-n", "2"), ["loaded-gw0", "loaded-gw1", "loaded-main"]),
    ],
    ids=["", "importlib", "xdist"],
)
def test_switched_on_it_leaves_ours_alone_and_rewrites_all_others(installed, args, processes):
    result = installed.run_apart("--snapshot-update", *args)
    result.assert_outcomes(passed=1, failed=2)
    for explained in ("At index 0 diff: 1 != 2", "At index 1 diff: 2 != 3"):
        result.stdout.fnmatch_lines([f"E*{explained}"])
    found = loaded(installed.root)
    assert list(found) == processes
    for modules in found.values():
        ours = {n: by for n, by in modules.items() if n.startswith("pytest_etl_diagram.")}
        assert ours.pop("pytest_etl_diagram.plugin") == "AssertionRewritingHook"
        assert set(ours.values()) == {"SourceFileLoader"}
        assert "pytest_etl_diagram.collection.session" in ours


def test_after_a_run_imports_are_as_before(installed):
    code = (
        "import sys, pytest\n"
        "before = list(sys.meta_path)\n"
        "pytest.main(['--etl-diagrams', '--snapshot-update', 'dags'])\n"
        "print('as before:', sys.meta_path == before, 'libcst' in sys.modules)\n"
    )
    command = (sys.executable, "-c", code)
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=installed.root)
    assert said.stdout.splitlines()[-1] == "as before: True True"
