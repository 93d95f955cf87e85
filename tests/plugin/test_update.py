"""Accepting diagrams with --snapshot-update, and comparing with what was accepted."""

from importlib.metadata import version

import pytest

PATH = "dags/sales.py/dag.sales.md"
SYRUPY = tuple(int(part) for part in version("syrupy").split(".")[:2])


def retries_removed(project):
    project.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("load", 0)))


def test_missing_snapshot_fails_with_drawing_and_command(project):
    project.write_dag("dags/sales.py", "sales")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*no snapshot*", "*flowchart*", "*t_extract*", "*1 diagram: 1 missing*"]
    )
    command = "pytest --etl-diagrams --snapshot-update 'dags/sales.py::dag[sales]'"
    assert command in result.stdout.str()
    assert project.snapshots() == []


def test_update_writes_and_the_next_run_passes(project):
    project.write_dag("dags/sales.py", "sales")
    project.accept().stdout.fnmatch_lines(["*1 diagram: 1 updated*", "1 snapshot generated*"])
    assert project.snapshots() == [PATH]
    result = project.run()
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*1 diagram: 1 passed*"])


def test_update_without_change_writes_nothing(sales):
    before = sales.snapshot(PATH).stat().st_mtime_ns
    sales.accept().stdout.fnmatch_lines(["*1 diagram: 1 passed*"])
    assert sales.snapshot(PATH).stat().st_mtime_ns == before


def test_drift_fails_names_the_rule_and_shows_the_diff(sales):
    retries_removed(sales)
    result = sales.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*retries-removed*", "*extract*dags/sales.py:*", "-*retries: 3*", "*1 drifted*"]
    )


def test_shown_command_accepts_this_diagram_and_no_other(sales):
    sales.write_dag("dags/other.py", "other")
    retries_removed(sales)
    sales.run("--snapshot-update", "dags/sales.py::dag[sales]").assert_outcomes(passed=1)
    assert sales.snapshots() == [PATH]
    sales.run("dags/sales.py").assert_outcomes(passed=1)


def test_failure_is_printed_whole_if_the_run_is_verbose(project):
    tasks = tuple((f"step_{number:03}", 2) for number in range(120))
    project.write_dag("dags/sales.py", "sales", tasks=tasks)
    project.accept()
    project.write_dag("dags/sales.py", "sales", tasks=tuple((name, 0) for name, _ in tasks))
    text = project.run("-v").stdout.str()
    assert all(f"- {name} " in text for name, _ in tasks)
    assert "-v shows" not in text
    assert "truncated" not in text


def test_failure_is_short_and_says_what_it_leaves_out(project):
    tasks = tuple((f"step_{number:03}", number) for number in range(1, 120))
    project.write_dag("dags/sales.py", "sales", tasks=tasks)
    project.accept()
    project.write_dag("dags/sales.py", "sales", tasks=tuple((name, 0) for name, _ in tasks))
    lines = project.run().stdout.lines
    first = next(number for number, line in enumerate(lines) if "drifted: 119 breaking" in line)
    last = next(number for number, line in enumerate(lines) if "etl-diagram: allow" in line)
    assert last - first < 40
    assert any("more; -v shows them" in line for line in lines[first:last])


def test_snapshot_checked_out_with_crlf_is_equal(sales):
    file = sales.snapshot(PATH)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    sales.run().assert_outcomes(passed=1)


def test_snapshots_are_written_with_lf(sales):
    assert b"\r" not in sales.snapshot(PATH).read_bytes()
    assert sales.snapshot(PATH).read_bytes().endswith(b"\n")


def test_update_leaves_no_temporary_files(sales):
    assert [path.name for path in sales.snapshot("dags/sales.py").iterdir()] == ["dag.sales.md"]


def test_difference_of_layout_only_says_so(sales):
    file = sales.snapshot(PATH)
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = sales.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*is written differently*", "*--snapshot-update*", "*1 drifted*"])


def set_format(project, version):
    file = project.snapshot(PATH)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("· format 1", f"· format {version}"), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def test_snapshot_of_a_newer_format_is_neither_compared_nor_replaced(sales):
    text = set_format(sales, 2)
    for args in ((), ("--snapshot-update",)):
        result = sales.run(*args)
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines([f"*{PATH}: format 2, *upgrade the plugin*"])
        assert "Write it anew" not in result.stdout.str()
    assert sales.snapshot(PATH).read_text(encoding="utf-8") == text


def test_snapshot_of_an_older_format_is_rewritten(sales):
    set_format(sales, 0)
    sales.run().stdout.fnmatch_lines([f"*{PATH}: format 0, *"])
    sales.accept()
    sales.run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "<<<<<<< HEAD\n" + text,
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda text: "\udcff".encode("utf-8", "surrogateescape").decode("latin-1") + text,
    ],
    ids=["conflict", "cut", "empty", "foreign bytes"],
)
def test_damaged_snapshot_fails_with_the_reason_and_is_rewritten(sales, damage):
    file = sales.snapshot(PATH)
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="latin-1", newline="")
    result = sales.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"__etl_diagrams__/{PATH}: *", "*1 diagram: 1 error*"])
    sales.accept()
    sales.run().assert_outcomes(passed=1)


def test_update_new_only_writes_the_missing_and_fails_the_changed(sales):
    if SYRUPY < (6,):
        pytest.skip("the option is not in this syrupy")
    retries_removed(sales)
    sales.write_dag("dags/other.py", "other")
    result = sales.run("--snapshot-update-new-only")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*1 drifted, 1 updated*"])


def test_update_alone_refreshes_once_diagrams_are_committed(sales):
    retries_removed(sales)
    sales.run_without_flag("--snapshot-update").assert_outcomes(passed=1)
    sales.run().assert_outcomes(passed=1)


def test_update_alone_leaves_a_project_without_diagrams_alone(project):
    project.write_dag("dags/sales.py", "sales")
    project.write("__etl_diagrams__/README.md", "# Notes\n")
    result = project.run_without_flag("--snapshot-update")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert project.snapshots() == ["README.md"]


def test_ini_value_switches_diagrams_on(project):
    project.write_dag("dags/sales.py", "sales")
    project.ini(etl_diagrams="true")
    project.run_without_flag("--snapshot-update").assert_outcomes(passed=1)
    project.run_without_flag().assert_outcomes(passed=1)


def test_folder_of_snapshots_can_be_moved(project):
    project.write_dag("dags/sales.py", "sales")
    project.ini(etl_diagrams_dir="docs/architecture")
    project.accept()
    assert (project.root / "docs/architecture" / PATH).is_file()


def test_snapshot_that_cannot_be_written_fails_its_item(project):
    project.write_dag("dags/sales.py", "sales")
    project.write("__etl_diagrams__/dags", "a file where a folder has to be\n")
    result = project.run("--snapshot-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
