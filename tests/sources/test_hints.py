import pytest

from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.sources.hints import AIRFLOW, might_hold_pipeline


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
