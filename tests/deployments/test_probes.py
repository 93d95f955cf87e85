"""How often and how patiently it is asked whether a container is well."""

from __future__ import annotations

import pytest

from tests.deployments.kubernetes_drawing import draw, line, told

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: api}}
spec:
  containers:
    - name: api
      image: acme/api:1.0
      livenessProbe:
        tcpSocket: {{port: 80}}
{settings}
"""
VALUES = """\
executor: CeleryExecutor
airflowVersion: 2.10.4
scheduler: {replicas: 2}
workers:
  replicas: 4
"""


def pod(root, *settings):
    text = POD.format(settings="\n".join(f"        {each}" for each in settings))
    return draw(root, {"k8s/pod.yaml": text})


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ((), ""),
        (("periodSeconds: 30",), "; period: 30s"),
        (("failureThreshold: 5", "periodSeconds: 90"), "; period: 1m30s, failures: 5"),
        (
            ("successThreshold: 2", "timeoutSeconds: 5", "initialDelaySeconds: 10"),
            "; initial delay: 10s, timeout: 5s, successes: 2",
        ),
        (("failureThreshold: ${TRIES}",), "; failures: {env:TRIES}"),
        (
            (
                "initialDelaySeconds: 0",
                "periodSeconds: 10",
                "timeoutSeconds: 1",
                "successThreshold: 1",
                "failureThreshold: 3",
            ),
            "",
        ),
        (("periodSeconds: null",), ""),
    ],
)
def test_a_probe_shows_what_is_not_kubernetes_default(tmp_path, settings, shown):
    assert ("api", "liveness", f"tcpSocket 80{shown}") in told(pod(tmp_path, *settings))


def test_a_setting_of_a_probe_and_a_probe_that_is_not_there_have_their_lines(tmp_path):
    drawn = pod(tmp_path, "periodSeconds: 30", "failureThreshold: 5")
    source = "k8s/pod.yaml"
    assert line(drawn, "api", "liveness") == (source, 8)
    assert line(drawn, "api", "liveness failures: 5") == (source, 11)
    assert line(drawn, "api", "readiness") == (source, 6)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("livenessProbe: {enabled: false}", "disabled"),
        ("livenessProbe: {enabled: false, periodSeconds: 60}", "disabled"),
        ("livenessProbe: null", "disabled"),
        ("livenessProbe: {enabled: true}", ""),
        ("livenessProbe: {}", ""),
        ("livenessProbe: {periodSeconds: 60}", "the chart's own; period: 1m"),
        ("livenessProbe: {failureThreshold: 3}", "the chart's own; failures: 3"),
        ("livenessProbe: {exec: {command: [pgrep, airflow]}}", "exec pgrep airflow"),
        ("livenessProbe: {command: [sh, -c, probe], periodSeconds: 5}", "sh -c probe; period: 5s"),
    ],
)
def test_a_probe_of_a_chart_shows_what_is_said_of_it(tmp_path, said, shown):
    drawn = draw(tmp_path, {"values.yaml": f"{VALUES}  {said}\n"})
    found = {value for name, fact, value in told(drawn) if (name, fact) == ("worker", "liveness")}
    assert found == ({shown} if shown else set())
    assert line(drawn, "worker", "liveness") == ("values.yaml", 6)


def test_a_place_can_take_a_probe_of_the_common_values_and_of_the_chart_away(tmp_path):
    common = {"values.yaml": f"{VALUES}  livenessProbe: {{periodSeconds: 60}}\n"}
    over = {"values-dev.yaml": "executor: CeleryExecutor\nworkers:\n  livenessProbe: null\n"}
    drawn = draw(tmp_path, common | over, "values-dev.yaml")
    assert ("worker", "liveness", "disabled") in told(drawn)
    assert line(drawn, "worker", "liveness") == ("values-dev.yaml", 3)
