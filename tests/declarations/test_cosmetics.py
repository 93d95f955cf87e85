"""A file that is only written another way gives the same drawing."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from pytest_etl_diagram.declarations import generic
from pytest_etl_diagram.diagrams import pipeline
from pytest_etl_diagram.documents.files import Files

TEXT = """\
defaults:
  retries: 3
pipelines:
  daily_orders:
    schedule: "0 2 * * *"
    owner: data-team
    tags: [daily, sales]
    source:
      type: postgres
      connection: orders_db
      password: hunter2
      query: |
        SELECT o.id, o.amount FROM orders o
        WHERE o.day = '{{ ds }}'
      batch_size: 5000
    transformations:
      - type: filter
        condition: amount > 0
      - name: by_region
        type: aggregate
        group_by: [region]
        metrics:
          revenue: sum(amount)
          orders: count(*)
    quality_checks:
      - type: not_null
        columns: [region]
      - type: row_count
        min: 1
      - {type: freshness, stage: post_load, max_age: 1d}
    target:
      type: snowflake
      table: analytics.daily_orders
      mode: upsert
      keys: [region, day]
  events:
    source: {type: kafka, topic: events}
    steps:
      - {name: parse, type: transform}
      - {name: count, type: transform, depends_on: [parse]}
    targets:
      - {type: s3, path: "s3://lake/events/"}
"""


def drawn(text, folder, name="pipelines.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    found = generic.read(Files(folder), name)
    assert not found.problems
    return {each.name: pipeline.diagram(each, name).graph for each in found.workflows}


@pytest.fixture
def before(tmp_path):
    graphs = drawn(TEXT, tmp_path)
    assert set(graphs) == {"daily_orders", "events"}
    return graphs


def reordered(value):
    """Turn the keys of every mapping round; lists keep their order."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(list(value))}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def unlisted(value):
    """Write a list of one text or mapping as that alone."""
    if isinstance(value, dict):
        return {key: unlisted(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [unlisted(item) for item in value]
        return items[0] if len(items) == 1 else items
    return value


REWRITTEN = {
    "keys in another order": lambda data: yaml.safe_dump(reordered(data), sort_keys=False),
    "keys sorted": lambda data: yaml.safe_dump(data, sort_keys=True),
    "flow style": lambda data: yaml.safe_dump(data, default_flow_style=True),
    "block style": lambda data: yaml.safe_dump(data, default_flow_style=False),
    "double quotes": lambda data: yaml.safe_dump(data, default_style='"'),
    "single quotes": lambda data: yaml.safe_dump(data, default_style="'"),
    "broken lines": lambda data: yaml.safe_dump(data, width=20),
    "wide indentation": lambda data: yaml.safe_dump(data, indent=8),
    "JSON": json.dumps,
    "indented JSON": lambda data: json.dumps(data, indent=4),
    "lists of one unlisted": lambda data: yaml.safe_dump(unlisted(data)),
}


@pytest.mark.parametrize("rewritten", REWRITTEN.values(), ids=REWRITTEN)
def test_another_style_of_yaml_draws_the_same(rewritten, before, tmp_path):
    assert drawn(rewritten(yaml.safe_load(TEXT)), tmp_path) == before


def anchored():
    return TEXT.replace("type: postgres\n", "<<: *pg\n").replace(
        "defaults:", "x-pg: &pg\n  type: postgres\n  connection: other\ndefaults:"
    )


EDITED = {
    "comments": lambda: re.sub(r"(?m)^(\s*)(.*:)$", r"\1# what follows\n\1\2  # here", TEXT),
    "blank lines": lambda: TEXT.replace("\n    ", "\n\n    ").replace("|\n\n", "|\n"),
    "line ends of Windows": lambda: TEXT.replace("\n", "\r\n"),
    "a document's start": lambda: f"%YAML 1.1\n---\n{TEXT}...\n",
    "a byte order mark": lambda: "\ufeff" + TEXT,
    "a merge key in the place of a setting": anchored,
    "another password": lambda: TEXT.replace("hunter2", "correct horse"),
    "a query laid out otherwise": lambda: TEXT.replace(
        "SELECT o.id, o.amount FROM orders o\n",
        "-- of the day\n        SELECT o.id,\n               o.amount\n        FROM orders o\n",
    ),
    "keys of a table in another order": lambda: TEXT.replace("[region, day]", "[day, region]"),
    "a folded schedule": lambda: TEXT.replace('"0 2 * * *"', ">-\n      0 2 * * *"),
    "checks in another order": lambda: TEXT.replace(
        "      - type: row_count\n        min: 1\n", ""
    ).replace("quality_checks:\n", "quality_checks:\n      - {min: 1, type: row_count}\n"),
    "defaults written out": lambda: TEXT.replace("defaults:\n  retries: 3\n", "").replace(
        "    source:", "    retries: 3\n    source:"
    ),
    "a description": lambda: TEXT.replace("    owner:", "    description: of the day\n    owner:"),
}


@pytest.mark.parametrize("edited", EDITED.values(), ids=EDITED)
def test_what_is_no_change_of_the_pipeline_draws_the_same(edited, before, tmp_path):
    assert edited() != TEXT
    assert drawn(edited(), tmp_path) == before


CHANGED = {
    "a check taken away": ("      - type: row_count\n        min: 1\n", ""),
    "another mode": ("mode: upsert", "mode: append"),
    "other keys": ("[region, day]", "[region]"),
    "another table of the source": ("FROM orders o", "FROM orders_v2 o"),
    "another condition of the query": ("o.day = '{{ ds }}'", "o.day >= '{{ ds }}'"),
    "another size of batches": ("batch_size: 5000", "batch_size: 50"),
    "another schedule": ("0 2 * * *", "0 3 * * *"),
    "another owner": ("owner: data-team", "owner: nobody"),
    "another target": ("analytics.daily_orders", "analytics.orders"),
    "another threshold": ("min: 1", "min: 2"),
    "a step that waits for nothing": (", depends_on: [parse]", ", depends_on: []"),
    "another topic": ("topic: events", "topic: clicks"),
    "another default": ("retries: 3", "retries: 0"),
    "another column of a check": ("columns: [region]", "columns: [day]"),
    "steps in another order": (
        "      - type: filter\n        condition: amount > 0\n",
        "      - type: sort\n      - type: filter\n        condition: amount > 0\n",
    ),
}


@pytest.mark.parametrize(("old", "new"), CHANGED.values(), ids=CHANGED)
def test_a_change_of_the_pipeline_draws_otherwise(old, new, before, tmp_path):
    assert old in TEXT
    assert drawn(TEXT.replace(old, new), tmp_path) != before


def test_a_new_step_renames_no_other(before, tmp_path):
    more = TEXT.replace("    transformations:\n", "    transformations:\n      - type: sort\n")
    after = drawn(more, tmp_path)["daily_orders"]
    old = {node.id for node in before["daily_orders"].nodes}
    assert {node.id for node in after.nodes} - old == {"t_sort"}
    assert old <= {node.id for node in after.nodes}


def test_no_password_is_drawn(before):
    assert "hunter2" not in repr(before)
