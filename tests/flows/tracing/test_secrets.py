"""Secrets in the code of a plain pipeline reach no drawing."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pytest_etl_diagram.diagrams import activity, sequence
from pytest_etl_diagram.mermaid.document import render
from tests.flows.tracing.tracing import trace

PROGRAM = """
    import requests, psycopg2
    from acme_sdk import Client
    from sqlalchemy import create_engine
    TOKEN = "tok_CANARY01"
    class Job:
        def __init__(self, password="CANARY02pw", api_key="CANARY03key"):
            self.password = password
            self.engine = create_engine(f"postgresql://bob:{password}@h/db")
            self.client = Client("bob", "CANARY04", api_key=api_key)
        def run(self, secret="CANARY05secret"):
            self.client.login("bob", "CANARY06")
            self.client.authenticate(token=TOKEN)
            url = "https://bob:CANARY07pw@api/x?api_key=CANARY08"
            headers = {"Authorization": f"Bearer {TOKEN}"}
            rows = requests.get(url, headers=headers, auth=("u", "CANARY09")).json()
            if self.password == "CANARY10":
                raise ValueError(self.password)
            connection = psycopg2.connect("dbname=x user=u password=CANARY11")
            cursor = connection.cursor()
            cursor.execute("COPY t FROM 's3://b/k' CREDENTIALS 'aws_secret_access_key=CANARY12'")
            cursor.execute("CREATE USER u PASSWORD 'CANARY13'")
            self.client.fetch_rows("orders", password="CANARY14")
            self.client.push(rows, table="t", token=TOKEN)
            return {"status": "ok", "token": TOKEN}
"""


@pytest.mark.parametrize("kind", [activity, sequence], ids=lambda kind: kind.KIND)
def test_no_secret_is_drawn(kind, tmp_path):
    flow = trace(tmp_path, dedent(PROGRAM), "Job.run")
    drawing = render(kind.diagram(flow))
    assert "orders" in drawing
    assert "CANARY" not in drawing
