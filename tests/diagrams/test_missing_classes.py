"""A class of the project that isn't there: its module is missing, or has no such class."""

from __future__ import annotations

import pytest

from tests.cases import diagrams, project_and_readings

JOB = """\
import pandas as pd

from etl.parts import Loader, Metrics


class Places:
    def __init__(self):
        self.loader = Loader()
        self.metrics = Metrics()

    def run(self):
        places = pd.read_csv("/in/places.csv")
        self.loader.load(places)
        self.metrics.count("places", len(places))
        self.metrics.info("done")
        self.metrics.close()
        places.to_parquet("/out/places.parquet")
"""

PARTS = """\
class Writer:
    def load(self, rows):
        rows.to_sql("places", "postgresql://dwh/geo")
"""

FILES = {
    "the module lacks the class": {"etl/parts.py": PARTS},
    "the module is missing": {},
}


@pytest.fixture(params=FILES)
def drawn(request, tmp_path):
    for name, text in {"etl/__init__.py": "", "etl/job.py": JOB, **FILES[request.param]}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kinds = ("activity", "sequence", "architecture")
    _, readings = project_and_readings(tmp_path, kinds)
    return {each.kind: each.graph for each in diagrams(readings, kinds)}


def test_its_steps_stay_steps_with_what_it_is_called(drawn):
    found = {node.name: node.fact("component") for node in drawn["activity"].nodes}
    named = {name: component for name, component in found.items() if component}
    assert named == {"load": "Loader (unresolved)", "count": "Metrics (unresolved)"}


def test_it_takes_part_in_the_sequence_by_its_name(drawn):
    names = {node.name for node in drawn["sequence"].nodes if node.role == "unknown"}
    assert names == {"Loader (unresolved)", "Metrics (unresolved)"}


def test_it_has_one_box_in_the_architecture(drawn):
    boxes = {node.name for node in drawn["architecture"].nodes if node.role == "unknown"}
    assert boxes == {"Loader", "Metrics"}
