"""What says the same in another way is the same drawing."""

from __future__ import annotations

import pytest

from tests.deployments.compose_drawing import draw

STACK = """
    x-airflow: &airflow
      image: apache/airflow:3.1.0
      environment: &environment
        AIRFLOW__CORE__EXECUTOR: CeleryExecutor
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: postgresql://airflow:first@postgres/airflow
      depends_on: [postgres]
    services:
      postgres:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: first
      scheduler:
        <<: *airflow
        command: scheduler
      worker:
        <<: *airflow
        command: celery worker
        environment:
          <<: *environment
          EXTRA: "0"
"""

WHOLES = {
    "order_of_the_keys_comments_and_quotes": """
        # A comment.
        services:
          worker:
            command: "celery worker"   # another
            environment:
              EXTRA: '0'
              AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: 'postgresql://airflow:first@postgres/airflow'
              AIRFLOW__CORE__EXECUTOR: "CeleryExecutor"
            depends_on: ["postgres"]
            image: 'apache/airflow:3.1.0'
          scheduler:
            depends_on: ["postgres"]
            image: apache/airflow:3.1.0
            environment:
              AIRFLOW__CORE__EXECUTOR: CeleryExecutor
              AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: postgresql://airflow:first@postgres/airflow
            command: scheduler
          postgres: {environment: {POSTGRES_PASSWORD: first}, image: "postgres:16"}
    """,
    "lists_and_other_passwords": """
        version: "3.8"
        services:
          postgres:
            image: postgres:16
            environment: [POSTGRES_PASSWORD=second]
          scheduler:
            image: apache/airflow:3.1.0
            command: [scheduler]
            environment:
              - AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=postgresql://airflow:second@postgres/airflow
              - AIRFLOW__CORE__EXECUTOR=CeleryExecutor
            depends_on: {postgres: {condition: service_started}}
          worker:
            image: apache/airflow:3.1.0
            command: [celery, worker]
            environment:
              - AIRFLOW__CORE__EXECUTOR=CeleryExecutor
              - AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=postgresql://airflow:second@postgres/airflow
              - EXTRA=0
            depends_on: {postgres: {condition: service_started, required: true}}
    """,
}


@pytest.mark.parametrize("name", WHOLES)
def test_a_whole_file_rewritten_is_the_same_drawing(tmp_path, name):
    assert draw(tmp_path / "a", STACK).graph == draw(tmp_path / "b", WHOLES[name]).graph


SERVICES = {
    "ports": (
        'ports: ["8080:80", "53:53/udp"]',
        "ports: [{target: 53, published: 53, protocol: udp}, {published: '8080', target: 80}]",
    ),
    "ports_with_defaults": ("ports: ['8080:80']", "ports: ['0.0.0.0:8080:80/tcp']"),
    "port_in_the_container_only": ("ports: [80]", "ports: [{target: 80}]"),
    "expose": ("expose: [9092, 9093/udp]", 'expose: ["9093/udp", "9092/tcp"]'),
    "volumes": (
        "volumes: [./a:/a:ro, /b]",
        """volumes:
- {type: volume, target: /b}
- {type: bind, source: a/, target: /a/, read_only: true}""",
    ),
    "flags_of_mounts": ("volumes: ['./a:/a']", "volumes: ['./a/:/a:rw,Z,cached']"),
    "tmpfs": ("tmpfs: /run", "tmpfs: [/run]"),
    "tmpfs_as_a_volume": ("tmpfs: /run", "volumes: [{type: tmpfs, target: /run}]"),
    "networks": ("networks: [b, a]", "networks: {a: , b: {}}"),
    "the_default_network": ("restart: always", "restart: always\nnetworks: [default]"),
    "command": (
        """command: bash -c "airflow db migrate && echo 'done'\"""",
        """command: [bash, -c, "airflow db migrate && echo 'done'"]""",
    ),
    "folded_command": (
        "command: spark-submit --master local job.py",
        "command: >\n  spark-submit\n  --master local\n  job.py",
    ),
    "entrypoint": ("entrypoint: /entry.sh run", "entrypoint: [/entry.sh, run]"),
    "healthcheck": (
        "healthcheck: {test: curl -f http://localhost, interval: 90s}",
        'healthcheck: {interval: 1m30s, test: ["CMD-SHELL", "curl -f http://localhost"]}',
    ),
    "healthcheck_defaults": (
        "healthcheck: {test: [CMD, pg_isready]}",
        "healthcheck: {test: [CMD, pg_isready], interval: 30s, timeout: 30s, retries: 3}",
    ),
    "healthcheck_off": ("healthcheck: {disable: true}", "healthcheck: {test: [NONE]}"),
    "build": ("build: ./app/", "build: {context: app, dockerfile: Dockerfile}"),
    "env_file": ("env_file: a.env", "env_file: [{path: ./a.env}]"),
    "secrets": ("secrets: [b, a]", "secrets: [{source: a}, {source: b}]"),
    "limits": (
        "deploy: {resources: {limits: {cpus: '0.50', memory: 1024M}}}",
        "deploy: {resources: {limits: {memory: 1gb, cpus: 0.5}}}",
    ),
    "limits_of_old": (
        "deploy: {resources: {limits: {cpus: 2, memory: 512m}, reservations: {memory: 1g}}}",
        "mem_limit: 512m\ncpus: 2.0\nmem_reservation: 1024m",
    ),
    "one_replica": ("restart: always", "restart: always\nscale: 1"),
    "replicas": ("scale: 3", "deploy: {mode: replicated, replicas: 3}"),
    "no_restart": ("image: a:1", "image: a:1\nrestart: no"),
    "profiles": ("profiles: [a, b]", "profiles: [b, a]"),
    "depends_on": (
        "depends_on: [other]",
        "depends_on: {other: {condition: service_started, restart: false}}",
    ),
    "extensions": ("image: a:1", "image: a:1\nx-note: anything"),
    "labels": ("image: a:1", "image: a:1\nlabels: [a=b]\nstop_grace_period: 1m"),
    "passwords_in_commands": (
        "command: redis-server --requirepass first",
        "command: redis-server --requirepass second",
    ),
    "passwords_in_addresses": (
        "environment: {DATABASE_URL: 'postgresql://u:first@other:5432/d'}",
        "environment: {DATABASE_URL: 'postgresql://u:second@other:5432/d'}",
    ),
    "default_passwords": (
        "command: serve --db postgres://u:${DB_PASSWORD:-first}@other/d",
        "command: serve --db postgres://u:${DB_PASSWORD:-second}@other/d",
    ),
    "values_that_are_no_architecture": (
        "environment: {LOG_LEVEL: info}",
        "environment: [LOG_LEVEL=debug, TZ=UTC]",
    ),
    "variables_with_their_defaults": ("image: a:${TAG:-1}", "image: a:1"),
}

SHELL = """
services:
  other: {{image: "postgres:16"}}
  subject:
{attributes}
networks: {{a: , b: }}
secrets: {{a: {{environment: A}}, b: {{environment: B}}}}
"""


def around(attributes: str) -> str:
    """Return a Compose file with a service of these attributes."""
    if "image:" not in attributes and "build:" not in attributes:
        attributes = f"image: shop/subject:1\n{attributes}"
    lines = "\n".join(f"    {line}" for line in attributes.splitlines())
    return SHELL.format(attributes=lines)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_rewritten_is_the_same_drawing(tmp_path, name):
    one, other = (around(attributes) for attributes in SERVICES[name])
    assert draw(tmp_path / "a", one).graph == draw(tmp_path / "b", other).graph


def test_an_override_file_says_what_the_base_could_say(tmp_path):
    base = "services: {a: {image: 'a:1', ports: ['1:1']}}"
    override = "services: {a: {ports: ['2:2'], scale: 2}}"
    whole = "services: {a: {image: 'a:1', ports: ['2:2', '1:1'], scale: 2}}"
    merged = draw(tmp_path / "a", base, **{"docker-compose__override__yml": override})
    assert merged.graph == draw(tmp_path / "b", whole).graph
