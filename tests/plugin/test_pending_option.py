"""--etl-diagrams-pending=DIR."""


def pending(project):
    folder = project.root / "pending"
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md"))]


def test_new_drawings_of_failing_diagrams_lie_as_in_the_tree_of_snapshots(sales):
    sales.write_dag("dags/drifted.py", "drifted")
    sales.accept()
    sales.write_dag("dags/drifted.py", "drifted", tasks=(("load", 0),))
    sales.write_dag("dags/new.py", "new")
    sales.run_apart("-n", "2", "--etl-diagrams-pending=pending")
    assert pending(sales) == ["dags/drifted.py/dag.drifted.md", "dags/new.py/dag.new.md"]
    for path in pending(sales):
        source, target = sales.root / "pending" / path, sales.snapshot(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    sales.run().assert_outcomes(passed=3)


def test_nothing_is_written_when_all_is_well(sales):
    sales.run("--etl-diagrams-pending=pending").assert_outcomes(passed=1)
    assert not (sales.root / "pending").exists()


def test_pending_drawings_are_not_in_the_way_of_the_committed(sales):
    sales.write_dag("dags/sales.py", "sales", tasks=(("load", 0),))
    result = sales.run("--etl-diagrams-pending=__etl_diagrams__/pending")
    result.stderr.fnmatch_lines(["ERROR: --etl-diagrams-pending: *"])
