"""Files of connections: which are looked for, and what they say without secrets."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.connections import (
    connection_files,
    connections_in_command,
    read_connections,
)
from pytest_etl_diagram.documents.files import Files

ASTRO = """
airflow:
  connections:
    - conn_id: shop
      conn_type: postgres
      conn_host: shop-db
      conn_password: canary
      conn_port: 5432
    - conn_id:
      conn_type:
  variables:
    - variable_name: x
      variable_value: canary
"""
BY_NAME = """
lake: {conn_type: aws, extra: '{"endpoint_url": "http://minio:9000", "secret": "canary"}'}
shop:
  - {conn_type: mysql, host: mysql, login: canary}
uri: postgresql://canary:canary@db/x
version: 2
"""
BY_AREA = """
sources:
  shop:
    type: sql
    url: {drivername: postgresql+psycopg, host: '${PGHOST:-localhost}', password: '${PGPASSWORD}'}
  events: {type: api, base_url: '${EVENTS_URL}', token: canary}
targets:
  snowflake: {type: snowflake, connection: {account: '${ACCOUNT}', password: canary}}
  lake: {type: parquet, path: /data}
"""
ONE = "database:\n  host: db\n  port: 5432\n  password: canary\n"
PLAIN = """
postgres: {host: db, dbname: retail, user: canary}
snowflake: {account: my_account}
jdbc: {driver: org.postgresql.Driver, jdbc_url: 'jdbc:postgresql://pg:5432/x'}
schemas: {raw: {name: raw, description: x}}
tables: {orders: {schema: raw, type: fact}}
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ASTRO, [("shop", "postgresql", "shop-db", "")]),
        (
            BY_NAME,
            [
                ("lake", "aws", "minio", ""),
                ("shop", "mysql", "mysql", ""),
                ("uri", "postgresql", "db", ""),
            ],
        ),
        (
            BY_AREA,
            [
                ("events", "api", "{env:EVENTS_URL}", "sources"),
                ("lake", "parquet", "", "targets"),
                ("shop", "postgresql", "localhost", "sources"),
                ("snowflake", "snowflake", "{env:ACCOUNT}", "targets"),
            ],
        ),
        (ONE, [("database", "", "db", "")]),
        (
            PLAIN,
            [
                ("jdbc", "postgresql", "pg", ""),
                ("postgres", "", "db", ""),
                ("snowflake", "", "my_account", ""),
            ],
        ),
        ('{"shop": {"conn_type": "postgres", "host": "db"}}', [("shop", "postgresql", "db", "")]),
        ("services: {db: {image: postgres}}", []),
        ("- 1\n- 2\n", []),
        ("", []),
    ],
)
def test_a_file_configures_these_connections(tmp_path, content, expected):
    (tmp_path / "connections.yaml").write_text(content)
    found = read_connections(Files(tmp_path), "connections.yaml")
    assert [(c.id, c.address.scheme, c.address.host, c.area) for c in found] == expected
    assert "canary" not in repr(found)


def test_a_connection_knows_its_line(tmp_path):
    (tmp_path / "c.yaml").write_text(ASTRO)
    ((found),) = read_connections(Files(tmp_path), "c.yaml")
    assert (found.place.path, found.place.line) == ("c.yaml", 4)


@pytest.mark.parametrize(
    ("path", "is_found"),
    [
        ("deploy/connections.yaml", True),
        ("deploy/config/airflow_connections.json", True),
        ("airflow_settings.yaml", True),
        ("config/database.yaml", True),
        ("conf/data_sources.yml", True),
        ("config/pipeline.yaml", False),
        ("deploy/compose.yaml", False),
        ("elsewhere/connections.yaml", False),
    ],
)
def test_connections_are_looked_for_beside_a_deployment_and_its_folder(tmp_path, path, is_found):
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x: 1\n")
    assert connection_files(Files(tmp_path), "deploy/compose.yaml") == ((path,) if is_found else ())


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "airflow connections add 'shop' --conn-host shop-db --conn-password canary",
            [("shop", "", "shop-db")],
        ),
        (
            "airflow connections add --conn-uri 'x://y' || true",
            [],
        ),
        (
            """airflow connections add a --conn-uri 'postgresql://u:canary@db/x' &&
            airflow connections add b --conn-json '{"conn_type": "http", "host": "api"}'""",
            [("a", "postgresql", "db"), ("b", "http", "api")],
        ),
        (
            """airflow connections add lake --conn-type aws --conn-extra
            '{"endpoint_url": "http://minio:9000", "secret": "canary"}'""",
            [("lake", "aws", "minio")],
        ),
        ("airflow connections add x --conn-type snowflake", [("x", "snowflake", "")]),
        ("airflow db migrate", []),
    ],
)
def test_a_command_adds_these_connections(command, expected):
    found = connections_in_command(command)
    assert [(name, each.scheme, each.host) for name, each in found] == expected
    assert "canary" not in repr(found)
