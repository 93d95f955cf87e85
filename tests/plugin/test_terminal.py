"""What the terminal shows: one line a level at the end, colours, widths, -v and -q."""

import pytest

SALES, EVENTS = "dags/sales.py", "dags/events.py"


@pytest.fixture
def drifted(project):
    """A project in which one DAG lost its retries and another one has fewer."""
    project.write_dag(SALES, "sales")
    project.write_dag(EVENTS, "events", tasks=(("fetch", 3), ("store", 0)))
    project.accept()
    project.write_dag(SALES, "sales", tasks=(("extract", 0), ("load", 0)))
    project.write_dag(EVENTS, "events", tasks=(("fetch", 1), ("store", 0)))
    return project


def test_the_end_says_how_many_drifted_how_badly_and_how_to_accept(drifted):
    drifted.run("-o", "etl_diagrams_kinds=dag").stdout.fnmatch_lines([
        "2 diagrams: 2 drifted",
        "2 drifted: 1 breaking, 1 warning; accept with  pytest -o etl_diagrams_kinds=dag*",
        "  breaking: dag sales (retries-removed)",
        "  warning: dag events (retries-reduced)",
    ], consecutive=True)  # fmt: skip


def test_only_what_was_looked_at_is_accepted(drifted):
    result = drifted.run(SALES)
    result.stdout.fnmatch_lines([f"*accept with  pytest --etl-diagrams --snapshot-update {SALES}"])


def test_without_drift_nothing_is_said_of_it(sales):
    assert "accept with" not in sales.run().stdout.str()


def test_quiet_leaves_the_diff_out_and_keeps_the_drifts(drifted):
    text = drifted.run("-q").stdout.str()
    assert "Snapshot diff" not in text
    assert "BREAKING retries-removed" in text
    assert "2 drifted: 1 breaking, 1 warning" in text


def test_what_drifted_is_named_however_quiet_the_run_is(drifted):
    assert "breaking: dag sales (retries-removed)" in drifted.run("-qq").stdout.str()


def test_the_short_summary_has_the_headline_and_not_the_whole_text(drifted, monkeypatch):
    monkeypatch.setenv("CI", "true")
    lines = drifted.run().outlines
    (line,) = (line for line in lines if line.startswith("FAILED dags/sales.py"))
    assert line.endswith("- dag sales (dags/sales.py) drifted: 1 breaking (retries-removed)")
    assert sum("Snapshot diff" in line for line in lines) == 2


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_levels_and_the_diff_have_colours_where_pytest_has(drifted, workers):
    run = drifted.run_apart if workers else drifted.run
    lines = run("--color=yes", *workers).outlines
    red_bold, yellow_bold, red, green = "\x1b[31m\x1b[1m", "\x1b[33m\x1b[1m", "\x1b[31m", "\x1b[32m"
    assert any(line.startswith(f"{red_bold}BREAKING retries-removed") for line in lines)
    assert any(line.startswith(f"{yellow_bold}WARNING retries-reduced") for line in lines)
    assert any(line.startswith(f"{red}-    t_extract") for line in lines)
    assert any(line.startswith(f"{green}+    t_extract") for line in lines)


def test_without_colours_there_is_no_escape(drifted):
    assert "\x1b" not in drifted.run("--color=no").stdout.str()


def test_junit_xml_has_the_headline_and_the_text(drifted):
    drifted.run("--junitxml=junit.xml")
    text = (drifted.root / "junit.xml").read_text(encoding="utf-8")
    assert 'message="dag sales (dags/sales.py) drifted: 1 breaking (retries-removed)"' in text
    assert "Snapshot diff" in text
