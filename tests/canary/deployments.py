"""Files of each kind that deploys something, with secrets wherever people put them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from tests.canary.writing import Files, env_name, environment, in_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


def compose(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Compose: in the environment, build arguments, commands, labels, health checks and `.env`."""
    services = {
        "worker": {
            "image": f"worker:{size}.0",
            "build": {"context": ".", "args": environment(named, texts)},
            "environment": environment(named, texts),
            "labels": environment(named, texts),
            "secrets": ["db_password"],
        },
        "listed": {
            "image": "worker:1.0",
            "environment": [f"{k}={v}" for k, v in environment(named, texts).items()],
            "command": list(texts.values()),
        },
    }
    for i, text in enumerate(texts.values()):
        services[f"job-{i}"] = {
            "image": "worker:1.0",
            "command": text,
            "entrypoint": ["sh", "-c", text],
            "healthcheck": {"test": ["CMD-SHELL", text]},
        }
    dotenv = "".join(f"{k}='{v}'\n" for k, v in environment(named, texts).items())
    shown = {"image": "worker:${TOKEN_TAG:-1}", "command": "run ${password} ${API_TOKEN}"}
    services["interpolated"] = {**shown, "environment": {"X": "${client_secret:-" + "x}"}}
    return {
        "docker-compose.yml": in_yaml(
            {"services": services, "secrets": {"db_password": {"environment": "X"}}}
        ),
        ".env": dotenv,
    }


def kubernetes(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Manifests: in Secrets, ConfigMaps, the environment, arguments, probes and annotations."""
    settings = environment(named, texts)
    container = {
        "name": "worker",
        "image": f"worker:{size}.0",
        "env": [{"name": name, "value": value} for name, value in settings.items()],
        "args": list(texts.values()),
        "command": ["sh", "-c", " && ".join(texts.values())],
        "livenessProbe": {"exec": {"command": ["sh", "-c", next(iter(texts.values()))]}},
    }
    labels = {"app": "worker"}
    documents = [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "keys"},
            "stringData": settings,
        },
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "more"}, "data": settings},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "conf"}, "data": settings},
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": "worker", "annotations": settings},
            "spec": {
                "selector": {"matchLabels": labels},
                "template": {
                    "metadata": {"labels": labels, "annotations": settings},
                    "spec": {"containers": [container]},
                },
            },
        },
        {
            "apiVersion": "batch/v1",
            "kind": "CronJob",
            "metadata": {"name": "nightly"},
            "spec": {
                "schedule": "0 2 * * *",
                "jobTemplate": {
                    "spec": {
                        "template": {
                            "spec": {"containers": [container], "initContainers": [container]}
                        }
                    }
                },
            },
        },
    ]
    return {"deploy/k8s/all.yaml": yaml.safe_dump_all(documents, sort_keys=False, width=10_000)}


def helm(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Values of the official Airflow chart."""
    settings = environment(named, texts)
    values = {
        "executor": "CeleryExecutor",
        "airflowVersion": "2.9.1",
        "scheduler": {
            "replicas": size,
            "env": [{"name": k, "value": v} for k, v in settings.items()],
        },
        "workers": {"replicas": 2, "args": list(texts.values()), "extraInitContainers": []},
        "webserver": {"defaultUser": {"username": "admin", **named}},
        "fernetKey": next(iter(named.values())),
        "webserverSecretKey": next(iter(named.values())),
        "data": {
            "metadataConnection": {"user": "a", "pass": named["password"], "host": "db"},
            "brokerUrl": f"redis://:{named['token']}@redis:6379/0",
            **named,
        },
        "env": [{"name": k, "value": v} for k, v in settings.items()],
        "extraEnv": "".join(
            f"- name: {k}\n  value: {json.dumps(v)}\n" for k, v in settings.items()
        ),
        "extraSecrets": {"keys": {"stringData": in_yaml(settings)}},
        "config": {"core": dict(named), "smtp": dict(named), "logging": dict(settings)},
        "connections": [
            {"id": f"c{i}", "type": "postgres", "uri": text}
            for i, text in enumerate(texts.values())
        ],
    }
    return {"deploy/airflow/values.yaml": in_yaml(values)}


def airflow_cfg(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Airflow's own configuration file."""
    settings = {**named, **{f"setting_{i}": text for i, text in enumerate(texts.values())}}
    lines = [f"{k} = {v.replace('%', '%%')}" for k, v in settings.items()]
    core = [
        f"parallelism = {size}",
        "executor = CeleryExecutor",
        f"sql_alchemy_conn = postgresql://airflow:{named['password']}@db/airflow",
        *lines,
    ]
    celery = [f"broker_url = redis://:{named['token']}@redis/0", *lines]
    logging = [
        "remote_logging = True",
        f"remote_base_log_folder = s3://{named['password']}:{named['token']}@logs/airflow",
    ]
    parts = {"core": core, "celery": celery, "logging": logging, "smtp": lines}
    return {
        "airflow.cfg": "\n".join(f"[{name}]\n" + "\n".join(rows) for name, rows in parts.items())
    }


def dockerfile(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A Dockerfile: in ENV, ARG, RUN, LABEL, HEALTHCHECK, ENTRYPOINT and CMD."""
    settings = environment(named, texts)
    lines = [f"FROM python:3.{size}"]
    lines += [f"ARG {name}={json.dumps(value)}" for name, value in settings.items()]
    lines += [f"ENV {name}={json.dumps(value)}" for name, value in settings.items()]
    lines += [f"LABEL {name}={json.dumps(value)}" for name, value in settings.items()]
    lines += [f"RUN {text}" for text in texts.values()]
    lines += [f"HEALTHCHECK CMD {json.dumps(['sh', '-c', *texts.values()])}"]
    lines += [f"ENTRYPOINT {json.dumps(list(texts.values()))}"]
    lines += [f"CMD {json.dumps(list(texts.values()))}"]
    return {"etl/Dockerfile": "\n".join(lines) + "\n"}


def monitoring(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """Prometheus, Grafana and connection files, which a Compose file mounts."""
    secret = next(iter(named.values()))
    prometheus = {
        "remote_write": [{"url": texts["a URL"], "basic_auth": {"username": "a", **named}}],
        "scrape_configs": [
            {"job_name": "etl", "basic_auth": dict(named), "bearer_token": secret,
             "static_configs": [{"targets": ["worker:8000", texts["a token in a URL"]]}]}
        ],
    }  # fmt: skip
    grafana = {
        "apiVersion": 1,
        "datasources": [
            {"name": f"d{i}", "type": "prometheus", "url": text, "secureJsonData": dict(named),
             "basicAuthPassword": secret}
            for i, text in enumerate(texts.values())
        ],
    }  # fmt: skip
    connections = {f"c{i}": text for i, text in enumerate(texts.values())}
    connections |= {"detailed": {"conn_type": "postgres", "host": "db", "login": "x", **named}}
    services = {
        "worker": {"image": f"worker:{size}.0"},
        "prometheus": {
            "image": "prom/prometheus:v3.1.0",
            "volumes": ["./monitoring/prometheus.yml:/etc/prometheus/prometheus.yml"],
        },
        "grafana": {
            "image": "grafana/grafana:11.4.0",
            "volumes": ["./monitoring/grafana.yml:/etc/grafana/provisioning/datasources/a.yml"],
        },
        "airflow-scheduler": {
            "image": "apache/airflow:2.9.1",
            "command": "scheduler",
            "environment": {
                f"AIRFLOW_CONN_{env_name(about)}": text for about, text in texts.items()
            },
        },
    }
    return {
        "docker-compose.yml": in_yaml({"services": services}),
        "monitoring/prometheus.yml": in_yaml(prometheus),
        "monitoring/grafana.yml": in_yaml(grafana),
        "config/connections.yaml": in_yaml(connections),
    }
