import pytest

from pytest_etl_diagram.sources.hints import HINTS, might_hold_pipeline


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
    assert might_hold_pipeline(data) is expected


def test_hints_are_lower_case_and_rows_not_empty():
    assert all(row and all(hint == hint.lower() for hint in row) for row in HINTS)
