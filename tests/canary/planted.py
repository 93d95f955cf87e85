"""Secrets to plant: each holds a canary of its own, which no output may ever show."""

from __future__ import annotations

import hashlib
import string

NAMES = (
    "password",
    "db_password",
    "PGPASSWORD",
    "POSTGRES_PASSWORD",
    "passwd",
    "pwd",
    "secret",
    "client_secret",
    "clientSecret",
    "secret_key",
    "AWS_SECRET_ACCESS_KEY",
    "api_key",
    "apiKey",
    "API_TOKEN",
    "token",
    "refreshToken",
    "private_key",
    "fernet_key",
    "passphrase",
    "credentials",
    "sas_token",
    "account_key",
)
"""Names under which a secret is a value of its own."""

WORDS = string.ascii_letters + string.digits
TEXTS = {
    "a URL": "postgresql://etl:{40}@db.example.com:5432/sales",
    "a URL without a user": "redis://:{30}@cache.example.com:6379/0",
    "a token in a URL": "https://{40}@git.example.com/etl.git",
    "a URL of a driver": "mysql+pymysql://etl:{24}@db.example.com/sales?charset=utf8",
    "a JDBC URL": "jdbc:postgresql://db.example.com/sales?user=etl&password={24}",
    "a key in a query string": "https://api.example.com/v1/orders?api_key={32}&page=1",
    "a signed URL": "https://lake.blob.core.windows.net/raw?sv=2022-11-02&sig={43}%3D",
    "an account key": "DefaultEndpointsProtocol=https;AccountName=lake;AccountKey={86}==;",
    "a shared access key": "Endpoint=sb://x.example.com/;SharedAccessKeyName=r;SharedAccessKey={43}=",
    "an ODBC connection": "Driver=ODBC;Server=db;Uid=etl;Pwd={20};",
    "a bearer token": "Authorization: Bearer {40}",
    "basic authorization": "Authorization: Basic {40}=",
    "a user of curl": "curl --user etl:{24} https://api.example.com/orders",
    "a short user of curl": "curl -u etl:{24} https://api.example.com/orders",
    "an option": "load --password {24} --table orders",
    "an option with its value": "load --api-token={24} --table orders",
    "a variable before a command": "PGPASSWORD={24} psql --host db",
    "a user in SQL": "CREATE USER etl IDENTIFIED BY '{24}'",
    "a role in SQL": "CREATE ROLE etl WITH LOGIN PASSWORD '{24}'",
    "keys in COPY": (
        "COPY orders FROM 's3://raw/orders' "
        "CREDENTIALS 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE;aws_secret_access_key={40}'"
    ),
    "keys of a stage": (
        "COPY INTO orders FROM 's3://raw/orders' CREDENTIALS=(AWS_KEY_ID='AKIAIOSFODNN7EXAMPLE' "
        "AWS_SECRET_KEY='{40}')"
    ),
    "an AWS key id": "AKIA{A16}",
    "a GitHub token": "ghp_{36}",
    "a fine-grained GitHub token": "github_pat_{82}",
    "a GitLab token": "glpat-{20}",
    "a Slack token": "xoxb-1234567890-{24}",
    "a Slack hook": "https://hooks.slack.com/services/T00000000/B00000000/{24}",
    "a Google key": "AIza{35}",
    "a Stripe key": "sk_live_{24}",
    "a SendGrid key": "SG.{22}.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "a PyPI token": "pypi-AgEIcHlwaS5vcmc{60}",
    "an npm token": "npm_{36}",
    "a Databricks token": "dapi{h32}",
    "a HashiCorp Vault token": "hvs.{24}",
    "a JSON web token": "eyJhbGciOiJIUzI1NiJ9.eyJ{40}.abcdefghijklmnop",
    "JSON": '{"user": "etl", "password": "{24}"}',
}
"""Texts that hold a secret: `{40}` stands for a canary of 40 letters, `{A16}` for capitals and
digits, `{h32}` for hexadecimal digits."""


def canary(about: str, length: int, letters: str = WORDS) -> str:
    """Return a text that occurs nowhere else, always the same for what it is about."""
    seed, made = about, ""
    while len(made) < length:
        seed = hashlib.sha256(seed.encode()).hexdigest()
        made += "".join(letters[int(seed[i : i + 4], 16) % len(letters)] for i in range(0, 64, 4))
    return made[:length]


def named() -> dict[str, str]:
    """Return the secret of each name."""
    return {name: canary(name, 24) for name in NAMES}


def texts(change: str = "") -> dict[str, tuple[str, str]]:
    """Return (text, the canary in it) of each text; another `change` gives other canaries."""
    return {about: _filled(f"{about}{change}", text) for about, text in TEXTS.items()}


_LETTERS = {"A": string.ascii_uppercase + string.digits, "h": "0123456789abcdef", "": WORDS}


def _filled(about: str, text: str) -> tuple[str, str]:
    start = text.rindex("{")
    end = text.index("}", start)
    inside = text[start + 1 : end]
    letters = inside.rstrip(string.digits)
    secret = canary(about, int(inside[len(letters) :]), _LETTERS[letters])
    return text[:start] + secret + text[end + 1 :], secret


def fragments(secret: str) -> tuple[str, ...]:
    """Return parts of a canary that give it away, however it is cut or wrapped."""
    size = min(len(secret), 12)
    return tuple(secret[i : i + size] for i in range(0, len(secret) - size + 1, size))
