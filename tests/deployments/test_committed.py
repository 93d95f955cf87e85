"""Whether a file is committed, by the `.gitignore` files around it."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.compose.committed import is_committed
from pytest_etl_diagram.documents.files import Files


@pytest.mark.parametrize(
    ("ignored", "committed"),
    [
        (b"", True),
        (b"# .env\n", True),
        (b".env\n", False),
        (b".env\n!.env\n", True),
        (b"deploy/\n", False),
        (b"/deploy/.env\n", False),
        (b"\xef\xbb\xbf.env\r\n", False),
        (b"caf\xe9.env\n", True),
        (b"caf\xe9\n.env\n", False),
        (b"\0\xff\n", True),
    ],
)
def test_a_gitignore_of_any_bytes_names_files(ignored, committed, tmp_path):
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / ".env").write_text("A=1\n")
    (tmp_path / ".gitignore").write_bytes(ignored)
    assert is_committed(Files(tmp_path), "deploy/.env") is committed
