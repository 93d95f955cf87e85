import pytest

from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.sources.hints import AIRFLOW, might_be_started, might_hold_pipeline


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"from airflow import DAG", True),
        (b"from AIRFLOW.decorators import dag", True),
        (b"import airflow", False),
        (b"dag = 1", False),
        (b"", False),
        (b"\xff\xfe airflow \x00 dag", True),
    ],
)
def test_hints_of_airflow_are_its_own_heuristic(data, expected):
    assert might_hold_pipeline(data, (AIRFLOW,)) is expected


def test_hints_are_lower_case_and_not_empty():
    hints = [hint for front_end in front_ends() for hint in front_end.hints]
    assert all(hint and all(part == part.lower() for part in hint) for hint in hints)


@pytest.mark.parametrize(
    "text",
    [
        "def main():",
        "def lambda_handler(event, context):",
        "def sales_etl():",
        "class PriceFeed(FeedJob):",
        "def  run (self):",
        "def run[T](rows: T):",
        "class A:\n\tasync def execute(self):",
        'if __name__ == "__main__":',
        "@click.command()",
        "@cli.command(name='load')",
        "@app.command",
        "@command",
        "@app.task(bind=True)",
        "@shared_task",
        "@app.agent(topic)",
        "@scheduler.scheduled_job('cron')",
        "@ app.timer(5)",
    ],
)
def test_what_may_be_started_is_looked_at(text):
    assert might_be_started(f"import os\n\n{text}\n".encode())


@pytest.mark.parametrize(
    "text",
    ["", "def helper():", "def rerun():", "run()", "@tasks", "@app.route('/')", "x.command()"],
)
def test_what_nobody_starts_is_not_looked_at(text):
    assert not might_be_started(f"import os\n\n{text}\n".encode())
