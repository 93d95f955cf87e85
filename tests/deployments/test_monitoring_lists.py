"""Where a configuration of monitoring lists what it watches and where it sends to."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.monitoring_lists import lists_in, lists_of, tie_places
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.model import Place

PROMETHEUS = "global: {}\nscrape_configs:\n  - job_name: a\nremote_write: []\n"
GRAFANA = "apiVersion: 1\ndatasources:\n  - {name: Metrics, type: prometheus}\n"
COLLECTOR = """\
receivers:
  prometheus:
    config:
      scrape_configs: []
exporters: {otlp: {endpoint: tempo:4317}}
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PROMETHEUS, {"monitors": 2, "connects_to": 4}),
        (GRAFANA, {"connects_to": 2}),
        ("clients: []\n", {"connects_to": 1}),
        ("route: {}\nreceivers: []\n", {"connects_to": 2}),
        (COLLECTOR, {"monitors": 4, "connects_to": 5}),
        ("metricbeat.modules: []\n", {"monitors": 1}),
        ("sinks: {}\n", {"connects_to": 1}),
        ("a: 1\n---\nscrape_configs: []\n", {"monitors": 3}),
        ("services: {}\n", {}),
        ("- scrape_configs\n", {}),
        ("", {}),
    ],
)
def test_a_list_has_the_line_of_its_key(content, expected):
    found = lists_in(content, "x.yml")
    assert {name: place.line for name, place in found} == expected


def test_lines_in_a_text_inside_of_a_file_count_from_where_that_begins():
    assert lists_in(PROMETHEUS, "map.yaml", 20)[0] == ("monitors", Place("map.yaml", line=21))


@pytest.mark.parametrize("mounted", ["etc/prometheus.yml", "etc"])
def test_a_file_counts_whether_it_is_mounted_or_its_folder(tmp_path, mounted):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/prometheus.yml").write_text(PROMETHEUS)
    (tmp_path / "etc/logs.conf").write_text("scrape_configs: []\n")
    found = lists_of(Files(tmp_path), mounted)
    assert dict(found)["monitors"] == Place("etc/prometheus.yml", line=2)


@pytest.mark.parametrize(
    ("in_files", "environment", "expected"),
    [
        ((), Place("a", line=1), {"connects_to": "a"}),
        (("connects_to",), None, {"connects_to": "f"}),
        (("monitors",), Place("a", line=1), {"monitors": "f", "connects_to": "a"}),
        (("monitors", "connects_to"), Place("a", line=1), {"monitors": "f"}),
        ((), None, {}),
    ],
)
def test_where_both_lead_somewhere_none_of_them_is_named(in_files, environment, expected):
    lists = tuple((name, Place("f", line=2)) for name in in_files)
    found = tie_places(lists, environment)
    assert {name: place.path for name, place in found} == expected
