"""What is allowed and covers nothing, or not any more, is told."""

import json

import pytest

ALLOW = "# etl-diagram: allow"
SETTING = "stage-removed * -- as planned"
RENEW = "remove it, or give it a later day"
IN_SETTINGS = ("pytest.ini", 3, "etl_diagrams_allow: 'stage-removed *' covered no drift; remove it")
IN_CODE = ("dags/sales.py", 4, "'etl-diagram: allow stage-added' covered no drift; remove it")


@pytest.fixture
def project(project):
    """A project that allows something in its settings and in its code, without need."""
    write(project, f"{ALLOW} stage-added -- as planned")
    allow(project, SETTING)
    project.accept()
    return project


def write(project, comment="", tasks=(("extract", 3), ("load", 3))):
    """Write a DAG whose statement begins in line 5, with a comment above it."""
    project.write_dag("dags/sales.py", "sales", tasks=tasks, before=f"\n{comment}")


def allow(project, *entries):
    project.ini(etl_diagrams_allow="".join(f"\n    {entry}" for entry in entries))


def told(project, *args, run=None):
    """Return the problems of the report as (path, line, message)."""
    (run or project.run)("--etl-diagrams-report=report.json", *args)
    problems = json.loads((project.root / "report.json").read_text(encoding="utf-8"))["problems"]
    return [(each["path"], each["line"], each["message"]) for each in problems]


def test_what_covers_nothing_is_told_with_its_place_and_fails_nothing(project):
    assert told(project) == [IN_CODE, IN_SETTINGS]
    result = project.run()
    assert result.ret == pytest.ExitCode.OK
    lines = [f"  {path}:{line}: {message}" for path, line, message in (IN_CODE, IN_SETTINGS)]
    result.stdout.fnmatch_lines(["2 warnings:", *(line.replace("[", "[[]") for line in lines)])


def test_it_is_told_once_by_several_processes(project):
    assert told(project, "-n", "2", run=project.run_apart) == [IN_CODE, IN_SETTINGS]


def test_what_covers_something_is_not_told(project):
    write(project, f"{ALLOW} stage-added -- as planned", tasks=(("extract", 3), ("store", 3)))
    found = told(project, "--etl-diagrams-fail-on=breaking")
    assert found == []


@pytest.mark.parametrize(
    "args",
    [
        ("dags/sales.py",),
        ("-k", "sales"),
        ("-m", "not slow"),
        ("--deselect", "dags/none.py"),
        ("-o", "etl_diagrams_exclude=none"),
        ("--lf",),
    ],
)
def test_a_run_of_a_part_knows_nothing_of_what_covers_nothing(project, args):
    assert told(project, *args) == []


def test_a_run_that_stops_early_knows_nothing(project):
    project.write_dag("dags/a.py", "new")
    assert told(project, "-x") == []


@pytest.mark.parametrize("is_readable", [True, False])
def test_a_diagram_that_is_not_compared_may_have_been_meant(project, is_readable):
    if is_readable:
        project.write_dag("dags/other.py", "new")
    else:
        project.write("dags/other.py", "from airflow import DAG\nSYNTAX! = (\n")
    assert not [problem for problem in told(project) if "covered no drift" in problem[2]]


def test_an_update_that_writes_knows_nothing_and_one_without_need_does(project):
    project.write_dag("dags/other.py", "other")
    assert told(project, "--snapshot-update") == []
    assert told(project, "--snapshot-update") == [IN_CODE, IN_SETTINGS]


@pytest.mark.parametrize("args", [(), ("-k", "sales"), ("--snapshot-update",)])
def test_what_has_expired_is_told_in_every_run(project, args):
    allow(project, "stage-removed * until 2020-02-29 -- as planned")
    write(project, f"{ALLOW} stage-added until 2020-03-01 -- as planned")
    assert told(project, *args) == [
        (
            *IN_CODE[:2],
            f"'etl-diagram: allow stage-added' has expired on 2020-03-01; {RENEW}",
        ),
        (
            *IN_SETTINGS[:2],
            f"etl_diagrams_allow: 'stage-removed *' has expired on 2020-02-29; {RENEW}",
        ),
    ]


def test_each_rule_of_a_comment_is_told_by_itself(project):
    allow(project)
    write(project, f"{ALLOW} stage-added, stage-removed -- as planned", tasks=(("extract", 3),))
    assert told(project) == [IN_CODE]


def test_comments_of_helper_modules_and_files_of_data_are_looked_at(project):
    allow(project)
    project.write("dags/helper.py", f"x = 1  {ALLOW} stage-removed -- r\n")
    write(project, "import helper")
    project.write("compose.yml", f"services:\n  a:  {ALLOW} image-* -- r\n    image: b:1\n")
    project.accept()
    assert [(path, line) for path, line, _ in told(project)] == [
        ("compose.yml", 2),
        ("dags/helper.py", 1),
    ]


def test_a_project_without_diagrams_allows_nothing(project):
    for path in ("dags/sales.py", "__etl_diagrams__/dags/sales.py/dag.sales.md"):
        (project.root / path).unlink()
    assert told(project) == [IN_SETTINGS]
