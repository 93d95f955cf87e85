"""Meltano projects: what a rewrite leaves as it is, where facts stand, what ties them to others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_etl_diagram.declarations import meltano
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.model import DataAsset

MELTANO = """\
plugins:
  extractors:
  - name: tap-postgres
    select: [orders.*, customers.id]
    metadata:
      '*': {replication-method: INCREMENTAL}
    config:
      host: db
      password: canary-one
  loaders:
  - name: target-bigquery
    config:
      dataset: raw
      load_method: upsert
jobs:
- name: load
  tasks:
  - tap-postgres target-bigquery
schedules:
- name: nightly
  interval: 0 2 * * *
  job: load
"""


def workflow_of(tmp_path, files):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = meltano.read(Files(tmp_path), "meltano.yml")
    assert found.problems == ()
    (workflow,) = found.workflows
    return workflow


def drawn(workflow):
    stages = tuple(replace(stage, place=None, places=()) for stage in workflow.stages)
    return workflow.facts, stages, workflow.dependencies


REWRITES = {
    "another order of keys, quotes, comments": {
        "meltano.yml": """\
schedules: [{job: load, interval: '0 2 * * *', name: nightly}]  # at night
jobs: [{name: load, tasks: [[tap-postgres, target-bigquery]]}]
plugins:
  loaders:
  - config: {"load_method": "upsert", "dataset": "raw"}
    name: target-bigquery
  extractors:
  - config:
      password: canary-two
      host: db
    metadata: {'*': {replication-method: INCREMENTAL}}
    select:
    - customers.id
    - orders.*
    name: tap-postgres
"""
    },
    "parts in files of their own": {
        "meltano.yml": "include_paths: ['./**/*.yml']\n" + MELTANO[MELTANO.index("jobs:") :],
        "parts/plugins.yml": MELTANO[: MELTANO.index("jobs:")],
    },
}


@pytest.mark.parametrize("files", REWRITES.values(), ids=list(REWRITES))
def test_a_rewrite_draws_the_same(tmp_path, files):
    before = workflow_of(tmp_path / "before", {"meltano.yml": MELTANO})
    after = workflow_of(tmp_path / "after", files)
    assert drawn(after) == drawn(before)


def test_facts_have_the_lines_where_they_are_written(tmp_path):
    workflow = workflow_of(tmp_path, {"meltano.yml": MELTANO})
    tap, target = workflow.stages
    assert dict(workflow.places)["schedule"].line == 21
    assert dict(tap.places)["select"].line == 4
    assert dict(tap.places)["replication_method"].line == 6
    assert dict(target.places)["mode"].line == 14


def test_lineage_joins_the_systems_of_tap_and_target(tmp_path):
    lineage = workflow_of(tmp_path, {"meltano.yml": MELTANO}).lineage
    assert lineage is not None
    assert lineage.reads == (
        DataAsset("PostgreSQL", "table", "customers"),
        DataAsset("PostgreSQL", "table", "orders"),
    )
    assert lineage.writes == (
        DataAsset("BigQuery", "table", "raw.customers"),
        DataAsset("BigQuery", "table", "raw.orders"),
    )


def test_a_job_that_runs_dbt_triggers_the_project_beside_it(tmp_path):
    text = MELTANO.replace("plugins:\n", "plugins:\n  utilities: [{name: dbt-bigquery}]\n", 1)
    text = text.replace("  - tap-postgres target", "  - tap-postgres target", 1)
    text = text.replace("target-bigquery\nschedules", "target-bigquery dbt-bigquery:run\nschedules")
    files = {"meltano.yml": text, "transform/dbt_project.yml": "name: marts\n"}
    workflow = workflow_of(tmp_path, files)
    assert [stage.name for stage in workflow.stages][-1] == "dbt-bigquery:run"
    assert workflow.lineage is not None
    assert workflow.lineage.triggers == ("marts",)
