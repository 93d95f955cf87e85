"""Nothing of the user's is imported on our account, and nothing of ours without the flag."""

import pytest

FAILS_ON_IMPORT = "import a_package_that_nobody_has_installed"

LOADED = """
    import sys

    def pytest_unconfigure(config):
        ours = sorted(name for name in sys.modules if name.startswith("pytest_etl_diagram."))
        foreign = sorted({"libcst", "yaml"} & set(sys.modules))
        print("LOADED", *ours, *foreign)
    """


@pytest.fixture
def trap(project):
    """A DAG in a package, both of which fail when they are imported."""
    project.write("dags/__init__.py", FAILS_ON_IMPORT)
    project.write_dag("dags/sales.py", "sales", before=FAILS_ON_IMPORT)
    project.accept()
    return project


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("dags",),
        ("dags/sales.py",),
        ("dags/sales.py::dag[sales]",),
        ("--import-mode=importlib", "dags/sales.py"),
        (".",),
    ],
    ids=" ".join,
)
def test_pipelines_and_their_packages_are_not_imported(trap, args):
    trap.run(*args).assert_outcomes(passed=1)


def test_module_that_is_no_pipeline_is_still_imported_when_named(project):
    project.write("checks.py", '"""Says dag and airflow."""\n\ndef test_one():\n    pass\n')
    project.run("checks.py").assert_outcomes(passed=1)


def test_pipeline_that_is_a_test_file_by_its_name_is_both(project, tmp_path_factory):
    project.write_dag("dags/test_sales.py", "sales", before="def test_one(): pass")
    library = tmp_path_factory.mktemp("library") / "airflow"
    (library / "operators").mkdir(parents=True)
    (library / "__init__.py").write_text("from contextlib import nullcontext as DAG\n")
    operator = "class BashOperator:\n    __init__ = __rshift__ = lambda *_, **__: None\n"
    (library / "operators" / "bash.py").write_text(operator)
    project.monkeypatch.syspath_prepend(library.parent)
    assert project.collected("dags") == [
        "dags/test_sales.py::test_one",
        "dags/test_sales.py::dag[sales]",
    ]
    result = project.run("--snapshot-update", "dags/test_sales.py")
    result.assert_outcomes(passed=2)


def test_run_without_the_flag_loads_neither_parser_nor_layers(pytester):
    pytester.makeconftest(LOADED)
    pytester.makepyfile("def test_one(): pass")
    result = pytester.runpytest_subprocess("-s", "-p", "no:hypothesispytest")
    result.stdout.fnmatch_lines(["LOADED pytest_etl_diagram.plugin"])
