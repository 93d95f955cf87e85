"""Pieces that only a DAG that is open around them can hold: TaskFlow, groups, branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bodies import EXTRACTS, LOADS, TRANSFORMS
from .classic import BASH, EMPTY, PYTHON, SQL
from .pieces import Piece, Setting
from .words import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

RULE = "airflow.utils.trigger_rule:TriggerRule"
TASK = "airflow.decorators:task"


def decorated(at: Setting) -> Piece:
    """Three decorated functions that call each other."""
    first, extract = at.dice.pick(EXTRACTS)
    second, transform = at.dice.pick(TRANSFORMS)
    third, load = at.dice.pick(LOADS)
    decorator = at.dice.pick((*["@task"] * 6, "@task(retries=2)", "@task()"))
    functions = (
        f"{decorator}\ndef fetch():\n{extract}\n\n"
        f"@task\ndef clean(records):\n{transform}\n\n"
        f"@task\ndef store(records):\n{load}"
    )
    body = "raw = fetch()\nstored = store(clean(raw))\n"
    imports = (TASK, *first, *second, *third)
    return Piece(imports, body, "raw", "stored", functions=at.fill(functions))


def mapped(at: Setting) -> Piece:
    """A task that is expanded over what another one lists."""
    functions = (
        "@task\ndef list_files():\n"
        '    """List the files of $subject to be read."""\n'
        '    return sorted(str(path) for path in Path("/data/$team/$subject").glob("*.csv"))\n\n\n'
        "@task\ndef read_file(path, encoding):\n"
        '    """Count the lines of one file."""\n'
        "    with open(path, encoding=encoding) as lines:\n"
        "        return sum(1 for line in lines if line.strip())\n"
    )
    body = (
        'listed = list_files()\ncounted = read_file.partial(encoding="utf-8").expand(path=listed)\n'
    )
    imports = (TASK, "pathlib:Path")
    return Piece(imports, body, "listed", "counted", functions=at.fill(functions))


def group(at: Setting) -> Piece:
    """A group of tasks, some of them from a loop."""
    tables = ", ".join(f'"{table}"' for table in at.dice.some(TABLES, 2, 4))
    body = (
        'with TaskGroup(group_id="quality") as quality:\n'
        '    ready = EmptyOperator(task_id="ready")\n'
        "    for checked in CHECKED_TABLES:\n"
        "        ready >> SQLExecuteQueryOperator(\n"
        '            task_id=f"check_{checked}",\n'
        '            conn_id="warehouse",\n'
        '            sql=f"SELECT count(*) FROM mart.{checked}",\n'
        "        )\n"
    )
    imports = ("airflow.utils.task_group:TaskGroup", EMPTY, SQL)
    return Piece(imports, body, "quality", "quality", f"CHECKED_TABLES = [{tables}]\n")


def branch(at: Setting) -> Piece:
    """A choice between a whole and a partial load."""
    functions = (
        "def choose_load(**context):\n"
        '    """Load everything on the first day of the month."""\n'
        '    if context["logical_date"].day == 1:\n'
        '        return "load_everything"\n'
        '    return "load_changes"\n'
    )
    body = (
        "choose = BranchPythonOperator(\n"
        '    task_id="choose_load",\n'
        "    python_callable=choose_load,\n"
        ")\n"
        'everything = EmptyOperator(task_id="load_everything")\n'
        'changes = BashOperator(task_id="load_changes", bash_command="load --since yesterday")\n'
        "merged = EmptyOperator(\n"
        '    task_id="merged",\n'
        "    trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS,\n"
        ")\n"
        "choose >> [everything, changes] >> merged\n"
    )
    imports = (PYTHON.replace(":P", ":BranchP"), EMPTY, BASH, RULE)
    return Piece(imports, body, "choose", "merged", functions=functions)


def output(at: Setting) -> Piece:
    """An operator whose output another one takes."""
    body = (
        "count = SQLExecuteQueryOperator(\n"
        '    task_id="count_$subject",\n'
        '    conn_id="warehouse",\n'
        '    sql="SELECT count(*) FROM mart.$subject",\n'
        ")\n"
        "report = PythonOperator(\n"
        '    task_id="report_$subject",\n'
        "    python_callable=report_count,\n"
        '    op_kwargs={"count": count.output},\n'
        ")\n"
    )
    functions = (
        "def report_count(count):\n"
        '    """Say how many $subject there are."""\n'
        '    logging.info("%s $subject", count)\n'
    )
    imports = (SQL, PYTHON, "logging")
    return Piece(imports, at.fill(body), "count", "report", functions=at.fill(functions))


def yaml_loop(at: Setting) -> Piece:
    """Two tasks for each source that a YAML file beside the DAG names."""
    constants = (
        'CONFIG_FILE = Path(__file__).parent / "config" / "$name.yaml"\n'
        'CONFIG = yaml.safe_load(CONFIG_FILE.read_text(encoding="utf-8"))\n'
    )
    body = (
        'pulls = EmptyOperator(task_id="pulls")\n'
        'pulled = EmptyOperator(task_id="pulled")\n'
        'for source in CONFIG["sources"]:\n'
        "    pull = BashOperator(\n"
        "        task_id=f\"pull_{source['name']}\",\n"
        "        bash_command=f\"pull --from {source['host']} --table {source['table']}\",\n"
        '        retries=source.get("retries", 1),\n'
        "    )\n"
        "    verify = SQLExecuteQueryOperator(\n"
        "        task_id=f\"verify_{source['name']}\",\n"
        '        conn_id="warehouse",\n'
        "        sql=f\"SELECT 1 FROM raw.{source['table']}\",\n"
        "    )\n"
        "    pulls >> pull >> verify >> pulled\n"
    )
    imports = (BASH, EMPTY, SQL, "pathlib:Path", "yaml")
    return Piece(imports, body, "pulls", "pulled", at.fill(constants))


IN_OPEN_DAG: dict[Callable[[Setting], Piece], float] = {
    yaml_loop: 7.0,
    decorated: 40.0,
    mapped: 5.0,
    branch: 5.0,
    group: 7.0,
    output: 8.5,
}
"""Pieces in the order in which pipelines have them, with the percentage of files that do."""
