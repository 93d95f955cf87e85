# ruff: noqa: E501  snippets stand on lines of their own length
"""Secrets never reach a drawing; names that only sound like one do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.masking import mask, mask_fact
from pytest_etl_diagram.mermaid import document

SECRETS = {
    "postgres://user:hunter2@db/sales": "postgres://***:***@db/sales",
    "https://:hunter2@host": "https://***:***@host",
    "https://ghp0123456789abcdef@github.com/x": "https://***@github.com/x",
    "password=hunter2": "password=***",
    "PASSWORD: hunter2": "PASSWORD: ***",
    "db_password='hunter2'": "db_password='***'",
    '{"token": "hunter2", "user": "me"}': '{"token": "***", "user": "me"}',
    "https://x/?api_key=hunter2&page=1": "https://x/?api_key=***&page=1",
    "aws_secret_access_key=hunter2": None,
    "Authorization: Bearer abcdefgh12345678": None,
    "Basic dXNlcjpodW50ZXIy": "Basic ***",
    "AKIAIOSFODNN7EXAMPLE": "***",
    "ghp_abcdefghijklmnopqrstuvwxyz0123": "***",
    "xoxb-123456789012-abcdef": "***",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc": "***",
    "run --password hunter2 --token=hunter2": None,
}


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_masked(text):
    masked = mask(text)
    assert "***" in masked
    assert "hunter2" not in masked.replace("--password hunter2", "")
    if SECRETS[text] is not None:
        assert masked == SECRETS[text]


IN_TEXTS = {
    # connection strings
    "Server=tcp:db,1433;Uid=me;PWD=hunter2;Encrypt=yes": "Server=tcp:db,1433;Uid=me;PWD=***;Encrypt=yes",
    "Driver={ODBC Driver 18};Pwd={hun;hunter2};": "Driver={ODBC Driver 18};Pwd={***};",
    "AccountName=a;AccountKey=hunter2==;EndpointSuffix=x": "AccountName=a;AccountKey=***;EndpointSuffix=x",
    "SharedAccessKeyName=n;SharedAccessKey=hunter2=": "SharedAccessKeyName=n;SharedAccessKey=***",
    "jdbc:mysql://h/db?user=me&password=hunter2&ssl=1": "jdbc:mysql://h/db?user=me&password=***&ssl=1",
    "jdbc:oracle:thin:scott/hunter2@//h:1521/x": "jdbc:oracle:thin:***/***@//h:1521/x",
    "odbc_connect=DRIVER%3DX%3BPWD%3Dhunter2%3BUID%3Dme": "odbc_connect=DRIVER%3DX%3BPWD%3D***%3BUID%3Dme",
    "me:hunter2@tcp(db:3306)/x": "me:***@tcp(db:3306)/x",
    "host=db user=me password=hunter2 dbname=x": "host=db user=me password=*** dbname=x",
    "addr=10.0.0.3,password=hunter2,rw": "addr=10.0.0.3,password=***,rw",
    # addresses
    "mongodb+srv://u:hunter2@c.mongodb.net/x": "mongodb+srv://***:***@c.mongodb.net/x",
    "postgres://u:p@hunter2@db/x": "postgres://***:***@db/x",
    "postgres://u:hun/hunter2@db/x": "postgres://***:***@db/x",
    "redis://:hunter2@redis:6379/0": "redis://***:***@redis:6379/0",
    "https://x.blob.core.windows.net/c?sv=1&sig=hunter2%3D&se=1": "https://x.blob.core.windows.net/c?sv=1&sig=***&se=1",
    "https://b.s3.amazonaws.com/k?X-Amz-Credential=hunter2&X-Amz-Signature=hunter2": "https://b.s3.amazonaws.com/k?X-Amz-Credential=***&X-Amz-Signature=***",
    "https://hooks.slack.com/services/T0/B0/hunter2": "https://hooks.slack.com/services/***",
    "https://discord.com/api/webhooks/1/hunter2": "https://discord.com/api/webhooks/***",
    # SQL
    "CREATE USER u PASSWORD 'hunter2'": "CREATE USER u PASSWORD '***'",
    "CREATE USER u IDENTIFIED BY 'hunter2'": "CREATE USER u IDENTIFIED BY '***'",
    "IDENTIFIED WITH mysql_native_password BY 'hunter2'": "IDENTIFIED WITH mysql_native_password BY '***'",
    "CREATE USER u IDENTIFIED BY hunter2;": "CREATE USER u IDENTIFIED BY ***;",
    "ALTER ROLE u WITH LOGIN PASSWORD hunter2": "ALTER ROLE u WITH LOGIN PASSWORD ***",
    "SET PASSWORD FOR u = PASSWORD('hunter2')": "SET PASSWORD FOR u = PASSWORD('***')",
    "CREDENTIALS=(AWS_KEY_ID='hunter2' AWS_SECRET_KEY='hunter2')": "CREDENTIALS=(AWS_KEY_ID='***' AWS_SECRET_KEY='***')",
    "SECRET_ACCESS_KEY 'hunter2'": "SECRET_ACCESS_KEY '***'",
    "WHERE api_token = 'it''s hunter2' AND id = 1": "WHERE api_token = '***' AND id = 1",
    "MASTER_KEY = N'hunter2'": "MASTER_KEY = N'***'",
    # commands
    "run --password hunter2 -v": "run --password *** -v",
    "run --db-password='hunter2 x' -v": "run --db-password='***' -v",
    "curl -u me:hunter2 https://x": "curl -u me:*** https://x",
    "curl -H 'Authorization: Basic aHVudGVyMg==' https://x": "curl -H 'Authorization: Basic ***' https://x",
    "curl -H 'X-Api-Key: hunter2' https://x": "curl -H 'X-Api-Key: ***' https://x",
    "mysql -u root -phunter2 db": "mysql -u root -p*** db",
    "sshpass -p hunter2 ssh x": "sshpass -p *** ssh x",
    "redis-cli -h redis -a hunter2 ping": "redis-cli -h redis -a *** ping",
    "sqlplus scott/hunter2@db": "sqlplus ***/***@db",
    "PGPASSWORD=hunter2 psql && run": "PGPASSWORD=*** psql && run",
    "run ${DB_PASSWORD:-hunter2} x": "run ${DB_PASSWORD:-***} x",
    "password=${DB_PASSWORD:-hunter2}": "password=${DB_PASSWORD:-***}",
    # JSON, YAML, XML, Java properties
    '{"a": "{\\"password\\": \\"hunter2\\"}"}': '{"a": "{\\"password\\": \\"***\\"}"}',
    "{user: me, password: my hunter2, host: x}": "{user: me, password: ***, host: x}",
    "db:\n  password: two hunter2 words\n  user: me": "db:\n  password: ***\n  user: me",
    "secret_key: |\n  hunter2\n  more\nuser: me": "secret_key: ***\nuser: me",
    "<password>hunter2</password>": "<password>***</password>",
    'sasl.jaas.config=x username="u" password="hunter2";': 'sasl.jaas.config=x username="u" password="***";',
    "fs.azure.account.key.a.dfs.core.windows.net=hunter2": "fs.azure.account.key.a.dfs.core.windows.net=***",
    'tokens=["hunter2", "b"], n=1': "tokens=[***], n=1",
    "password=>'hunter2'": "password=>'***'",
    "Cookie: session=hunter2; a=hunter2": "Cookie: ***",
    "api key: hunter2": "api key: ***",
    # punctuation in a secret
    "password=hun'hunter2": "password=***",
    "password=a,hunter2": "password=***",
    "password=a&hunter2;x=1": "password=***;x=1",
    "password=(hunter2)hunter2 x": "password=(***) x",
    # without an end
    "password='hunter2": "password='***",
    "-----BEGIN RSA PRIVATE KEY-----\nhunter2": "***",
    "-----BEGIN OPENSSH PRIVATE KEY-----\\nhunter2\\n-----END OPENSSH PRIVATE KEY----- x": "*** x",
}  # fmt: skip


@pytest.mark.parametrize("text", IN_TEXTS)
def test_a_named_secret_is_masked_inside_of_a_text(text):
    assert mask(text) == IN_TEXTS[text]


DIGITS, MIXED, HEX = "0123456789" * 10, "aB3dE6gH9j" * 10, "0a1b2c3d4e5f" * 10

SHAPES = [
    f"AKIA{'ABCD2345' * 2}", f"ASIA{'ABCD2345' * 2}", f"ghp_{MIXED[:36]}", f"github_pat_{MIXED[:60]}",
    f"glpat-{MIXED[:20]}", f"xoxb-{DIGITS[:12]}-{MIXED[:24]}", f"xapp-1-{MIXED[:20]}", f"AIza{MIXED[:35]}",
    f"GOCSPX-{MIXED[:28]}", f"ya29.{MIXED[:60]}", f"sk_live_{MIXED[:24]}", f"rk_test_{MIXED[:24]}",
    f"whsec_{MIXED[:32]}", f"SK{HEX[:32]}", f"SG.{MIXED[:22]}.{MIXED[:43]}", f"npm_{MIXED[:36]}",
    f"pypi-AgEIcHlwaS5vcmc{MIXED[:60]}", f"dapi{HEX[:32]}", f"sk-{MIXED[:48]}", f"sk-proj-{MIXED[:60]}",
    f"sk-ant-api03-{MIXED[:60]}", f"hf_{MIXED[:34]}", f"dop_v1_{HEX[:64]}", f"hvs.{MIXED[:24]}",
    f"{DIGITS[:10]}:AA{MIXED[:33]}", f"{MIXED[:43]}=", f"{MIXED[:86]}==", f"abc8Q~{MIXED[:34]}",
    f"eyJ{MIXED[:20]}.eyJ{MIXED[:20]}.{MIXED[:20]}", f"AGE-SECRET-KEY-1{'QPZRY9X8' * 7}", f"glsa_{MIXED[:32]}",
    f"NRAK-{'ABCD2345' * 3}", f"shpat_{HEX[:32]}", f"HRKU-{MIXED[:36]}", f"Bearer {MIXED[:30]}", f"Basic {MIXED[:20]}=",
]  # fmt: skip


@pytest.mark.parametrize("around", ["{}", "key {}", "'{}'", '{{"a": "{}"}}', "x={}&y=1", "\n{}\n"])
@pytest.mark.parametrize("secret", SHAPES)
def test_a_secret_is_known_by_its_shape(secret, around):
    masked = mask(around.format(secret))
    assert MIXED[:10] not in masked
    assert secret[-12:] not in masked
    assert "***" in masked


def test_the_secret_beside_a_key_id_is_masked():
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # noqa: S105  the one of AWS's documentation
    for between in (":", ",", " ", '", "', "\naws_secret = ", "&s="):
        assert mask(f"AKIAIOSFODNN7EXAMPLE{between}{secret}") == f"***{between}***"


@pytest.mark.parametrize(
    "text",
    [
        "password_reset_events", "SELECT token, password FROM password_reset_events WHERE id = 1", "max_tokens: 4096",
        "token: {{ var.value.token }}", "password={{ conn.db.password }}", "PASSWORD=${DB_PASSWORD}", "run $API_TOKEN",
        "PASSWORD=$DB_PASSWORD", "${DB_PASSWORD:-}", "password=%(pw)s", "password = :pw", "password=?", "a.token = b.token",
        "password=None", "token: null", "password=", "api_key: ''", 'password=os.environ["PW"]', "redis://{secret:broker-url}",
        "secret_name: db", "secretKeyRef: db", "secrets: db_password, api_key", "password_file: /run/secrets/db",
        "--password-file /run/x", "docker build --secret id=npm,src=.npmrc", "token_url: https://x/oauth", "get_secret('x')",
        f"apache/airflow@sha256:{HEX[:64]}", f"airflow:3.1@sha256:{HEX[:64]}", f"commit {HEX[:40]}", "2024-01-01T00:00:00",
        "partition_key: id", "keys: user_id", "sort_key=created", "kafka1:9092,kafka2:9092", "1@kafka:9093", "x::token::text",
        "PLAINTEXT://kafka:9092", "docker run --user 1000:1000 x", "basic transformation", "Bearer authentication",
        "Basic Authentication", "git@github.com:org/repo.git", "ssh://git@github.com/x", "https://h:8080/p?user=a@b.com",
        "owner: me@example.com", "host: db, port: 5432", "sk-learn-pipeline-model", "compass: north", "author: me",
        "env_from: secret db-auth", "rows identified by id", "create user profile by id", "every 15 minutes", "0 0 * * 0", "hooks.slack.com", "task-0123456789abcdef0123456789",
    ],
)  # fmt: skip
def test_what_stands_beside_secrets_stays(text):
    assert mask(text) == text


FACTS = {
    ("password", "hunter2"): "***",
    ("dbPassword", "two words"): "***",
    ("api_key", "1"): "***",
    ("fernet_key", "x"): "***",
    ("aws_secret_access_key", "x"): "***",
    ("refresh_token", "x"): "***",
    ("password", "${PW:-hunter2}"): "***",
    ("password", "{{ var.value.pw | default('hunter2') }}"): "***",
    ("password", "{{ env_var('PW', 'hunter2') }}"): "***",
    ("password", "{env:PW}x"): "***",
    ("command", "run --password hunter2"): "run --password ***",
    # references, and names that only tell about a secret
    ("password", "{env:PW}"): "{env:PW}",
    ("password", "{{ var.value.pw }}"): "{{ var.value.pw }}",
    ("password", "{{ env_var('PW') }}"): "{{ env_var('PW') }}",
    ("password", "${PW}"): "${PW}",
    ("password", "***"): "***",
    ("password", ""): "",
    ("credentials", "{env:USER}:{env:PW}"): "{env:USER}:{env:PW}",
    ("secret_name", "db"): "db",
    ("secrets", "db_password, api_token"): "db_password, api_token",
    ("keys", "id"): "id",
    ("token_url", "https://u:hunter2@x"): "https://***:***@x",
}


@pytest.mark.parametrize(("name", "value"), FACTS)
def test_a_fact_with_a_secrets_name_is_masked(name, value):
    assert mask_fact(name, value) == FACTS[name, value]


UNITS = [
    *"a 1 _ é . - ' \" \\ = \n : / @".split(" "), "password", "password=", "password='", "password: ", "token={{ ",
    "token=['", "://", "://a:", "://a:b@", "a:a@a", "?key=", "?sig=", "eyJaaaaaaaaaaa.", "-----BEGIN PRIVATE KEY-----",
    "identified by '", "mysql ", "sshpass ", "curl -u ", "oracle:a:a/", "bearer ", "AKIAIOSFODNN7EXAMPLE ", "sk-a",
    'token=\\"', "x,password=a,", "${TOKEN:-", "token: |\n  ", "<token>", "{secret:", "pwd%3D", "api key ", "a.a=",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_takes_long(unit):
    for text in (unit, f"password={unit}", f"token: {unit}"):
        start = time.process_time()
        mask.__wrapped__((text * 100_000)[:100_000])
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "load_tokens", "refresh_token", "password_reset", "validate_passwords", "secret_santa", "{var:api_token}",
        "{env:DB_PASSWORD}", "password={var:db_password}", "token={env:TOKEN}", "s3://bucket/path",
        "https://host:8080/path", "user@example.com", "postgres://db/sales", "basic checks", "0 2 * * *",
        "author: me", "every 5m", "tokenize: words",
    ],
)  # fmt: skip
def test_what_is_no_secret_stays(text):
    assert mask(text) == text


@given(text=st.text(max_size=60))
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)


@given(secret=st.text("abcdefghijklmnop0123456789", min_size=4, max_size=30))
def test_no_password_survives(secret):
    for text in (f"password={secret}", f"db://u:{secret}@h/x", f"token: '{secret}'"):
        assert mask(text).replace("password", "").replace("token", "").find(secret) == -1


PLACES = {
    "a task's pool": "EmptyOperator(task_id='t', pool='password=hunter2')",
    "a task's id": "EmptyOperator(task_id='password=hunter2')",
    "a queue": "EmptyOperator(task_id='t', queue='amqp://u:hunter2@q')",
    "a label": "EmptyOperator(task_id='a') >> Label('token=hunter2') >> EmptyOperator(task_id='b')",
    "a group": "TaskGroup('secret=hunter2').add(EmptyOperator(task_id='a'))",
    "an asset": "EmptyOperator(task_id='t', outlets=[Dataset('db://u:hunter2@h')])",
    "a callback's argument": "EmptyOperator(task_id='t', on_failure_callback=Notify(token='hunter2'))",
    "a triggered DAG": "TriggerDagRunOperator(task_id='t', trigger_dag_id='pwd=hunter2')",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_drawing_shows_a_secret_wherever_it_stands(place, project):
    reading = project.read_text(
        "from airflow import DAG, Dataset\nfrom airflow.operators.empty import EmptyOperator\n"
        "from airflow.utils.edgemodifier import Label\nfrom airflow.utils.task_group import TaskGroup\n"
        "from airflow.operators.trigger_dagrun import TriggerDagRunOperator\nfrom somewhere import Notify\n"
        "with DAG('d', schedule='secret=hunter2', tags=['api_key=hunter2'], default_args={'x': 1}):\n"
        f"    {PLACES[place]}\n"
        "with DAG('password=hunter2', schedule=Dataset('db://u:hunter2@h')):\n    pass\n"
    )
    assert len(reading.diagrams) == 2
    for diagram in reading.diagrams:
        assert "hunter2" not in document.render(diagram)
        assert "hunter2" not in diagram.name
    assert all("hunter2" not in problem.message for problem in reading.problems)
