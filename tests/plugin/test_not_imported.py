"""Nothing of the user's is imported on our account, and nothing of ours without the flag."""

import os

import pytest

FAILS_ON_IMPORT = "import a_package_that_nobody_has_installed"

WATCH = """
    import sys

    FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
                 "socket.connect", "socket.bind", "socket.getaddrinfo")
    OURS = ("airflow", "dags")  # packages that only the project's files would import

    def note(event, args):
        hit = event in FORBIDDEN
        if event == "import":
            hit = str(args[0]).partition(".")[0] in OURS
        elif event == "exec":
            hit = "/dags/" in getattr(args[0], "co_filename", "").replace("\\\\", "/")
        elif event == "compile":
            hit = "/dags/" in str(args[1]).replace("\\\\", "/")
        if hit:
            print("AUDIT", event, file=sys.stderr)

    sys.addaudithook(note)
    """

SIDE_EFFECTS = """
    import os, socket, subprocess
    from pathlib import Path
    from dags.helpers import side

    Path(__file__).with_name("ran").write_text("ran")
    subprocess.run(["touch", "ran"])
    socket.create_connection(("127.0.0.1", 9))
    exec(compile("Path('ran').touch()", __file__, "exec"))
    os.system("touch ran")
    """

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


@pytest.fixture
def watched(project):
    """Three DAGs that do harm when they are run, and a plugin that tells of it."""
    harm = "\n".join(line.strip() for line in SIDE_EFFECTS.splitlines())
    for number in range(3):
        project.write_dag(f"dags/dag_{number}.py", f"dag_{number}", before=harm)
    project.write("dags/__init__.py", FAILS_ON_IMPORT)
    project.write("dags/helpers.py", f"{FAILS_ON_IMPORT}\nside = 1\n")
    project.write("watch.py", WATCH)
    project.monkeypatch.setenv("PYTHONPATH", str(project.root), prepend=os.pathsep)
    return project


@pytest.mark.parametrize(
    "args", [(), ("dags",), ("dags/dag_0.py", "dags/dag_1.py", "dags/dag_2.py")]
)
def test_run_starts_compiles_and_imports_nothing_of_the_project(watched, args):
    result = watched.run_apart("-s", "-p", "watch", "--snapshot-update", *args)
    result.assert_outcomes(passed=3)
    assert "AUDIT" not in result.stderr.str()
    assert not (watched.root / "dags" / "ran").exists()


def test_watch_sees_what_pytest_does_without_the_flag(watched):
    result = watched.pytester.runpytest_subprocess("-s", "-p", "watch", "dags/dag_0.py")
    result.stderr.fnmatch_lines(["AUDIT compile", "AUDIT exec"])


def test_run_without_the_flag_loads_neither_parser_nor_layers(pytester):
    pytester.makeconftest(LOADED)
    pytester.makepyfile("def test_one(): pass")
    result = pytester.runpytest_subprocess("-s", "-p", "no:hypothesispytest")
    result.stdout.fnmatch_lines(["LOADED pytest_etl_diagram.plugin"])
