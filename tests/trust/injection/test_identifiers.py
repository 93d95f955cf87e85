"""Names of functions and classes are what Python makes of them: their NFKC form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases import diagrams, readings
from tests.trust.injection import pipelines

if TYPE_CHECKING:
    from pathlib import Path

SPELLINGS = {
    "ligature": ("\ufb01le", "file"),
    "mathematical": ("\U0001d4c1oad", "load"),
    "wide": ("\uff4c\uff4f\uff41\uff44", "load"),
    "decomposed": ("e\u0301te\u0301", "\u00e9t\u00e9"),
    "kelvin": ("\u212aelvin", "Kelvin"),
}

DAG = """
from airflow.sdk import DAG, task
from airflow.operators.python import PythonOperator

with DAG("d"):
    @task
    def {written}():
        pass

    def work_{written}():
        pass

    {read}() >> PythonOperator(task_id="second", python_callable=work_{read})
"""


@pytest.mark.parametrize(("written", "read"), SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("where", ["defined", "used"])
def test_two_spellings_of_an_identifier_are_one_name(
    tmp_path: Path, written: str, read: str, where: str
) -> None:
    names = (
        {"written": read, "read": written}
        if where == "used"
        else {"written": written, "read": read}
    )
    (tmp_path / "dags").mkdir()
    (tmp_path / "dags" / "x.py").write_text(DAG.format(**names), encoding="utf-8")
    (diagram,) = diagrams(readings(tmp_path, ("dag",)), ("dag",))
    nodes = {node.name: node for node in diagram.graph.nodes}
    assert read in nodes
    assert dict(nodes["second"].facts)["callable"] == f"work_{read}"
    assert [edge.source for edge in diagram.graph.edges] == [nodes[read].id]


def test_a_flow_is_named_as_python_names_it(tmp_path: Path) -> None:
    text = (
        pipelines.flow_file("x").replace("Sales", "\ufb01\uff33ales").replace("load", "\uff4coad")
    )
    (tmp_path / "x.py").write_text(text, encoding="utf-8")
    (diagram,) = diagrams(readings(tmp_path, ("activity",)), ("activity",))
    assert diagram.name == "fiSales.run"
