"""What the tests run against: a loopback API, S3 by moto, a real PostgreSQL.

Where the project isn't installed (its diagrams need none of it) the tests are left out,
and pytest's header says so.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

NEEDED = ("duckdb", "extractors", "httpx", "pandas", "pyarrow", "sqlalchemy", "tqdm", "yaml")
MISSING = [name for name in NEEDED if find_spec(name) is None]

collect_ignore_glob = ["test_*.py"] if MISSING else []


def pytest_report_header():
    if MISSING:
        return (
            f"tests of the example left out, without: {', '.join(MISSING)} "
            "(pip install -e 'example_project[dev]')"
        )
    return None


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """The seconds that retries would have waited; no test waits for them."""
    if MISSING:
        return []
    import utils.retry  # noqa: PLC0415 -- only where the project is installed

    waited = []
    monkeypatch.setattr(utils.retry, "time", SimpleNamespace(sleep=waited.append))
    return waited


@pytest.fixture(scope="session")
def s3_endpoint():
    """The URL of moto's S3 server."""
    server = pytest.importorskip("moto.server")
    pytest.importorskip("boto3")
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def s3(s3_endpoint, monkeypatch):
    """A client of moto's S3 with an empty bucket, `drop`."""
    import boto3  # noqa: PLC0415 -- an extra

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3", endpoint_url=s3_endpoint)
    client.create_bucket(Bucket="drop")
    yield client
    for item in client.list_objects_v2(Bucket="drop").get("Contents", ()):
        client.delete_object(Bucket="drop", Key=item["Key"])
    client.delete_bucket(Bucket="drop")


@pytest.fixture(scope="session")
def postgres():
    """How to connect to a new PostgreSQL server, as the parts of a URL."""
    pytest.importorskip("psycopg")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
        Path(path).parent for path in [shutil.which("pg_ctl")] if path
    ]
    if not folders:
        pytest.skip("PostgreSQL isn't installed (on Debian: apt-get install postgresql)")
    owner = "postgres" if sys.platform != "win32" and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="etl-postgres-"))  # short: its socket's path is limited
    if owner:
        shutil.chown(folder, owner)  # the server refuses to run as root
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def command(name, *arguments):
        subprocess.run(
            [folders[-1] / name, *arguments],
            check=True,
            user=owner,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            timeout=120,
        )

    data, log = folder / "data", folder / "log"
    server = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        command("initdb", "-D", data, "-U", "etl", "-A", "trust", "--no-sync")
        command("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", server)
        yield {
            "drivername": "postgresql+psycopg",
            "host": "127.0.0.1",
            "port": port,
            "username": "etl",
            "database": "postgres",
        }
        command("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def target(tmp_path):
    """A new DuckDB warehouse."""
    from loaders.duckdb_loader import DuckDBLoader  # noqa: PLC0415 -- only where it is installed

    target = DuckDBLoader(tmp_path / "warehouse.duckdb")
    yield target
    target.close()


@pytest.fixture
def alerts():
    """Where a pipeline's alerts go."""
    return []
