"""Other plugins and pytest's own features beside diagrams."""

import pytest

SYRUPY_TESTS = """
    def test_one(snapshot):
        assert {"a": 1} == snapshot

    def test_two(snapshot):
        assert "two" == snapshot
    """


@pytest.fixture
def both(project):
    """A project with a DAG and with syrupy snapshots of its own, all committed."""
    project.write_dag("dags/sales.py", "sales")
    project.write("tests/test_own.py", SYRUPY_TESTS)
    project.accept().assert_outcomes(passed=3)
    return project


def own_snapshots(project):
    return (project.root / "tests/__snapshots__/test_own.ambr").read_text(encoding="utf-8")


def test_snapshots_of_both_pass_with_and_without_the_flag(both):
    both.run().assert_outcomes(passed=3)
    result = both.run_without_flag()
    result.assert_outcomes(passed=2)
    assert result.ret == 0


@pytest.mark.parametrize("flags", [(), ("-k", "test_one"), ("tests",), ("dags",), ("-n", "2")])
def test_update_of_one_leaves_the_other(both, flags):
    before, diagram = own_snapshots(both), both.snapshot("dags/sales.py/dag.sales.md").read_bytes()
    run = both.run_apart if "-n" in flags else both.run
    assert run("--snapshot-update", *flags).ret == 0
    assert own_snapshots(both) == before
    assert both.snapshot("dags/sales.py/dag.sales.md").read_bytes() == diagram


def test_unused_snapshot_of_syrupy_is_still_swept_by_syrupy(both):
    both.write("tests/test_own.py", "def test_one(snapshot):\n    assert {'a': 1} == snapshot\n")
    assert both.run().ret == pytest.ExitCode.TESTS_FAILED
    both.accept()
    assert "test_two" not in own_snapshots(both)
    assert both.snapshots() == ["dags/sales.py/dag.sales.md"]


def test_fixtures_of_the_project_do_not_run_for_diagrams(sales):
    fixture = "@pytest.fixture(autouse=True)\ndef broken():\n    raise AssertionError\n"
    sales.write("conftest.py", f"import pytest\n\n{fixture}")
    sales.run().assert_outcomes(passed=1)


def test_plugin_that_looks_into_every_item_finds_an_item(sales):
    sales.write(
        "conftest.py",
        """
        def pytest_collection_modifyitems(items):
            items.sort(key=lambda item: getattr(item, "module", None) is None)
            for item in items:
                assert getattr(item, "obj", None) is None
                assert getattr(item, "cls", None) is None
                assert item.get_closest_marker("asyncio") is None
        """,
    )
    sales.run().assert_outcomes(passed=1)


def test_conftest_can_skip_a_diagram(sales):
    sales.write_dag("dags/sales.py", "sales", tasks=(("load", 0),))
    sales.write(
        "conftest.py",
        """
        import pytest

        def pytest_collection_modifyitems(items):
            for item in items:
                if item.get_closest_marker("etl_diagram"):
                    item.add_marker(pytest.mark.skip)
        """,
    )
    result = sales.run()
    result.assert_outcomes(skipped=1)
    assert result.ret == 0


def test_conftest_can_leave_files_out(sales):
    sales.write_dag("dags/other.py", "other")
    sales.write("conftest.py", 'collect_ignore = ["dags/other.py"]\n')
    assert sales.collected() == ["dags/sales.py::dag[sales]"]


def test_hook_of_a_conftest_file_counts_below_its_folder_only(sales):
    hook = (
        "def pytest_ignore_collect(collection_path):\n    return 'other' in collection_path.name\n"
    )
    sales.write_dag("dags/other.py", "other")
    sales.write("tests/conftest.py", hook)
    sales.ini(testpaths="tests")
    assert len(sales.collected()) == 2
    sales.write("conftest.py", hook)
    assert sales.collected() == ["dags/sales.py::dag[sales]"]


def test_xdist_updates_and_compares(project):
    for name in ("one", "two", "three", "four"):
        project.write_dag(f"dags/{name}.py", name)
    project.run_apart("-n", "2", "--snapshot-update").assert_outcomes(passed=4)
    result = project.run_apart("-n", "2")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*4 diagrams: 4 passed*"])
    assert len(project.snapshots()) == 4


def test_xdist_repeats_failures_whole(sales):
    sales.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("load", 0)))
    result = sales.run_apart("-n", "2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*retries-removed*", "*--snapshot-update*"])


PRUNER = """
    import pytest

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(config, items):
        items[:] = [item for item in items if config.rootpath / "dags" not in item.path.parents]
    """


@pytest.mark.parametrize("arguments", [(), ("dags",), ("-n", "2")], ids=" ".join)
def test_plugin_that_takes_a_folder_for_its_own_removes_no_diagram(both, arguments):
    both.write("pytest_airflow_in_a_box.py", PRUNER)
    both.monkeypatch.setenv("PYTHONPATH", str(both.root))
    result = both.run_apart("-p", "pytest_airflow_in_a_box", *arguments)
    result.assert_outcomes(passed=1 if arguments == ("dags",) else 3)


def test_diagrams_are_selected_beside_a_plugin_that_takes_a_folder_for_its_own(both):
    both.write("pytest_airflow_in_a_box.py", PRUNER)
    both.monkeypatch.setenv("PYTHONPATH", str(both.root))
    result = both.run_apart("-p", "pytest_airflow_in_a_box", "-k", "test_one or nothing")
    result.assert_outcomes(passed=1, deselected=2)
