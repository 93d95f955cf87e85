"""Every change of the architecture changes one fact, node or edge, at the right line."""

from __future__ import annotations

import pytest

from tests.deployments.kubernetes_drawing import check_one_fact, draw, line, told

SOURCE = "k8s/etl.yaml"
BEFORE = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: stream
spec:
  replicas: 3
  strategy: {type: Recreate}
  selector:
    matchLabels: {app: stream}
  template:
    metadata:
      labels: {app: stream}
    spec:
      serviceAccountName: stream
      containers:
        - name: stream
          image: acme/stream:2.1.0
          command: [python, -m, stream]
          ports:
            - containerPort: 8000
          envFrom:
            - configMapRef: {name: stream}
          env:
            - name: KAFKA_BROKERS
              value: kafka:9092
            - name: TOKEN
              valueFrom:
                secretKeyRef: {name: api, key: token}
          readinessProbe:
            httpGet: {path: /ready, port: 8000}
          livenessProbe:
            httpGet: {path: /healthz, port: 8000}
          resources:
            requests: {cpu: 250m}
            limits:
              memory: 512Mi
          volumeMounts:
            - {name: data, mountPath: /data}
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: stream
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: stream}
  minReplicas: 3
  maxReplicas: 9
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
---
apiVersion: v1
kind: Service
metadata:
  name: stream
spec:
  selector: {app: stream}
  ports:
    - port: 80
      targetPort: 8000
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 2 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: nightly
              image: acme/batch@sha256:5acba83a746c7608ed544dc1533b87c737a0b0
"""

STREAM, NIGHTLY, SERVICE = "stream", "nightly", "service/stream"
CHANGED = {
    "fewer replicas": ("replicas: 3\n", "replicas: 2\n", STREAM, "replicas", "2", 6),
    "another strategy": ("type: Recreate", "type: RollingUpdate", STREAM, "strategy", "", 0),
    "the image's major version": (
        "stream:2.1.0",
        "stream:3.0.0",
        STREAM,
        "image",
        "acme/stream:3.0.0",
        17,
    ),
    "an image that isn't pinned": (
        "stream:2.1.0",
        "stream:latest",
        STREAM,
        "image",
        "acme/stream:latest",
        17,
    ),
    "another command": ("-m, stream]", "-m, flow]", STREAM, "command", "python -m flow", 18),
    "another account": (
        "Name: stream\n      con",
        "Name: root\n      con",
        STREAM,
        "service_account",
        "root",
        14,
    ),
    "another port": ("containerPort: 8000", "containerPort: 8001", STREAM, "ports", "8001", 20),
    "another ConfigMap": (
        "configMapRef: {name: stream}",
        "configMapRef: {name: other}",
        STREAM,
        "env_from",
        "configmap/other",
        22,
    ),
    "another Secret": ("{name: api, ", "{name: key, ", STREAM, "secrets", "key", 26),
    "a probe that asks another path": (
        "path: /ready",
        "path: /up",
        STREAM,
        "readiness",
        "httpGet /up:8000",
        29,
    ),
    "a probe less": (
        "          livenessProbe:\n            httpGet: {path: /healthz, port: 8000}\n",
        "",
        STREAM,
        "liveness",
        "",
        0,
    ),
    "a lower limit": ("memory: 512Mi", "memory: 256Mi", STREAM, "limits", "memory: 256Mi", 36),
    "a lower request": ("cpu: 250m", "cpu: 100m", STREAM, "requests", "cpu: 0.1", 34),
    "another place of a volume": (
        "mountPath: /data",
        "mountPath: /var",
        STREAM,
        "volumes",
        "data:/var",
        38,
    ),
    "a smaller claim": (
        "storage: 10Gi",
        "storage: 5Gi",
        STREAM,
        "storage",
        "data 5Gi ReadWriteOnce",
        60,
    ),
    "a claim for many": (
        "ReadWriteOnce",
        "ReadWriteMany",
        STREAM,
        "storage",
        "data 10Gi ReadWriteMany",
        60,
    ),
    "an autoscaler with less room": (
        "maxReplicas: 9",
        "maxReplicas: 4",
        STREAM,
        "autoscaling",
        "3-4",
        50,
    ),
    "a published port": ("port: 80\n", "port: 81\n", SERVICE, "ports", "81:8000", 69),
    "another schedule": ("0 2 * * *", "0 5 * * *", NIGHTLY, "schedule", "0 5 * * *", 77),
    "jobs at the same time": (
        "concurrencyPolicy: Forbid",
        "concurrencyPolicy: Allow",
        NIGHTLY,
        "concurrency_policy",
        "",
        0,
    ),
    "fewer retries": ("backoffLimit: 2", "backoffLimit: 0", NIGHTLY, "retries", "0", 81),
    "a suspended job": (
        '"0 2 * * *"',
        '"0 2 * * *"\n  suspend: true',
        NIGHTLY,
        "suspend",
        "True",
        78,
    ),
    "another digest": (
        "sha256:5acb",
        "sha256:6acb",
        NIGHTLY,
        "image",
        "acme/batch@sha256:6acba83a746c",
        87,
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_alters_one_fact_at_its_line(tmp_path, name):
    check_one_fact(tmp_path, SOURCE, BEFORE, CHANGED[name])


def test_an_autoscaler_that_is_gone_is_a_fact_less(tmp_path):
    documents = BEFORE.split("---\n")
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = told(draw(tmp_path / "b", {SOURCE: "---\n".join(documents[:1] + documents[2:])}))
    assert before - after == {(STREAM, "autoscaling", "3-9")}
    assert after <= before


def test_a_service_that_is_gone_is_a_node_and_an_edge_less(tmp_path):
    documents = BEFORE.split("---\n")
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = told(draw(tmp_path / "b", {SOURCE: "---\n".join(documents[:3] + documents[4:])}))
    assert {entry[:2] for entry in before - after} == {
        (SERVICE, ""),
        (SERVICE, "kind"),
        (SERVICE, "ports"),
        (SERVICE, "routes stream"),
    }
    assert after <= before


def test_a_selector_that_finds_nothing_any_more_is_an_edge_less(tmp_path):
    text = BEFORE.replace("  selector: {app: stream}\n  ports", "  selector: {app: gone}\n  ports")
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = told(draw(tmp_path / "b", {SOURCE: text}))
    assert before - after == {(SERVICE, "routes stream", "")}
    assert after <= before


def test_a_container_more_leaves_the_facts_of_the_first_as_they_are(tmp_path):
    sidecar = "        - {name: proxy, image: 'envoy:1.30', ports: [{containerPort: 9901}]}\n"
    text = BEFORE.replace("      volumes:\n", f"{sidecar}      volumes:\n", 1)
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = told(draw(tmp_path / "b", {SOURCE: text}))
    assert after - before == {
        (STREAM, "proxy.image", "envoy:1.30"),
        (STREAM, "proxy.ports", "9901"),
    }
    assert before <= after


def test_another_order_of_what_prepares_a_pod_is_a_change(tmp_path):
    init = "      initContainers: [{name: one, image: 'a:1'}, {name: two, image: 'b:1'}]\n"
    turned = "      initContainers: [{name: two, image: 'b:1'}, {name: one, image: 'a:1'}]\n"
    spot = "      containers:\n        - name: stream\n"
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE.replace(spot, init + spot)}))
    after = told(draw(tmp_path / "b", {SOURCE: BEFORE.replace(spot, turned + spot)}))
    assert after - before == {(STREAM, "init", "two (b:1) → one (a:1)")}


def test_the_line_of_what_a_patch_changes_is_the_patchs(tmp_path):
    overlay = "k8s/prod/kustomization.yaml"
    texts = {
        overlay: """\
            resources: [../base]
            images:
              - name: acme/stream
                newTag: 4.0.0
            patches:
              - path: more.yaml
            """,
        "k8s/prod/more.yaml": """\
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: stream}
            spec:
              replicas: 7
              template:
                spec:
                  containers:
                    - name: stream
                      resources:
                        limits:
                          cpu: 2
            """,
        "k8s/base/kustomization.yaml": "resources: [etl.yaml]\n",
        "k8s/base/etl.yaml": BEFORE,
    }
    drawn = draw(tmp_path, texts)
    assert (STREAM, "limits", "cpu: 2, memory: 512Mi") in told(drawn)
    assert line(drawn, STREAM, "image") == (overlay, 4)
    assert line(drawn, STREAM, "replicas") == ("k8s/prod/more.yaml", 5)
    assert line(drawn, STREAM) == ("k8s/base/etl.yaml", 4)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ("autoscaling", 50),
        ("autoscaling least", 49),
        ("autoscaling most", 50),
        ("connects_to", 23),
        ("startup", 16),
        ("volumes data:/data", 38),
        ("configs", 23),
        ("restart", 13),
        ("init", 13),
    ],
)
def test_what_is_no_fact_of_its_own_has_its_line(tmp_path, fact, at):
    assert line(draw(tmp_path, {SOURCE: BEFORE}), STREAM, fact) == (SOURCE, at)


@pytest.mark.parametrize("fact", ["limits", "requests", "liveness", "command", "ports"])
def test_what_a_container_does_not_say_would_stand_in_it(tmp_path, fact):
    lines = BEFORE.splitlines(keepends=True)
    bare = "".join((*lines[:17], *lines[36:]))
    assert line(draw(tmp_path, {SOURCE: bare}), STREAM, fact) == (SOURCE, 16)
