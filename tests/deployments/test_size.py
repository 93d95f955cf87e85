"""Twice as much is twice the work, not four times: what is looked up is looked up once.

The work is counted in calls of functions, which are the same on every machine.
"""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

import pytest

from tests.cases import diagrams, readings

if TYPE_CHECKING:
    from pathlib import Path

MOST = 2.4
SMALL = 60


def compose(size: int) -> str:
    services = "".join(
        f"""
  etl-{number}:
    image: acme/etl-{number}:1.{number}
    command: python run.py --part {number}
    environment: {{DB_HOST: etl-{number // 2}, REDIS_URL: "redis://etl-{number // 3}:6379/0"}}
    ports: ["{10000 + number}:80"]
    depends_on: {[f"etl-{number + 1}"] if number + 1 < size else []}
"""
        for number in range(size)
    )
    return f"services:\n{services}"


def manifests(size: int) -> str:
    return "---\n".join(
        f"""\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: etl-{number}, namespace: data}}
spec:
  selector: {{matchLabels: {{app: etl-{number}}}}}
  template:
    metadata: {{labels: {{app: etl-{number}}}}}
    spec:
      containers:
        - name: etl
          image: acme/etl-{number}:1.{number}
          env: [{{name: DB_HOST, value: etl-{number // 2}}}]
---
apiVersion: v1
kind: Service
metadata: {{name: etl-{number}, namespace: data}}
spec: {{selector: {{app: etl-{number}}}, ports: [{{port: 80}}]}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{name: etl-{number}, namespace: data}}
spec: {{scaleTargetRef: {{kind: Deployment, name: etl-{number}}}, maxReplicas: 4}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: etl-{number}, namespace: data}}
spec: {{minAvailable: 1, selector: {{matchLabels: {{app: etl-{number}}}}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: etl-{number}, namespace: data}}
spec: {{defaultBackend: {{service: {{name: etl-{number}, port: {{number: 80}}}}}}}}
"""
        for number in range(size)
    )


def calls(root: Path, source: str, text: str) -> int:
    """Return how many functions were called to draw a project with one file."""
    path = root / source
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with cProfile.Profile() as profile:
        found = list(diagrams(readings(root, ("deployment",)), ("deployment",)))
    assert len(found) == 1
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "written"), [("compose.yaml", compose), ("k8s/all.yaml", manifests)]
)
def test_twice_as_much_is_twice_the_work(tmp_path, source, written):
    calls(tmp_path / "first", source, written(2))  # what is prepared once
    small = calls(tmp_path / "small", source, written(SMALL))
    large = calls(tmp_path / "large", source, written(2 * SMALL))
    assert large < MOST * small
