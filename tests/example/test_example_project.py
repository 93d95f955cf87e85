"""The example project passes as it is, fails when its architecture drifts, and only then."""

from __future__ import annotations

import difflib
import re

import pytest

from pytest_etl_diagram.mermaid import parse
from tests.example.mutations import MUTATIONS, SALES_TASKS
from tests.example.plain_mutations import PLAIN_MUTATIONS
from tests.example.project import EVENTS, EXAMPLE, SALES, Example
from tests.mermaid.real import meant, understood

KINDS = ("activity", "architecture", "dag", "deployment", "lineage", "pipeline", "sequence")
SALES_SNAPSHOT = f"{SALES}/dag.daily_sales_etl.md"
_FOLDER = EXAMPLE / "__etl_diagrams__"
SNAPSHOTS = sorted(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.md"))


def dag_snapshots(example):
    return {name: text for name, text in example.snapshots().items() if "/dag." in name}


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


def changed_lines(before, after):
    """Return the signs of the lines that differ, as `git diff --stat` counts them."""
    diff = difflib.ndiff(before.splitlines(), after.splitlines())
    return sorted(line[0] for line in diff if line[0] in "+-")


def test_example_passes_as_it_is(example):
    run = example.run()
    assert run.code == 0, run.text
    assert {diagram["status"] for diagram in run.report["diagrams"]} == {"passed"}
    kinds = {diagram["kind"] for diagram in run.report["diagrams"]}
    assert kinds == set(KINDS)
    assert run.report["problems"] == []


def test_snapshots_hold_every_task_and_nothing_unknown(example):
    snapshots = dag_snapshots(example)
    assert sorted(snapshots) == [SALES_SNAPSHOT, f"{EVENTS}/dag.user_events.md"]
    chain = parse(snapshots[SALES_SNAPSHOT]).graph
    tasks = [node.name for node in chain.nodes if node.role != "schedule"]
    assert sorted(tasks) == sorted(SALES_TASKS)
    assert not any(re.search(r"(?<!\{)\{[a-z]", text) for text in snapshots.values())


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_mermaid_understands_the_snapshots_as_meant(example, name):
    assert understood(example.drawing(name)) == meant(parse(example.snapshots()[name]).graph)


@pytest.mark.parametrize("name", PLAIN_MUTATIONS)
def test_change_of_a_plain_pipeline_is_found_with_its_line(example, name):
    mutation = PLAIN_MUTATIONS[name]
    for old, new in mutation.replacements:
        example.replace(mutation.file, old, new)
    run = example.run()
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.text
    found = run.drifts_of("activity")
    assert {drift["rule"] for drift in found} >= mutation.rules, run.text
    assert all(drift["location"]["line"] for drift in found if drift["rule"] in mutation.rules)


@pytest.mark.parametrize("name", MUTATIONS)
def test_change_of_architecture_is_found_and_nothing_else(example, name):
    mutation = MUTATIONS[name]
    for old, new in mutation.replacements:
        example.replace(mutation.file, old, new)
    run = example.run("-o", "etl_diagrams_kinds=dag")
    assert run.code == pytest.ExitCode.TESTS_FAILED, run.text
    assert run.found == mutation.drifts
    for rule, _ in mutation.drifts:
        assert rule in run.text


def test_removed_retries_are_named_on_each_task_with_its_line(example):
    example.replace(SALES, '    "retries": 3,\n', "")
    run = example.run()
    lines = {drift["subject"]: drift["location"]["line"] for drift in run.drifts}
    assert lines == {task: example.line_of(SALES, f"    {task} = ") for task in SALES_TASKS}
    for task, line in lines.items():
        row = rf"\* {task} +retries: 3 → 0 \(default\) +{re.escape(SALES)}:{line}$"
        assert re.search(row, run.text, re.MULTILINE), run.text
    assert "BREAKING retries-removed: a failed stage is no longer retried (8 times)" in run.text


def test_stage_put_in_changes_three_lines_of_the_snapshot(example):
    before = example.snapshots()
    example.replace(
        SALES,
        "    enrich_sales = PythonOperator(",
        '    to_euros = PythonOperator(task_id="to_euros", python_callable=add_product_names)\n'
        "    enrich_sales = PythonOperator(",
    )
    example.replace(
        SALES, "        >> enrich_sales\n", "        >> to_euros\n        >> enrich_sales\n"
    )
    run = example.run()
    assert run.found == {("stage-added", "to_euros")}
    assert run.drifts[0]["location"]["line"] == example.line_of(SALES, "    to_euros = ")

    assert example.run("--snapshot-update").code == 0
    after = example.snapshots()
    assert changed_lines(before[SALES_SNAPSHOT], after[SALES_SNAPSHOT]) == ["+", "+", "+", "-"]
    dags = dag_snapshots(example)
    assert [name for name in dags if before[name] != after[name]] == [SALES_SNAPSHOT]
    assert example.run().code == 0


def test_command_of_a_failure_accepts_it(example):
    example.replace(SALES, "0 2 * * *", "0 6 * * *")
    text = example.run().text
    assert f"pytest --etl-diagrams --snapshot-update '{SALES}::dag[daily_sales_etl]'" in text
    command = ("--etl-diagrams", "--snapshot-update", f"{SALES}::dag[daily_sales_etl]")
    assert example.run(*command).code == 0
    assert example.run().code == 0


def reorder_definitions(example):
    text = example.read(SALES)
    definition = re.compile(r"    \w+ = (?:Python\w+|ExternalTask\w+)\(\n(?:        .*\n)+    \)\n")
    found = definition.findall(text)
    assert len(found) == len(SALES_TASKS)
    example.replace(SALES, "".join(found), "".join(reversed(found)))


def rename_local_variables(example):
    text = example.read(SALES)
    for number, task in enumerate(SALES_TASKS):
        text = re.sub(rf'(?<!")\b{task}\b(?!")', f"step_{number}", text)
    assert 'step_1 = PythonOperator(\n        task_id="extract_sales_data"' in text
    example.write(SALES, text)


def add_comments(example):
    for name in (SALES, EVENTS):
        text = "# Owner: the sales data team\n# Reviewed: 2024-02-01\n\n" + example.read(name)
        example.write(name, text.replace("\n    ", "\n    # a remark\n    ", 1))


def reformat(example):
    text = example.read(SALES)
    text = re.sub(r"\(\n\s+(task_id=.*),\n\s+(python_callable=\w+),\n\s+\)", r"(\1, \2)", text)
    text = re.sub(r"(?<!\")\"(?!\")([\w ]+)\"", r"'\1'", text)
    one_line = " >> ".join(SALES_TASKS)
    text = re.sub(r"    \(\n        wait_for[^)]+\)", f"    {one_line}", text)
    assert "task_id='clean_sales_data', python_callable=clean_sales)" in text
    example.write(SALES, text)


def spell_the_chain_otherwise(example):
    example.replace(
        SALES, "import DAG, BaseHook, Variable", "import DAG, BaseHook, Variable, chain"
    )
    text = example.read(SALES)
    chained = ",\n        ".join(SALES_TASKS)
    text = re.sub(
        r"    \(\n        wait_for[^)]+\)", f"    chain(\n        {chained},\n    )", text
    )
    assert "    chain(\n" in text
    example.write(SALES, text)


def move_default_args(example):
    text = example.read(SALES)
    settings = re.search(r"default_args = \{\n.*?\n\}\n", text, re.DOTALL).group()
    example.write(
        "dags/constants.py",
        f"from datetime import timedelta\n\n{settings.replace('default_args', 'DEFAULT_ARGS')}",
    )
    text = text.replace(settings, "")
    text = text.replace("default_args=default_args", "default_args=DEFAULT_ARGS")
    example.write(SALES, text.replace("\nlog = ", "\nfrom constants import DEFAULT_ARGS\n\nlog = "))


def put_tasks_into_a_helper(example):
    text = example.read(SALES)
    example.write(
        SALES,
        text.replace(" = PythonOperator(", " = python_task(").replace(
            'with DAG(\n    dag_id="daily_sales_etl"',
            "def python_task(**settings):\n    return PythonOperator(**settings)\n\n\n"
            'with DAG(\n    dag_id="daily_sales_etl"',
        ),
    )


@pytest.mark.parametrize(
    "change",
    [
        reorder_definitions,
        rename_local_variables,
        add_comments,
        reformat,
        spell_the_chain_otherwise,
        move_default_args,
        put_tasks_into_a_helper,
    ],
    ids=lambda change: change.__name__,
)
def test_change_that_is_none_of_the_architecture_passes(example, change):
    before = {name: example.read(name) for name in (SALES, EVENTS)}
    change(example)
    assert {name: example.read(name) for name in (SALES, EVENTS)} != before
    for name in (SALES, EVENTS):
        compile(example.read(name), name, "exec")
    run = example.run()
    assert run.code == 0, run.text
    assert run.report["orphans"] == run.report["problems"] == []


def test_run_from_the_folder_above_takes_the_example_s_own_settings(example):
    """As `pytest --etl-diagrams example_project` does in this repository."""
    above = example.root.parent
    (above / "pyproject.toml").write_text('[tool.pytest.ini_options]\ntestpaths = ["tests"]\n')
    inner, example.root = example.root, above
    run = example.run("--etl-diagrams", inner.name)
    assert run.code == 0, run.text
    assert f"rootdir: {inner}\nconfigfile: pyproject.toml\n" in run.text
    assert f"{len(SNAPSHOTS)} passed" in run.text
