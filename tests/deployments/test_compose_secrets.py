"""No secret of a Compose file, or of the files beside it, gets into a drawing or a problem."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.compose.reading import read
from pytest_etl_diagram.diagrams import deployment
from pytest_etl_diagram.documents.files import Files
from pytest_etl_diagram.mermaid import document

SECRET = "c4nary-Pl4nted"  # noqa: S105 - it is looked for everywhere

PLANTED = {
    "an environment variable": "environment: {DB_PASSWORD: SECRET}",
    "a variable of a list": "environment: [API_TOKEN=SECRET]",
    "a variable of any name": "environment: {ANYTHING: SECRET}",
    "an address": "environment: {DATABASE_URL: 'postgresql://user:SECRET@other:5432/shop'}",
    "an address without a user": "environment: {BROKER_URL: 'redis://:SECRET@other:6379/0'}",
    "an address of elsewhere": "environment: {WAREHOUSE_URL: 'snowflake://u:SECRET@acme/db'}",
    "an address's query": "environment: {API_URL: 'https://api.example.com/x?api_key=SECRET'}",
    "a connection of Airflow": "environment: {AIRFLOW_CONN_SHOP: 'postgres://u:SECRET@other/shop'}",
    "a connection of Airflow in JSON": (
        'environment: {AIRFLOW_CONN_SHOP: \'{"conn_type": "http", "password": "SECRET"}\'}'
    ),
    "a variable of Airflow": "environment: {AIRFLOW_VAR_KEY: SECRET}",
    "a fernet key": "environment: {AIRFLOW__CORE__FERNET_KEY: SECRET}",
    "Java's options": "environment: {OPTS: '-Djavax.net.ssl.keyStorePassword=SECRET'}",
    "Kafka's login": (
        'environment: {KAFKA_SASL_JAAS_CONFIG: \'x required username="u" password="SECRET";\'}'
    ),
    "a default": "command: serve --token ${TOKEN:-SECRET}",
    "a default in an address": "command: serve --db postgres://u:${PASSWORD:-SECRET}@other/x",
    "an option": "command: serve --password SECRET",
    "an option with a sign": "command: [serve, --api-key=SECRET]",
    "an address in a command": "command: celery --broker redis://:SECRET@other:6379/0 worker",
    "a password of redis": "command: redis-server --requirepass SECRET",
    "an option of mysql": "command: mysqladmin ping -u root -pSECRET",
    "a health check of redis": "healthcheck: {test: [CMD, redis-cli, -a, SECRET, ping]}",
    "a health check of mysql": "healthcheck: {test: mysqladmin ping -u root -p SECRET}",
    "a health check with a login": "healthcheck: {test: 'curl -u elastic:SECRET localhost:9200'}",
    "MinIO's client": (
        "entrypoint: /bin/sh -c 'mc alias set lake http://other:9000 admin SECRET; mc mb lake/a'"
    ),
    "a script": (
        "command:\n  - sh\n  - -c\n  - |\n    export PGPASSWORD=SECRET\n    psql -c 'select 1'"
    ),
    "a user of Airflow": "command: airflow users create -u admin -p SECRET -r Admin",
    "a secret told twice": (
        "command: start other SECRET\nenvironment: {MINIO_ROOT_PASSWORD: SECRET}"
    ),
    "a build argument": "build: {context: ., args: {NPM_TOKEN: SECRET}}",
    "a build's address": "build: 'https://user:SECRET@github.com/example/app.git'",
    "an inline Dockerfile": (
        "build:\n  dockerfile_inline: |\n    FROM python:3.12\n    ENV TOKEN=SECRET\n"
        "    CMD serve --token SECRET"
    ),
    "labels": "labels: {traefik.auth: 'admin:SECRET'}",
    "an extension": "x-secret: SECRET",
    "a wrong shape": "environment: {DB_PASSWORD: [SECRET]}",
    "a port that is none": "ports: ['SECRET:80']",
}

AROUND = """
services:
  other: {{image: "postgres:16"}}
  subject:
    image: shop/subject:1
{attributes}
secrets:
  told: {{environment: TOLD}}
configs:
  inline: {{content: "password: SECRET"}}
volumes:
  share: {{driver_opts: {{type: cifs, o: "username=u,password=SECRET", device: //nas/x}}}}
"""


def told(root, text: str) -> str:
    """Return all that is told of a Compose file: its drawing with its problems."""
    (root / "docker-compose.yml").write_text(text, encoding="utf-8")
    found = read(Files(root), "docker-compose.yml")
    drawings = [document.render(deployment.diagram(each)) for each in found.deployments]
    assert drawings
    return "\n".join([*drawings, *(problem.message for problem in found.problems)])


@pytest.mark.parametrize("where", PLANTED)
def test_a_secret_is_not_told(tmp_path, where):
    attributes = "\n".join(f"    {line}" for line in PLANTED[where].splitlines())
    text = AROUND.format(attributes=attributes).replace("SECRET", SECRET)
    assert SECRET not in told(tmp_path, text)


def test_secrets_of_files_beside_are_not_told(tmp_path):
    (tmp_path / ".env").write_text(f"TOKEN={SECRET}\nPGPASSWORD={SECRET}\n", encoding="utf-8")
    (tmp_path / "app.env").write_text(
        f"DATABASE_URL=postgres://u:{SECRET}@other/x\nSECRET_KEY={SECRET}\n", encoding="utf-8"
    )
    text = AROUND.format(attributes="    env_file: app.env\n    command: run $TOKEN ${PGPASSWORD}")
    shown = told(tmp_path, text)
    assert SECRET not in shown
    assert "app.env" in shown
