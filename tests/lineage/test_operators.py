"""Operators: what a task reads and writes by the arguments that it is given."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options


def lineage_of(tmp_path, task, before=""):
    """Return the lineage of a DAG with one task."""
    name = task.partition("(")[0].partition(".")[0]
    text = (
        f"from airflow import DAG\nfrom datetime import datetime\n"
        f"from airflow.providers.x.y import {name}\n{before}\n"
        f"with DAG('d', start_date=datetime(2024, 1, 1)):\n    {task}\n"
    )
    (tmp_path / "dags.py").write_text(text)
    reading = Project(tmp_path, options=Options(("lineage",))).read(tmp_path / "dags.py")
    (found,) = reading.lineages
    return found


def texts(assets):
    return [f"{asset.system}: {asset.name}" for asset in assets]


@pytest.mark.parametrize(
    ("task", "reads", "writes"),
    [
        (
            "S3ToRedshiftOperator(task_id='t', s3_bucket='b', s3_key='k', schema='s', table='t')",
            ["S3: b/k"],
            ["Redshift: s.t"],
        ),
        (
            "S3ToRedshiftOperator(task_id='t', s3_bucket='b', s3_key='k', table='t')",
            ["S3: b/k"],
            ["Redshift: t"],
        ),
        (
            ("GCSToBigQueryOperator(task_id='t', bucket='b', source_objects=['x', 'y/*.csv'], "
            "destination_project_dataset_table='p.d.t')"),
            ["Google Cloud Storage: b/x", "Google Cloud Storage: b/y/*.csv"],
            ["BigQuery: p.d.t"],
        ),
        (
            ("PostgresToGCSOperator(task_id='t', sql='SELECT * FROM a JOIN b ON 1', bucket='b', "
            "filename='f_{}.json')"),
            ["PostgreSQL: a", "PostgreSQL: b"],
            ["Google Cloud Storage: b/f_{}.json"],
        ),
        (
            ("SQLExecuteQueryOperator(task_id='t', conn_id='snowflake_dwh', "
            "sql=['DELETE FROM a', 'INSERT INTO a SELECT * FROM b'])"),
            ["Snowflake: b"],
            ["Snowflake: a"],
        ),
        ("SQLExecuteQueryOperator(task_id='t', sql='SELECT 1 FROM a')", [": a"], []),
        ("PostgresOperator(task_id='t', sql='INSERT INTO a VALUES (1)')", [], ["PostgreSQL: a"]),
        (
            ("BigQueryInsertJobOperator(task_id='t', configuration={'load': {'sourceUris': "
            "['gs://b/x'], 'destinationTable': {'projectId': 'p', 'datasetId': 'd', "
            "'tableId': 't'}}})"),
            ["Google Cloud Storage: b/x"],
            ["BigQuery: p.d.t"],
        ),
        (
            ("BigQueryInsertJobOperator(task_id='t', configuration={'query': {'query': "
            "'SELECT * FROM `p.d.s`', 'destinationTable': {'datasetId': 'd', 'tableId': 't'}}})"),
            ["BigQuery: p.d.s"],
            ["BigQuery: d.t"],
        ),
        (
            ("GenericTransfer(task_id='t', sql='SELECT * FROM a', destination_table='b', "
            "source_conn_id='mysql_x', destination_conn_id='postgres_y')"),
            ["MySQL: a"],
            ["PostgreSQL: b"],
        ),
        (
            "S3KeySensor(task_id='t', bucket_key=['s3://b/x', 's3://b/y'])",
            ["S3: b/x", "S3: b/y"],
            [],
        ),
        ("ProduceToTopicOperator(task_id='t', topic='orders')", [], ["Kafka: orders"]),
        ("ConsumeFromTopicOperator(task_id='t', topics=['a', 'b'])", ["Kafka: a", "Kafka: b"], []),
        (
            "HttpOperator(task_id='t', method='GET', endpoint='orders')",
            ["REST API: orders"],
            [],
        ),
        ("SFTPOperator(task_id='t', operation='get', remote_filepath='/r/a', local_filepath='a')",
         ["SFTP: /r/a"], ["files: a"]),
        ("S3ListOperator.partial(task_id='t', bucket='b').expand(prefix=['x', 'y'])",
         ["S3: b/x", "S3: b/y"], []),
        # operators that the table doesn't know
        (
            "MoveOperator(task_id='t', source_table='a', destination_table='b', mysql_conn_id='x')",
            ["MySQL: a"],
            ["MySQL: b"],
        ),
        (
            "S3ToVerticaOperator(task_id='t', s3_bucket='b', s3_key='k', table='t')",
            ["S3: b/k"],
            ["Vertica: t"],
        ),
        ("OurCheckOperator(task_id='t', table='a')", [": a"], []),
        ("OurOperator(task_id='t', table='a', bucket='b', key='c')", [], []),
        ("OurOperator(task_id='t', output_path='gs://b/k')", [], ["Google Cloud Storage: b/k"]),
        ("OurOperator(task_id='t', query='INSERT INTO a SELECT * FROM b')", [": b"], [": a"]),
        # what tells people is no data
        ("SlackWebhookOperator(task_id='t', message='done', channel='#etl')", [], []),
        ("BashOperator(task_id='t', bash_command='echo')", [], []),
    ],
)  # fmt: skip
def test_the_arguments_say_what_is_read_and_written(tmp_path, task, reads, writes):
    found = lineage_of(tmp_path, task)
    assert (texts(found.reads), texts(found.writes)) == (reads, writes)


def test_connections_are_those_that_are_given(tmp_path):
    found = lineage_of(
        tmp_path,
        "SqlToS3Operator(task_id='t', query='SELECT 1 FROM a', sql_conn_id='shop', "
        "aws_conn_id='lake', s3_bucket='b', s3_key='k')",
    )
    assert found.connections == ("lake", "shop")


def test_connections_of_hooks_are_those_of_the_dag(tmp_path):
    before = """
from airflow.hooks.base import BaseHook
from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.providers.http.hooks.http import HttpHook

def work():
    BaseHook.get_connection("api")
    PostgresHook("shop").get_records("SELECT * FROM orders")
    HttpHook("GET", http_conn_id="rates").run("latest")
"""
    found = lineage_of(tmp_path, "PythonOperator(task_id='t', python_callable=work)", before)
    assert found.connections == ("api", "rates", "shop")


@pytest.mark.parametrize(
    ("task", "programs"),
    [
        ("BashOperator(task_id='t', bash_command='python -u jobs/a.py --day 1')", ["jobs/a.py"]),
        ("BashOperator(task_id='t', bash_command='cd /app && python3 -m jobs.a')", ["jobs/a.py"]),
        ("BashOperator(task_id='t', bash_command='python -c \"print(1)\"')", []),
        (
            (
                "BashOperator(task_id='t', bash_command='spark-submit --master yarn "
                "--py-files lib.py jobs/a.py')"
            ),
            ["jobs/a.py"],
        ),
        ("SparkSubmitOperator(task_id='t', application='/opt/jobs/a.py')", ["/opt/jobs/a.py"]),
        (
            "KubernetesPodOperator(task_id='t', cmds=['python'], arguments=['jobs/a.py'])",
            ["jobs/a.py"],
        ),
        (
            "BashOperator(task_id='t', bash_command='dbt run --project-dir /opt/shop --select x')",
            ["/opt/shop/dbt_project.yml"],
        ),
        ("BashOperator(task_id='t', bash_command='cd shop; dbt build')", ["shop/dbt_project.yml"]),
        ("BashOperator(task_id='t', bash_command='dbt deps')", []),
    ],
)
def test_programs_that_a_task_starts_are_known_by_their_files(tmp_path, task, programs):
    assert list(lineage_of(tmp_path, task).starts) == programs
