"""Pieces made of operators; where a file hands its DAG on, each takes `dag=dag`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bodies import EXTRACTS, LOADS, TRANSFORMS
from .pieces import DAG_ARGUMENT, Piece, Setting
from .words import REGIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

BASH = "airflow.operators.bash:BashOperator"
EMPTY = "airflow.operators.empty:EmptyOperator"
PYTHON = "airflow.operators.python:PythonOperator"
SQL = "airflow.providers.common.sql.operators.sql:SQLExecuteQueryOperator"

CHAIN = "airflow.models.baseoperator:chain"

ORDERS = (
    *[("extract >> transform >> load\n", ())] * 5,
    *[("chain(extract, transform, load)\n", (CHAIN,))] * 2,
    ("transform.set_upstream(extract)\ntransform.set_downstream(load)\n", ()),
)
"""Ways to put three tasks into their order, each as often as it is used, with their imports."""


def python_steps(at: Setting) -> Piece:
    """Extract, transform and load by functions that hand on records through XCom."""
    first, extract = at.dice.pick(EXTRACTS)
    second, transform = at.dice.pick(TRANSFORMS)
    third, load = at.dice.pick(LOADS)
    functions = (
        f"def extract_$subject():\n{extract}\n\n"
        f"def transform_$subject(records):\n{transform}\n\n"
        f"def load_$subject(records):\n{load}\n\n"
        "def transform_extracted(ti, **context):\n"
        '    """Transform what the first task has returned."""\n'
        '    return transform_$subject(ti.xcom_pull(task_ids="extract_$subject"))\n\n\n'
        "def load_transformed(ti, **context):\n"
        '    """Load what the second task has returned."""\n'
        '    return load_$subject(ti.xcom_pull(task_ids="transform_$subject"))\n'
    )
    limits = (*[""] * 6, "    retries=3,\n", "    execution_timeout=timedelta(minutes=30),\n")
    limit = at.dice.pick(limits)
    body = (
        "extract = PythonOperator(\n"
        '    task_id="extract_$subject",\n'
        f"    python_callable=extract_$subject,\n{limit}{DAG_ARGUMENT})\n"
        "transform = PythonOperator(\n"
        '    task_id="transform_$subject",\n'
        f"    python_callable=transform_extracted,\n{DAG_ARGUMENT})\n"
        "load = PythonOperator(\n"
        '    task_id="load_$subject",\n'
        f"    python_callable=load_transformed,\n{DAG_ARGUMENT})\n"
    )
    order, needed = at.dice.pick(ORDERS)
    imports = (PYTHON, "datetime:timedelta", *needed, *first, *second, *third)
    body += order
    return Piece(imports, at.fill(body), "extract", "load", functions=at.fill(functions))


def table_loop(at: Setting) -> Piece:
    """One task a table, from one line in a loop."""
    tables = at.dice.some(TABLES, 3, 6)
    shown = "\n".join(f'    "{table}",' for table in tables)
    body = (
        "copies = []\n"
        "for table in TABLES:\n"
        "    copy = SQLExecuteQueryOperator(\n"
        '        task_id=f"copy_{table}",\n'
        '        conn_id="warehouse",\n'
        '        sql=f"CALL mart.refresh_{table}()",\n'
        f"    {DAG_ARGUMENT}    )\n"
        "    copies.append(copy)\n"
    )
    constants = f"TABLES = [\n{shown}\n]\n"
    return Piece((SQL,), body, "copies", "copies", constants, is_list=True)


def serial_loop(at: Setting) -> Piece:
    """Tasks of a loop, each after the one before it."""
    regions = ", ".join(f'"{region}"' for region in at.dice.some(REGIONS, 2, 4))
    body = (
        "exports = [\n"
        "    BashOperator(\n"
        '        task_id=f"export_{region}",\n'
        '        bash_command=f"export-tool --region {region} --subject $subject",\n'
        f"    {DAG_ARGUMENT}    )\n"
        "    for region in REGIONS\n"
        "]\n"
        "for position in range(1, len(exports)):\n"
        "    exports[position - 1] >> exports[position]\n"
    )
    constants = f"REGIONS = ({regions})\n"
    return Piece((BASH,), at.fill(body), "exports[0]", "exports[-1]", constants)


def script(at: Setting) -> Piece:
    """One command, with what it needs from its environment."""
    body = (
        "refresh = BashOperator(\n"
        '    task_id="refresh_$subject",\n'
        '    bash_command="dbt run --select $subject --target {{ var.value.stage }}",\n'
        '    env={"STAGE": os.environ.get("STAGE", "dev"), "TEAM": "$team"},\n'
        f"    append_env=True,\n{DAG_ARGUMENT})\n"
    )
    return Piece((BASH, "os"), at.fill(body), "refresh", "refresh")


def own_operator(at: Setting) -> Piece:
    """A task of the team's own operator class."""
    body = (
        "stage = ${Team}StageOperator(\n"
        '    task_id="stage_$subject",\n'
        '    subject="$subject",\n'
        "    bucket=BUCKET,\n"
        f"    chunk_size=$size,\n{DAG_ARGUMENT})\n"
    )
    imports = (
        f"{at.team}_operators:{at.team.title()}StageOperator",
        f"include.{at.team}.constants:BUCKET",
    )
    filled = at.fill(body, Team=at.team.title(), size=at.dice.pick((100, 500, 1000)))
    return Piece(imports, filled, "stage", "stage")


def helper_tasks(at: Setting) -> Piece:
    """Tasks that functions of the team's helper module make."""
    body = at.fill(
        f'export = make_export_task(\n    "$subject",\n{DAG_ARGUMENT})\n'
        f'check = make_check_task(\n    "$subject",\n    minimum=$least,\n{DAG_ARGUMENT})\n'
        "export >> check\n",
        least=at.dice.pick((1, 10, 1000)),
    )
    module = f"include.{at.team}.tasks"
    imports = (f"{module}:make_export_task", f"{module}:make_check_task")
    return Piece(imports, body, "export", "check")


def file_sensor(at: Setting) -> Piece:
    """A sensor that waits for a file."""
    body = (
        "wait = FileSensor(\n"
        '    task_id="wait_for_$subject",\n'
        '    filepath="/data/$team/incoming/$subject.done",\n'
        "    poke_interval=60,\n"
        "    timeout=3600,\n"
        f'    mode="reschedule",\n{DAG_ARGUMENT})\n'
    )
    return Piece(("airflow.sensors.filesystem:FileSensor",), at.fill(body), "wait", "wait")


def dag_sensor(at: Setting) -> Piece:
    """A sensor that waits for the DAG that delivers the dimensions."""
    body = (
        "dimensions = ExternalTaskSensor(\n"
        '    task_id="wait_for_dimensions",\n'
        '    external_dag_id="${team}_dimensions",\n'
        '    external_task_id="publish",\n'
        f"    timeout=7200,\n{DAG_ARGUMENT})\n"
    )
    module = "airflow.sensors.external_task:ExternalTaskSensor"
    return Piece((module,), at.fill(body), "dimensions", "dimensions")


WITH_DAG: dict[Callable[[Setting], Piece], float] = {
    file_sensor: 9.5,
    dag_sensor: 3.5,
    python_steps: 36.0,
    own_operator: 14.0,
    helper_tasks: 13.0,
    script: 34.0,
    table_loop: 17.0,
    serial_loop: 5.0,
}
"""Pieces in the order in which pipelines have them, with the percentage of files that do."""
