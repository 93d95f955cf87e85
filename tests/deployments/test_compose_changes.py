"""Every change of a Compose file's architecture changes one fact or edge, at the right line."""

from __future__ import annotations

import pytest

from tests.deployments.compose_drawing import SOURCE, draw, nodes, place_of

BEFORE = """\
services:
  db:
    image: postgres:16.4
    volumes:
      - data:/var/lib/postgresql/data
    healthcheck:
      test: pg_isready
      interval: 10s
  queue:
    image: rabbitmq:3.13
  worker:
    image: shop/worker:2.1
    build: ./worker
    command: celery -A shop worker
    deploy:
      replicas: 3
      resources:
        limits:
          memory: 2G
    ports:
      - "5555:5555"
    volumes:
      - ./settings:/settings:ro
      - data:/backup
    restart: always
    networks:
      - back
    profiles: [batch]
    secrets: [token]
    env_file: worker.env
    environment:
      BROKER_URL: amqp://guest:guest@queue:5672//
      DATABASE_URL: postgresql://shop:secret@db:5432/shop
    depends_on:
      db:
        condition: service_healthy
      queue:
        condition: service_started
volumes:
  data:
networks:
  back:
secrets:
  token:
    environment: TOKEN
"""

FACTS = {
    "the image's major version": ("postgres:16.4", "postgres:17.0", "db", "image", "postgres:17.0"),
    "an image that isn't pinned": (":2.1", ":latest", "worker", "image", "shop/worker:latest"),
    "an image without a tag": (":2.1", "", "worker", "image", "shop/worker"),
    "the folder of the build": ("./worker\n", "./jobs\n", "worker", "build", "./jobs"),
    "the command": ("shop worker", "shop beat", "worker", "command", "celery -A shop beat"),
    "fewer replicas": ("replicas: 3", "replicas: 2", "worker", "replicas", "2"),
    "a single replica": ("replicas: 3", "replicas: 1", "worker", "replicas", None),
    "a port of the host": ('"5555:', '"5556:', "worker", "ports", "5556:5555"),
    "a volume less": ("      - data:/backup\n", "", "worker", "volumes", "./settings:/settings:ro"),
    "a volume that may be written": (
        ":ro",
        "",
        "worker",
        "volumes",
        "./settings:/settings, data:/backup",
    ),
    "how often health is asked": (
        "interval: 10s",
        "interval: 1m",
        "db",
        "healthcheck",
        "pg_isready; interval: 1m",
    ),
    "another test of health": (
        "test: pg_isready",
        "test: 'true'",
        "db",
        "healthcheck",
        "true; interval: 10s",
    ),
    "no health check": (
        "    healthcheck:\n      test: pg_isready\n      interval: 10s\n",
        "",
        "db",
        "healthcheck",
        None,
    ),
    "when it is started again": (
        "restart: always",
        "restart: on-failure",
        "worker",
        "restart",
        "on-failure",
    ),
    "less memory": ("memory: 2G", "memory: 512M", "worker", "limits", "memory: 512M"),
    "another profile": ("[batch]", "[nightly]", "worker", "profiles", "nightly"),
    "another env file": ("worker.env", "jobs.env", "worker", "env_from", "./jobs.env"),
    "no secret": ("    secrets: [token]\n", "", "worker", "secrets", None),
    "no network": ("    networks:\n      - back\n", "", "worker", "networks", None),
}

LINES = {
    "image": "image: ",
    "build": "build: ",
    "command": "command: ",
    "replicas": "replicas: ",
    "ports": "ports:",
    "volumes": "volumes:",
    "healthcheck": "healthcheck:",
    "restart": "restart: ",
    "limits": "limits:",
    "profiles": "profiles: ",
    "env_from": "env_file: ",
    "secrets": "secrets: ",
    "networks": "networks:",
}


def line_of(text: str, service: str, words: str) -> int:
    """Return the line in which words stand for the first time below a service."""
    lines = text.splitlines()
    start = lines.index(f"  {service}:")
    return next(n for n, line in enumerate(lines[start:], start + 1) if words in line)


@pytest.mark.parametrize("change", FACTS)
def test_a_change_is_one_fact_of_one_service(tmp_path, change):
    old, new, service, fact, value = FACTS[change]
    assert BEFORE.count(old) == 1
    before, after = (
        draw(tmp_path / n, t) for n, t in (("a", BEFORE), ("b", BEFORE.replace(old, new)))
    )
    assert before.graph.edges == after.graph.edges
    was, now = nodes(before.graph), nodes(after.graph)
    assert was.keys() == now.keys()
    assert [name for name in was if was[name] != now[name]] == [service]
    changed = set(was[service].facts) ^ set(now[service].facts)
    assert {name for name, _ in changed} == {fact}
    assert now[service].fact(fact) == value


@pytest.mark.parametrize("fact", sorted({row[3] for row in FACTS.values()}))
def test_a_fact_stands_in_its_line(tmp_path, fact):
    service = next(row[2] for row in FACTS.values() if row[3] == fact)
    place = place_of(draw(tmp_path, BEFORE), service, fact)
    assert (place.path, place.line) == (SOURCE, line_of(BEFORE, service, LINES[fact]))


def test_a_service_stands_in_the_line_of_its_name(tmp_path):
    place = place_of(draw(tmp_path, BEFORE), "worker")
    assert place.line == line_of(BEFORE, "worker", "worker:")


EDGES = {
    "a condition dropped": (
        "        condition: service_healthy\n",
        "        condition: service_started\n",
        {("db", "worker", "depends", "service_healthy"), ("db", "worker", "depends", "")},
    ),
    "a service that isn't waited for": (
        "      queue:\n        condition: service_started\n",
        "",
        {("queue", "worker", "depends", "")},
    ),
    "another host in an address": (
        "DATABASE_URL: postgresql://shop:secret@db:5432/shop",
        "QUEUE_URL: amqp://guest@queue:5672//",
        {("worker", "db", "connects", "postgresql")},
    ),
}


@pytest.mark.parametrize("change", EDGES)
def test_a_change_of_ties_changes_edges_only(tmp_path, change):
    old, new, expected = EDGES[change]
    before, after = (
        draw(tmp_path / n, t) for n, t in (("a", BEFORE), ("b", BEFORE.replace(old, new)))
    )
    names = {node.id: node.name for node in before.graph.nodes}
    changed = set(before.graph.edges) ^ set(after.graph.edges)
    assert {(names[e.source], names[e.target], e.kind, e.label) for e in changed} == expected


WITHOUT_QUEUE = (
    BEFORE.replace("  queue:\n    image: rabbitmq:3.13\n", "")
    .replace("      queue:\n        condition: service_started\n", "")
    .replace("      BROKER_URL: amqp://guest:guest@queue:5672//\n", "")
)


def test_a_service_removed_is_a_node_less(tmp_path):
    before, after = draw(tmp_path / "a", BEFORE), draw(tmp_path / "b", WITHOUT_QUEUE)
    assert nodes(before.graph).keys() - nodes(after.graph).keys() == {"queue"}
    assert len(before.graph.edges) - len(after.graph.edges) == len(("depends", "connects"))


OVERRIDE = """\
services:
  worker:
    image: shop/worker:3
    deploy:
      replicas: 9
"""


def test_what_an_override_says_stands_in_the_override(tmp_path):
    drawing = draw(tmp_path, BEFORE, **{"docker-compose__override__yml": OVERRIDE})
    found = {fact: place_of(drawing, "worker", fact) for fact in ("image", "replicas", "limits")}
    assert {fact: (place.path, place.line) for fact, place in found.items()} == {
        "image": ("docker-compose.override.yml", 3),
        "replicas": ("docker-compose.override.yml", 5),
        "limits": (SOURCE, line_of(BEFORE, "worker", "limits:")),
    }


ANCHORED = """\
x-common: &common
  image: apache/airflow:3.1.0
  restart: always
services:
  scheduler:
    <<: *common
    command: scheduler
  triggerer:
    <<: *common
    command: triggerer
"""


def test_what_an_anchor_says_stands_at_the_anchor(tmp_path):
    drawing = draw(tmp_path, ANCHORED)
    assert place_of(drawing, "triggerer", "image").line == 2
    assert place_of(drawing, "triggerer", "command").line == 10
