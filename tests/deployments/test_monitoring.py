"""Configurations of monitoring: what is watched, and what is sent where."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.monitoring import watched, watched_in
from pytest_etl_diagram.documents.files import Files

PROMETHEUS = """
scrape_configs:
  - job_name: airflow
    basic_auth: {password: canary}
    static_configs: [{targets: ['statsd-exporter:9102', 'other:9102']}]
  - job_name: etl
    dns_sd_configs: [{names: [tasks.streaming], port: 8000}]
  - job_name: pods
    kubernetes_sd_configs: [{role: pod}]
alerting:
  alertmanagers: [{static_configs: [{targets: ['alertmanager:9093']}]}]
remote_write:
  - url: http://user:canary@mimir:9009/api/v1/push
"""
GRAFANA = """
apiVersion: 1
datasources:
  - name: Metrics
    type: prometheus
    url: http://prometheus:9090
  - {name: Logs, type: loki, url: 'http://loki:3100', secureJsonData: {password: canary}}
  - {name: DB, type: postgres, url: 'postgres:5432'}
"""
PROMTAIL = """
clients: [{url: 'http://loki:3100/loki/api/v1/push'}]
scrape_configs:
  - job_name: files
    static_configs: [{targets: [localhost], labels: {__path__: /var/log/*.log}}]
"""
ALERTMANAGER = """
route: {receiver: team}
receivers:
  - name: team
    slack_configs: [{api_url: 'https://hooks.slack.com/services/canary'}]
    webhook_configs: [{url: 'http://alert-sink:8080/hook?token=canary'}]
"""
COLLECTOR = """
receivers:
  otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}
  kafka: {brokers: ['kafka:9092']}
  prometheus:
    config: {scrape_configs: [{job_name: etl, static_configs: [{targets: ['etl:8000']}]}]}
exporters:
  otlp/jaeger: {endpoint: 'jaeger:4317', headers: {authorization: canary}}
service: {pipelines: {}}
"""
FILEBEAT = """
filebeat.inputs: [{type: log, paths: [/logs/*.log]}]
output.elasticsearch: {hosts: ['http://elasticsearch:9200'], password: canary}
setup.kibana: {host: 'kibana:5601'}
"""
NESTED_BEAT = "output:\n  kafka:\n    hosts: ['kafka:9092']\n    topic: logs\n"
KIBANA = "elasticsearch.hosts: ['http://elasticsearch:9200']\nelasticsearch.password: canary\n"
FLUENT_YAML = "pipeline:\n  outputs:\n    - {name: es, host: elasticsearch, port: 9200}\n"
VECTOR = "sinks:\n  out: {type: loki, inputs: [logs], endpoint: 'http://loki:3100'}\n"
LOGSTASH = """
input {
  kafka {
    bootstrap_servers => "kafka:9092"   # the cluster
    topics => ["logs"]
  }
}
output {
  elasticsearch { hosts => ["http://elasticsearch:9200"] password => "canary" }
  stdout { codec => rubydebug }
}
"""
FLUENTD = """
<match app.**>
  @type elasticsearch
  host elasticsearch
  port 9200
  password canary
</match>
"""
FLUENT_BIT = """
[SERVICE]
    Flush 5
[OUTPUT]
    Name  loki
    Host  loki
    Port  3100
    HTTP_Passwd canary
"""
TELEGRAF = """
[[outputs.influxdb_v2]]
  urls = ["http://influxdb:8086"]
  token = "canary"
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            PROMETHEUS,
            [
                ("airflow", "statsd-exporter", "monitors", 5),
                ("airflow", "other", "monitors", 5),
                ("etl", "streaming", "monitors", 7),
                ("pods", "", "monitors", 8),
                ("alertmanager", "alertmanager", "connects", 11),
                ("remote_write", "mimir", "connects", 13),
            ],
        ),
        (
            GRAFANA,
            [
                ("prometheus", "prometheus", "connects", 6),
                ("loki", "loki", "connects", 7),
                ("postgres", "postgres", "connects", 8),
            ],
        ),
        (PROMTAIL, [("loki", "loki", "connects", 2)]),
        (
            ALERTMANAGER,
            [
                ("slack", "hooks.slack.com", "connects", 5),
                ("webhook", "alert-sink", "connects", 6),
            ],
        ),
        (
            COLLECTOR,
            [
                ("etl", "etl", "monitors", 6),
                ("otlp", "jaeger", "connects", 8),
                ("kafka", "kafka", "monitors", 4),
            ],
        ),
        (
            FILEBEAT,
            [
                ("elasticsearch", "elasticsearch", "connects", 3),
                ("kibana", "kibana", "connects", 4),
            ],
        ),
        (NESTED_BEAT, [("kafka", "kafka", "connects", 3)]),
        (KIBANA, [("elasticsearch", "elasticsearch", "connects", 1)]),
        (FLUENT_YAML, [("es", "elasticsearch", "connects", 3)]),
        (VECTOR, [("loki", "loki", "connects", 2)]),
        (
            LOGSTASH,
            [
                ("kafka", "kafka", "connects", 4),
                ("elasticsearch", "elasticsearch", "connects", 9),
            ],
        ),
        (FLUENTD, [("elasticsearch", "elasticsearch", "connects", 4)]),
        (FLUENT_BIT, [("loki", "loki", "connects", 6)]),
        (TELEGRAF, [("influxdb_v2", "influxdb", "connects", 3)]),
        ("services: {db: {image: postgres, hosts: [db:1]}}", []),
        ("hosts: [a, b]", []),
        ("host db\nport 1\n", []),
        ("", []),
        ("- scrape_configs\n", []),
    ],
)
def test_a_configuration_watches_and_sends(content, expected):
    found = watched_in(content, "x")
    assert [(each.job, each.host, each.kind, each.line) for each in found] == expected
    assert "canary" not in repr(found)


def test_lines_in_a_text_inside_of_a_file_count_from_where_that_begins():
    (found,) = watched_in("clients:\n  - url: http://loki:3100\n", "configmap.yaml", 20)
    assert (found.path, found.line) == ("configmap.yaml", 21)


@pytest.mark.parametrize("mounted", ["monitoring/prometheus.yml", "monitoring", "monitoring/"])
def test_a_file_counts_whether_it_is_mounted_or_its_folder(tmp_path, mounted):
    (tmp_path / "monitoring").mkdir()
    (tmp_path / "monitoring/prometheus.yml").write_text(PROMETHEUS)
    (tmp_path / "monitoring/rules.txt").write_text(PROMETHEUS)
    found = watched(Files(tmp_path), mounted)
    assert len(found) == 6
    assert {each.path for each in found} == {"monitoring/prometheus.yml"}


@pytest.mark.parametrize("mounted", ["absent.yml", "../outside.yml", "absent"])
def test_what_is_not_there_watches_nothing(tmp_path, mounted):
    assert watched(Files(tmp_path), mounted) == ()


def test_a_mounted_file_that_is_no_text_watches_nothing(tmp_path):
    (tmp_path / "x.conf").write_bytes(b"\xff\xfe\x00\x80")
    assert watched(Files(tmp_path), "x.conf") == ()
