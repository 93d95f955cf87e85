"""Every fact that is drawn has the line on which it stands in the file."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.declarations import formats
from pytest_etl_diagram.diagrams import pipeline
from pytest_etl_diagram.documents.files import Files

PIPELINES = """\
defaults:
  timeout: 1h
base: &base
  type: postgres
  connection: shop
pipelines:
  orders:
    schedule: {cron: "0 2 * * *"}
    retry:
      attempts: 3
    source:
      <<: *base
      table: orders
      batch_size: 50
    transformations:
      - filter: amount > 0
      - name: totals
        config:
          group_by: day
    quality_checks:
      on_failure: warn
      rules:
        - type: unique
          column: id
    target:
      type: s3
      bucket: lake
      key: orders/
    mode: overwrite
"""

PLACES = {
    "": 7,
    "s_schedule": 7,
    "s_schedule#schedule": 8,
    "s_schedule#retry": 9,
    "s_schedule#retry.attempts": 10,
    "s_schedule#timeout": 2,
    "s_schedule#stages extract": 11,
    "s_schedule#stages transform": 15,
    "s_schedule#stages validate": 20,
    "s_schedule#stages load": 25,
    "t_extract": 11,
    "t_extract#operator": 4,
    "t_extract#connection": 5,
    "t_extract#reads": 13,
    "t_extract#batch_size": 14,
    "t_filter": 16,
    "t_filter#filter": 16,
    "t_totals": 17,
    "t_totals#group_by": 19,
    "t_unique_id_9675bb": 23,
    "t_unique_id_9675bb#columns": 24,
    "t_unique_id_9675bb#on_failure": 21,
    "t_load": 25,
    "t_load#operator": 26,
    "t_load#writes": 27,
    "t_load#mode": 29,
}

OFF_AND_ON = """\
pipelines:
  orders:
    enabled: true
    notifications:
      on_success: {channel: log}
    source:
      type: postgres
      table: orders
      options:
        retry: {attempts: 3}
    steps:
      - type: filter
        condition: amount > 0
        active: yes
    target: {type: s3, path: "s3://lake/orders"}
"""

SODA = """\
checks for orders:
  - row_count > 0
  - missing_count(id) = 0:
      name: known
      warn: when > 0
"""

SUITE = """\
{"expectation_suite_name": "s", "expectations": [
  {"expectation_type": "expect_column_to_exist",
   "kwargs": {"column": "id",
              "column_index": 0}}
]}
"""


def diagrams(text, folder, name):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    files = Files(folder)
    found = [each.read(files, name) for each in formats()]
    return [pipeline.diagram(w, name) for one in found for w in one.workflows]


def lines(diagram):
    return {key: place.line for key, place in diagram.places}


def test_each_fact_of_a_pipeline_has_its_line(tmp_path):
    (diagram,) = diagrams(PIPELINES, tmp_path, "pipelines.yaml")
    assert lines(diagram) == PLACES


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("s_schedule#enabled", 3),
        ("s_schedule#notifications", 4),
        ("s_schedule#notifications.on_success", 5),
        ("s_schedule#stages extract", 6),
        ("t_extract#retry", 10),
        ("s_schedule#stages", 11),
        ("t_filter#active", 14),
    ],
)
def test_what_is_no_fact_has_its_line_too(key, line, tmp_path):
    (diagram,) = diagrams(OFF_AND_ON, tmp_path, "pipelines.yaml")
    assert lines(diagram)[key] == line


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "checks.yml",
            SODA,
            {
                "t_row_count": 2,
                "t_row_count#threshold": 2,
                "t_known": 3,
                "t_known#operator": 3,
                "t_known#threshold": 3,
                "t_known#warn": 5,
            },
        ),
        (
            "gx/expectations/s.json",
            SUITE,
            {
                "t_expect_column_to_exist_id_10bbad": 2,
                "t_expect_column_to_exist_id_10bbad#column": 3,
                "t_expect_column_to_exist_id_10bbad#column_index": 4,
            },
        ),
    ],
)
def test_each_fact_of_a_check_has_its_line(name, text, expected, tmp_path):
    (diagram,) = diagrams(text, tmp_path, name)
    found = {key: line for key, line in lines(diagram).items() if key.startswith("t_")}
    assert found == expected


def test_every_fact_that_is_drawn_has_a_place(tmp_path):
    (diagram,) = diagrams(PIPELINES, tmp_path, "pipelines.yaml")
    places = lines(diagram)
    for node in diagram.graph.nodes:
        for name, _ in node.facts:
            assert places[f"{node.id}#{name}"] > 0, (node.id, name)
