"""The real Mermaid understands every drawing of the cases of files of data as it is meant.

The cases are real files, or are built like them: Airflow's official Compose files and charts,
Kafka's brokers, sets of CronJobs, projects of dbt and Meltano.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_etl_diagram.mermaid.joining import join
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.split import drawings
from tests.cases import diagrams, folders, readings
from tests.mermaid.real import meant, understood

TESTS = Path(__file__).parent.parent
KINDS = {"declarations": "pipeline", "deployments": "deployment", "lineage": "lineage"}
CASES = [(kind, case) for area, kind in KINDS.items() for case in folders(TESTS / area)]
NAMES = [f"{case.parent.name}/{case.name}" for _, case in CASES]
SHOWN = (
    "compose/airflow_2_official",
    "compose/airflow_3_official",
    "compose/kafka_two_brokers_with_zookeeper",
    "compose/kafka_kraft_two_nodes",
    "helm/the_example_project",
    "kubernetes/cronjobs_with_their_config_secrets_claim_and_account",
)


@pytest.mark.parametrize(("kind", "case"), CASES, ids=NAMES)
def test_mermaid_understands_each_drawing_as_it_is_meant(kind: str, case: Path) -> None:
    for diagram in diagrams(readings(case, (kind,)), (kind,)):
        pages = [page.text for page in drawings(diagram.graph)]
        assert join(pages) == diagram.graph
        for page in pages:
            assert understood(page) == meant(read(page))


def test_what_people_look_at_first_is_among_the_cases() -> None:
    assert set(SHOWN) <= set(NAMES)
